"""How fast and how well names and points are placed, with the whole packaged world loaded."""

import io
import os
import random
import statistics
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import shapely
from django.core.management import call_command

from tracker.geo import world
from tracker.geo.evaluate import misspelt
from tracker.geo.lookup import Query, find
from tracker.geo.points import Point, distance_km
from tracker.geo.regions import RegionShapes
from tracker.management.benchmarks import timed_ms
from tracker.models import Agreement, PlaceName
from tracker.models.names import DatabaseNames
from tracker.vocab import PlaceLayer

COUNTRIES = ("SY", "UA", "YE", "SD", "CO")
NAMES_A_COUNTRY = 100
POINTS = 300_000
FIRST = 10
POSTGRES = "BENCH_POSTGRES_URL"
SEED = 20_161_230

SAME_PLACE_KM = 5.0

Asked = tuple[str, str, list[Point]]
"""Country, a misspelt name, and the points of the places that bear the right one."""


def measure(agreement: Agreement) -> Iterator[str]:
    yield _world()
    asked = _asked()
    yield from _lookup(asked)
    yield _beside_trigrams(asked)
    yield _regions(agreement.countries)


def _world() -> str:
    rows = PlaceName.objects.count()
    bare = timed_ms(lambda: [len(line) for line in map(world.admin1, world.countries())]) / 1000
    seconds = timed_ms(lambda: call_command("import_gazetteer", "packaged", stdout=io.StringIO())) / 1000
    return (
        f"The whole packaged world, {PlaceName.objects.count() - rows:,} names: {seconds:.0f} s; "
        f"reading the regions of all countries alone: {bare:.1f} s; ratio {seconds / bare:.1f}."
    )


def _asked() -> list[Asked]:
    """Names of packaged places, each with one wrong letter, the same in every run."""
    chance = random.Random(SEED)  # noqa: S311 - a sample, no secret
    asked = []
    for country in COUNTRIES:
        latin = PlaceName.objects.filter(
            country=country, place__layer=PlaceLayer.CITIES.value, text__regex=r"^[A-Za-z' -]{5,}$"
        )
        known: dict[str, list[Point]] = {}
        for text, lat, lon in latin.order_by("pk").values_list("text", "place__lat", "place__lon"):
            known.setdefault(text, []).append((lat, lon))
        for name in chance.sample(list(known), min(NAMES_A_COUNTRY, len(known))):
            asked.append((country, misspelt(name, chance), known[name]))
    return asked


def _lookup(asked: list[Asked]) -> Iterator[str]:
    names = {country: DatabaseNames((country,)) for country in COUNTRIES}
    right = [(country, text) for country, text in PlaceName.objects.filter(country="SY").values_list("country", "text")]
    exact = _times(lambda pair: find(Query(pair[1], (pair[0],)), names[pair[0]]), right[: len(asked)])
    key = _times(lambda pair: list(names[pair[0]].exact([pair[1]])), [("SY", text.lower()) for _, text in right[:500]])

    def look_up(each: Asked) -> list[Point]:
        country, text, _ = each
        return [ranked.candidate.point for ranked in find(Query(text, (country,)), names[country])]

    found = [look_up(each) for each in asked]
    fuzzy = _times(look_up, asked)
    yield (
        f"A name as it is written, among {PlaceName.objects.count():,}: {_spread(exact)} ranked; "
        f"its rows alone {_spread(key)}; ratio {statistics.median(exact) / statistics.median(key):.1f}."
    )
    yield f"With one wrong letter: {_recall(asked, found)}, {_spread(fuzzy)}."


def _beside_trigrams(asked: list[Asked]) -> str:
    address = os.environ.get(POSTGRES)
    if not address:
        return f"Beside PostgreSQL's pg_trgm: left out, {POSTGRES} names no server."
    import psycopg

    with psycopg.connect(address) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        connection.execute("CREATE TEMP TABLE bench_names (lat float, lon float, country text, name text)")
        rows = PlaceName.objects.values_list("place__lat", "place__lon", "country", "text")
        with connection.cursor().copy("COPY bench_names FROM STDIN") as copy:
            for lat, lon, country, text in rows.iterator():
                copy.write_row((lat, lon, country, text.lower()))
        connection.execute("CREATE INDEX ON bench_names USING gin (name gin_trgm_ops)")
        connection.execute("ANALYZE bench_names")
        statement = (
            "SELECT lat, lon FROM (SELECT lat, lon, max(similarity(name, %(name)s)) AS alike FROM bench_names "
            "WHERE name %% %(name)s AND country = %(country)s GROUP BY lat, lon) AS found ORDER BY alike DESC LIMIT 10"
        )

        def look_up(each: Asked) -> list[Point]:
            country, text, _ = each
            return list(connection.execute(statement, {"name": text.lower(), "country": country}))

        found = [look_up(each) for each in asked]
        theirs = _times(look_up, asked)
        connection.rollback()
    ours = _times(lambda each: find(Query(each[1], (each[0],)), DatabaseNames((each[0],))), asked)
    return (
        f"PostgreSQL's pg_trgm over the same names: {_recall(asked, found)}, {_spread(theirs)}; "
        f"ratio {statistics.median(theirs) / statistics.median(ours):.1f} by the median, "
        f"{_p95(theirs) / _p95(ours):.1f} by the 95th of 100."
    )


def _regions(countries: Iterable[str]) -> str:
    shapes = RegionShapes([(unit["code"], unit["geometry"]) for code in countries for unit in world.admin1(code)])
    boxes = np.array([shape.bounds for shape in shapes.shapes.values()])
    (west, south), (east, north) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    chance = np.random.default_rng(SEED)
    lats, lons = chance.uniform(south, north, POINTS), chance.uniform(west, east, POINTS)
    tree = shapely.STRtree(list(shapes.shapes.values()))
    ours = min(timed_ms(lambda: shapes.containing_many(lats, lons)) for _ in range(5))
    theirs = min(timed_ms(lambda: tree.query(shapely.points(lons, lats), predicate="intersects")) for _ in range(3))
    return (
        f"Points in {len(boxes)} regions: {POINTS / ours / 1000:.1f} million a second; shapely's STRtree: "
        f"{POINTS / theirs / 1000:.2f} million; ratio {theirs / ours:.1f}."
    )


def _times(act: Callable, over: Iterable) -> list[float]:
    return [timed_ms(lambda each=each: act(each)) for each in over]


def _recall(asked: list[Asked], found: list[list[Point]]) -> str:
    def hits(most: int) -> int:
        return sum(
            any(distance_km(one, other) <= SAME_PLACE_KM for one in right for other in points[:most])
            for (_, _, right), points in zip(asked, found, strict=True)
        )

    at_one, at_ten = hits(1), hits(FIRST)
    return f"right first {at_one / len(asked):.3f}, among ten {at_ten / len(asked):.3f}"


def _spread(times: list[float]) -> str:
    return f"{statistics.median(times):.1f} ms, 95th of 100 {_p95(times):.1f} ms"


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]
