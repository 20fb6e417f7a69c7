"""A text is stored once, at whichever address it is read; wire copy is one voice; an edited page is read anew."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.actions import breaches, claims, documents, matching, placing, reading, review, undoing
from tracker.models import Breach, Decision, Document, Report
from tracker.vocab import Assertion, Group, Verb, Verification, WorkState

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2020, 3, 2, 12, tzinfo=dt.UTC)
STORY = (
    "The army shelled Morning Hill in Alder on Monday. The village lies on the road from the river to the old mill, "
    "and most of its families keep sheep. Its school has been open since the autumn, and the bakery beside it sells "
    "bread on four days of the week. The winter was mild, the harvest before it was good, and the price of flour has "
    "not risen for a year. A new bridge is planned for the spring, and the money for it has been put aside."
)


def take(source, text=STORY, **given) -> Document:
    given.setdefault("published_at", NOON)
    return documents.receive(source=source, text=text, now=timezone.now(), **given).document


def work_through(document: Document) -> None:
    """Read, place and match it, as the queue would."""
    for report in reading.read_document(document_id=document.pk, now=timezone.now()):
        placing.locate_report(report_id=report.pk, now=timezone.now(), online=())
        matching.match_report(report_id=report.pk, now=timezone.now())


@pytest.fixture
def northland():
    return cast.agreement()


class TestOnce:
    @pytest.mark.parametrize(
        "twin",
        ["https://m.wire.example/a/", "http://www.wire.example/a?utm_source=x", "https://wire.example/a/amp"],
    )
    def test_the_twins_of_a_page(self, twin):
        wire = cast.source()
        assert take(wire, external_id="https://wire.example/a") == take(wire, external_id=twin)

    def test_a_new_guid_for_the_same_long_text_on_the_same_day(self):
        wire = cast.source()
        first = take(wire, external_id="guid-1")
        assert take(wire, external_id="guid-2", published_at=NOON + dt.timedelta(hours=3)) == first
        assert take(wire, external_id="guid-3", published_at=NOON + dt.timedelta(days=1)) != first

    def test_two_short_posts_of_the_same_words_are_two_claims(self):
        channel = cast.source()
        first = take(channel, "Shelling on Morning Hill.", external_id="c/1")
        later = take(channel, "Shelling on Morning Hill.", external_id="c/2", published_at=NOON + dt.timedelta(hours=6))
        assert first != later
        assert take(channel, "Shelling on Morning Hill.", external_id="c/3") == first

    def test_a_reused_guid_stays_two_stories(self):
        wire = cast.source()
        assert take(wire, "One.", external_id="https://wire.example/live") != take(
            wire, "Two.", external_id="https://wire.example/live#abc123"
        )
        assert Document.objects.filter(previous__isnull=False).count() == 0


class TestCopies:
    def test_a_second_outlet_passes_on_the_first(self, northland):
        agency, daily = cast.source("agency"), cast.source("daily")
        first = take(agency, agreement=northland)
        copy = take(daily, f"Our desk. {STORY}", external_id="d/1", agreement=northland)
        assert (first.copy_of, copy.copy_of) == (None, first)
        for document in (first, copy):
            work_through(document)
        reports = Report.objects.claims()
        assert {(report.via, report.origin_key) for report in reports} == {(None, "agency"), (daily, "agency")}
        breach = Breach.objects.get()
        assert breach.reports.count() == 2, "the relay joins by itself"
        assert breach.verification == Verification.UNCONFIRMED

    def test_a_third_names_the_first_and_not_the_second(self):
        sources = [cast.source(key) for key in ("one", "two", "three")]
        first, second, third = (take(source, external_id=source.key) for source in sources)
        assert (second.copy_of, third.copy_of) == (first, first)

    def test_not_the_same_source_nor_another_week(self):
        wire, daily = cast.source("wire"), cast.source("daily")
        take(wire, external_id="w/1")
        assert take(wire, f"{STORY} More.", external_id="w/2").copy_of is None
        assert take(daily, external_id="d", published_at=NOON + dt.timedelta(days=9)).copy_of is None

    def test_a_forwarded_post_is_the_words_of_whom_it_names(self, northland):
        other = cast.source("other-front")
        post = take(cast.source("channel"), external_id="c/1", agreement=northland, passed_on_from="Other-Front")
        work_through(post)
        assert {(report.origin, report.via.key) for report in Report.objects.claims()} == {(other, "channel")}


class TestRevisions:
    def edited(self, northland, text: str) -> Document:
        return take(cast.source(), text, external_id="w/1", agreement=northland)

    def test_a_claim_that_is_still_made_keeps_its_breach_and_its_decision(self, northland):
        work_through(self.edited(northland, STORY))
        breach = Breach.objects.get()
        review.decide(
            breach=breach, verification=Verification.UNVERIFIABLE, reason_code="other", reason="No one can go there.",
            version=breach.version, by=cast.account(Group.EDITOR), now=timezone.now(),
        )  # fmt: skip
        work_through(self.edited(northland, f"{STORY} The mayor was not available."))
        breach = Breach.objects.get()
        assert breach.verification == Verification.UNVERIFIABLE
        assert sorted(breach.reports.values_list("is_superseded", flat=True)) == [False, True]

    def test_a_breach_counts_as_changed_as_soon_as_a_claim_stands_no_more(self, northland):
        work_through(self.edited(northland, STORY))
        breach = Breach.objects.get()
        reading.read_document(document_id=self.edited(northland, f"{STORY} More.").pk, now=NOON)
        assert breach.reports.get().is_superseded
        assert Breach.objects.get().version > breach.version

    def test_what_an_editor_said_of_a_claim_holds_for_the_same_sentence(self, northland):
        editor = cast.account(Group.EDITOR)
        first = self.edited(northland, STORY)
        work_through(first)
        breach = Breach.objects.get()
        claims.correct(
            breach=breach, report=breach.reports.get(), origin="A village doctor", via=None, now=NOON,
            assertion=Assertion.REPORTED, by=editor, version=breach.version,
        )  # fmt: skip
        work_through(self.edited(northland, f"{STORY} The mayor was not available."))
        [report] = Report.objects.claims()
        assert (report.document.previous, report.origin_text) == (first, "A village doctor")
        assert report in Breach.objects.get().reports.all()
        work_through(self.edited(northland, f"{STORY} The mayor has answered."))
        [latest] = Report.objects.claims()
        assert (latest.document.previous, latest.origin_text) == (report.document, "A village doctor")
        undoing.undo(decision=Decision.objects.get(verb=Verb.CLAIM), by=editor, now=NOON)
        latest.refresh_from_db()
        assert (latest.origin.key, latest.origin_text) == ("wire", "")

    def test_a_claim_that_was_taken_back_leaves_no_waiting_breach(self, northland):
        work_through(self.edited(northland, STORY))
        work_through(
            self.edited(northland, "The council of the village has corrected itself: there is nothing to report.")
        )
        assert Breach.objects.get().work_state == WorkState.DROPPED

    def test_a_claim_that_another_source_makes_too_stays(self, northland):
        work_through(self.edited(northland, STORY))
        breach = Breach.objects.get()
        breaches.attach(report=cast.claim(northland, 9, cast.source("second")), breach=breach, now=timezone.now())
        work_through(
            self.edited(northland, "The council of the village has corrected itself: there is nothing to report.")
        )
        assert Breach.objects.get().work_state != WorkState.DROPPED
