"""An editor's decision, by form and by htmx."""

import pytest

from tests.views import cast
from tracker.models import Breach, Decision
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
URL = "/agreements/northland/breaches/1/decide/"


@pytest.fixture
def editor(client):
    cast.breach(cast.agreement())
    client.force_login(cast.account(Group.EDITOR))
    return client


def version() -> int:
    return Breach.objects.get(number=1).version


def decide(client, verification: str, **more):
    return client.post(URL, {"verification": verification, "version": version(), **more})


def test_an_editor_contests_a_breach_with_a_reason(editor):
    assert decide(editor, "contested", reason_code="denied", reason="The army denies it.").status_code == 302
    assert Breach.objects.get(number=1).verification == "contested"
    row = Decision.objects.get(verb="decided")
    assert (row.by.username, row.reason, row.before) == (
        "editor-person",
        "The army denies it.",
        {"verification": "unconfirmed"},
    )


def test_one_origin_is_not_enough_to_confirm_and_nothing_typed_is_lost(editor):
    answer = decide(editor, "confirmed", reason_code="other", reason="I am sure.")
    assert answer.status_code == 422
    assert "two independent origins" in answer.content.decode()
    assert "I am sure." in answer.content.decode()
    assert Breach.objects.get(number=1).verification == "unconfirmed"


def test_a_decision_needs_a_reason(editor):
    assert decide(editor, "refuted").status_code == 422
    assert not Decision.objects.filter(verb="decided").exists()


def test_the_second_of_two_editors_sees_the_fresh_state(editor):
    seen = version()
    decide(editor, "contested", reason_code="denied")
    answer = editor.post(URL, {"verification": "refuted", "version": seen, "reason_code": "retracted"})
    assert answer.status_code == 409
    assert Breach.objects.get(number=1).verification == "contested"


def test_an_analyst_cannot_decide(client):
    cast.breach(cast.agreement())
    client.force_login(cast.account(Group.ANALYST))
    assert decide(client, "contested", reason_code="denied").status_code == 403
    assert Breach.objects.get(number=1).verification == "unconfirmed"
