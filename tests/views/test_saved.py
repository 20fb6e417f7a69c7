"""Whoever has an account keeps filters under names, and finds them again where they were."""

import pytest

from tests.views import cast
from tracker.models import SavedView
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
SAVED = "/agreements/northland/filters/"
HAMA = "f=1&region=NL-A&severity=3"


@pytest.fixture
def analyst(client):
    cast.breach(cast.agreement())
    client.force_login(cast.account(Group.ANALYST))
    return client


def save(client, name: str, query: str = HAMA, page: str = "agreement", address: str = SAVED):
    return client.post(address, {"name": name, "query": query, "page": page})


def names(client) -> list[str]:
    return [view.name for view in client.get(SAVED).context["views"]]


@pytest.mark.parametrize("page", ["", "breaches/", "reports/"])
def test_an_analyst_saves_a_filter_and_opens_it_where_it_was(analyst, page):
    name = page.strip("/") or "agreement"
    answer = save(analyst, "Grave in Alder", page=name)
    assert answer.url == f"/agreements/northland/{page}?{HAMA}"
    listed = analyst.get(f"{SAVED}?page={name}")
    assert f'href="/agreements/northland/{page}?{HAMA.replace("&", "&amp;")}"' in listed.content.decode()
    assert [chip["label"] for chip in analyst.get(answer.url).context["chips"]] == ["Alder", "Severity: 3"]


def test_a_saved_filter_holds_what_was_understood_and_no_more(analyst):
    save(analyst, "Odd", "f=1&severity=3&severity=9&page=4&next=https://elsewhere.example/&q=x%00y")
    assert SavedView.objects.get().query == "f=1&severity=3&q=x+y"


def test_without_a_filter_of_ones_own_what_the_page_opens_with_is_saved(analyst):
    save(analyst, "As it opens", "")
    assert "from=2020-02-28&to=2020-03-05" in SavedView.objects.get().query


def test_it_is_removed_and_leads_back(analyst):
    save(analyst, "Short-lived")
    answer = analyst.post(SAVED, {"forget": SavedView.objects.get().pk, "query": HAMA, "page": "breaches"})
    assert (answer.url, names(analyst)) == (f"/agreements/northland/breaches/?{HAMA}", [])


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Give it a name"),
        ("  ", "Give it a name"),
        ("\x00", "Give it a name"),
        ("a\x00b", "up to 80"),
        ("x" * 81, "up to 80"),
        ("mine", "“mine” already"),
        (" MINE ", "“MINE” already"),
    ],
)
def test_a_name_that_will_not_do_is_refused_in_words_and_kept_in_its_field(analyst, name, says):
    save(analyst, "mine")
    answer = save(analyst, name)
    assert answer.status_code == 422
    assert says in answer.context["error"]
    assert answer.context["error"] in answer.content.decode()
    assert answer.context["typed"] == name[:200]
    assert names(analyst) == ["mine"]


def test_a_filter_too_long_to_keep_and_one_too_many_are_refused(analyst):
    for number in range(300):
        cast.source(f"a-source-with-a-long-name-{number}", kind="agency")
        cast.claim(cast.Agreement.objects.get(), 100 + number, cast.source(f"a-source-with-a-long-name-{number}"))
    long = "f=1&" + "&".join(f"source=a-source-with-a-long-name-{number}" for number in range(300))
    assert "names too much" in save(analyst, "Long", long).context["error"]
    for number in range(30):
        save(analyst, f"Filter {number}")
    assert "30 already" in save(analyst, "Filter 30").context["error"]


def test_names_are_ones_own_and_of_one_agreement(analyst):
    cast.agreement("southland")
    save(analyst, "Mine")
    assert save(analyst, "Mine", address="/agreements/southland/filters/").status_code == 302
    analyst.force_login(cast.account(Group.EDITOR))
    assert names(analyst) == []
    theirs = SavedView.objects.first()
    analyst.post(SAVED, {"forget": theirs.pk})
    for nonsense in ("", "x", "9" * 400, "-1", "1\x00"):
        assert analyst.post(SAVED, {"forget": nonsense}).status_code == 302
    assert SavedView.objects.count() == 2
    assert save(analyst, "Mine").status_code == 302


def test_the_queues_views_stay_apart_from_an_agreements(client):
    cast.breach(cast.agreement())
    client.force_login(cast.account(Group.EDITOR))
    save(client, "Grave")
    assert client.post("/review/views/", {"name": "Grave", "queue": "severity=3"}).url == "/review/?severity=3"
    assert [view.query for view in client.get("/review/").context["views"]] == ["severity=3"]
    assert names(client) == ["Grave"]
    page = client.post("/review/views/", {"name": "Grave", "queue": ""}, follow=True)
    assert "“Grave” already" in page.content.decode()
    client.post("/review/views/", {"forget": SavedView.objects.get(agreement=None).pk})
    assert (SavedView.objects.count(), names(client)) == (1, ["Grave"])


def test_htmx_gets_the_list_alone_and_only_who_is_signed_in_sees_the_button(analyst):
    assert "<html" not in analyst.get(SAVED, headers={"HX-Request": "true"}).content.decode()
    assert 'id="saved"' in analyst.get("/agreements/northland/").content.decode()
    analyst.logout()
    assert 'id="saved"' not in analyst.get("/agreements/northland/").content.decode()
