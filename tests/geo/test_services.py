"""Each online service: good, empty, too many questions, away, dripping, and a page instead of JSON."""

import pytest

from tests.geo.services import EMPTY, GOOD, LAT, LON
from tracker.geo import chain, services
from tracker.geo.services import Config, ServiceError

EVERY = sorted(services.SERVICES)
each = pytest.mark.parametrize("name", EVERY)


@pytest.fixture(autouse=True)
def at_hand(monkeypatch):
    """Every service is the fake, and nobody waits long for it."""
    monkeypatch.setattr(services, "TIMEOUT_SECONDS", 0.5)


def ask(name: str, service, countries=("SY",)):
    return services.ask("Tajriba", name, Config("tracker-test (me@example.org)", service.address, "key"), countries)


@each
def test_a_good_answer_is_a_point_with_the_services_words(name, service):
    service.says = GOOD[name]
    (answer,) = ask(name, service)
    assert (answer.service, round(answer.lat, 2), round(answer.lon, 2)) == (name, LAT, LON)
    assert "Tajriba" in answer.address
    assert service.asked[0]["agent"] == "tracker-test (me@example.org)"


@each
def test_no_answer_is_an_empty_list(name, service):
    service.says = EMPTY[name]
    assert ask(name, service) == []


@each
def test_too_many_questions_say_when_to_come_back_and_nobody_sleeps(name, service):
    service.says, service.headers = 429, {"Retry-After": "17"}
    with pytest.raises(ServiceError, match=f"{name} asks to come back in 17 seconds") as caught:
        ask(name, service)
    assert caught.value.retry_after == 17
    assert len(service.asked) == 1


@each
def test_a_service_that_is_away_is_an_error_in_words(name, service):
    service.says = 503
    with pytest.raises(ServiceError, match=f"{name} did not answer in time"):
        ask(name, service)


@each
def test_a_page_instead_of_an_answer_is_an_error_in_words(name, service):
    service.says = "<html>Please accept cookies</html>"
    with pytest.raises(ServiceError, match=f"{name} answered with something that is no list"):
        ask(name, service)


@each
def test_a_dripping_service_is_not_waited_for_for_ever(name, service):
    service.says, service.drip = GOOD[name], True
    with pytest.raises(ServiceError, match=f"{name} did not answer in time"):
        ask(name, service)


def test_nominatim_is_told_the_countries(service):
    service.says = []
    ask("nominatim", service, ("SY", "TR"))
    assert service.asked[0]["countrycodes"] == ["sy,tr"]


class Kept:
    """A cache in memory."""

    def __init__(self):
        self.kept = {}

    def get(self, *key):
        return self.kept.get(key)

    def put(self, service, name, countries, answers):
        self.kept[service, name, countries] = answers


class Limits:
    def __init__(self, waits=None):
        self.waits, self.good_ones, self.bad_ones = waits or {}, [], []

    def wait(self, service):
        return self.waits.get(service, 0)

    def good(self, service):
        self.good_ones.append(service)

    def bad(self, service, retry_after):
        self.bad_ones.append((service, retry_after))


def chained(service, *names, cache=None, limits=None):
    configs = {name: Config("test", service.address, "key") for name in names}
    return chain.answers("Tajriba", ("SY",), configs, cache or Kept(), limits or Limits())


def test_the_second_service_is_asked_where_the_first_knows_nothing(service):
    cache = Kept()
    cache.put("photon", "Tajriba", ("SY",), [])
    service.says = GOOD["nominatim"]
    assert chained(service, "photon", "nominatim", cache=cache)[0].service == "nominatim"


def test_what_was_answered_once_is_not_asked_again(service):
    cache, service.says = Kept(), GOOD["nominatim"]
    first = chained(service, "nominatim", cache=cache)
    assert chained(service, "nominatim", cache=cache) == first
    assert len(service.asked) == 1


def test_a_service_whose_turn_it_is_not_is_waited_for(service):
    with pytest.raises(chain.Later) as caught:
        chained(service, "nominatim", limits=Limits({"nominatim": 0.8}))
    assert caught.value.seconds == 0.8
    assert service.asked == []


def test_a_failure_is_told_to_the_limits_and_the_soonest_next_try_counts(service):
    service.says, limits = 503, Limits({"photon": 5})
    with pytest.raises(chain.Later) as caught:
        chained(service, "nominatim", "photon", limits=limits)
    assert limits.bad_ones == [("nominatim", services.PAUSE_SECONDS)]
    assert caught.value.seconds == 5


def test_a_name_that_nobody_knows_is_an_answer_too(service):
    service.says = []
    assert chained(service, "nominatim") == []
