"""The parties of an agreement, grouped by the role they have in it."""

from tracker.actions.terms import memberships_around, parties_of
from tracker.models import Agreement, Party, Role
from tracker.vocab import RoleKind

WITHOUT_ROLE = "Without a role of their own"


def grouped_parties(agreement: Agreement) -> list[dict]:
    """Groups in the order of the roles: {"label", "rows": [{"party", "roles", "aliases", "memberships"}]}."""
    memberships = memberships_around(agreement)
    pks = [party.pk for party in parties_of(agreement, memberships)]
    parties = Party.objects.filter(pk__in=pks).prefetch_related("aliases")
    roles: dict[int, list[Role]] = {}
    for role in agreement.roles.all():
        roles.setdefault(role.party_id, []).append(role)
    groups: dict[str, list[dict]] = {}
    for party in parties:
        own = roles.get(party.pk, [])
        row = {
            "party": party,
            "role": own[0] if own else None,
            "roles": own,
            "aliases": list(party.aliases.all()),
            "memberships": [link for link in memberships if party.pk in (link.child_id, link.parent_id)],
        }
        groups.setdefault(own[0].role if own else "", []).append(row)
    order = [*RoleKind, ""]
    return [
        {"label": RoleKind(key).label if key else WITHOUT_ROLE, "rows": groups[key]}
        for key in sorted(groups, key=order.index)
    ]
