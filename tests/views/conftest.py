"""What the tests of pages share."""

import pytest

from tests.sources.conftest import server

__all__ = ["pages_without_files", "server"]


@pytest.fixture(autouse=True, scope="package")
def pages_without_files():
    """These tests ask for pages, not for static files; listing the files for each client takes longer than a page."""
    from django.conf import settings

    with pytest.MonkeyPatch.context() as patch:
        left = [name for name in settings.MIDDLEWARE if "servestatic" not in name]
        patch.setattr(settings, "MIDDLEWARE", left)
        yield
