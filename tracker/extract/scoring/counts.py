"""What one text adds to the figures: a Counter, so that texts are summed and drawn again for the intervals."""

from collections import Counter

from tracker.extract.scoring.compare import CORE, FIELDS, Event, key, kilometres, right, value
from tracker.extract.scoring.pairs import pair

EVIDENCE = ("trigger", "place", "attribution")
LIMITS_KM = (10, 25, 161)
CLOSE_KM = 25
Error = tuple[str, str, object, object]  # id, what, gold, told


def of_row(row: dict, told: list[Event]) -> tuple[Counter, list[Error]]:
    """The counts of one text and its differences. A row with `complete: false` holds one event of several."""
    counted = _one_of_several(row, told) if row.get("complete") is False else _all(row, told)
    _evidence(row["text"], told if row.get("complete") is False else counted[2], counted[0])
    return counted[0], counted[1]


def _evidence(text: str, told: list[Event], count: Counter) -> None:
    """A span that is given has to re-derive its value."""
    for event in told:
        for name in EVIDENCE:
            spans = (event.get("spans") or {}).get(name)
            if spans and event.get(name) is not None:
                count["span"] += 1
                count["span_right"] += any(key(text[a:b]) == key(event[name]) for a, b in spans)


def _all(row: dict, told: list[Event]) -> tuple[Counter, list[Error], list[Event]]:
    golds = row["expected"]["events"]
    paired = pair(golds, told)
    free = {mine for gold, mine in paired if value(golds[gold], "optional")}
    real = [index for index, gold in enumerate(golds) if not value(gold, "optional")]
    paired = [(gold, mine) for gold, mine in paired if mine not in free]
    counted = [index for index in range(len(told)) if index not in free]
    count: Counter = Counter(texts=1, gold=len(real), told=len(counted), paired=len(paired))
    count["candidate_gold"] = sum(bool(value(golds[i], "breach_candidate")) for i in real)
    count["candidate_told"] = sum(bool(value(told[i], "breach_candidate")) for i in counted)
    count["named_gold"] = sum(golds[i].get("accused") is not None for i in real)
    if "bulletin" in row.get("hard", []):
        count["rows"] = len(real)
    errors: list[Error] = []
    for gold, mine in paired:
        errors += _pair(row, golds[gold], told[mine], count)
    seen_gold, seen_told = {gold for gold, _ in paired}, {mine for _, mine in paired}
    errors += [(row["id"], "missed", _short(golds[i]), None) for i in real if i not in seen_gold]
    errors += [(row["id"], "invented", None, _short(told[i])) for i in counted if i not in seen_told]
    for index in counted:
        for rule in told[index].get("rules", ()):
            count[f"rule {rule}"] += 1
            count[f"rule right {rule}"] += index in seen_told
    return count, errors, [told[i] for i in counted]


def _short(event: Event) -> str:
    return f"{value(event, 'type')} @ {value(event, 'place')}"


def _pair(row: dict, gold: Event, mine: Event, count: Counter) -> list[Error]:
    ok = {field: right(field, gold, mine) for field in FIELDS}
    count.update({f"right {field}": int(fits) for field, fits in ok.items()})
    count["strict"] += ok["type"] and ok["place"]
    count["core"] += all(ok[field] for field in CORE)
    count["candidate_right"] += bool(value(gold, "breach_candidate") and value(mine, "breach_candidate"))
    named = mine.get("accused") is not None
    count["named_told"] += named
    count["named_wrong"] += named and not ok["accused"]
    count["named_right"] += gold.get("accused") is not None and ok["accused"]
    if "bulletin" in row.get("hard", []):
        count["rows_right"] += ok["place"] and ok["count"] and ok["date"]
    return [
        (row["id"], field, value(gold, field), value(mine, field))
        for field, fits in ok.items()
        if not fits and field not in ("place_fuzzy", "date_1day")
    ]


def _one_of_several(row: dict, told: list[Event]) -> tuple[Counter, list[Error]]:
    """A headline with one coded event: is it among those told, and is it the first?"""
    gold = row["expected"]["events"][0]
    hits = [event for event in told if right("place", gold, event)]
    ways = [(way, index) for index, event in enumerate(told) if (way := kilometres(gold, event)) is not None]
    count: Counter = Counter(texts=1, reports=1, report_nothing=int(not told), report_any=int(bool(hits)))
    count["report_first"] = int(bool(told) and right("place", gold, told[0]))
    count["report_fuzzy"] = int(any(right("place_fuzzy", gold, event) for event in told))
    for limit in LIMITS_KM:
        count[f"report_any_{limit}"] = int(any(way <= limit for way, _ in ways))
        count[f"report_first_{limit}"] = int(bool(ways) and min(ways, key=lambda pair: pair[1])[0] <= limit)
    best = hits[0] if hits else told[min(ways)[1]] if ways and min(ways)[0] <= CLOSE_KM else told[0] if told else None
    if best is not None:
        _best(row, gold, best, count)
    if "fatalities" in gold:
        count["report_toll"] = 1
    if not hits:
        return count, [(row["id"], "place", gold["place"], [event.get("place") for event in told])]
    return count, []


def _best(row: dict, gold: Event, best: Event, count: Counter) -> None:
    if best.get("date") is None:  # an undated report is taken as of its publication
        best = {**best, "date": row["published_at"]}
    for name in ("date", "date_1day", "admin1"):
        count[f"report_{name}"] = int(right(name, gold, best))
    if "fatalities" in gold:
        count["report_toll_right"] = int(right("fatalities", gold, best))
    if best.get("accused") is not None and gold.get("side_ids"):
        count["report_named"] = 1
        count["report_named_wrong"] = int(best["accused"] not in [*gold["side_ids"], "both"])
