"""What an editor sets right about one claim: who said it first, who passed it on, and in whose voice it is told."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction

from tracker.actions import breaches, log
from tracker.actions.desk import MOST_REASON, NotCorrected
from tracker.actions.origins import Origins
from tracker.actions.review import fresh_for, must_be_editor
from tracker.models import Account, Breach, Decision, Document, Report, Source
from tracker.vocab import Assertion, Verb

ORIGIN = ("origin_key", "origin_text")
FIELDS = (*ORIGIN, "via", "assertion")


@transaction.atomic
def correct(
    *, breach: Breach, report: Report, origin: str, via: Source | None, assertion: Assertion, by: Account, version: int,
    now: dt.datetime, reason: str = "",
) -> Breach:  # fmt: skip
    """Say who made a claim behind a breach. `origin` is a name as people write it; "" or the outlet's own name mean
    the outlet speaks for itself. `via` is the outlet; None means the document's, where we hold one.

    Raises NotCorrected in words, NotAllowed, review.Stale.
    """
    must_be_editor(by)
    fresh = fresh_for(breach, version)
    found = Report.objects.select_related("origin", "via", "document__source").filter(pk=report.pk, breaches=fresh)
    report = found.first()
    if report is None:
        raise NotCorrected("This claim does not stand behind the breach any more.")
    outlet = via or (report.document.source if report.document else None)
    if not origin.strip() and outlet is None:
        raise NotCorrected("Say who made the claim first, or who passed it on.")
    speaker = Origins(outlet).resolve(" ".join(origin.split()))
    shall = {
        "origin_key": speaker.key,
        "origin_text": speaker.text,
        "via": outlet.key if outlet and speaker.is_relayed else "",
        "assertion": assertion.value,
    }
    was = _state(report)
    changed = [name for name in FIELDS if was[name] != shall[name] and name not in ORIGIN]
    if was["origin_key"] != shall["origin_key"]:
        changed += ORIGIN
    if not changed:
        return fresh
    _put(report, {name: shall[name] for name in changed})
    log.decision(
        Verb.CLAIM, by=by, now=now, agreement=fresh.agreement, breach=fresh, reason=reason[:MOST_REASON],
        before={"report": report.pk} | {name: was[name] for name in changed},
        after={"report": report.pk} | {name: shall[name] for name in changed},
    )  # fmt: skip
    return fresh


def restore(before: Mapping[str, Any]) -> None:
    """Set a claim back to what it was, also where a later revision makes it: the undoing of `correct`, in the caller's
    transaction.
    """
    report = Report.objects.select_related("document").get(pk=before["report"])
    fields = {name: before[name] for name in FIELDS if name in before}
    for one in (report, *_made_again(report)):
        _put(one, fields)


def keep(document: Document, read: list[Report]) -> None:
    """What editors said of claims of all former revisions holds for the same sentences of this one, in the caller's
    transaction. `read`: the reports of this revision, stored.
    """
    former: dict[int, Report] = {}
    while document := document.previous:
        former |= {report.pk: report for report in document.reports.select_related("document")}
    decisions = Decision.objects.standing().filter(verb=Verb.CLAIM.value, after__report__in=list(former))
    for decision in decisions.order_by("pk"):
        for new in read:
            if _is_same(new, former[decision.after["report"]]):
                _put(new, {name: decision.after[name] for name in FIELDS if name in decision.after})


def _made_again(report: Report) -> Iterator[Report]:
    """The same claim in the later revisions of its document."""
    document = report.document
    while document := getattr(document, "superseded_by", None):
        yield from (one for one in document.reports.select_related("document") if _is_same(one, report))


def _is_same(one: Report, other: Report) -> bool:
    return (one.agreement_id, one.kind, one.sentence) == (other.agreement_id, other.kind, other.sentence)


def _state(report: Report) -> dict[str, str]:
    return {
        "origin_key": report.origin_key,
        "origin_text": report.origin_text,
        "via": report.via.key if report.via else "",
        "assertion": report.assertion,
    }


def _put(report: Report, fields: Mapping[str, str]) -> None:
    """Store the fields and what follows: the origins of each breach behind which the claim stands."""
    for name, value in fields.items():
        if name == "via":
            report.via = Source.objects.get(key=value) if value else None
        else:
            setattr(report, name, value)
    if "origin_key" in fields:
        report.origin = Source.objects.filter(key=report.origin_key).first()
    report.save(update_fields=["origin", *fields])
    for breach in Breach.objects.live().filter(reports=report):
        breaches.settle(breach)
