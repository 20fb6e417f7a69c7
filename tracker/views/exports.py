"""What the filter shows as a file, streamed."""

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.forms.filters import parse
from tracker.outputs.counts import Counts
from tracker.outputs.exports.formats import FORMATS
from tracker.outputs.exports.rows import about, rows
from tracker.views.access import agreement_or_404


def export(request: HttpRequest, key: str, ending: str) -> StreamingHttpResponse:
    """Exactly what the list of breaches shows under the same address."""
    form = FORMATS.get(ending)
    if form is None:
        raise Http404(_("There is no such format."))
    agreement = agreement_or_404(request, key)
    now = timezone.now()
    filters, _form = parse(request.GET, agreement, agreement.spoken_regions, now)
    counts = Counts(filters)
    told = about(agreement, filters, now) | {
        "breaches": str(counts.shown),
        "without a point": _("%(n)s, which a map of points leaves out") % {"n": counts.not_on_map},
    }
    pieces = form.write(rows(filters, user=request.user), told)
    body = _from_thread(pieces) if isinstance(request, ASGIRequest) else pieces
    response = StreamingHttpResponse(body, content_type=form.content_type)
    response["Content-Disposition"] = f'attachment; filename="{agreement.key}-{now:%Y-%m-%d}.{form.ending}"'
    return response


async def _from_thread(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The pieces, each made in the thread that holds the database, while the loop serves others in between."""
    following = sync_to_async(lambda: next(pieces, None))
    first = await following()
    while first is not None:
        yield first
        first = await following()
