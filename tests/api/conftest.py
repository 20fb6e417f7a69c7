"""What the tests of the API share: a small agreement to read about, and programs that read as somebody."""

import pytest
from django.core.cache import caches
from django.utils import timezone

from tests.views import cast
from tests.views.conftest import pages_without_files
from tracker.actions import status, tokens

__all__ = ["pages_without_files"]


@pytest.fixture(autouse=True)
def counts(settings):
    """The counts of questions in this process alone, from nought, and high enough to be in nobody's way."""
    settings.CACHES = {**settings.CACHES, "shared": settings.CACHES["default"]}
    settings.API_ANONYMOUS_PER_MINUTE = settings.API_TOKEN_PER_MINUTE = 10_000
    caches["default"].clear()


@pytest.fixture
def northland(db):
    """An agreement with one breach, computed."""
    agreement = cast.agreement()
    cast.breach(agreement)
    status.recompute(agreement=agreement, now=timezone.now())
    return agreement


@pytest.fixture
def bearer(db):
    """The headers of a program of a member of a group: `bearer(Group.EDITOR)`."""

    def of(group) -> dict[str, str]:
        _token, secret = tokens.make(name="program", by=cast.account(group), now=timezone.now())
        return {"Authorization": f"Bearer {secret}"}

    return of
