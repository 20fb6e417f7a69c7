"""One object says what is shown, to the page, to the address and to the database."""

import datetime as dt
import itertools

import pytest
from django.http import QueryDict
from django.utils import timezone

from tests.views import cast
from tracker.forms.filters import parse
from tracker.models import Agreement, Breach, Membership, Party, Report
from tracker.outputs.filters import Filters

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
