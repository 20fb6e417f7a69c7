"""Handing in a text, a page or a file; its page; and taking it down."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from kombu.exceptions import OperationalError

from tests.views import cast
from tracker import tasks
from tracker.management.worked import work_through
from tracker.models import Decision, Document, Report, Source
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
NEW = "/documents/new/"
TEXT = "On Monday the Northland army shelled the village of Alderby, the mayor said."
PAGE = f"""<html lang="en"><head><title>Shells fall on Alderby</title>
<meta property="article:published_time" content="2020-03-02T10:00:00Z"></head>
<body><article><h1>Shells fall on Alderby</h1>{f"<p>{TEXT} Nobody was hurt, and the road stays closed.</p>" * 6}
</article></body></html>""".encode()


@pytest.fixture
def analyst(client):
    cast.source()
    client.force_login(cast.account(Group.ANALYST))
    return client


@pytest.fixture
def rung(monkeypatch) -> list:
    """The messages to the queue; the queue itself is not there."""
    sent: list = []
    monkeypatch.setattr(tasks, "ring", lambda task, *args: sent.append((task.name, *args)) or True)
    return sent


def give(client, **fields):
    return client.post(NEW, {"source": "wire", **fields})


def refused(answer) -> list[str]:
    """What the form says is wrong, each sentence shown on the page."""
    assert answer.status_code == 422
    said = [str(error) for errors in answer.context["form"].errors.values() for error in errors]
    assert said and not Document.objects.exists()
    shown = answer.context["form"].errors.as_text()
    assert all(sentence in shown for sentence in said)
    return said


def test_a_pasted_text_is_stored_and_the_queue_is_rung(analyst, rung):
    answer = give(analyst, text=TEXT, published_at="2020-03-02")
    document = Document.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/documents/{document.pk}/")
    assert (document.text, document.source.key, document.submitted_by.username) == (TEXT, "wire", "analyst-person")
    assert document.published_at == dt.datetime(2020, 3, 2, 12, tzinfo=dt.UTC)
    assert rung == [("tracker.tasks.read_document", document.pk)]
    assert "Waiting to be read." in analyst.get(answer.url).content.decode()


def test_a_day_is_noon_of_that_day_where_the_agreement_is(analyst, rung):
    agreement = cast.agreement()
    agreement.time_zone = "Asia/Damascus"
    agreement.save()
    give(analyst, text=TEXT, published_at="2020-03-02", agreement="northland")
    assert Document.objects.get().published_at == dt.datetime(2020, 3, 2, 10, tzinfo=dt.UTC)


def test_a_source_that_is_named_anew_is_added_without_a_grade(analyst, rung):
    give(analyst, source="", source_name="Alder Post", text=TEXT)
    assert (Document.objects.get().source.name, Source.objects.get(key="alder-post").reliability) == ("Alder Post", "F")
    assert Decision.objects.get(verb="saved").subject == "source alder-post"


def test_a_text_file_is_stored(analyst, rung):
    give(analyst, file=SimpleUploadedFile("report.txt", TEXT.encode("utf-16")))
    assert Document.objects.get().text == TEXT


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("big.txt", b"x" * (11 * 1024 * 1024), "larger than 10 MB"),
        ("scan.pdf", b"%PDF-1.7 and more", "scan.pdf"),
        ("none.txt", b"", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(analyst, name, data, words):
    (said,) = refused(give(analyst, file=SimpleUploadedFile(name, data)))
    assert words in said


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/", "http://10.0.0.8/page", "http://[::1]/", "http://169.254.169.254/latest/meta-data/"],
)
def test_an_address_on_a_private_network_is_refused_in_words(analyst, address):
    (said,) = refused(give(analyst, url=address))
    assert "Give a public address" in said


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/a", "javascript:alert(1)"])
def test_an_address_that_is_no_web_page_is_refused(analyst, address):
    assert refused(give(analyst, url=address))


def test_a_page_on_this_machine_is_read_where_the_installation_allows_it(analyst, rung, server, settings):
    settings.FETCH_PRIVATE_ADDRESSES = True
    address = server.says("/alderby", PAGE, Content_Type="text/html; charset=utf-8")
    assert give(analyst, url=address).status_code == 302
    document = Document.objects.get()
    assert document.title == "Shells fall on Alderby"
    assert TEXT in document.text
    assert document.published_at == dt.datetime(2020, 3, 2, 10, tzinfo=dt.UTC)


def test_a_page_that_is_not_there_is_refused_in_words(analyst, server, settings):
    settings.FETCH_PRIVATE_ADDRESSES = True
    (said,) = refused(give(analyst, url=server.says("/gone", b"no", status=404)))
    assert "404" in said


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Give one of three"),
        ({"text": "  \n "}, "Give one of three"),
        ({"text": TEXT, "url": "https://example.org/"}, "Give one of three"),
        ({"text": TEXT, "source": ""}, "Say who published it"),
        ({"text": TEXT, "source": "", "source_name": "  "}, "Say who published it"),
        ({"text": TEXT, "source": "nobody-knows"}, "not one of the available choices"),
        ({"text": TEXT, "agreement": "atlantis"}, "not one of the available choices"),
        ({"text": TEXT, "published_at": "2999-01-01"}, "lies in the future"),
        ({"text": TEXT, "published_at": "2020-02-31"}, "valid date"),
        ({"text": "\x00"}, "Null characters"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_stored(analyst, fields, words):
    said = refused(give(analyst, **fields))
    assert any(words in sentence for sentence in said), said


def test_a_refused_form_keeps_what_was_typed(analyst):
    body = give(analyst, text=TEXT, source="", published_at="2020-03-02").content.decode()
    assert TEXT in body
    assert 'value="2020-03-02"' in body


def test_the_same_text_twice_is_stored_once_and_said(analyst, rung):
    first = give(analyst, text=TEXT)
    again = analyst.post(NEW, {"source": "wire", "text": TEXT}, follow=True)
    assert again.redirect_chain[0][0] == first.url
    assert "it was not stored again" in again.content.decode()
    assert (Document.objects.count(), len(rung)) == (1, 1)


def test_with_the_broker_down_a_text_is_stored_and_the_person_is_told(analyst, monkeypatch):
    def away(*_args, **_options):
        raise OperationalError("Connection refused")

    monkeypatch.setattr(tasks.read_document, "apply_async", away)
    answer = analyst.post(NEW, {"source": "wire", "text": TEXT}, follow=True)
    assert "The queue is not answering" in answer.content.decode()
    assert Document.objects.due(timezone.now()).count() == 1


def test_a_text_beyond_what_is_read_at_once_is_refused(analyst, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = None
    (said,) = refused(give(analyst, text="word " * 400_001))
    assert "2,000,000" in said


def test_an_analyst_cannot_choose_a_protected_source_or_a_draft(analyst):
    cast.source("quiet", is_protected=True)
    cast.agreement("draft", is_published=False)
    page = analyst.get(NEW).content.decode()
    assert "quiet" not in page
    assert "draft" not in page
    assert refused(give(analyst, source="quiet", text=TEXT))


def test_the_evidence_is_marked_in_the_text(analyst):
    document = cast.document()
    report = cast.claim(cast.agreement(), 1, cast.source())
    start = document.text.index("text")
    spans = {"trigger": {"spans": [[start, start + 4]]}}
    Report.objects.filter(pk=report.pk).update(document=document, evidence=spans)
    page = analyst.get(f"/documents/{document.pk}/")
    assert [(one.text, one.field) for one in page.context["segments"]] == [("A ", ""), ("text", "what"), (".", "")]
    assert "<mark" in page.content.decode()


def test_an_editor_takes_a_text_down_and_a_tombstone_stays(client):
    document = cast.document()
    report = cast.claim(cast.agreement(), 1, cast.source())
    Report.objects.filter(pk=report.pk).update(
        document=document, sentence_start=0, sentence_end=7, evidence={"trigger": {"spans": [[2, 6]]}}
    )
    client.force_login(cast.account(Group.EDITOR))
    client.post(f"/documents/{document.pk}/take-down/", {"reason": "It names a witness."})
    document.refresh_from_db()
    report = Report.objects.get()
    assert (document.text, document.title, report.evidence, report.sentence) == ("", "", {}, "")
    body = client.get(f"/documents/{document.pk}/").content.decode()
    assert "The text was removed on" in body
    assert "It names a witness." in body
    assert "A text." not in body
    assert Decision.objects.get(verb="corrected").reason == "It names a witness."


def test_a_take_down_without_a_reason_is_refused_in_words(client):
    document = cast.document()
    client.force_login(cast.account(Group.EDITOR))
    answer = client.post(f"/documents/{document.pk}/take-down/", {"reason": " "}, follow=True)
    assert "Say why the text is to be removed." in answer.content.decode()
    assert Document.objects.get().text == "A text."


def test_a_failed_document_is_read_again_when_an_editor_asks(client, rung):
    document = cast.document()
    Document.objects.update(step="failed", step_error="It broke.", step_attempts=8)
    client.force_login(cast.account(Group.EDITOR))
    assert "It broke." in client.get(f"/documents/{document.pk}/").content.decode()
    client.post(f"/documents/{document.pk}/retry/")
    assert (Document.objects.get().step, rung) == ("pending", [("tracker.tasks.sweep",)])


@pytest.mark.parametrize("number", [999, 99999999999999999999999])
def test_a_document_that_is_not_there_is_not_found(analyst, number):
    assert analyst.get(f"/documents/{number}/").status_code == 404


def test_the_fragment_brings_the_marks_and_ends_the_asking_when_all_is_done(analyst, rung):
    give(analyst, text=TEXT, published_at="2020-03-02", agreement=cast.agreement().key)
    document = Document.objects.get()
    page = f"/documents/{document.pk}/status/"
    waiting = analyst.get(page, headers={"hx-request": "true"})
    assert (waiting.status_code, "<mark" in waiting.content.decode()) == (200, False)
    work_through(document)
    done = analyst.get(page, headers={"hx-request": "true"})
    assert (done.status_code, done.content.decode().count('hx-swap-oob="innerHTML"')) == (286, 1)
    assert "<mark" in done.content.decode()
