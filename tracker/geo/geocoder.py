"""Our gazetteer as a geopy geocoder, so that online services can follow it and scripts can use it like any other.

`geocode` never gives a silent first hit: the raw answer of each location has its score and what speaks for it.
"""

from collections.abc import Sequence

from geopy.geocoders.base import Geocoder
from geopy.location import Location as GeopyLocation
from geopy.point import Point as GeopyPoint

from tracker.geo.lookup import NameSource, Query, Ranked, find

SCHEME = "gazetteer"


class GazetteerGeocoder(Geocoder):
    """Names looked up in a NameSource; no network, so timeouts and adapters mean nothing here."""

    def __init__(self, names: NameSource, countries: Sequence[str] = ()):
        super().__init__(scheme="https", timeout=1, user_agent=SCHEME)
        self.names = names
        self.countries = tuple(countries)

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        region: str | None = None,
        near: Sequence[tuple[float, float]] = (),
        limit: int = 10,
    ) -> GeopyLocation | list[GeopyLocation] | None:
        """The place of a name, or with `exactly_one=False` up to `limit` of them, best first; None where none is like it.

        `region` is our code of the region that the text names, `near` (lat, lon) of places beside it in the text.
        """
        asked = Query(name=query, countries=self.countries, region=region, near=tuple(near))
        found = [_location(ranked) for ranked in find(asked, self.names)[:limit]]
        if not found:
            return None
        return found[0] if exactly_one else found

    def reverse(self, query, *, exactly_one: bool = True, **_options):
        """A gazetteer of names has no answer for a point."""
        raise NotImplementedError("The gazetteer finds points for names; for a region ask RegionShapes.containing.")


def _location(ranked: Ranked) -> GeopyLocation:
    place = ranked.candidate
    raw = {
        "place_id": place.place_id,
        "name": place.name,
        "country": place.country,
        "region": place.region,
        "kind": place.kind,
        "layer": place.layer.value,
        "population": place.population,
        "radius_km": place.radius_km,
        "score": ranked.score,
        "likeness": ranked.likeness,
        "reasons": list(ranked.reasons),
    }
    address = ", ".join(part for part in (place.name, place.region or place.country) if part)
    return GeopyLocation(address, GeopyPoint(place.lat, place.lon), raw)
