"""An agreement with a crowd of breaches of every kind, and any filter over it."""

import datetime as dt
import random

from django.db.models import F
from django.utils import timezone

from tests.views import cast
from tracker.actions import breaches
from tracker.models import Agreement, Breach, BreachParty, Membership, Party, Region, Report, Role, Source
from tracker.outputs.filters import STACKS, Filters
from tracker.vocab import BreachMode, EventType, Scope, Verification

FIRST = dt.date(2020, 2, 25)
DAYS = [FIRST + dt.timedelta(days=step) for step in range(16)]
MANY = 30
VOICES = [f"voice-{number}" for number in range(6)]


def crowd() -> Agreement:
    """Thirty breaches of three parties and five voices over two regions, some without day, point or region. One voice
    is protected, some claims are of nobody on the list, some were replaced.
    """
    agreement, chance = cast.agreement(), random.Random(7)
    other = Region.objects.create(code="NL-B", name="Birch", country="NL", geometry=cast.SQUARE, bbox=[10, 10, 12, 12])
    parties = [Party.objects.create(key=key, name=key, kind="state_forces") for key in ("corps", "guard")]
    Role.objects.create(agreement=agreement, party=parties[0], role="guarantor", valid_from=DAYS[6], valid_to=DAYS[9])
    Role.objects.create(agreement=agreement, party=parties[1], role="guarantor", valid_to=DAYS[4])
    Membership.objects.create(child=parties[0], parent=parties[1], kind="member", valid_from=FIRST)
    for number in range(MANY):
        breach = cast.breach(agreement, number, cast.source(f"voice-{chance.randrange(5)}"))
        if chance.random() < 0.4:
            report = cast.claim(agreement, MANY + number, cast.source(f"voice-{chance.randrange(5)}"))
            breaches.attach(report=report, breach=breach, now=timezone.now())
        Breach.objects.filter(pk=breach.pk).update(**_facts(chance, other))
        for party in chance.sample(parties, chance.randrange(3)):
            BreachParty.objects.create(breach=breach, party=party, side=chance.choice(["accused", "target"]))
    Breach.objects.filter(number=9).update(merged_into=Breach.objects.get(number=10), version=F("version") + 1)
    Source.objects.filter(key="voice-2").update(is_protected=True)
    for report in Report.objects.order_by("pk"):
        text = chance.choice(["", "", "", "residents", "Voice-1"])
        gone = {"is_superseded": chance.random() < 0.1}
        unlisted = {"origin": None, "origin_text": text, "origin_key": text} if text else {"origin_text": "somebody"}
        Report.objects.filter(pk=report.pk).update(**unlisted, **gone)
    Breach.objects.update(version=F("version") + 1)
    quiet = {"kind": "calm", "external_id": "calm", "known_at": cast.EFFECT + dt.timedelta(days=3)}
    Report.objects.create(agreement=agreement, region=other, date_from=DAYS[8], date_to=DAYS[8], step="done", **quiet)
    return agreement


def _facts(chance: random.Random, other: Region) -> dict:
    day = chance.choice([None, *DAYS])
    last = day and day + dt.timedelta(days=chance.randrange(3))
    facts = {
        "verification": chance.choice(list(Verification)).value, "scope": chance.choice(list(Scope)).value,
        "event_type": chance.choice([*EventType, ""]), "severity": chance.randrange(1, 5), "date_from": day,
        "date_to": last, "breach_mode": chance.choice(list(BreachMode)[:3]).value,
        "geo_precision": chance.choice([None, 1, 4]), "version": F("version") + 1,
        "work_state": chance.choice(["new", "new", "done", "dropped"]),
    }  # fmt: skip
    if chance.random() < 0.3:
        facts |= {"cell": None, "lat": None, "lon": None, "place_text": "Somewhere else"}
    if chance.random() < 0.4:
        facts["region"] = chance.choice([other, None])
    return facts


def random_filters(agreement: Agreement, chance: random.Random) -> Filters:
    def some(values) -> tuple[str, ...]:
        return tuple(chance.sample(list(values), chance.randrange(1, 4))) if chance.random() < 0.25 else ()

    first, last = sorted(chance.sample(DAYS, 2))
    return Filters(
        agreement,
        chance.choice([None, first]),
        chance.choice([None, last]),
        region=some(["NL-A", "NL-B", "NL-X"]),
        event_type=some(EventType),
        accused=some(["army", "corps", "guard", "nobody"]),
        verification=some(Verification),
        scope=some(Scope),
        source=some(VOICES),
        breach_mode=some(BreachMode),
        target=some(["corps", "guard", "army"]),
        role=some(["signatory", "guarantor", "excluded"]),
        severity=some("1234"),
        precision=some(["1", "4", "none"]),
        origin=some(VOICES),
        text=chance.choice(["", "", "", "Village 1", "corps", "B-0007"]),
        by=chance.choice(STACKS),
    )
