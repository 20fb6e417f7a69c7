"""Following from the pages: an agreement, a region, a filter; changing it, stopping it, and the link in an e-mail."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from lxml import html

from tests.actions import following
from tests.views import cast
from tracker.actions import follows
from tracker.models import Account, Follow
from tracker.outputs import telling
from tracker.vocab import Group, Verification

pytestmark = pytest.mark.django_db
NORTHLAND = "/agreements/northland/"
FOLLOW = NORTHLAND + "follow/"
BY_MAIL = {"pace": "at_once", "by_mail": "on", "webhook_url": ""}


@pytest.fixture
def agreement():
    return following.northland()


@pytest.fixture
def analyst(client, agreement) -> Account:
    person = cast.account(Group.ANALYST)
    person.email = "analyst@tracker.example"
    person.save()
    client.force_login(person)
    return person


def links(client, page: str) -> dict[str, str]:
    tree = html.fromstring(client.get(page).content)
    return {" ".join(link.text_content().split()): link.get("href") for link in tree.iter("a")}


def text(answer) -> str:
    return " ".join(html.fromstring(answer.content).text_content().split())


class TestFromAPage:
    def test_the_dashboard_leads_to_following_the_agreement_and_the_filter(self, client, analyst):
        found = links(client, NORTHLAND + "?f=1&event_type=battles&from=2020-03-01")
        assert found["Follow"] == FOLLOW
        assert client.post(found["Follow"], BY_MAIL).status_code == 302
        assert client.post(found["Follow this filter"], BY_MAIL).status_code == 302
        whole, filtered = analyst.follows.order_by("pk")
        assert (whole.region, whole.query) == (None, "")
        assert (filtered.query, filtered.words) == ("f=1&event_type=battles", "Battles")

    def test_a_regions_page_leads_to_following_the_region(self, client, analyst):
        address = links(client, NORTHLAND + "regions/NL-A/")["Follow"]
        assert "A change of the state of Alder" in text(client.get(address))
        client.post(address, BY_MAIL)
        assert analyst.follows.get().region.name == "Alder"

    @pytest.mark.parametrize("page", ["", "regions/NL-A/"])
    def test_who_is_not_signed_in_is_led_through_the_sign_in_to_the_form(self, client, analyst, page):
        address = links(client, NORTHLAND + page)["Follow"]
        client.logout()
        to_sign_in = links(client, NORTHLAND + page)["Sign in to follow"]
        analyst.set_password("long enough")
        analyst.save()
        answer = client.post(to_sign_in, {"username": analyst.username, "password": "long enough",
                                          "next": html.fromstring(client.get(to_sign_in).content)
                                          .xpath("//input[@name='next']/@value")[0]})  # fmt: skip
        assert answer.url == address

    @pytest.mark.usefixtures("analyst")
    def test_a_filter_that_narrows_nothing_says_that_states_are_told_too(self, client):
        assert "every change of a region’s state as well" in text(client.get(FOLLOW + "?f=1"))
        assert "every change of a region’s state as well" not in text(client.get(FOLLOW + "?f=1&q=village"))

    def test_what_is_followed_already_is_shown_and_changed(self, client, analyst):
        client.post(FOLLOW, BY_MAIL)
        assert "You follow Northland ceasefire" in text(client.get(FOLLOW))
        client.post(FOLLOW, BY_MAIL | {"pace": "daily"})
        assert analyst.follows.get().pace == "daily"

    @pytest.mark.usefixtures("analyst")
    def test_a_region_that_the_agreement_does_not_speak_of_is_not_found(self, client):
        assert client.get(FOLLOW + "?region=NL-Z").status_code == 404

    def test_a_filter_that_is_too_long_is_refused_in_words(self, client, analyst):
        answer = client.get(FOLLOW + "?f=1&q=" + "ж" * 200, follow=True)
        assert "too long to be followed" in text(answer)
        assert analyst.follows.count() == 0


class TestTheForm:
    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"by_mail": ""}, "Choose e-mail, a webhook, or both"),
            ({"webhook_url": "ftp://a.example/x"}, "begins with https:// or http://"),
            ({"webhook_url": "no address"}, "valid URL"),
            ({"pace": "hourly"}, "hourly"),
        ],
    )
    def test_what_cannot_be_is_refused_in_words_and_nothing_is_kept(self, client, analyst, given, words):
        answer = client.post(FOLLOW, BY_MAIL | given)
        assert (answer.status_code, words in text(answer)) == (422, True), text(answer)
        assert analyst.follows.count() == 0

    @pytest.mark.usefixtures("analyst")
    def test_an_account_without_an_address_is_told_what_to_do(self, client):
        Account.objects.update(email="")
        assert "Ask an admin to enter one" in text(client.get("/account/follows/"))
        answer = client.post(FOLLOW, BY_MAIL)
        assert (answer.status_code, "no e-mail address. Ask an admin" in text(answer)) == (422, True)
        hook = {"pace": "at_once", "webhook_url": "https://a.example/hook"}
        assert client.post(FOLLOW, hook).status_code == 302

    def test_the_secret_of_a_webhook_is_made_once_and_shown(self, client, analyst):
        answer = client.post(FOLLOW, {"pace": "at_once", "webhook_url": "https://a.example/hook"}, follow=True)
        follow = analyst.follows.get()
        assert len(follow.webhook_secret) > 30
        assert follow.webhook_secret in answer.content.decode()
        client.post(f"/account/follows/{follow.pk}/", BY_MAIL | {"webhook_url": "https://a.example/other"})
        assert analyst.follows.get().webhook_secret == follow.webhook_secret

    @pytest.mark.usefixtures("analyst")
    def test_somebody_elses_follow_is_neither_shown_nor_stopped(self, client, agreement):
        other = cast.follower(agreement, group=Group.EDITOR)
        assert client.get(f"/account/follows/{other.pk}/").status_code == 404
        assert client.post(f"/account/follows/{other.pk}/stop/").status_code == 404
        assert Follow.objects.count() == 1

    @pytest.mark.usefixtures("analyst")
    def test_a_draft_cannot_be_followed_by_an_analyst(self, client):
        cast.Agreement.objects.update(is_published=False)
        assert client.post(FOLLOW, BY_MAIL).status_code == 404


class TestTheList:
    def test_it_says_what_how_often_and_what_became_of_the_last_message(self, client, analyst, agreement):
        follow = cast.follower(agreement, account=analyst)
        following.becomes(Verification.CONFIRMED)
        following.tell(follow)
        assert "Last e-mail: Northland ceasefire: Alder: No information → Strained · waiting" in text(
            client.get("/account/follows/")
        )
        following.send_all()
        assert "Strained · sent" in text(client.get("/account/follows/"))
        follow.messages.update(step="failed", sent_at=None, step_error="The mail server did not take it: 550")
        assert "not sent The mail server did not take it: 550" in text(client.get("/account/follows/"))

    def test_stopping_takes_what_waits_along(self, client, analyst, agreement):
        follow = cast.follower(agreement, account=analyst)
        following.becomes(Verification.CONFIRMED)
        following.tell(follow)
        client.post(f"/account/follows/{follow.pk}/stop/")
        following.send_all()
        assert (analyst.follows.count(), mail.outbox) == (0, [])


class TestTheLinkInAnEmail:
    def address(self, follow) -> str:
        return telling.unsubscribe_url(follow).partition("8000")[2]

    def test_opening_it_asks_and_changes_nothing(self, client, agreement):
        follow = cast.follower(agreement)
        assert "Stop these e-mails?" in text(client.get(self.address(follow)))
        assert Follow.objects.get().by_mail is True

    @pytest.mark.parametrize("body", [{}, {"List-Unsubscribe": "One-Click"}])
    def test_its_button_and_a_mail_program_stop_it_without_signing_in(self, agreement, body):
        follow = cast.follower(agreement)
        following.becomes(Verification.CONFIRMED)
        following.tell(follow)
        strict = Client(enforce_csrf_checks=True)
        for _ in range(2):
            assert "You get no e-mail of Northland ceasefire any more" in text(strict.post(self.address(follow), body))
        following.send_all()
        assert (Follow.objects.get().pace, mail.outbox) == ("off", [])

    def test_a_webhook_of_the_same_follow_goes_on(self, client, agreement):
        follow = cast.follower(agreement, webhook_url="https://a.example/", webhook_secret="x")
        client.post(self.address(follow))
        follow = Follow.objects.get()
        assert (follow.pace, follow.channels) == ("at_once", ["webhook"])

    def test_a_link_that_was_tampered_with_is_refused_in_words(self, client, agreement):
        mine, other = cast.follower(agreement), cast.follower(agreement, group=Group.EDITOR)
        forged = self.address(mine).replace(f"/{mine.pk}:", f"/{other.pk}:")
        for answer in (client.post(forged), client.get(forged)):
            assert (answer.status_code, "This link is not whole" in text(answer)) == (404, True)
        assert all(Follow.objects.values_list("by_mail", flat=True))

    def test_one_of_a_follow_that_is_gone_says_so(self, client, agreement):
        follow = cast.follower(agreement)
        address = self.address(follow)
        follows.stop(follow=follow)
        assert "not followed any more" in text(client.get(address))


def test_the_time_of_the_last_message_is_the_agreements_own(client, analyst, agreement):
    cast.Agreement.objects.update(time_zone="Asia/Damascus")
    follow = cast.follower(agreement, account=analyst)
    sent_at = dt.datetime(2020, 3, 2, 22, tzinfo=dt.UTC)
    follow.messages.create(
        channel="mail", key="k", since_cursor=0, subject="s", made_at=cast.EFFECT, step="done", sent_at=sent_at
    )
    assert "3 Mar 2020, 00:00 (UTC+2)" in text(client.get("/account/follows/"))


def test_what_a_filter_does_not_know_is_said_before_it_is_followed(client, agreement):
    client.force_login(cast.account(Group.ANALYST))
    assert "NOPE" in text(client.get("/agreements/northland/follow/?f=1&region=NOPE"))
