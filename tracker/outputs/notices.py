"""What is sent to people by e-mail."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.models import Account, Source
from tracker.outputs.queue import QueueFilter, counts, queue
from tracker.outputs.words import breach_title, when_words
from tracker.vocab import Group

MOST_TOLD = 10


@dataclass(frozen=True)
class Notice:
    """One message; `to` are addresses, empty where nobody gave one."""

    to: list[str]
    subject: str
    body: str


def source_paused(source: Source, *, error: str) -> Notice:
    """To admins: a source failed so often that it is not asked any more."""
    body = _(
        "%(name)s is not asked any more, after %(n)s failures in a row.\n\nThe last one: %(error)s\n\n"
        "Look at it, and resume it, at %(address)s"
    ) % {
        "name": source.name,
        "n": source.poll_failures + 1,
        "error": error,
        "address": settings.SITE_URL + reverse("source", args=[source.key]),
    }
    return Notice(_admins(), _("Paused: %(name)s") % {"name": source.name}, body)


def waiting(account: Account) -> Notice:
    """To an editor: what waits, by state and by its effect; without an address of e-mail to nobody."""
    n = counts(QueueFilter(), account)
    first = queue(QueueFilter(), account).with_names()[:MOST_TOLD]
    lines = [
        f"{breach.label}  {breach_title(breach)}, {when_words(breach)}\n{settings.SITE_URL}"
        f"{reverse('desk', args=[breach.agreement.key, breach.number])}"
        for breach in first
    ]
    head = _("%(waiting)s waiting, %(mine)s of them yours; %(help)s need help; %(leads)s sentences were not read.") % {
        "waiting": n["waiting"], "mine": n["mine"], "help": n["needs_help"], "leads": n["leads"],
    }  # fmt: skip
    subject = _("Review: %(n)s waiting") % {"n": n["waiting"]}
    return Notice([account.email] if account.email else [], subject, "\n\n".join([head, *lines]))


def _admins() -> list[str]:
    admins = Account.objects.filter(groups__name=Group.ADMIN.value, is_active=True).exclude(email="")
    return list(admins.values_list("email", flat=True))
