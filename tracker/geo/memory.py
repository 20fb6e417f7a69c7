"""A gazetteer in memory, for commands and tests that work without a database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tracker.geo.keys import block, fold
from tracker.geo.lookup import Candidate, likest
from tracker.geo.rows import GazetteerRow


def candidate(row: GazetteerRow, name: str, regions: Mapping[str, str]) -> Candidate:
    """A row under one of its names; `regions` gives our region code by GeoNames' ("SY.10" → "SY-HM")."""
    return Candidate(
        place_id=f"{row.layer}:{row.external_id}",
        name=name,
        country=row.country,
        region=row.region or regions.get(row.admin1_code),
        lat=row.lat,
        lon=row.lon,
        kind=row.kind,
        population=row.population,
        layer=row.layer,
        radius_km=row.radius_km,
    )


class MemoryNames:
    """A NameSource over gazetteer rows; a few hundred thousand names fit well."""

    def __init__(self, rows: Iterable[GazetteerRow], regions: Mapping[str, str] | None = None):
        self._by_key: dict[str, list[Candidate]] = defaultdict(list)
        self._by_block: dict[str, list[tuple[str, Candidate]]] = defaultdict(list)
        for row in rows:
            for name in row.all_names:
                if key := fold(name):
                    entry = candidate(row, name, regions or {})
                    self._by_key[key].append(entry)
                    self._by_block[block(name)].append((key, entry))

    def exact(self, keys: Sequence[str]) -> list[Candidate]:
        return [entry for key in keys for entry in self._by_key.get(key, [])]

    def near(self, blocks: Sequence[str], keys: Sequence[str]) -> list[Candidate]:
        named = [pair for each in blocks for pair in self._by_block.get(each, [])]
        return [named[at][1] for at in likest([key for key, _ in named], keys)]
