"""What accounts follow, and the outbox of the messages that tell them."""

import datetime as dt
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from tracker.models.decision import Change
from tracker.models.document import Step, StepQuerySet
from tracker.models.fields import once, one_of, word
from tracker.vocab import Channel, Pace, StepState

# What flips back within this time is not told; "as it happens" is as late.
SETTLED = dt.timedelta(seconds=60)
LONGEST_QUERY = 1000  # it stands in a unique index, which PostgreSQL keeps below 2,700 bytes a row


class Told(NamedTuple):
    """What somebody was told last: the cursor of the change log, and (state, possible state) by region's code."""

    cursor: int
    states: dict[str, list[str]]


class FollowQuerySet(models.QuerySet):
    def due(self, now: dt.datetime):
        """Whose time has come: something changed and has settled; or the hour of the daily message is there."""
        changed = Change.objects.filter(
            agreement=OuterRef("agreement"), pk__gt=OuterRef("cursor"), at__lte=now - SETTLED
        )
        at_once = Q(Exists(changed), pace=Pace.AT_ONCE.value)
        return self.filter(at_once | Q(pace=Pace.DAILY.value, next_digest_at__lte=now))

    def of(self, account):
        return self.filter(account=account).with_names()

    def with_names(self):
        return self.select_related("account", "agreement", "region").defer("region__geometry")

    def with_last_messages(self):
        """With the keys of the last message of each channel: `last_mail`, `last_webhook`."""
        last = Message.objects.filter(follow=OuterRef("pk")).order_by("-pk").values("pk")
        return self.annotate(**{f"last_{one}": Subquery(last.filter(channel=one.value)[:1]) for one in Channel})


class Follow(models.Model):
    """An account is told what becomes of an agreement: of one region's state, of every region's, or of breaches.

    Of a region: its state. With an empty `query`: the state of every region. With a query, that of the dashboard's
    filter without its dates: breaches that match and are new, or whose verification changed; and every region's state
    where the filter narrows nothing.
    """

    account = models.ForeignKey("tracker.Account", on_delete=models.CASCADE, related_name="follows")
    agreement = models.ForeignKey("tracker.Agreement", on_delete=models.CASCADE, related_name="follows")
    region = models.ForeignKey(
        "tracker.Region", null=True, blank=True, on_delete=models.CASCADE, related_name="follows"
    )
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    words = models.CharField(max_length=500, blank=True, help_text="The filter in words.")
    pace = word(Pace, default=Pace.AT_ONCE.value)
    by_mail = models.BooleanField(default=True)
    webhook_url = models.URLField(max_length=500, blank=True)
    webhook_secret = models.CharField(max_length=80, blank=True)
    cursor = models.BigIntegerField(default=0, help_text="Of the change log: up to here was told.")
    states = models.JSONField(default=dict, help_text="(state, possible state) last told, by region's code.")
    next_digest_at = models.DateTimeField()
    created_at = models.DateTimeField()

    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering = ["agreement__name", "region__name", "pk"]
        constraints = [
            one_of("follow", "pace", Pace),
            *once("follow_once", ["account", "agreement", "query"], or_none="region"),
            models.CheckConstraint(condition=Q(region__isnull=True) | Q(query=""), name="follow_a_region_or_a_filter"),
            models.CheckConstraint(
                condition=Q(webhook_url="") | ~Q(webhook_secret=""), name="follow_webhook_is_signed"
            ),
        ]

    def __str__(self):
        agreement = self.agreement.short_name or self.agreement.name
        part = self.region.name if self.region_id else self.words
        return f"{agreement}: {part}" if part else agreement

    @property
    def told(self) -> Told:
        return Told(self.cursor, self.states)

    @property
    def channels(self) -> list[Channel]:
        wanted = ((Channel.MAIL, self.by_mail), (Channel.WEBHOOK, self.webhook_url))
        return [channel for channel, is_wanted in wanted if is_wanted]

    @property
    def may_be_told(self) -> bool:
        """Whether the account is there and may read the agreement; of a draft only an editor hears."""
        return self.account.is_active and (self.agreement.is_published or self.account.is_editor)


class MessageQuerySet(StepQuerySet):
    def due(self, now: dt.datetime):
        """Waiting ones whose time has come; what is enclosed in another goes with that."""
        return super().due(now).filter(letter__isnull=True)

    def unsent(self):
        """Waiting, in nobody's hand, and nothing of it can have gone out."""
        return self.filter(step=StepState.PENDING.value, begun_at__isnull=True, times_lost=0)


class Message(Step):
    """A row of the outbox: one message of a follow on one channel, its text as it was when it was made.

    `since_*` is what the reader knew before it. `begun_at` is set while a worker sends it. Still set when the next one
    takes it, it means that nobody knows whether the message went out: a worker was lost, or a server broke off.
    `times_lost` counts these. `letter` is the message in whose e-mail it goes: the daily ones of an account are one.
    """

    follow = models.ForeignKey(Follow, on_delete=models.CASCADE, related_name="messages")
    channel = word(Channel)
    letter = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="enclosed")
    key = models.CharField(max_length=80, unique=True, help_text="One message is made once.")
    since_cursor = models.BigIntegerField()
    since_states = models.JSONField(default=dict)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    made_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    times_lost = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            one_of("message", "step", StepState),
            one_of("message", "channel", Channel),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(step=StepState.DONE.value), name="message_sent_is_done"
            ),
        ]
        indexes = [models.Index(fields=["step", "step_next_try_at"], name="message_step")]

    def __str__(self):
        return self.subject

    @property
    def since(self) -> Told:
        return Told(self.since_cursor, self.since_states)

    @property
    def global_id(self) -> str:
        """The same at every try and never that of another message: a receiver can drop doubles by it."""
        host = settings.SITE_URL.partition("://")[2].partition("/")[0].partition(":")[0] or "localhost"
        return f"{self.pk}.{int(self.made_at.timestamp())}@{host}"
