"""Celery tasks: each takes an id, calls one action, and rings the next bell after commit.

The broker is only the bell. What is to be done is a column in the database, and `sweep` finds whatever was never
rung: so Redis flushed, or a worker killed, costs time, never a document.
"""

import datetime as dt
import logging
from collections.abc import Iterable

from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from tracker import live, posting
from tracker.actions import documents, follows, geocoding, imports, matching, outbox, placing, reading, status
from tracker.actions import sources as source_actions
from tracker.actions.coded import CodedFacts
from tracker.models import Account, Batch, Document, Follow, Message, Report, Source, StatusDue
from tracker.outputs import notices, telling
from tracker.outputs.news import look
from tracker.sources import adapters
from tracker.sources.items import Item, RateLimited, SourceError
from tracker.vocab import Adapter, Group, StepName, StepState

logger = logging.getLogger(__name__)
MOST_SWEPT = 200
HOST_BUSY_SECONDS = 2.0


def ring(task, *args, countdown: float | None = None) -> bool:
    """Send a task; False if the broker is away, in which case the sweep will find the work later."""
    try:
        task.apply_async(args=args, **({"countdown": countdown} if countdown else {}))
    except Exception as error:  # kombu raises whatever its transport does
        logger.warning("The queue did not answer (%s); the sweep will take it up.", error)
        return False
    return True


def ring_all(task, keys: Iterable[int]) -> None:
    for key in keys:
        if not ring(task, key):
            break


@shared_task
def read_document(document_id: int) -> None:
    made = reading.read_document(document_id=document_id, now=timezone.now())
    waiting = [report.pk for report in made if report.step == StepState.PENDING]
    if not waiting:  # a claim that waits is announced once it is matched: until then no page shows it
        live.announce()
    ring_all(locate_report, waiting)


@shared_task
def locate_report(report_id: int) -> None:
    """Place a claim. A geocoder that cannot be asked now makes it wait; reading goes on meanwhile."""
    online = ()
    try:
        online = geocoding.answers_for(report_id=report_id, now=timezone.now())
    except geocoding.Later as later:
        if placing.postpone(report_id=report_id, seconds=later.seconds, error=str(later), now=timezone.now()):
            return
    report = placing.locate_report(report_id=report_id, now=timezone.now(), online=online)
    if report:
        ring(match_report, report.pk)


@shared_task
def match_report(report_id: int) -> None:
    # What is due already has been rung for. So a burst of claims is followed by one recomputing, not by one each.
    is_rung = StatusDue.objects.exists()
    matching.match_report(report_id=report_id, now=timezone.now())
    live.announce()
    if not is_rung:
        ring(recompute_status)


@shared_task
def recompute_status() -> None:
    if status.recompute_due(now=timezone.now()):
        live.announce()


@shared_task
def poll_due_sources() -> None:
    ring_all(poll_source, list(Source.objects.due(timezone.now()).values_list("pk", flat=True)))


@shared_task
def poll_source(source_id: int) -> None:
    """Ask one source, outside any transaction, and take in what is new."""
    try:
        source = source_actions.take_for_poll(pk=source_id, now=timezone.now())
    except source_actions.HostBusy:
        ring(poll_source, source_id, countdown=HOST_BUSY_SECONDS)
        return
    if source is None:
        return
    try:
        fetched = adapters.fetch(
            Adapter(source.adapter),
            source.feed_url,
            source.poll_state,
            now=timezone.now(),
            secrets=settings.SOURCE_SECRETS.get(source.key, {}),
            folders=settings.MAIL_FOLDERS,
            allow_private=settings.FETCH_PRIVATE_ADDRESSES,
            asks_robots=source.asks_robots,
        )
        batches = imports.take_in_rows(source=source, table=fetched.table, now=timezone.now()) if fetched.table else []
    except (SourceError, imports.NotImported) as error:
        _poll_failed(source, error)
        return
    except Exception as error:  # an answer that nobody foresaw must not leave the source without a word
        logger.exception("Reading %s stopped.", source)
        _poll_failed(
            source, SourceError(f"Reading it stopped, which is a fault of ours: {error or type(error).__name__}")
        )
        return
    received = [_receive(source, item) for item in fetched.items]
    new = [one.document.pk for one in received if one and one.is_new]
    source_actions.poll_succeeded(
        source=source,
        state=fetched.state,
        new_documents=len(new) + len(batches),
        now=timezone.now(),
        notes=fetched.warnings,
        again_after=fetched.again_after,
    )
    if new or batches or source.poll_error:
        live.announce()
    ring_all(read_document, new)
    ring_all(import_batch, [batch.pk for batch in batches])


def _poll_failed(source: Source, error: Exception) -> None:
    retry_after = dt.timedelta(seconds=error.retry_after_seconds) if isinstance(error, RateLimited) else None
    is_paused = source_actions.poll_failed(source=source, error=str(error), now=timezone.now(), retry_after=retry_after)
    live.announce()
    if is_paused:
        post(notices.source_paused(source, error=str(error)))


def post(notice: notices.Notice) -> None:
    """Send a notice by e-mail. A mail server that is away stops nothing: what it says stands on a page too."""
    if not notice.to:
        return
    try:
        send_mail(notice.subject, notice.body, None, notice.to)
    except OSError as error:
        logger.warning("No e-mail was sent (%s): %s", error, notice.subject)


def _receive(source: Source, item: Item) -> documents.Received | None:
    """Take in one item of a feed; one without text is passed over, with a word in the log."""
    try:
        return documents.receive_item(source=source, item=item, now=timezone.now())
    except documents.NotAccepted as refusal:
        logger.info("An item of %s was passed over: %s", source, refusal)
        return None


@shared_task
def tell_editors() -> None:
    """Send every editor what waits, where the installation asks for it and something does."""
    if not settings.DAILY_MAIL:
        return
    for account in Account.objects.filter(is_active=True, groups__name=Group.EDITOR.value).exclude(email=""):
        post(notices.waiting(account))


@shared_task
def tell_follower(follow_id: int) -> None:
    """Make the messages of a follow, and send them; where another worker is at it, it is left to that one."""
    now = timezone.now()
    follow = Follow.objects.due(now).with_names().filter(pk=follow_id).first()
    if follow is None:
        return
    told = look(follow, now)
    try:
        waiting = follows.tell(follow=follow, told=told, drafts=telling.drafts(follow, told, now), now=now)
    except follows.OtherWorker:
        return
    ring_all(send_message, [message.pk for message in waiting])


@shared_task
def send_message(message_id: int) -> None:
    """Send one message of the outbox, outside any transaction. What becomes of a crash: actions/outbox."""
    message = outbox.take(pk=message_id, now=timezone.now())
    if message is None:
        return
    try:
        posting.send(message)
    except posting.NotSent as error:
        outbox.failed(message=message, error=str(error), now=timezone.now(), is_sure=error.is_sure)
        if error.is_final:
            outbox.give_up(message=message, why=str(error))
        return
    outbox.sent(message=message, now=timezone.now())


@shared_task
def import_batch(batch_id: int) -> None:
    """Store a table part by part. A part that was stored is not looked at again, whatever stops the worker."""
    batch = imports.take(pk=batch_id, now=timezone.now())
    if batch is None:
        return
    try:
        desk = CodedFacts(batch)
        for part in imports.parts(batch):
            imports.store_part(batch=batch, desk=desk, part=part, now=timezone.now())
            live.announce()
    except (SourceError, ValueError) as error:
        imports.stop(batch=batch, error=str(error), now=timezone.now())
    else:
        if batch.rows_done < batch.rows:
            imports.let_go(batch=batch)
            ring(import_batch, batch.pk)
            return
        imports.finish(batch=batch, now=timezone.now())
        ring(match_batch, batch.pk)
    live.announce()


@shared_task
def match_batch(batch_id: int) -> None:
    """Match an import's claims, some at a time: in between, the queue serves whoever waits for one text."""
    batch = Batch.objects.select_related("agreement").get(pk=batch_id)
    if imports.match_some(batch=batch, now=timezone.now()):
        live.announce()
        ring(match_batch, batch_id)
    else:
        ring(recompute_status)


@shared_task
def sweep() -> None:
    """Ring for everything that is due and was never rung, or whose worker was lost."""
    now = timezone.now()
    ring_all(read_document, _due(Document.objects.due(now)))
    waiting = Report.objects.due(now)
    ring_all(locate_report, _due(waiting.filter(step_name=StepName.LOCATE.value)))
    to_match = waiting.filter(step_name=StepName.MATCH.value)
    ring_all(match_report, _due(to_match.filter(batch__isnull=True)))
    ring_all(match_batch, _due(Batch.objects.free(now).filter(pk__in=to_match.values("batch"))))
    ring_all(import_batch, _due(Batch.objects.due(now)))
    ring_all(send_message, _due(Message.objects.due(now)))
    ring_all(tell_follower, _due(Follow.objects.due(now)))
    status.mark_new_days(now=now)
    if StatusDue.objects.exists():
        ring(recompute_status)


def _due(rows) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:MOST_SWEPT])
