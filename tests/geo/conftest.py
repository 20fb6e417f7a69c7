from collections.abc import Iterator

import pytest

from tests.geo import services


@pytest.fixture
def service() -> Iterator[services.FakeService]:
    with services.fake_service() as fake:
        yield fake
