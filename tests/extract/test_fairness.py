"""Another name for a side, a loaded word or another outlet changes nothing but the name."""

import re
from dataclasses import replace

import pytest

from tests.extract import passages
from tracker.extract import Alias, Context
from tracker.vocab import AliasKind, RoleKind

ROWS = passages.rows()
# Two invented peoples whose names have the same length and the same form, so that nothing but the name differs.
NAMES = ("Alfans", "Bravos")
LOADED = {"fighters": "terrorists", "militiamen": "terrorists", "gunmen": "terrorists", "killed": "slaughtered"}
each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)


def coding(events: list[dict], leave: tuple[str, ...] = ()) -> list[dict]:
    """The events without what only points at characters of the text."""
    return [{k: v for k, v in event.items() if k not in ("spans", "rules", *leave)} for event in events]


def sides(context: Context) -> list[str]:
    return [party.id for party in context.parties if RoleKind.SIGNATORY in party.roles][:2]


def exchanged(events: list[dict], one: str, two: str) -> list[dict]:
    other = {one: two, two: one}
    return [
        {**e, "accused": other.get(e["accused"], e["accused"]), "target": other.get(e["target"], e["target"])}
        for e in events
    ]


@each_row
def test_parties_that_exchange_their_names_exchange_their_parts(row):
    context = passages.contexts()[row.agreement]
    one, two = sides(context)
    named = {party.id: party for party in context.parties}
    other = {one: two, two: one}
    swapped = tuple(
        replace(party, name=named[other[party.id]].name, aliases=named[other[party.id]].aliases)
        if party.id in other
        else party
        for party in context.parties
    )
    found = coding(passages.told(row, context=replace(context, parties=swapped)))
    assert exchanged(found, one, two) == coding(passages.told(row))


def renamed(row, first: str, second: str) -> tuple[str, Context]:
    """The text with the one side called `first` and the other `second`, and an agreement that knows these names."""
    context = passages.contexts()[row.agreement]
    one, two = sides(context)
    text, parties = row.text, []
    for party in context.parties:
        new = {one: first, two: second}.get(party.id)
        if new is None:
            parties.append(party)
            continue
        names = sorted({party.name, *(alias.text for alias in party.aliases)}, key=len, reverse=True)
        text = re.sub(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])", new, text, flags=re.I)
        parties.append(replace(party, name=new, aliases=(Alias(new, AliasKind.OFFICIAL),)))
    return text, replace(context, parties=tuple(parties))


@each_row
def test_sides_that_exchange_their_names_in_the_text_exchange_their_parts(row):
    one, two = sides(passages.contexts()[row.agreement])
    text, context = renamed(row, *NAMES)
    other_text, other_context = renamed(row, *reversed(NAMES))
    said = {NAMES[0]: NAMES[1], NAMES[1]: NAMES[0]}

    def plain(events):
        """Words of the text with the other name in them."""
        return [
            {
                k: re.sub("|".join(NAMES), lambda m: said[m[0]], v)
                if k in ("attribution", "place", "trigger") and v
                else v
                for k, v in e.items()
            }
            for e in events
        ]

    first = coding(passages.told(row, text, context))
    second = coding(passages.told(row, other_text, other_context))
    assert plain(second) == first
    assert {e["accused"] for e in first} <= {one, two, "both", None, *(p.id for p in context.parties)}


def behind_the(row) -> re.Match | None:
    """The first name of a party that stands behind “the”."""
    context = passages.contexts()[row.agreement]
    names = {party.name for party in context.parties} | {a.text for p in context.parties for a in p.aliases}
    capital = [re.escape(name) for name in sorted(names, key=len, reverse=True) if name[0].isupper()]
    return re.search(rf"(?<=\bthe )(?:{'|'.join(capital)})(?![\w-])", row.text)


@pytest.mark.parametrize("row", [row for row in ROWS if behind_the(row)], ids=lambda row: row.id)
def test_so_called_changes_nothing(row):
    at = behind_the(row).start()
    text = row.text[:at] + "so-called " + row.text[at:]
    assert coding(passages.told(row, text), ("attribution",)) == coding(passages.told(row), ("attribution",))


@each_row
def test_a_loaded_word_changes_nothing(row):
    context = passages.contexts()[row.agreement]
    words = " ".join(a.text.lower() for p in context.parties for a in p.aliases)
    text = row.text
    for mild, loaded in LOADED.items():
        if mild not in words:
            text = re.sub(rf"(?<![\w-]){mild}(?![\w-])", loaded, text)
    assert coding(passages.told(row, text), ("trigger",)) == coding(passages.told(row), ("trigger",))


@each_row
def test_another_outlet_changes_only_who_says_it(row):
    spoken = sorted({e["attribution"] for e in passages.told(row) if e["attribution"]}, key=len, reverse=True)
    parties = [
        name for p in passages.contexts()[row.agreement].parties for name in (p.name, *(a.text for a in p.aliases))
    ]
    free = [s for s in spoken if not any(name.lower() in s.lower() for name in parties)]
    texts = [
        re.sub("|".join(map(re.escape, free)), name, row.text) if free else row.text
        for name in ("Aster News", "Osprey Daily")
    ]
    first, second = (coding(passages.told(row, text), ("attribution",)) for text in texts)
    assert first == second
