"""One object says what is shown, to the page, to the address and to the database."""

import datetime as dt
import itertools

import pytest
from django.http import QueryDict
from django.utils import timezone

from tests.views import cast
from tracker.forms.filters import parse
from tracker.models import Agreement, Breach, BreachParty, Membership, Party, Report, Role
from tracker.outputs.filters import Filters


def shown(agreement: Agreement, **chosen) -> int:
    return Filters(agreement, **chosen).breaches(Breach.objects.all()).count()


DAYS = [dt.date(2020, 3, day) for day in (1, 3, 5, 7)]
FULL = {
    "first": dt.date(2020, 3, 2),
    "last": dt.date(2020, 3, 4),
    "region": ("NL-A",),
    "event_type": ("battles", "violence_against_civilians"),
    "accused": ("army",),
    "verification": ("confirmed", "contested"),
    "scope": ("breach",),
    "source": ("wire",),
    "breach_mode": ("combat", "siege_or_aid_blocked"),
    "target": ("army",),
    "role": ("signatory", "excluded"),
    "severity": ("3", "4"),
    "precision": ("1", "none"),
    "origin": ("wire",),
    "by": "accused",
    "text": "Alder & co = 5%",
}


@pytest.mark.django_db
@pytest.mark.parametrize("names", [(), *[(name,) for name in FULL], tuple(FULL)])
def test_filters_read_from_their_own_address_are_the_same(names):
    cast.breach(cast.agreement())
    agreement = Agreement.objects.with_terms().get()
    filters = Filters(agreement, **{name: FULL[name] for name in names})
    again, _ = parse(QueryDict(filters.query()), agreement, agreement.spoken_regions, timezone.now())
    assert again == filters


def test_without_takes_one_filter_away_and_leaves_the_others():
    agreement = Agreement()
    filters = Filters(agreement, **FULL)
    assert filters.without("dates") == Filters(agreement, **{**FULL, "first": None, "last": None})
    assert filters.without("text").text == ""
    assert filters.without("scope").scope == ()
    assert filters.without("scope").region == FULL["region"]


def test_without_a_value_leaves_the_other_values_of_the_filter():
    filters = Filters(Agreement(), **FULL)
    assert filters.without("verification", "contested").verification == ("confirmed",)
    assert filters.without("verification", "refuted") == filters


@pytest.mark.django_db
def test_holds_is_the_same_test_as_the_databases_between():
    """Every span of two days, open or undated, against every window."""
    agreement = cast.agreement()
    spans = [(first, last) for first, last in itertools.product([None, *DAYS], repeat=2)
             if first is None or last is None or first <= last]  # fmt: skip
    for number, (first, last) in enumerate(spans, start=1):
        Breach.objects.create(agreement=agreement, number=number, date_from=first, date_to=last, known_at=cast.EFFECT)
    windows = [(None, None), (DAYS[1], None), (None, DAYS[1]), (DAYS[1], DAYS[2]), (DAYS[2], DAYS[2])]
    for window in windows:
        found = set(Breach.objects.between(*window).values_list("number", flat=True))
        held = {number for number, span in enumerate(spans, 1) if Filters(agreement, *window).holds(*span)}
        assert found == held, window
    assert len({frozenset(Breach.objects.between(*window).values_list("pk", flat=True)) for window in windows}) == 5


@pytest.mark.django_db
def test_who_accuses_a_coalition_accuses_its_members_and_theirs():
    agreement = cast.agreement()
    cast.breach(agreement)
    army = Party.objects.get(key="army")
    for child, parent in ((army, "alliance"), ("alliance", "bloc")):
        child = child if isinstance(child, Party) else Party.objects.get(key=child)
        above, _ = Party.objects.get_or_create(key=parent, defaults={"name": parent.title(), "kind": "umbrella"})
        Membership.objects.create(child=child, parent=above, kind="member")
    Party.objects.create(key="other", name="Other", kind="umbrella")
    for key, found in (("bloc", 1), ("alliance", 1), ("army", 1), ("other", 0)):
        assert Filters(agreement, accused=(key,)).breaches(Breach.objects.all()).count() == found, key


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["ally", "splinter"])
def test_who_accuses_a_party_does_not_accuse_its_allies_or_who_split_from_it(kind):
    agreement = cast.agreement()
    cast.breach(agreement)
    other = Party.objects.create(key="other", name="Other", kind="umbrella")
    Membership.objects.create(child=Party.objects.get(key="army"), parent=other, kind=kind)
    assert Filters(agreement, accused=("other",)).breaches(Breach.objects.all()).count() == 0


@pytest.mark.django_db
def test_a_source_is_found_as_the_origin_and_as_the_relay():
    agreement = cast.agreement()
    cast.breach(agreement)
    Report.objects.update(via=cast.source("paper"))
    for key, found in (("wire", 1), ("paper", 1), ("radio", 0)):
        assert Filters(agreement, source=(key,)).breaches(Breach.objects.all()).count() == found, key


@pytest.mark.django_db
def test_an_origin_is_who_said_it_first_and_not_who_passed_it_on():
    agreement = cast.agreement()
    cast.breach(agreement)
    Report.objects.update(via=cast.source("paper"))
    assert [shown(agreement, origin=(key,)) for key in ("wire", "paper", "radio")] == [1, 0, 0]


@pytest.mark.django_db
def test_a_target_takes_in_its_members_and_is_not_the_accused():
    agreement = cast.agreement()
    breach = cast.breach(agreement)
    bloc, guard = (Party.objects.create(key=key, name=key.title(), kind="umbrella") for key in ("bloc", "guard"))
    Membership.objects.create(child=guard, parent=bloc, kind="member")
    BreachParty.objects.create(breach=breach, party=guard, side="target")
    assert [shown(agreement, target=(key,)) for key in ("guard", "bloc", "army")] == [1, 1, 0]
    assert shown(agreement, accused=("guard",)) == 0


@pytest.mark.django_db
def test_the_role_of_the_accused_is_the_one_on_the_day_of_the_event():
    """The claim is of 2 March; the party withdrew on the 3rd, or on the 1st."""
    agreement = cast.agreement()
    cast.breach(agreement)
    assert (shown(agreement, role=("signatory",)), shown(agreement, role=("excluded",))) == (1, 0)
    for last, found in ((dt.date(2020, 3, 3), 1), (dt.date(2020, 3, 1), 0)):
        Role.objects.update(valid_to=last)
        assert shown(Agreement.objects.get(), role=("signatory",)) == found
    Role.objects.create(agreement=agreement, party=Party.objects.get(), role="excluded", valid_from=dt.date(2020, 3, 2))
    assert shown(Agreement.objects.get(), role=("signatory", "excluded")) == 1


@pytest.mark.django_db
def test_a_role_is_carried_to_members_and_is_no_role_in_another_agreement():
    agreement, other = cast.agreement(), cast.agreement("southland")
    cast.breach(agreement)
    bloc = Party.objects.create(key="bloc", name="Bloc", kind="umbrella")
    Role.objects.filter(agreement=agreement).update(party=bloc)
    assert shown(Agreement.objects.get(pk=agreement.pk), role=("signatory",)) == 0
    Membership.objects.create(child=Party.objects.get(key="army"), parent=bloc, kind="member")
    assert shown(Agreement.objects.get(pk=agreement.pk), role=("signatory",)) == 1
    assert shown(other, role=("signatory",)) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"severity": ("3", "4")}, 1),
        ({"severity": ("1", "2")}, 0),
        ({"breach_mode": ("siege_or_aid_blocked",)}, 1),
        ({"breach_mode": ("combat",)}, 0),
        ({"precision": ("4",)}, 1),
        ({"precision": ("1", "none")}, 0),
    ],
)
def test_a_grave_siege_known_by_its_region_is_found_by_its_severity_mode_and_precision(chosen, found):
    agreement = cast.agreement()
    cast.breach(agreement)
    Breach.objects.update(severity=3, breach_mode="siege_or_aid_blocked", geo_precision=4)
    assert shown(agreement, **chosen) == found


@pytest.mark.django_db
def test_a_breach_without_a_place_is_found_as_such():
    agreement = cast.agreement()
    cast.breach(agreement)
    Breach.objects.update(geo_precision=None)
    assert [shown(agreement, precision=levels) for levels in (("none",), ("4", "none"), ("4",))] == [1, 1, 0]


@pytest.mark.django_db
def test_parties_targets_and_roles_together_ask_once_who_belongs_to_whom(django_assert_num_queries):
    agreement = cast.agreement()
    cast.breach(agreement)
    agreement = Agreement.objects.with_terms().get()
    filters = Filters(agreement, accused=("army",), target=("army",), role=("signatory",))
    with django_assert_num_queries(3):
        filters.breaches(Breach.objects.all()).count()
        filters.without("target").breaches(Breach.objects.all()).count()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "found"),
    [("village 1", 1), ("ALDER", 1), ("northland army", 1), ("B-0001", 1), ("b-1", 1), ("1", 1), ("2", 0), ("%", 0)],
)  # fmt: skip
def test_words_are_looked_for_in_number_place_region_and_parties(words, found):
    agreement = cast.agreement()
    cast.breach(agreement)
    assert Filters(agreement, text=words).breaches(Breach.objects.all()).count() == found


@pytest.mark.django_db
def test_a_tally_goes_by_its_own_date_and_never_by_an_accused_party():
    agreement = cast.agreement()
    tally = cast.claim(agreement, 1, cast.source())
    Report.objects.filter(pk=tally.pk).update(kind="tally", date_from=None, date_to=None)
    rows = Report.objects.all()
    day = cast.EFFECT.date()
    assert Filters(agreement, first=day, last=day).reports(rows).count() == 1
    assert Filters(agreement, first=day + dt.timedelta(days=1)).reports(rows).count() == 0
    assert Filters(agreement, last=day - dt.timedelta(days=1)).reports(rows).count() == 0
    assert Filters(agreement, accused=("army",)).reports(rows).count() == 0
