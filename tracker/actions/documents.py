"""Taking in what a source published: once, whole, with its revisions."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction

from tracker.actions import copies, log, steps
from tracker.models import Account, Agreement, Document, Source
from tracker.sources import addresses
from tracker.sources.items import Item
from tracker.vocab import StepState, Verb

MOST_CHARACTERS = 2_000_000
LONGEST_ID = 500
LONG_TEXT = 400


class NotAccepted(ValueError):
    """The document cannot be taken in; the message says why, for a person."""


@dataclass(frozen=True)
class Received:
    document: Document
    is_new: bool


def clean(text: str) -> str:
    """The text as it is stored: NUL bytes (PostgreSQL refuses them) become spaces, line ends become \\n."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", " ").strip()


@transaction.atomic
def receive(
    *,
    source: Source,
    text: str,
    now: dt.datetime,
    external_id: str = "",
    url: str = "",
    title: str = "",
    language: str = "",
    published_at: dt.datetime | None = None,
    agreement: Agreement | None = None,
    by: Account | None = None,
    warnings: tuple[str, ...] = (),
    passed_on_from: str = "",
) -> Received:
    """Store a document, or find that it is here already. An edited page becomes a revision of the former one.

    One page is one document at whichever of its addresses it is read (for phones, AMP, with tracking parameters); so is
    one text that a source gave twice for the same moment. Nearly the same text of another source is noted as its copy.

    Raises NotAccepted for a text that is empty or beyond two million characters.
    """
    body = clean(text)
    if not body:
        raise NotAccepted("There is no text in it.")
    if len(body) > MOST_CHARACTERS:
        raise NotAccepted(
            f"The text has {len(body):,} characters; the most that is read at once is {MOST_CHARACTERS:,}."
        )
    content_hash = hashlib.sha256(body.encode()).hexdigest()
    identity = _identity(external_id or url, published_at, content_hash)
    same_text = Document.objects.filter(source=source, content_hash=content_hash)
    known = next((row for row in same_text if _is_same(row, identity, published_at, body)), None)
    if known:
        return Received(known, is_new=False)
    revisions = Document.objects.filter(source=source, external_id=identity)
    document = Document.objects.create(
        source=source,
        external_id=identity,
        url=url,
        title=title[:500],
        text=body,
        language=language,
        published_at=published_at,
        received_at=now,
        content_hash=content_hash,
        previous=revisions.current().first(),
        agreement=agreement,
        submitted_by=by,
        warnings=list(warnings),
        passed_on_from=passed_on_from[:200],
    )
    copies.note(document)
    log.change(Verb.RECEIVED, now=now, agreement=agreement, document=document, source=source)
    return Received(document, is_new=True)


def _identity(given: str, published_at: dt.datetime | None, content_hash: str) -> str:
    """What the source calls it; for a web address, what all addresses of that page have in common."""
    if given.startswith(("http://", "https://")):
        page, mark, story = given.partition("#")
        return f"{addresses.same_page(page)}{mark}{story}"[:LONGEST_ID]
    day = published_at.date().isoformat() if published_at else "undated"
    return (given or f"{day}:{content_hash}")[:LONGEST_ID]


def _is_same(row: Document, identity: str, published_at: dt.datetime | None, body: str) -> bool:
    """Whether a document of the same source and the same words is this one under another name.

    Two posts of the same few words, hours apart, are two claims; a long text is not written twice in a day.
    """
    if row.external_id == identity:
        return True
    if not (row.published_at and published_at):
        return False
    is_long = len(body) >= LONG_TEXT and row.published_at.date() == published_at.date()
    return is_long or row.published_at == published_at


def receive_item(
    *,
    source: Source,
    item: Item,
    now: dt.datetime,
    published_at: dt.datetime | None = None,
    agreement: Agreement | None = None,
    by: Account | None = None,
) -> Received:
    """Store what a source adapter gave; `published_at` overrides what the page itself says. Raises NotAccepted."""
    return receive(
        source=source,
        text=item.text,
        external_id=item.external_id,
        url=item.url,
        title=item.title,
        language=item.language,
        published_at=published_at or item.published_at,
        agreement=agreement,
        by=by,
        warnings=item.warnings,
        passed_on_from=item.passed_on_from,
        now=now,
    )


@transaction.atomic
def retry(*, document: Document, by: Account, now: dt.datetime) -> None:
    """Ask for a failed document, and its failed reports, to be taken up again."""
    if document.step == StepState.FAILED:
        steps.retry(document, now=now)
    for report in document.reports.failed():
        steps.retry(report, now=now)
    log.decision(Verb.RETRIED, by=by, now=now, agreement=document.agreement, subject=f"document {document.pk}")


@transaction.atomic
def take_down(*, document: Document, by: Account, reason: str, now: dt.datetime) -> None:
    """Remove the text of a document (personal data, a legal demand); a tombstone and the reason stay."""
    Document.objects.filter(pk=document.pk).update(
        text="", title="", taken_down_at=now, taken_down_reason=reason[:400], step=StepState.DONE.value
    )
    document.reports.update(evidence={}, sentence_start=None, sentence_end=None)
    log.decision(
        Verb.CORRECTED, by=by, now=now, agreement=document.agreement, subject=f"document {document.pk}", reason=reason
    )
