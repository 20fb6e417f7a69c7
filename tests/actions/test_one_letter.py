"""The daily e-mails of an account leave as one letter, whatever breaks off in between."""

import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from tests.actions import following
from tests.actions.following import a_minute_goes_by, becomes, send_all
from tests.views import cast
from tracker import tasks
from tracker.actions import follows, outbox
from tracker.models import Account, Follow, Message
from tracker.vocab import Pace, Verification

pytestmark = pytest.mark.django_db


@pytest.fixture
def daily():
    """An account follows an agreement, its one region, and some of its breaches, all once a day; something changed."""
    agreement = following.northland()
    region = agreement.coverage.get().region
    rows = [
        cast.follower(agreement, pace=Pace.DAILY.value, **what)
        for what in ({}, {"region": region}, {"query": "f=1&verification=confirmed", "words": "Confirmed"})
    ]
    becomes(Verification.CONFIRMED)
    for row in rows:
        tasks.tell_follower(row.pk)
    assert Message.objects.count() == 3
    a_minute_goes_by()
    return rows


def steps() -> set[str]:
    return set(Message.objects.values_list("step", flat=True))


def test_three_messages_are_one_letter(daily):
    send_all()
    (letter,) = mail.outbox
    assert letter.subject.startswith("3 things that you follow: ")
    assert [letter.body.count(message.body.splitlines()[0]) >= 1 for message in Message.objects.all()] == [True] * 3
    assert letter.body.count("You follow ") == 3
    assert letter.body.count("\n-- \n") == 1, "a mail program hides what stands below it"
    assert steps() == {"done"}


def test_its_own_button_stops_all_of_it(daily):
    send_all()
    (letter,) = mail.outbox
    every = letter.extra_headers["List-Unsubscribe"].strip("<>").partition("8000")[2]
    asked = Client().get(every).content.decode()
    assert all(str(follow) in asked for follow in Follow.objects.with_names())
    assert Follow.objects.filter(by_mail=True).count() == 3
    Client().post(every)
    assert set(Follow.objects.values_list("pace", flat=True)) == {"off"}


def test_they_wait_for_each_other(daily):
    Message.objects.update(step_next_try_at=timezone.now() + follows.GATHERING)
    send_all()
    assert mail.outbox == []


def test_another_account_and_what_is_told_at_once_have_letters_of_their_own(daily):
    other = cast.account(cast.Group.ADMIN)
    Follow.objects.filter(pk=daily[0].pk).update(account=other)
    Account.objects.filter(pk=other.pk).update(email="other@tracker.example")
    Follow.objects.filter(pk=daily[1].pk).update(pace=Pace.AT_ONCE.value)
    send_all()
    assert sorted(len(letter.to) for letter in mail.outbox) == [1, 1, 1]
    assert {letter.to[0] for letter in mail.outbox} == {"other@tracker.example", "reader@tracker.example"}


def test_a_crash_sends_the_same_letter_once_more_and_no_third_time(daily, monkeypatch):
    def crash(**_):
        raise SystemExit

    for _ in range(3):
        with monkeypatch.context() as patch:
            patch.setattr(outbox, "sent", crash)
            for pk in Message.objects.due(timezone.now()).values_list("pk", flat=True):
                with pytest.raises(SystemExit):
                    tasks.send_message(pk)
                break
        Message.objects.update(step_next_try_at=timezone.now())
        if len(mail.outbox) == 2:
            break
    first, second = mail.outbox
    assert (first.body, first.extra_headers["Message-ID"]) == (second.body, second.extra_headers["Message-ID"])
    for _ in range(3):
        send_all()
        Message.objects.update(step_next_try_at=timezone.now())
    assert len(mail.outbox) == 2
    assert steps() == {"failed"}


def test_a_server_that_is_away_keeps_the_letter_and_what_changes_meanwhile_is_told_in_it(daily, monkeypatch):
    def away(_backend):
        raise ConnectionRefusedError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "open", away, raising=False)
        send_all()
    assert steps() == {"pending"}
    cast.breach(daily[0].agreement, 2)
    becomes(Verification.CONFIRMED, 2)
    Follow.objects.update(next_digest_at=timezone.now())
    for row in daily:
        tasks.tell_follower(row.pk)
    Message.objects.update(step_next_try_at=timezone.now())
    send_all()
    (letter,) = mail.outbox
    assert letter.subject.startswith("3 things")
    assert letter.body.count("B-0002 ") >= 2


def test_a_letter_that_is_refused_for_days_fails_whole(daily, monkeypatch):
    def refuses(_backend, _letters):
        raise smtplib.SMTPRecipientsRefused({})

    monkeypatch.setattr(EmailBackend, "send_messages", refuses)
    for _ in range(outbox.MOST_TRIES):
        send_all()
        Message.objects.filter(step="pending").update(step_next_try_at=timezone.now())
    assert steps() == {"failed"}


def test_what_was_stopped_is_left_out(daily):
    follows.stop_mail(follow=daily[1], now=timezone.now())
    send_all()
    assert mail.outbox[0].subject.startswith("2 things")


def test_where_the_first_may_not_go_the_others_do(daily, monkeypatch):
    Follow.objects.filter(pk=daily[0].pk).update(by_mail=False)
    send_all()
    a_minute_goes_by()
    send_all()
    assert [letter.subject[:8] for letter in mail.outbox] == ["2 things"]
