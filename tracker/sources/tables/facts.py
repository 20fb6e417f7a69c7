"""A row of a table as one coded fact: who, what, when, where, in our words; or what is wrong with it, in words."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tracker.sources.tables import values
from tracker.sources.tables.columns import Columns, data_set
from tracker.sources.tables.sheet import Cells, Sheet
from tracker.vocab import SUB_EVENT_TYPES, EventType, GeoPrecision, SubEventType, TimePrecision

CLASH = "clash"
CIVILIANS = "civilians"
POINT_PRECISIONS = frozenset({GeoPrecision.EXACT, GeoPrecision.NEAR, GeoPrecision.DISTRICT, GeoPrecision.LINEAR})
ACLED_PRECISION = {1: GeoPrecision.EXACT, 2: GeoPrecision.NEAR, 3: GeoPrecision.REGION}
# Words of a column "what happened" in tables of partners, beside the labels of the types themselves
KINDS = {
    "shelling": SubEventType.SHELLING, "artillery": SubEventType.SHELLING, "mortar": SubEventType.SHELLING,
    "rocket": SubEventType.SHELLING, "air strike": SubEventType.AIR_STRIKE, "airstrike": SubEventType.AIR_STRIKE,
    "drone": SubEventType.AIR_STRIKE, "clash": SubEventType.ARMED_CLASH, "ied": SubEventType.EXPLOSIVE,
    "landmine": SubEventType.EXPLOSIVE, "explosive": SubEventType.EXPLOSIVE, "suicide": SubEventType.SUICIDE_BOMB,
    "chemical": SubEventType.CHEMICAL, "grenade": SubEventType.GRENADE, "abduction": SubEventType.ABDUCTION,
    "arrest": SubEventType.ARRESTS, "looting": SubEventType.LOOTING, "attack": SubEventType.ATTACK,
    "regains": SubEventType.GOVERNMENT_REGAINS, "overtakes": SubEventType.NON_STATE_OVERTAKES,
}  # fmt: skip
PARENT = {sub: kind for kind, subs in SUB_EVENT_TYPES.items() for sub in subs}
PRECISION_WORDS = frozenset(one.value for one in TimePrecision)
LISTED = re.compile(r"\s*(?:;|,(?!\s*(?:Jr|Sr)\b))\s*")
SAMPLE = 500


@dataclass(frozen=True)
class Fault:
    """A row that is left out, by the line of the file, and why."""

    line: int
    why: str


@dataclass(frozen=True)
class Fact:
    """One event as a row states it. Names of parties are the table's own; degrees; days are inclusive."""

    line: int
    external_id: str
    date_from: dt.date
    date_to: dt.date
    time_precision: TimePrecision
    place: str
    region: str
    lat: float | None
    lon: float | None
    geo_precision: GeoPrecision | None
    accused: tuple[str, ...]
    target: tuple[str, ...]
    event_type: EventType | None
    sub_event_type: SubEventType | None
    killed_low: int | None
    killed: int | None
    killed_high: int | None
    injured: int | None
    count: int
    origin: str
    published: dt.date | None
    title: str
    url: str
    note: str

    @property
    def has_point(self) -> bool:
        return self.lat is not None and self.lon is not None

    @property
    def what(self) -> str:
        """What happened, as precisely as the row says; "" where it does not."""
        known = self.sub_event_type or self.event_type
        return known.label if known else ""


def facts(sheet: Sheet, columns: Columns) -> Iterator[Fact | Fault]:
    """Each row as a fact, or as the fault that keeps it out; in the order of the file. A repeated id is a fault."""
    coding = data_set(sheet)
    names_sides = _names_sides(sheet, columns)
    at = columns.get("date_from")
    sample = [cells[at] for _, cells in islice(sheet.rows(), SAMPLE) if at is not None and at < len(cells)]
    day_first = values.is_day_first(sample)
    seen: set[str] = set()
    for line, cells in sheet.rows():
        try:
            fact = _fact(line, cells, columns, coding, day_first, names_sides)
        except ValueError as error:
            yield Fault(line, str(error))
            continue
        if fact.external_id in seen:
            yield Fault(line, "the same event stands in an earlier line")
            continue
        seen.add(fact.external_id)
        yield fact


def _fact(line: int, cells: Cells, columns: Columns, coding: str, day_first: bool, names_sides: bool) -> Fact:
    def cell(key: str) -> str:
        at = columns.get(key)
        return cells[at] if at is not None and at < len(cells) else ""

    first, last = _days(cell, day_first)
    precision = _geo_precision(cell("geo_precision"), coding)
    lat, lon = _point(cell("lat"), cell("lon"), precision)
    kind, sub = _kind(cell("kind"), coding)
    low, best, high, doubt = _tolls(cell, coding)
    accused, target = _sides(cell("accused"), cell("target"), kind, cell("kind"), coding, names_sides)
    return Fact(
        line=line,
        external_id=cell("id") or _hash(cells),
        date_from=first,
        date_to=last,
        time_precision=_time_precision(cell("date_precision"), first, last),
        place=cell("place")[:200],
        region=cell("region")[:200],
        lat=lat,
        lon=lon,
        geo_precision=precision or (GeoPrecision.EXACT if lat is not None else None),
        accused=accused,
        target=target,
        event_type=kind,
        sub_event_type=sub,
        killed_low=low,
        killed=best,
        killed_high=high,
        injured=values.count(cell("injured")),
        count=values.count(cell("count")) or 1,
        origin=_first(cell("origin"))[:200],
        published=_published(cell("published"), day_first),
        title=_first(cell("title"))[:300],
        url=cell("url")[:500] if cell("url").startswith(("http://", "https://")) else "",
        note=" ".join(filter(None, (cell("note")[:400], doubt))),
    )


def _days(cell, day_first: bool) -> tuple[dt.date, dt.date]:
    first = values.day(cell("date_from"), day_first=day_first)
    if first is None:
        raise ValueError("it has no date")
    last = values.day(cell("date_to"), day_first=day_first) or first
    if last < first:
        raise ValueError("its last day comes before its first")
    return first, last


def _time_precision(coded: str, first: dt.date, last: dt.date) -> TimePrecision:
    """Our own word for it, as our exports have it; else by the days, and by what a data set codes as sure."""
    if coded in PRECISION_WORDS:
        return TimePrecision(coded)
    if last > first:
        return TimePrecision.RANGE
    return TimePrecision.DAY if coded in ("", "1") else TimePrecision.APPROXIMATE


def _geo_precision(coded: str, coding: str) -> GeoPrecision | None:
    code = values.count(coded)
    if code is None:
        return None
    known = ACLED_PRECISION.get(code) if coding == "acled" else GeoPrecision(code) if 1 <= code <= 7 else None
    if known is None:
        raise ValueError(f"“{coded}” is no precision of a place")
    return known


def _point(lat: str, lon: str, precision: GeoPrecision | None) -> tuple[float | None, float | None]:
    """The point, unless its precision says that it only stands for a region or a country."""
    pair = values.number(lat), values.number(lon)
    if (pair[0] is None) != (pair[1] is None):
        raise ValueError("it has half a point: latitude and longitude belong together")
    if pair[0] is None or pair[1] is None:
        return None, None
    if not (-90 <= pair[0] <= 90 and -180 <= pair[1] <= 180):
        raise ValueError(f"its point is not on Earth ({pair[0]:g}, {pair[1]:g})")
    return pair if precision is None or precision in POINT_PRECISIONS else (None, None)


def _tolls(cell, coding: str) -> tuple[int | None, int | None, int | None, str]:
    """Low, best, high, and a doubt. A published data set that contradicts itself keeps its row, read widely."""
    low, best, high = (values.count(cell(key)) for key in ("killed_low", "killed", "killed_high"))
    known = [toll for toll in (low, best, high) if toll is not None]
    if coding and known != sorted(known):
        return min(known), best, max(known), f"Its own numbers of killed disagree: {low} to {high}, best {best}."
    if low is not None and high is not None and low > high:
        raise ValueError(f"at least {low} killed is more than at most {high}")
    if best is not None and ((low is not None and best < low) or (high is not None and best > high)):
        raise ValueError(f"{best} killed lies outside of {low} to {high}")
    return low, best, high, ""


def _kind(words: str, coding: str) -> tuple[EventType | None, SubEventType | None]:
    if coding == "ucdp":  # UCDP codes who fights whom, not with what
        return (EventType.CIVILIANS if words == "3" else EventType.BATTLES), None
    text = words.lower().replace("/", " ").replace("_", " ")
    for sub in SubEventType:
        if sub is not SubEventType.OTHER and text == sub.value.replace("_", " "):
            return PARENT[sub], sub
    for kind in EventType:
        if text and text in (kind.value.replace("_", " "), kind.label.lower()):
            return kind, None
    found = next((sub for word, sub in KINDS.items() if re.search(rf"\b{word}", text)), None)
    return (PARENT[found], found) if found else (None, None)


def _sides(
    accused: str, target: str, kind: EventType | None, words: str, coding: str, names_sides: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names on both sides; a battle or a clash accuses both, unless the table itself says who is accused. UCDP's
    one-sided violence hit civilians.
    """
    first, second = _names(accused), _names(target)
    if coding == "ucdp" and kind is EventType.CIVILIANS:
        return first, (CIVILIANS,)
    if not names_sides and kind is EventType.BATTLES and (coding or CLASH in words.lower()):
        return first + second, ()
    return first, second


def _names_sides(sheet: Sheet, columns: Columns) -> bool:
    """Whether a column is called "accused": it then says so of each row, as our own exports do."""
    at = columns.get("accused")
    return at is not None and at < len(sheet.header) and sheet.header[at].strip().lower() == "accused"


def _names(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in LISTED.split(cell) if name))


def _published(cell: str, day_first: bool) -> dt.date | None:
    """The first day named; a bad one is no reason to leave the event out."""
    try:
        return values.day(_first(cell), day_first=day_first)
    except ValueError:
        return None


def _first(cell: str) -> str:
    return cell.split(";")[0].strip()


def _hash(cells: Cells) -> str:
    return "row-" + hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:32]
