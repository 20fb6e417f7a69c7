"""Templates, styles and scripts keep to the page's policy: nothing inline, nothing from elsewhere, nothing too long."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
OWN_STATIC = sorted(
    path
    for path in (settings.BASE_DIR / "static").rglob("*")
    if path.suffix in {".css", ".js"} and "vendor" not in path.parts
)
INLINE = re.compile(r"\s(?:style|on[a-z]+)\s*=\s*[\"']")
SCRIPT = re.compile(r"<(?:script|style)\b(?![^>]*\b(?:src|nonce)=)")
FOREIGN = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9.-]+\.[a-z]{2,}", re.IGNORECASE)
LONGEST = 400  # lines; templates are measured with the Python files


def name(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_has_nothing_inline_without_a_nonce(path):
    text = path.read_text()
    assert INLINE.findall(text) == []
    assert SCRIPT.findall(text) == []


@pytest.mark.parametrize("path", TEMPLATES + OWN_STATIC, ids=name)
def test_a_file_names_no_foreign_host(path):
    assert FOREIGN.findall(path.read_text()) == []


@pytest.mark.parametrize("path", OWN_STATIC, ids=name)
def test_a_style_or_script_can_be_read_in_one_go(path):
    assert len(path.read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("path", [path for path in OWN_STATIC if path.suffix == ".js"], ids=name)
def test_a_script_never_builds_html_from_text(path):
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", path.read_text()) == []


@pytest.mark.parametrize("path", [path for path in OWN_STATIC if path.suffix == ".css"], ids=name)
def test_every_token_that_a_style_uses_is_defined(path):
    own = "".join(other.read_text() for other in OWN_STATIC if other.suffix == ".css")
    used = set(re.findall(r"var\((--[a-z0-9-]+)\)", path.read_text()))
    assert used <= set(re.findall(r"(--[a-z0-9-]+)\s*:", own))
