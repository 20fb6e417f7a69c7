"""The brief as a PDF: the same figures as the page, each with its link, in letters that a reader can copy."""

import datetime as dt
import io
import re

import pytest
from django.utils import timezone
from pypdf import PdfReader

from tests.views import cast
from tracker.actions import lists, status
from tracker.models import Agreement, AgreementRegion, Breach, Party, Region
from tracker.outputs.drawing import fonts
from tracker.vocab import Group, Verification

pytestmark = pytest.mark.django_db
PDF = "/agreements/northland/brief.pdf"
BRIEF = "/agreements/northland/brief/"
DAY = "?day=2020-03-05"


@pytest.fixture
def northland():
    """Fourteen regions; in one of them nine grave breaches, one confirmed."""
    agreement = cast.agreement()
    for number in range(13):
        region = Region.objects.create(code=f"NL-{number}", name=f"Region {number}", country="NL")
        AgreementRegion.objects.create(agreement=agreement, region=region)
    for number in range(1, 10):
        cast.breach(agreement, number, cast.source(f"voice-{number}"))
    Breach.objects.update(severity=3, severity_is_override=True)
    Breach.objects.filter(number=1).update(verification=Verification.CONFIRMED.value)
    status.recompute(agreement=agreement, now=timezone.now())
    return agreement


def read(answer) -> PdfReader:
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.content))


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def links_of(reader: PdfReader) -> set[str]:
    notes = (note.get_object() for page in reader.pages for note in page.get("/Annots", ()))
    return {str(note["/A"]["/URI"]) for note in notes}


def test_the_paper_holds_what_the_page_holds(client, northland):
    page, paper = client.get(BRIEF + DAY).context, text_of(read(client.get(PDF + DAY)))
    assert page["headline"] in paper
    for one in page["key_figures"]:
        assert re.search(rf"\b{one['value']}\b", paper), one["words"]
        assert one["words"] in paper
    for row in page["rows"]:
        assert f"{row.region.name} {row.state.label}" in paper
    for line in page["unknown"]:
        assert line in paper
    for one in page["notable"]:
        assert one["event"] in paper
        assert one["said"] in paper


def test_every_figure_leads_to_its_list_by_a_whole_address(client, settings, northland):
    settings.SITE_URL = "https://tracker.example"
    page, links = client.get(BRIEF + DAY).context, links_of(read(client.get(PDF + DAY)))
    lists_counted = {f"https://tracker.example/agreements/northland/breaches/?{one['query']}"
                     for one in page["key_figures"] if one["query"]}  # fmt: skip
    assert len(lists_counted) == 3
    assert lists_counted <= links
    assert {f"https://tracker.example/agreements/northland/breaches/{one['breach'].number}/"
            for one in page["notable"]} <= links  # fmt: skip
    assert f"https://tracker.example/agreements/northland/regions/NL-A/{DAY}" in links
    assert all(link.startswith("https://tracker.example/") for link in links)


def test_fourteen_regions_and_eight_grave_breaches_fill_at_most_two_sheets(client, northland):
    reader = read(client.get(PDF + DAY))
    assert len(reader.pages) <= 2
    for number, page in enumerate(reader.pages, start=1):
        assert f"Page {number} of {len(reader.pages)}" in page.extract_text()


def test_a_hundred_regions_go_on_over_as_many_sheets_as_they_need(client, northland):
    for number in range(100):
        region = Region.objects.create(code=f"NX-{number}", name=f"Further {number}", country="NL")
        AgreementRegion.objects.create(agreement=northland, region=region)
    paper = text_of(read(client.get(PDF + DAY)))
    assert all(f"Further {number} No information" in paper for number in range(100))


def test_the_file_says_what_it_is(client, northland):
    reader = read(client.get(PDF + DAY))
    assert reader.metadata.title == "Brief of day 5: Northland ceasefire (5 Mar 2020)"
    assert reader.metadata.subject.startswith("Breaches in")
    assert reader.trailer["/Root"]["/Lang"] == "en-gb"
    assert "northland-brief-2020-03-05.pdf" in client.get(PDF + DAY)["Content-Disposition"]


def test_names_in_other_letters_are_no_boxes(client, northland):
    Party.objects.filter(key="army").update(name="Şırnak Ḥamāh Łódź Київ")
    Agreement.objects.update(name="وقف إطلاق النار في حماة")
    reader = read(client.get(PDF + DAY))
    paper = text_of(reader)
    # What the font lacks as one letter is letter and mark.
    assert "Şırnak" in paper
    assert "Łódź Київ" in paper
    assert re.search("[\u0621-\u064a\ufb50-\ufeff]{3}", paper)
    assert "?" not in paper
    faces = {
        str(font.get_object()["/BaseFont"]) for page in reader.pages for font in page["/Resources"]["/Font"].values()
    }
    assert any("Arabic" in face for face in faces)


def test_what_follows_a_name_in_arabic_can_be_read(client, northland):
    Region.objects.update(name="حماة")
    page = client.get(BRIEF + DAY).context
    paper = text_of(read(client.get(PDF + DAY)))
    told = sum(1 for row in page["rows"] if row.state == "no_information")
    assert told > 10
    # Each row of the table has its word, and the line below the headline once.
    assert paper.count("No information") > told


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Atshan", "Atshan"),
        ("Ḥamāh", "Ḥamāh".replace("Ḥ", "H\u0323")),
        ("ʿAtshān", "‘Atshān"),
        ("حماة", "حماة"),
        ("Atshan\ufe0f", "Atshan"),
        ("東 Atshan", "? Atshan"),
    ],
)
def test_what_no_font_can_write_is_put_plainly(text, written):
    assert fonts.writable(text) == written


@pytest.mark.parametrize("day", ["2020-02-31", "<script>", "2031-01-01", "1999-01-01"])
def test_a_day_that_makes_no_sense_is_answered_by_the_page_that_says_so(client, northland, day):
    answer = client.get(PDF, {"day": day})
    assert answer.status_code == 404
    assert "this is the" in answer.content.decode()
    assert answer.templates[0].name == "brief.html"


def test_an_agreement_without_regions_has_a_paper(client, northland):
    northland.coverage.all().delete()
    assert "names no region yet" in text_of(read(client.get(PDF)))


def test_a_protected_source_is_named_on_an_editors_paper_only(client, northland):
    source = cast.source("voice-2")
    source.name, source.is_protected = "Quiet voice", True
    lists.save(row=source, by=cast.account(Group.ADMIN), now=timezone.now())
    assert "Quiet voice" not in text_of(read(client.get(PDF + DAY)))
    client.force_login(cast.account(Group.EDITOR))
    assert "Quiet voice" in text_of(read(client.get(PDF + DAY)))


def test_the_days_of_the_chart_end_with_the_day_of_the_brief(client, northland):
    days = client.get(BRIEF + DAY).context["timeline"]["days"]
    assert (days[0]["day"], days[-1]["day"]) == (dt.date(2020, 3, 1), dt.date(2020, 3, 5))
