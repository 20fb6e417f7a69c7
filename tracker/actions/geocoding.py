"""Asking online geocoders for a name that the gazetteer lacks: outside any transaction, within shared limits."""

import datetime as dt

import redis
from django.conf import settings

from tracker.actions import placing
from tracker.geo import chain
from tracker.geo.chain import Later
from tracker.geo.services import SERVICES, Answer, Config
from tracker.models import GeocodeAnswer, Report
from tracker.vocab import StepName

__all__ = ["Later", "answers_for"]

PREFIX = "tracker:geocoder:"
FAILURES_BEFORE_PAUSE = 3
PAUSE_SECONDS = 600
WITHOUT_REDIS_SECONDS = 60.0


def answers_for(*, report_id: int, now: dt.datetime) -> tuple[Answer, ...]:
    """What the services say of a report's place, where the gazetteer has no point for it. Raises Later."""
    services = configured()
    report = Report.objects.filter(pk=report_id, step_name=StepName.LOCATE.value).select_related("agreement").first()
    if not services or report is None or not report.place_text:
        return ()
    found = placing.locate(
        report.agreement, place_text=report.place_text, region_text=report.region_text, role=report.place_role
    )
    if found.lat is not None or found.candidates:
        return ()  # found, or several could be meant: then a person decides
    limits = RedisLimits(settings.GEOCODER_INTERVAL_MS)
    countries = tuple(report.agreement.countries)
    return tuple(chain.answers(report.place_text, countries, services, TableCache(now), limits))


def configured() -> dict[str, Config]:
    """The services after the gazetteer, in the order of the setting."""
    agent = f"ceasefire-tracker/1 ({settings.GEOCODER_CONTACT or 'no contact given'})"
    return {
        name: Config(agent, settings.GEOCODER_ADDRESSES.get(name, ""), settings.GEOCODER_KEYS.get(name, ""))
        for name in settings.GEOCODERS
        if name in SERVICES
    }


class TableCache:
    """The cache as a table, with expiry."""

    def __init__(self, now: dt.datetime):
        self.now = now

    def get(self, service: str, name: str, countries: tuple[str, ...]) -> list[Answer] | None:
        kept = GeocodeAnswer.objects.kept(service=service, key=_key(name, countries), now=self.now).first()
        return None if kept is None else [Answer(service, **answer) for answer in kept.answers]

    def put(self, service: str, name: str, countries: tuple[str, ...], answers: list[Answer]) -> None:
        told = [{"lat": answer.lat, "lon": answer.lon, "address": answer.address} for answer in answers]
        lives = dt.timedelta(days=settings.GEOCODER_CACHE_DAYS)
        GeocodeAnswer.objects.update_or_create(
            service=service,
            key=_key(name, countries),
            defaults={"answers": told, "asked_at": self.now, "expires_at": self.now + lives},
        )


def _key(name: str, countries: tuple[str, ...]) -> str:
    return f"{' '.join(name.split())[:200]}|{','.join(sorted(countries))}"[:240]


class RedisLimits:
    """One turn a service and interval, and a pause after failures, shared by all workers through Redis."""

    def __init__(self, interval_ms: int):
        self.interval_ms = interval_ms
        self.client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)

    def wait(self, service: str) -> float:
        try:
            paused = self.client.pttl(f"{PREFIX}{service}:pause")
            if paused > 0:
                return paused / 1000
            turn = f"{PREFIX}{service}:turn"
            if self.client.set(turn, 1, nx=True, px=self.interval_ms):
                return 0.0
            return max(0.05, self.client.pttl(turn) / 1000)
        except redis.RedisError:
            return WITHOUT_REDIS_SECONDS  # without the limit nobody is asked

    def good(self, service: str) -> None:
        self.client.delete(f"{PREFIX}{service}:failures")

    def bad(self, service: str, retry_after: float) -> None:
        """Keep away as long as the service asks; after several failures in a row longer."""
        failures = self.client.incr(f"{PREFIX}{service}:failures")
        seconds = max(retry_after, PAUSE_SECONDS if failures >= FAILURES_BEFORE_PAUSE else 0)
        self.client.set(f"{PREFIX}{service}:pause", 1, px=int(1000 * max(seconds, 1)))
