"""Sets of texts with marked toponyms, and how many of them are found near enough.

Two forms are read: the XML of the LGL and TR-News corpora (`article` with `text` and `toponyms/toponym`, each with `start`,
`end` and `gaztag/lat`, `lon`, or `lat`, `lon` of its own), and JSON lines (`{"text": …, "toponyms": [{"start", "end", "lat",
"lon"}]}`). Offsets are characters of the text. A toponym without a point is no gold.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from tracker.geo.evaluate import LIMITS_KM, TableError
from tracker.geo.points import Point, distance_km
from tracker.geo.toponyms import Toponym

SUFFIXES = frozenset({".xml", ".jsonl"})


@dataclass(frozen=True)
class Marked:
    """A text and its toponyms: first character, one past the last, and the true point in degrees."""

    text: str
    gold: tuple[tuple[int, int, Point], ...]


def marked_texts(path: Path) -> list[Marked]:
    """The texts of a set. Raises TableError, which says what is wrong, and where."""
    try:
        return list(_from_xml(path) if path.suffix.lower() == ".xml" else _from_lines(path))
    except (etree.XMLSyntaxError, UnicodeDecodeError) as error:
        raise TableError(f"{path.name} cannot be read: {error}.") from error


def _from_xml(path: Path) -> Iterable[Marked]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    for article in etree.parse(path, parser).iter("article"):
        gold = []
        for mark in article.iter("toponym"):
            told = [mark.findtext(name) for name in ("start", "end")]
            told += [mark.findtext(f"gaztag/{name}") or mark.findtext(name) for name in ("lat", "lon")]
            if all(told):
                gold.append(_gold(told, f"{path.name}, line {mark.sourceline}"))
        yield Marked(article.findtext("text") or "", tuple(gold))


def _from_lines(path: Path) -> Iterable[Marked]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            where = f"{path.name}, line {number}"
            try:
                row = json.loads(line)
                marks = [[mark[name] for name in ("start", "end", "lat", "lon")] for mark in row["toponyms"]]
                text = str(row["text"])
            except (ValueError, KeyError, TypeError) as error:
                raise TableError(f"{where}: no JSON object with text and toponyms (start, end, lat, lon).") from error
            yield Marked(text, tuple(_gold(mark, where) for mark in marks if None not in mark))


def _gold(told: list, where: str) -> tuple[int, int, Point]:
    try:
        start, end, lat, lon = int(told[0]), int(told[1]), float(told[2]), float(told[3])
    except (TypeError, ValueError) as error:
        raise TableError(f"{where}: start, end, lat and lon of a toponym are numbers.") from error
    return start, end, (lat, lon)


def measure(texts: Iterable[Marked], find: Callable[[str], list[Toponym]]) -> dict[str, float]:
    """Shares over all gold toponyms: `found` (a name of ours overlaps it), and within some distances of its point.

    `precision` is the share of our names that overlap a gold one; a set that leaves out some kinds of name lowers it.
    """
    gold = ours = found = hit = 0
    within = dict.fromkeys(LIMITS_KM, 0)
    for each in texts:
        names = find(each.text)
        ours += len(names)
        gold += len(each.gold)
        hit += sum(any(name.start < end and start < name.end for start, end, _ in each.gold) for name in names)
        for start, end, point in each.gold:
            named = [name for name in names if name.start < end and start < name.end]
            found += bool(named)
            for limit in LIMITS_KM:
                within[limit] += any(distance_km((name.lat, name.lon), point) <= limit for name in named)
    shares = {"found": found, **{f"within_{limit}_km": count for limit, count in within.items()}}
    figures = {name: count / max(1, gold) for name, count in shares.items()}
    return {"toponyms": gold} | figures | {"precision": hit / max(1, ours)}
