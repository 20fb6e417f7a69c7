"""`/api/v1/`: what the pages show, for programs. Every address is read-only; `answers.readable` is around each."""

import datetime as dt
import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from tracker.api import answers, asking, parameters, problems, records
from tracker.api.shapes import agreements as shapes
from tracker.api.shapes.breaches import Breaches, BreachWhole, Features
from tracker.api.shapes.common import Problem
from tracker.forms.filters import parse
from tracker.forms.known import LATEST, KnownChoices
from tracker.models import Agreement, Breach, Region, RegionStatus
from tracker.outputs import known, summaries
from tracker.outputs.board import board
from tracker.outputs.exports.rows import about
from tracker.outputs.filters import EXPLICIT, Filters
from tracker.rules.parameters import METHOD_VERSION
from tracker.views.access import agreement_or_404, breach_or_404

GEOJSON = "application/geo+json"
ONE_DAY = dt.timedelta(days=1)
ERRORS = dict.fromkeys((400, 401, 404, 405, 422, 429), Problem)

api = NinjaAPI(
    title="Ceasefire Tracker",
    version=answers.VERSION,
    description="Agreements, how their regions stand, and the breaches that were claimed, as the pages show them.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)


def _get(path: str, name: str, shape: Any, taken: list[dict[str, Any]], **more: Any):
    """An operation; `taken` are its parameters."""
    extra = {"parameters": taken, **more}
    return api.get(path, response={200: shape, **ERRORS}, by_alias=True, url_name=name, openapi_extra=extra,
                   operation_id=name)  # fmt: skip


@api.exception_handler(Http404)
def _not_found(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problems.answer(404, problems.not_found())


@api.exception_handler(problems.Problem)
def _problem(_request: HttpRequest, problem: problems.Problem) -> HttpResponse:
    return problems.answer(problem.status, problem.detail, problem.headers)


@api.exception_handler(ValidationError)
def _not_valid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    told = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors)
    return problems.answer(422, _("The request cannot be read: %(faults)s.") % {"faults": told})


def _about(
    under: Agreement, now: dt.datetime, notes: list[str], *, what: str, address: str, at: dt.datetime | None = None
) -> dict[str, Any]:
    """What an answer says of itself, from what an export says of itself. `what` and `address` go into the citation;
    `at` is the data cut-off that was asked for.
    """
    said = about(under, Filters(under, known=at), now)
    if at:
        notes = [*notes, known.note(under, at)]
    if under.is_example:
        notes = [*notes, _("Example data: decisions, grades of sources and some counts were set for the example.")]
    words = _("Ceasefire Tracker, %(name)s, %(what)s, %(address)s, written %(day)s.")
    day = now.astimezone(under.zone).date().isoformat()
    return {
        "notes": notes,
        "time_zone": said["time zone of days"],
        "data_cutoff": said["data cut-off"],
        "method_version": said["method"],
        "cite_as": words % {"name": under.name, "what": what, "address": address, "day": day},
    }


@_get("agreements", "agreements", shapes.Agreements, parameters.NUMBER_PAGES)
def agreements(request: HttpRequest):
    """All agreements, each with a line on how it stands."""
    now = timezone.now()
    most, notes = asking.limit(request.GET)
    after = asking.number_cursor(request.GET)
    found, last = asking.page_of(_agreements(request).filter(pk__gt=after).order_by("pk"), most)
    newest = RegionStatus.objects.current().filter(agreement__in=found).order_by("-data_cutoff").first()
    return {
        "notes": notes + asking.strays(request.GET, asking.PAGING),
        "time_zone": None,
        "data_cutoff": newest.data_cutoff if newest else now,
        "method_version": METHOD_VERSION,
        "cite_as": _("Ceasefire Tracker, agreements, %(address)s, written %(day)s.")
        % {"address": records.page_address("home"), "day": now.date().isoformat()},
        "paging": asking.paging(request, "", most, last and last.pk),
        "items": [records.agreement(row, now) for row in summaries.of(found, now)],
    }


def _agreements(request: HttpRequest):
    rows = Agreement.objects.visible_to(request.user).with_terms()
    return rows.prefetch_related("declarations__party")


@_get("agreements/{slug:key}", "agreement", shapes.AgreementWhole, [])
def agreement(request: HttpRequest, key: str):
    """One agreement."""
    now = timezone.now()
    under = get_object_or_404(_agreements(request), key=key)
    (summary,) = summaries.of([under], now)
    record = records.agreement(summary, now)
    notes = asking.strays(request.GET, ())
    return {**record, **_about(under, now, notes, what=_("the agreement"), address=record["address"])}


@_get("agreements/{slug:key}/parties", "parties", shapes.Parties, [])
def parties(request: HttpRequest, key: str):
    """The parties of an agreement: their roles in it, what they belong to, and the names that sources use."""
    under = agreement_or_404(request, key)
    address = f"{records.page_address('parties')}?agreement={under.key}"
    notes = asking.strays(request.GET, ())
    said = _about(under, timezone.now(), notes, what=_("parties"), address=address)
    return {**said, "paging": asking.WHOLE, "items": records.parties(under)}


@_get("agreements/{slug:key}/regions", "regions", shapes.Regions, parameters.AS_OF)
def regions(request: HttpRequest, key: str):
    """The status board: each region with its state on a local day."""
    now = timezone.now()
    under = agreement_or_404(request, key)
    asked, notes = asking.day(request.GET, "as_of")
    at, no_moment = asking.moment(request.GET, "known", under.zone)
    first, last = under.first_day, max(under.last_day(at or now), under.first_day)
    day = min(max(asked or under.opening_day(now), first), last)
    if asked and day != asked:
        words = _("%(asked)s is outside of the days with data, %(first)s to %(last)s; %(day)s was used.")
        notes.append(words % {"asked": asked, "first": first, "last": last, "day": day})
    notes += no_moment + asking.strays(request.GET, parameters.names(parameters.AS_OF))
    address = f"{records.page_address('agreement', key)}?{Filters(under, last=day, known=at).query()}"
    said = _about(under, now, notes, what=_("regions on %(day)s") % {"day": day}, address=address, at=at)
    items = [records.region_now(row, under, day) for row in board(under, day, at)]
    return {**said, "as_of": day, "paging": asking.WHOLE, "items": items}


@_get("agreements/{slug:key}/regions/{str:code}/days", "region_days", shapes.History,
      [*parameters.DAYS, parameters.KNOWN, *parameters.DAY_PAGES])  # fmt: skip
def region_days(request: HttpRequest, key: str, code: str):
    """The status of a region day by day: which rule fired, on which counts, by which version of the method."""
    under = agreement_or_404(request, key)
    covered = next((row for row in under.coverage.all() if row.region.code == code), None)
    if covered is None:
        raise Http404
    (first, no_first), (last, no_last) = (asking.day(request.GET, name) for name in ("from", "to"))
    at, no_moment = asking.moment(request.GET, "known", under.zone)
    most, notes = asking.limit(request.GET)
    after = asking.day_cursor(request.GET)
    begin = max(filter(None, [first, after and after + ONE_DAY, under.first_day]))
    found, end = asking.page_of(_days(under, covered.region, begin, last, at), most)
    notes += [*no_first, *no_last, *no_moment, *asking.strays(request.GET, ("from", "to", "known", *asking.PAGING))]
    query = Filters(under, first, last, at).query()
    what = _("status of %(region)s") % {"region": covered.region.name}
    address = records.page_address("region", key, code)
    return {
        **_about(under, timezone.now(), notes, what=what, address=address, at=at),
        "region": records.region(covered),
        "paging": asking.paging(request, query.removeprefix(f"{EXPLICIT}=1").lstrip("&"), most, end and end.day),
        "items": [records.region_day(row, under) for row in found],
    }


def _days(under: Agreement, region: Region, first: dt.date, last: dt.date | None, at: dt.datetime | None):
    """The results of a region from a local day on, the oldest first; as they were known at a moment, where one is
    given.
    """
    if at:
        found = known.statuses(under, first, last or LATEST, at, region)
        return sorted(found.values(), key=lambda row: row.day)
    rows = RegionStatus.objects.current().filter(agreement=under, region=region, day__gte=first).order_by("day")
    return rows.filter(day__lte=last) if last else rows


@_get("agreements/{slug:key}/breaches", "breaches", Breaches, parameters.FILTER + parameters.NUMBER_PAGES)
def breaches(request: HttpRequest, key: str):
    """The breaches under a filter, which is the pages' and the exports' own."""
    said, found = _filtered(request, key)
    return {**said, "items": [records.breach(row, user=request.user) for row in found]}


@_get("agreements/{slug:key}/breaches.geojson", "breaches_geojson", Features,
      parameters.FILTER + parameters.NUMBER_PAGES)  # fmt: skip
def breaches_geojson(request: HttpRequest, key: str):
    """The same as GeoJSON."""
    said, found = _filtered(request, key)
    body = {"type": "FeatureCollection", **said, "features": records.features(found, user=request.user)}
    whole = Features.model_validate(body).model_dump(mode="json", by_alias=True)
    return HttpResponse(json.dumps(whole, ensure_ascii=False), content_type=GEOJSON)


def _filtered(request: HttpRequest, key: str) -> tuple[dict[str, Any], list[Breach]]:
    """A page of the breaches, by number, and what the list says of itself."""
    now = timezone.now()
    under = agreement_or_404(request, key)
    filters, form = parse(request.GET, under, under.spoken_regions, now)
    most, notes = asking.limit(request.GET)
    after = asking.number_cursor(request.GET)
    notes = [*filters.notes, *notes]
    if EXPLICIT not in request.GET:
        notes.append(_("Where a filter was not given, the default of the pages stood for it; f=1 leaves that out."))
    several = [name for name, field in form.fields.items() if isinstance(field, KnownChoices)]
    notes += asking.strays(request.GET, [*parameters.names(parameters.FILTER), *asking.PAGING], several)
    rows = filters.breaches(Breach.objects.filter(number__gt=after)).with_voices(filters.known).order_by("number")
    found, last = asking.page_of(rows, most)
    understood = records.understood(filters, form)
    said = _about(under, now, notes, what=_("breaches"), address=understood["address"], at=filters.known)
    return {
        **said,
        "filter": understood,
        "paging": asking.paging(request, filters.query(), most, last and last.number),
    }, found


@_get("agreements/{slug:key}/breaches/{int:number}", "breach", BreachWhole, [])
def breach(request: HttpRequest, key: str, number: int):
    """One breach with the claims behind it."""
    found = breach_or_404(request, key, number)
    if found.number != number:
        return _moved(request, found, number)
    under = agreement_or_404(request, key)
    address = records.page_address("breach", key, number)
    said = _about(under, timezone.now(), asking.strays(request.GET, ()), what=found.label, address=address)
    return {**said, **records.breach_whole(found, user=request.user)}


def _moved(request: HttpRequest, target: Breach, number: int) -> HttpResponse:
    """A breach that was merged is where it went to. It may be split off again, so the move is not for ever."""
    address = request.path.removesuffix(str(number)) + str(target.number)
    words = _("It was merged into %(label)s.") % {"label": target.label}
    return problems.answer(302, words, {"Location": address})


patterns = [
    URLPattern(one.pattern, answers.readable(one.callback), one.default_args, one.name)
    for one in api.urls[0]
    if one.name != "api-root"
]
