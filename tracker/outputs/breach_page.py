"""One breach with its claims side by side, the sentences they rest on, and its effect on the region."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.actions import evidence
from tracker.actions.review import role_of
from tracker.models import Breach, Document, RegionStatus, Report
from tracker.outputs.history import told
from tracker.rules import counting, workflow
from tracker.vocab import Cell, Scope, Verification, WorkState

# Which mark a field's evidence gets, in the order in which an overlap is decided.
MARKS = (
    ("trigger", "what"),
    ("place_text", "where"),
    ("region_text", "where"),
    ("date_from", "when"),
    ("clock", "when"),
    ("accused", "who"),
    ("target", "who"),
    ("origin", "src"),
)
CONTEXT_CHARACTERS = 400
EFFECT_WORDS = {
    Cell.CONFIRMED: _("Counted in the region's confirmed state."),
    Cell.POSSIBLE: _("Counted in the possible state, not in the confirmed one."),
    Cell.BADGE: _("One origin only: shown beside the state, and moves nothing; but it keeps the region from Holding."),
    Cell.OUT: _("Counted in no state."),
}


@dataclass(frozen=True)
class Segment:
    """A piece of a source's text; `field` is the mark it carries, empty for plain words."""

    text: str
    field: str = ""


def segments(text: str, reports: list[Report], start: int, end: int) -> list[Segment]:
    """The text from start to end, cut where evidence begins and ends."""
    owner = [""] * (end - start)
    for report in reports:
        for name, mark in MARKS:
            for first, last in report.evidence.get(name, {}).get("spans", []):
                for index in range(max(first, start), min(last, end)):
                    owner[index - start] = owner[index - start] or mark
    pieces: list[Segment] = []
    cut = 0
    for index in range(1, len(owner) + 1):
        if index == len(owner) or owner[index] != owner[cut]:
            pieces.append(Segment(text[start + cut : start + index], owner[cut]))
            cut = index
    return pieces


def document_segments(document: Document, reports: list[Report]) -> list[Segment]:
    return segments(document.text, reports, 0, len(document.text))


def excerpt(report: Report) -> list[Segment]:
    """The sentence of a claim, and the sentences that its evidence stands in, with marks."""
    text = report.document.text
    spans = [tuple(span) for row in report.evidence.values() for span in row.get("spans", [])]
    first = min([report.sentence_start or 0, *(span[0] for span in spans)])
    last = max([report.sentence_end or 0, *(span[1] for span in spans)])
    first = max(first, (report.sentence_start or 0) - CONTEXT_CHARACTERS)
    last = min(last, (report.sentence_end or 0) + CONTEXT_CHARACTERS, len(text))
    return segments(text, [report], _line_start(text, first), last)


def _line_start(text: str, position: int) -> int:
    """Back to the start of the sentence or line; where that is far away, to the start of the word."""
    earliest = max(position - CONTEXT_CHARACTERS, 0)
    before = text[earliest:position]
    starts = [before.rfind(mark) + len(mark) for mark in ("\n", ". ") if mark in before]
    if starts or not earliest:
        return earliest + max(starts, default=0)
    return earliest + before.rfind(" ") + 1 if " " in before else position


def claims_for(breach: Breach, user) -> list[Report]:
    """The claims behind it that this person may see: those of protected sources only as an editor."""
    sees_all = getattr(user, "is_editor", False)
    return [
        report
        for report in breach.reports.all()
        if sees_all or not any(source and source.is_protected for source in (report.origin, report.via))
    ]


def sources_of(claims: list[Report], user) -> list[dict]:
    """What each claim rests on: the marked words of a document for those who may read it, else a citation."""
    may_read = getattr(user, "is_authenticated", False)
    return [
        {
            "report": report,
            "document": report.document if may_read else None,
            "segments": excerpt(report) if report.document and report.document.text else [],
        }
        for report in claims
    ]


def decide_form(breach: Breach, user, *, error: str = "", reason_code: str = "", reason: str = "") -> dict | None:
    """The moves that an editor may make now; one that is not open says what stands in the way. None for others.

    `error`, `reason_code` and `reason` are what a refused attempt gives back: nothing that was typed is lost.
    """
    if not getattr(user, "is_editor", False):
        return None
    role, gate = role_of(user), evidence.gate_of(breach)
    current = Verification(breach.verification)
    moves = [move for move in workflow.moves_from(current) if move.target != Verification.CORROBORATED]
    return {
        "url": reverse("decide", args=[breach.agreement.key, breach.number]),
        "version": breach.version,
        "moves": [
            {
                "value": move.target.value,
                "label": move.verb.capitalize(),
                "key": move.key,
                "why_not": "" if workflow.can_move(current, move.target, role=role, gate=gate) else gate.missing(),
            }
            for move in moves
        ],
        "reasons": _preset_reasons(moves),
        "error": error,
        "reason_code": reason_code,
        "reason": reason,
    }


def _preset_reasons(moves: list[workflow.Move]) -> list[dict]:
    """The preset reasons of the moves, each once, with the moves that it fits."""
    fitting: dict[str, dict] = {}
    for move in moves:
        for reason in workflow.reasons_for(move.target):
            row = fitting.setdefault(
                reason.code, {"key": reason.code, "press": reason.key, "label": reason.words, "for": []}
            )
            row["for"].append(move.target.value)
    return sorted(fitting.values(), key=lambda row: row["key"] == "other")


def work_form(breach: Breach, user) -> dict | None:
    """The moves in the queue that need no reason; the others are made on the desk."""
    if not getattr(user, "is_editor", False):
        return None
    return {
        "url": reverse("work", args=[breach.agreement.key, breach.number]),
        "moves": [
            {"value": move.target.value, "label": move.verb.capitalize()}
            for move in workflow.moves_from(WorkState(breach.work_state))
            if not move.needs_reason
        ],
    }


def region_effect(breach: Breach) -> dict | None:
    """What the rule says of the breach's region on its day, and where this breach stands in that count."""
    if not (breach.region_id and breach.date_from):
        return None
    day = breach.date_to or breach.date_from
    status = RegionStatus.objects.filter(agreement=breach.agreement, region_id=breach.region_id).on(day).first()
    cell = counting.cell_of(
        Verification(breach.verification),
        Scope(breach.scope),
        evidence.origins_of(breach),
        dropped=breach.work_state == WorkState.DROPPED,
    )
    return {"status": status, "day": day, "words": EFFECT_WORDS[cell]}


def breach_page(breach: Breach, *, user) -> dict:
    """The context of a breach's page."""
    claims = claims_for(breach, user)
    return {
        "breach": breach,
        "claims": claims,
        "sources": sources_of(claims, user),
        "origins": evidence.origins_of(breach),
        "effect": region_effect(breach),
        "history": told(breach.decisions.for_log()),
        "decide": decide_form(breach, user),
        "work": work_form(breach, user),
    }
