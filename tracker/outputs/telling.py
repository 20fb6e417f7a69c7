"""The messages that tell an account what changed: an e-mail in plain text, and the same as JSON for a webhook.

Of a breach they hold what its page says at the top. No document's text is sent.
"""

import datetime as dt
import json
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.actions.follows import Draft
from tracker.models import Breach, Follow, Message, RegionStatus, Told
from tracker.outputs import times
from tracker.outputs.news import Happened, Move, News, news
from tracker.outputs.words import (
    breach_title,
    place_words,
    span_words,
    state_words,
    when_words,
)
from tracker.rules.parameters import METHOD_VERSION
from tracker.vocab import Channel, Pace, State, StepState, Verification

LONGEST_SUBJECT = 150
SIGNATURE = "-- \n"
BETWEEN = f"\n{'=' * 60}\n\n"


def drafts(follow: Follow, told: Told, now: dt.datetime) -> list[Draft]:
    """The messages for a follow, one a channel, none where nothing changed; `told` is what there is to know now.

    What waits and cannot have been sent yet is told anew with the net change; where that is none it is let go.
    """
    if not follow.may_be_told:
        return []
    made = []
    for channel in follow.channels:
        waiting = follow.messages.unsent().filter(channel=channel.value).first()
        since = waiting.since if waiting else follow.told
        changed = news(follow, since, told, now)
        if changed:
            body = mail(changed) if channel is Channel.MAIL else payload(changed)
            made.append(Draft(channel, since, subject(changed), body, waiting))
        elif waiting:
            made.append(Draft(channel, since, "", "", waiting))
    return made


def subject(told: News) -> str:
    """What changed, in one line: of one region its states, of several how many."""
    agreement = told.follow.agreement
    parts = []
    if len(told.moves) == 1:
        move = told.moves[0]
        parts.append(f"{move.status.region.name}: {state_words(*move.was)} → {state_words(*move.now)}")
    elif told.moves:
        parts.append(
            ngettext("%(n)s region changed its state", "%(n)s regions changed their state", len(told.moves))
            % {"n": len(told.moves)}
        )
    if told.count == 1:
        one = told.happened[0]
        parts.append(f"{one.breach.label} {breach_title(one.breach)}: {_decided(one)}")
    elif told.count:
        parts.append(ngettext("%(n)s breach", "%(n)s breaches", told.count) % {"n": told.count})
    line = f"{agreement.short_name or agreement.name}: {', '.join(parts)}"
    return " ".join(line.split())[:LONGEST_SUBJECT]


def mail(told: News) -> str:
    """The text of the e-mail."""
    follow = told.follow
    agreement = follow.agreement
    parts = [agreement.name]
    if agreement.is_example:
        parts.append(_("Example data: a past ceasefire. Decisions on it were set for the example."))
    parts += [_region_text(follow, move) for move in told.moves]
    if told.happened:
        parts.append(_breaches_text(told))
    parts.append(_foot(told))
    return "\n\n".join(parts) + "\n"


def _region_text(follow: Follow, move: Move) -> str:
    status = move.status
    lines = [
        _("%(region)s: %(was)s → %(now)s")
        % {"region": status.region.name, "was": state_words(*move.was), "now": state_words(*move.now)},
        _("Day: %(day)s") % {"day": span_words(status.day, None)}
        + (_(" (provisional: the first 72 hours)") if status.is_provisional else ""),
        *why_lines(status),
    ]
    if move.breaches:
        lines += [_("By:"), *(_breach_line(breach) for breach in move.breaches)]
    elif status.confirmed_count:
        lines.append(_("Counted is the monitoring mission’s tally, not single breaches."))
    else:
        lines.append(_("No breach counts in these seven days. That alone is not calm."))
    if move.count > len(move.breaches):
        lines.append(_("and %(n)s more, on the page of the region") % {"n": move.count - len(move.breaches)})
    return "\n".join([*lines, _("The region: %(url)s") % {"url": region_url(follow, move)}])


def why_lines(status: RegionStatus) -> list[str]:
    """The rule that fired, with its inputs; the one with the possible breaches where it is another; what holds it."""
    result = status.result
    sure, maybe = _fired(result["ladder"]), _fired(result["ladder_possible"])
    lines = [_("Why: %(rule)s") % {"rule": sure}]
    if maybe != sure:
        lines.append(_("With the possible ones: %(rule)s") % {"rule": maybe})
    if result["held_because"]:
        lines.append(result["held_because"])
    if status.last_known:
        lines.append(_("Last known: %(state)s") % {"state": _(State(status.last_known).label)})
    return lines


def _fired(ladder: list[dict]) -> str:
    step = next(step for step in ladder if step["fired"])
    state = _(State(step["state"]).label)
    return _("rule %(number)s, %(state)s: %(why)s") % {"number": step["rule"], "state": state, "why": step["why"]}


def _breach_line(breach: Breach, verification: str = "") -> str:
    facts = [f"{breach.label} {breach_title(breach)}", when_words(breach), place_words(breach)]
    facts.append(verification or _(breach.get_verification_display()))
    return f"- {'; '.join(filter(None, facts))}\n  {breach_url(breach)}"


def _breaches_text(told: News) -> str:
    new = [_breach_line(one.breach, _decided(one)) for one in told.happened if not one.was]
    decided = [_breach_line(one.breach, _decided(one)) for one in told.happened if one.was]
    lines = [_("New:"), *new] if new else []
    lines += [_("Verification changed:"), *decided] if decided else []
    if told.count > len(told.happened):
        lines.append(_("and %(n)s more") % {"n": told.count - len(told.happened)})
    return "\n".join([*lines, _("The list: %(url)s") % {"url": list_url(told.follow)}])


def _decided(one: Happened) -> str:
    now = _(Verification(one.verification).label)
    return f"{_(Verification(one.was).label)} → {now}" if one.was else now


def _foot(told: News) -> str:
    follow = told.follow
    cutoff = max((move.status.data_cutoff for move in told.moves), default=told.at)
    pace = _("once a day") if follow.pace == Pace.DAILY else _("as it happens")
    return "\n".join(
        [
            SIGNATURE.rstrip("\n"),
            _("Days and times: %(zone)s.") % {"zone": times.zone_name(follow.agreement)},
            _("Data cut-off %(at)s. Method %(version)s.")
            % {"at": times.local_time(cutoff, follow.agreement), "version": METHOD_VERSION},
            _("You follow %(what)s, %(pace)s.") % {"what": follow, "pace": pace},
            _("Stop these e-mails: %(url)s") % {"url": unsubscribe_url(follow)},
            _("All that you follow: %(url)s") % {"url": settings.SITE_URL + reverse("follows")},
        ]
    )


def payload(told: News) -> str:
    """The same as JSON. docs/webhook.md names its fields."""
    follow = told.follow
    return json.dumps(
        {
            "kind": "daily" if follow.pace == Pace.DAILY else "change",
            "follows": str(follow),
            "agreement": {"key": follow.agreement.key, "name": follow.agreement.name,
                          "is_example": follow.agreement.is_example},
            "regions": [_region_json(follow, move) for move in told.moves],
            "breaches": [
                _breach_json(one.breach) | {"was": one.was or None, "verification": one.verification}
                for one in told.happened
            ],
            "breaches_in_all": told.count,
            "time_zone": follow.agreement.time_zone,
            "method_version": METHOD_VERSION,
            "url": list_url(follow) if told.happened else _agreement_url(follow),
        },
        ensure_ascii=False,
    )  # fmt: skip


def _region_json(follow: Follow, move: Move) -> dict:
    return {
        "code": move.status.region.code,
        "name": move.status.region.name,
        "day": move.status.day.isoformat(),
        "was": {"state": move.was[0], "possible": move.was[1]},
        "now": {"state": move.now[0], "possible": move.now[1]},
        "why": why_lines(move.status),
        "breaches": [_breach_json(breach) for breach in move.breaches],
        "breaches_in_all": move.count,
        "data_cutoff": move.status.data_cutoff.isoformat(),
        "url": region_url(follow, move),
    }


def _breach_json(breach: Breach) -> dict:
    return {
        "number": breach.number,
        "title": breach_title(breach),
        "from": breach.date_from and breach.date_from.isoformat(),
        "to": breach.date_to and breach.date_to.isoformat(),
        "place": place_words(breach),
        "verification": breach.verification,
        "scope": breach.scope,
        "severity": breach.severity,
        "url": breach_url(breach),
    }


def breach_url(breach: Breach) -> str:
    return settings.SITE_URL + reverse("breach", args=[breach.agreement.key, breach.number])


def region_url(follow: Follow, move: Move) -> str:
    page = reverse("region", args=[follow.agreement.key, move.status.region.code])
    return f"{settings.SITE_URL}{page}?day={move.status.day}"


def list_url(follow: Follow) -> str:
    return f"{settings.SITE_URL}{reverse('breaches', args=[follow.agreement.key])}?{follow.query}"


def _agreement_url(follow: Follow) -> str:
    return settings.SITE_URL + reverse("agreement", args=[follow.agreement.key])


# What a link in an e-mail is signed for.
_SIGNER = signing.Signer(salt="tracker.unsubscribe")


def unsubscribe_url(*follows: Follow) -> str:
    """Works without signing in: whoever holds the e-mail may stop it."""
    keys = ".".join(str(follow.pk) for follow in follows)
    return settings.SITE_URL + reverse("unsubscribe", args=[_SIGNER.sign(keys)])


def follows_of(token: str) -> list[int]:
    """The keys of the follows that an unsubscribe link was signed for; none where it was not signed by us."""
    try:
        return [int(key) for key in _SIGNER.unsign(token).split(".")]
    except (signing.BadSignature, ValueError):
        return []


@dataclass(frozen=True)
class Letter:
    """An e-mail. `stop` is the address that stops it."""

    subject: str
    body: str
    stop: str


def letter(message: Message) -> Letter:
    """The e-mail of a message, with those that are enclosed in it."""
    enclosed = message.enclosed.exclude(step=StepState.FAILED.value).select_related("follow").order_by("pk")
    parts = [message, *enclosed]
    stop = unsubscribe_url(*(part.follow for part in parts))
    if len(parts) == 1:
        return Letter(message.subject, message.body, stop)
    words = _("%(n)s things that you follow: %(first)s; and more") % {"n": len(parts), "first": message.subject}
    head = _("Your daily message: %(n)s things that you follow have changed.") % {"n": len(parts)}
    stops = _("Stop all of these e-mails: %(url)s") % {"url": stop}
    # A mail program hides what follows the mark of a signature, so it stands at the end of the last part only.
    bodies = [part.body.replace(SIGNATURE, "") for part in parts]
    body = BETWEEN.join([f"{head}\n", *bodies]) + f"\n{SIGNATURE}{stops}\n"
    return Letter(words[:LONGEST_SUBJECT], body, stop)
