"""Stage 3: which parties a sentence names. Names are compared by a folded key, so Jaish is Jaysh and al-Nasr is Nasr."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from tracker.extract.normalise import fold
from tracker.extract.parts import Doc, Mention
from tracker.extract.rules_data import words
from tracker.extract.rules_data.actor_words import (
    ARMED_AFTER,
    ARMY,
    ARTICLES,
    CIVIL,
    DESCRIBES,
    DETERMINERS,
    FORCES_OF,
    LAST_WORD,
    MEMBERS_OF,
    OTHERS_ARMY,
    PREPOSITIONS,
    REGULARS,
    SIDES_WITH,
    WORDS_LEFT,
)
from tracker.extract.rules_data.place_words import DEMONYM
from tracker.extract.types import Context, PartyNames, Span
from tracker.vocab import AliasKind, PartyKind, RoleKind

CIVILIANS = "civilians"
WORD = re.compile(r"[^\W_]+(?:'(?!s\b)[^\W_]+)*")


@dataclass(frozen=True)
class Entry:
    keys: tuple[str, ...]
    party: str
    acronym: bool
    capital: bool
    generic: bool
    relative: bool
    armed: bool = False  # a people's adjective: it names the party only before a word for its forces


@dataclass(frozen=True)
class Cast:
    """The parties of a context, made ready to be found."""

    entries: dict[str, tuple[Entry, ...]]
    excluded: frozenset[str]
    monitors: frozenset[str]
    fighters: tuple[str, ...]
    regulars: str | None
    umbrella: dict[str, str]

    def root(self, party: str) -> str:
        seen = set()
        while party in self.umbrella and party not in seen:
            seen.add(party)
            party = self.umbrella[party]
        return party

    def opponent(self, party: str) -> str | None:
        """The one other side, where exactly two sides are bound; None otherwise."""
        sides = list(dict.fromkeys(self.root(p) for p in self.fighters))
        root = self.root(party)
        others = [side for side in sides if side != root]
        return others[0] if root in sides and len(others) == 1 else None


@lru_cache(maxsize=8192)
def key(word: str) -> str:
    """A key that spellings of one transliterated word share; short words stand as they are."""
    if len(word) < 4 or not word.isascii():
        return word
    word = re.sub(r"(.)\1", r"\1", word)
    word = word.replace("ay", "ai").replace("ei", "ai").replace("ou", "u").replace("q", "k")
    return re.sub(r"(?<=[aeiou])h$", "", word)


def _keys(text: str) -> list[tuple[str, int, int]]:
    """(key, start, end) of each word of folded text, the article of a name left out."""
    found = []
    matches = list(WORD.finditer(text))
    for place, match in enumerate(matches):
        follows = text[match.end() : match.end() + 1] == "-"
        if match.group() in ARTICLES and follows and place + 1 < len(matches):
            continue
        found.append((key(match.group()), match.start(), match.end()))
    return found


def _entry(party: str, text: str, kind: AliasKind) -> Entry | None:
    keys = tuple(k for k, _, _ in _keys(fold(text).removeprefix("the ")))
    if not keys:
        return None
    letters = "".join(filter(str.isalpha, text))
    return Entry(
        keys,
        party,
        acronym=letters.isupper() and len(letters) <= 6 and letters.isascii(),
        capital=letters[:1].isupper(),
        generic=kind in (AliasKind.GENERIC, AliasKind.HOSTILE) or not letters[:1].isupper(),
        relative=kind == AliasKind.SPEAKER_RELATIVE,
    )


@lru_cache(maxsize=64)
def cast(context: Context) -> Cast:
    """The context's parties as a look-up by the first word of each alias, longest alias first."""
    entries: dict[str, list[Entry]] = {}
    for party in context.parties:
        names = [(party.name, AliasKind.OFFICIAL), *((alias.text, alias.kind) for alias in party.aliases)]
        for text, kind in names:
            entry = _entry(party.id, text, kind)
            if entry:
                entries.setdefault(entry.keys[0], []).append(entry)
    for adjective, party in _peoples(context).items():
        entries.setdefault(key(adjective), []).append(
            Entry((key(adjective),), party, False, True, True, False, armed=True)
        )
    bound = (RoleKind.SIGNATORY, RoleKind.ADHERENT)
    monitor = (RoleKind.MONITOR, RoleKind.MEDIATOR, RoleKind.HOST)
    return Cast(
        {first: tuple(sorted(group, key=lambda e: -len(e.keys))) for first, group in entries.items()},
        frozenset(p.id for p in context.parties if RoleKind.EXCLUDED in p.roles),
        frozenset(p.id for p in context.parties if p.kind == PartyKind.MONITOR or set(p.roles) & set(monitor)),
        tuple(p.id for p in context.parties if set(p.roles) & set(bound)),
        _regulars([p for p in context.parties if set(p.roles) & set(bound)]),
        {p.id: p.umbrella for p in context.parties if p.umbrella},
    )


def _peoples(context: Context) -> dict[str, str]:
    """ "Ukrainian" of "Ukrainian forces" → its party, where one party alone has such a name."""
    owners: dict[str, set[str]] = {}
    for party in context.parties:
        for text in (party.name, *(alias.text for alias in party.aliases)):
            match = FORCES_OF.fullmatch(text)
            if match:
                owners.setdefault(fold(match["people"]), set()).add(party.id)
    return {people: next(iter(ids)) for people, ids in owners.items() if len(ids) == 1}


def _regulars(fighters: list[PartyNames]) -> str | None:
    """The one bound party that has an army: "soldiers" and "the military" without a name are its own."""
    have = [
        party.id
        for party in fighters
        if any(ARMY.search(fold(n)) for n in (party.name, *(a.text for a in party.aliases)))
    ]
    return have[0] if len(have) == 1 else None


def _same(mine: str, theirs: str, last: bool) -> bool:
    return mine == theirs or (last and len(theirs) > 2 and (mine == theirs + "s" or mine + "s" == theirs))


def _fits(doc: Doc, found: list, at: int, offset: int, entry: Entry) -> bool:
    if at + len(entry.keys) > len(found):
        return False
    for place, wanted in enumerate(entry.keys):
        if not _same(found[at + place][0], wanted, place == len(entry.keys) - 1):
            return False
    first = doc.flat[offset + found[at][1] : offset + found[at][2]]
    whole = doc.flat[offset + found[at][1] : offset + found[at + len(entry.keys) - 1][2]]
    if entry.acronym:
        return whole.rstrip("s").isupper()
    return first[:1].isupper() or not entry.capital or not first[:1].isascii()


def governing(doc: Doc, start: int, floor: int) -> str:
    """The preposition that governs the noun phrase which holds `start`, or "" for a subject or object."""
    left = WORDS_LEFT.findall(doc.low[max(floor, start - 70) : start])
    for word in reversed(left[-6:]):
        if word in PREPOSITIONS and word != "of":
            return word
        if word == "of":
            if MEMBERS_OF.search(doc.low, max(floor, start - 40), start):
                continue
            return "of"
        if word == "from" and MEMBERS_OF.search(doc.low, max(floor, start - 40), start):
            continue
        if word not in DETERMINERS and not word.endswith("ern") and not word[0].isdigit():
            return ""
    return ""


def mentions(doc: Doc, span: Span, the_cast: Cast) -> list[Mention]:
    """Parties and civilians named in `span`, left to right, longest names first, no overlaps."""
    start, end = span
    found = _keys(doc.low[start:end])
    result: list[Mention] = []
    at = 0
    while at < len(found):
        entry = _best(doc, found, at, start, the_cast)
        if entry is None:
            at += 1
            continue
        left = start + found[at][1]
        right = start + found[at + len(entry.keys) - 1][2]
        if not DESCRIBES.match(doc.low, right) and not SIDES_WITH.search(doc.low, max(0, left - 6), left):
            _add(doc, result, Mention(left, right, entry.party, governing(doc, left, start), entry.generic), start)
        at += len(entry.keys)
    result += _unnamed(doc, span, the_cast, [(m.start, m.end) for m in result])
    taken = [(m.start, m.end) for m in result]
    for match in CIVIL.finditer(doc.low, start, end):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            result.append(Mention(match.start(), match.end(), CIVILIANS, governing(doc, match.start(), start), True))
    return sorted(result, key=lambda m: m.start)


def _add(doc: Doc, result: list[Mention], mention: Mention, floor: int) -> None:
    """A general word such as "army" belongs to the name before it: "the Turkish army" is Turkey, "the Iraqi army" nobody."""
    if mention.generic and result and result[-1].end == mention.start - 1:
        result[-1] = replace(result[-1], end=mention.end)
        return
    before = LAST_WORD.search(doc.flat, max(floor, mention.start - 24), mention.start) if mention.generic else None
    if before and before.group(1)[0].isupper():
        first = before.start() <= floor
        word = before.group(1).lower()
        if DEMONYM.fullmatch(word) or not (first or word in words.NOT_NAMES):
            return
    result.append(mention)


def _unnamed(doc: Doc, span: Span, the_cast: Cast, taken: list[Span]) -> list[Mention]:
    """ "three soldiers", "the military": the party with the army, where no other name stands before the word."""
    if the_cast.regulars is None:
        return []
    found = []
    for match in REGULARS.finditer(doc.low, *span):
        before = LAST_WORD.search(doc.flat, max(span[0], match.start() - 24), match.start())
        word = before.group(1) if before else ""
        plain = word == "" or word.islower() or match.start() - len(word) - 1 <= span[0] or word.isdigit()
        free = not any(a < match.end() + 1 and match.start() - 1 < b for a, b in taken)
        if plain and free and word.lower() not in OTHERS_ARMY and not word.lower().endswith(("ese", "ish")):
            found.append(Mention(*match.span(), the_cast.regulars, governing(doc, match.start(), span[0]), True))
    return found


def _best(doc: Doc, found: list, at: int, offset: int, the_cast: Cast) -> Entry | None:
    for first in (found[at][0], found[at][0] + "s", found[at][0].removesuffix("s")):
        for entry in the_cast.entries.get(first, ()):
            if not entry.relative and _fits(doc, found, at, offset, entry):
                if entry.armed and not ARMED_AFTER.match(doc.low, offset + found[at][2]):
                    continue
                return entry
    return None
