"""A claim as JSON."""

import datetime as dt
import json

import pytest

from tests.views import cast
from tracker.models import Region, Report
from tracker.outputs.report_json import report_json

pytestmark = pytest.mark.django_db


def as_json(**fields) -> dict:
    """The only claim there is, with some fields changed, after a way through JSON."""
    Report.objects.update(**fields)
    return json.loads(json.dumps(report_json(Report.objects.for_lists().get())))


def test_a_claim_is_written_with_plain_values():
    cast.breach(cast.agreement())
    said = as_json()
    assert (said["kind"], said["sub_event_type"]) == ("incident_claim", "shelling_artillery_missile")
    assert (said["date"], said["date_end"]) == ("2020-03-02", None)
    assert (said["place_text"], said["place"], said["region"], said["source_region"]) == (
        "Village 1",
        None,
        "Alder",
        None,
    )
    assert (said["accused"], said["target"]) == (["army"], [])
    assert (said["origin"], said["via"]) == ("Wire", None)
    assert (said["breach"], said["scope"]) == ("B-0001", "breach")


def test_a_span_of_days_has_an_end():
    cast.breach(cast.agreement())
    assert as_json(date_to=dt.date(2020, 3, 4))["date_end"] == "2020-03-04"


def test_the_region_of_the_source_stands_beside_that_of_the_place():
    cast.breach(cast.agreement())
    birch = Region.objects.create(code="NL-B", name="Birch", country="NL")
    said = as_json(source_region=birch)
    assert (said["region"], said["source_region"]) == ("Alder", "Birch")


def test_what_is_not_known_is_null_and_not_an_empty_word():
    cast.claim(cast.agreement(), 1, cast.source())
    said = as_json(date_from=None, date_to=None, region=None, origin=None, origin_text="")
    assert {said[name] for name in ("date", "date_end", "region", "origin", "breach", "scope")} == {None}


def test_an_origin_that_is_no_source_of_ours_is_named_as_the_text_names_it():
    cast.breach(cast.agreement())
    assert as_json(origin=None, origin_text="a farmer")["origin"] == "a farmer"
