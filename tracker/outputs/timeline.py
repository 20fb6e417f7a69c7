"""Breaches a local day, stacked as asked, with what was usual before the ceasefire; the table twin reads the same."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, FilteredRelation, Q
from django.utils.translation import gettext as _

from tracker.actions.status_inputs import BASELINE_FIRST, BASELINE_LAST
from tracker.models import Agreement, Breach
from tracker.outputs.counts import Counts, Group
from tracker.outputs.filters import STACKS, Filters
from tracker.outputs.words import span_words
from tracker.rules.baseline import Baseline, rate_interval
from tracker.rules.parameters import Parameters
from tracker.vocab import EventType, Scope, Side, Verification

BEFORE_DAYS = 14
MOST_STACKS = 5
ALWAYS = (Verification.CONFIRMED, Verification.CORROBORATED, Verification.UNCONFIRMED, Verification.CONTESTED)
ASIDE = (Verification.REFUTED, Verification.UNVERIFIABLE)
ONE_DAY = dt.timedelta(days=1)
REST = "rest"


def timeline(agreement: Agreement, counts: Counts, last: dt.date, before: int = BEFORE_DAYS, *, user=None) -> dict:
    """What `charts.timeline` draws, from `before` days before effect to `last`, stacked by the filters' `by`.

    The dates of the filter only shade a part of it; every other filter counts. On the days before effect the acts of
    that time are drawn wherever breaches are shown, for comparison. Each day holds the `total` of its breaches, and a
    count for the kind of each of the `series`, in which one breach may stand more than once (`overlap_words`).
    """
    first = agreement.first_day - before * ONE_DAY
    last = max(last, agreement.first_day)
    span = [first + offset * ONE_DAY for offset in range((last - first).days + 1)]
    drawn = [group for group in counts.every_day if group.day and _is_drawn(group, counts.filters)]
    totals = _sum((group.day, group.count) for group in drawn)
    series, cells = _series(counts.filters, drawn, set(span), user)
    usual, usual_words = _usual(agreement, counts.filters, totals)
    return {
        "by": counts.filters.by,
        "series": series,
        "overlap_words": _overlap_words(counts.filters.by),
        "days": [
            {
                "day": day,
                "before_effect": day < agreement.first_day,
                "total": totals[day],
                **{one["kind"]: cells[day, one["kind"]] for one in series},
            }
            for day in span
        ],
        "usual": usual,
        "usual_words": usual_words,
        "effect_day": agreement.first_day,
        "declarations": [
            {"day": row.on, "actor": row.actor, "summary": row.summary, "kind": row.kind}
            for row in agreement.declarations.select_related("party")
            if first <= row.on <= last
        ],
        "ends": _ends(agreement),
        "chosen_words": span_words(counts.filters.first or first, counts.filters.last or last),
        "first": first,
        "last": last,
    }


def _is_drawn(group: Group, filters: Filters) -> bool:
    for_comparison = group.scope == Scope.BEFORE_EFFECT and group.day < filters.agreement.first_day
    return not filters.scope or group.scope in filters.scope or (for_comparison and Scope.BREACH in filters.scope)


def _overlap_words(by: str) -> str:
    words = {
        "accused": _("A breach of which several are accused stands with each of them."),
        "source": _("A breach that several said first stands with each of them."),
    }
    return words.get(by, "")


def _ends(agreement: Agreement) -> list[dict]:
    """The day on which it was to expire, and the one on which it ended."""
    ended = agreement.local_day(agreement.ended_at) if agreement.ended_at else None
    days = ((agreement.expires_on, _("Set to expire")), (ended, _("Ended")))
    return [{"day": day, "words": words} for day, words in days if day]


def _series(filters: Filters, drawn: list[Group], days: set[dt.date], user) -> tuple[list[dict], Counter]:
    """The series from below, [{"kind", "label"}], and (day, kind) → count."""
    if filters.by == STACKS[0]:
        cells = _sum(((group.day, group.verification), group.count) for group in drawn)
        there = {group.verification for group in drawn if group.day in days}
        words = [*ALWAYS, *(one for one in ASIDE if one.value in there)]
        return [{"kind": one.value, "label": _(one.label)} for one in words], cells
    rows = [row for row in _rows(filters, user) if row[0] in days]
    since = filters.agreement.first_day  # days before are drawn whole, and rank nobody
    most = _sum((label, count if day >= since else 0) for day, label, count in rows)
    ranked = sorted(most, key=lambda label: (-most[label], label))
    kinds = {label: f"s{place}" for place, label in enumerate(ranked[:MOST_STACKS], start=1)}
    series = [{"kind": kind, "label": label} for label, kind in kinds.items()]
    if len(ranked) > MOST_STACKS:
        series.append({"kind": REST, "label": _("Other")})
    return series, _sum(((day, kinds.get(label, REST)), count) for day, label, count in rows)


def _rows(filters: Filters, user) -> Iterable[tuple[dt.date, str, int]]:
    """(day, what it is stacked by, breaches) by one grouped query; a breach stands with each of its parties or origins.

    Protected sources are told apart from each other to editors only.
    """
    shown = (
        filters.without("scope").without("dates").breaches(Breach.objects.filter(date_from__isnull=False)).order_by()
    )
    if filters.scope:
        before = Q(scope=Scope.BEFORE_EFFECT.value, date_from__lt=filters.agreement.first_day)
        wanted = Q(scope__in=filters.scope)
        shown = shown.filter(wanted | before if Scope.BREACH in filters.scope else wanted)
    if filters.by == "type":
        rows = shown.values_list("date_from", "event_type").annotate(count=Count("pk"))
        return [(day, _(EventType(word).label) if word else _("Not stated"), count) for day, word, count in rows]
    if filters.by == "accused":
        one = FilteredRelation("sides", condition=Q(sides__side=Side.ACCUSED.value))
        rows = shown.annotate(one=one).values_list("date_from", "one__party__name").annotate(count=Count("pk"))
        return [(day, name or _("Nobody named"), count) for day, name, count in rows]
    columns = ("reports__origin__name", "reports__origin__is_protected", "reports__origin_text")
    told = shown.filter(reports__is_superseded=False)
    rows = told.values_list("date_from", *columns).annotate(count=Count("pk", distinct=True))
    sees_all = getattr(user, "is_editor", False)
    return [
        (day, _("A protected source") if hidden and not sees_all else name or text or _("Not named"), count)
        for day, name, hidden, text, count in rows
    ]


def _usual(agreement: Agreement, filters: Filters, totals: Counter) -> tuple[dict | None, str]:
    """The rate a day before the ceasefire under the same filters with its interval, and that in words; or why there is
    none. The days are those of the rule's baseline.
    """
    if filters.scope and Scope.BREACH not in filters.scope:
        return None, _("No baseline: it is known for breaches only, and the scope leaves them out.")
    first, last = agreement.first_day - BASELINE_FIRST, agreement.first_day - BASELINE_LAST
    before = Baseline(tuple(totals[first + step * ONE_DAY] for step in range((last - first).days + 1)))
    known = {"days": span_words(first, last), "n": before.total, "least": Parameters().baseline_events}
    if before.total < Parameters().baseline_events:
        return None, _("No baseline: breaches known of %(days)s: %(n)s; at least %(least)s are needed.") % known
    low, high = rate_interval(before, Parameters().interval)
    known |= {"rate": f"{before.rate:.1f}", "low": f"{low:.1f}", "high": f"{high:.1f}"}
    usual = {"rate": before.rate, "low": low, "high": high}
    return usual, _("Usual before, %(days)s: %(rate)s a day (90 %%: %(low)s to %(high)s)") % known


def _sum(pairs: Iterable[tuple]) -> Counter:
    total: Counter = Counter()
    for key, count in pairs:
        total[key] += count
    return total
