"""Who made a claim, set right by an editor: it counts at once, is said in the history, and can be taken back."""

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.actions import breaches, claims, evidence, undoing
from tracker.actions.desk import NotCorrected
from tracker.actions.review import Stale
from tracker.models import Breach, Decision, Report
from tracker.outputs.history import told
from tracker.rules.workflow import NotAllowed
from tracker.vocab import Assertion, Group, Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def breach():
    """Two claims of two sources behind one breach."""
    made = cast.breach(cast.agreement())
    breaches.attach(report=cast.claim(made.agreement, 2, cast.source("second")), breach=made, now=timezone.now())
    return Breach.objects.with_claims().get()


@pytest.fixture
def editor():
    return cast.account(Group.EDITOR)


def correct(report: Report, by, **given) -> Breach:
    breach = given.pop("breach", None) or Breach.objects.get()
    given = {"origin": "", "via": None, "assertion": Assertion.ASSERTED, "version": breach.version} | given
    claims.correct(breach=breach, report=report, by=by, now=timezone.now(), **given)
    return Breach.objects.with_claims().get()


def report(key: str) -> Report:
    return Report.objects.get(origin__key=key)


def test_two_relays_of_one_speaker_are_one_origin(breach, editor):
    assert evidence.origins_of(breach).independent == 2
    fresh = correct(report("second"), editor, origin="wire", via=cast.source("second"), reason="It quotes the wire.")
    assert evidence.origins_of(fresh).independent == 1
    changed = fresh.reports.get(via__key="second")
    assert (changed.origin.key, changed.origin_key) == ("wire", "wire")


def test_a_denial_speaks_for_the_event_no_more(breach, editor):
    fresh = correct(report("second"), editor, origin="Second", assertion=Assertion.DENIED)
    assert evidence.origins_of(fresh).independent == 1


def test_a_name_that_is_no_source_is_kept_as_written(breach, editor):
    correct(report("second"), editor, origin=" A  village  doctor ", via=cast.source("second"))
    changed = Report.objects.get(origin__isnull=True)
    assert (changed.origin_text, changed.origin_name, changed.via.key) == (
        "A village doctor", "A village doctor", "second",
    )  # fmt: skip
    [row] = told(Decision.objects.filter(verb=Verb.CLAIM))
    assert ("first said by", "Second", "A village doctor") in [(c.name, c.before, c.after) for c in row.changes]


def test_the_history_says_it_without_the_name_of_a_protected_source(breach, editor):
    hidden = cast.source("hidden", is_protected=True)
    correct(report("second"), editor, origin=hidden.name, reason="Told in confidence.")
    [row] = told(Decision.objects.filter(verb=Verb.CLAIM))
    assert [(one.name, one.before, one.after) for one in row.changes] == [
        ("first said by", "Second", "a protected source")
    ]


def test_what_is_the_same_is_no_correction(breach, editor):
    correct(report("second"), editor, origin="Second", assertion=Assertion.REPORTED)
    count = Decision.objects.count()
    correct(report("second"), editor, origin="second", assertion=Assertion.REPORTED)
    assert Decision.objects.count() == count


def test_it_can_be_taken_back_though_another_claim_was_set_right_after(breach, editor):
    correct(report("second"), editor, origin="wire", via=cast.source("second"))
    first = Decision.objects.get(verb=Verb.CLAIM)
    other = Report.objects.get(external_id="fact-1")
    correct(other, editor, origin="Wire", assertion=Assertion.DENIED)
    undoing.undo(decision=first, by=editor, now=timezone.now())
    back = Report.objects.get(external_id="fact-2")
    assert (back.origin.key, back.origin_key, back.via) == ("second", "second", None)
    other.refresh_from_db()
    assert other.assertion == Assertion.DENIED


def test_a_later_word_on_the_same_claim_stands_in_the_way(breach, editor):
    one = Report.objects.get(external_id="fact-2")
    correct(one, editor, origin="wire")
    first = Decision.objects.get(verb=Verb.CLAIM)
    correct(one, editor, origin="A doctor")
    with pytest.raises(undoing.NotUndone, match="Take that back first"):
        undoing.undo(decision=first, by=editor, now=timezone.now())


def test_what_cannot_be_is_said(breach, editor):
    with pytest.raises(NotCorrected, match="Say who made the claim first"):
        correct(report("second"), editor)
    with pytest.raises(NotCorrected, match="does not stand behind"):
        correct(cast.claim(breach.agreement, 3, cast.source("third")), editor, origin="wire")
    with pytest.raises(Stale):
        correct(report("second"), editor, origin="wire", version=breach.version - 1)
    with pytest.raises(NotAllowed):
        correct(report("second"), cast.account(Group.ANALYST), origin="wire")
    assert not Decision.objects.filter(verb=Verb.CLAIM).exists()
