"""How often editors changed what was read: per reading rule, and per source."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from tracker.models import Decision, Report
from tracker.vocab import Verb

# A field of a breach → the evidence of a claim that it was read from.
READ_FROM = {"lat": "place_text", "lon": "place_text", "region": "region_text", "event_type": "sub_event_type"}


@dataclass(frozen=True)
class Share:
    """Of `read` values (or claims) `changed` were set right; `fields` are the most frequent, with their numbers."""

    name: str
    read: int
    changed: int
    fields: list[tuple[str, int]]


def _corrections() -> list[tuple[int, set[str]]]:
    """Breach and the fields that an editor set, of corrections that stand."""
    rows = Decision.objects.standing().filter(verb=Verb.CORRECTED.value, breach__isnull=False)
    return [(breach, set(after)) for breach, after in rows.values_list("breach", "after")]


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
    corrections = _corrections()
    claims = _claims({breach for breach, _ in corrections})
    read, changed, fields = Counter(), Counter(), defaultdict(Counter)
    for breach, names in corrections:
        wrong = {READ_FROM.get(name, name) for name in names}
        for report in claims.get(breach, ()):
            for field, told in report.evidence.items():
                for rule in told.get("rules", ()):
                    read[rule] += 1
                    if field in wrong:
                        changed[rule] += 1
                        fields[rule][field] += 1
    return _shares(read, changed, fields)


def corrected_sources() -> list[Share]:
    """Sources whose claims' breaches were corrected. `read` counts all claims of the source that opened a breach."""
    corrections = _corrections()
    claims = _claims({breach for breach, _ in corrections})
    changed, fields, seen = Counter(), defaultdict(Counter), set()
    for breach, names in corrections:
        for report in claims.get(breach, ()):
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
