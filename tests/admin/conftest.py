"""What the tests of the admin pages share."""

from tests.views.conftest import pages_without_files

__all__ = ["pages_without_files"]
