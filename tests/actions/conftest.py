"""What the tests of actions share."""

from tests.sources.conftest import server

__all__ = ["server"]
