"""The example's lists: names of regions, parties, agreements with their terms, sources. Rows that are there stay."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models, transaction

from tracker.actions import log
from tracker.example.files import records
from tracker.models import Agreement, AgreementRegion, Alias, Declaration, Membership, Party, Region, Role, Source
from tracker.vocab import Verb


@transaction.atomic
def load_lists(*, now: dt.datetime) -> None:
    """Write all lists, in the order in which they point at each other. Regions of the countries must be there."""
    _name_regions()
    _add_missing(Party, ("key",), (_party(row) for row in records("parties")))
    parties = in_keys(Party)
    _add_missing(Membership, ("child_id", "parent_id", "kind", "valid_from"), _memberships(parties))
    _add_sources(parties)
    _add_agreements()
    agreements = in_keys(Agreement)
    _add_missing(Alias, ("party_id", "text", "agreement_id"), _aliases(parties, agreements))
    _add_roles(parties, agreements)
    _add_missing(Declaration, ("agreement_id", "on", "kind", "summary"), _declarations(parties, agreements))
    _list_agreements_of_sources(agreements)
    log.change(Verb.LOADED, now=now)


def in_keys(table: type[models.Model]) -> dict[str, Any]:
    """The rows of a table by their key."""
    return {row.key: row for row in table.objects.all()}


def _add_missing(table: type[models.Model], unique: tuple[str, ...], rows: Iterable[models.Model]) -> None:
    """Insert the rows whose unique columns are not in the table yet, and leave those that are as people keep them."""
    known = set(table.objects.values_list(*unique))
    table.objects.bulk_create(row for row in rows if tuple(getattr(row, name) for name in unique) not in known)


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _name_regions() -> None:
    """Give the example's regions the short names, Arabic names, codes and other spellings that sources use."""
    facts = {row["code"]: row for row in records("regions")}
    regions = list(Region.objects.filter(code__in=facts).defer("geometry"))
    for region in regions:
        fact = facts[region.code]
        former = [region.name, *region.other_names, *fact.get("other_names", ())]
        region.name = fact["name"]
        region.names = {**region.names, **fact["names"]}
        region.pcode = fact.get("pcode", region.pcode)
        region.geonames_code = fact.get("geonames_code", region.geonames_code)
        region.other_names = [name for name in dict.fromkeys(former) if name != region.name]
    Region.objects.bulk_update(regions, ["name", "names", "pcode", "geonames_code", "other_names"])


def _party(row: dict[str, Any]) -> Party:
    return Party(
        key=row["key"],
        name=row["name"],
        kind=row["kind"],
        founded_on=_date(row.get("founded_on")),
        dissolved_on=_date(row.get("dissolved_on")),
        note=row.get("note", ""),
        citations=row.get("citations", []),
    )


def _aliases(parties: dict[str, Party], agreements: dict[str, Agreement]) -> Iterable[Alias]:
    for row in records("parties"):
        for alias in row.get("aliases", ()):
            yield Alias(
                party=parties[row["key"]],
                text=alias["text"],
                language=alias["language"],
                kind=alias["kind"],
                agreement=agreements[alias["agreement"]] if "agreement" in alias else None,
            )


def _memberships(parties: dict[str, Party]) -> Iterable[Membership]:
    for row in records("memberships"):
        yield Membership(
            child=parties[row["child"]],
            parent=parties[row["parent"]],
            kind=row["kind"],
            valid_from=_date(row.get("valid_from")),
            valid_to=_date(row.get("valid_to")),
            date_note=row.get("date_note", ""),
            citations=row.get("citations", []),
        )


def _add_sources(parties: dict[str, Party]) -> None:
    regions = {region.code: region for region in Region.objects.defer("geometry")}
    known = set(Source.objects.values_list("key", flat=True))
    rows = [row for row in records("sources") if row["key"] not in known]
    sources = Source.objects.bulk_create(
        Source(
            key=row["key"],
            name=row["name"],
            kind=row["kind"],
            reliability=row["reliability"],
            side=parties.get(row.get("side", "")),
            grading_note=row.get("grading_note", ""),
            other_names=row.get("other_names", []),
            url=row.get("url", ""),
            is_on_site=row.get("is_on_site", False),
            counting_rule=row.get("counting_rule", ""),
            is_example=True,
        )
        for row in rows
    )
    _link(
        Source.regions.through, "source", sources, "region", lambda n: [regions[c] for c in rows[n].get("regions", ())]
    )


def _link(
    through: type[models.Model], left: str, owners: list[models.Model], right: str, linked: Callable[[int], list]
) -> None:
    """Fill a many-to-many table in one statement: `linked` gives the rows that belong to the n-th owner."""
    through.objects.bulk_create(
        through(**{left: owner, right: other}) for number, owner in enumerate(owners) for other in linked(number)
    )


def _add_agreements() -> None:
    regions = {region.code: region for region in Region.objects.defer("geometry")}
    known = set(Agreement.objects.values_list("key", flat=True))
    rows = [row for row in records("agreements") if row["key"] not in known]
    agreements = Agreement.objects.bulk_create(_agreement(row) for row in rows)
    AgreementRegion.objects.bulk_create(
        AgreementRegion(agreement=agreement, region=regions[code])
        for agreement, row in zip(agreements, rows, strict=True)
        for code in row["coverage"]
    )


def _agreement(row: dict[str, Any]) -> Agreement:
    agreement = Agreement(
        key=row["key"],
        name=row["name"],
        short_name=row["short_name"],
        signed_on=_date(row["signed_on"]),
        declared_on=_date(row["declared_on"]),
        effective_note=row["effective_note"],
        time_zone=row["time_zone"],
        ceasefire_class=row["ceasefire_class"],
        territorial_scope=row["territorial_scope"],
        mechanism=row["mechanism"],
        countries=row["countries"],
        data_horizon=_date(row["data_horizon"]),
        default_day=_date(row["default_day"]),
        monitoring_mission=Source.objects.filter(key=row.get("monitoring_mission", "")).first(),
        is_published=True,
        is_example=True,
        citations=row["citations"],
    )
    agreement.effective_at = dt.datetime.fromisoformat(row["effective_at"]).replace(tzinfo=agreement.zone)
    return agreement


def _add_roles(parties: dict[str, Party], agreements: dict[str, Agreement]) -> None:
    known = set(Role.objects.values_list("agreement__key", "party__key", "role", "valid_from"))
    rows = [
        row
        for row in records("roles")
        if (row["agreement"], row["party"], row["role"], _date(row.get("valid_from"))) not in known
    ]
    roles = Role.objects.bulk_create(
        Role(
            agreement=agreements[row["agreement"]],
            party=parties[row["party"]],
            role=row["role"],
            standing=row["standing"],
            valid_from=_date(row.get("valid_from")),
            valid_to=_date(row.get("valid_to")),
            note=row.get("note", ""),
            citations=row["citations"],
        )
        for row in rows
    )
    _link(
        Role.guarantees.through, "role", roles, "party", lambda n: [parties[k] for k in rows[n].get("guarantees", ())]
    )


def _declarations(parties: dict[str, Party], agreements: dict[str, Agreement]) -> Iterable[Declaration]:
    for row in records("declarations"):
        yield Declaration(
            agreement=agreements[row["agreement"]],
            party=parties.get(row.get("party", "")),
            party_text=row.get("party_text", ""),
            kind=row["kind"],
            on=_date(row["on"]),
            summary=row["summary"],
            citations=row["citations"],
        )


def _list_agreements_of_sources(agreements: dict[str, Agreement]) -> None:
    """Say under which agreements a source is read; links that are there already are left."""
    through = Source.agreements.through
    known = set(through.objects.values_list("source__key", "agreement__key"))
    sources = in_keys(Source)
    through.objects.bulk_create(
        through(source=sources[row["key"]], agreement=agreements[key])
        for row in records("sources")
        for key in row["agreements"]
        if (row["key"], key) not in known
    )
