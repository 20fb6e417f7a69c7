"""Texts in Arabic, Russian, Ukrainian and Turkish: names, days, counts by region and leads."""

import datetime as dt

import pytest

from tracker.extract import Alias, Context, PartyNames, RegionNames, read
from tracker.vocab import AliasKind, ReportKind, RoleKind

PUBLISHED = dt.date(2017, 1, 1)
ARMY_NAMES = (("الجيش السوري", "ar"), ("сирийская армия", "ru"), ("сирійська армія", "uk"), ("Suriye ordusu", "tr"))
ARMY = PartyNames(
    "army",
    "Syrian army",
    (RoleKind.SIGNATORY,),
    None,
    tuple(Alias(n, AliasKind.OFFICIAL, code) for n, code in ARMY_NAMES),
    None,
)
REGIONS = (
    RegionNames("SY-HM", ("Hama", "حماة", "Хама")),
    RegionNames("SY-ID", ("Idlib", "إدلب", "Идлиб", "İdlib")),
    RegionNames("SY-HL", ("Aleppo", "حلب", "Алеппо", "Halep")),
)
CONTEXT = Context((ARMY,), dt.datetime(2016, 12, 29, 22, tzinfo=dt.UTC), "Asia/Damascus", ("SY",), REGIONS)
UKRAINIAN = {"Донецька область": 8, "Сумська область": 4}
PAST_DAY = (dt.date(2016, 12, 31), PUBLISHED)


@pytest.mark.parametrize(
    ("text", "rows", "days"),
    [
        (
            "سجل المرصد 12 خرقا للهدنة خلال 24 ساعة: حماة (5)، إدلب (4)، وحلب (3).",
            {"حماة": 5, "إدلب": 4, "حلب": 3},
            PAST_DAY,
        ),
        ("За прошедшие сутки отмечено 20 нарушений: Хама – 12, Идлиб – 8.", {"Хама": 12, "Идлиб": 8}, PAST_DAY),
        ("За добу зафіксовано 12 порушень: Донецька область – 8, Сумська область – 4.", UKRAINIAN, PAST_DAY),
        ("Son 24 saatte 9 ihlal kaydedildi: İdlib (5), Halep (4).", {"İdlib": 5, "Halep": 4}, PAST_DAY),
        (
            "31 декабря 2016 года отмечено 5 нарушений: Хама – 2, Идлиб – 3.",
            {"Хама": 2, "Идлиб": 3},
            (dt.date(2016, 12, 31),) * 2,
        ),
    ],
    ids=["Arabic", "Russian", "Ukrainian", "Turkish", "Russian with a date"],
)
def test_a_count_by_region_is_read_row_by_row(text, rows, days):
    found = read(text, PUBLISHED, None, CONTEXT)
    assert {claim.region_text.value: claim.count.value for claim in found.claims} == rows
    assert {claim.kind.value for claim in found.claims} == {ReportKind.TALLY}
    assert {(claim.date_from.value, claim.date_to.value) for claim in found.claims} == {days}
    for claim in found.claims:
        ((start, end),) = claim.region_text.spans
        assert text[start:end] == claim.region_text.value
    assert any("English only" in warning for warning in found.warnings)


def test_rows_that_do_not_add_up_are_said():
    found = read("Отмечено 28 нарушений: Хама – 12, Идлиб – 8.", PUBLISHED, "ru", CONTEXT)
    assert "The text states a total of 28, but its rows add up to 20." in found.warnings


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("قصف الجيش السوري بلدة اللطامنة في ريف حماة يوم 31 كانون الأول 2016.", "حماة"),
        ("31 декабря 2016 года сирийская армия обстреляла село у города Хама.", "Хама"),
        ("31 грудня 2016 року сирійська армія обстріляла село.", None),
        ("Suriye ordusu 31 Aralık 2016 günü İdlib yakınında bir köyü bombaladı.", "İdlib"),
    ],
    ids=["Arabic", "Russian", "Ukrainian", "Turkish"],
)
def test_a_sentence_on_an_act_becomes_a_lead_with_its_party_region_and_day(text, region):
    found = read(text, PUBLISHED, None, CONTEXT)
    (lead,) = found.leads
    assert (lead.parties, lead.region, lead.day) == (("army",), region, dt.date(2016, 12, 31))
    assert not found.claims


@pytest.mark.parametrize(
    "text", ["Переговоры пройдут в Астане 5 января.", "تستمر المحادثات في أستانا يوم 5 كانون الثاني."]
)
def test_talks_are_no_lead(text):
    found = read(text, PUBLISHED, None, CONTEXT)
    assert (found.claims, found.leads) == ((), ())
