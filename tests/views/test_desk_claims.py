"""Who made a claim, set right at the desk by a plain form."""

import pytest

from tests.views import cast
from tracker.models import Breach, Decision
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
DESK = "/review/northland/1/"


@pytest.fixture
def claim(client):
    """The claim of "voice-1" behind a breach, at which an editor looks."""
    cast.source("voice-2")
    made = cast.breach(cast.agreement(), 1, cast.source("voice-1"))
    client.force_login(cast.account(Group.EDITOR))
    return made.reports.get()


def send(client, **given):
    return client.post(f"{DESK}claim/", {"version": Breach.objects.get().version} | given, follow=True)


def test_the_form_shows_it_and_sets_it(client, claim):
    page = client.get(DESK).content.decode()
    for part in ("Who said it, and in whose voice", 'name="origin"', 'value="Voice-1"'):
        assert part in page
    answer = send(client, report=claim.pk, origin="Voice-2", via="voice-1", assertion="denied", reason="Says so.")
    assert "was set right" in answer.content.decode()
    claim.refresh_from_db()
    assert (claim.origin.key, claim.via.key, claim.assertion) == ("voice-2", "voice-1", "denied")
    assert "one of its claims was set right" in client.get(DESK).content.decode()
    assert "origin_key (1)" in client.get("/review/changes/").content.decode()


def test_nonsense_is_said_and_changes_nothing(client, claim):
    for given in ({"report": claim.pk, "assertion": "shouted"}, {"report": 999, "assertion": "denied"},
                  {"report": claim.pk, "assertion": "denied", "via": "nobody"},
                  {"report": claim.pk, "assertion": "denied", "origin": "x" * 201}):  # fmt: skip
        assert send(client, **given).status_code == 422
    assert not Decision.objects.exists()


def test_a_lost_race_keeps_what_was_typed(client, claim):
    answer = send(
        client, report=claim.pk, origin="A doctor", assertion="denied", reason="Second paragraph.", version=99
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    for part in ('value="A doctor"', 'value="Second paragraph."', '<option value="denied" selected>'):
        assert part in page
