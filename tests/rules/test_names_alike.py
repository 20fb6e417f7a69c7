import pytest

from tracker.rules.names_alike import in_common, is_same


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("khan shikhun", "khan shaikhun"),
        ("jisr shugur", "jasr shugur"),
        ("guta", "astarn guta"),
        ("sluk", "sluk tunship"),
        ("tlul safa", "tlul safa batlas"),
    ],
)
def test_spellings_and_longer_forms_of_one_name(one, two):
    assert is_same(one, two)
    assert is_same(two, one)


@pytest.mark.parametrize(
    ("one", "two"), [("duma", "hama"), ("atshan", "skik"), ("khan tuman", "khan shih"), ("al", "al bab")]
)
def test_names_of_two_places(one, two):
    assert not is_same(one, two)


def test_the_first_word_of_a_sentence_is_a_name_only_if_the_other_text_uses_it_as_one():
    nothing = frozenset()
    assert in_common(nothing, frozenset({"duma"}), frozenset({"duma"}), nothing) == {"duma"}
    assert in_common(nothing, frozenset({"vilint"}), nothing, frozenset({"vilint"})) == set()
