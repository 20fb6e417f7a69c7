"""Text of pages: dates with their zone, places, quotations, and what a claim says differently from the record."""

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.outputs import summaries, times, words
from tracker.rules import workflow
from tracker.vocab import AliasKind, PartyKind, ReportKind

register = template.Library()

register.filter("breach_title", words.breach_title)
register.filter("kind_words", words.kind_words)
register.filter("when_words", words.when_words)
register.filter("place_words", words.place_words)
register.filter("toll_words", words.toll_words)
register.filter("names", words.party_names)
register.filter("local_day", times.local_day)
register.simple_tag(times.local_time)
register.simple_tag(times.zone_name)

# The word that stands at a mark, where it is not the mark's own name.
MARK_WORDS = {"src": "origin"}
STATES = frozenset({PartyKind.GOVERNMENT, PartyKind.STATE_FORCES})
SPEAKS_OTHERWISE = frozenset({ReportKind.CALM, ReportKind.DENIAL})


@register.simple_tag
def ending_words(agreement: Any) -> str:
    """That an agreement is not in effect yet, or has ended; empty while it runs."""
    return summaries.ending_words(agreement, timezone.now())


@register.filter
def has_expired(agreement: Any) -> bool:
    """Whether an end is to be proposed to an admin."""
    return summaries.has_expired(agreement, timezone.now())


@register.filter
def local_moment(moment: dt.datetime, agreement: Any) -> str:
    """A moment on the agreement's clocks, without naming the zone: "30 Dec 2016, 00:00"."""
    return format_date(moment.astimezone(agreement.zone), "j M Y, H:i")


@register.simple_tag
def local_clock(moment: dt.datetime, agreement: Any) -> str:
    """Day and clock for lists, with the year only where it is not the ceasefire's first: "12 Jan 18:42"."""
    there = moment.astimezone(agreement.zone)
    return format_date(there, "j M H:i" if there.year == agreement.first_day.year else "j M Y H:i")


@register.simple_tag
def precision_words(event: Any) -> str:
    """How well the place of a breach or report is known."""
    return words.precision_words(event.geo_precision, event.radius_km)


@register.filter
def quote(text: str) -> str:
    """Words of a source between typographic quotation marks, without the marks that it may bring along."""
    bare = (text or "").strip().strip('"“”„«»')
    return f"“{bare}”" if bare else ""


@register.filter
def governments_first(roles: Any) -> list[Any]:
    """Roles with those of states first: the side that has one name stands before the many."""
    return sorted(roles, key=lambda role: role.party.kind not in STATES)


@register.filter
def other_regions(claims: Any) -> list[tuple[str, str]]:
    """Where a source names one region and the place lies in another: (said, lies), each pair once."""
    pairs = ((claim.source_region.name, claim.region.name) for claim in claims if claim.says_other_region)
    return list(dict.fromkeys(pairs))


@register.filter
def places_said(claims: Any) -> list[dict[str, Any]]:
    """What the claims say of the place, each wording once: {"place", "region", "is_quoted", "who": names}.

    Only words of a text that we hold are quoted; what was coded from a page stands in our voice.
    """
    said: dict[tuple, list[str]] = {}
    for claim in claims:
        region = claim.source_region.name if claim.source_region else ""
        place = claim.place_text or claim.region_text
        if place or region:
            key = (place or region, region if place else "", bool(place and claim.document_id))
            who = claim.origin_name or (claim.via.name if claim.via else _("not named"))
            said.setdefault(key, []).append(who)
    return [
        {"place": place, "region": region, "is_quoted": is_quoted, "who": list(dict.fromkeys(who))}
        for (place, region, is_quoted), who in said.items()
    ]


@register.filter
def plain_names(aliases: Any) -> list[Any]:
    """The aliases that are no hostile wording, each wording once."""
    return list({alias.text: alias for alias in aliases if alias.kind != AliasKind.HOSTILE}.values())


@register.filter
def hostile_names(aliases: Any) -> list[Any]:
    """Hostile wording: kept so that it is recognised, and shown only on request."""
    return [alias for alias in aliases if alias.kind == AliasKind.HOSTILE]


@register.filter
def period_words(tally: Any) -> str:
    """The days that a monitor's count speaks of."""
    return words.span_words(tally.period_from or tally.date_from, tally.period_to or tally.date_to)


@register.filter
def accused_words(report: Any) -> str:
    """The party that a report fetched `with_accused` accuses, and how many more; empty where it accuses nobody."""
    more = report.accused_count - 1
    if more < 1:
        return report.accused_first or ""
    told = {"name": report.accused_first, "n": more}
    return ngettext("%(name)s and %(n)s more", "%(name)s and %(n)s more", more) % told


@register.filter
def counting_rules(tallies: Any) -> list[tuple[str, str]]:
    """What each monitor in a ledger calls one violation, each rule once."""
    told = [(tally.origin_name, (tally.counting_rule or _("not stated")).rstrip(".")) for tally in tallies]
    return list(dict.fromkeys(told))


@register.filter
def reason_words(decision: Any) -> str:
    """Why somebody decided: the preset reason, and what they wrote."""
    preset = next((_(reason.words) for reason in workflow.REASONS if reason.code == decision.reason_code), "")
    return ". ".join(part for part in (preset, decision.reason) if part)


@register.filter
def mark_word(mark: str) -> str:
    """The small word at a mark in a source's text: what, where, when, who, origin."""
    return _(MARK_WORDS.get(mark, mark))


@register.simple_tag
def differs(report: Any, breach: Any) -> dict[str, bool]:
    """Where a claim differs from the record: says, place, time, accused. What it does not state is no difference."""
    accused = {party.pk for party in report.accused}
    return {
        "says": report.kind in SPEAKS_OTHERWISE or _unlike(report.sub_event_type, breach.sub_event_type),
        "place": report.says_other_region or _unlike(report.region_id, breach.region_id),
        "time": _unlike(report.date_from, breach.date_from) or _unlike(report.clock, breach.clock),
        "accused": bool(accused) and accused != {party.pk for party in breach.accused},
    }


@register.simple_tag
def side_by_side(one: Any, other: Any) -> list[dict[str, Any]]:
    """Two breaches field by field, with what differs."""
    fields = (
        (_("What"), words.kind_words),
        (_("Place"), lambda row: row.place_text or (row.region.name if row.region else "")),
        (_("Region"), lambda row: row.region.name if row.region else ""),
        (_("When"), words.when_words),
        (_("Accused"), lambda row: words.party_names(row.accused)),
        (_("Target"), lambda row: words.party_names(row.target)),
        (_("Deaths"), lambda row: row.fatalities_best),
        (_("Injured"), lambda row: row.injured),
        (_("Number"), lambda row: row.count),
    )
    lines = [(name, told(one), told(other)) for name, told in fields]
    return [
        {"name": name, "one": _said(here), "other": _said(there), "differs": here != there}
        for name, here, there in lines
        if here not in (None, "") or there not in (None, "")
    ]


def _said(value: Any) -> Any:
    return "–" if value in (None, "") else value


def _unlike(said: Any, held: Any) -> bool:
    return bool(said) and bool(held) and said != held
