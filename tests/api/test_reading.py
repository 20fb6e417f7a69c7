"""What each address of the API gives, and to whom."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern
from django.utils import timezone

from tests.views import cast
from tracker.actions import breaches, status
from tracker.api import v1
from tracker.models import Agreement, Breach, Document, Report, Source
from tracker.outputs.exports.rows import COLUMNS
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
API = "/api/v1/"
NORTHLAND = f"{API}agreements/northland"
ADDRESSES = {
    "agreements": f"{API}agreements",
    "agreement": NORTHLAND,
    "parties": f"{NORTHLAND}/parties",
    "regions": f"{NORTHLAND}/regions",
    "region_days": f"{NORTHLAND}/regions/NL-A/days",
    "breaches": f"{NORTHLAND}/breaches?f=1",
    "breaches_geojson": f"{NORTHLAND}/breaches.geojson?f=1",
    "breach": f"{NORTHLAND}/breaches/1",
}
OF_A_DRAFT = [name for name in ADDRESSES if name != "agreements"]
READERS = [None, Group.ANALYST, Group.EDITOR, Group.ADMIN]


def read(client, address: str, **headers) -> dict:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_no_address_of_the_api_is_left_out_here():
    assert {pattern.name for pattern in v1.patterns if isinstance(pattern, URLPattern)} == set(ADDRESSES)


@pytest.mark.parametrize("group", READERS)
def test_everybody_reads_what_is_published(client, northland, bearer, group):
    headers = bearer(group) if group else {}
    answers = {name: client.get(address, headers=headers).status_code for name, address in ADDRESSES.items()}
    assert answers == dict.fromkeys(ADDRESSES, 200)


@pytest.mark.parametrize(
    ("group", "code"), [(None, 404), (Group.ANALYST, 404), (Group.EDITOR, 200), (Group.ADMIN, 200)]
)
def test_a_draft_is_there_for_editors_only(client, northland, bearer, group, code):
    Agreement.objects.update(is_published=False)
    headers = bearer(group) if group else {}
    answers = {name: client.get(ADDRESSES[name], headers=headers).status_code for name in OF_A_DRAFT}
    assert answers == dict.fromkeys(OF_A_DRAFT, code)
    assert len(read(client, ADDRESSES["agreements"], **headers)["items"]) == (code == 200)


def test_the_session_of_an_editor_counts_for_nothing(client, northland):
    Agreement.objects.update(is_published=False)
    client.force_login(cast.account(Group.EDITOR))
    assert client.get(NORTHLAND).status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_answer_says_what_it_is(client, northland, name):
    said = read(client, ADDRESSES[name])
    assert said["method_version"]
    assert said["data_cutoff"]
    assert said["notes"] == []
    assert "Ceasefire Tracker" in said["cite_as"]
    assert said["time_zone"] == (None if name == "agreements" else "UTC")


def test_an_agreement_says_its_terms_and_how_it_stands(client, northland):
    (row,) = read(client, ADDRESSES["agreements"])["items"]
    assert (row["key"], row["day"], row["first_day"]) == ("northland", "2020-03-05", "2020-03-01")
    assert row["regions"] == [{"code": "NL-A", "name": "Alder", "is_covered": True}]
    assert row["standing"].startswith("1 region: ")
    assert read(client, NORTHLAND).items() >= row.items()


def test_a_party_comes_with_its_role(client, northland):
    (row,) = read(client, ADDRESSES["parties"])["items"]
    assert (row["key"], row["note"]) == ("army", None)
    assert [(role["role"], role["standing"]) for role in row["roles"]] == [("signatory", "established")]


def test_the_board_is_the_one_of_the_day_asked_for(client, northland):
    board = client.get("/agreements/northland/?to=2020-03-03").context["board"]
    said = read(client, f"{ADDRESSES['regions']}?as_of=2020-03-03")
    assert said["as_of"] == "2020-03-03"
    assert [(row["code"], row["state"], row["confirmed"], row["possible"]) for row in said["items"]] == [
        (row.region.code, row.state.value, row.confirmed, row.other) for row in board
    ]
    assert {row["method_version"] for row in said["items"]} == {said["method_version"]}


def test_the_days_of_a_region_say_which_rule_fired_on_which_counts(client, northland):
    said = read(client, ADDRESSES["region_days"])
    assert [row["day"] for row in said["items"]][:2] == ["2020-03-01", "2020-03-02"]
    assert said["region"]["code"] == "NL-A"
    second = said["items"][1]
    assert {"state", "possible_state", "confirmed", "possible", "ratio_low", "ratio_high"} <= set(second)
    assert (second["rule"], second["badges"], second["days"]) == (7, 1, 0)


def test_a_breach_has_the_columns_of_the_exports(client, northland):
    (row,) = read(client, ADDRESSES["breaches"])["items"]
    assert {column.name for column in COLUMNS} <= set(row)
    assert row["accused"] == [{"key": "army", "name": "Northland army"}]
    assert (row["latitude"], row["sources"], row["fatalities"]) == (10.51, ["Wire"], None)


def test_the_features_are_those_of_the_download(client, northland):
    answer = client.get(ADDRESSES["breaches_geojson"])
    assert answer["Content-Type"] == "application/geo+json"
    whole = b"".join(client.get("/agreements/northland/breaches.geojson?f=1"))
    assert answer.json()["features"] == json.loads(whole)["features"]


def test_one_breach_comes_with_its_claims(client, northland):
    said = read(client, ADDRESSES["breach"])
    (claim,) = said["claims"]
    assert (claim["origin"]["key"], claim["place"], claim["is_withdrawn"]) == ("wire", "Village 1", False)
    assert said["effect"].startswith("One origin only")


def test_a_merged_breach_leads_to_the_one_it_went_into(client, northland):
    cast.breach(northland, 2, cast.source("other"))
    Breach.objects.filter(number=2).update(merged_into=Breach.objects.get(number=1))
    answer = client.get(f"{NORTHLAND}/breaches/2")
    assert (answer.status_code, answer["Location"]) == (302, f"{NORTHLAND}/breaches/1")
    assert "B-0001" in answer.json()["detail"]


def test_a_protected_source_is_named_to_editors_only(client, northland, bearer):
    Source.objects.update(name="Quiet voice", is_protected=True)
    shown = [ADDRESSES[name] for name in ("breaches", "breaches_geojson", "breach")]
    analyst, editor = bearer(Group.ANALYST), bearer(Group.EDITOR)
    for address in shown:
        for headers in ({}, analyst):
            assert "Quiet voice" not in client.get(address, headers=headers).content.decode()
        assert "Quiet voice" in client.get(address, headers=editor).content.decode()


def test_a_breach_quotes_its_claim_and_not_the_document(client, northland):
    before, claim, after = "Nobody may read this. " * 30, "Shells fell on Village 1. ", "Nor that. " * 90
    document = cast.document()
    Document.objects.update(text=before + claim + after, title="Headline of the wire")
    Report.objects.update(document=document, sentence_start=len(before), sentence_end=len(before + claim))
    said = read(client, ADDRESSES["breach"])["claims"][0]["quote"]
    assert "Shells fell on Village 1." in said
    for address in ADDRESSES.values():
        body = client.get(address).content.decode()
        assert "Headline of the wire" not in body
        assert body.count("Nobody may read this.") + body.count("Nor that.") < 30


def cost(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_twenty_breaches_cost_no_more_queries_than_one(client, northland):
    with_one = {name: cost(client, address) for name, address in ADDRESSES.items()}
    breach = Breach.objects.get()
    for number in range(2, 22):
        cast.breach(northland, number, cast.source(f"voice-{number}"))
        claim = cast.claim(northland, number + 50, cast.source(f"more-{number}"))
        breaches.attach(report=claim, breach=breach, now=timezone.now())
    for number in range(2, 5):
        cast.agreement(f"northland-{number}")
    status.recompute(agreement=northland, now=timezone.now())
    assert {name: cost(client, address) for name, address in ADDRESSES.items()} == with_one


def test_a_data_cut_off_shows_what_was_known_then(client, northland):
    before = "2020-03-01T00:00"  # the claim was known at noon
    assert read(client, f"{ADDRESSES['breaches']}&known={before}")["items"] == []
    (row,) = read(client, f"{ADDRESSES['breaches']}&known=2020-03-02")["items"]
    assert (row["number"], row["verification"]) == (1, "unconfirmed")
    for name in ("regions", "region_days"):
        said = read(client, f"{ADDRESSES[name]}?known={before}")
        assert said["items"]
        assert {one["badges"] for one in said["items"]} == {0}
        assert said["data_cutoff"].startswith("2020-03-01T00:00")
        assert "not yet running" in said["notes"][0]


def test_the_board_of_a_moment_is_of_a_day_that_was_known_then(client, northland):
    said = read(client, f"{ADDRESSES['regions']}?known=2020-03-02")
    assert said["as_of"] == "2020-03-02"


@pytest.mark.parametrize("name", ["regions", "region_days", "breaches"])
def test_a_moment_of_long_ago_is_left_out_and_said(client, northland, name):
    address = ADDRESSES[name]
    assert read(client, f"{address}{'&' if '?' in address else '?'}known=1900-01-01")["notes"]
