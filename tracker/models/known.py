"""What was known of breaches at a moment in the past: told from when claims were known and when people decided."""

import datetime as dt

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Concat

from tracker.models.decision import Decision
from tracker.rules.counting import SPEAKS_FOR
from tracker.rules.workflow import CORROBORATING_ORIGINS
from tracker.vocab import Verb, Verification

_BY_MACHINE = (Verification.UNCONFIRMED.value, Verification.CORROBORATED.value)


def with_verification_at(breaches: QuerySet, links: QuerySet, moment: dt.datetime) -> QuerySet:
    """Breaches with `verification_then`: the verification that each had at the moment.

    What the last decision before it set; where that leaves it to the machine, or nobody had decided, what follows from
    the independent origins whose claims were known by then (as rules.counting counts them). `links`: the queryset of
    BreachReport.
    """
    decided = (
        Decision.objects.filter(breach=OuterRef("pk"), at__lte=moment, after__has_key="verification")
        .exclude(verb=Verb.PROPOSED.value)
        .order_by("-pk")
        .values(word=KeyTextTransform("verification", "after"))
    )
    voice = Case(
        When(report__origin__side__isnull=False, then=_named("side ", "report__origin__side__key")),
        default=_named("name ", "report__origin_key"),
    )
    voices = (
        links.filter(
            breach=OuterRef("pk"),
            report__known_at__lte=moment,
            report__is_superseded=False,
            report__assertion__in=[one.value for one in SPEAKS_FOR],
        )
        .exclude(report__origin_key="")
        .order_by()
        .values("breach")
        .annotate(n=Count(voice, distinct=True))
    )
    by_people = Coalesce(Subquery(decided[:1]), Value(Verification.UNCONFIRMED.value), output_field=CharField())
    return breaches.annotate(
        decided_then=by_people, origins_then=Coalesce(Subquery(voices.values("n")[:1]), Value(0))
    ).annotate(
        verification_then=Case(
            When(~Q(decided_then__in=_BY_MACHINE), then=F("decided_then")),
            When(origins_then__gte=CORROBORATING_ORIGINS, then=Value(Verification.CORROBORATED.value)),
            default=Value(Verification.UNCONFIRMED.value),
        )
    )


def _named(kind: str, column: str) -> Concat:
    return Concat(Value(kind), F(column), output_field=CharField())
