"""The signed way in for a source's own program."""

import json
import time

import pytest

from tests.views import cast
from tracker.models import Document
from tracker.sources.signing import signature

pytestmark = pytest.mark.django_db
SECRET = "only for tests"
GOOD = {
    "id": "bulletin-1",
    "text": "<p>Shells fell on Morning Hill.</p>",
    "title": "Bulletin 1",
    "url": "https://monitor.example/1",
    "published_at": "2020-03-02T14:00:00+02:00",
}


@pytest.fixture(autouse=True)
def monitor(settings):
    settings.SOURCE_SECRETS = {"monitor": {"webhook": SECRET}, "polled": {"password": "x"}}
    cast.source("polled")
    return cast.source("monitor")


def send(client, given=None, *, body: bytes | None = None, secret=SECRET, source="monitor", age=0, sign=None):
    body = json.dumps(GOOD if given is None else given).encode() if body is None else body
    timestamp = str(int(time.time()) - age)
    return client.post(
        "/api/v1/documents",
        body,
        content_type="application/json",
        headers={
            "X-Tracker-Source": source,
            "X-Tracker-Timestamp": timestamp,
            "X-Tracker-Signature": sign or signature(secret, timestamp, body),
        },
    )


def test_a_signed_document_is_stored_once(client, monitor):
    first, again = send(client), send(client)
    document = Document.objects.get()
    assert (first.status_code, first.json()) == (201, {"document": document.pk, "is_new": True})
    assert (again.status_code, again.json()) == (200, {"document": document.pk, "is_new": False})
    assert (document.source, document.text, document.step) == (monitor, "Shells fell on Morning Hill.", "pending")
    assert document.published_at.isoformat() == "2020-03-02T12:00:00+00:00"


def test_another_text_under_the_same_id_is_a_revision(client):
    send(client)
    send(client, GOOD | {"text": "Corrected: nothing fell."})
    assert Document.objects.exclude(previous=None).get().text == "Corrected: nothing fell."


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "a guess"},
        {"source": "polled"},
        {"source": "nobody"},
        {"age": 600},
        {"age": -600},
        {"sign": "sha256="},
        {"sign": "ü"},
    ],
    ids=str,
)
def test_what_is_not_signed_right_is_refused_and_not_stored(client, wrong):
    answer = send(client, **wrong)
    assert answer.status_code == 401
    assert answer.json()["error"]
    assert Document.objects.count() == 0


def test_a_source_without_a_secret_cannot_be_signed_for_with_an_empty_one(client):
    assert send(client, secret="no secret", source="polled").status_code == 401
    assert send(client, secret="", source="polled").status_code == 401


def test_a_body_that_was_changed_on_the_way_is_refused(client):
    timestamp = str(int(time.time()))
    right = signature(SECRET, timestamp, json.dumps(GOOD).encode())
    assert send(client, GOOD | {"text": "Other words."}, sign=right).status_code == 401


@pytest.mark.parametrize(
    ("given", "status", "word"),
    [
        ([], 422, "object"),
        ({"id": "1"}, 422, "no text"),
        ({"text": "x"}, 422, "“id”"),
        (GOOD | {"text": "<p> </p>"}, 422, "no text"),
        (GOOD | {"published_at": "yesterday"}, 422, "time zone"),
        (GOOD | {"published_at": "2020-03-02T14:00:00"}, 422, "time zone"),
        (GOOD | {"published_at": "2020-02-31T14:00:00Z"}, 422, "time zone"),
        (GOOD | {"severity": "high"}, 422, "severity"),
        (GOOD | {"text": 5}, 422, "texts"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_taken_is_said_in_words(client, given, status, word):
    answer = send(client, given)
    assert (answer.status_code, word in answer.json()["error"]) == (status, True), answer.json()
    assert Document.objects.count() == 0


def test_a_body_that_is_no_json_and_one_that_is_too_large(client, settings):
    assert send(client, body=b"{").status_code == 400
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert send(client, GOOD | {"text": "x" * 2000}).status_code == 413


def test_the_address_of_a_script_is_not_kept(client):
    send(client, GOOD | {"url": "javascript:alert(1)"})
    assert Document.objects.get().url == ""
