"""The settings as whole installations see them: at home on one machine, and in public."""

import json
import subprocess
import sys

import pytest
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory

from config.csp import POLICY, nonce
from tests import stack

SHOW = """
import json
from django.conf import settings as s
print(json.dumps({n: getattr(s, n) for n in ("LOCAL", "HTTPS", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE")}))
"""


def settings_with(folder, **variables) -> dict:
    environment = stack.environment(folder, **variables)
    command = [sys.executable, "-W", "error", "-c", SHOW]
    return json.loads(subprocess.check_output(command, cwd=stack.ROOT, env=environment, text=True))


def test_one_machine_alone_is_served_over_plain_http(tmp_path):
    assert set(settings_with(tmp_path).values()) == {True, False}
    assert settings_with(tmp_path) == {
        "LOCAL": True,
        "HTTPS": False,
        "SECURE_SSL_REDIRECT": False,
        "SESSION_COOKIE_SECURE": False,
    }


@pytest.mark.parametrize("variables", [{"ALLOWED_HOSTS": "example.org"}, {"HOST": "0.0.0.0"}])
def test_a_public_site_insists_on_https(tmp_path, variables):
    assert settings_with(tmp_path, SECRET_KEY="given", **variables) == {
        "LOCAL": False,
        "HTTPS": True,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
    }


def test_an_operator_may_say_that_there_is_no_https(tmp_path):
    chosen = settings_with(tmp_path, SECRET_KEY="given", HOST="0.0.0.0", HTTPS="0")
    assert chosen["SESSION_COOKIE_SECURE"] is False


def answer_of(view) -> HttpResponse:
    request = RequestFactory().get("/")
    return CSPMiddleware(view)(request)


def test_the_page_and_the_header_carry_the_same_nonce_under_both_names():
    seen = {}

    def view(request):
        seen.update(nonce(request))
        text = Template("{{ CSP_NONCE }} {{ csp_nonce }}").render(Context(seen, autoescape=False))
        return HttpResponse(text)

    response = answer_of(view)
    first, second = response.content.decode().split()
    assert first == second
    assert f"script-src 'self' 'nonce-{first}'" in response["Content-Security-Policy"]
    assert f"style-src 'self' 'nonce-{first}'" in response["Content-Security-Policy"]


def test_the_policy_names_no_foreign_host_and_nothing_unsafe():
    words = {str(word) for values in POLICY["DIRECTIVES"].values() for word in values}
    assert words == {"'self'", "'none'", "data:", "csp.constants.NONCE"}
    assert "unsafe" not in answer_of(lambda _request: HttpResponse())["Content-Security-Policy"]


def test_a_task_is_stopped_before_its_message_is_given_out_again():
    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT < settings.VISIBILITY_TIMEOUT


@pytest.mark.django_db
def test_sqlite_keeps_a_write_ahead_log_and_checks_references():
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite has these pragmas.")
    with connection.cursor() as cursor:
        values = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }
    assert values == {"journal_mode": "wal", "synchronous": 1, "busy_timeout": 20000, "foreign_keys": 1}
