"""The brief of a day: what moved, the table by region, the gravest breaches, and what is not known."""

import datetime as dt
from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.actions import evidence
from tracker.models import Agreement, Breach
from tracker.outputs.board import Row, board, country_line
from tracker.outputs.columns import shown_in_columns
from tracker.outputs.counts import ASIDE, IN_SCOPE, NOT_ASIDE, by_words
from tracker.outputs.filters import Filters
from tracker.rules.parameters import METHOD_VERSION, Parameters
from tracker.vocab import Scope, State, Verification

NOTABLE = 8
GRAVE = 3
ONE_DAY = dt.timedelta(days=1)


def brief(agreement: Agreement, day: dt.date, *, user) -> dict:
    """The context of the brief of a local day, of an agreement fetched `with_terms`. Every figure carries the query of
    the list that it counts.
    """
    week = dt.timedelta(days=Parameters().window_days - 1)
    first = max(day - week, agreement.first_day)
    rows = board(agreement, day)
    now, before = _figures(agreement, first, day), _figures(agreement, first - week - ONE_DAY, first - ONE_DAY)
    return {
        "agreement": agreement,
        "day": day,
        "day_number": agreement.day_number(day),
        "first": first,
        "rows": rows,
        "headline": headline(rows),
        "country_line": country_line(rows),
        "figures": now,
        "before": before if first > agreement.first_day else None,
        "moved": [row for row in rows if row.change.moved],
        "queries": _queries(agreement, first, day),
        "notable": _notable(agreement, first, day, user),
        "unknown": _unknown(rows, now),
        "cutoff": max((row.status.data_cutoff for row in rows if row.status), default=None),
        "method_version": METHOD_VERSION,
        "previous": day - ONE_DAY if day > agreement.first_day else None,
        "following": day + ONE_DAY,
    }


def headline(rows: list[Row]) -> str:
    """One line from the regions: where breaches were, and what moved."""
    with_breaches = sum(1 for row in rows if row.confirmed or row.other)
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


def _queries(agreement: Agreement, first: dt.date, last: dt.date) -> dict[str, str]:
    """The address of the list behind each figure."""
    undecided = tuple(word for word in NOT_ASIDE if word != Verification.CONFIRMED)
    outside = tuple(one.value for one in Scope if one.value not in IN_SCOPE)
    base = Filters(agreement, first, last)
    return {
        "confirmed": Filters(agreement, first, last, verification=(Verification.CONFIRMED.value,),
                             scope=(Scope.BREACH.value,)).query(),
        "other": Filters(agreement, first, last, verification=undecided, scope=IN_SCOPE).query(),
        "outside": Filters(agreement, first, last, scope=outside).query(),
        "all": base.query(),
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
        found.append(
            {"breach": breach, "origins": sorted(names), "independent": evidence.origins_of(breach).independent}
        )
    return found


def _unknown(rows: list[Row], figures: dict[str, int]) -> list[str]:
    """What the figures do not tell, in sentences."""
    told = []
    silent = [row.region.name for row in rows if row.state == State.NO_INFORMATION]
    if silent:
        told.append(_("Too little was reported to name a state for: %(names)s.") % {"names": ", ".join(silent)})
    stale = [row.region.name for row in rows if row.status and row.status.is_stale]
    if stale:
        told.append(
            _("The last known state stands over, for want of reports, for: %(names)s.") % {"names": ", ".join(stale)}
        )
    states = Counter(row.status.has_range for row in rows if row.status)
    if states[True]:
        told.append(
            _("In %(n)s regions the state depends on claims that are not confirmed; both answers are shown.")
            % {"n": states[True]}
        )
    badges = sum(row.badges for row in rows)
    if badges:
        told.append(_("%(n)s claims of one origin alone are shown and move nothing.") % {"n": badges})
    if figures["contested"]:
        told.append(_("Of %(n)s acts it is disputed whether they break the ceasefire.") % {"n": figures["contested"]})
    if figures["unplaced"]:
        told.append(
            _("%(n)s breaches are known by their region only and stand on no map.") % {"n": figures["unplaced"]}
        )
    return told
