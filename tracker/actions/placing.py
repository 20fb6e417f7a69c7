"""Placing a report: from the words for a place to a region, and a point where there is one."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from django.db import transaction
from django.db.models import F

from tracker.actions import log, steps
from tracker.geo import locate as geo
from tracker.geo.locate import Location
from tracker.geo.lookup import Query
from tracker.geo.packaged import neighbours_of
from tracker.geo.points import Point
from tracker.geo.regions import RegionShapes
from tracker.geo.services import SERVICES, Answer
from tracker.models import Agreement, Region, Report
from tracker.models.names import DatabaseNames
from tracker.vocab import GeoPrecision, ReportKind, StepName, StepState, Verb

MOST_SHOWN = 6
ONLINE_RADIUS_KM = 5.0


@lru_cache(maxsize=32)
def _shapes(rows: tuple[tuple[int, str], ...]) -> RegionShapes:
    regions = Region.objects.filter(pk__in=[pk for pk, _ in rows])
    return RegionShapes(
        [(region.code, region.geometry) for region in regions], {region.code: region.all_names for region in regions}
    )


def shapes_of(countries: Iterable[str]) -> RegionShapes:
    """Polygons and names of some countries' first-level regions; built once a process and set of regions."""
    rows = Region.objects.filter(country__in=list(countries), level=1).order_by("pk")
    return _shapes(tuple(rows.values_list("pk", "code")))


def shapes_of_level(country: str, level: int) -> RegionShapes:
    """Polygons of one country's regions of a level, as they are now."""
    regions = Region.objects.filter(country=country, level=level).order_by("pk")
    return RegionShapes([(region.code, region.geometry) for region in regions])


def locate(
    agreement: Agreement, *, place_text: str, region_text: str, role: str = "", near: tuple[Point, ...] = ()
) -> Location:
    """Where a text's words for a place lie, under an agreement. Reads only."""
    countries = tuple(agreement.countries)
    context = Query(name=place_text, countries=countries, near=near)
    names = DatabaseNames((*countries, *neighbours_of(countries)))
    return geo.locate(place_text, region_text, role, context, names=names, regions=shapes_of(countries))


@transaction.atomic
def locate_report(*, report_id: int, now: dt.datetime, online: tuple[Answer, ...] = ()) -> Report | None:
    """Place a waiting report; then it waits to be matched. None where it does not wait.

    `online`: what online geocoders say of its place; they count only where the gazetteer knows nothing.
    """
    waiting = Report.objects.filter(step_name=StepName.LOCATE.value).select_related("agreement")
    report = steps.take(waiting, pk=report_id, now=now)
    if report is None:
        return None
    if report.place_text or report.region_text:
        found = locate(
            report.agreement,
            place_text=report.place_text,
            region_text=report.region_text,
            role=report.place_role,
            near=_siblings(report),
        )
        if found.lat is None and online:
            found = from_online(found, online, shapes_of(report.agreement.countries))
        apply(report, found)
    report.step_name = StepName.MATCH.value
    report.step = StepState.PENDING.value
    report.step_attempts = 0
    report.step_next_try_at = None
    report.save()
    log.change(Verb.PLACED, now=now, agreement=report.agreement)
    return report


def from_online(found: Location, answers: Iterable[Answer], shapes: RegionShapes) -> Location:
    """The first answer inside the agreement's countries, and in the region that the text names; else `found`.

    It is a suggestion of another data set, so never more exact than "within 25 km".
    """
    for answer in answers:
        region = shapes.containing(answer.lat, answer.lon)
        if region is None or (found.source_region_id and region != found.source_region_id):
            continue
        why = f"{answer.address}, by {answer.service} ({SERVICES[answer.service].licence})"
        return replace(
            found, lat=answer.lat, lon=answer.lon, precision=GeoPrecision.NEAR, radius_km=ONLINE_RADIUS_KM,
            region_id=region, reasons=(why, *found.reasons),
        )  # fmt: skip
    return found


@transaction.atomic
def postpone(*, report_id: int, seconds: float, error: str, now: dt.datetime) -> bool:
    """Let a report wait for a service; False where it has waited often enough and is placed without it."""
    rows = Report.objects.due(now).filter(pk=report_id, step_name=StepName.LOCATE.value)
    report = rows.first()
    if report is None:
        return True
    if report.step_attempts >= steps.MOST_ATTEMPTS:
        return False
    pause = max(dt.timedelta(seconds=seconds), steps.FIRST_PAUSE * 2**report.step_attempts)
    rows.update(step_attempts=F("step_attempts") + 1, step_error=error[:500], step_next_try_at=now + pause)
    return True


def apply(report: Report, found: Location) -> None:
    """Copy a location into a report (unsaved). A tally counts a region; it gets no point."""
    regions = {
        region.code: region
        for region in Region.objects.filter(code__in=filter(None, (found.region_id, found.source_region_id))).defer(
            "geometry"
        )
    }
    report.region = regions.get(found.region_id)
    report.source_region = regions.get(found.source_region_id)
    report.geo_precision = found.precision
    report.place_candidates = [
        {
            "place": ranked.candidate.place_id,
            "name": ranked.candidate.name,
            "region": ranked.candidate.region,
            "lat": ranked.candidate.lat,
            "lon": ranked.candidate.lon,
            "score": round(ranked.score, 3),
            "reasons": list(ranked.reasons),
        }
        for ranked in found.candidates[:MOST_SHOWN]
    ]
    if report.kind == ReportKind.TALLY:
        return
    report.place_id = int(found.place_id) if found.place_id else None
    report.lat, report.lon, report.radius_km = found.lat, found.lon, found.radius_km


def _siblings(report: Report) -> tuple[Point, ...]:
    """The points of the other reports of the document: a village is likely near its neighbours in the text."""
    if report.document_id is None:
        return ()
    rows = Report.objects.filter(document_id=report.document_id, lat__isnull=False).exclude(pk=report.pk)
    return tuple(rows.values_list("lat", "lon"))
