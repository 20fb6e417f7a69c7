import pytest

from tracker.rules.counting import (
    Origin,
    OriginCount,
    blocks_holding,
    both_sides,
    cell_of,
    independent_origins,
)
from tracker.vocab import Cell, Reliability, Scope, Verification

ALONE = OriginCount(1, trusted=False, sides=frozenset())
TRUSTED = OriginCount(1, trusted=True, sides=frozenset())
TWO = OriginCount(2, trusted=False, sides=frozenset())
OPEN = [Verification.UNCONFIRMED, Verification.CORROBORATED, Verification.CONTESTED]


def test_two_names_are_two_origins():
    assert independent_origins([Origin("observatory"), Origin("hospital")]).independent == 2


def test_a_claim_that_ten_outlets_relay_has_one_origin():
    assert independent_origins([Origin("observatory")] * 10).independent == 1


def test_two_voices_of_one_side_are_one():
    army, ministry = Origin("army", side="government"), Origin("ministry", side="government")
    assert independent_origins([army, ministry]).independent == 1


def test_a_party_and_a_monitor_are_two():
    counted = independent_origins([Origin("army", side="government"), Origin("observatory")])
    assert counted.independent == 2
    assert counted.sides == {"government"}


def test_nobody_named_is_no_origin():
    assert independent_origins([Origin("")]).independent == 0


@pytest.mark.parametrize("grade", list(Reliability))
def test_one_origin_is_enough_where_it_is_no_party_and_graded_a_or_b(grade):
    assert independent_origins([Origin("mission", reliability=grade)]).enough is (grade in "AB")


def test_a_party_is_not_enough_however_it_is_graded():
    assert not independent_origins([Origin("army", side="government", reliability=Reliability.A)]).enough


def test_both_sides_speak_where_one_voice_stands_on_each():
    voices = [Origin("spokesman", side="rebels"), Origin("army", side="government")]
    assert both_sides(voices, frozenset({"government"}), frozenset({"rebels"}))
    assert not both_sides(voices[:1], frozenset({"government"}), frozenset({"rebels"}))
    assert not both_sides(voices, frozenset({"government"}), frozenset({"civilians"}))


def test_in_a_clash_two_of_the_parties_are_both_sides():
    both = frozenset({"government", "rebels"})
    voices = [Origin("spokesman", side="rebels"), Origin("army", side="government")]
    assert both_sides(voices, both, frozenset())
    assert both_sides(voices, both, both)
    assert not both_sides(voices[:1], both, both)


def test_a_confirmed_breach_counts_as_confirmed_even_by_one_origin():
    assert cell_of(Verification.CONFIRMED, Scope.BREACH, ALONE) is Cell.CONFIRMED


@pytest.mark.parametrize("scope", [Scope.BREACH, Scope.CONTESTED])
@pytest.mark.parametrize("verification", OPEN)
@pytest.mark.parametrize(("origins", "cell"), [(ALONE, Cell.BADGE), (TRUSTED, Cell.POSSIBLE), (TWO, Cell.POSSIBLE)])
def test_an_open_claim_is_possible_with_enough_origins_and_else_a_badge(verification, scope, origins, cell):
    assert cell_of(verification, scope, origins) is cell


@pytest.mark.parametrize(("origins", "cell"), [(ALONE, Cell.BADGE), (TWO, Cell.POSSIBLE)])
def test_a_confirmed_event_of_contested_scope_is_never_more_than_possible(origins, cell):
    assert cell_of(Verification.CONFIRMED, Scope.CONTESTED, origins) is cell


@pytest.mark.parametrize("scope", [scope for scope in Scope if scope not in (Scope.BREACH, Scope.CONTESTED)])
@pytest.mark.parametrize("verification", list(Verification))
def test_what_breaks_nothing_counts_nowhere_and_blocks_nothing(verification, scope):
    assert cell_of(verification, scope, TWO) is Cell.OUT
    assert not blocks_holding(verification, scope)


@pytest.mark.parametrize("verification", [Verification.REFUTED, Verification.UNVERIFIABLE])
@pytest.mark.parametrize("scope", [Scope.BREACH, Scope.CONTESTED])
def test_refuted_and_unverifiable_claims_count_nowhere(verification, scope):
    assert cell_of(verification, scope, TWO) is Cell.OUT


def test_a_dropped_claim_counts_nowhere_and_blocks_nothing():
    assert cell_of(Verification.UNCONFIRMED, Scope.BREACH, TWO, dropped=True) is Cell.OUT
    assert not blocks_holding(Verification.UNCONFIRMED, Scope.BREACH, dropped=True)


@pytest.mark.parametrize("verification", list(Verification))
def test_only_a_refuted_claim_in_scope_lets_a_region_hold(verification):
    assert blocks_holding(verification, Scope.BREACH) is (verification is not Verification.REFUTED)
