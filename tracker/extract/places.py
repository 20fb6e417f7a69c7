"""Stage 8: where. Capitalised names behind a word of place, with their role, their lists and the region beside them.

No gazetteer is asked here: what is a place is decided by grammar, where it lies is decided in `geo`.
"""

import re
from functools import lru_cache

from tracker.extract.normalise import fold
from tracker.extract.parts import Doc, Name, Where
from tracker.extract.place_roles import role_of
from tracker.extract.rules_data import words
from tracker.extract.rules_data.countries import COUNTRIES
from tracker.extract.rules_data.place_words import (
    ABOUT_OTHERS,
    ACRONYM,
    ADJACENT,
    COMPASS_BEFORE,
    DEMONYM,
    DISTRACTOR,
    JOIN,
    LINES,
    MANNED,
    NAME,
    NAMED_IN,
    OBJECT,
    OWNER,
    REGION_PREFIX,
    REGION_SUFFIX,
    SUFFIX,
    TITLE,
)
from tracker.extract.types import Context, Span


def _describes(doc: Doc, end: int) -> bool:
    place = SUFFIX.match(doc.low, end)
    return ADJACENT.match(doc.flat, end) is not None and (
        place is None or MANNED.fullmatch(place["feature"] or "") is not None
    )


@lru_cache(maxsize=64)
def region_names(context: Context) -> dict[str, str]:
    """Folded region names -> the id of the region."""
    return {fold(name): region.id for region in context.regions for name in region.names}


def candidates(doc: Doc, span: Span, covered: list[Span]) -> list[Name]:
    found = []
    covered = covered + [line.span() for line in LINES.finditer(doc.low, *span)]
    for match in NAME.finditer(doc.flat, *span):
        start, end = match.span()
        end -= 2 * doc.flat[start:end].endswith("'s")
        while end > start and doc.flat[end - 1] in ".'`-":
            end -= 1
        start = _drop_first(doc, start, end, span[0])
        text = doc.flat[start:end]
        if start >= end or not _may_be_place(text, doc, start) or any(a < end and start < b for a, b in covered):
            continue
        found.append(Name(start, end, text))
    return found


def _with_compass(doc: Doc, name: Name, floor: int, regions: dict[str, str]) -> Name:
    """ "eastern Ghouta" is told apart from Ghouta; "the northern Hama countryside" only says where in Hama."""
    before = COMPASS_BEFORE.search(doc.low, max(floor, name.start - 22), name.start)
    after = SUFFIX.match(doc.low, name.end) or REGION_SUFFIX.match(doc.low, name.end)
    if before is None or after or fold(name.text) in regions:
        return name
    return Name(before.start(1), name.end, doc.flat[before.start(1) : name.end])


def _drop_first(doc: Doc, start: int, end: int, first: int) -> int:
    """A sentence may begin with a capital that is no part of a name ("In Homs", "Two")."""
    owner = OWNER.match(doc.flat, start, end)
    if owner:
        start = owner.end()  # "Syria's al-Bab"
    people = re.match(r"[\w-]+ ", doc.low[start:end])
    if people and DEMONYM.fullmatch(people.group().strip()):
        start += people.end()  # "Syrian Afrin"
    while start < end:
        word = re.match(r"[\w'-]+", doc.low[start:end])
        if word is None or word.group() not in words.NOT_NAMES or start + word.end() >= end:
            break
        # "At Tuhayta", "As Sukhnah": a capital article inside a sentence belongs to the name.
        if start > first and word.group() in ("at", "as", "an", "al", "el") and doc.flat[start].isupper():
            break
        start += word.end() + 1
    return start


def _may_be_place(text: str, doc: Doc, start: int) -> bool:
    low = fold(text)
    parts = [p for p in re.split(r"[\s-]+", low) if p]
    if not parts or (
        len(parts) == 1 and (parts[0] in words.NOT_NAMES or parts[0] in words.CALENDAR or len(parts[0]) < 2)
    ):
        return False
    if ABOUT_OTHERS.search(low) or (
        ACRONYM.fullmatch(text) and not NAMED_IN.search(doc.low, max(0, start - 12), start)
    ):
        return False
    if low in words.NO_PLACES or (len(parts) == 1 and DEMONYM.fullmatch(low) and _describes(doc, start + len(text))):
        return False
    last_is_unit = len(parts) > 1 and parts[-1] in ("state", "province", "county", "department", "centre", "center")
    if any(p.strip(".") in words.ORGANISATION_WORDS for p in (parts[:-1] if last_is_unit else parts)) or all(
        p in words.CALENDAR for p in parts
    ):
        return False
    if parts[0].strip(".") in words.TITLES and len(parts) > 1:
        return False
    return TITLE.search(doc.low, max(0, start - 16), start) is None


ACT_NOUN = re.compile(
    r"(?:\w+ )?(?:attacks?|clash(?:es)?|shelling|massacres?|bombings?|raids?|strikes?|assaults?|ambush(?:es)?|explosions?|blasts?|offensives?|battles?|fighting|bombardments?)"
)


def _suffix(doc: Doc, name: Name, stop: int) -> tuple[Name, int, bool]:
    """The name with a feature word that tells it apart, where the phrase ends, and whether a place word followed."""
    match = SUFFIX.match(doc.low, name.end, stop)
    if match and match["feature"]:
        return Name(name.start, match.end(), doc.flat[name.start : match.end()]), match.end(), True
    if match:
        return name, match.end(), True
    return name, name.end, False


def _is_region(doc: Doc, name: Name, regions: dict[str, str], floor: int) -> tuple[bool, bool]:
    """(the text calls it a region or the context knows it as one, the text says so in words)."""
    worded = (
        REGION_SUFFIX.match(doc.low, name.end) is not None
        or REGION_PREFIX.search(doc.low, max(floor, name.start - 40), name.start) is not None
    )
    worded = (
        worded or re.search(r" (?:Province|Governorate|Region|Oblast|State|County|Department)$", name.text) is not None
    )
    return worded or fold(name.text) in regions, worded


def find(
    doc: Doc, span: Span, covered: list[Span], triggers: list[Span], context: Context, voices: list[Span]
) -> list[Where]:
    """Place groups of a sentence in order: the names that share a role, and their region.

    `covered` are stretches that can not be places (parties, dates); `triggers` the acts, whose object may be a place;
    `voices` those that name who speaks: no list of places goes on into them.
    """
    regions = region_names(context)
    groups: list[Where] = []
    for name in candidates(doc, span, covered):
        low = fold(name.text)
        name, end, worded = _suffix(doc, _with_compass(doc, name, span[0], regions), span[1])
        known, said = _is_region(doc, name, regions, span[0])
        if said:
            match = REGION_SUFFIX.match(doc.low, name.end)
            end = match.end() if match else end
        spoken = any(a <= name.start < b for a, b in voices) and not any(
            a <= g.start < b for g in groups[-1:] for a, b in voices
        )
        if not spoken and _extend(doc, groups, name, end, known, said, low):
            continue
        place = role_of(doc, name, span[0], triggers)
        if place is None and any(a == name.end + 1 and ACT_NOUN.fullmatch(doc.low, a, b) for a, b in triggers):
            place = "in", name.start  # "the Douma attack"
        if place is None and not (worded or known):
            continue
        role, begin = place or ("of", name.start)
        country = low in COUNTRIES
        off = (
            role == "beside"
            or country
            or (role != "at" and _distracts(doc, max(span[0], name.start - 70), name.start, triggers))
        )
        groups.append(Where((name,), role, name if known else None, begin, end, known, off))
    return groups


def _distracts(doc: Doc, floor: int, end: int, triggers: list[Span]) -> bool:
    """Whether a noun such as "talks" or "hospital" holds the place; not where that very thing was hit."""
    noun = DISTRACTOR.search(doc.low, floor, end)
    if noun is None:
        return False
    if any(noun.start() < a < end for a, _ in triggers):
        return False  # "the mayor whom they had kidnapped in X"
    return not any(OBJECT.fullmatch(doc.low, b, noun.start()) for _, b in triggers if b <= noun.start())


def _extend(doc: Doc, groups: list[Where], name: Name, end: int, known: bool, said: bool, low: str) -> bool:
    """Joins `name` to the last group: as one more of a list, or as the region of the names before."""
    if not groups:
        return False
    last = groups[-1]
    gap = doc.low[last.end : name.start]
    if low in COUNTRIES and re.fullmatch(r"(?:, | in | of |'s )", gap):
        groups[-1] = Where(last.names, last.role, last.region, last.start, end, last.is_region, last.distractor)
        return True
    into_region = re.fullmatch(
        rf",? (?:in|of|inside|within)(?: the)?(?: [\w-]+ern)?(?: {words.PLACE_NOUNS}(?: of)?)? (?:the )?|, |, in (?:the )?|,? (?:on|off|at) the (?:outskirts|edge|coast) of "
        rf"|,? (?:just )?(?:(?:some |about |around )?[\d.]+ ?(?:km|kilomet(?:re|er)s|miles) )?(?:to the )?(?:north|south)?-?(?:east|west|north|south)? of (?:the )?"
        rf"|, (?:near|outside|close to|not far from) (?:the )?|, (?:a|the|an|two|three|four|both) (?:[\w'-]+ ){{0,3}}?{words.PLACE_NOUNS} (?:some |about |around |just )?(?:[\d.]+ ?(?:km|kilomet(?:re|er)s|miles) )?(?:in|of|near|outside|on|(?:north|south)?-?(?:east|west|north|south)(?:ern)? of) (?:the )?",
        gap,
    )
    listed = _is_list(doc, last, name, gap, end)
    if (
        into_region
        and not last.is_region
        and not (gap == ", " and listed and not known)
        and (gap != ", " or known or _closes(doc, end))
    ):
        groups[-1] = Where(last.names, last.role, last.region or name, last.start, end, False, last.distractor)
        return True
    if listed and known == last.is_region:
        groups[-1] = Where(
            (*last.names, name), last.role, last.region, last.start, end, last.is_region, last.distractor
        )
        return True
    return False


def _closes(doc: Doc, end: int) -> bool:
    """ "Morales, Cauca," or at the end: the second name holds the first."""
    return (
        re.match(r"\s*(?:[,.;)]|$|on\b|late\b|at\b|early\b|overnight|after|when|\"|-|–)", doc.low[end : end + 12])
        is not None
    )


def _is_list(doc: Doc, last: Where, name: Name, gap: str, end: int) -> bool:
    if not JOIN.fullmatch(gap):
        return False
    if gap.strip() != ",":
        return True
    # "A, B": a list only where more follows ("A, B and C").
    return (
        re.match(
            rf"(?: {words.PLAIN_PLACE_NOUNS})?(?:, [^,;.]{{1,40}}){{0,8}}?,? and \W*[^\W_a-z]",
            doc.flat[end : end + 200],
        )
        is not None
    )
