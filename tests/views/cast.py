"""A small agreement with one breach, and the people who look at it."""

import datetime as dt
import zlib

from django.utils import timezone

from tracker.actions import breaches, follows, lists
from tracker.models import (
    Account,
    Agreement,
    AgreementRegion,
    Batch,
    Document,
    Follow,
    Party,
    Place,
    PlaceName,
    Region,
    Report,
    ReportParty,
    Role,
    Source,
)
from tracker.vocab import Group

EFFECT = dt.datetime(2020, 3, 1, 12, tzinfo=dt.UTC)
SQUARE = {"type": "Polygon", "coordinates": [[[10, 10], [12, 10], [12, 12], [10, 12], [10, 10]]]}


def account(group: Group) -> Account:
    known = Account.objects.filter(username=f"{group}-person").first()
    if known:
        return known
    made = Account.objects.create_user(username=f"{group}-person", password="x")
    lists.put_in_group(account=made, group=group, now=timezone.now())
    return made


def follower(of: Agreement, *, group: Group = Group.ANALYST, pk: int | None = None, **fields) -> Follow:
    """Somebody with an e-mail address who follows an agreement as it happens, from now on."""
    person = fields.pop("account", None) or account(group)
    Account.objects.filter(pk=person.pk, email="").update(email="reader@tracker.example")
    told = follows.as_it_is(of, timezone.now())
    known = {"cursor": told.cursor, "states": told.states, "created_at": EFFECT, "next_digest_at": EFFECT}
    made = Follow.objects.create(pk=pk, account=person, agreement=of, **{**known, **fields})
    return Follow.objects.with_names().get(pk=made.pk)


def agreement(key: str = "northland", *, is_published: bool = True) -> Agreement:
    made = Agreement.objects.create(
        key=key,
        name="Northland ceasefire",
        effective_at=EFFECT,
        countries=["NL"],
        is_published=is_published,
        data_horizon=dt.date(2020, 3, 20),
        default_day=dt.date(2020, 3, 5),
    )
    region, _ = Region.objects.get_or_create(
        code="NL-A", defaults={"name": "Alder", "country": "NL", "geometry": SQUARE, "bbox": [10, 10, 12, 12]}
    )
    AgreementRegion.objects.create(agreement=made, region=region)
    army, _ = Party.objects.get_or_create(key="army", defaults={"name": "Northland army", "kind": "state_forces"})
    Role.objects.create(agreement=made, party=army, role="signatory")
    return made


def source(key: str = "wire", **fields) -> Source:
    return Source.objects.get_or_create(key=key, defaults={"name": key.title(), "kind": "agency", **fields})[0]


def claim(under: Agreement, number: int, origin: Source) -> Report:
    made = Report.objects.create(
        agreement=under,
        external_id=f"fact-{number}",
        kind="incident_claim",
        event_type="explosions_remote_violence",
        sub_event_type="shelling_artillery_missile",
        date_from=dt.date(2020, 3, 2),
        date_to=dt.date(2020, 3, 2),
        time_precision="day",
        region=Region.objects.get(code="NL-A"),
        place_text=f"Village {number}",
        lat=10.5 + number / 100,
        lon=11,
        geo_precision=1,
        origin=origin,
        origin_key=origin.key,
        known_at=EFFECT,
        step="done",
    )
    ReportParty.objects.create(report=made, party=Party.objects.get(key="army"), side="accused")
    return made


def breach(under: Agreement, number: int = 1, origin: Source | None = None):
    return breaches.open_breach(report=claim(under, number, origin or source()), now=timezone.now())


def document() -> Document:
    """At /documents/1/, on every database."""
    return Document.objects.create(
        pk=1, source=source(), external_id="one", text="A text.", received_at=EFFECT, content_hash="0" * 64, step="done"
    )


def learned_place(number: int = 1, **fields) -> Place:
    place = Place.objects.create(
        name=f"Learned {number}",
        country="NL",
        lat=10.5,
        lon=11,
        layer="learned",
        external_id=f"learned-{number}",
        **fields,
    )
    PlaceName.objects.add([(place.pk, "NL", place.name, place.name.lower(), "lrnd")])
    return place


def batch(under: Agreement, **fields) -> Batch:
    """A file that was looked at and not imported yet."""
    content = b"date,place,lat,lon,actor1\n2020-03-02,Morning Hill,10.5,11.0,Government\nsoon,,,,\n"
    return Batch.objects.create(
        source=source(), agreement=under, created_at=EFFECT, file_name="events.csv", content=zlib.compress(content),
        content_hash="0" * 64, rows=2,
        columns={"date_from": 0, "place": 1, "lat": 2, "lon": 3, "accused": 4}, **fields,
    )  # fmt: skip
