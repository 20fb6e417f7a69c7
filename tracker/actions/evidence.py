"""What stands behind a breach: its claims as origins, counted after relays are folded."""

from tracker.models import Breach, Report
from tracker.rules import counting, workflow
from tracker.vocab import Reliability, Side


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
