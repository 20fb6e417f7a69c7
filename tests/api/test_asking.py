"""Pages of a list, and what is said of a question that cannot be answered as asked."""

import pytest

from tests.api.test_reading import ADDRESSES, NORTHLAND, read
from tests.views import cast
from tracker.models import Breach
from tracker.vocab import Verification

pytestmark = pytest.mark.django_db
BREACHES = f"{NORTHLAND}/breaches"
NAMES = (
    "from",
    "to",
    "known",
    "q",
    "limit",
    "as_of",
    *("region", "event_type", "accused", "verification", "scope", "source"),
)
NONSENSE = [
    "", "soon", "-1", "0", "99999999999999999999", "1.5", "2020-02-30", "0001-01-01", "9999-12-31", "2020-03-01T00:00",
    "\x00", "‮", "'; drop table", "%", "[]", "{}", "null", "nan", "é" * 300, "٣", "1" * 5000,
]  # fmt: skip


@pytest.fixture
def many(northland):
    """Seven breaches."""
    for number in range(2, 8):
        cast.breach(northland, number, cast.source(f"voice-{number % 3}"))
    return northland


def follow(client, address: str, key: str = "number") -> list[list]:
    """The keys of the items of every page, as the links lead."""
    pages = []
    while address:
        said = read(client, address)
        pages.append([row[key] for row in said["items"]])
        address = said["paging"]["next"]
    return pages


def test_the_links_lead_through_every_breach_once(client, many):
    assert follow(client, f"{BREACHES}?f=1&limit=3") == [[1, 2, 3], [4, 5, 6], [7]]


def test_a_breach_that_is_added_between_two_pages_comes_at_the_end(client, many):
    first = read(client, f"{BREACHES}?f=1&limit=3")
    cast.breach(many, 8, cast.source("late"))
    assert follow(client, first["paging"]["next"]) == [[4, 5, 6], [7, 8]]


def test_a_page_that_is_full_to_the_last_has_none_after_it(client, many):
    assert follow(client, f"{BREACHES}?f=1&limit=7") == [[1, 2, 3, 4, 5, 6, 7]]


def test_the_links_keep_the_filter_as_it_was_understood(client, many):
    Breach.objects.filter(number__in=[2, 5]).update(verification=Verification.REFUTED.value)
    assert follow(client, f"{BREACHES}?verification=refuted&from=2020-03-01&limit=1") == [[2], [5]]


def test_the_features_come_page_by_page_too(client, many):
    said = read(client, f"{NORTHLAND}/breaches.geojson?f=1&limit=5")
    rest = read(client, said["paging"]["next"])
    assert [row["id"] for row in said["features"] + rest["features"]] == [f"B-000{number}" for number in range(1, 8)]


def test_the_days_of_a_region_come_page_by_page(client, northland):
    pages = follow(client, f"{NORTHLAND}/regions/NL-A/days?from=2020-03-02&to=2020-03-08&limit=3", "day")
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [day for page in pages for day in page] == [f"2020-03-0{day}" for day in range(2, 9)]


def test_the_agreements_come_page_by_page(client, northland):
    cast.agreement("southland")
    assert follow(client, "/api/v1/agreements?limit=1", "key") == [["northland"], ["southland"]]


@pytest.mark.parametrize("address", ["breaches", "breaches.geojson", "regions/NL-A/days"])
@pytest.mark.parametrize("cursor", ["soon", "-1", "99999999999", "2020-02-30"])
def test_a_cursor_that_is_none_is_refused_in_words(client, northland, address, cursor):
    answer = client.get(f"{NORTHLAND}/{address}?f=1&cursor={cursor}")
    assert answer.status_code == 400
    assert answer.json() == {"detail": f"“{cursor}” is no cursor. Take the address that “next” gave."}


@pytest.mark.parametrize(("asked", "used"), [("1", 1), ("500", 500), ("501", 500), ("0", 100), ("-1", 100), ("x", 100)])
def test_a_limit_is_kept_within_bounds_and_said(client, northland, asked, used):
    said = read(client, f"{BREACHES}?f=1&limit={asked}")
    assert said["paging"]["limit"] == used
    assert bool(said["notes"]) == (asked != str(used))


def test_what_a_filter_could_not_use_is_said_as_on_the_page(client, northland):
    query = "?f=1&from=soon&verification=perhaps&verification=refuted&region=XX"
    said = read(client, BREACHES + query)
    assert said["notes"] == list(client.get(f"/agreements/northland/breaches/{query}").context["filter_notes"])
    assert (said["filter"]["from"], said["filter"]["verification"]) == (None, ["refuted"])


def test_the_filter_is_the_one_of_the_page(client, many):
    query = "?event_type=explosions_remote_violence&source=voice-1&q=village"
    shown = client.get(f"/agreements/northland/breaches/{query}").context
    said = read(client, BREACHES + query)
    assert [row["number"] for row in said["items"]] == sorted(row.number for row in shown["page_obj"])
    assert said["filter"]["address"].endswith(f"/agreements/northland/breaches/?{shown['query']}")
    assert "default of the pages" in said["notes"][0]


def test_a_name_that_is_no_parameter_is_said_and_so_is_one_given_twice(client, northland):
    notes = read(client, f"{BREACHES}?f=1&regoin=NL-A&to=2020-03-01&to=2020-03-05&source=wire&source=wire")["notes"]
    assert notes == [
        "“regoin” is no parameter of this address and was ignored.",
        "“to” was given more than once; the last one counts.",
    ]
    for name, address in ADDRESSES.items():
        address += "&" if "?" in address else "?"
        assert ["“x”" in note for note in read(client, f"{address}x=1")["notes"]] == [True], name


@pytest.mark.parametrize(("asked", "used"), [("2019-01-01", "2020-03-01"), ("2030-01-01", "2020-03-20")])
def test_a_day_outside_of_the_data_is_said(client, northland, asked, used):
    said = read(client, f"{NORTHLAND}/regions?as_of={asked}")
    assert said["as_of"] == used
    assert said["notes"] == [f"{asked} is outside of the days with data, 2020-03-01 to 2020-03-20; {used} was used."]


def test_an_example_says_so(client, northland):
    northland.is_example = True
    northland.save()
    said = [read(client, address) for name, address in ADDRESSES.items() if name != "agreements"]
    assert all(one["notes"][-1].startswith("Example data") for one in said)


@pytest.mark.parametrize("name", ADDRESSES)
def test_nonsense_never_fails_and_is_answered_in_words(client, northland, name):
    address = ADDRESSES[name].partition("?")[0]
    for value in NONSENSE:
        said = client.get(address, dict.fromkeys(NAMES, value) | {value: value})
        assert said.status_code == 200, value
        assert said.json()["notes"], value
        paged = client.get(address, {"cursor": value})
        assert paged.status_code in (200, 400), value
        assert paged.json().get("detail", "…"), value


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/api/v1/agreements/nowhere",
            "/api/v1/agreements/nowhere/breaches",
            "/api/v1/nothing",
            "/api/v1/agreements/",
        ),
        *(f"{BREACHES}/999", f"{BREACHES}/{'9' * 30}", f"{BREACHES}/one", f"{NORTHLAND}/regions/XX/days"),
        *(f"{NORTHLAND}/regions/%00/days", "/api/v1/agreements/%E2%80%AE"),
    ],
)
def test_an_address_with_nothing_is_said_in_words(client, northland, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.json() == {"detail": "Nothing is here, or it is not published. /api/v1/ lists what there is."}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, northland, method):
    for address in ADDRESSES.values():
        answer = getattr(client, method)(address)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer.json() == {"detail": "This address is for reading: ask with GET."}
