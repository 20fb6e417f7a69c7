"""Static files are collected when one of them has changed, and only then."""

import json

import pytest

from tracker.management import assets


@pytest.fixture
def style(settings, tmp_path):
    """The one style sheet of a site with production's storage; returns its path."""
    source = tmp_path / "source"
    source.mkdir()
    settings.DEBUG = False
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"}
    }
    (source / "site.css").write_text("a { color: red }\n")
    return source / "site.css"


def hashed_name(settings) -> str:
    return json.loads((settings.STATIC_ROOT / "staticfiles.json").read_text())["paths"]["site.css"]


def test_a_second_start_collects_nothing(style):
    assert assets.collect() is True
    assert assets.collect() is False


def test_a_changed_file_is_served_under_a_new_name(style, settings):
    assets.collect()
    before = hashed_name(settings)
    style.write_text("a { color: blue }\n")
    assert assets.collect() is True
    assert hashed_name(settings) != before
    assert not (settings.STATIC_ROOT / before).exists()


def test_while_developing_nothing_is_collected(style, settings):
    settings.DEBUG = True
    assert assets.collect() is False
    assert not settings.STATIC_ROOT.exists()
