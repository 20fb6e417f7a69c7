"""A name that the gazetteer lacks is asked for online where that is on; a service that is away costs time only."""

import datetime as dt

import pytest
import redis
from django.utils import timezone

from tests.geo.conftest import service  # noqa: F401 - a fixture
from tests.views import cast
from tracker import tasks
from tracker.actions import geocoding, placing
from tracker.models import GeocodeAnswer, Report
from tracker.vocab import GeoPrecision

pytestmark = pytest.mark.django_db
INSIDE = [{"lat": "11.0", "lon": "11.0", "display_name": "Tajriba, Alder"}]
OUTSIDE = [{"lat": "50.0", "lon": "8.0", "display_name": "Tajriba, elsewhere"}]


@pytest.fixture
def online(service, settings, valkey, monkeypatch):  # noqa: F811 - the fixture above
    """Nominatim is switched on and is the fake; its limits are fresh, and what follows placing is not rung."""
    settings.GEOCODERS, settings.GEOCODER_ADDRESSES = ["gazetteer", "nominatim"], {"nominatim": service.address}
    settings.GEOCODER_INTERVAL_MS, settings.REDIS_URL, settings.GEOCODER_CONTACT = 1, valkey, "desk@example.org"
    with redis.Redis.from_url(valkey) as client:
        for key in client.keys(geocoding.PREFIX + "*"):
            client.delete(key)
    monkeypatch.setattr(tasks, "ring", lambda *_: True)
    return service


def waiting(name: str = "Tajriba") -> Report:
    under = cast.Agreement.objects.first() or cast.agreement()
    claim = cast.claim(under, Report.objects.count() + 1, cast.source())
    fresh = {"lat": None, "lon": None, "geo_precision": None, "region": None, "place_text": name, "region_text": ""}
    Report.objects.filter(pk=claim.pk).update(step="pending", step_name="locate", **fresh)
    return claim


def place(report: Report) -> Report:
    tasks.locate_report(report.pk)
    return Report.objects.get(pk=report.pk)


def test_an_answer_inside_the_agreements_countries_is_taken_as_a_suggestion(online):
    online.says = INSIDE
    placed = place(waiting())
    assert (placed.lat, placed.lon, placed.geo_precision) == (11.0, 11.0, GeoPrecision.NEAR)
    assert placed.region.code == "NL-A"
    assert online.asked[0]["agent"] == "ceasefire-tracker/1 (desk@example.org)"


def test_an_answer_elsewhere_is_not_taken(online):
    online.says = OUTSIDE
    placed = place(waiting())
    assert (placed.lat, placed.step_name) == (None, "match")


def test_the_same_name_is_asked_for_once_until_the_answer_expires(online):
    online.says = INSIDE
    place(waiting())
    place(waiting())
    assert len(online.asked) == 1
    GeocodeAnswer.objects.update(
        asked_at=timezone.now() - dt.timedelta(days=100), expires_at=timezone.now() - dt.timedelta(days=1)
    )
    place(waiting())
    assert len(online.asked) == 2


def test_a_service_that_asks_to_come_back_makes_the_claim_wait_and_says_so(online):
    online.says, online.headers = 429, {"Retry-After": "90"}
    held = place(waiting())
    assert (held.step, held.step_name, held.lat) == ("pending", "locate", None)
    assert "asks to come back in 90 seconds" in held.step_error
    assert held.step_next_try_at >= timezone.now() + dt.timedelta(seconds=80)


def test_when_the_service_is_back_the_claim_is_placed(online):
    online.says = 503
    report = waiting()
    place(report)
    with redis.Redis.from_url(geocoding.settings.REDIS_URL) as client:
        client.delete(geocoding.PREFIX + "nominatim:pause")
    Report.objects.filter(pk=report.pk).update(step_next_try_at=None)
    online.says = INSIDE
    assert place(report).lat == 11.0


def test_after_several_tries_the_claim_goes_on_without_the_service(online):
    online.says = 503
    report = waiting()
    Report.objects.filter(pk=report.pk).update(step_attempts=6)
    assert place(report).step_name == "match"


def test_three_failures_in_a_row_close_the_service_for_all_workers(online):
    limits = geocoding.RedisLimits(1)
    for _ in range(3):
        limits.bad("nominatim", 1)
    assert limits.wait("nominatim") > 500


def test_one_turn_an_interval_for_all_workers(online):
    one, two = geocoding.RedisLimits(5_000), geocoding.RedisLimits(5_000)
    assert one.wait("photon") == 0
    assert 0 < two.wait("photon") <= 5


def test_without_redis_nobody_is_asked(online, settings):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    online.says = INSIDE
    assert place(waiting()).step_name == "locate"
    assert online.asked == []


def test_nothing_is_asked_where_only_the_gazetteer_is_set(service):  # noqa: F811
    report = waiting()
    assert geocoding.answers_for(report_id=report.pk, now=timezone.now()) == ()
    assert service.asked == []


def test_a_report_that_another_worker_has_is_not_postponed(online):
    report = waiting()
    Report.objects.filter(pk=report.pk).update(step_next_try_at=timezone.now() + dt.timedelta(minutes=3))
    assert placing.postpone(report_id=report.pk, seconds=5, error="later", now=timezone.now())
    assert Report.objects.get(pk=report.pk).step_attempts == 0
