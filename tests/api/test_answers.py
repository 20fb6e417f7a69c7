"""What all answers have in common: origins, marks, failures."""

import pytest
from django.utils import timezone

from tests.api.test_reading import ADDRESSES, NORTHLAND
from tests.views import cast
from tracker.actions import status
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
BREACHES = ADDRESSES["breaches"]


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_of_any_origin_may_read_without_cookies(client, northland, name):
    answer = client.get(ADDRESSES[name], headers={"Origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert not answer.cookies


def test_a_browser_may_ask_first_whether_it_may_send_a_token(client, northland):
    answer = client.options(NORTHLAND)
    assert answer.status_code == 204
    assert "Authorization" in answer["Access-Control-Allow-Headers"]
    assert "POST" not in answer["Access-Control-Allow-Methods"]


def test_an_error_may_be_read_by_any_origin_and_is_kept_by_no_cache(client, northland):
    answer = client.get(f"{NORTHLAND}/breaches/999")
    assert (answer["Access-Control-Allow-Origin"], answer["Cache-Control"]) == ("*", "no-store")


def test_what_did_not_change_is_not_sent_again(client, northland):
    mark = client.get(BREACHES)["ETag"]
    again = client.get(BREACHES, headers={"If-None-Match": mark})
    assert (again.status_code, again.content) == (304, b"")
    cast.breach(northland, 2)
    assert client.get(BREACHES, headers={"If-None-Match": mark}).status_code == 200


def test_a_state_that_is_computed_anew_is_sent_again(client, northland):
    mark = client.get(ADDRESSES["regions"])["ETag"]
    cast.breach(northland, 2, cast.source("other"))
    status.recompute(agreement=northland, now=timezone.now())
    assert client.get(ADDRESSES["regions"], headers={"If-None-Match": mark}).status_code == 200


def test_what_an_editor_read_is_no_answer_for_anybody_else(client, northland, bearer):
    headers = bearer(Group.EDITOR)
    answer = client.get(BREACHES, headers=headers)
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Authorization" in answer["Vary"]
    assert "Cookie" not in answer["Vary"]
    assert client.get(BREACHES, headers={"If-None-Match": answer["ETag"]}).status_code == 200
    assert client.get(BREACHES)["Cache-Control"] == "public, no-cache"


def test_head_gives_what_get_gives_without_its_body(client, northland):
    answer = client.head(BREACHES)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == client.get(BREACHES)["ETag"]


def test_a_failure_is_said_in_words_and_logged(client, northland, monkeypatch, caplog):
    monkeypatch.setattr("tracker.api.v1.board", lambda *_: 1 / 0)
    answer = client.get(ADDRESSES["regions"])
    assert (answer.status_code, list(answer.json())) == (500, ["detail"])
    assert "ZeroDivisionError" in caplog.text
