"""An invented agreement with as many breaches as a loud war gives: what the figures of speed are taken on."""

import datetime as dt
from collections.abc import Iterable, Iterator

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from tracker.actions import log, status
from tracker.geo import morton
from tracker.models import (
    Agreement,
    AgreementRegion,
    Breach,
    BreachParty,
    BreachReport,
    Document,
    Party,
    Region,
    Report,
    ReportParty,
    Role,
    Source,
)
from tracker.rules.blocking import cell_at, cell_number
from tracker.vocab import EventType, ReportKind, Scope, Side, TimePrecision, Verb, WorkState

KEY = "crowd"
EFFECT = dt.datetime(2024, 3, 1, 6, tzinfo=dt.UTC)
DAYS, DAYS_BEFORE = 60, 42
BEFORE_SHARE = 0.15
SOURCES, SOURCES_WITH_SIDE, PARTIES = 40, 8, 12
REGION_ONLY, DATELESS, DROPPED, OTHER_CLAIMS, COPIED_TEXTS = 0.15, 0.01, 0.02, 0.08, 0.4
VERIFICATIONS = {
    "unconfirmed": 55,
    "corroborated": 15,
    "confirmed": 20,
    "contested": 5,
    "refuted": 3,
    "unverifiable": 2,
}
SCOPES = {
    "breach": 78,
    "contested_scope": 8,
    "excluded_actor": 6,
    "permitted": 4,
    "outside_territory": 2,
    "after_end": 2,
}
SEVERITIES = (45, 35, 18, 2)
TEXT = "Shells fell on the quarters of the town from the morning on, residents said. " * 20
CHUNK = 2_000
SEED = 20_240_301


def agreement_of(
    breaches: int, like: Agreement, key: str = KEY, regions: Iterable[Region] = (), days: int = DAYS
) -> Agreement:
    """An agreement with the parties of another, over its regions unless others are given, with so many invented
    breaches, most of the `days` since effect and some of before.

    Written straight into the tables, as an archive of years would lie there: for a scratch database.
    """
    made = _agreement(like, key, regions, days)
    chance = np.random.default_rng(SEED)
    for first in range(0, breaches, CHUNK):
        with transaction.atomic():
            _store(made, _Sample(made, chance, first, min(CHUNK, breaches - first)))
            log.change(Verb.IMPORTED, now=timezone.now(), agreement=made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    status.recompute(agreement=made, now=timezone.now())
    return made


def invented_regions(count: int) -> list[Region]:
    """Squares of a quarter of a degree, twenty in a row."""
    corners = [(index % 20 / 4, index // 20 / 4) for index in range(count)]
    return Region.objects.bulk_create(
        Region(
            code=f"WIDE-{index}", name=f"District {index}", country="SY", bbox=[x, y, x + 0.25, y + 0.25],
            geometry={"type": "Polygon", "coordinates": [
                [[x, y], [x + 0.25, y], [x + 0.25, y + 0.25], [x, y + 0.25], [x, y]]]},
        )
        for index, (x, y) in enumerate(corners)
    )  # fmt: skip


def _agreement(like: Agreement, key: str, regions: Iterable[Region], days: int) -> Agreement:
    last = EFFECT.date() + dt.timedelta(days=days - 1)
    made = Agreement.objects.create(
        key=key, name="An invented agreement", effective_at=EFFECT, countries=like.countries, is_published=True,
        data_horizon=last, default_day=last,
    )  # fmt: skip
    covered = [region.pk for region in regions] or like.coverage.filter(is_covered=True).values_list(
        "region", flat=True
    )
    AgreementRegion.objects.bulk_create(AgreementRegion(agreement=made, region_id=region) for region in covered)
    for party in Party.objects.order_by("pk")[:PARTIES]:
        Role.objects.create(agreement=made, party=party, role="signatory")
    sides = list(Party.objects.order_by("pk")[:SOURCES_WITH_SIDE])
    made.sources.set(
        Source.objects.bulk_create(
            Source(
                key=f"{key}-{number}", name=f"{key} {number}", kind="agency", reliability="ABCDEF"[number % 6],
                side=sides[number] if number < SOURCES_WITH_SIDE else None,
            )
            for number in range(SOURCES)
        )
    )  # fmt: skip
    return made


class _Sample:
    """The columns of some invented breaches."""

    def __init__(self, agreement: Agreement, chance: np.random.Generator, first: int, count: int):
        self.chance, self.count, self.first = chance, count, first
        self.regions = [row.region for row in agreement.coverage.select_related("region")]
        days = (agreement.data_horizon - EFFECT.date()).days + 1
        before = chance.random(count) < BEFORE_SHARE
        self.day = np.where(before, -chance.integers(1, DAYS_BEFORE + 1, count), chance.integers(0, days, count))
        self.region = (chance.beta(1, 1.5, count) * len(self.regions)).astype(int)
        self.placed = chance.random(count) >= REGION_ONLY
        boxes = np.array([region.bbox for region in self.regions])[self.region]
        villages = chance.integers(0, 400, count) / 400  # events return to the same villages
        self.lat = boxes[:, 1] + villages * (boxes[:, 3] - boxes[:, 1])
        self.lon = boxes[:, 0] + np.modf(villages * 37)[0] * (boxes[:, 2] - boxes[:, 0])
        self.dated = chance.random(count) >= DATELESS
        self.dropped = chance.random(count) < DROPPED
        self.verification = _drawn(chance, VERIFICATIONS, count)
        self.scope = np.where(self.day < 0, Scope.BEFORE_EFFECT.value, _drawn(chance, SCOPES, count))
        self.severity = chance.choice(4, count, p=np.array(SEVERITIES) / sum(SEVERITIES)) + 1
        self.event_type = chance.choice([one.value for one in EventType], count)
        self.claims = np.minimum(chance.poisson(1, count) + 1, 6)

    def breaches(self, agreement: Agreement) -> Iterator[Breach]:
        for row in range(self.count):
            day = EFFECT.date() + dt.timedelta(days=int(self.day[row]))
            point = (float(self.lat[row]), float(self.lon[row])) if self.placed[row] else None
            yield Breach(
                agreement=agreement, number=self.first + row + 1, region=self.regions[self.region[row]],
                event_type=str(self.event_type[row]), verification=str(self.verification[row]),
                scope=str(self.scope[row]), severity=int(self.severity[row]),
                date_from=day if self.dated[row] else None, date_to=day if self.dated[row] else None,
                time_precision=(TimePrecision.DAY if self.dated[row] else TimePrecision.UNKNOWN).value,
                lat=point and point[0], lon=point and point[1], geo_precision=1 if point else 6,
                cell=point and morton.cell(*point), block=point and cell_number(cell_at(*point)),
                place_text=f"Village {row}" if point else "", known_at=_came_in(day, row),
                work_state=(WorkState.DROPPED if self.dropped[row] else WorkState.NEW).value,
            )  # fmt: skip


def _drawn(chance: np.random.Generator, shares: dict[str, int], count: int) -> np.ndarray:
    return chance.choice(list(shares), count, p=np.array(list(shares.values())) / sum(shares.values()))


def _came_in(day: dt.date, row: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(row % 24, row % 60), dt.UTC) + dt.timedelta(hours=9)


def _store(agreement: Agreement, sample: _Sample) -> None:
    chance = sample.chance
    breaches = Breach.objects.bulk_create(sample.breaches(agreement))
    sources, parties = (
        list(agreement.sources.all()),
        list(agreement.roles.order_by("pk").values_list("party", flat=True)),
    )
    pairs = [chance.choice(parties, 2, replace=False) for _ in breaches]
    BreachParty.objects.bulk_create(
        BreachParty(breach=breach, party_id=int(party), side=side.value)
        for breach, pair in zip(breaches, pairs, strict=True)
        for party, side in zip(pair, (Side.ACCUSED, Side.TARGET), strict=True)
    )
    behind = [breach for breach, claims in zip(breaches, sample.claims, strict=True) for _ in range(claims)]
    said = [sources[number] for number in chance.integers(0, len(sources), len(behind))]
    documents = _documents(sample, behind, said)
    reports = Report.objects.bulk_create(
        _claim(breach, source, document, ReportKind.INCIDENT_CLAIM, position)
        for position, (breach, source, document) in enumerate(zip(behind, said, documents, strict=True))
    )
    BreachReport.objects.bulk_create(
        BreachReport(breach=breach, report=report) for breach, report in zip(behind, reports, strict=True)
    )
    ReportParty.objects.bulk_create(
        ReportParty(report=report, party_id=int(pairs[breach.number - sample.first - 1][0]), side=Side.ACCUSED.value)
        for breach, report in zip(behind, reports, strict=True)
    )
    quiet = [breach for breach in breaches if chance.random() < OTHER_CLAIMS]
    Report.objects.bulk_create(
        _claim(breach, sources[breach.number % len(sources)], None, ReportKind.CALM, 0) for breach in quiet
    )


def _documents(sample: _Sample, behind: list[Breach], said: list[Source]) -> list[Document | None]:
    """A text for some of the claims; the others are coded from a table."""
    wanted = [sample.chance.random() < COPIED_TEXTS for _ in behind]
    made = iter(
        Document.objects.bulk_create(
            Document(
                source=source, external_id=f"{breach.agreement.key}-{breach.number}-{turn}", text=TEXT,
                received_at=breach.known_at, content_hash=f"{breach.agreement.key}-{breach.number}-{turn}", step="done",
            )
            for turn, (breach, source, is_text) in enumerate(zip(behind, said, wanted, strict=True))
            if is_text
        )
    )  # fmt: skip
    return [next(made) if is_text else None for is_text in wanted]


def _claim(breach: Breach, source: Source, document: Document | None, kind: ReportKind, position: int) -> Report:
    return Report(
        agreement=breach.agreement, document=document, position=position,
        external_id="" if document else f"crowd-{kind}-{breach.number}-{position}", kind=kind.value,
        event_type=breach.event_type, date_from=breach.date_from, date_to=breach.date_to,
        time_precision=breach.time_precision, region=breach.region, place_text=breach.place_text,
        lat=breach.lat, lon=breach.lon, geo_precision=breach.geo_precision, origin=source, origin_key=source.key,
        known_at=breach.known_at + dt.timedelta(minutes=position % 600), step="done", step_name="match",
    )  # fmt: skip
