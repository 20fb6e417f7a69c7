"""What commands need to place names: the database's gazetteer where it has the country, else what is packaged."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.management.base import CommandError
from django.db import connection

from tracker.actions.placing import shapes_of
from tracker.geo import offline
from tracker.geo.keys import fold
from tracker.geo.locate import Location, locate
from tracker.geo.lookup import Candidate, NameSource, Query
from tracker.geo.points import Point
from tracker.geo.regions import RegionShapes
from tracker.geo.toponyms import Exact
from tracker.models import Place, Region
from tracker.models.names import DatabaseNames

KEYS_AT_ONCE = 20  # so that the limit of candidates a look-up holds for common names too


@dataclass(frozen=True)
class Gazetteer:
    """Names and regions of one country; `titles` gives a region's English name by code."""

    country: str
    names: NameSource
    shapes: RegionShapes
    titles: dict[str, str]

    def locate(self, name: str, region: str | None = None, near: tuple[Point, ...] = ()) -> Location:
        return locate(
            name, region, "at", Query(name=name, countries=(self.country,), near=near), self.names, self.shapes
        )


def _has_places() -> bool:
    """A database that was never set up has not even the table."""
    return Place._meta.db_table in connection.introspection.table_names()


def _is_loaded(country: str) -> bool:
    if not _has_places():
        return False
    return Place.objects.filter(country=country).exists() and Region.objects.filter(country=country, level=1).exists()


def gazetteer_of(country: str) -> Gazetteer:
    """Raises CommandError for a country that neither the database nor the packaged data knows."""
    code = country.upper()
    if _is_loaded(code):
        titles = dict(Region.objects.filter(country=code).values_list("code", "name"))
        return Gazetteer(code, DatabaseNames((code,)), shapes_of((code,)), titles)
    titles = {region: offline.english_name(code, region) for region in offline.region_names_of(code)}
    if not titles:
        raise CommandError(f"No country has the code “{country}”. Codes are ISO 3166-1, such as SY.")
    return Gazetteer(code, offline.names_of(code), offline.shapes_of(code), titles)


def of_the_world() -> Exact:
    """The database's names of all countries, by folded key. Raises CommandError where it holds a few countries only."""
    if not (_has_places() and Place.objects.filter(country="US").exists()):
        raise CommandError("The gazetteer holds some countries only. Run `manage.py import_gazetteer packaged` first.")
    names = DatabaseNames(())

    def exact(keys: Sequence[str]) -> dict[str, list[Candidate]]:
        found: dict[str, list[Candidate]] = defaultdict(list)
        for start in range(0, len(keys), KEYS_AT_ONCE):
            for candidate in names.exact(keys[start : start + KEYS_AT_ONCE]):
                found[fold(candidate.name)].append(candidate)
        return found

    return exact
