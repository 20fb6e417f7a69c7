"""What stands behind a breach: its claims as origins, counted after relays are folded."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from tracker.models import Breach, BreachReport, Report, Source
from tracker.rules import counting, workflow
from tracker.vocab import Reliability, Side

CLAIM_COLUMNS = ("breach", "report__assertion", "report__origin_key", "report__origin_text", "report__origin")
SOURCE_COLUMNS = ("pk", "side__key", "reliability", "name", "is_protected")


@dataclass(frozen=True, slots=True)
class Claim:
    """What counting and a list of sources want of a claim, without its row. `name` is the origin's, "" for none."""

    origin: counting.Origin
    speaks_for: bool
    name: str
    is_protected: bool


def claims_by_breach(breaches: QuerySet | Iterable[int], known_by: dt.datetime | None = None) -> dict[int, list[Claim]]:
    """`claims_of` for very many at once: breach → claims, from plain columns. `breaches`: keys, or a query for them;
    `known_by`: only claims that were known at that moment.
    """
    links = BreachReport.objects.filter(breach__in=breaches, report__is_superseded=False).order_by("pk")
    if known_by:
        links = links.filter(report__known_at__lte=known_by)
    # Sources are few and claims many: looked up here, not joined to each.
    sources = {pk: values for pk, *values in Source.objects.order_by().values_list(*SOURCE_COLUMNS)}
    made: dict[tuple, Claim] = {}
    found: dict[int, list[Claim]] = defaultdict(list)
    for pk, *values in links.values_list(*CLAIM_COLUMNS):
        key = tuple(values)
        if key not in made:
            made[key] = _claim(*key[:-1], sources.get(key[-1]))
        found[pk].append(made[key])
    return found


def _claim(assertion: str, key: str, text: str, source: Sequence | None) -> Claim:
    side, grade, name, is_protected = source or (None, None, text, False)
    origin = counting.Origin(key, side, Reliability(grade)) if source else counting.Origin(key)
    return Claim(origin, assertion in counting.SPEAKS_FOR, name, is_protected)


def claim_of(report: Report) -> Claim:
    """The same of a row."""
    is_protected = bool(report.origin and report.origin.is_protected)
    return Claim(origin_of(report), report.assertion in counting.SPEAKS_FOR, report.origin_name, is_protected)


def claims_of(breach: Breach) -> list[Report]:
    """The reports that stand behind it now: of the latest reading of each document. Reads prefetched rows."""
    return [report for report in breach.reports.all() if not report.is_superseded]


def origin_of(report: Report) -> counting.Origin:
    """Who said it first, as counting wants it. An origin that is no source of ours has no side and no grade."""
    if report.origin is None:
        return counting.Origin(report.origin_key)
    side = report.origin.side.key if report.origin.side else None
    return counting.Origin(report.origin_key, side, Reliability(report.origin.reliability))


def origins_of(breach: Breach) -> counting.OriginCount:
    return counting.independent_origins(voices(breach))


def voices(breach: Breach) -> list[counting.Origin]:
    """Who says that it happened; a denial is not among them."""
    return [origin_of(report) for report in claims_of(breach) if report.assertion in counting.SPEAKS_FOR]


def gate_of(breach: Breach) -> workflow.ConfirmGate:
    """What the breach has to show for confirming."""
    speaking = voices(breach)
    on_site = any(
        report.origin and report.origin.is_on_site
        for report in claims_of(breach)
        if report.assertion in counting.SPEAKS_FOR
    )
    keys = {side: frozenset(row.party.key for row in breach.sides.all() if row.side == side) for side in Side}
    return workflow.ConfirmGate(
        origins=counting.independent_origins(speaking).independent,
        on_site_mission=on_site,
        both_sides=counting.both_sides(speaking, keys[Side.ACCUSED], keys[Side.TARGET]),
    )
