"""The database form of the look-up that `geo` asks its names from."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.geo.lookup import Candidate, likest
from tracker.models.region import PlaceName
from tracker.vocab import PlaceLayer

MOST_CANDIDATES = 400  # of one very common name, such as San José, in all countries
# Read as bare values: a look-up makes hundreds of candidates, and a model object costs more than its row.
COLUMNS = (
    "place_id", "text", "country", "place__region__code", "place__lat", "place__lon", "place__kind",
    "place__population", "place__layer", "place__radius_km",
)  # fmt: skip


class DatabaseNames:
    """Place names in the database, narrowed to some countries (ISO 3166-1 alpha-2)."""

    def __init__(self, countries: Iterable[str]):
        self.countries = tuple(countries)

    def exact(self, keys: Sequence[str]) -> Iterator[Candidate]:
        return _candidates(PlaceName.objects.exact(keys, self.countries))

    def near(self, blocks: Sequence[str], keys: Sequence[str]) -> Iterator[Candidate]:
        named = list(PlaceName.objects.near(blocks, self.countries).values_list("pk", "key"))
        chosen = [named[at][0] for at in likest([key for _, key in named], keys)]
        return _candidates(PlaceName.objects.filter(pk__in=chosen)) if chosen else iter(())


def _candidates(rows) -> Iterator[Candidate]:
    for place_id, *own, layer, radius_km in rows.values_list(*COLUMNS)[:MOST_CANDIDATES]:
        yield Candidate(str(place_id), *own, layer=PlaceLayer(layer), radius_km=radius_km)
