from datetime import UTC, date, datetime

import pytest

from tracker.rules.scope import MembershipSpan, RoleSpan, ScopeEvent, ScopeResult, Terms, scope_of
from tracker.vocab import MembershipKind, RoleKind, Scope, Standing

EFFECT = datetime(2016, 12, 30, 10, tzinfo=UTC)  # noon in Damascus, where the day of effect is 30 December
DAY_1, DAY_2 = date(2016, 12, 30), date(2016, 12, 31)

ROLES = (
    RoleSpan("army", RoleKind.SIGNATORY),
    RoleSpan("rebels", RoleKind.SIGNATORY),
    RoleSpan("caliphate", RoleKind.EXCLUDED),
    RoleSpan("front", RoleKind.EXCLUDED, Standing.DISPUTED),
    RoleSpan("brigade", RoleKind.EXCLUDED, Standing.CLAIMED),
    RoleSpan("militia", RoleKind.NON_SIGNATORY),
)
TERMS = Terms(EFFECT, None, "Asia/Damascus", frozenset({"hama", "idlib"}), ROLES)


def event(accused: str = "army", target: str = "rebels", first: date | None = DAY_2, **facts) -> ScopeEvent:
    return ScopeEvent(first, accused=frozenset(accused.split()), target=frozenset(target.split()), **facts)


def scope(*args, terms: Terms = TERMS, **facts) -> Scope:
    result = scope_of(event(*args, **facts), terms)
    assert isinstance(result, ScopeResult) and all(reason.endswith(".") for reason in result.reasons) and result.reasons
    return result.scope


@pytest.mark.parametrize(
    ("accused", "target", "expected"),
    [
        ("army", "rebels", Scope.BREACH),
        ("army", "civilians", Scope.BREACH),
        ("army", "", Scope.BREACH),
        ("", "rebels", Scope.BREACH),
        ("", "", Scope.BREACH),
        ("militia", "rebels", Scope.BREACH),
        ("stranger", "army", Scope.BREACH),
        # The target is tested for every actor.
        ("army", "caliphate", Scope.PERMITTED),
        ("stranger", "caliphate", Scope.PERMITTED),
        ("", "caliphate", Scope.PERMITTED),
        ("caliphate", "caliphate", Scope.PERMITTED),
        ("front", "caliphate", Scope.PERMITTED),
        ("army", "front", Scope.CONTESTED),
        ("army", "brigade", Scope.CONTESTED),
        ("", "front", Scope.CONTESTED),
        ("army", "caliphate rebels", Scope.CONTESTED),
        ("army", "caliphate civilians", Scope.CONTESTED),
        ("army", "caliphate front", Scope.CONTESTED),
        ("caliphate", "army", Scope.EXCLUDED_ACTOR),
        ("caliphate", "", Scope.EXCLUDED_ACTOR),
        ("caliphate", "front", Scope.EXCLUDED_ACTOR),
        ("caliphate", "caliphate rebels", Scope.EXCLUDED_ACTOR),
        ("front", "army", Scope.CONTESTED),
        ("brigade", "army", Scope.CONTESTED),
        # A set takes its least settled member.
        ("caliphate front", "army", Scope.CONTESTED),
        ("caliphate rebels", "army", Scope.CONTESTED),
        ("rebels front", "army", Scope.CONTESTED),
        ("rebels militia", "army", Scope.BREACH),
    ],
)
def test_who_did_it_to_whom_decides(accused, target, expected):
    assert scope(accused, target) is expected


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ("army rebels", Scope.BREACH),
        ("army caliphate", Scope.EXCLUDED_ACTOR),
        ("army front", Scope.CONTESTED),
        ("army rebels caliphate", Scope.CONTESTED),
    ],
)
def test_in_a_clash_each_side_is_tested_against_the_other(parties, expected):
    assert scope(parties, "", mutual=True) is expected
    assert scope(parties, parties) is expected


def test_a_clash_of_which_one_side_is_known_is_read_like_any_act():
    assert scope("army", "", mutual=True) is Scope.BREACH
    assert scope("caliphate", "", mutual=True) is Scope.EXCLUDED_ACTOR


def test_the_day_before_effect_is_before_it():
    assert scope(first=date(2016, 12, 29)) is Scope.BEFORE_EFFECT


def test_an_event_of_unknown_hour_on_the_day_of_effect_counts_as_day_1():
    assert scope(first=DAY_1) is Scope.BREACH


def test_the_hour_decides_on_the_day_of_effect():
    assert scope(first=DAY_1, clock_before_effect=True) is Scope.BEFORE_EFFECT
    assert scope(first=DAY_1, clock_before_effect=False) is Scope.BREACH


def test_the_hour_of_effect_says_nothing_of_other_days():
    assert scope(first=DAY_2, clock_before_effect=True) is Scope.BREACH


def test_a_night_that_ends_on_the_day_of_effect_is_contested_until_its_hour_is_known():
    night = {"first": date(2016, 12, 29), "date_to": DAY_1}
    assert scope(**night) is Scope.CONTESTED
    assert scope(**night, clock_before_effect=True) is Scope.BEFORE_EFFECT
    assert scope(**night, clock_before_effect=False) is Scope.BREACH


def test_three_weeks_that_span_the_effect_are_contested_and_undated():
    result = scope_of(event(first=date(2016, 12, 20), date_to=date(2017, 1, 10)), TERMS)
    assert result.scope is Scope.CONTESTED
    assert any("span the effect" in reason for reason in result.reasons)
    assert any("undated" in reason for reason in result.reasons)


def test_january_only_is_a_breach_without_a_date():
    result = scope_of(event(first=date(2017, 1, 1), date_to=date(2017, 1, 31)), TERMS)
    assert result.scope is Scope.BREACH
    assert any("undated" in reason for reason in result.reasons)


def test_no_date_at_all_is_contested():
    assert scope(first=None) is Scope.CONTESTED


def test_an_excluded_actor_stays_one_whenever_it_was():
    assert scope("caliphate", first=None) is Scope.EXCLUDED_ACTOR
    assert scope("caliphate", first=date(2016, 12, 20), date_to=DAY_2) is Scope.EXCLUDED_ACTOR


def test_an_agreement_without_an_hour_of_effect_is_not_broken_yet():
    assert scope(terms=Terms(None, None, "UTC")) is Scope.BEFORE_EFFECT
    assert scope(first=None, terms=Terms(None, None, "UTC")) is Scope.BEFORE_EFFECT


def test_after_the_end_nothing_is_a_breach():
    ended = Terms(EFFECT, datetime(2017, 1, 5, 22, tzinfo=UTC), "Asia/Damascus", roles=ROLES)  # midnight to 6 January
    assert scope(first=date(2017, 1, 5), terms=ended) is Scope.BREACH
    assert scope(first=date(2017, 1, 6), terms=ended) is Scope.AFTER_END
    assert scope(first=date(2017, 1, 5), date_to=date(2017, 1, 6), terms=ended) is Scope.CONTESTED


def test_a_region_that_is_not_covered_is_outside():
    assert scope(region="raqqa") is Scope.OUTSIDE_TERRITORY
    assert scope("caliphate", region="raqqa") is Scope.OUTSIDE_TERRITORY
    assert scope(region="hama") is Scope.BREACH


def test_an_unknown_region_is_not_outside():
    assert scope(region=None) is Scope.BREACH


def test_an_agreement_for_the_whole_country_has_no_outside():
    assert scope(region="raqqa", terms=Terms(EFFECT, None, "Asia/Damascus", None, ROLES)) is Scope.BREACH


def test_a_faction_that_joins_an_excluded_body_changes_scope_from_that_day():
    joined = (MembershipSpan("faction", "caliphate", MembershipKind.MEMBER, date(2017, 1, 28)),)
    terms = Terms(EFFECT, None, "Asia/Damascus", None, ROLES, joined)
    assert scope("army", "faction", first=date(2017, 1, 27), terms=terms) is Scope.BREACH
    assert scope("army", "faction", first=date(2017, 1, 28), terms=terms) is Scope.PERMITTED
    assert scope("faction", "army", first=date(2017, 1, 28), terms=terms) is Scope.EXCLUDED_ACTOR


def test_a_faction_that_joined_between_the_dates_of_an_event_is_contested():
    joined = (MembershipSpan("faction", "caliphate", MembershipKind.MEMBER, date(2017, 1, 28)),)
    terms = Terms(EFFECT, None, "Asia/Damascus", None, ROLES, joined)
    assert scope("army", "faction", first=date(2017, 1, 27), date_to=date(2017, 1, 28), terms=terms) is Scope.CONTESTED


def test_every_result_says_who_is_excluded():
    assert "caliphate is excluded" in scope_of(event("army", "caliphate"), TERMS).reasons[0]
    assert "disputed" in scope_of(event("army", "front"), TERMS).reasons[0]
