"""Tokens: made and seen once, used, revoked."""

import datetime as dt

import pytest
from django.core.cache import caches
from django.utils import timezone
from lxml import html

from tests.api.test_reading import ADDRESSES, NORTHLAND
from tests.views import cast
from tracker.actions import tokens
from tracker.api import limits
from tracker.models import Agreement, ApiToken, Change, Decision
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
PAGE = "/account/tokens/"
WRONG = {
    "ct_not-one-of-ours": "Write the header",
    "Bearer": "Write the header",
    "Bearer ": "Write the header",
    "Basic dXNlcjpwdw==": "Write the header",
    "Bearer ct_not-one-of-ours": "not known",
    "Bearer ‮ é": "not known",
}


@pytest.fixture
def editor(client):
    account = cast.account(Group.EDITOR)
    client.force_login(account)
    return account


def make(client, name="nightly figures") -> str:
    """Make a token on the page, and read it there."""
    answer = client.post(PAGE, {"name": name})
    assert answer.status_code == 200
    return html.fromstring(answer.content).get_element_by_id("secret").text


def ask(client, secret: str):
    return client.get(NORTHLAND, headers={"Authorization": f"Bearer {secret}"})


def test_a_token_is_made_used_and_revoked(client, northland, editor):
    Agreement.objects.update(is_published=False)
    secret = make(client)
    token = ApiToken.objects.get()
    assert ask(client, secret).status_code == 200
    client.post(f"{PAGE}{token.pk}/revoke/")
    answer = ask(client, secret)
    assert answer.status_code == 401
    assert answer.json()["detail"].startswith("This token was revoked on ")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_token_is_shown_once_and_kept_as_a_hash(client, editor):
    secret = make(client)
    page = client.get(PAGE)
    assert secret not in page.content.decode()
    assert secret[:8] in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    token = ApiToken.objects.get()
    assert secret not in repr(vars(token))
    assert len(token.digest) == 64


def test_making_and_revoking_are_written_down_without_the_secret(client, editor):
    secret = make(client)
    client.post(f"{PAGE}{ApiToken.objects.get().pk}/revoke/")
    client.post(f"{PAGE}{ApiToken.objects.get().pk}/revoke/")
    rows = list(Decision.objects.filter(verb__startswith="token").order_by("pk"))
    assert [(row.verb, row.by) for row in rows] == [("token_made", editor), ("token_revoked", editor)]
    assert all("nightly figures" in row.subject and secret not in row.subject for row in rows)


def test_the_day_of_the_last_use_is_kept_and_leaves_no_row_in_the_log(client, northland, editor):
    secret, before = make(client), Change.objects.newest()
    assert "never" in client.get(PAGE).content.decode()
    ask(client, secret)
    assert ApiToken.objects.get().last_used_on == timezone.now().astimezone(dt.UTC).date()
    assert Change.objects.newest() == before


def test_nobody_revokes_the_token_of_another(client, northland, editor):
    token, secret = tokens.make(name="theirs", by=cast.account(Group.ANALYST), now=timezone.now())
    assert client.post(f"{PAGE}{token.pk}/revoke/").status_code == 404
    assert "theirs" not in client.get(PAGE).content.decode()
    assert ask(client, secret).status_code == 200


def test_a_token_of_an_account_that_is_switched_off_opens_nothing(client, northland, editor):
    secret = make(client)
    editor.is_active = False
    editor.save()
    answer = ask(client, secret)
    assert (answer.status_code, answer.json()["detail"]) == (401, "The account of this token is switched off.")


@pytest.mark.parametrize("written", WRONG)
def test_a_token_that_is_none_is_refused_in_words(client, northland, written):
    for address in ADDRESSES.values():
        answer = client.get(address, headers={"Authorization": written})
        assert answer.status_code == 401
        assert WRONG[written] in answer.json()["detail"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x00b"])
def test_a_name_that_cannot_be_kept_makes_no_token(client, editor, name):
    assert client.post(PAGE, {"name": name}).status_code == 422
    assert not ApiToken.objects.exists()


def test_an_account_has_at_most_twenty_tokens(client, editor):
    for number in range(tokens.MOST):
        tokens.make(name=f"program {number}", by=editor, now=timezone.now())
    answer = client.post(PAGE, {"name": "one more"})
    assert answer.status_code == 422
    assert "You have 20 tokens." in answer.content.decode()


def test_the_page_of_the_password_leads_to_the_tokens(client, editor):
    assert html.fromstring(client.get("/accounts/password/").content).xpath(f"//main//a[@href='{PAGE}']")


def test_who_asks_too_often_is_told_when_to_ask_again(client, northland, settings):
    settings.API_ANONYMOUS_PER_MINUTE = 2
    assert [client.get(NORTHLAND).status_code for _ in range(3)] == [200, 200, 429]
    answer = client.get(NORTHLAND)
    assert 0 < int(answer["Retry-After"]) <= 60
    assert answer.json()["detail"].startswith("That was more than 2 questions a minute.")
    assert client.get(NORTHLAND, REMOTE_ADDR="192.0.2.7").status_code == 200, "another address is another count"


def test_a_token_is_counted_by_itself(client, northland, settings, bearer):
    settings.API_ANONYMOUS_PER_MINUTE, settings.API_TOKEN_PER_MINUTE = 1, 3
    one, other = bearer(Group.ANALYST), bearer(Group.EDITOR)
    assert [client.get(NORTHLAND, headers=one).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert client.get(NORTHLAND, headers=other).status_code == 200
    assert client.get(NORTHLAND).status_code == 200


def test_who_tries_secrets_is_counted_too(client, northland, settings):
    settings.API_ANONYMOUS_PER_MINUTE = 2
    assert [ask(client, f"ct_{number}").status_code for number in range(3)] == [401, 401, 429]


def test_the_next_minute_counts_anew(client, northland, settings, monkeypatch):
    settings.API_ANONYMOUS_PER_MINUTE = 1
    now = [1_000_000.0]
    monkeypatch.setattr(limits.time, "time", lambda: now[0])
    assert [client.get(NORTHLAND).status_code for _ in range(2)] == [200, 429]
    now[0] += 60
    assert client.get(NORTHLAND).status_code == 200


def test_addresses_of_one_customer_are_one(client, northland, settings):
    settings.API_ANONYMOUS_PER_MINUTE = 1
    codes = [
        client.get(NORTHLAND, REMOTE_ADDR=one).status_code for one in ("2001:db8::1", "2001:db8::2", "2001:db8:1::1")
    ]
    assert codes == [200, 429, 200]


def test_two_processes_count_together_over_the_broker(valkey, settings):
    from config.settings import CACHES

    settings.CACHES = {**CACHES, "shared": {**CACHES["shared"], "LOCATION": valkey}}
    settings.API_ANONYMOUS_PER_MINUTE = 2
    limits.count_address("192.0.2.9")
    caches["default"].clear()  # what another process knows nothing of
    limits.count_address("192.0.2.9")
    with pytest.raises(limits.Problem):
        limits.count_address("192.0.2.9")


def test_without_the_broker_each_process_counts_by_itself(client, northland, settings):
    unreachable = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {**settings.CACHES, "shared": unreachable}
    settings.API_ANONYMOUS_PER_MINUTE = 1
    assert [client.get(NORTHLAND).status_code for _ in range(2)] == [200, 429]
