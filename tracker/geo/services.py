"""Online geocoders behind our gazetteer, through geopy: one entry a service, their errors made ours.

They are asked with urllib, because geopy's other adapter sleeps on Retry-After; waiting is the queue's work.
"""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from geopy import exc
from geopy.adapters import URLLibAdapter
from geopy.geocoders import ArcGIS, GeoNames, Nominatim, Pelias, Photon
from geopy.geocoders.base import Geocoder

TIMEOUT_SECONDS = 8
MOST_ANSWERS = 5
PAUSE_SECONDS = 60.0  # where a service does not say when to come back


@dataclass(frozen=True)
class Config:
    """How a service is reached: its base address ("" is the public one), a key or user name, and who asks."""

    user_agent: str
    address: str = ""
    key: str = ""


@dataclass(frozen=True)
class Answer:
    """A point that a service gives for a name, in degrees, with its own words for the place."""

    service: str
    lat: float
    lon: float
    address: str


class ServiceError(Exception):
    """A service gave no answer that can be used; `retry_after` is in seconds, the text is for a person."""

    def __init__(self, message: str, retry_after: float = PAUSE_SECONDS):
        super().__init__(message)
        self.retry_after = retry_after


def _common(config: Config) -> dict:
    parts = urlsplit(config.address) if config.address else None
    options = {"user_agent": config.user_agent, "timeout": TIMEOUT_SECONDS, "adapter_factory": URLLibAdapter}
    return options | ({"domain": parts.netloc + parts.path.rstrip("/"), "scheme": parts.scheme} if parts else {})


@dataclass(frozen=True)
class Service:
    """How to make a service's geocoder, how to tell it the countries, and the licence of what it gives."""

    make: Callable[[Config], Geocoder]
    countries: Callable[[tuple[str, ...]], dict] | None
    licence: str


OSM = "© OpenStreetMap contributors, ODbL"
SERVICES: dict[str, Service] = {
    "nominatim": Service(
        lambda c: Nominatim(**_common(c)), lambda codes: {"country_codes": [code.lower() for code in codes]}, OSM
    ),
    "photon": Service(lambda c: Photon(**_common(c)), None, OSM),
    "pelias": Service(
        lambda c: Pelias(**({"domain": "api.geocode.earth"} | _common(c)), api_key=c.key or None),
        lambda codes: {"countries": list(codes)},
        "Pelias: OpenStreetMap, Who's On First, GeoNames, OpenAddresses",
    ),
    "geonames": Service(
        lambda c: GeoNames(c.key, **_common(c)), lambda codes: {"country": list(codes)}, "GeoNames, CC BY 4.0"
    ),
    "arcgis": Service(lambda c: ArcGIS(**_common(c)), None, "Esri World Geocoding, by its terms of use"),
}


def _in_time(act: Callable[[], Any]) -> Any:
    """What `act` gives, or GeocoderTimedOut: urllib's own limit starts anew with every byte that drips in."""
    told: queue.Queue = queue.Queue()

    def run() -> None:
        try:
            told.put((act(), None))
        except Exception as error:  # raised again where it is waited for
            told.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        answer, error = told.get(timeout=2 * TIMEOUT_SECONDS)
    except queue.Empty:
        raise exc.GeocoderTimedOut("too slow") from None
    if error:
        raise error
    return answer


def ask(name: str, service: str, config: Config, countries: tuple[str, ...]) -> list[Answer]:
    """What a service says of a place name, best first; empty where it knows none. Raises ServiceError."""
    kind = SERVICES[service]
    options = {"exactly_one": False} | (kind.countries(countries) if kind.countries and countries else {})
    try:
        found = _in_time(lambda: kind.make(config).geocode(name, **options)) or []
    except exc.GeocoderRateLimited as error:
        wait = float(error.retry_after or PAUSE_SECONDS)
        raise ServiceError(f"{service} asks to come back in {wait:.0f} seconds.", wait) from error
    except exc.GeocoderTimedOut as error:
        raise ServiceError(f"{service} did not answer in time.") from error
    except exc.GeocoderAuthenticationFailure as error:
        raise ServiceError(f"{service} refuses the key or user name.", 3600.0) from error
    except (exc.GeocoderParseError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise ServiceError(f"{service} answered with something that is no list of places.") from error
    except exc.GeopyError as error:
        raise ServiceError(f"{service} is not to be had ({type(error).__name__}).") from error
    return [Answer(service, place.latitude, place.longitude, place.address or name) for place in found[:MOST_ANSWERS]]
