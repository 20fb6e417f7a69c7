"""The gazetteer learns from pins and imports, and what it learned wrongly is withdrawn."""

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.actions import gazetteer
from tracker.geo.keys import fold
from tracker.models import Decision, Place, Region, Report
from tracker.models.names import DatabaseNames
from tracker.vocab import Group, PlaceLayer

pytestmark = pytest.mark.django_db


def learn(**changed) -> Place:
    told = {"name": "Qalat Tajriba", "country": "NL", "lat": 10.5, "lon": 11.0, "layer": PlaceLayer.LEARNED}
    return gazetteer.learn(**(told | {"citation": "UCDP GED 1", "now": timezone.now()} | changed))


def found(name: str) -> list[str]:
    return [candidate.place_id for candidate in DatabaseNames(("NL",)).exact([fold(name)])]


def test_a_learned_name_is_found_at_once_with_its_provenance():
    place = learn()
    assert found("Qal'at Tajriba") == [str(place.pk)]
    assert (place.layer, place.citation) == ("learned", "UCDP GED 1")


def test_the_same_name_at_the_same_point_is_learned_once():
    assert learn() == learn(lat=10.501)
    assert Place.objects.count() == 1


def test_the_same_name_elsewhere_is_another_place():
    assert learn() != learn(lat=11.5)


def test_an_editors_pin_leaves_a_decision_row():
    editor = cast.account(Group.EDITOR)
    learn(layer=PlaceLayer.EDITOR, by=editor)
    assert Decision.objects.get().by == editor


def test_a_withdrawn_place_is_no_longer_found_and_its_reports_keep_their_point():
    place, editor = learn(), cast.account(Group.EDITOR)
    claim = cast.claim(cast.agreement(), 1, cast.source())
    Report.objects.filter(pk=claim.pk).update(place=place)
    gazetteer.withdraw(place=place, by=editor, now=timezone.now())
    assert found("Qalat Tajriba") == []
    assert Report.objects.get(pk=claim.pk).place == place
    assert Decision.objects.get().before == {"names": ["Qalat Tajriba"]}


def test_an_editor_withdraws_it_in_the_list(client):
    place = learn()
    client.force_login(cast.account(Group.EDITOR))
    assert "Qalat Tajriba" in client.get("/places/").content.decode()
    client.post(f"/places/{place.pk}/withdraw/")
    assert found("Qalat Tajriba") == []
    assert "10.5000" not in client.get("/places/").content.decode()


def test_the_list_is_searched_by_name(client):
    learn()
    client.force_login(cast.account(Group.EDITOR))
    assert "10.5000" in client.get("/places/", {"q": "tajri"}).content.decode()
    assert "No learned place has such a name" in client.get("/places/", {"q": "Other"}).content.decode()


def test_places_of_files_are_not_in_that_list(client):
    Place.objects.create(name="From a file", country="NL", lat=10, lon=11, layer="cities", external_id="1")
    client.force_login(cast.account(Group.EDITOR))
    assert "From a file" not in client.get("/places/").content.decode()


def test_regions_come_from_the_committed_file_once():
    now = timezone.now()
    added = gazetteer.load_regions(country="CY", now=now)
    assert added == Region.objects.filter(country="CY").count() > 3
    assert gazetteer.load_regions(country="CY", now=now) == 0
