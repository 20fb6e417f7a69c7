"""The method page says how states are set, and where places come from."""

import pytest

from tracker.vocab import PlaceLayer

pytestmark = pytest.mark.django_db


def test_every_layer_of_places_stands_there_with_its_licence(client):
    page = client.get("/method/").content.decode()
    for layer in PlaceLayer:
        assert layer.label in page
    assert "GeoNames, CC BY 4.0" in page
    assert "none is our view" in page
