"""What editors decided, as labelled texts in the format of the evaluation sets.

One row for a document and an agreement in which an editor has decided at least one breach. Only claims of decided
breaches are in it, so a row says of itself that it is not complete: it is never scored for precision.
"""

from collections.abc import Iterator
from dataclasses import fields

from tracker import extract
from tracker.actions.terms import reading_context
from tracker.extract import coarse
from tracker.models import Agreement, Report
from tracker.vocab import Scope, Verification

CANDIDATE_SCOPES = frozenset({Scope.BREACH, Scope.CONTESTED})


def rows() -> Iterator[dict]:
    """The labelled texts, by document and agreement."""
    events: dict[tuple[int, int], list[dict]] = {}
    seen: dict[tuple[int, int], Report] = {}
    contexts: dict[int, extract.Context] = {}
    for report in Report.objects.decided_by_editors():
        key = (report.document_id, report.agreement_id)
        if report.agreement_id not in contexts:
            contexts[report.agreement_id] = reading_context(report.agreement)
        seen.setdefault(key, report)
        events.setdefault(key, []).append(_event(report, contexts[report.agreement_id]))
    for key, report in seen.items():
        document = report.document
        yield {
            "id": f"document-{document.pk}-{report.agreement.key}",
            "lang": document.language or None,
            "synthetic": False,
            "complete": False,
            "text": document.text,
            "published_at": document.published_at.date().isoformat() if document.published_at else None,
            "publisher": document.source.name,
            "agreement": report.agreement.key,
            "expected": {"events": events[key]},
        }


def agreements(keys: set[str]) -> dict[str, dict]:
    """The agreements that the rows name, as the sets' `agreements.json`."""
    told = {}
    for agreement in Agreement.objects.filter(key__in=keys):
        context = reading_context(agreement)
        told[agreement.key] = {
            "name": agreement.name,
            "country": next(iter(agreement.countries), None),
            "effective_at": agreement.effective_at.isoformat() if agreement.effective_at else None,
            "parties": [
                {
                    "id": party.id,
                    "name": party.name,
                    "role": party.roles[0].value if party.roles else "non_signatory",
                    "aliases": [alias.text for alias in party.aliases],
                }
                for party in context.parties
            ],
        }
    return told


def _event(report: Report, context: extract.Context) -> dict:
    breach = report.breaches.all()[0]
    event = coarse.event(_claim(report), context)
    del event["rules"]
    event["admin1"] = report.region.name if report.region else None
    event["breach_candidate"] = breach.scope in CANDIDATE_SCOPES and event["assertion"] not in coarse.NO_CANDIDATE
    event["verification"] = Verification(breach.verification).value
    event["corrected"] = _corrected(report)
    if report.has_point:
        event |= {"lat": report.lat, "lon": report.lon}
    return event


def _claim(report: Report) -> extract.Claim:
    """The claim as it stands now, with the characters that the reader gave for it."""
    now = {
        "date_from": report.date_from,
        "date_to": report.date_to,
        "accused": tuple(party.key for party in report.accused),
        "target": tuple(party.key for party in report.target),
        "disputed": report.is_disputed,
        "origin": report.origin_text or None,
        "trigger": report.evidence.get("trigger", {}).get("value"),
        "via": None,
    }
    made = {}
    for field in fields(extract.Claim):
        if field.name == "sentence":
            continue
        value = now[field.name] if field.name in now else getattr(report, field.name)
        told = report.evidence.get(field.name, {})
        spans = tuple((start, end) for start, end in told.get("spans", ()))
        made[field.name] = extract.Field(value or None, 1.0, spans, tuple(told.get("rules", ())))
    return extract.Claim(**made, sentence=(report.sentence_start or 0, report.sentence_end or 0))


def _corrected(report: Report) -> list[str]:
    """The fields whose value is no longer what the reader said."""
    names = (
        "event_type",
        "sub_event_type",
        "place_text",
        "region_text",
        "count",
        "fatalities_best",
        "injured",
        "assertion",
    )
    changed = [n for n in names if n in report.evidence and report.evidence[n]["value"] != getattr(report, n)]
    day = report.date_from.isoformat() if report.date_from else None
    if "date_from" in report.evidence and report.evidence["date_from"]["value"] != day:
        changed.append("date_from")
    if "origin" in report.evidence and report.evidence["origin"]["value"][:200] != report.origin_text:
        changed.append("origin")
    for side in ("accused", "target"):
        if side in report.evidence:
            keys = sorted(party.key for party in getattr(report, side))
            changed += [side] if sorted(report.evidence[side]["value"] or []) != keys else []
    return changed
