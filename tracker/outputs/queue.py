"""The editor's queue: what waits."""

from django.db.models import QuerySet

from tracker.models import Breach
from tracker.vocab import Scope, Verification

UNDECIDED = (Verification.UNCONFIRMED.value, Verification.CORROBORATED.value)
IN_SCOPE = (Scope.BREACH.value, Scope.CONTESTED.value)


def queue() -> QuerySet:
    """Undecided breaches in scope, the gravest first, then the oldest: what moves a region's state the most."""
    rows = Breach.objects.waiting().filter(verification__in=UNDECIDED, scope__in=IN_SCOPE)
    return rows.with_claims().order_by("-severity", "known_at", "pk")
