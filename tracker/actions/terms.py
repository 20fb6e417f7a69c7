"""An agreement's rows as the plain terms that reading and the rules work with."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q

from tracker import extract
from tracker.models import Agreement, Alias, Membership, Party, Role
from tracker.rules import scope
from tracker.rules.standing import CARRIES, with_members
from tracker.vocab import AliasKind, MembershipKind, PartyKind, RoleKind, Standing

AS_IF_DAYS = 49  # the six weeks of the baseline, and a week before them


def memberships_around(agreement: Agreement) -> list[Membership]:
    """The memberships among the parties of an agreement, and one step up and down from them."""
    named = Role.objects.filter(agreement=agreement).values("party")
    rows = Membership.objects.filter(Q(child__in=named) | Q(parent__in=named)).select_related("child", "parent")
    return list(rows.defer("citations", "child__citations", "parent__citations"))


def memberships_carrying(agreement: Agreement) -> list[Membership]:
    """The memberships by which roles are carried on, from the parties that have one to their members' members."""
    named = Role.objects.filter(agreement=agreement).values_list("party", flat=True)
    reached = belonging_to(named)
    rows = Membership.objects.filter(Q(child__in=reached) | Q(parent__in=reached)).select_related("child", "parent")
    return list(rows.defer("citations", "child__citations", "parent__citations"))


def belonging_to(parties: Iterable[int]) -> set[int]:
    """The keys of these parties and of all that belong to them, whenever that was."""
    links = Membership.objects.filter(kind__in=CARRIES).order_by().values_list("child", "parent")
    return with_members(parties, list(links))


def parties_of(agreement: Agreement, memberships: list[Membership]) -> list[Party]:
    """Who may be named in a text under this agreement: those with a role, their members, and civilians."""
    keys = {key for row in memberships for key in (row.child_id, row.parent_id)}
    named = Role.objects.filter(agreement=agreement).values("party")
    called = Alias.objects.filter(agreement=agreement).values("party")
    related = Q(pk__in=keys) | Q(pk__in=named) | Q(pk__in=called)
    return list(Party.objects.filter(related | Q(kind=PartyKind.CIVILIANS.value)).defer("citations"))


def reading_context(agreement: Agreement) -> extract.Context:
    """What the reader is told: the parties with their names and roles, the hour of effect, the regions."""
    memberships = memberships_around(agreement)
    parties = parties_of(agreement, memberships)
    names: dict[int, list[extract.Alias]] = {}
    for alias in Alias.objects.for_agreement(agreement).filter(party__in=parties):
        names.setdefault(alias.party_id, []).append(extract.Alias(alias.text, AliasKind(alias.kind), alias.language))
    roles: dict[int, list[RoleKind]] = {}
    for role in agreement.roles.all():
        roles.setdefault(role.party_id, []).append(RoleKind(role.role))
    # A merger or a new name begins on a date; only a standing membership says whom a fighter belongs to.
    umbrella = {row.child.key: row.parent.key for row in memberships if row.kind == MembershipKind.MEMBER}
    return extract.Context(
        parties=tuple(
            extract.PartyNames(
                id=party.key,
                name=party.name,
                roles=tuple(roles.get(party.pk, ())),
                kind=PartyKind(party.kind),
                aliases=tuple(names.get(party.pk, ())),
                umbrella=umbrella.get(party.key),
            )
            for party in parties
        ),
        effective_at=agreement.effective_at,
        timezone=agreement.time_zone,
        countries=tuple(agreement.countries),
        regions=tuple(
            extract.RegionNames(row.region.code, tuple(row.region.all_names))
            for row in agreement.coverage.select_related("region").defer("region__geometry")
        ),
    )


def scope_terms(agreement: Agreement) -> scope.Terms:
    """What the scope rule is told: territory, times, roles with standing, and memberships that carry roles on."""
    coverage = list(agreement.coverage.select_related("region").defer("region__geometry"))
    roles = list(agreement.roles.select_related("party"))
    memberships = memberships_carrying(agreement)
    parties = [row.party for row in roles] + [party for row in memberships for party in (row.child, row.parent)]
    return scope.Terms(
        effective_at=agreement.effective_at,
        ended_at=agreement.ended_at,
        timezone=agreement.time_zone,
        covered_regions=frozenset(row.region.code for row in coverage if row.is_covered) if coverage else None,
        roles=tuple(
            scope.RoleSpan(row.party.key, RoleKind(row.role), Standing(row.standing), row.valid_from, row.valid_to)
            for row in roles
        ),
        memberships=tuple(
            scope.MembershipSpan(row.child.key, row.parent.key, MembershipKind(row.kind), row.valid_from, row.valid_to)
            for row in memberships
        ),
        names={party.key: party.name for party in parties},
    )


def speaks_of(context: extract.Context, text: str) -> bool:
    """Whether a text names a party or a region of the agreement at all."""
    lowered = text.casefold()
    names = [party.name for party in context.parties]
    names += [alias.text for party in context.parties for alias in party.aliases if alias.kind != AliasKind.GENERIC]
    names += [name for region in context.regions for name in region.names]
    return any(name.casefold() in lowered for name in names if len(name) > 2)


def local_noon(agreement: Agreement, day: dt.date) -> dt.datetime:
    """A moment that lies in the local day, whatever the clock change: for documents dated only by day."""
    return dt.datetime.combine(day, dt.time(12), tzinfo=agreement.zone)


def as_if_in_force(agreement: Agreement) -> scope.Terms:
    """The terms of scope as if the agreement had been in force before its effect: what its baseline is counted by."""
    early = agreement.effective_at - dt.timedelta(days=AS_IF_DAYS)
    return replace(scope_terms(agreement), effective_at=early)
