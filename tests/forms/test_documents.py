"""The form of a document, without a page around it."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.views import cast
from tracker.forms.documents import DocumentForm, TakeDownForm
from tracker.vocab import Group

pytestmark = pytest.mark.django_db


def form(user=None, files=None, **given) -> DocumentForm:
    return DocumentForm({"source_name": "Alder Post", **given}, files or {}, user=user or AnonymousUser())


def test_a_text_becomes_an_item_without_a_date():
    given = form(text="  Shells fell.  ")
    assert given.is_valid()
    assert (given.item.text, given.published()) == ("Shells fell.", None)


def test_a_day_without_an_agreement_is_noon_in_utc():
    given = form(text="Shells fell.", published_at="2020-03-02")
    assert given.is_valid()
    assert given.published() == dt.datetime(2020, 3, 2, 12, tzinfo=dt.UTC)


def test_what_the_person_says_of_the_day_wins_over_the_page():
    page = (
        b"<html><body><article><p>"
        + b"Shells fell on Alderby. " * 20
        + b"</p><time datetime='2020-03-01T08:00Z'></time>"
    )
    given = form(files={"file": SimpleUploadedFile("page.html", page)}, published_at="2020-03-02")
    assert given.is_valid(), given.errors
    assert given.published().date() == dt.date(2020, 3, 2)


def test_today_is_not_in_the_future_for_those_who_live_ahead_of_utc():
    today = timezone.now().date()
    assert form(text="Shells fell.", published_at=str(today + dt.timedelta(days=1))).is_valid()
    assert "published_at" in form(text="Shells fell.", published_at=str(today + dt.timedelta(days=2))).errors


def test_an_address_without_a_scheme_is_taken_as_https():
    field = form().fields["url"]
    assert field.clean("example.org/news") == "https://example.org/news"


@pytest.mark.parametrize(("size", "is_valid"), [(9_000_000, True), (10 * 1024 * 1024 + 1, False)])
def test_a_file_is_taken_up_to_ten_megabytes(size, is_valid):
    upload = SimpleUploadedFile("long.txt", (b"word " * (size // 5 + 1))[:size])
    assert form(files={"file": upload}).is_valid() == is_valid


def test_only_editors_may_choose_protected_sources_and_drafts():
    cast.source("quiet", is_protected=True)
    cast.agreement("draft", is_published=False)
    given = {"text": "Shells fell.", "source": "quiet", "agreement": "draft"}
    assert set(form(cast.account(Group.ANALYST), **given).errors) == {"source", "agreement"}
    assert form(cast.account(Group.EDITOR), **given).is_valid()


@pytest.mark.parametrize(("reason", "is_valid"), [("It names a witness.", True), ("  ", False), ("x" * 401, False)])
def test_a_take_down_has_a_reason_that_fits(reason, is_valid):
    assert TakeDownForm({"reason": reason}).is_valid() == is_valid
