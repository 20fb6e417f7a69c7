"""The marks: never fewer than two of fill, icon and word."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template

from tracker.templatetags import tracker_tags
from tracker.vocab import Scope, State, Verification


def rendered(source: str, **context) -> str:
    return Template("{% load tracker_tags %}" + source).render(Context(context))


@pytest.mark.parametrize("state", State)
def test_a_state_has_an_icon_and_a_word(state):
    badge = rendered("{% state_badge state %}", state=state.value)
    assert f'href="#i-{state.value}"' in badge
    assert state.label in badge


def test_a_missing_state_is_no_information():
    assert "No information" in rendered("{% state_badge state %}", state="")


def test_a_possible_state_is_told_only_where_it_differs():
    wide = SimpleNamespace(has_range=True, possible_state="strained")
    narrow = SimpleNamespace(has_range=False, possible_state="holding")
    assert "possibly" in rendered("{% possible_state status %}", status=wide)
    assert "Strained" in rendered("{% possible_state status %}", status=wide)
    assert rendered("{% possible_state status %}", status=narrow).strip() == ""
    assert rendered("{% possible_state status %}", status=None).strip() == ""


def test_a_state_box_tells_what_was_last_known():
    status = SimpleNamespace(
        state="no_information", has_range=False, last_known="violated", get_last_known_display="Violated"
    )
    box = rendered("{% state_box status %}", status=status)
    assert "No information" in box
    assert "last known: Violated" in box


@pytest.mark.parametrize("verification", Verification)
def test_a_verification_has_its_own_shape_and_word(verification):
    badge = rendered("{% verification_badge one %}", one=verification.value)
    assert f'href="#v-{verification.value}"' in badge
    assert verification.label in badge


def test_severity_fills_as_many_bars_as_it_says():
    bars = rendered("{% severity_bars 3 %}")
    assert bars.count('class="on"') == 3
    assert bars.count("<rect") == 4
    assert "Severity 3 of 4" in bars


def test_severity_without_words_is_still_read_aloud():
    assert '<span class="vh">Severity 2 of 4' in rendered("{% severity_bars 2 False %}")


@pytest.mark.parametrize("scope", Scope)
def test_only_an_act_outside_the_ceasefire_has_a_dashed_tag(scope):
    is_dashed = 'class="scope out"' in rendered("{% scope_tag scope %}", scope=scope.value)
    assert is_dashed == (scope not in (Scope.BREACH, Scope.CONTESTED))


def test_the_key_counts_the_regions_of_the_board():
    board = [SimpleNamespace(state=State.HOLDING), SimpleNamespace(state=State.HOLDING)]
    key = rendered("{% map_key board %}", board=board)
    assert '<span class="n" id="key-holding">2</span>' in key
    assert '<span class="n" id="key-violated">0</span>' in key


def test_the_method_page_lists_the_seven_rules_in_their_order():
    rows = tracker_tags.rules()
    assert [number for number, _state, _words in rows] == [1, 2, 3, 4, 5, 6, 7]
    assert rows[0][1] == "not_covered"
    assert rows[-1][1] == "no_information"
    assert tracker_tags.rule_means("strained") == rows[4][2]


def test_every_verification_is_explained():
    assert {one for one, _words in tracker_tags.verification_meanings()} == {one.value for one in Verification}


def test_a_parameter_s_name_is_written_as_words():
    assert tracker_tags.spaced("window_days") == "window days"
