"""Reading a stored document: from text to reports."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.db.models import F

from tracker import extract, llm
from tracker.actions import claims, log, model_reader, steps, terms
from tracker.actions.origins import Origins
from tracker.actions.status import mark_reports_due
from tracker.actions.withdrawing import settle_revision
from tracker.models import Agreement, Breach, Document, Party, Report, ReportParty
from tracker.vocab import Assertion, BreachMode, ReportKind, Side, StepName, StepState, TimePrecision, Verb, Weapon

# What has a place, and so a region whose coverage or count it touches.
PLACED_KINDS = frozenset({ReportKind.INCIDENT_CLAIM, ReportKind.CALM, ReportKind.DENIAL, ReportKind.TALLY,
                          ReportKind.ACCESS_DENIED})  # fmt: skip
EVIDENCE_FIELDS = (
    "kind", "event_type", "sub_event_type", "weapon", "breach_mode", "trigger", "date_from", "date_to",
    "time_precision", "clock", "place_text", "region_text", "accused", "target", "fatalities_low",
    "fatalities_best", "fatalities_high", "injured", "count", "assertion", "disputed", "origin",
)  # fmt: skip


def read_document(*, document_id: int, now: dt.datetime) -> list[Report]:
    """Read a waiting document under each agreement that it concerns, and store its reports.

    Returns the new reports; an empty list where the document is not waiting, or holds no claim. A reading that
    fails leaves the document waiting for its next try, with the error in words.
    """
    document = steps.take(
        Document.objects.select_related("source", "agreement", "copy_of__source"), pk=document_id, now=now
    )
    if document is None:
        return []
    try:
        readings = [(agreement, _read(document, agreement, now)) for agreement in agreements_for(document)]
        return _store(document, readings, now)
    except Exception as error:
        steps.fail(document, error=f"Reading stopped: {error or type(error).__name__}", now=now)
        raise


def agreements_for(document: Document) -> list[Agreement]:
    """The one that the sender named; else each running agreement that the source is listed for and the text names."""
    if document.agreement:
        return [document.agreement]
    found = Agreement.objects.all()
    if document.published_at:
        found = found.running_on(document.published_at.date())
    listed = found.filter(sources=document.source)
    candidates = listed if listed.exists() else found
    return [one for one in candidates if terms.speaks_of(terms.reading_context(one), document.text)]


def _read(document: Document, agreement: Agreement, now: dt.datetime) -> extract.Reading:
    """By the language model where one is configured and answers; else by the rules, with a word why."""
    published = document.published_at.astimezone(agreement.zone) if document.published_at else None
    context = terms.reading_context(agreement)
    why = ()
    if model_reader.is_on():
        try:
            return model_reader.read(document.text, published, context, now=now)
        except llm.ModelError as error:
            why = (f"{error} The rules read this text.",)
    found = extract.read(document.text, published, document.language or None, context)
    return replace(found, warnings=(*why, *found.warnings))


@transaction.atomic
def _store(document: Document, readings: list[tuple[Agreement, extract.Reading]], now: dt.datetime) -> list[Report]:
    origins = Origins.of_document(document)
    parties = {party.key: party for party in Party.objects.all()}
    made: list[Report] = []
    warnings: list[str] = list(document.warnings)
    for agreement, reading in readings:
        rows = [_report_of_claim(document, agreement, reading.version, claim, origins) for claim in reading.claims]
        rows += [_report_of_lead(document, agreement, reading.version, lead, origins) for lead in reading.leads]
        for position, row in enumerate(rows):
            row.position = position
            row.save()
        for row, claim in zip(rows, reading.claims, strict=False):
            _store_sides(row, claim, parties)
        made += rows
        warnings += reading.warnings
        document.reader_version = reading.version
    if document.previous_id:
        claims.keep(document, made)
        former = Report.objects.filter(document_id=document.previous_id)
        mark_reports_due(former)
        former.update(is_superseded=True)
        behind = Breach.objects.filter(links__report__document=document.previous_id)
        behind.update(version=F("version") + 1)  # their claims stand no more, whoever looks before all is settled
    document.warnings = list(dict.fromkeys(warnings))
    steps.done(document)
    document.save()
    settle_revision(document, now=now)
    log.change(Verb.READ, now=now, agreement=document.agreement, document=document)
    return made


def _count(claim: extract.Claim) -> int:
    """How many violations it speaks of. An incident is one at least; a monitor may have counted none."""
    told = claim.count.value
    return told if told is not None and claim.kind.value == ReportKind.TALLY.value else told or 1


def _report_of_claim(
    document: Document, agreement: Agreement, version: str, claim: extract.Claim, origins: Origins
) -> Report:
    kind = ReportKind(claim.kind.value)
    origin = origins.resolve(claim.origin.value)
    return Report(
        document=document,
        agreement=agreement,
        reader_version=version,
        kind=kind.value,
        event_type=claim.event_type.value or "",
        sub_event_type=claim.sub_event_type.value or "",
        weapon=claim.weapon.value or Weapon.UNSTATED.value,
        breach_mode=claim.breach_mode.value or BreachMode.COMBAT.value,
        date_from=claim.date_from.value,
        date_to=claim.date_to.value or claim.date_from.value,
        time_precision=claim.time_precision.value or TimePrecision.UNKNOWN.value,
        clock=claim.clock.value or "",
        place_text=(claim.place_text.value or "")[:200],
        region_text=(claim.region_text.value or "")[:200],
        place_role=claim.place_role.value or "",
        fatalities_low=claim.fatalities_low.value,
        fatalities_best=claim.fatalities_best.value,
        fatalities_high=claim.fatalities_high.value,
        injured=claim.injured.value,
        count=_count(claim),
        period_from=claim.date_from.value if kind == ReportKind.TALLY else None,
        period_to=(claim.date_to.value or claim.date_from.value) if kind == ReportKind.TALLY else None,
        assertion=claim.assertion.value or Assertion.ASSERTED.value,
        is_disputed=bool(claim.disputed.value),
        origin=origin.source,
        origin_text=origin.text,
        origin_key=origin.key,
        via=document.source if origin.is_relayed else None,
        evidence={name: _evidence(getattr(claim, name)) for name in EVIDENCE_FIELDS if _says(getattr(claim, name))},
        sentence_start=claim.sentence[0],
        sentence_end=claim.sentence[1],
        known_at=known_at(document, agreement),
        step_name=StepName.LOCATE.value,
        step=StepState.PENDING.value if kind in PLACED_KINDS else StepState.DONE.value,
    )


def _report_of_lead(
    document: Document, agreement: Agreement, version: str, lead: extract.Lead, origins: Origins
) -> Report:
    own = origins.resolve(None)
    return Report(
        document=document,
        agreement=agreement,
        reader_version=version,
        kind=ReportKind.LEAD.value,
        origin=own.source,
        origin_key=own.key,
        sentence_start=lead.sentence[0],
        sentence_end=lead.sentence[1],
        note=lead.reason[:500],
        region_text=(lead.region or "")[:200],
        date_from=lead.day,
        date_to=lead.day,
        time_precision=(TimePrecision.DAY if lead.day else TimePrecision.UNKNOWN).value,
        known_at=known_at(document, agreement),
        step=StepState.DONE.value,
    )


def known_at(document: Document, agreement: Agreement) -> dt.datetime:
    """When the claim could have been known: received; in an example of the past, published."""
    return (document.published_at if agreement.data_horizon else None) or document.received_at


def _says(field: extract.Field) -> bool:
    return bool(field.spans) or field.value not in (None, (), "", False)


def _evidence(field: extract.Field) -> dict:
    """A field as JSON: its value, how sure the reader is, the characters that say so, and the rules that fired."""
    value = list(field.value) if isinstance(field.value, tuple) else field.value
    return {
        "value": value.isoformat() if isinstance(value, dt.date) else value,
        "confidence": round(field.confidence, 3),
        "spans": [list(span) for span in field.spans],
        "rules": list(field.rules),
    }


def _store_sides(report: Report, claim: extract.Claim, parties: dict[str, Party]) -> None:
    for side, keys in ((Side.ACCUSED, claim.accused.value), (Side.TARGET, claim.target.value)):
        ReportParty.objects.bulk_create(
            ReportParty(report=report, party=party, side=side.value) for party in _known(keys, parties)
        )


def _known(keys: Iterable[str] | None, parties: dict[str, Party]) -> list[Party]:
    return [parties[key] for key in dict.fromkeys(keys or ()) if key in parties]
