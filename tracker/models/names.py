"""The database form of the look-up that `geo` asks its names from."""

from collections.abc import Iterable, Iterator

from tracker.geo.lookup import Candidate
from tracker.models.region import PlaceName
from tracker.vocab import PlaceLayer

MOST_CANDIDATES = 400  # a consonant block of a common word, such as "deir", is cut there; measured p99 is below


class DatabaseNames:
    """Place names in the database, narrowed to some countries (ISO 3166-1 alpha-2)."""

    def __init__(self, countries: Iterable[str]):
        self.countries = tuple(countries)

    def exact(self, key: str) -> Iterator[Candidate]:
        return self._candidates(PlaceName.objects.exact(key))

    def near(self, wanted: Iterable[str]) -> Iterator[Candidate]:
        return self._candidates(PlaceName.objects.near(list(wanted)))

    def _candidates(self, rows) -> Iterator[Candidate]:
        if self.countries:
            rows = rows.filter(place__country__in=self.countries)
        return (candidate_of(row) for row in rows[:MOST_CANDIDATES])


def candidate_of(row: PlaceName) -> Candidate:
    place = row.place
    return Candidate(
        place_id=str(place.pk),
        name=row.text,
        country=place.country,
        region=place.region.code if place.region else None,
        lat=place.lat,
        lon=place.lon,
        kind=place.kind,
        population=place.population,
        layer=PlaceLayer(place.layer),
        radius_km=place.radius_km,
    )
