"""An editor's decision, by form and by htmx."""

import pytest
from django.db.models import F

from tests.views import cast
from tracker.models import Breach, Change, Decision
from tracker.rules.workflow import MAX_REASON_LENGTH
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
BREACH = "/agreements/northland/breaches/1/"
HTMX = {"HX-Request": "true"}
BOTH_WAYS = pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])


@pytest.fixture
def editor(client):
    cast.breach(cast.agreement())
    client.force_login(cast.account(Group.EDITOR))
    return client


def breach() -> Breach:
    return Breach.objects.get(number=1)


def decide(client, verification: str, headers=None, **more):
    given = {"verification": verification, "version": breach().version, **more}
    return client.post(f"{BREACH}decide/", given, headers=headers or {})


def work(client, state: str, headers=None, **more):
    given = {"work_state": state, "version": breach().version, **more}
    return client.post(f"{BREACH}work/", given, headers=headers or {})


def test_an_editor_contests_a_breach_with_a_reason(editor):
    answer = decide(editor, "contested", reason_code="denied", reason="The army denies it.")
    assert (answer.status_code, answer.url) == (302, BREACH)
    assert (breach().verification, breach().work_state) == ("contested", "done")
    row = Decision.objects.get(verb="decided")
    assert (row.by.username, row.reason, row.before, row.after) == (
        "editor-person",
        "The army denies it.",
        {"verification": "unconfirmed", "work_state": "new"},
        {"verification": "contested", "work_state": "done"},
    )
    page = editor.get(BREACH).content.decode()
    assert "Decided: B-0001 is contested." in page
    assert "The army denies it." in page


def test_by_htmx_the_form_alone_comes_back_with_what_was_decided(editor):
    answer = decide(editor, "contested", HTMX, reason_code="denied")
    body = answer.content.decode()
    assert answer.status_code == 200
    assert body.strip().startswith("<form")
    assert "Decided: B-0001 is contested." in body
    assert f'name="version" value="{breach().version}"' in body


def test_a_decision_tells_whoever_follows_the_changes(editor):
    before = Change.objects.newest()
    decide(editor, "contested", reason_code="denied")
    assert "decided" in Change.objects.after(before).values_list("verb", flat=True)


@BOTH_WAYS
def test_one_origin_is_not_enough_to_confirm_and_nothing_typed_is_lost(editor, headers):
    answer = decide(editor, "confirmed", headers, reason_code="other", reason="I am sure.")
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "two independent origins" in body
    assert ">I am sure.</textarea>" in body
    assert 'value="other" checked' in body
    assert ("<html" in body) == (not headers)
    assert breach().verification == "unconfirmed"


@BOTH_WAYS
def test_a_decision_without_a_reason_is_refused_in_words(editor, headers):
    answer = decide(editor, "refuted", headers)
    assert answer.status_code == 422
    assert "reason" in answer.context["decide"]["error"]
    assert answer.context["decide"]["error"] in answer.content.decode()
    assert not Decision.objects.filter(verb="decided").exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"verification": "", "version": "1"}, "Choose what you decide."),
        ({"verification": "contested", "version": ""}, "Open the breach again"),
        ({"verification": "certain", "version": "1"}, "certain is not one of the available choices"),
        ({"verification": "contested", "version": "1", "reason": "\x00"}, "Null characters are not allowed"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(editor, given, words):
    answer = editor.post(f"{BREACH}decide/", given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert breach().verification == "unconfirmed"


def test_the_longest_reason_that_is_accepted_fits_the_log(editor):
    longest = "x" * MAX_REASON_LENGTH
    assert decide(editor, "contested", reason_code="denied", reason=longest).status_code == 302
    assert len(longest) <= Decision._meta.get_field("reason").max_length
    refused = decide(editor, "refuted", reason_code="retracted", reason=longest + "x")
    assert (refused.status_code, breach().verification) == (422, "contested")


@BOTH_WAYS
def test_the_second_of_two_editors_sees_the_fresh_state(editor, headers):
    seen = breach().version
    decide(editor, "contested", reason_code="denied")
    given = {"verification": "refuted", "version": seen, "reason_code": "retracted", "reason": "Typed before."}
    answer = editor.post(f"{BREACH}decide/", given, headers=headers)
    assert answer.status_code == 409
    assert breach().verification == "contested"
    assert answer.context["decide"]["version"] == breach().version > seen
    assert answer.context["breach"].verification == "contested"
    assert "Somebody changed this breach in the meantime" in answer.content.decode()
    assert ">Typed before.</textarea>" in answer.content.decode()


def test_a_change_between_the_look_and_the_write_is_not_written_over(editor, monkeypatch):
    from tracker.actions import review

    checked = review.workflow.check_move

    def late(*args, **kwargs):
        Breach.objects.update(version=F("version") + 1, verification="refuted")
        return checked(*args, **kwargs)

    monkeypatch.setattr(review.workflow, "check_move", late)
    assert decide(editor, "contested", reason_code="denied").status_code == 409
    assert breach().verification != "contested"
    assert not Decision.objects.filter(verb="decided").exists()


def test_an_analyst_cannot_decide_and_is_told_so(client):
    cast.breach(cast.agreement())
    client.force_login(cast.account(Group.ANALYST))
    answer = decide(client, "contested", reason_code="denied")
    assert answer.status_code == 403
    assert "Only editors can do this" in answer.content.decode()
    assert breach().verification == "unconfirmed"


def test_an_analyst_sees_no_form_to_decide_with(client):
    cast.breach(cast.agreement())
    client.force_login(cast.account(Group.ANALYST))
    page = client.get(BREACH)
    assert (page.context["decide"], page.context["work"]) == (None, None)
    assert "/decide/" not in page.content.decode()


def test_two_origins_are_enough_to_confirm(editor):
    second = cast.claim(breach().agreement, 2, cast.source("other"))
    cast.breaches.attach(report=second, breach=breach(), now=second.known_at)
    assert decide(editor, "confirmed", reason_code="independent_origins").status_code == 302
    assert breach().verification == "confirmed"


def test_a_breach_moves_in_the_queue_and_the_log_says_so(editor):
    assert work(editor, "in_review").status_code == 302
    assert breach().work_state == "in_review"
    assert Decision.objects.get(verb="work").after == {"work_state": "in_review"}


@BOTH_WAYS
def test_dropping_needs_a_reason_and_then_leaves_every_list(editor, headers):
    refused = work(editor, "dropped", headers, reason_code="language", reason="No, wait")
    assert refused.status_code == 422
    assert "No, wait" in refused.content.decode()
    assert work(editor, "dropped", headers, reason_code="misread").status_code in (200, 302)
    assert editor.get("/agreements/northland/?f=1").context["result"]["shown"] == 0
    assert editor.get("/review/").context["count"] == 0


def test_a_late_move_in_the_queue_is_told_of_the_race(editor):
    seen = breach().version
    work(editor, "in_review")
    answer = editor.post(f"{BREACH}work/", {"work_state": "done", "version": seen})
    assert (answer.status_code, breach().work_state) == (409, "in_review")


def test_the_gravest_breach_waits_first(editor):
    for number in (2, 3):
        cast.breach(breach().agreement, number)
    Breach.objects.filter(number=3).update(severity=4)
    rows = editor.get("/review/").context["rows"]
    assert [row.number for row in rows] == [3, 1, 2]
    decide(editor, "contested", reason_code="denied")
    assert [row.number for row in editor.get("/review/").context["rows"]] == [3, 2]


def test_the_tombstone_of_a_merged_breach_leads_to_the_one_it_went_into(editor):
    cast.breach(breach().agreement, 2)
    Breach.objects.filter(number=2).update(merged_into=breach())
    answer = editor.get("/agreements/northland/breaches/2/")
    assert (answer.status_code, answer.url) == (302, BREACH)
