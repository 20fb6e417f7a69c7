"""A document is read by the language model where one is set and answers, and by the rules otherwise."""

import datetime as dt

import pytest
import redis
from django.utils import timezone

from tests.llm.conftest import FakeModel, model  # noqa: F401 - a fixture
from tests.views import cast
from tracker.actions import documents, model_reader, reading
from tracker.actions import sources as source_actions
from tracker.models import Document, Report

pytestmark = pytest.mark.django_db
TEXT = "The Northland army shelled the village of Oakham on Monday, residents said."
TOLD = {
    "claims": [
        {"kind": "incident_claim", "sub_event_type": "shelling_artillery_missile", "assertion": "reported",
         "trigger": {"quote": "shelled"}, "place": {"quote": "Oakham"},
         "accused": [{"quote": "Northland army", "party": "army"}]}
    ]
}  # fmt: skip


@pytest.fixture
def asked(model: FakeModel, settings, valkey) -> FakeModel:  # noqa: F811 - the fixture above
    """The settings point to the fake model; its counters are fresh."""
    settings.LLM_URL, settings.LLM_MODEL, settings.LLM_KEY = model.endpoint.url, "small", ""
    settings.LLM_TIMEOUT, settings.LLM_DAILY_CAP, settings.REDIS_URL = 1, 5, valkey
    with redis.Redis.from_url(valkey) as client:
        for key in client.keys(model_reader.PREFIX + "*"):
            client.delete(key)
    return model


def stored() -> Document:
    now = timezone.now()
    outlet = source_actions.find_or_add(name="Wire", by=None, now=now)
    text = f"{TEXT} {Document.objects.count()}"
    return documents.receive(
        source=outlet, text=text, published_at=dt.datetime(2020, 3, 3, 12, tzinfo=dt.UTC), now=now,
        agreement=cast.Agreement.objects.first() or cast.agreement(),
    ).document  # fmt: skip


def read() -> Document:
    document = stored()
    reading.read_document(document_id=document.pk, now=timezone.now())
    return Document.objects.get(pk=document.pk)


def test_a_good_answer_is_stored_with_the_model_as_its_reader(asked):
    asked.answers = [TOLD]
    document = read()
    (report,) = Report.objects.filter(document=document)
    assert (document.reader_version, report.place_text, [p.key for p in report.accused]) == (
        "model:small",
        "Oakham",
        ["army"],
    )


def test_without_an_answer_the_rules_read_and_the_page_can_say_why(asked):
    asked.answers = ["no"]
    document = read()
    assert not document.reader_version.startswith("model:")
    assert "The rules read this text." in document.warnings[0]
    assert Report.objects.filter(document=document, place_text="Oakham").exists()


def test_after_three_failures_the_model_is_left_alone_for_a_while(asked):
    asked.answers = [503]
    for _ in range(3):
        read()
    so_far = len(asked.asked)
    assert "left alone" in read().warnings[0]
    assert len(asked.asked) == so_far


def test_beyond_the_cap_of_the_day_it_is_not_asked(asked, settings):
    settings.LLM_DAILY_CAP = 1
    asked.answers = [TOLD]
    assert read().reader_version == "model:small"
    assert "used up" in read().warnings[0]
    assert len(asked.asked) == 1


def test_without_redis_the_rules_read(asked, settings):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    assert "limits are not known" in read().warnings[0]
    assert asked.asked == []


def test_nothing_is_asked_where_no_address_is_set(model):  # noqa: F811
    document = read()
    assert (document.warnings, model.asked) == ([], [])
