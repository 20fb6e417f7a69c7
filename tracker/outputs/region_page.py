"""A region on a day: the state, every rule of the ladder with its inputs, who reported, and what it rests on."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.models import Agreement, AgreementRegion, Breach, Region, RegionStatus, Report, Source
from tracker.outputs import known
from tracker.outputs.filters import Filters
from tracker.rules.parameters import Parameters
from tracker.vocab import ReportKind, State

HISTORY_DAYS = 21
MOST_BREACHES = 50
MOST_TALLIES = 30
ONE_DAY = dt.timedelta(days=1)
RULES = (
    State.NOT_COVERED,
    State.ENDED,
    State.COLLAPSED,
    State.VIOLATED,
    State.STRAINED,
    State.HOLDING,
    State.NO_INFORMATION,
)


def region_page(
    agreement: Agreement,
    covered: AgreementRegion,
    day: dt.date,
    *,
    user,
    now: dt.datetime,
    known_by: dt.datetime | None = None,
) -> dict:
    """The context of a region's page; `known_by`: as it was known by a moment."""
    region = covered.region
    history = _history(agreement, region, day, known_by)
    status = history[-1] if history and history[-1].day == day else None
    first = max(day - ONE_DAY * (Parameters().window_days - 1), agreement.first_day)
    filters = Filters(agreement, first, day, known_by, region=(region.code,))
    return {
        "agreement": agreement,
        "region": region,
        "day": day,
        "window": {"first": first, "last": day},
        "status": status,
        "ladder": ladder(status) if status else [],
        "ratio": _ratio(status) if status else None,
        "history": history,
        "coverage": _coverage(status, user) if status else [],
        "breaches": _breaches(filters, user),
        "tallies": _tallies(agreement, region, day, user, known_by or now),
        "day_links": _day_links(agreement, region, day, now, filters),
        "filters": filters,
        "known_note": known.note(agreement, known_by) if known_by else "",
    }


def ladder(status: RegionStatus) -> list[dict]:
    """Every rule in its order: why it fired or not, on the confirmed count and, where it differs, on the possible."""
    confirmed = {step["rule"]: step for step in status.result["ladder"]}
    possible = {step["rule"]: step for step in status.result["ladder_possible"]}
    rows = []
    for number, state in enumerate(RULES, start=1):
        sure, maybe = confirmed.get(number), possible.get(number)
        rows.append(
            {
                "rule": number,
                "name": state.label,
                "state": state.value,
                "asked": bool(sure or maybe),
                "hit": bool(sure and sure["fired"]),
                "hit_possible": bool(maybe and maybe["fired"]),
                "why": sure["why"] if sure else "",
                "why_possible": maybe["why"] if maybe and (not sure or maybe["why"] != sure["why"]) else "",
            }
        )
    return rows


def _history(agreement: Agreement, region: Region, day: dt.date, known_by: dt.datetime | None) -> list[RegionStatus]:
    found = known.statuses(agreement, day - ONE_DAY * (HISTORY_DAYS - 1), day, known_by, region)
    return sorted(found.values(), key=lambda row: row.day)


def _ratio(status: RegionStatus) -> dict | None:
    result = status.result
    if result["ratio"] is None:
        return None
    return {
        "value": result["ratio"],
        "low": result["ratio_low"],
        "high": result["ratio_high"],
        "line": Parameters().collapsed_share,
        "p_over": result["p_over"],
    }


def _coverage(status: RegionStatus, user) -> list[dict]:
    """Who normally reports on the region: who did in the window, and who fell silent.

    A protected source is counted for everybody and named to editors only.
    """
    told = status.result["coverage"]
    known = Source.objects.in_bulk([*told["reporting"], *told["silent"]], field_name="key")
    sees_all = getattr(user, "is_editor", False)

    def row(key: str, reported: bool) -> dict:
        source = known.get(key)
        if source is None:
            return {"source": key.removeprefix("named:"), "key": "", "reported": reported}
        if source.is_protected and not sees_all:
            return {"source": _("A protected source"), "key": "", "reported": reported}
        return {"source": source.name, "key": key, "reported": reported}

    return [row(key, True) for key in told["reporting"]] + [row(key, False) for key in told["silent"]]


def _breaches(filters: Filters, user) -> list[Breach]:
    rows = filters.breaches(Breach.objects.visible_to(user))
    return list(rows.with_names().newest_first()[:MOST_BREACHES])


def _tallies(agreement: Agreement, region: Region, day: dt.date, user, known_by: dt.datetime) -> list[Report]:
    """What monitors counted here: a ledger beside our own count, never added to it."""
    rows = (
        Report.objects.visible_to(user)
        .of_latest_reading()
        .filter(agreement=agreement, region=region, kind=ReportKind.TALLY.value, period_from__lte=day)
        .filter(known_at__lte=known_by)
    )
    return _with_breaks(
        list(rows.select_related("origin", "via").with_accused().order_by("-period_to", "-pk")[:MOST_TALLIES])
    )


def _with_breaks(tallies: list[Report]) -> list[Report]:
    """The same, the latest first; `former_rule` of one is the rule by which its monitor counted just before, where that
    was another: figures on the two sides of such a break cannot be compared.
    """
    later: dict[str, Report] = {}
    for tally in tallies:
        tally.former_rule = ""
        after = later.get(tally.origin_key)
        if after and tally.counting_rule and after.counting_rule and tally.counting_rule != after.counting_rule:
            after.former_rule = tally.counting_rule.rstrip(".")
        if tally.counting_rule:
            later[tally.origin_key] = tally
    return tallies


def _day_links(agreement: Agreement, region: Region, day: dt.date, now: dt.datetime, filters: Filters) -> dict:
    url = reverse("region", args=[agreement.key, region.code])
    before, after = day - ONE_DAY, day + ONE_DAY
    rest = f"&known={filters.known_text}" if filters.known else ""
    return {
        "previous": f"{url}?day={before}{rest}" if before >= agreement.first_day else None,
        "next": f"{url}?day={after}{rest}" if after <= agreement.last_day(filters.known or now) else None,
    }
