"""Pages and parts that must hold whatever surrounds them: error pages without a context, texts that are hostile."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

HOSTILE = '"><script>alert(1)</script>'


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html"])
def test_an_error_page_needs_no_context(name):
    page = render_to_string(name)
    assert "<h1>" in page
    assert 'href="/"' in page, "the way out"


def test_a_refusal_says_why():
    assert "Only editors can do this." in render_to_string("403.html", {"exception": "Only editors can do this."})


def test_a_hostile_text_is_shown_as_text():
    segments = [SimpleNamespace(text=HOSTILE, field=""), SimpleNamespace(text=HOSTILE, field="what")]
    marked = render_to_string("_shared/marked.html", {"segments": segments})
    assert "<script" not in marked
    assert marked.count("&lt;script&gt;") == 2


def test_words_without_evidence_carry_no_mark():
    segments = [SimpleNamespace(text="calm", field=""), SimpleNamespace(text="shelled", field="what")]
    assert render_to_string("_shared/marked.html", {"segments": segments}).strip() == (
        'calm<mark class="ev-what" data-f="what">shelled</mark>'
    )


@pytest.fixture
def decide():
    """The decision form of a breach that one origin claims: confirming is closed, contesting is open."""
    moves = [
        {"value": "confirmed", "label": "Confirm", "why_not": "Confirming needs two independent origins."},
        {"value": "contested", "label": "Contest", "why_not": ""},
    ]
    reasons = [{"key": "denied", "press": "d", "label": "The accused side denies it"}]
    return {"url": "/decide/", "version": 3, "moves": moves, "reasons": reasons}


def form(decide: dict) -> str:
    return render_to_string("breaches/_decide.html", {"breach": SimpleNamespace(pk=5), "decide": decide})


def test_a_closed_move_is_no_submit_button_and_says_what_is_missing(decide):
    page = form(decide)
    assert 'value="confirmed"' not in page
    assert 'aria-disabled="true" aria-describedby="why-5-confirmed"' in page
    assert "Confirming needs two independent origins." in page


def test_an_open_move_is_a_plain_button_and_none_is_primary(decide):
    page = form(decide)
    assert '<button class="btn" name="verification" value="contested">' in page
    assert "primary" not in page


def test_the_form_carries_the_version_that_the_editor_saw(decide):
    assert '<input type="hidden" name="version" value="3">' in form(decide)


def test_a_refused_attempt_keeps_what_was_typed(decide):
    page = form(decide | {"error": "Choose a reason.", "reason_code": "denied", "reason": HOSTILE})
    assert "Choose a reason." in page
    assert 'value="denied" checked' in page
    assert "&lt;script&gt;" in page
    assert "<script" not in page
