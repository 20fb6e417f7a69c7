"""How often editors changed what was read: per reading rule, and per source."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from tracker.models import Decision, Report
from tracker.vocab import Verb

# A field of a breach → the evidence of a claim that it was read from.
READ_FROM = {"lat": "place_text", "lon": "place_text", "region": "region_text", "event_type": "sub_event_type",
             "origin_key": "origin", "via": "origin"}  # fmt: skip
NO_FIELDS = frozenset({"report", "origin_text"})


@dataclass(frozen=True)
class Share:
    """Of `read` values (or claims) `changed` were set right; `fields` are the most frequent, with their numbers."""

    name: str
    read: int
    changed: int
    fields: list[tuple[str, int]]


def _corrections() -> list[tuple[list[Report], set[str]]]:
    """The claims that a correction touches, and the fields that an editor set; of corrections that stand.

    A breach's fields touch all claims behind it.
    """
    verbs = [Verb.CORRECTED.value, Verb.CLAIM.value]
    rows = Decision.objects.standing().filter(verb__in=verbs, breach__isnull=False).values_list("breach", "after")
    claims = _claims({breach for breach, _ in rows})
    return [
        ([claim for claim in claims.get(breach, ()) if after.get("report") in (None, claim.pk)], set(after) - NO_FIELDS)
        for breach, after in rows
    ]


def _claims(breaches: set[int]) -> dict[int, list[Report]]:
    reports = Report.objects.claims().filter(breaches__in=breaches).select_related("origin", "via").distinct()
    found: dict[int, list[Report]] = defaultdict(list)
    for report in reports.prefetch_related("breaches"):
        for breach in report.breaches.all():
            found[breach.pk].append(report)
    return found


def corrected_rules() -> list[Share]:
    """Rules whose reading was changed, the most often changed first. `read` counts the values of corrected breaches'
    claims that the rule gave, so a rule that nobody had to correct is not listed.
    """
    read, changed, fields = Counter(), Counter(), defaultdict(Counter)
    for claims, names in _corrections():
        wrong = {READ_FROM.get(name, name) for name in names}
        for report in claims:
            for field, told in report.evidence.items():
                for rule in told.get("rules", ()):
                    read[rule] += 1
                    if field in wrong:
                        changed[rule] += 1
                        fields[rule][field] += 1
    return _shares(read, changed, fields)


def corrected_sources() -> list[Share]:
    """Sources whose claims' breaches were corrected. `read` counts all claims of the source that opened a breach."""
    changed, fields, seen = Counter(), defaultdict(Counter), set()
    for claims, names in _corrections():
        for report in claims:
            name = report.origin_name or report.origin_key
            fields[name].update(names)
            if report.pk not in seen:
                seen.add(report.pk)
                changed[name] += 1
    total = Counter()
    for report in Report.objects.claims().select_related("origin").only("origin__name", "origin_text", "origin_key"):
        total[report.origin_name or report.origin_key] += 1
    return _shares({name: total[name] for name in changed}, changed, fields)


def _shares(read, changed: Counter, fields: dict[str, Counter]) -> list[Share]:
    rows = [Share(name, read[name], count, fields[name].most_common(4)) for name, count in changed.items()]
    return sorted(rows, key=lambda row: (-row.changed, row.name))
