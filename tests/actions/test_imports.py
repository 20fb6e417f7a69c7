"""A table becomes claims, once; what it teaches is kept; it is undone whole."""

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.actions import imports, review
from tracker.actions.coded import CodedFacts
from tracker.geo.keys import fold
from tracker.models import Account, Batch, Breach, Decision, Region, Report, StatusDue
from tracker.models.names import DatabaseNames
from tracker.vocab import BatchState, Group, StepState, Verification, WorkState

pytestmark = pytest.mark.django_db
HEADER = "id,date,place,lat,lon,actor1,actor2,killed\n"
ROWS = HEADER + "\n".join(
    [
        "1,2020-03-02,Morning Hill,10.5,11,Northland army,,2",
        "2,2020-03-03,Evening Dale,10.6,11.1,Strangers,,",
        "3,soon,,,,,,",
    ]
)


@pytest.fixture
def northland(db):
    return cast.agreement()


def taken_in(under, text: str = ROWS, **changed) -> Batch:
    told = {"source": cast.source("table"), "agreement": under, "data": text.encode(), "file_name": "events.csv"}
    editor = Account.objects.filter(username="editor-person").first() or cast.account(Group.EDITOR)
    return imports.take_in(**(told | {"by": editor, "now": timezone.now()} | changed))


def run(batch: Batch) -> Batch:
    now = timezone.now()
    imports.start(batch=batch, by=batch.created_by, now=now)
    taken = imports.take(pk=batch.pk, now=now)
    desk = CodedFacts(taken)
    while taken.rows_done < taken.rows:
        for part in imports.parts(taken):
            imports.store_part(batch=taken, desk=desk, part=part, now=now)
    imports.finish(batch=taken, now=now)
    return taken


def match(batch: Batch) -> None:
    while imports.match_some(batch=batch, now=timezone.now()):
        pass


def test_the_dry_run_counts_and_stores_nothing(northland):
    seen = imports.preview(taken_in(northland))
    assert (seen.rows, seen.good, seen.faulty, seen.placed) == (3, 2, 1, 2)
    assert seen.names == [("Strangers", 1)]
    assert [(fault.line, "no date" in fault.why) for fault in seen.faults] == [(4, True)]
    assert Report.objects.count() == 0


def test_points_with_latitude_and_longitude_exchanged_are_noticed(northland):
    far_east = [[[40, 10], [42, 10], [42, 12], [40, 12], [40, 10]]]
    Region.objects.create(
        code="NL-E",
        name="East",
        country="NL",
        geometry={"type": "Polygon", "coordinates": far_east},
        bbox=[40, 10, 42, 12],
    )
    seen = imports.preview(taken_in(northland, "date,place,lat,lon\n2020-03-02,Hill,41,11\n"))
    assert (seen.swapped, seen.nowhere) == (1, 1)


def test_rows_become_claims_that_wait_to_be_matched(northland):
    batch = run(taken_in(northland))
    assert (batch.state, batch.added, batch.faulty, batch.rows_done) == (BatchState.DONE, 2, 1, 3)
    report = Report.objects.get(external_id="table:1")
    assert (report.region.code, report.step, report.fatalities_best) == ("NL-A", StepState.PENDING, 2)
    assert [party.key for party in report.accused] == ["army"]
    assert Report.objects.get(external_id="table:2").accused_text == "Strangers"
    assert batch.unknown_names == {"Strangers": 1}


def test_a_second_import_of_the_same_file_adds_nothing(northland):
    run(taken_in(northland))
    again = run(taken_in(northland))
    assert (again.added, again.known, Report.objects.count()) == (0, 2, 2)


def test_it_goes_on_where_a_worker_was_killed(northland, monkeypatch):
    monkeypatch.setattr(imports, "PART", 1)
    batch = taken_in(northland)
    imports.start(batch=batch, by=None, now=timezone.now())
    taken = imports.take(pk=batch.pk, now=timezone.now())
    desk = CodedFacts(taken)
    imports.store_part(batch=taken, desk=desk, part=next(imports.parts(taken)), now=timezone.now())
    assert imports.take(pk=batch.pk, now=timezone.now()) is None  # the lease of the lost worker
    Batch.objects.update(lease_until=timezone.now())
    other = imports.take(pk=batch.pk, now=timezone.now())
    assert [part[0].line for part in imports.parts(other)] == [3, 4]


def test_an_import_of_which_every_row_is_left_out_is_not_done(northland):
    batch = run(taken_in(northland, "date,place\nsoon,Hill\nlater,Dale\n"))
    assert batch.state == BatchState.FAILED
    assert "All 2 rows" in batch.error


def test_the_gazetteer_learns_exact_places_with_and_without_their_word_of_kind(northland):
    rows = "1,2020-03-02,Morning Hill town,10.5,11,1\n2,2020-03-02,Far Moor,10.6,11,2\n"
    text = f"id,date,place,lat,lon,where_precision\n{rows}"
    run(taken_in(northland, text))
    names = DatabaseNames(("NL",))
    assert [found.lat for found in names.exact([fold("Morning Hill")])] == [10.5]
    assert list(names.exact([fold("Far Moor")])) == []


def test_the_columns_of_the_last_import_are_kept_for_the_source(northland):
    first = taken_in(northland)
    chosen = {"date_from": 1, "place": 2}
    imports.set_columns(batch=first, columns=chosen, by=first.created_by, now=timezone.now())
    run(first)
    assert taken_in(northland).columns == chosen


def test_columns_without_a_day_are_refused(northland):
    batch = taken_in(northland)
    with pytest.raises(imports.NotImported, match="first day"):
        imports.set_columns(batch=batch, columns={"place": 2}, by=batch.created_by, now=timezone.now())


def test_it_runs_once(northland):
    batch = run(taken_in(northland))
    with pytest.raises(imports.NotImported, match="has run"):
        imports.start(batch=batch, by=None, now=timezone.now())


def test_undone_whole_and_then_imported_again(northland):
    batch = run(taken_in(northland))
    match(batch)
    assert Breach.objects.live().count() == 2
    StatusDue.objects.all().delete()
    assert imports.undo(batch=batch, by=batch.created_by, now=timezone.now()) == 2
    assert Breach.objects.live().count() == 0
    assert StatusDue.objects.exists()
    assert Decision.objects.filter(verb="undone").get().after == {"breaches_dropped": 2}
    again = run(taken_in(northland))
    assert again.added == 2


def test_undoing_leaves_what_was_decided_on(northland):
    batch = run(taken_in(northland))
    match(batch)
    breach = Breach.objects.order_by("pk").first()
    review.decide(
        breach=breach, by=batch.created_by, now=timezone.now(), verification=Verification.CONTESTED,
        reason_code="accounts_differ", reason="Another account.", version=breach.version,
    )  # fmt: skip
    assert imports.undo(batch=batch, by=batch.created_by, now=timezone.now()) == 1
    breach.refresh_from_db()
    assert (breach.verification, breach.work_state != WorkState.DROPPED) == (Verification.CONTESTED, True)


def test_a_file_that_was_never_imported_is_forgotten(northland):
    batch = taken_in(northland)
    imports.discard(batch=batch, by=batch.created_by, now=timezone.now())
    assert not Batch.objects.exists()


def test_rows_of_one_table_are_events_of_their_own_and_another_sources_relay_joins(northland):
    header = "id,date,place,lat,lon,event type,actor1,source\n"
    row = "2020-03-02,Morning Hill,10.5,11,shelling,Northland army,Wire\n"
    match(run(taken_in(northland, f"{header}1,{row}2,{row}")))
    assert Breach.objects.count() == 2
    match(run(taken_in(northland, f"{header}9,{row}", source=cast.source("other-table"))))
    assert Breach.objects.count() == 2


def test_matching_goes_in_portions(northland, monkeypatch):
    monkeypatch.setattr(imports, "MATCHED_AT_ONCE", 1)
    batch = run(taken_in(northland))
    assert imports.match_some(batch=batch, now=timezone.now())
    assert Report.objects.filter(step=StepState.PENDING.value).count() == 1
    assert imports.match_some(batch=batch, now=timezone.now())
    assert not imports.match_some(batch=batch, now=timezone.now())


def test_very_long_ids_stay_apart_and_can_be_undone(northland):
    rows = "".join(f"{'x' * 300}{number},2020-03-02,Hill {number}\n" for number in range(2))
    batch = run(taken_in(northland, f"id,date,place\n{rows}"))
    assert batch.added == 2
    imports.undo(batch=batch, by=batch.created_by, now=timezone.now())
    longest = max(len(name) for name in Report.objects.values_list("external_id", flat=True))
    assert longest <= Report._meta.get_field("external_id").max_length
