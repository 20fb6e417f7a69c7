"""The sizes that keep a file readable; see CONTRIBUTING."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES = 300, 60, 150

PYTHON = [
    path
    for folder in ("config", "tracker", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
    # Migrations are generated; the reader's rules are a table of data in Python's notation.
    if not {"migrations", "rules_data"} & set(path.parts)
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines_of(path: Path) -> int:
    return len(path.read_text().splitlines())


def long_functions(source: str) -> list[str]:
    """The functions of a source text that are over the limit, as "name: lines"."""
    return [
        f"{node.name}: {length}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := node.end_lineno - node.lineno + 1) > FUNCTION_LINES
    ]


def test_the_walk_finds_the_project():
    assert {"config/settings.py", "tracker/vocab/events.py"} <= {name_of(path) for path in PYTHON}


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_a_file_is_short_enough_to_read_at_once(path):
    assert lines_of(path) <= FILE_LINES
    assert long_functions(path.read_text()) == []


def test_a_function_over_the_limit_is_noticed():
    body = "\n".join(f"    x = {number}" for number in range(FUNCTION_LINES))
    assert long_functions(f"def f():\n{body}\n") == [f"f: {FUNCTION_LINES + 1}"]


def test_templates_are_short():
    assert {name_of(path): lines for path in TEMPLATES if (lines := lines_of(path)) > TEMPLATE_LINES} == {}
