"""Is a party excluded from an agreement on a day? Read from its own roles and those of the bodies it belongs to."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from tracker.vocab import MembershipKind, RoleKind, Standing

BOUND = frozenset({RoleKind.SIGNATORY, RoleKind.ADHERENT})

# An ally keeps its own standing and a splinter has left; the other three act as part of the body they belong to.
CARRIES = frozenset({MembershipKind.MEMBER, MembershipKind.MERGED_INTO, MembershipKind.RENAMED_TO})


def with_members(keys: Iterable, links: Collection[tuple]) -> set:
    """Those parties and all that belong to them: who accuses a coalition accuses its members.

    `links`: (child, parent) of the memberships that carry a role. An ally does not belong to it, nor does a group that
    split from it.
    """
    found, size = set(keys), -1
    while size != len(found):
        size = len(found)
        found |= {child for child, parent in links if parent in found}
    return found


class Exclusion(Enum):
    """How surely a party stands outside an agreement."""

    NONE = "not excluded"
    UNSETTLED = "exclusion not settled"
    EXCLUDED = "excluded"


@dataclass(frozen=True)
class RoleSpan:
    """A party's role from one local day to another, both included; None leaves that end open."""

    party: str
    role: RoleKind
    standing: Standing = Standing.ESTABLISHED
    date_from: date | None = None
    date_to: date | None = None


@dataclass(frozen=True)
class MembershipSpan:
    """`child` belongs to, merged into or was renamed to `parent`, from one local day to another."""

    child: str
    parent: str
    kind: MembershipKind = MembershipKind.MEMBER
    date_from: date | None = None
    date_to: date | None = None


def exclusion(
    party: str,
    days: Iterable[date],
    roles: tuple[RoleSpan, ...],
    memberships: tuple[MembershipSpan, ...],
    names: Mapping[str, str] | None = None,
) -> tuple[Exclusion, tuple[str, ...]]:
    """How surely the party is excluded on the days, with reasons in words (none for a party that is not).

    A change between the first and the last of the days leaves it unsettled. `names`: what the parties are called in
    the reasons; a party without a name there is called by its id.
    """
    called = _Called(names or {})
    found = [_on_day(party, day, roles, memberships, called) for day in days]
    kinds = {kind for kind, _ in found}
    words = tuple(dict.fromkeys(reason for _, reasons in found for reason in reasons))
    if len(kinds) > 1:
        return Exclusion.UNSETTLED, (*words, f"The standing of {called[party]} changed within the dates of the event.")
    return (kinds.pop() if kinds else Exclusion.NONE), words


class _Called(dict):
    """Party id → what it is called; its id where it has no name."""

    def __missing__(self, party: str) -> str:
        return party


def _on_day(
    party: str, day: date, roles: tuple[RoleSpan, ...], memberships: tuple[MembershipSpan, ...], called: _Called
) -> tuple[Exclusion, tuple[str, ...]]:
    """Its own exclusion stands before what it carries; its own signature against a carried one settles nothing."""
    own = _held(party, day, roles)
    kind, words = _read(own, party, party, called)
    if kind is not Exclusion.NONE:
        return kind, words
    carried = [(body, _held(body, day, roles)) for body in bodies_of(party, day, memberships)]
    outside = [_read(held, party, body, called) for body, held in carried]
    reasons = tuple(reason for kind, given in outside if kind is not Exclusion.NONE for reason in given)
    if not reasons:
        return Exclusion.NONE, ()
    bound = _is_bound(own) or any(_is_bound(held) for _, held in carried)
    if bound:
        return Exclusion.UNSETTLED, (*reasons, f"{called[party]} is bound by the agreement as well.")
    sure = all(kind is not Exclusion.UNSETTLED for kind, _ in outside)
    return (Exclusion.EXCLUDED if sure else Exclusion.UNSETTLED), reasons


def bodies_of(party: str, day: date, memberships: tuple[MembershipSpan, ...]) -> list[str]:
    """Every body whose role the party carries on that day, nearest first; a circle of memberships ends there."""
    seen, queue = [party], [party]
    while queue:
        for body in _next_bodies(queue.pop(0), day, memberships):
            if body not in seen:
                seen.append(body)
                queue.append(body)
    return seen[1:]


def _next_bodies(party: str, day: date, memberships: tuple[MembershipSpan, ...]) -> Iterator[str]:
    for link in memberships:
        if link.kind in CARRIES and _covers(link, day):
            if link.child == party:
                yield link.parent
            # A new name is the same party: it keeps the role that was given to the old one.
            elif link.parent == party and link.kind is MembershipKind.RENAMED_TO:
                yield link.child


def _held(party: str, day: date, roles: tuple[RoleSpan, ...]) -> list[RoleSpan]:
    return [span for span in roles if span.party == party and _covers(span, day)]


def _read(held: list[RoleSpan], party: str, body: str, called: _Called) -> tuple[Exclusion, tuple[str, ...]]:
    """What the roles of one body say of the party's exclusion."""
    excluding = [span for span in held if span.role is RoleKind.EXCLUDED]
    if not excluding:
        return Exclusion.NONE, ()
    whose = called[body] if party == body else f"{called[body]}, to which {called[party]} belongs,"
    if _is_bound(held):
        return Exclusion.UNSETTLED, (f"{whose} is named both as bound and as excluded.",)
    if any(span.standing is Standing.ESTABLISHED for span in excluding):
        return Exclusion.EXCLUDED, (f"{whose} is excluded from the agreement.",)
    return Exclusion.UNSETTLED, (f"The exclusion of {whose} is {excluding[0].standing.label}.",)


def _is_bound(held: list[RoleSpan]) -> bool:
    return any(span.role in BOUND and span.standing is Standing.ESTABLISHED for span in held)


def _covers(span: RoleSpan | MembershipSpan, day: date) -> bool:
    return (span.date_from is None or span.date_from <= day) and (span.date_to is None or day <= span.date_to)
