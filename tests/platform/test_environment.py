"""What an operator may set, and what happens where they set nothing or nonsense."""

import ast
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment

ROOT = Path(__file__).resolve().parents[2]


def names_read(source: str) -> set[str]:
    """The variables that a source text reads: env.flag("DEBUG", …), os.environ.get("SECRET_KEY")."""
    readers = {"os.environ.get", *(f"env.{name}" for name in ("text", "flag", "number", "hour", "words"))}
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in readers
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and str(node.args[0].value).isupper()
    }


def test_every_variable_is_documented():
    readme = ROOT / "README.md"
    names = names_read((ROOT / "config/settings.py").read_text())
    names |= names_read((ROOT / "config/environment.py").read_text())
    assert {"PORT", "DATABASE_URL", "REDIS_URL", "SECRET_KEY"} <= names
    assert {name for name in names if f"`{name}`" not in readme.read_text()} == set()


@pytest.mark.parametrize(("word", "meaning"), [("1", True), ("yes", True), ("0", False), ("off", False), ("", False)])
def test_a_flag_is_read(monkeypatch, word, meaning):
    monkeypatch.setenv("DEBUG", word)
    assert environment.flag("DEBUG", not meaning) is meaning


def test_a_flag_with_another_word_is_refused(monkeypatch):
    monkeypatch.setenv("DEBUG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="write 1 or 0"):
        environment.flag("DEBUG", False)


def test_a_port_that_is_no_number_is_refused(monkeypatch):
    monkeypatch.setenv("PORT", "http")
    with pytest.raises(ImproperlyConfigured, match="PORT is 'http'"):
        environment.number("PORT", 8000)


@pytest.mark.parametrize("value", ["24", "-1"])
def test_an_hour_that_no_clock_shows_is_refused(monkeypatch, value):
    monkeypatch.setenv("FOLLOW_DIGEST_HOUR", value)
    with pytest.raises(ImproperlyConfigured, match="write an hour from 0 to 23"):
        environment.hour("FOLLOW_DIGEST_HOUR", 7)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"])
def test_a_loopback_name_is_local(host):
    assert environment.is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", "*", ".localhost.example.org"])
def test_any_other_name_is_public(host):
    assert not environment.is_loopback(host)


def test_a_key_is_made_once_for_its_owner_only(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY")
    first = environment.secret_key(tmp_path / "new", may_generate=True)
    assert len(first) >= 50
    assert environment.secret_key(tmp_path / "new", may_generate=True) == first
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret-key"]
    assert stat.S_IMODE((tmp_path / "new/secret-key").stat().st_mode) == 0o600


def test_a_public_site_must_be_given_its_key(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY")
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        environment.secret_key(tmp_path, may_generate=False)
    monkeypatch.setenv("SECRET_KEY", "given")
    assert environment.secret_key(tmp_path, may_generate=False) == "given"


def test_the_broker_of_a_running_tracker_is_found_from_another_shell(monkeypatch, tmp_path):
    monkeypatch.delenv("REDIS_URL")
    address = tmp_path / "address"
    assert environment.broker(address) == "redis://127.0.0.1:6379/0"
    address.write_text("redis://127.0.0.1:7000/0\n")
    assert environment.broker(address) == "redis://127.0.0.1:7000/0"
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    assert environment.broker(address) == "redis://elsewhere/0"


def test_without_a_database_url_there_is_a_file_that_waits_for_other_writers(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    config = environment.database(tmp_path)
    assert config["NAME"] == str(tmp_path / "tracker.sqlite3")
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_is_one_variable_away(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://ann:pw@db.example.org:5433/tracker")
    config = environment.database(tmp_path)
    assert (config["ENGINE"], config["HOST"], config["PORT"]) == (
        "django.db.backends.postgresql",
        "db.example.org",
        5433,
    )
    assert "transaction_mode" not in config.get("OPTIONS", {})
