from datetime import date

import pytest

from tracker.rules.standing import Exclusion, MembershipSpan, RoleSpan, bodies_of, exclusion
from tracker.vocab import MembershipKind, RoleKind, Standing

DAY = date(2017, 1, 10)
EXCLUDED = RoleSpan("front", RoleKind.EXCLUDED)
M = MembershipKind


def kind(party, roles, memberships=(), days=(DAY,)) -> Exclusion:
    return exclusion(party, days, tuple(roles), tuple(memberships))[0]


def test_a_party_without_a_role_is_not_excluded_and_gives_no_reason():
    assert exclusion("stranger", [DAY], (EXCLUDED,), ()) == (Exclusion.NONE, ())


@pytest.mark.parametrize("role", [role for role in RoleKind if role is not RoleKind.EXCLUDED])
def test_no_other_role_excludes(role):
    assert kind("front", [RoleSpan("front", role)]) is Exclusion.NONE


@pytest.mark.parametrize(
    ("standing", "found"),
    [
        (Standing.ESTABLISHED, Exclusion.EXCLUDED),
        (Standing.CLAIMED, Exclusion.UNSETTLED),
        (Standing.DISPUTED, Exclusion.UNSETTLED),
    ],
)
def test_only_an_established_exclusion_is_settled(standing, found):
    assert kind("front", [RoleSpan("front", RoleKind.EXCLUDED, standing)]) is found


def test_a_role_holds_from_its_first_to_its_last_day():
    span = RoleSpan("front", RoleKind.EXCLUDED, date_from=date(2017, 1, 5), date_to=date(2017, 1, 10))
    found = [kind("front", [span], days=[date(2017, 1, day)]) for day in (4, 5, 10, 11)]
    assert found == [Exclusion.NONE, Exclusion.EXCLUDED, Exclusion.EXCLUDED, Exclusion.NONE]


def test_a_party_named_both_bound_and_excluded_is_unsettled():
    assert kind("front", [EXCLUDED, RoleSpan("front", RoleKind.SIGNATORY)]) is Exclusion.UNSETTLED


@pytest.mark.parametrize(
    ("membership", "found"),
    [
        (M.MEMBER, Exclusion.EXCLUDED),
        (M.MERGED_INTO, Exclusion.EXCLUDED),
        (M.RENAMED_TO, Exclusion.EXCLUDED),
        (M.ALLY, Exclusion.NONE),
        (M.SPLINTER, Exclusion.NONE),
    ],
)
def test_members_carry_the_role_on_and_allies_and_splinters_do_not(membership, found):
    assert kind("unit", [EXCLUDED], [MembershipSpan("unit", "front", membership)]) is found


def test_a_new_name_keeps_the_role_of_the_old_one():
    renamed = [MembershipSpan("front", "conquest", M.RENAMED_TO, date(2016, 7, 28))]
    assert kind("conquest", [EXCLUDED], renamed) is Exclusion.EXCLUDED


def test_a_body_does_not_take_the_role_of_its_member():
    assert kind("coalition", [EXCLUDED], [MembershipSpan("front", "coalition")]) is Exclusion.NONE


def test_the_role_is_carried_over_several_steps_and_a_circle_ends():
    chain = [MembershipSpan("unit", "group"), MembershipSpan("group", "front"), MembershipSpan("front", "unit")]
    assert kind("unit", [EXCLUDED], chain) is Exclusion.EXCLUDED
    assert bodies_of("unit", DAY, tuple(chain)) == ["group", "front"]


def test_a_signatory_that_belongs_to_an_excluded_body_is_unsettled():
    found, words = exclusion(
        "unit", [DAY], (EXCLUDED, RoleSpan("unit", RoleKind.SIGNATORY)), (MembershipSpan("unit", "front"),)
    )
    assert found is Exclusion.UNSETTLED
    assert "front, to which unit belongs, is excluded from the agreement." in words


def test_an_excluded_member_of_a_bound_umbrella_stays_excluded():
    umbrella = [EXCLUDED, RoleSpan("opposition", RoleKind.SIGNATORY)]
    assert kind("front", umbrella, [MembershipSpan("front", "opposition")]) is Exclusion.EXCLUDED


def test_a_member_of_an_excluded_and_of_a_bound_body_is_unsettled():
    roles = [EXCLUDED, RoleSpan("opposition", RoleKind.ADHERENT)]
    both = [MembershipSpan("unit", "front"), MembershipSpan("unit", "opposition")]
    assert kind("unit", roles, both) is Exclusion.UNSETTLED


def test_a_member_of_a_body_whose_exclusion_is_disputed_is_unsettled():
    roles = [RoleSpan("front", RoleKind.EXCLUDED, Standing.DISPUTED)]
    assert kind("unit", roles, [MembershipSpan("unit", "front")]) is Exclusion.UNSETTLED


def test_a_change_between_the_first_and_the_last_day_is_unsettled():
    span = RoleSpan("front", RoleKind.EXCLUDED, date_from=DAY)
    found, words = exclusion("front", [date(2017, 1, 9), DAY], (span,), ())
    assert found is Exclusion.UNSETTLED
    assert "changed" in words[-1]


def test_the_reasons_call_parties_by_their_names_where_these_are_known():
    belongs = (MembershipSpan("unit", "front"),)
    _, words = exclusion("unit", [DAY], (EXCLUDED,), belongs, {"front": "Northern Front", "unit": "Third Unit"})
    assert words == ("Northern Front, to which Third Unit belongs, is excluded from the agreement.",)
