"""Two texts as matching sees them: what the product's own reader, places and scorer make of a pair."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tracker import extract
from tracker.actions.matching import with_names
from tracker.extract import coarse
from tracker.geo import offline
from tracker.geo.locate import locate
from tracker.geo.lookup import Query
from tracker.rules import matching


class PairError(ValueError):
    """A line is no pair; the text says which line, and what is wrong with it."""


@dataclass(frozen=True)
class Pair:
    """Two texts, (publisher, day, text) each; `same` is the truth, `kind` what makes the pair hard.

    `events` are the keys of the events that the texts tell of, so that no event is fitted and judged at once.
    """

    id: str
    same: bool
    kind: str
    texts: tuple[tuple[str, dt.date, str], tuple[str, dt.date, str]]
    events: tuple[str, ...]


def pairs_of(path: Path) -> Iterator[Pair]:
    """The pairs of a JSON Lines file. Raises PairError."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                texts = tuple(
                    (row[side]["publisher"], dt.date.fromisoformat(row[side]["date"]), row[side]["text"])
                    for side in ("a", "b")
                )
                events = tuple(map(str, row.get("gold", {}).get("event_ids", ()))) or (row["id"],)
                yield Pair(row["id"], bool(row["same"]), row.get("kind", ""), texts, events)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise PairError(f"{path.name}, line {number}: this is no pair ({error!r}).") from error


def readings(pair: Pair, context: extract.Context) -> list[tuple[matching.EventFacts, matching.EventFacts]]:
    """Each claim of one text beside each of the other; the texts themselves where no claim is read from one."""
    one, other = (_claims(*text, context) for text in pair.texts)
    return [(a, b) for a in one for b in other]


def judge(pair: Pair, context: extract.Context) -> matching.Match:
    """The likest of the claims of both texts."""
    return max((matching.score(a, b) for a, b in readings(pair, context)), key=lambda match: match.score)


def _claims(publisher: str, day: dt.date, text: str, context: extract.Context) -> list[matching.EventFacts]:
    read = extract.read(text, day, None, context)
    found = [_facts(claim, publisher, day, text, context) for claim in read.claims if coarse.is_event(claim)]
    found = found or [matching.EventFacts(reported_on=day, text=text, origins=frozenset({publisher}))]
    return [with_names(claim, day, context) for claim in found]


def _facts(
    claim: extract.Claim, publisher: str, day: dt.date, text: str, context: extract.Context
) -> matching.EventFacts:
    """A claim as `actions.matching.facts` gives one that is stored, placed by the packaged data."""
    (country,) = context.countries[:1] or ("",)
    place, region = claim.place_text.value, claim.region_text.value
    query = Query(name=place or "", countries=(country,))
    found = locate(place, region, claim.place_role.value, query, offline.names_of(country), offline.shapes_of(country))
    return matching.EventFacts(
        date_from=claim.date_from.value,
        date_to=claim.date_to.value or claim.date_from.value,
        clock=claim.clock.value,
        reported_on=day,
        lat=found.lat,
        lon=found.lon,
        radius_km=found.radius_km or 1.0,
        place_id=found.place_id,
        place_name=place,
        region=found.region_id,
        event_type=claim.event_type.value,
        sub_event_type=claim.sub_event_type.value,
        accused=frozenset(claim.accused.value or ()),
        target=frozenset(claim.target.value or ()),
        fatalities=claim.fatalities_best.value,
        injured=claim.injured.value,
        count=claim.count.value or 1,
        origins=frozenset({claim.origin.value or publisher}),
        text=text[slice(*claim.sentence)],
    )


def figures(judged: Iterable[tuple[Pair, bool]]) -> dict[str, float | dict[str, float]]:
    """Precision, recall and F1 of "same", and the part that is right by kind; the flag is what was said."""
    right, of_kind, counts = Counter(), Counter(), Counter()
    for pair, said in judged:
        counts[pair.same, said] += 1
        of_kind[pair.kind] += 1
        right[pair.kind] += said == pair.same
    hit, missed, wrong = counts[True, True], counts[True, False], counts[False, True]
    return {
        "pairs": sum(counts.values()),
        "precision": hit / max(hit + wrong, 1),
        "recall": hit / max(hit + missed, 1),
        "f1": 2 * hit / max(2 * hit + missed + wrong, 1),
        "accuracy": sum(right.values()) / max(sum(of_kind.values()), 1),
        "accuracy by kind": {kind: right[kind] / of_kind[kind] for kind in sorted(of_kind)},
    }
