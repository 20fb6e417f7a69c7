"""A message leaves once; what a crash or a server that is away does to it."""

import datetime as dt
import json
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from tests.actions import following
from tests.actions.following import becomes, send_all, tell
from tests.views import cast
from tracker import posting, tasks
from tracker.actions import follows, outbox, steps
from tracker.models import Account, Message
from tracker.sources.signing import signature
from tracker.vocab import Verification

pytestmark = pytest.mark.django_db


def waiting(**fields) -> Message:
    follow = cast.follower(following.northland(), **fields)
    becomes(Verification.CONFIRMED)
    return tell(follow)[0]


def lease_runs_out() -> None:
    Message.objects.update(step_next_try_at=timezone.now() - dt.timedelta(seconds=1))


def crash(*_args, **_options):
    raise SystemExit


def rung_by_the_sweep(monkeypatch) -> list:
    rung = []
    monkeypatch.setattr(tasks.send_message, "apply_async", lambda args: rung.append(args[0]))
    tasks.sweep()
    return rung


class TestMail:
    def test_the_letter_can_be_stopped_by_a_mail_programs_own_button(self):
        message = waiting()
        send_all()
        (letter,) = mail.outbox
        stop = letter.extra_headers["List-Unsubscribe"].strip("<>")
        assert "/unsubscribe/" in stop
        assert stop in letter.body
        assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert letter.extra_headers["Message-ID"] == f"<{message.global_id}>"
        assert letter.message()["Message-ID"].startswith(f"<{message.pk}.")

    def test_two_workers_send_it_once(self):
        message = waiting()
        assert outbox.take(pk=message.pk, now=timezone.now()) == message
        tasks.send_message(message.pk)
        assert mail.outbox == []

    def test_a_crash_between_making_and_sending_loses_nothing(self, monkeypatch):
        message = waiting()
        assert rung_by_the_sweep(monkeypatch) == [message.pk]
        send_all()
        assert len(mail.outbox) == 1
        assert rung_by_the_sweep(monkeypatch) == []

    def test_a_crash_between_sending_and_marking_sends_it_a_second_time_under_the_same_id_and_no_third(
        self, monkeypatch
    ):
        message = waiting()
        for _ in range(3):
            with monkeypatch.context() as patch:
                patch.setattr(outbox, "sent", crash)
                try:
                    tasks.send_message(message.pk)
                except SystemExit:
                    assert rung_by_the_sweep(monkeypatch) == [], "somebody may still have it"
            lease_runs_out()
        assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 1
        assert len(mail.outbox) == 2
        message.refresh_from_db()
        assert (message.step, "broke off twice" in message.step_error) == ("failed", True)

    def test_a_crash_while_sending_is_followed_by_one_more_try_that_is_marked(self, monkeypatch):
        message = waiting()
        with monkeypatch.context() as patch:
            patch.setattr(posting, "send", crash)
            with pytest.raises(SystemExit):
                tasks.send_message(message.pk)
        lease_runs_out()
        send_all()
        message.refresh_from_db()
        assert (len(mail.outbox), message.step, message.times_lost) == (1, "done", 1)

    def test_a_server_that_is_away_is_tried_for_days_and_the_reason_stands_in_words(self, monkeypatch):
        def away(_backend):
            raise ConnectionRefusedError("connection refused")

        message = waiting()
        monkeypatch.setattr(EmailBackend, "open", away, raising=False)
        tries = 0
        while Message.objects.get().step == "pending":
            lease_runs_out()
            tasks.send_message(message.pk)
            tries += 1
        message.refresh_from_db()
        assert tries == outbox.MOST_TRIES
        assert message.step_error == "The mail server does not answer: connection refused"

    def test_the_tries_take_some_three_days(self):
        pauses = [min(steps.FIRST_PAUSE * 2**n, outbox.LONGEST_PAUSE) for n in range(outbox.MOST_TRIES - 1)]
        assert dt.timedelta(days=3) <= sum(pauses, dt.timedelta()) <= dt.timedelta(days=4)

    def test_a_server_that_breaks_off_may_have_it_so_it_is_tried_once_more_only(self, monkeypatch):
        def breaks_off(_backend, _letters):
            raise smtplib.SMTPServerDisconnected("gone")

        message = waiting()
        monkeypatch.setattr(EmailBackend, "send_messages", breaks_off)
        for _ in range(3):
            tasks.send_message(message.pk)
            lease_runs_out()
        message.refresh_from_db()
        assert (message.step, message.step_attempts) == ("failed", 3)

    def test_what_is_in_doubt_is_not_sent_again_after_it_was_stopped(self, monkeypatch):
        message = waiting()
        with monkeypatch.context() as patch, pytest.raises(SystemExit):
            patch.setattr(posting, "send", crash)
            tasks.send_message(message.pk)
        follows.stop_mail(follow=message.follow, now=timezone.now())
        lease_runs_out()
        send_all()
        assert mail.outbox == []

    def test_an_account_without_an_address_finds_out_what_to_do(self):
        message = waiting()
        Account.objects.update(email="")
        send_all()
        message.refresh_from_db()
        assert "no e-mail address" in message.step_error


class TestWebhook:
    SECRET = "only for tests"

    @pytest.fixture
    def hook(self, server, settings):
        settings.WEBHOOK_PRIVATE_ADDRESSES = True
        return server

    def message(self, address: str) -> Message:
        return waiting(by_mail=False, webhook_url=address, webhook_secret=self.SECRET)

    def test_the_receiver_gets_signed_json_with_an_id(self, hook):
        message = self.message(hook.says("/hook", status=204))
        send_all()
        (asked,), (body,) = hook.asked, hook.bodies
        assert asked["X-Tracker-Signature"] == signature(self.SECRET, asked["X-Tracker-Timestamp"], body)
        assert (asked["X-Tracker-Message"], asked["Content-Type"]) == (message.global_id, "application/json")
        told = json.loads(body)
        (region,) = told["regions"]
        assert (told["kind"], told["agreement"]["key"]) == ("change", "northland")
        assert (region["was"]["state"], region["now"]["state"]) == ("no_information", "strained")
        assert (region["breaches"][0]["number"], region["breaches"][0]["verification"]) == (1, "confirmed")

    def test_a_receiver_that_fails_gets_it_again_under_the_same_id(self, hook):
        message = self.message(hook.says("/hook", status=500))
        send_all()
        message.refresh_from_db()
        assert message.step_error == "127.0.0.1 did not take it (status 500)."
        hook.says("/hook", status=200)
        lease_runs_out()
        send_all()
        message.refresh_from_db()
        assert message.step == "done"
        assert {asked["X-Tracker-Message"] for asked in hook.asked} == {message.global_id}
        assert len(hook.asked) == 2

    def test_no_redirect_is_followed(self, hook):
        message = self.message(hook.says("/hook", status=302, Location=hook.says("/elsewhere")))
        send_all()
        message.refresh_from_db()
        assert hook.paths == ["/hook"]
        assert "status 302" in message.step_error

    def test_a_lost_worker_sends_it_again_however_often(self, hook, monkeypatch):
        message = self.message(hook.says("/hook"))
        for _ in range(3):
            with monkeypatch.context() as patch, pytest.raises(SystemExit):
                patch.setattr(outbox, "sent", crash)
                tasks.send_message(message.pk)
            lease_runs_out()
        send_all()
        message.refresh_from_db()
        assert (len(hook.asked), message.step) == (4, "done")

    def test_a_private_address_is_refused_at_once_and_said(self, server):
        message = self.message(server.says("/hook"))
        send_all()
        message.refresh_from_db()
        assert server.asked == []
        assert message.step == "failed"
        assert "it leads to this machine itself" in message.step_error
