"""The desk: one breach with all that an editor needs to decide on it, and the queue beside it."""

import datetime as dt
from dataclasses import dataclass

from tracker.actions import evidence, matching
from tracker.actions.editing import STILL_THERE
from tracker.extract import Context
from tracker.models import Breach, Report, Viewing
from tracker.outputs.breach_page import decide_form, document_segments, segments, work_form
from tracker.outputs.history import told
from tracker.outputs.queue import QueueFilter, neighbours
from tracker.outputs.what_if import DROPPED, outcomes
from tracker.rules.matching import SUGGEST_AT

MOST_SUGGESTED = 5
WHOLE_TEXT = 6000  # characters; of a longer document the part around the claim is shown
AROUND = 1500


@dataclass(frozen=True)
class Suggestion:
    """A breach that may be the same event; `is_likely` from the score on at which the rule suggests it."""

    breach: Breach
    score: float
    reasons: tuple[str, ...]
    is_likely: bool


def desk_page(breach: Breach, *, user, terms: Context, asked: QueueFilter, now: dt.datetime) -> dict:
    """The context of the desk, without its forms. `terms`: what the reader is told of the breach's agreement."""
    claims = evidence.claims_of(breach) or list(breach.reports.all())
    for claim in claims:
        claim.agreement = breach.agreement  # with what is known of it already
    main = next((claim for claim in claims if claim.document_id), claims[0] if claims else None)
    decide = decide_form(breach, user)
    rows, place, length = neighbours(breach, asked, user)
    return {
        "breach": breach,
        "agreement": breach.agreement,
        "claims": claims,
        "main": main,
        "segments": _text(main),
        "decide": decide,
        "work": work_form(breach, user),
        "outcomes": outcomes(breach, ["", *(move["value"] for move in decide["moves"]), DROPPED], now)
        if decide
        else {},
        "candidates": main.place_candidates if main else [],
        "suggestions": _suggestions(main, terms),
        "history": told(breach.decisions.for_log()),
        "others": Viewing.objects.of_others(breach, user, now - STILL_THERE),
        "queue": rows,
        "place_in_queue": place,
        "queue_length": length,
    }


def _text(report: Report | None) -> list:
    """The document's words with the claim's evidence marked; the part around it where the document is long."""
    if report is None or report.document is None or not report.document.text:
        return []
    text = report.document.text
    if len(text) <= WHOLE_TEXT:
        return document_segments(report.document, [report])
    start = max(0, (report.sentence_start or 0) - AROUND)
    return segments(text, [report], start, min(len(text), (report.sentence_end or 0) + AROUND))


def _suggestions(report: Report | None, terms: Context) -> list[Suggestion]:
    if report is None:
        return []
    found = matching.suggestions(report, terms, MOST_SUGGESTED)
    return [Suggestion(one, match.score, match.reasons, match.score >= SUGGEST_AT) for one, match in found]
