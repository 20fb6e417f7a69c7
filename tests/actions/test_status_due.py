"""Whatever changes what a status rests on marks it due: afterwards what is stored is what the rule says of all."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from tests.actions.test_imports import match, run, taken_in
from tests.actions.test_status import differing
from tests.views import cast
from tracker.actions import breaches, documents, imports, joining, lists, matching, status
from tracker.actions.breach_facts import scope_event
from tracker.actions.terms import scope_terms
from tracker.management.worked import work_through
from tracker.models import (
    Agreement,
    AgreementRegion,
    Breach,
    Membership,
    Party,
    Region,
    RegionStatus,
    Report,
    Role,
    StatusDue,
)
from tracker.rules.scope import scope_of
from tracker.vocab import Group, Scope, Verification

pytestmark = pytest.mark.django_db
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture
def northland() -> Agreement:
    """Two regions with a breach of a trusted voice each, computed."""
    agreement = cast.agreement()
    birch = Region.objects.create(code="NL-B", name="Birch", country="NL", geometry=cast.SQUARE, bbox=[10, 10, 12, 12])
    AgreementRegion.objects.create(agreement=agreement, region=birch)
    for number, region in ((1, "NL-A"), (2, "NL-B")):
        breach = cast.breach(agreement, number, cast.source(f"voice-{number}", reliability="B"))
        Report.objects.filter(breaches=breach).update(region=Region.objects.get(code=region))
        Breach.objects.filter(pk=breach.pk).update(region=Region.objects.get(code=region))
    status.recompute(agreement=agreement, now=timezone.now())
    StatusDue.objects.all().delete()
    assert differing(agreement) == []
    return agreement


def waiting(agreement: Agreement, number: int, **fields) -> Report:
    """A coded claim that is to be matched."""
    values = {
        "kind": "incident_claim", "region": Region.objects.get(code="NL-A"), "origin": cast.source("monitor"),
        "origin_key": "monitor", "known_at": cast.EFFECT + 6 * ONE_DAY, "step_name": "match", **fields,
    }  # fmt: skip
    return Report.objects.create(agreement=agreement, external_id=f"waiting-{number}", **values)


def changed(row, **values) -> None:
    """As an admin's form saves it."""
    for name, value in values.items():
        setattr(row, name, value)
    by = cast.account(Group.ADMIN)
    lists.save(row=row, by=by, now=timezone.now(), after={name: str(value) for name, value in values.items()})


def computed(agreement: Agreement) -> None:
    """What is due is computed, and then all is as the rule says."""
    agreement.refresh_from_db()
    status.recompute_due(now=timezone.now())
    assert differing(agreement) == []


def shown(day: int, region: str = "NL-A") -> RegionStatus:
    return RegionStatus.objects.current().get(region__code=region, day=dt.date(2020, 3, day))


def test_a_merge_leaves_nothing_behind_where_the_breach_was(northland):
    first, second = Breach.objects.with_claims().order_by("number")
    joining.merge(
        breach=first,
        into=second,
        by=cast.account(Group.EDITOR),
        version=first.version,
        now=timezone.now(),
        reason="One.",
    )
    computed(northland)


def test_a_count_that_is_published_late_counts_from_the_first_day_of_its_period(northland):
    day = dt.date(2020, 3, 2)
    report = waiting(northland, 1, kind="tally", count=5, period_from=day, period_to=day)
    matching.match_report(report_id=report.pk, now=timezone.now())
    computed(northland)


def test_undated_claims_are_coverage(northland):
    for number in range(2 * 6):
        voice, back = cast.source(f"daily-{number % 2}"), number // 2 * 7
        moment = cast.EFFECT + (12 - back) * ONE_DAY
        report = waiting(northland, number, origin=voice, origin_key=voice.key, known_at=moment)
        matching.match_report(report_id=report.pk, now=timezone.now())
    computed(northland)
    assert shown(12).origins_count >= 2


def test_a_count_that_a_page_takes_back_is_taken_back(northland):
    northland.countries = ["NL"]
    northland.save()

    def page(text: str) -> None:
        received = documents.receive(
            source=cast.source("monitor"), text=text, published_at=cast.EFFECT + 2 * ONE_DAY, agreement=northland,
            now=timezone.now(), external_id="page/1",
        )  # fmt: skip
        work_through(received.document)
        computed(northland)

    page("The Monitor recorded 5 ceasefire violations in Alder and 4 in Birch on 2 March 2020.")
    assert Report.objects.filter(kind="tally", region__isnull=False).count() == 2
    page("The Monitor recorded 9 ceasefire violations in Birch on 2 March 2020.")
    assert Report.objects.filter(kind="tally", is_superseded=False).count() == 1


def test_a_monitor_that_counted_none_is_not_said_to_have_counted_one(northland):
    received = documents.receive(
        source=cast.source("monitor"), published_at=cast.EFFECT + 2 * ONE_DAY, agreement=northland, now=timezone.now(),
        text="The Monitor recorded 0 ceasefire violations in Alder and 5 in Birch on 2 March 2020.",
    )  # fmt: skip
    work_through(received.document)
    counts = dict(Report.objects.filter(kind="tally").values_list("region__code", "count"))
    assert counts == {"NL-A": 0, "NL-B": 5}


def test_a_recorded_end_ends_every_region_and_what_comes_after_is_outside(northland):
    changed(northland, ended_at=cast.EFFECT + ONE_DAY / 4)
    computed(northland)
    assert {shown(5).state, shown(5, "NL-B").state} == {"ended"}
    assert set(Breach.objects.values_list("scope", flat=True)) == {Scope.AFTER_END}


def test_a_moved_hour_of_effect_is_followed(northland):
    changed(northland, effective_at=cast.EFFECT + 3 * ONE_DAY)
    computed(northland)
    assert set(Breach.objects.values_list("scope", flat=True)) == {Scope.BEFORE_EFFECT}


def test_another_grade_of_a_source_is_followed(northland):
    assert shown(5).other_count == 1
    changed(cast.source("voice-1"), reliability="E")
    computed(northland)
    assert (shown(5).other_count, shown(5).badge_count) == (0, 1)


def test_a_region_that_is_left_out_or_added_is_followed(northland):
    cedar = Region.objects.create(code="NL-C", name="Cedar", country="NL", geometry=cast.SQUARE, bbox=[10, 10, 12, 12])
    row = AgreementRegion.objects.get(region__code="NL-B")

    def save() -> None:
        row.is_covered = False
        row.save()
        AgreementRegion.objects.create(agreement=northland, region=cedar)

    formset = SimpleNamespace(
        save=save, new_objects=[cedar], changed_objects=[(row, ["is_covered"])], deleted_objects=[]
    )
    lists.save_rows(formset=formset, parent=northland, by=cast.account(Group.ADMIN), now=timezone.now())
    computed(northland)
    assert shown(5, "NL-B").state == "not_covered"
    assert shown(5, "NL-C").state == "no_information"


def test_a_role_is_carried_to_the_members_of_members(northland):
    high, mid, low = (Party.objects.create(key=key, name=key, kind="rebel_group") for key in ("high", "mid", "low"))
    Role.objects.create(agreement=northland, party=high, role="excluded", standing="established")
    for child, parent in ((low, mid), (mid, high)):
        Membership.objects.create(child=child, parent=parent, kind="member")
    breach = Breach.objects.with_claims().get(number=1)
    breach.sides.all().delete()
    breach.sides.create(party=low, side="accused")
    found = scope_of(scope_event(Breach.objects.with_claims().get(number=1)), scope_terms(northland))
    assert found.scope is Scope.EXCLUDED_ACTOR


def test_who_leaves_a_group_by_a_step_above_is_looked_at_anew(northland):
    high, mid, low = (Party.objects.create(key=key, name=key, kind="rebel_group") for key in ("high", "mid", "low"))
    Role.objects.create(agreement=northland, party=high, role="excluded", standing="established")
    Membership.objects.create(child=low, parent=mid, kind="member")
    breach = Breach.objects.get(number=1)
    breach.sides.all().delete()
    breach.sides.create(party=low, side="accused")
    assert breach in lists.concerned(mid)


@pytest.mark.parametrize(
    ("clock", "scope"), [("02:00", Scope.BREACH), ("23:00", Scope.BEFORE_EFFECT), ("", Scope.CONTESTED)]
)
def test_the_hour_of_a_night_belongs_to_the_day_in_which_it_lies(northland, clock, scope):
    northland.effective_at = dt.datetime(2020, 3, 2, tzinfo=dt.UTC)
    northland.save()
    Breach.objects.filter(number=1).update(date_from=dt.date(2020, 3, 1), date_to=dt.date(2020, 3, 2), clock=clock)
    breach = Breach.objects.with_claims().get(number=1)
    assert scope_of(scope_event(breach), scope_terms(breach.agreement)).scope is scope


def test_two_sources_that_turn_out_to_be_of_one_side_are_one_origin(northland):
    breach = Breach.objects.get(number=1)
    breaches.attach(report=cast.claim(northland, 9, cast.source("second")), breach=breach, now=timezone.now())
    computed(northland)
    assert Breach.objects.get(number=1).verification == Verification.CORROBORATED
    army = Party.objects.get(key="army")
    changed(cast.source("voice-1"), side=army)
    assert Breach.objects.get(number=1).verification == Verification.CORROBORATED
    changed(cast.source("second"), side=army)
    assert Breach.objects.get(number=1).verification == Verification.UNCONFIRMED
    computed(northland)


def test_an_import_and_its_undoing_are_followed(northland):
    batch = run(taken_in(northland))
    match(batch)
    computed(northland)
    imports.undo(batch=batch, by=cast.account(Group.EDITOR), now=timezone.now())
    computed(northland)


@pytest.mark.parametrize("days", [-5, 5])
def test_another_last_day_of_data_is_followed(northland, days):
    changed(northland, data_horizon=northland.data_horizon + days * ONE_DAY)
    northland.refresh_from_db()
    status.recompute_due(now=timezone.now())
    assert [row for row in differing(northland) if row[1] <= northland.data_horizon] == []
