"""The description of the API says what there is, and its page shows it without help from elsewhere."""

import json

import pytest
from django.http import QueryDict
from lxml import html
from pydantic import TypeAdapter

from tests.api.test_reading import ADDRESSES
from tracker.api import described, parameters, v1
from tracker.api.shapes.agreements import AgreementWhole, History, Parties, Regions
from tracker.api.shapes.breaches import Breaches, BreachWhole, Features, Filter
from tracker.forms.filters import FilterForm

SHAPES = {
    "agreement": AgreementWhole,
    "parties": Parties,
    "regions": Regions,
    "region_days": History,
    "breaches": Breaches,
    "breach": BreachWhole,
    "breaches_geojson": Features,
}


@pytest.fixture(scope="module")
def schema():
    return described.schema()


def operations(schema):
    return [(path, method, told) for path, methods in schema["paths"].items() for method, told in methods.items()]


def test_every_address_is_described(schema):
    assert {told["operationId"] for _, _, told in operations(schema)} == {one.name for one in v1.patterns} | {
        "send_document"
    }
    assert {method for _, method, told in operations(schema) if told["operationId"] in ADDRESSES} == {"get"}


def test_every_reference_leads_somewhere(schema):
    text = json.dumps(schema)
    names = {part.partition('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert names == set(schema["components"]["schemas"]) & names
    assert "Problem" in names


def test_every_parameter_and_every_answer_is_in_words(schema):
    for path, _, told in operations(schema):
        assert told["description"], path
        assert all(one["description"] and one["schema"] for one in told["parameters"]), path
        assert all(answer["description"] for answer in told["responses"].values()), path
        placed = {one["name"] for one in told["parameters"] if one["in"] == "path"}
        assert placed == {part.strip("{}") for part in path.split("/") if part.startswith("{")}
    assert schema["openapi"].startswith("3.")


def test_every_field_of_the_filter_is_described(northland):
    form = FilterForm(northland, northland.spoken_regions, QueryDict())
    narrowing = set(form.fields) - {"by"}
    assert narrowing | {"f"} == set(parameters.names(parameters.FILTER))
    shown = {field.alias or name for name, field in Filter.model_fields.items()}
    assert narrowing | {"address"} == shown


def test_each_error_has_the_one_shape(schema):
    for _, _, told in operations(schema):
        if told["operationId"] in ADDRESSES:
            assert {"200", "400", "401", "404", "405", "422", "429"} == set(told["responses"])
    assert list(schema["components"]["schemas"]["Problem"]["properties"]) == ["detail"]


@pytest.mark.parametrize("name", SHAPES)
def test_the_answer_that_the_page_shows_is_one_that_may_come(name):
    (row,) = [row for row in described.operations("https://x.example/") if row["id"] == name]
    shown = json.loads(row["example"])
    TypeAdapter(SHAPES[name]).validate_python(shown)


def test_the_description_is_served_to_any_origin(client, db):
    answer = client.get("/api/v1/openapi.json")
    assert answer.json() == described.schema()
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_page_shows_every_address_with_its_parameters_and_a_line_to_try(client, db):
    page = html.fromstring(client.get("/api/v1/").content)
    for row in described.operations("http://testserver/"):
        section = page.get_element_by_id(row["id"])
        words = section.text_content()
        assert row["path"] in words
        assert all(one["name"] in words for one in row["parameters"])
        assert ("curl" in words) == (row["method"] == "GET")
    assert page.xpath("//a[@href='/account/tokens/']")
