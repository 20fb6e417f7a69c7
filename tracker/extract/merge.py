"""Stage 11: mentions of one event in one text are one claim. The headline tells what the body tells again."""

from dataclasses import fields, replace

from tracker.extract.normalise import fold
from tracker.extract.types import Claim, Field
from tracker.vocab import ReportKind, TimePrecision

MERGED_KINDS = (ReportKind.INCIDENT_CLAIM, ReportKind.DENIAL)
REACH = 3000  # characters between two mentions of one event


def _value(field: Field) -> str:
    return fold(str(field.value)) if field.value else ""


def _place(claim: Claim) -> tuple[str, str]:
    return _value(claim.place_text), _value(claim.region_text)


def _places_agree(one: Claim, two: Claim) -> bool:
    (place_1, region_1), (place_2, region_2) = _place(one), _place(two)
    if place_1 and place_2:
        return place_1 == place_2
    if region_1 and region_2:
        return region_1 == region_2
    return (place_1 or region_1) == (place_2 or region_2) or not (place_1 or region_1) or not (place_2 or region_2)


def _sides_agree(one: Field, two: Field) -> bool:
    return not one.value or not two.value or bool(set(one.value) & set(two.value))


def _days_agree(one: Claim, two: Claim) -> bool:
    first, second = one.date_from.value, two.date_from.value
    if first is None or second is None or first == second:
        return True
    loose = (TimePrecision.APPROXIMATE, TimePrecision.RANGE)
    if one.time_precision.value in loose or two.time_precision.value in loose:
        return (first <= two.date_to.value and second <= one.date_to.value) or abs((first - second).days) <= 1
    return False


def _counts_agree(one: Claim, two: Claim) -> bool:
    for name in ("fatalities_best", "injured"):
        first, second = getattr(one, name).value, getattr(two, name).value
        if first and second and first != second:
            return False
    return True


def _named_place_again(one: Claim, two: Claim) -> bool:
    """A later mention without a place of its own is only the same event where nothing else tells them apart."""
    placed = bool(one.place_text.value and two.place_text.value) or _place(one) == _place(two)
    return placed or one.sentence != two.sentence


def same(one: Claim, two: Claim) -> bool:
    """Do two claims of one text speak of one event?"""
    if one.kind.value not in MERGED_KINDS or two.kind.value not in MERGED_KINDS:
        return False
    if one.sub_event_type.value != two.sub_event_type.value or abs(one.sentence[0] - two.sentence[0]) > REACH:
        return False
    agree = _places_agree(one, two) and _days_agree(one, two) and _counts_agree(one, two)
    sides = _sides_agree(one.accused, two.accused) and _sides_agree(one.target, two.target)
    return agree and sides and _named_place_again(one, two) and one.sentence != two.sentence


def _better(mine: Field, theirs: Field) -> Field:
    empty = mine.value in (None, (), "", False) or str(mine.value) == TimePrecision.UNKNOWN
    return theirs if empty and theirs.value not in (None, (), "") else mine


def _join(one: Claim, two: Claim) -> Claim:
    """The fuller of two mentions, its gaps filled from the other."""
    said = bool(two.place_text.value) > bool(one.place_text.value) or (
        two.date_from.value is not None
        and one.date_from.value is None
        and bool(two.place_text.value) >= bool(one.place_text.value)
    )
    first, second = (two, one) if said else (one, two)
    changes = {
        f.name: _better(getattr(first, f.name), getattr(second, f.name)) for f in fields(Claim) if f.name != "sentence"
    }
    return replace(first, **changes)


def merge(claims: list[Claim]) -> list[Claim]:
    """Claims in order, repeated mentions joined into the fuller one."""
    kept: list[Claim] = []
    for claim in claims:
        for place in range(len(kept) - 1, max(-1, len(kept) - 40), -1):
            if same(kept[place], claim):
                kept[place] = _join(kept[place], claim)
                break
        else:
            kept.append(claim)
    return _once(kept)


def _once(claims: list[Claim]) -> list[Claim]:
    """General statements are told once: the first assessment, the first calm report without an event."""
    kept: list[Claim] = []
    seen = set()
    for claim in claims:
        general = claim.event_type.value is None and claim.kind.value in (ReportKind.ASSESSMENT, ReportKind.CALM)
        key = (claim.kind.value, claim.origin.value if claim.kind.value == ReportKind.CALM else "")
        if general and key in seen:
            continue
        if general:
            seen.add(key)
        kept.append(claim)
    return kept
