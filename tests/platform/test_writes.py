"""Every write is a named verb in `actions/`: anything else that saves, creates, updates or deletes is found here."""

from pathlib import Path

import pytest

from tests.platform.writes import writes

ROOT = Path(__file__).resolve().parents[2]
# Where writing is the place's own purpose. `actions` is the rule, the rest is listed one by one.
FREE_FOLDERS = ("tracker/actions/", "tracker/migrations/")
# The layers without a database: what is called `update` there is a dict's or a digest's.
PURE_FOLDERS = ("tracker/extract/", "tracker/geo/", "tracker/rules/", "tracker/sources/")
# (file, class and function): why. Kept short: an entry here is a write that no decision log sees.
ALLOWED: dict[tuple[str, str], str] = {
    ("tracker/outputs/exports/formats.py", "xlsx_file"): "openpyxl's workbook, not a row",
    **{
        ("tracker/management/benchmarks/crowd.py", where): "an invented archive of years, in a scratch database"
        for where in ("_agreement", "_store", "_documents", "invented_regions")
    },
}

FILES = [
    path
    for path in sorted((ROOT / "tracker").rglob("*.py"))
    if not str(path.relative_to(ROOT)).startswith(FREE_FOLDERS + PURE_FOLDERS)
]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def is_query(name: str, where: str) -> bool:
    """A QuerySet or Manager of the models defines how something is written; the actions decide when."""
    return name.startswith("tracker/models/") and where.split(".")[0].endswith(("QuerySet", "Manager"))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_only_actions_write(path):
    name = name_of(path)
    found = [
        f"{name}:{write.line} {write.receiver}.{write.method}() in {write.where or 'the module'}"
        for write in writes(path.read_text())
        if not is_query(name, write.where) and (name, write.where) not in ALLOWED
    ]
    assert found == []


def test_the_list_of_exceptions_names_only_writes_that_exist():
    existing = {(name_of(path), write.where) for path in FILES for write in writes(path.read_text())}
    assert set(ALLOWED) - existing == set()


@pytest.mark.parametrize(
    "line",
    [
        "report.save()",
        "Report.objects.create(kind='lead')",
        "Report.objects.filter(pk=1).update(kind='lead')",
        "breach.reports.all().delete()",
        "Report.objects.bulk_create(rows)",
        "Source.objects.get_or_create(key='x')",
    ],
)
def test_a_write_in_a_view_is_noticed(line):
    assert [write.where for write in writes(f"def view(request):\n    {line}\n")] == ["view"]


@pytest.mark.parametrize("line", ["digest.update(b'x')", "names.update(more)", "cache.delete('key')"])
def test_what_only_sounds_like_a_write_is_let_through(line):
    assert list(writes(line)) == []


def test_a_call_of_an_action_is_let_through_and_a_write_beside_it_is_not():
    source = "from tracker.actions import lists\n\ndef view(row):\n    lists.save(row=row)\n    row.save()\n"
    assert [(write.receiver, write.line) for write in writes(source)] == [("row", 5)]
