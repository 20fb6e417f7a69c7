"""What the filter shows as an Atom feed, the latest change first."""

from django.conf import settings
from django.db.models import Max, Q
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from tracker.forms.filters import parse
from tracker.models import Breach
from tracker.outputs.words import breach_title, place_words, when_words
from tracker.views.access import agreement_or_404

MOST = 50


def atom(request: HttpRequest, key: str) -> HttpResponse:
    """The breaches of the list under the same address; an entry is new again when somebody decided on it."""
    agreement = agreement_or_404(request, key)
    filters, _form = parse(request.GET, agreement, agreement.spoken_regions, timezone.now())
    by_then = Q(decisions__at__lte=filters.known) if filters.known else Q()
    decided = Coalesce(Max("decisions__at", filter=by_then), "known_at")
    rows = filters.breaches(Breach.objects.with_names()).annotate(changed=Greatest(decided, "known_at"))
    feed = Atom1Feed(
        title=_("Breaches: %(name)s") % {"name": agreement.name},
        link=f"{settings.SITE_URL}{reverse('breaches', args=[key])}?{filters.query()}",
        feed_url=settings.SITE_URL + request.get_full_path(),
        description="",
        subtitle=" ".join([_("What the filter shows, the latest change first."), *filters.notes]),
        language="en",
    )
    for breach in rows.order_by("-changed", "-pk")[:MOST]:
        link = settings.SITE_URL + reverse("breach", args=[key, breach.number])
        told = [when_words(breach), place_words(breach), breach.verification_shown.label, breach.get_scope_display()]
        feed.add_item(
            title=f"{breach.label}: {breach_title(breach)}",
            link=link,
            unique_id=link,
            description=". ".join(filter(None, told)) + ".",
            updateddate=breach.changed,
            pubdate=breach.known_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)
