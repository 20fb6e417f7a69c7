"""The brief of a day: what moved, the table by region, the gravest breaches, and what is not known."""

import datetime as dt

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.actions import evidence
from tracker.models import Agreement, Breach
from tracker.outputs.board import Row, board, country_line
from tracker.outputs.columns import shown_in_columns
from tracker.outputs.counts import ASIDE, IN_SCOPE, NOT_ASIDE, Counts, by_words
from tracker.outputs.filters import Filters
from tracker.outputs.timeline import timeline
from tracker.outputs.times import local_time
from tracker.outputs.words import breach_title, party_names, toll_words, when_words
from tracker.rules.parameters import METHOD_VERSION, Parameters
from tracker.vocab import Scope, State, Verification

NOTABLE = 8
GRAVE = 3
ONE_DAY = dt.timedelta(days=1)
STILL_COMING = dt.timedelta(days=2)  # reports on an event come in for about so long


def brief(agreement: Agreement, day: dt.date, *, user, now: dt.datetime) -> dict:
    """The brief of a local day, of an agreement fetched `with_terms`: what the page and the paper show. Every figure
    carries the query of the list that it counts.
    """
    week = dt.timedelta(days=Parameters().window_days - 1)
    first = max(day - week, agreement.first_day)
    rows = board(agreement, day)
    figures, before = _figures(agreement, first, day), _figures(agreement, first - week - ONE_DAY, first - ONE_DAY)
    moved = [row for row in rows if row.change.moved]
    last = agreement.last_day(now)
    return {
        "agreement": agreement,
        "day": day,
        "day_number": agreement.day_number(day),
        "title": _("Brief of day %(n)s: %(name)s")
        % {"n": agreement.day_number(day), "name": agreement.short_name or agreement.name},
        "rows": rows,
        "headline": headline(rows),
        "country_line": country_line(rows),
        "key_figures": key_figures(
            agreement, (first, day), figures, before if first > agreement.first_day else None, moved
        ),
        "notable": _notable(agreement, first, day, user),
        "unknown": _unknown(rows, figures)
        + _undated(agreement, day)
        + _of_a_mission(agreement)
        + _still_coming(agreement, day, now),
        "timeline": timeline(
            agreement, Counts(Filters(agreement, verification=NOT_ASIDE, scope=IN_SCOPE)), day, before=0
        ),
        "query": Filters(agreement, first, day, verification=NOT_ASIDE, scope=IN_SCOPE).query(),
        "cutoff": max((row.status.data_cutoff for row in rows if row.status), default=None),
        "method_version": METHOD_VERSION,
        "method": method_words(agreement),
        "citation": _("Cite as: Ceasefire Tracker, %(name)s, brief of day %(n)s, written %(when)s.")
        % {"name": agreement.name, "n": agreement.day_number(day), "when": local_time(now, agreement)},
        "previous": day - ONE_DAY if day > agreement.first_day else None,
        "following": day + ONE_DAY if day < last else None,
        "cursor": getattr(agreement, "cursor", None) or 0,
    }


def headline(rows: list[Row]) -> str:
    """One line from the regions: where breaches were, and what moved."""
    with_breaches = sum(1 for row in rows if row.is_spoken_of)
    moved = [row for row in rows if row.change.moved]
    line = ngettext(
        "Breaches in %(n)s of %(all)s region", "Breaches in %(n)s of %(all)s regions", len(rows)
    ) % {"n": with_breaches, "all": len(rows)}  # fmt: skip
    if not moved:
        return _("%(line)s; no region changed its state") % {"line": line}
    first = ", ".join(f"{row.region.name}: {row.state.label}" for row in moved[:2])
    rest = len(moved) - 2
    more = ngettext(" and %(n)s more", " and %(n)s more", rest) % {"n": rest} if rest > 0 else ""
    return _("%(line)s; changed: %(first)s%(more)s") % {"line": line, "first": first, "more": more}


def _figures(agreement: Agreement, first: dt.date, last: dt.date) -> dict[str, int]:
    """Breaches that touch the days, by what they count as; and acts outside the ceasefire."""
    figures = dict.fromkeys(("confirmed", "other", "contested", "outside", "unplaced"), 0)
    for (verification, scope, has_point), count in by_words(Filters(agreement, first, last)).items():
        if scope not in IN_SCOPE:
            figures["outside"] += count
        elif verification not in ASIDE:
            is_confirmed = verification == Verification.CONFIRMED and scope == Scope.BREACH
            figures["confirmed" if is_confirmed else "other"] += count
            figures["contested"] += count if scope == Scope.CONTESTED else 0
            figures["unplaced"] += 0 if has_point else count
    return figures


def key_figures(
    agreement: Agreement,
    days: tuple[dt.date, dt.date],
    figures: dict[str, int],
    before: dict[str, int] | None,
    moved: list[Row],
) -> list[dict]:
    """The four large figures: {"value", "words", "query"}, where the query is that of the list it counts, or empty."""
    queries = _queries(agreement, *days)
    span = {"first": format_date(days[0], "j M"), "last": format_date(days[1], "j M")}
    told = [
        ("confirmed", _("confirmed breaches, %(first)s to %(last)s") % span),
        ("other", _("more that are unconfirmed, corroborated or contested")),
        ("moved", _("regions whose state or range moved since the day before")),
        ("outside", _("acts outside the ceasefire: by or against excluded groups, elsewhere, before or after")),
    ]
    values = figures | {"moved": len(moved)}
    ago = (
        {name: _(" (the seven days before: %(n)s)") % {"n": before[name]} for name in ("confirmed", "other")}
        if before
        else {}
    )
    return [
        {"name": name, "value": values[name], "words": words + ago.get(name, ""), "query": queries.get(name, "")}
        for name, words in told
    ]


def _queries(agreement: Agreement, first: dt.date, last: dt.date) -> dict[str, str]:
    """The address of the list behind each figure."""
    undecided = tuple(word for word in NOT_ASIDE if word != Verification.CONFIRMED)
    outside = tuple(one.value for one in Scope if one.value not in IN_SCOPE)
    return {
        "confirmed": Filters(agreement, first, last, verification=(Verification.CONFIRMED.value,),
                             scope=(Scope.BREACH.value,)).query(),
        "other": Filters(agreement, first, last, verification=undecided, scope=IN_SCOPE).query(),
        "outside": Filters(agreement, first, last, scope=outside).query(),
    }  # fmt: skip


def _notable(agreement: Agreement, first: dt.date, last: dt.date, user) -> list[dict]:
    """The gravest breaches of the days, the latest first, each with who says so."""
    filters = Filters(agreement, first, last, verification=NOT_ASIDE, scope=IN_SCOPE)
    rows = filters.breaches(Breach.objects.filter(severity__gte=GRAVE, date_from__isnull=False))
    if columns := shown_in_columns(filters):
        rows = Breach.objects.filter(pk__in=columns.gravest(GRAVE, NOTABLE))
    sees_all = getattr(user, "is_editor", False)
    found = []
    for breach in rows.with_voices().order_by("-severity", "-date_from", "-number")[:NOTABLE]:
        claims = evidence.claims_of(breach)
        names = {
            report.origin_name or _("not named")
            for report in claims
            if sees_all or not (report.origin and report.origin.is_protected)
        }
        found.append({"breach": breach, "event": _event_words(breach), "said": _said_words(breach, sorted(names))})
    return found


def _event_words(breach: Breach) -> str:
    """What, where, when and how many died."""
    words = ", ".join(
        part for part in (breach_title(breach), breach.region and breach.region.name, when_words(breach)) if part
    )
    if breach.fatalities_best or breach.fatalities_low or breach.fatalities_high:
        words += _("; deaths: %(n)s") % {"n": toll_words(breach)}
    return words + "."


def _said_words(breach: Breach, origins: list[str]) -> str:
    """Who is accused, how grave it is, and who says so."""
    independent = evidence.origins_of(breach).independent
    words = _("Accused: %(names)s; severity %(n)s.") % {"names": party_names(breach.accused), "n": breach.severity}
    told = ngettext("%(n)s independent origin: %(names)s.", "%(n)s independent origins: %(names)s.", independent)
    return f"{words} {told % {'n': independent, 'names': ', '.join(origins)}}"


def _unknown(rows: list[Row], figures: dict[str, int]) -> list[str]:
    """What the figures do not tell, in sentences."""
    told = []
    without = [row for row in rows if row.state == State.NO_INFORMATION]
    claimed = [row.region.name for row in without if row.is_spoken_of]
    silent = [row.region.name for row in without if not row.is_spoken_of]
    if claimed:
        words = _("Breaches are claimed and none is confirmed, so no state is named, for: %(names)s.")
        told.append(words % {"names": ", ".join(claimed)})
    if silent:
        told.append(_("Too little was reported to name a state for: %(names)s.") % {"names": ", ".join(silent)})
    stale = [row.region.name for row in rows if row.status and row.status.is_stale]
    if stale:
        told.append(
            _("The last known state stands over, for want of reports, for: %(names)s.") % {"names": ", ".join(stale)}
        )
    ranges = sum(1 for row in rows if row.status and row.status.has_range)
    counted = (
        (ranges, ngettext(
            "In %(n)s region the state depends on claims that are not confirmed; both answers are shown.",
            "In %(n)s regions the state depends on claims that are not confirmed; both answers are shown.", ranges)),
        (badges := sum(row.badges for row in rows), ngettext(
            "%(n)s claim of one origin alone is shown and moves nothing.",
            "%(n)s claims of one origin alone are shown and move nothing.", badges)),
        (figures["contested"], ngettext(
            "Of %(n)s act it is disputed whether it breaks the ceasefire.",
            "Of %(n)s acts it is disputed whether they break the ceasefire.", figures["contested"])),
        (figures["unplaced"], ngettext(
            "%(n)s breach is known by its region only and stands on no map.",
            "%(n)s breaches are known by their region only and stand on no map.", figures["unplaced"])),
    )  # fmt: skip
    told += [words % {"n": count} for count, words in counted if count]
    return told


def _undated(agreement: Agreement, day: dt.date) -> list[str]:
    shown = Filters(agreement, day, day, verification=NOT_ASIDE, scope=IN_SCOPE)
    count = shown.breaches(Breach.objects.filter(date_from__isnull=True)).count()
    words = ngettext(
        "Of %(n)s breach the day is not known; it is counted in every week.",
        "Of %(n)s breaches the day is not known; they are counted in every week.", count,
    )  # fmt: skip
    return [words % {"n": count}] if count else []


def _of_a_mission(agreement: Agreement) -> list[str]:
    if not agreement.monitoring_mission_id:
        return []
    words = _("The figures by region are the counts of %(mission)s; the large figures are of single breaches.")
    return [words % {"mission": agreement.monitoring_mission.name}]


def _still_coming(agreement: Agreement, day: dt.date, now: dt.datetime) -> list[str]:
    if day <= agreement.local_day(now) - STILL_COMING:
        return []
    return [_("The last 48 hours are incomplete: reports on them still come in.")]


def method_words(agreement: Agreement) -> str:
    """How states come about, in short, and in whose days."""
    words = _(
        "A state is the first rule that fits the last seven days of confirmed breaches; “possibly” repeats the rule "
        "with unconfirmed, corroborated and contested ones. Holding needs at least two independent origins, one of "
        "them not a party. Silence is shown as No information. A party’s claim about its opponent never confirms alone."
    )
    zone = _("Days are those of %(zone)s.") % {"zone": agreement.time_zone}
    counted = _("In the table a breach that stands for several violations counts as so many.")
    example = _("Example data; some decisions, grades and counts were set for the example.")
    return " ".join([words, counted, zone, *([example] if agreement.is_example else [])])
