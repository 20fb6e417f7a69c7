"""The desk and the queue by plain forms: what they show, what they change, and what they say when it cannot be."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.actions import breaches, status
from tracker.models import Breach, Decision, Region, RegionStatus, Report
from tracker.outputs import what_if
from tracker.outputs.queue import QueueFilter, queue
from tracker.vocab import EventType, Group, State, WorkState

pytestmark = pytest.mark.django_db
DESK = "/review/northland/1/"


@pytest.fixture
def northland():
    agreement = cast.agreement()
    for number in (1, 2, 3):
        cast.breach(agreement, number, cast.source(f"voice-{number}"))
    status.recompute(agreement=agreement, now=timezone.now())
    return agreement


@pytest.fixture
def editor(client, northland):
    client.force_login(cast.account(Group.EDITOR))
    return client


def breach(number: int = 1) -> Breach:
    return Breach.objects.get(number=number)


def send(client, form: str, at: int = 1, **given):
    given.setdefault("version", breach(at).version)
    return client.post(f"/review/northland/{at}/{form}/", given, follow=True)


def words(answer) -> str:
    return answer.content.decode()


def test_the_desk_shows_fields_parties_likely_matches_and_what_each_choice_leads_to(editor):
    page = words(editor.get(DESK))
    for part in ("Village 1", "Northland army", "Likely the same", "B-0002", "then the region is", "Keys"):
        assert part in page


def test_fields_are_saved_and_only_those_that_were_sent(editor):
    answer = send(editor, "correct", injured="4", accused="", reason="The text says so.")
    assert "B-0001 was corrected." in words(answer)
    fresh = breach()
    assert (fresh.injured, fresh.parties("accused"), fresh.place_text) == (4, [], "Village 1")


def test_a_party_is_found_by_its_alias_and_an_unknown_name_is_said(editor):
    send(editor, "correct", target="northland ARMY; army")
    assert [party.key for party in breach().parties("target")] == ["army"]
    answer = send(editor, "correct", target="Nobody’s Front", place_text="Kept")
    assert answer.status_code == 422
    assert "is the name of no party" in words(answer)
    assert 'value="Kept"' in words(answer), "what was typed is not lost"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"date_from": "31 February"}, "First day"),
        ({"lat": "95"}, "Latitude"),
        ({"injured": "-2"}, "below zero"),
        ({"fatalities_low": "9", "fatalities_best": "1"}, "low cannot be above best"),
        ({"lat": "50", "lon": "50"}, "in the sea"),
        ({"reason": "x" * 100_000, "count": "2"}, "100,000 characters"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_what_cannot_be_is_said_and_nothing_changes(editor, given, said):
    before = breach().version
    answer = send(editor, "correct", **given)
    assert (answer.status_code, said in words(answer)) == (422, True)
    assert breach().version == before


def test_a_lost_race_shows_the_fresh_state(editor):
    answer = send(editor, "correct", version=99, injured="4")
    assert answer.status_code == 409
    assert "in the meantime" in words(answer)


@pytest.mark.parametrize(("what", "value"), [("scope", "permitted"), ("severity", "4")])
def test_a_lost_race_keeps_the_scope_or_severity_that_was_typed_and_its_reason(editor, what, value):
    answer = send(editor, "override", version=99, what=what, reason="A school was hit.", **{what: value})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("A school was hit.") == 1
    assert f'<option value="{value}" selected>' in page


def test_scope_and_severity_by_hand(editor):
    send(editor, "override", what="severity", severity="4", reason="A hospital.")
    send(editor, "override", what="scope", scope="permitted", reason="It was agreed.")
    assert (breach().severity, breach().scope) == (4, "permitted")
    assert send(editor, "override", what="scope", scope="", reason="").status_code == 422
    send(editor, "override", what="scope", scope="", reason="A mistake.")
    assert breach().scope == "breach"


def test_merge_split_attach_and_detach(editor):
    assert "was merged into B-0002" in words(send(editor, "join", what="merge", number="B-0002"))
    assert editor.get(DESK).url == "/review/northland/2/", "the tombstone leads on"
    report = Report.objects.get(origin_key="voice-1")
    send(editor, "join", 2, what="split", reports=[report.pk], reason="Two villages.")
    assert report.breaches.get().number == 4
    send(editor, "join", 4, what="attach", reports=[report.pk], number="3")
    assert {one.number for one in report.breaches.all()} == {3, 4}
    send(editor, "join", 3, what="detach", reports=[report.pk])
    assert {one.number for one in report.breaches.all()} == {4}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"what": "merge", "number": "1"}, "into itself"),
        ({"what": "merge", "number": "99"}, "no breach of that number"),
        ({"what": "merge", "number": "B-x"}, "by its number"),
        ({"what": "split"}, "Choose the reports"),
    ],
    ids=str,
)
def test_what_cannot_be_joined_is_said(editor, given, said):
    answer = editor.post("/review/northland/1/join/", {"version": breach().version, **given})
    assert (answer.status_code, said in words(answer)) == (422, True)


def test_a_decision_at_the_desk_leads_to_the_next_and_can_be_taken_back(editor):
    given = {"verification": "unverifiable", "reason_code": "single_origin", "version": breach().version,
             "queue": "", "after": "0"}  # fmt: skip
    answer = editor.post("/agreements/northland/breaches/1/decide/", given, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/review/northland/2/")
    row = Decision.objects.get(verb="decided")
    assert "Taken back." in words(editor.post(f"/decisions/{row.pk}/undo/", follow=True))
    assert (breach().verification, breach().work_state) == ("unconfirmed", "new")
    assert editor.post(f"/decisions/{row.pk}/undo/").status_code == 422


def test_a_refused_decision_keeps_what_was_typed(editor):
    given = {"verification": "confirmed", "reason": "I was told so.", "version": breach().version, "queue": ""}
    answer = editor.post("/agreements/northland/breaches/1/decide/", given)
    assert answer.status_code == 422
    assert "I was told so." in words(answer)
    assert "two independent origins" in words(answer)


class TestQueue:
    @pytest.mark.usefixtures("northland")
    def test_what_may_move_a_region_comes_first_then_the_gravest(self):
        user = cast.account(Group.ADMIN)
        other = Region.objects.create(
            code="NL-B", name="Birch", country="NL", geometry=cast.SQUARE, bbox=[10, 10, 12, 12]
        )
        Breach.objects.filter(number=2).update(region=other, severity=4)
        Breach.objects.filter(number=3).update(severity=3, region=other)
        RegionStatus.objects.filter(day=dt.date(2020, 3, 2)).update(
            state=State.HOLDING.value, possible_state=State.STRAINED.value
        )
        assert [row.number for row in queue(QueueFilter(), user)] == [1, 2, 3]

    def test_filters_counts_and_nonsense_that_is_said(self, editor):
        Breach.objects.filter(number=2).update(work_state=WorkState.NEEDS_HELP.value, severity=4)
        assert [row.number for row in editor.get("/review/?state=needs_help").context["rows"]] == [2]
        assert [row.number for row in editor.get("/review/?severity=4").context["rows"]] == [2]
        assert [row.number for row in editor.get("/review/?q=Village+3").context["rows"]] == [3]
        page = words(editor.get("/review/?severity=lots&region=XX&state=<script>"))
        assert "Left out of the filter" in page
        assert "<script>alert" not in page

    def test_the_filters_of_the_dashboard(self, editor):
        def shown(query: str) -> list[int]:
            return sorted(row.number for row in editor.get(f"/review/?{query}").context["rows"])

        moved = {"date_from": "2020-03-09", "date_to": "2020-03-10", "event_type": EventType.BATTLES.value}
        Breach.objects.filter(number=2).update(**moved)
        breach(3).sides.all().delete()
        assert shown("from=2020-03-10") == [2]
        assert shown("to=2020-03-08") == [1, 3]
        assert shown("from=2020-03-11&to=2020-03-10") == [2]
        assert "The dates were the wrong way round" in words(editor.get("/review/?from=2020-03-11&to=2020-03-10"))
        assert shown("event_type=battles") == [2]
        assert shown("source=voice-3") == [3]
        assert shown("accused=army&to=2020-03-08") == [1]
        assert shown("from=2020-02-31") == [1, 2, 3]
        assert "Left out of the filter" in words(editor.get("/review/?from=2020-02-31&accused=nobody&source=none"))

    def test_mine_and_nobodys(self, editor):
        send(editor, "assign", to="editor-person", note="Mine.")
        assert [row.number for row in editor.get("/review/?whose=mine").context["rows"]] == [1]
        assert len(editor.get("/review/?whose=nobody").context["rows"]) == 2
        assert send(editor, "assign", to="nobody-such").status_code == 422

    def test_one_decision_for_several_is_taken_back_as_one(self, editor):
        chosen = [breach(number).pk for number in (1, 2)]
        given = {"breach": chosen, "move": "unverifiable", "reason_code": "other", "reason": "No access."}
        assert "Decided on 2 breaches" in words(editor.post("/review/bulk/", given, follow=True))
        row = Decision.objects.filter(verb="decided").first()
        assert "Taken back: 2 decisions." in words(editor.post(f"/decisions/{row.pk}/undo/", follow=True))
        assert {one.verification for one in Breach.objects.all()} == {"unconfirmed"}

    def test_several_are_decided_together_or_not_at_all(self, editor):
        chosen = [breach(number).pk for number in (1, 2)]
        given = {"breach": chosen, "move": "confirmed", "reason_code": "other", "reason": "Yes."}
        assert "Nothing was decided" in words(editor.post("/review/bulk/", given, follow=True))
        assert not Decision.objects.exists()

    def test_a_view_is_saved_and_forgotten(self, editor):
        editor.post("/review/views/", {"name": "Grave", "queue": "severity=4&nonsense=1"})
        assert 'href="/review/?severity=4"' in words(editor.get("/review/"))
        view = editor.get("/review/").context["views"][0]
        editor.post("/review/views/", {"forget": view.pk})
        assert not editor.get("/review/").context["views"]


class TestLeads:
    @pytest.fixture
    def lead(self, northland):
        document = cast.document()
        return Report.objects.create(
            agreement=northland, document=document, kind="lead", origin_key="wire", known_at=cast.EFFECT, step="done",
            sentence_start=0, sentence_end=7,
        )  # fmt: skip

    def test_a_sentence_is_let_go_once(self, editor, lead):
        assert "A text." in words(editor.get("/review/leads/"))
        editor.post(f"/review/leads/{lead.pk}/", {"what": "dismiss"})
        assert "No sentence is waiting." in words(editor.get("/review/leads/"))
        again = editor.post(f"/review/leads/{lead.pk}/", {"what": "dismiss"}, follow=True)
        assert "dealt with this sentence already" in words(again)

    def test_a_sentence_becomes_a_claim_that_is_placed_and_matched(self, editor, lead):
        given = {"what": "claim", "sub_event_type": "attack", "date_from": "2020-03-04", "place_text": "Mill",
                 "region_text": "Alder", "accused": "Northland army"}  # fmt: skip
        editor.post(f"/review/leads/{lead.pk}/", given)
        lead.refresh_from_db()
        assert (lead.kind, lead.step, [party.key for party in lead.accused]) == ("incident_claim", "pending", ["army"])
        assert Decision.objects.get().after["place_text"] == "Mill"


def test_names_that_nobody_knows_are_counted(editor, northland):
    Report.objects.filter(external_id="fact-1").update(accused_text="Unknown Front; Others", lat=None, lon=None,
                                                       geo_precision=4)  # fmt: skip
    page = words(editor.get("/review/names/?agreement=northland"))
    assert "Unknown Front" in page
    assert "Village 1" in page


def test_what_was_set_right_is_counted_per_source(editor):
    send(editor, "correct", injured="4")
    assert "Voice-1" in words(editor.get("/review/changes/"))


def test_the_public_list_of_corrections_tells_before_and_after_and_hides_drafts(editor, client, northland):
    send(editor, "correct", place_text="Mill", reason="The text names it.")
    client.logout()
    page = words(client.get("/corrections/"))
    assert "<del>Village 1</del>" in page
    assert "<ins>Mill</ins>" in page
    assert "The text names it." in page
    assert "Take back" not in page
    type(northland).objects.update(is_published=False)
    assert "Mill" not in words(client.get("/corrections/"))


class TestWhatIf:
    def test_each_choice_is_what_the_rule_says_after_it(self, northland):
        one = Breach.objects.with_claims().get(number=1)
        breaches.attach(report=cast.claim(northland, 9, cast.source("second")), breach=one, now=timezone.now())
        one = Breach.objects.with_claims().get(number=1)
        found = what_if.outcomes(one, ["", "confirmed", "refuted", what_if.DROPPED], timezone.now())
        for choice in ("confirmed", "refuted"):
            Breach.objects.filter(pk=one.pk).update(verification=choice)
            status.recompute(agreement=northland, now=timezone.now())
            row = RegionStatus.objects.on(one.date_to).get(region=one.region)
            assert (row.state, row.possible_state) == (found[choice].state, found[choice].possible)
        assert found["confirmed"].state != found["refuted"].state

    @pytest.mark.usefixtures("northland")
    def test_nothing_is_said_where_no_status_is_kept(self):
        one = Breach.objects.with_claims().get(number=1)
        one.date_from = one.date_to = dt.date(2021, 1, 1)
        assert what_if.outcomes(one, [""], timezone.now()) == {}
        one.date_from = None
        assert what_if.outcomes(one, [""], timezone.now()) == {}
