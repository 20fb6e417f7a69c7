"""Coded facts of a table as reports: parties by name, regions by point, places for the gazetteer to learn."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.actions import gazetteer, terms
from tracker.actions.origins import Origins
from tracker.actions.placing import shapes_of
from tracker.geo.keys import fold
from tracker.geo.locate import OWN_CODE_KM
from tracker.models import Agreement, Batch, Party, Region, Report, ReportParty
from tracker.sources.tables.facts import CIVILIANS, Fact
from tracker.vocab import Assertion, GeoPrecision, PartyKind, ReportKind, Side, StepName

LONGEST_ID = 100  # room is left for the mark of an import that was undone
RADIUS_KM = {GeoPrecision.NEAR: 25.0, GeoPrecision.DISTRICT: 25.0, GeoPrecision.LINEAR: 50.0}


@dataclass(frozen=True)
class Placed:
    """A fact with where it lies, by our regions: codes, or None."""

    fact: Fact
    region: str | None
    source_region: str | None
    is_swapped: bool


class CodedFacts:
    """Turns the facts of one source's table under one agreement into reports; looks everything up once."""

    def __init__(self, batch: Batch):
        self.batch = batch
        self.agreement: Agreement = batch.agreement
        self.origins = Origins(batch.source)
        self.parties = {party.key: party for party in Party.objects.all()}
        self.keys = self._party_keys()
        self.regions = {
            region.code: region
            for region in Region.objects.filter(country__in=self.agreement.countries).defer("geometry")
        }
        self.shapes = shapes_of(self.agreement.countries)

    def _party_keys(self) -> dict[str, str]:
        """Party by each of its names under this agreement, folded; official names win over others."""
        keys: dict[str, str] = {}
        parties = terms.reading_context(self.agreement).parties
        for party in parties:
            keys.setdefault(fold(party.name), party.id)
        for party in parties:
            for alias in party.aliases:
                keys.setdefault(fold(alias.text), party.id)
            if party.kind is PartyKind.CIVILIANS:
                keys.setdefault(CIVILIANS, party.id)
        return keys

    def unknown_names(self, facts: Iterable[Fact]) -> Counter:
        """Names that no party has, each with the number of rows that use it."""
        return Counter(
            name
            for fact in facts
            for name in dict.fromkeys((*fact.accused, *fact.target))
            if fold(name) not in self.keys and name not in self.keys
        )

    def placed(self, facts: Sequence[Fact]) -> list[Placed]:
        """Where each fact lies: by its point, else by the region that it names."""
        points = [fact for fact in facts if fact.has_point]
        inside = iter(self.shapes.containing_many([f.lat for f in points], [f.lon for f in points]))
        mirrored = iter(self._mirrored(points))
        named = {text: self.shapes.named(text) for text in {fact.region for fact in facts}}
        found = []
        for fact in facts:
            region, swapped = (next(inside), next(mirrored)) if fact.has_point else (named[fact.region], False)
            said = named[fact.region]
            found.append(Placed(fact, self._own(fact, region, said), said, swapped and region is None))
        return found

    def _own(self, fact: Fact, region: str | None, said: str | None) -> str | None:
        """The region that the row names, where the point lies so near its border that our polygon may be at fault."""
        if said is None or said == region or not fact.has_point:
            return region
        gap = self.shapes.distance_km(said, fact.lat, fact.lon)
        return said if gap is not None and gap <= OWN_CODE_KM else region

    def _mirrored(self, points: list[Fact]) -> list[bool]:
        """Whether the point with latitude and longitude exchanged lies in the agreement's countries."""
        can_be = [abs(fact.lon) <= 90 for fact in points]
        swapped = self.shapes.containing_many(
            [fact.lon if able else 0.0 for fact, able in zip(points, can_be, strict=True)], [f.lat for f in points]
        )
        return [able and region is not None for able, region in zip(can_be, swapped, strict=True)]

    def store(self, facts: Sequence[Fact], now: dt.datetime) -> None:
        """Insert reports of facts that are not here yet, inside the caller's transaction; they wait to be matched."""
        learned = self._learn(facts, now)
        reports = Report.objects.bulk_create(self._report(each, learned, now) for each in self.placed(facts))
        ReportParty.objects.bulk_create(
            ReportParty(report=report, party=self.parties[key], side=side.value)
            for report, fact in zip(reports, facts, strict=True)
            for side, names in ((Side.ACCUSED, fact.accused), (Side.TARGET, fact.target))
            for key in dict.fromkeys(self.key_of(name) for name in names)
            if key
        )

    def key_of(self, name: str) -> str | None:
        """The party of a name as the table writes it; None where no party has it."""
        return self.keys.get(name) or self.keys.get(fold(name))

    def external_id(self, fact: Fact) -> str:
        """Unique among all sources; a very long id by its digest, so that two of them never become one by being cut."""
        whole = f"{self.batch.source.key}:{fact.external_id}"
        return whole if len(whole) <= LONGEST_ID else f"sha256:{hashlib.sha256(whole.encode()).hexdigest()}"

    def _learn(self, facts: Sequence[Fact], now: dt.datetime) -> dict:
        """The gazetteer's entries of exactly placed facts, by name and point."""
        exact = [fact for fact in facts if fact.has_point and fact.place and fact.geo_precision == GeoPrecision.EXACT]
        homes = [place for place in self.placed(exact) if place.region]
        return gazetteer.learn_many(
            points={(each.fact.place, each.fact.lat, each.fact.lon): self.regions[each.region] for each in homes},
            citation=f"{self.batch.source.name}, import {self.batch.pk}",
            now=now,
        )

    def _report(self, placed: Placed, learned: dict, now: dt.datetime) -> Report:
        fact = placed.fact
        origin = self.origins.resolve(fact.origin or None)
        precision = fact.geo_precision
        if not fact.has_point:
            precision = GeoPrecision.REGION if placed.region else None
        return Report(
            batch=self.batch,
            external_id=self.external_id(fact),
            agreement=self.agreement,
            kind=ReportKind.INCIDENT_CLAIM.value,
            assertion=Assertion.REPORTED.value,
            event_type=fact.event_type or "",
            sub_event_type=fact.sub_event_type or "",
            date_from=fact.date_from,
            date_to=fact.date_to,
            time_precision=fact.time_precision.value,
            place=learned.get((fact.place, fact.lat, fact.lon)),
            place_text=fact.place,
            region_text=fact.region,
            region=self.regions.get(placed.region),
            source_region=self.regions.get(placed.source_region),
            lat=fact.lat,
            lon=fact.lon,
            radius_km=RADIUS_KM.get(precision, 0.0) if fact.has_point else None,
            geo_precision=precision,
            fatalities_low=fact.killed_low,
            fatalities_best=fact.killed,
            fatalities_high=fact.killed_high,
            injured=fact.injured,
            count=fact.count,
            accused_text=self._unknown(fact.accused),
            target_text=self._unknown(fact.target),
            origin=origin.source,
            origin_text=origin.text,
            origin_key=origin.key,
            via=self.batch.source if origin.is_relayed else None,
            known_at=self._known_at(fact, now),
            citations=self._citations(fact),
            note=fact.note,
            step_name=StepName.MATCH.value,
        )

    def _unknown(self, names: Iterable[str]) -> str:
        return "; ".join(name for name in names if self.key_of(name) is None)[:200]

    def _known_at(self, fact: Fact, now: dt.datetime) -> dt.datetime:
        """Received now; under an example of the past, on the day of publication, else of the event."""
        if not self.agreement.data_horizon:
            return now
        return terms.local_noon(self.agreement, max(fact.published or fact.date_to, fact.date_to))

    def _citations(self, fact: Fact) -> list[dict]:
        cited = {
            "publisher": fact.origin or self.batch.source.name,
            "title": fact.title or f"{self.batch.source.name} {fact.external_id}",
            "url": fact.url,
            "published": fact.published.isoformat() if fact.published else "",
        }
        return [{name: value for name, value in cited.items() if value}]
