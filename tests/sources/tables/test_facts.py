"""Rows as coded facts: UCDP GED, ACLED, and a partner's own table."""

import datetime as dt

import pytest

from tracker.sources.tables import columns, sheet
from tracker.sources.tables.facts import Fact, Fault, facts
from tracker.vocab import EventType, GeoPrecision, SubEventType, TimePrecision

UCDP = (
    "id,type_of_violence,side_a,side_b,source_original,source_date,source_headline,where_prec,where_coordinates,adm_1,"
    "latitude,longitude,date_prec,date_start,date_end,best,high,low\n"
)
ACLED = (
    "event_id_cnty;event_date;time_precision;event_type;sub_event_type;actor1;actor2;admin1;location;latitude;"
    "longitude;geo_precision;source;notes;fatalities\n"
)


def read(text: str) -> list[Fact | Fault]:
    table = sheet.read(text.encode())
    return list(facts(table, columns.suggest(table)))


def test_a_state_based_event_of_ucdp_accuses_both_sides():
    (fact,) = read(
        UCDP + "7,1,Army,Front,Wire,2017-01-03,A headline,1,Hill town,North,10.5,11,1,2017-01-02,2017-01-02,3,4,2\n"
    )
    assert (fact.accused, fact.target) == (("Army", "Front"), ())
    assert (fact.killed_low, fact.killed, fact.killed_high) == (2, 3, 4)
    assert (fact.event_type, fact.sub_event_type) == (EventType.BATTLES, None)
    assert (fact.external_id, fact.origin, fact.published, fact.title) == (
        "7",
        "Wire",
        dt.date(2017, 1, 3),
        "A headline",
    )


def test_one_sided_violence_of_ucdp_hit_civilians():
    (fact,) = read(UCDP + "7,3,Front,Civilians,Wire,,,2,near Hill,North,10.5,11,1,2017-01-02,2017-01-02,3,3,3\n")
    assert (fact.accused, fact.target, fact.geo_precision) == (("Front",), ("civilians",), GeoPrecision.NEAR)


def test_the_point_of_a_province_is_no_point():
    (fact,) = read(UCDP + "7,1,Army,Front,Wire,,,4,North province,North,10.5,11,1,2017-01-02,2017-01-02,3,3,3\n")
    assert (fact.has_point, fact.geo_precision) == (False, GeoPrecision.REGION)


def test_a_week_is_a_range_of_days():
    (fact,) = read(UCDP + "7,1,Army,Front,Wire,,,1,Hill,North,10.5,11,3,2017-01-02,2017-01-08,3,3,3\n")
    assert fact.time_precision is TimePrecision.RANGE


def test_a_data_set_that_contradicts_itself_keeps_the_row_and_says_so():
    (fact,) = read(UCDP + "7,1,Army,Front,Wire,,,1,Hill,North,10.5,11,1,2017-01-02,2017-01-02,1,1,2\n")
    assert (fact.killed_low, fact.killed_high) == (1, 2)
    assert "disagree" in fact.note


def test_an_export_of_acled_with_semicolons():
    (fact,) = read(
        ACLED
        + "SYR1;02 January 2017;1;Explosions/Remote violence;Shelling/artillery/missile attack;Army (2000-);Civilians;"
        "North;Hill;10,5;11,0;2;Wire;Some notes;3\n"
    )
    assert (fact.sub_event_type, fact.date_from) == (SubEventType.SHELLING, dt.date(2017, 1, 2))
    assert (fact.lat, fact.geo_precision) == (10.5, GeoPrecision.NEAR)


def test_a_partners_words_for_what_happened():
    found = read("date,place,what,event type\n2017-01-02,Hill,,mortar fire\n2017-01-02,Dale,,unknown\n")
    assert [fact.sub_event_type for fact in found] == [SubEventType.SHELLING, None]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",Hill,10,11,", "no date"),
        ("soon,Hill,10,11,", "no date that can be read"),
        ("2017-01-02,Hill,95,11,", "not on Earth"),
        ("2017-01-02,Hill,10,,", "half a point"),
        ("2017-01-02,Hill,10,11,-2", "no count"),
        ("2017-01-02,Hill,ten,11,", "no number"),
    ],
)
def test_a_bad_row_is_a_fault_with_its_line_and_the_next_row_is_read(row, said):
    bad, good = read(f"date,place,lat,lon,killed\n{row}\n2017-01-03,Dale,10,11,1\n")
    assert isinstance(bad, Fault)
    assert bad.line == 2
    assert said in bad.why
    assert isinstance(good, Fact)


def test_a_row_that_stands_there_twice_counts_once():
    first, second = read("date,place\n2017-01-02,Hill\n2017-01-02,Hill\n")
    assert isinstance(first, Fact)
    assert "earlier line" in second.why


def test_columns_are_known_by_hxl_tags_before_names():
    table = sheet.read(b"Tag,Ort,Name\n#date+start,#loc+name,#org+accused\n2017-01-02,Hill,Army\n")
    assert columns.suggest(table) == {"date_from": 0, "place": 1, "accused": 2}


def test_a_table_that_says_who_is_accused_is_taken_at_its_word():
    row = "2017-01-02,Hill,Armed clash,Army,Front\n"
    (said,) = read(f"date,place,event type,accused,target\n{row}")
    assert (said.accused, said.target) == (("Army",), ("Front",))
    (fought,) = read(f"date,place,event type,actor1,actor2\n{row}")
    assert (fought.accused, fought.target) == (("Army", "Front"), ())


def test_the_precision_of_the_day_survives_an_export_and_comes_back():
    words = read("date,date_precision_words,place\n2017-01-02,approximate,Hill\n2017-01-02,hour,Dale\n")
    assert [fact.time_precision for fact in words] == ["approximate", "hour"]
