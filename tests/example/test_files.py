"""The example's data files: whole, in our vocabulary, and in our own words."""

import re

import pytest

from tracker import vocab
from tracker.example import files

FILES = ("agreements", "parties", "memberships", "roles", "declarations", "regions", "sources", "incidents", "tallies")
LOADED_WORDS = re.compile(r"regime|terroris|militant|massacre|jihad", re.IGNORECASE)
FIRST_PERSON = re.compile(r"\b(my|mine|helper|seed|mission\.md)\b|\bI [a-z]")
OUR_SENTENCES = (
    "note",
    "date_note",
    "summary",
    "grading_note",
    "reason",
    "effective_note",
    "territorial_scope",
    "mechanism",
)


def keys_of(name):
    return {record["key"] for record in files.records(name)}


def sentences(value):
    """Every sentence that we wrote, wherever in a record it stands."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in OUR_SENTENCES:
                yield item
            else:
                yield from sentences(item)
    elif isinstance(value, list):
        for item in value:
            yield from sentences(item)


@pytest.mark.parametrize("name", [*FILES, "decisions"])
def test_our_sentences_are_neutral_and_impersonal(name):
    found = [text for text in sentences(files.records(name)) if LOADED_WORDS.search(text) or FIRST_PERSON.search(text)]
    assert found == []


def test_the_facts_are_all_there():
    assert len(files.records("agreements")) == 3
    assert len(files.records("incidents")) == 77
    assert sum(row["agreement"] == "syria-2016-12-30" for row in files.records("declarations")) == 21
    ids = {row["id"] for row in files.records("tallies")}
    assert sum(key.startswith("SYR-B") and "-" not in key[5:] for key in ids) == 54
    assert sum(bool(re.fullmatch(r"CNT\d{3}", key)) for key in ids) == 96


@pytest.mark.parametrize("name", ["roles", "declarations", "tallies", "agreements"])
def test_every_fact_says_where_it_is_from(name):
    bare = [row for row in files.records(name) if not row["citations"]]
    assert bare == []


def test_a_citation_leads_somewhere():
    cited = [citation for name in FILES for row in files.records(name) for citation in row.get("citations", ())]
    assert all(citation["publisher"] and citation["title"] for citation in cited)
    assert all(re.match(r"https?://", citation["url"]) for citation in cited if citation["url"])


@pytest.mark.parametrize(
    ("name", "column", "words"),
    [
        ("parties", "kind", vocab.PartyKind),
        ("memberships", "kind", vocab.MembershipKind),
        ("roles", "role", vocab.RoleKind),
        ("roles", "standing", vocab.Standing),
        ("declarations", "kind", vocab.DeclarationKind),
        ("sources", "kind", vocab.SourceKind),
        ("sources", "reliability", vocab.Reliability),
        ("incidents", "event_type", vocab.EventType),
        ("incidents", "sub_event_type", vocab.SubEventType),
        ("incidents", "time_precision", vocab.TimePrecision),
        ("incidents", "geo_precision", vocab.GeoPrecision),
        ("tallies", "kind", vocab.ReportKind),
    ],
)
def test_words_are_those_of_the_vocabulary(name, column, words):
    assert {row[column] for row in files.records(name)} <= {member.value for member in words}


def test_a_sub_type_belongs_to_its_event_type():
    for row in files.records("incidents"):
        assert row["sub_event_type"] in vocab.SUB_EVENT_TYPES[vocab.EventType(row["event_type"])], row["id"]


def test_who_is_named_is_a_party_of_the_example():
    parties = keys_of("parties")
    for row in files.records("memberships"):
        assert {row["child"], row["parent"]} <= parties
    for row in files.records("roles"):
        assert {row["party"], *row.get("guarantees", ())} <= parties
    for row in files.records("incidents"):
        tellings = [row, *row["reports"]]
        assert {
            key for telling in tellings for side in ("accused", "target") for key in telling.get(side, ())
        } <= parties


def test_whoever_speaks_is_a_source_of_the_example():
    sources = keys_of("sources")
    told = [*files.records("tallies"), *(telling for row in files.records("incidents") for telling in row["reports"])]
    assert {row["origin"] for row in told} | {row["via"] for row in told if "via" in row} <= sources


def test_regions_are_named_by_the_codes_of_the_example():
    codes = {row["code"] for row in files.records("regions")}
    assert {row["region"] for row in files.records("incidents")} <= codes
    assert {line["region"] for row in files.records("tallies") for line in row.get("rows", ())} <= codes
    assert len(codes) == 14 + 2 + 1


def aliases(kind):
    return [alias for party in files.records("parties") for alias in party.get("aliases", ()) if alias["kind"] == kind]


def test_a_generic_name_is_bound_to_an_agreement():
    assert [alias for alias in aliases("generic") if "agreement" not in alias] == []


def test_a_hostile_name_is_known_as_such():
    hostile = {alias["text"] for alias in aliases("hostile")}
    assert {"regime", "militants", "Daesh"} <= hostile
    others = {alias["text"] for kind in vocab.AliasKind if kind != "hostile" for alias in aliases(kind.value)}
    assert hostile & others == set()


def test_no_name_carries_a_remark():
    names = [alias["text"] for party in files.records("parties") for alias in party.get("aliases", ())]
    assert [name for name in names if re.search(r"\((hostile|former|seen|host|mis)", name)] == []


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Syrian army", "syrian-army"),
        ("government forces", "syrian-army"),
        ("ISIL", "islamic-state"),
        ("al-Nusra Front", "jabhat-fateh-al-sham"),
        ("Moscow", "russia"),
        ("Ankara", "turkey"),
        ("Tehran", "iran"),
        ("rebels", "armed-opposition"),
        ("factions", "armed-opposition"),
        ("قوات النظام", "syrian-army"),
        ("داعش", "islamic-state"),
    ],
)
def test_a_reader_finds_the_party_by_the_name_that_sources_use(name, party):
    owners = {
        record["key"]
        for record in files.records("parties")
        for alias in [{"text": record["name"]}, *record.get("aliases", ())]
        if alias["text"] == name and alias.get("agreement", "syria-2016-12-30") == "syria-2016-12-30"
    }
    assert owners == {party}


def test_iran_is_claimed_and_then_established():
    roles = [row for row in files.records("roles") if row["party"] == "iran"]
    assert [(row["standing"], row.get("valid_from"), row.get("valid_to")) for row in roles] == [
        ("claimed", "2016-12-29", "2017-01-23"),
        ("established", "2017-01-24", None),
    ]


def test_the_digest_changes_with_a_file_that_is_loaded_along(tmp_path):
    extra = tmp_path / "places.csv"
    extra.write_text("one")
    first = files.digest([extra])
    extra.write_text("two")
    assert files.digest([extra]) != first
    extra.write_text("one")
    assert files.digest([extra]) == first
