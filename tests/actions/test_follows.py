"""Who follows something is told what changed of it: the net of it, once, and only what they may read."""

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.actions import following
from tests.actions.following import a_minute_goes_by, becomes, send_all, tell
from tests.views import cast
from tracker import tasks
from tracker.actions import follows
from tracker.actions.follows import Wish
from tracker.models import Account, Agreement, Follow, Message, Region
from tracker.outputs import telling
from tracker.outputs.news import look
from tracker.vocab import Group, Pace, Verification

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    return following.northland()


class TestStates:
    def test_a_follower_is_told_once_from_what_to_what_and_by_which_breach(self, agreement):
        follow = cast.follower(agreement)
        becomes(Verification.CONFIRMED)
        tell(follow)
        send_all()
        tell(follow)
        send_all()
        (letter,) = mail.outbox
        assert letter.to == ["reader@tracker.example"]
        assert letter.subject == "Northland ceasefire: Alder: No information → Strained"
        for words in (
            "Alder: No information → Strained",
            "Why: rule 5, Strained: Breaches in the window: 1 (needs 1).",
            "- B-0001 Shelling, Village 1; 2 Mar 2020; Village 1, Alder; Confirmed",
            "/agreements/northland/breaches/1/",
            "/agreements/northland/regions/NL-A/?day=2020-03-05",
            "Days and times: UTC.",
            "Method 0.",
        ):
            assert words in letter.body, letter.body

    def test_nothing_is_said_where_nothing_moved(self, agreement):
        follow = cast.follower(agreement)
        becomes(Verification.UNCONFIRMED)
        assert tell(follow) == []

    def test_what_flips_back_before_it_is_told_is_not_told(self, agreement):
        follow = cast.follower(agreement)
        becomes(Verification.CONFIRMED)
        becomes(Verification.UNCONFIRMED)
        assert tell(follow) == []

    def test_what_flips_back_while_the_message_waits_takes_the_message_back(self, agreement):
        follow = cast.follower(agreement)
        becomes(Verification.CONFIRMED)
        assert len(tell(follow)) == 1
        becomes(Verification.UNCONFIRMED)
        assert tell(follow) == []
        assert Message.objects.count() == 0

    def test_what_goes_on_while_the_message_waits_is_told_as_one_change(self, agreement):
        follow = cast.follower(agreement)
        becomes(Verification.CONFIRMED)
        (first,) = tell(follow)
        cast.breach(agreement, 2)
        following.Breach.objects.filter(number=2).update(severity=4)
        becomes(Verification.CONFIRMED, 2)
        (again,) = tell(follow)
        assert again.pk == first.pk
        assert "Alder: No information → Violated" in again.body

    def test_after_it_was_sent_the_way_back_is_told_too(self, agreement):
        follow = cast.follower(agreement)
        becomes(Verification.CONFIRMED)
        tell(follow)
        send_all()
        becomes(Verification.UNCONFIRMED)
        tell(follow)
        send_all()
        assert [letter.subject.partition(": Alder: ")[2] for letter in mail.outbox] == [
            "No information → Strained",
            "Strained → No information",
        ]

    def test_a_follower_of_another_region_hears_nothing(self, agreement):
        birch = Region.objects.create(code="NL-B", name="Birch", country="NL", geometry=cast.SQUARE, bbox=[0, 0, 1, 1])
        agreement.coverage.create(region=birch)
        follow = cast.follower(agreement, region=birch)
        becomes(Verification.CONFIRMED)
        assert tell(follow) == []

    def test_a_change_is_told_only_when_it_has_settled(self, agreement):
        follow = cast.follower(agreement)
        becomes(Verification.CONFIRMED)
        following.Change.objects.update(at=timezone.now())
        assert tell(follow) == []
        following.settle()
        assert len(tell(follow)) == 1


class TestFilters:
    QUERY = "f=1&region=NL-A&verification=unconfirmed&verification=confirmed"

    def test_a_new_breach_that_matches_and_one_that_was_decided_on_are_told(self, agreement):
        follow = cast.follower(agreement, query=self.QUERY)
        cast.breach(agreement, 2)
        becomes(Verification.CONFIRMED)
        (message,) = tell(follow)
        assert message.subject == "Northland ceasefire: 2 breaches"
        assert "New:\n- B-0002 Shelling, Village 2; 2 Mar 2020; Village 2, Alder; Unconfirmed" in message.body
        assert "Verification changed:\n- B-0001 Shelling, Village 1;" in message.body
        assert "Unconfirmed → Confirmed" in message.body
        assert "→ Strained" not in message.body

    def test_who_follows_what_is_confirmed_hears_of_what_is_so_no_more(self, agreement):
        becomes(Verification.CONFIRMED)
        follow = cast.follower(agreement, query="f=1&verification=confirmed")
        becomes(Verification.REFUTED)
        assert "Confirmed → Refuted" in tell(follow)[0].body

    @pytest.mark.parametrize(
        "query", ["f=1&region=NL-Z", "f=1&event_type=battles", "f=1&verification=contested", "f=1&q=elsewhere"]
    )
    def test_what_does_not_match_is_not_told(self, agreement, query):
        follow = cast.follower(agreement, query=query)
        cast.breach(agreement, 2)
        becomes(Verification.CONFIRMED)
        assert tell(follow) == []

    def test_a_decision_that_was_taken_back_is_not_told(self, agreement):
        follow = cast.follower(agreement, query=self.QUERY)
        becomes(Verification.CONFIRMED)
        becomes(Verification.UNCONFIRMED)
        assert tell(follow) == []

    def test_a_filter_that_narrows_nothing_tells_of_states_too(self, agreement):
        follow = cast.follower(agreement, query="f=1")
        becomes(Verification.CONFIRMED)
        assert tell(follow)[0].subject == (
            "Northland ceasefire: Alder: No information → Strained, B-0001 Shelling, Village 1: Unconfirmed → Confirmed"
        )

    def test_of_very_many_the_gravest_are_told_and_the_rest_is_a_number(self, agreement):
        follow = cast.follower(agreement, query="f=1&event_type=explosions_remote_violence")
        for number in range(2, 15):
            cast.breach(agreement, number)
        following.settle()
        (message,) = tell(follow)
        assert message.body.count("\n- B-") == 10
        assert "and 3 more" in message.body


class TestWhoIsTold:
    def test_an_account_that_is_switched_off_gets_nothing(self, agreement):
        follow = cast.follower(agreement)
        Account.objects.filter(pk=follow.account_id).update(is_active=False)
        becomes(Verification.CONFIRMED)
        assert tell(follow) == []

    def test_one_that_is_switched_off_after_the_message_was_made_gets_nothing_either(self, agreement):
        follow = cast.follower(agreement)
        becomes(Verification.CONFIRMED)
        tell(follow)
        Account.objects.filter(pk=follow.account_id).update(is_active=False)
        send_all()
        assert mail.outbox == []
        assert "switched off" in Message.objects.get().step_error

    @pytest.mark.parametrize(("group", "letters"), [(Group.ANALYST, 0), (Group.EDITOR, 1)])
    def test_of_a_draft_only_an_editor_hears(self, agreement, group, letters):
        follow = cast.follower(agreement, group=group)
        Agreement.objects.update(is_published=False)
        becomes(Verification.CONFIRMED)
        tell(follow)
        send_all()
        assert len(mail.outbox) == letters

    def test_a_draft_again_after_the_message_was_made_is_not_told(self, agreement):
        follow = cast.follower(agreement)
        becomes(Verification.CONFIRMED)
        tell(follow)
        Agreement.objects.update(is_published=False)
        send_all()
        assert mail.outbox == []

    def test_who_paused_hears_from_the_moment_of_going_on(self, agreement):
        follow = cast.follower(agreement, pace=Pace.OFF.value)
        becomes(Verification.CONFIRMED)
        assert tell(follow) == []
        follows.change(follow=follow, wish=Wish(Pace.AT_ONCE, True), now=timezone.now())
        following.settle()
        assert tell(follow) == []
        becomes(Verification.UNCONFIRMED)
        assert "Strained → No information" in tell(follow)[0].body


class TestOnce:
    def test_of_two_workers_who_looked_at_the_same_time_one_makes_the_message(self, agreement):
        follow = cast.follower(agreement)
        becomes(Verification.CONFIRMED)
        now = timezone.now()
        told = look(follow, now)
        drafts = telling.drafts(follow, told, now)
        follows.tell(follow=follow, told=told, drafts=drafts, now=now)
        with pytest.raises(follows.OtherWorker):
            follows.tell(follow=follow, told=told, drafts=drafts, now=now)
        assert Message.objects.count() == 1

    def test_the_database_refuses_a_second_message_of_the_same_key(self, agreement):
        follow = cast.follower(agreement)
        becomes(Verification.CONFIRMED)
        (message,) = tell(follow)
        message.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            message.save(force_insert=True)

    def test_a_crash_before_the_message_is_made_leaves_it_to_the_sweep(self, agreement, monkeypatch):
        follow = cast.follower(agreement)
        becomes(Verification.CONFIRMED)

        def crash(**_made):
            raise SystemExit

        with monkeypatch.context() as patch:
            patch.setattr(follows.Message.objects, "create", crash)
            with pytest.raises(SystemExit):
                tasks.tell_follower(follow.pk)
        assert Follow.objects.get().cursor == follow.cursor
        rung = []
        monkeypatch.setattr(tasks.tell_follower, "apply_async", lambda args: rung.append(args))
        tasks.sweep()
        assert rung == [(follow.pk,)]
        assert len(tell(follow)) == 1

    def test_the_same_thing_is_followed_once(self, agreement):
        person = cast.account(Group.ANALYST)
        for pace in (Pace.AT_ONCE, Pace.DAILY):
            follows.follow(account=person, agreement=agreement, wish=Wish(pace, True), now=timezone.now())
        assert [row.pace for row in person.follows.all()] == [Pace.DAILY]

    def test_fifty_is_the_most(self, agreement, monkeypatch):
        monkeypatch.setattr(follows, "MOST_FOLLOWS", 1)
        person = cast.account(Group.ANALYST)
        wish = Wish(Pace.AT_ONCE, True)
        follows.follow(account=person, agreement=agreement, wish=wish, now=timezone.now())
        with pytest.raises(follows.TooMany, match="Stop one"):
            follows.follow(account=person, agreement=agreement, query="f=1", wish=wish, now=timezone.now())


class TestDaily:
    def test_it_comes_at_seven_where_the_agreement_is(self):
        agreement = Agreement(key="x", time_zone="Asia/Damascus", effective_at=cast.EFFECT)
        winter = dt.datetime(2017, 1, 10, 4, 59, tzinfo=dt.UTC)  # 06:59 there
        assert follows.next_digest(agreement, winter).astimezone(dt.UTC).isoformat() == "2017-01-10T05:00:00+00:00"
        after = follows.next_digest(agreement, winter + dt.timedelta(minutes=1))
        assert after.astimezone(dt.UTC).isoformat() == "2017-01-11T05:00:00+00:00"

    def test_the_hour_is_a_setting(self, settings):
        settings.FOLLOW_DIGEST_HOUR = 18
        agreement = Agreement(key="x", time_zone="UTC", effective_at=cast.EFFECT)
        assert follows.next_digest(agreement, dt.datetime(2017, 1, 10, 9, tzinfo=dt.UTC)).hour == 18

    def test_one_message_a_day_and_only_where_something_changed(self, agreement):
        follow = cast.follower(agreement, pace=Pace.DAILY.value)
        becomes(Verification.CONFIRMED)
        assert len(tell(follow)) == 1, "the hour was there"
        a_minute_goes_by()
        send_all()
        becomes(Verification.UNCONFIRMED)
        assert tell(follow) == [], "today's was sent"
        Follow.objects.update(next_digest_at=timezone.now())
        assert len(tell(follow)) == 1
        a_minute_goes_by()
        send_all()
        Follow.objects.update(next_digest_at=timezone.now())
        assert tell(follow) == [], "nothing changed"
        assert len(mail.outbox) == 2
