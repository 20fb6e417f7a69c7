"""Merging, splitting, attaching and detaching; and taking each back, whole."""

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.actions import desk, joining, review, undoing
from tracker.models import Breach, Change, Decision, Report
from tracker.rules.workflow import NotAllowed
from tracker.vocab import Group, Verb, Verification, WorkState

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return cast.account(Group.EDITOR)


@pytest.fixture
def three(db):
    agreement = cast.agreement()
    return [cast.breach(agreement, number, cast.source(f"voice-{number}")) for number in (1, 2, 3)]


def fresh(breach) -> Breach:
    return Breach.objects.with_claims().get(pk=breach.pk)


def behind(breach) -> set[str]:
    return {report.origin_key for report in fresh(breach).reports.all()}


def merge(breach, into, by) -> Breach:
    return joining.merge(breach=breach, into=into, by=by, version=fresh(breach).version, now=timezone.now())


def split(breach, reports, by) -> Breach:
    return joining.split(
        breach=breach, reports=reports, by=by, version=fresh(breach).version, now=timezone.now(), reason="Two villages."
    )


def attach(report, breach, by) -> Breach:
    return joining.attach(report=report, breach=breach, by=by, version=fresh(breach).version, now=timezone.now())


def decide(breach, to, by, **more) -> Breach:
    return review.decide(
        breach=breach, verification=to, by=by, version=fresh(breach).version, now=timezone.now(),
        reason_code="other", reason="In words.", **more,
    )  # fmt: skip


def take_back(by, verb: Verb):
    decision = Decision.objects.standing().filter(verb=verb).latest("pk")
    return undoing.undo(decision=decision, by=by, now=timezone.now())


class TestMerge:
    def test_reports_move_and_a_tombstone_stays(self, three, editor):
        one, two, _ = three
        target = merge(two, one, editor)
        assert target.pk == one.pk
        assert behind(one) == {"voice-1", "voice-2"}
        assert fresh(two).merged_into == target
        assert Breach.objects.live().count() == 2
        assert fresh(one).verification == Verification.CORROBORATED

    @pytest.mark.parametrize("into", [0, 1], ids=["itself", "its own tombstone"])
    def test_not_into_itself_nor_its_own_tombstone(self, three, editor, into):
        one, two, _ = three
        merge(two, one, editor)
        with pytest.raises(joining.NotJoined):
            merge(one, three[into], editor)

    def test_not_in_a_circle(self, three, editor):
        one, two, three_ = three
        merge(one, two, editor)
        merge(two, three_, editor)
        with pytest.raises(joining.NotJoined, match="merged into"):
            merge(three_, one, editor)

    def test_not_across_agreements_and_not_by_an_analyst(self, three, editor):
        other = cast.agreement("southland")
        with pytest.raises(joining.NotJoined, match="two agreements"):
            merge(three[0], cast.breach(other, 9), editor)
        with pytest.raises(NotAllowed):
            merge(three[0], three[1], cast.account(Group.ANALYST))

    def test_it_is_undone_whole(self, three, editor):
        one, two, _ = three
        merge(two, one, editor)
        take_back(editor, Verb.MERGED)
        assert (behind(one), behind(two)) == ({"voice-1"}, {"voice-2"})
        assert fresh(two).merged_into is None
        assert fresh(one).verification == Verification.UNCONFIRMED


def test_the_log_tells_of_every_breach_that_a_merge_a_split_or_its_undoing_moved(three, editor):
    """Whoever follows the log has to hear of both breaches, not only of the one that was acted on."""
    one, two, _ = three

    def heard_of_all() -> bool:
        stood = Breach.objects.annotate(told=Change.objects.verification_at(Change.objects.newest()))
        return all(breach.told == breach.verification for breach in stood)

    merge(two, one, editor)
    assert fresh(one).verification == Verification.CORROBORATED and heard_of_all()
    take_back(editor, Verb.MERGED)
    assert fresh(one).verification == Verification.UNCONFIRMED and heard_of_all()
    merge(two, one, editor)
    cursor = Change.objects.newest()
    new = split(one, [Report.objects.get(origin_key="voice-2")], editor)
    assert set(Change.objects.after(cursor).values_list("breach__number", flat=True)) == {one.number, new.number}
    cursor = Change.objects.newest()
    take_back(editor, Verb.SPLIT)
    assert set(Change.objects.after(cursor).values_list("breach__number", flat=True)) == {one.number, new.number}
    assert heard_of_all()


class TestSplit:
    def test_chosen_reports_open_a_breach_of_their_own(self, three, editor):
        one, two, _ = three
        merge(two, one, editor)
        new = split(one, [Report.objects.get(origin_key="voice-2")], editor)
        assert (behind(one), behind(new)) == ({"voice-1"}, {"voice-2"})
        assert new.place_text == "Village 2"
        assert new.number == 4

    def test_not_none_not_all_and_not_somebody_elses(self, three, editor):
        one = three[0]
        mine, other = (Report.objects.get(origin_key=f"voice-{number}") for number in (1, 2))
        for reports, words in (([], "Choose"), ([mine], "stay behind"), ([other], "does not stand behind")):
            with pytest.raises(joining.NotJoined, match=words):
                split(one, reports, editor)
        assert Breach.objects.count() == 3

    def test_it_is_undone_whole(self, three, editor):
        one, two, _ = three
        merge(two, one, editor)
        new = split(one, [Report.objects.get(origin_key="voice-2")], editor)
        take_back(editor, Verb.SPLIT)
        assert behind(one) == {"voice-1", "voice-2"}
        assert fresh(new).merged_into_id == one.pk


class TestAttach:
    def test_one_report_may_speak_of_two_breaches(self, three, editor):
        report = Report.objects.get(origin_key="voice-1")
        attach(report, three[1], editor)
        assert report.breaches.count() == 2
        with pytest.raises(joining.NotJoined, match="already"):
            attach(report, three[1], editor)
        joining.detach(report=report, breach=three[1], by=editor, version=fresh(three[1]).version, now=timezone.now())
        assert behind(three[1]) == {"voice-2"}
        take_back(editor, Verb.DETACHED)
        assert behind(three[1]) == {"voice-1", "voice-2"}

    def test_a_report_never_stands_behind_nothing(self, three, editor):
        report = Report.objects.get(origin_key="voice-1")
        with pytest.raises(joining.NotJoined, match="Split it off"):
            joining.detach(
                report=report, breach=three[0], by=editor, version=fresh(three[0]).version, now=timezone.now()
            )

    def test_it_is_undone(self, three, editor):
        attach(Report.objects.get(origin_key="voice-1"), three[1], editor)
        take_back(editor, Verb.ATTACHED)
        assert behind(three[1]) == {"voice-2"}


class TestUndo:
    def test_a_decision_is_taken_back_with_its_place_in_the_queue(self, three, editor):
        decide(three[0], Verification.UNVERIFIABLE, editor)
        (row,) = take_back(editor, Verb.DECIDED)
        assert (fresh(three[0]).verification, fresh(three[0]).work_state) == (Verification.UNCONFIRMED, WorkState.NEW)
        assert row.undoes.verb == Verb.DECIDED
        with pytest.raises(undoing.NotUndone, match="taken back already"):
            undoing.undo(decision=row.undoes, by=editor, now=timezone.now())
        with pytest.raises(undoing.NotUndone):
            undoing.undo(decision=row, by=editor, now=timezone.now())

    def test_what_others_built_on_it_stands_in_the_way_and_is_named(self, three, editor):
        one, two, _ = three
        merge(two, one, editor)
        first = Decision.objects.get(verb=Verb.MERGED)
        decide(one, Verification.CONFIRMED, cast.account(Group.ADMIN))
        with pytest.raises(undoing.NotUndone, match=r"admin-person.*B-0001.*decided"):
            undoing.undo(decision=first, by=editor, now=timezone.now())
        take_back(editor, Verb.DECIDED)
        undoing.undo(decision=first, by=editor, now=timezone.now())
        assert behind(one) == {"voice-1"}

    def test_a_correction_is_taken_back_and_claims_may_speak_again(self, three, editor):
        one = three[0]
        desk.correct(
            breach=one, changes={"place_text": "Mill", "accused": []}, by=editor, version=fresh(one).version,
            now=timezone.now(),
        )  # fmt: skip
        desk.correct(breach=one, changes={"count": 3}, by=editor, version=fresh(one).version, now=timezone.now())
        first = Decision.objects.filter(verb=Verb.CORRECTED).earliest("pk")
        undoing.undo(decision=first, by=editor, now=timezone.now())
        assert (fresh(one).place_text, fresh(one).count, fresh(one).fixed_fields) == ("Village 1", 3, ["count"])
        assert [party.key for party in fresh(one).accused] == ["army"]

    def test_a_bulk_is_taken_back_whole_or_not_at_all(self, three, editor):
        for breach in three:
            decide(breach, Verification.UNVERIFIABLE, editor, bulk="b1")
        decide(three[1], Verification.CONTESTED, editor)
        first = Decision.objects.filter(bulk="b1").earliest("pk")
        with pytest.raises(undoing.NotUndone, match="B-0002"):
            undoing.undo(decision=first, by=editor, now=timezone.now())
        assert fresh(three[2]).verification == Verification.UNVERIFIABLE, "nothing was taken back"
        take_back(editor, Verb.DECIDED)
        assert len(undoing.undo(decision=first, by=editor, now=timezone.now())) == 3
        assert {fresh(breach).verification for breach in three} == {Verification.UNCONFIRMED}


class TestFourEyes:
    def test_a_grave_breach_needs_two_editors_where_the_installation_asks_for_it(self, three, editor, settings):
        one, two, _ = three
        merge(two, one, editor)
        settings.FOUR_EYES = True
        Breach.objects.filter(pk=one.pk).update(severity=3)
        assert decide(one, Verification.CONFIRMED, editor).verification == Verification.CORROBORATED
        assert decide(one, Verification.CONFIRMED, editor).verification == Verification.CORROBORATED, "not twice alone"
        assert decide(one, Verification.CONFIRMED, cast.account(Group.ADMIN)).verification == Verification.CONFIRMED

    def test_a_light_one_does_not(self, three, editor, settings):
        one, two, _ = three
        merge(two, one, editor)
        settings.FOUR_EYES = True
        Breach.objects.filter(pk=one.pk).update(severity=2)
        assert decide(one, Verification.CONFIRMED, editor).verification == Verification.CONFIRMED
