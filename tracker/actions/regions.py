"""Loading regions from files: the first level is brought up to date, the levels below hang under it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from tracker.actions import log
from tracker.actions.placing import shapes_of_level
from tracker.geo.boundaries import Unit
from tracker.geo.imports import MOST_NAMED, Fault
from tracker.geo.keys import fold
from tracker.geo.outlines import outline_of
from tracker.models import Region
from tracker.vocab import Verb


@dataclass
class Loaded:
    """What an import of regions came to; `words` says what was repaired and what was left out."""

    added: int = 0
    changed: int = 0
    left_out: int = 0
    words: list[str] = field(default_factory=list)

    def say(self, words: str) -> None:
        if len(self.words) < MOST_NAMED:
            self.words.append(words)


@transaction.atomic
def import_regions(
    *,
    rows: Iterable[Unit | Fault],
    country: str,
    level: int,
    origin: str,
    now: dt.datetime,
    valid_from: dt.date | None = None,
) -> Loaded:
    """Store the regions of a level. One that is there, by code or by name, keeps its own code and gets the polygon.

    A lower level hangs under the region whose code the file names, or which holds it. All or nothing.
    """
    done = Loaded()
    known = _known(country, level)
    above = _known(country, level - 1) if level > 1 else {}
    shapes = shapes_of_level(country, level - 1) if level > 1 else None
    for unit in rows:
        if isinstance(unit, Fault):
            done.left_out += 1
            done.say(str(unit))
            continue
        region = known.get(unit.code) or known.get(fold(unit.name))
        outline = outline_of(unit.geometry)
        parent = above.get(unit.parent) if unit.parent else None
        if parent is None and shapes is not None:
            parent = above.get(shapes.containing(*outline.label) or "")
        is_new = region is None
        region = region or Region(code=_code(country, unit.code), name=unit.name[:120], country=country, level=level)
        _fill(region, unit, outline, origin)
        region.parent, region.valid_from = parent, valid_from or region.valid_from
        region.save()
        done.added += is_new
        done.changed += not is_new
        if unit.repaired:
            done.say(f"{unit.name}: its outline crossed itself and was repaired")
        if level > 1 and parent is None:
            done.say(f"{unit.name}: no region of the level above holds it")
    log.change(Verb.LOADED, now=now)
    return done


def _fill(region: Region, unit: Unit, outline, origin: str) -> None:
    region.geometry, region.bbox = unit.geometry, outline.box
    region.label_lat, region.label_lon = outline.label
    region.pcode, region.origin = unit.code[:20], origin[:120]
    coded = {code: name for code, name in unit.names.items() if len(code) == 2}
    region.names = {**region.names, **coded}
    others = [unit.name, *(name for code, name in unit.names.items() if len(code) > 2)]
    region.other_names = list(dict.fromkeys([*region.other_names, *(n for n in others if n != region.name)]))


def _code(country: str, code: str) -> str:
    return code[:24] if code.upper().startswith(country) else f"{country}-{code}"[:24]


def _known(country: str, level: int) -> dict[str, Region]:
    """The regions of a level by their codes and, where these fail, by their folded names."""
    known: dict[str, Region] = {}
    for region in Region.objects.filter(country=country, level=level):
        for name in region.all_names:
            known.setdefault(fold(name), region)
        for code in (region.code, region.pcode, region.iso_3166_2):
            if code:
                known[code] = region
    return known
