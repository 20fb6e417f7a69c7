"""Who is named: a general word belongs to the name before it, and a people's adjective only to its forces."""

import datetime as dt

import pytest

from tracker.extract import Alias, Context, PartyNames, read
from tracker.vocab import AliasKind, RoleKind


def party(key: str, name: str, *aliases: str, role=RoleKind.SIGNATORY) -> PartyNames:
    return PartyNames(key, name, (role,), None, tuple(Alias(text, AliasKind.OFFICIAL) for text in aliases), None)


CONTEXT = Context(
    (
        party("gov", "Government of Norland", "Norlandic forces", "the army", "army", "government"),
        party("front", "Southern Front", "rebels", "Front fighters"),
        party("sura", "Surania", "Suranian", role=RoleKind.GUARANTOR),
        party("watch", "Truce Watch", "the mission", role=RoleKind.MONITOR),
    ),
    dt.datetime(2020, 3, 1, tzinfo=dt.UTC), "UTC", ("CY",), (),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("The army shelled Oakham on Monday.", ("gov",)),
        ("The Suranian army shelled Oakham on Monday.", ("sura",)),
        ("The Iraqi army shelled Oakham on Monday.", ()),
        ("The Salvation Government arrested two teachers in Oakham on Monday.", ()),
        ("Pro-Surania fighters attacked Oakham on Monday.", ()),
        ("Norlandic soldiers shelled Oakham on Monday.", ("gov",)),
        ("A Norlandic trader shelled peas in Oakham on Monday.", ()),
        ("Fighters of the Southern Front attacked Oakham on Monday.", ("front",)),
        ("Surania-backed rebels attacked Oakham on Monday.", ("front",)),
        ("Oakham was shelled from Front fighters' positions on Monday.", ("front",)),
        ("A bomb blamed on the rebels exploded in Oakham on Monday.", ("front",)),
        ("A bomb exploded in Oakham on Monday. The army blamed the Southern Front.", ("front",)),
        ("A bomb exploded in Oakham on Monday. The Southern Front claimed responsibility.", ("front",)),
        ("A bomb exploded in Oakham on Monday. Nobody claimed responsibility.", ()),
        ("The mission heard mortar fire in Oakham on Monday.", ()),
        ("The army denied shelling Oakham on Monday.", ("gov",)),
    ],
)
def test_the_accused_is_who_is_said_to_have_done_it(text, accused):
    claims = [claim for claim in read(text, dt.date(2020, 3, 3), "en", CONTEXT).claims if claim.event_type.value]
    assert [claim.accused.value for claim in claims] in ([accused], []) if not accused else [accused]
    assert {claim.accused.value for claim in claims} <= {accused}


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Three soldiers were wounded when rebels shelled Oakham on Monday.", ("gov",)),
        ("Rebels shelled an army post near Oakham on Monday.", ("gov",)),
        ("Rebels seized Oakham from the army on Monday.", ("gov",)),
        ("A mine exploded outside an army base in Oakham on Monday.", ("gov",)),
        ("A mortar shell hit a market in Oakham on Monday.", ("civilians",)),
        ("A patrol of Truce Watch was turned back at a rebels' checkpoint near Oakham on Monday.", ("watch",)),
    ],
)
def test_the_target_is_who_was_hit(text, target):
    (claim,) = [claim for claim in read(text, dt.date(2020, 3, 3), "en", CONTEXT).claims if claim.event_type.value]
    assert claim.target.value == target
