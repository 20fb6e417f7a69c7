"""Breaches a local day, stacked as asked, with what was usual before the ceasefire; the table twin reads the same."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from tracker.actions.status_inputs import baseline_days
from tracker.models import Agreement
from tracker.outputs.counts import Counts
from tracker.outputs.filters import STACKS, Filters
from tracker.outputs.stacks import stacked
from tracker.outputs.words import span_words
from tracker.rules.baseline import Baseline, rate_interval
from tracker.rules.parameters import Parameters
from tracker.vocab import Scope, Verification

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
    known = counts.filters.known
    seen = min(last, agreement.local_day(known)) if known else None  # what was said or ended later was not known
    span = [first + offset * ONE_DAY for offset in range((last - first).days + 1)]
    drawn = counts.drawn_by_day()
    totals = Counter({day: words.total() for day, words in drawn.items()})
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
            if first <= row.on <= (seen or last)
        ],
        "ends": [end for end in _ends(agreement) if seen is None or not end["is_ended"] or end["day"] <= seen],
        "chosen_words": span_words(counts.filters.first or first, counts.filters.last or last),
        "first": first,
        "last": last,
    }


def _overlap_words(by: str) -> str:
    words = {
        "accused": _("A breach of which several are accused stands with each of them."),
        "source": _("A breach that several said first stands with each of them."),
    }
    return words.get(by, "")


def _ends(agreement: Agreement) -> list[dict]:
    """The day on which it was to expire, and the one on which it ended."""
    ended = agreement.local_day(agreement.ended_at) if agreement.ended_at else None
    days = ((agreement.expires_on, _("Set to expire"), False), (ended, _("Ended"), True))
    return [{"day": day, "words": words, "is_ended": is_ended} for day, words, is_ended in days if day]


def _series(filters: Filters, drawn: dict[dt.date, Counter], days: set[dt.date], user) -> tuple[list[dict], Counter]:
    """The series from below, [{"kind", "label"}], and (day, kind) → count."""
    if filters.by == STACKS[0]:
        cells = Counter({(day, word): count for day, words in drawn.items() for word, count in words.items()})
        there = {word for day, words in drawn.items() if day in days for word in words}
        words = [*ALWAYS, *(one for one in ASIDE if one.value in there)]
        return [{"kind": one.value, "label": _(one.label)} for one in words], cells
    rows = [row for row in stacked(filters, user) if row[0] in days]
    since = filters.agreement.first_day  # days before are drawn whole, and rank nobody
    most = _sum((label, count if day >= since else 0) for day, label, count in rows)
    ranked = sorted(most, key=lambda label: (-most[label], label))
    kinds = {label: f"s{place}" for place, label in enumerate(ranked[:MOST_STACKS], start=1)}
    series = [{"kind": kind, "label": label} for label, kind in kinds.items()]
    if len(ranked) > MOST_STACKS:
        series.append({"kind": REST, "label": _("Other")})
    return series, _sum(((day, kinds.get(label, REST)), count) for day, label, count in rows)


def _usual(agreement: Agreement, filters: Filters, totals: Counter) -> tuple[dict | None, str]:
    """The rate a day before the ceasefire under the same filters with its interval, and that in words; or why there is
    none. The days are those of the rule's baseline.
    """
    if filters.scope and Scope.BREACH not in filters.scope:
        return None, _("No baseline: it is known for breaches only, and the scope leaves them out.")
    days = baseline_days(agreement)
    before = Baseline(tuple(totals[day] for day in days))
    known = {"days": span_words(days[0], days[-1]), "n": before.total, "least": Parameters().baseline_events}
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
