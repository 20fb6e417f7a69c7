import random

import pytest

from tracker.rules import copies

STORY = " ".join(
    f"On day {number} the council of village {number} said that {number * 7 % 13} shells fell near the mill."
    for number in range(12)
)
OTHER = " ".join(
    f"Residents of quarter {number} heard {number * 5 % 11} blasts before dawn, bulletin {number} of the agency says."
    for number in range(12)
)


def alike(one: str, other: str) -> float:
    return copies.shared(copies.shingles(one), copies.shingles(other))


def has_common_sketch(one: str, other: str) -> bool:
    return bool(set(copies.sketch(copies.shingles(one))) & set(copies.sketch(copies.shingles(other))))


@pytest.mark.parametrize(
    "copy",
    [
        STORY.upper(),
        STORY.replace(",", "").replace(". ", ".\n\n"),
        f"By our own desk. {STORY} More on our front page, and in the evening news at eight.",
        STORY[: len(STORY) * 3 // 4],
        STORY.replace("shells", "rounds", 3),
    ],
)
def test_a_text_printed_by_another_with_small_changes_is_a_copy(copy):
    assert alike(STORY, copy) >= copies.COPY_AT
    assert has_common_sketch(STORY, copy)


def test_another_story_is_no_copy():
    assert alike(STORY, OTHER) < 0.05


def test_a_story_that_quotes_one_paragraph_is_no_copy():
    assert alike(f"{OTHER} {STORY[:120]}", STORY) < copies.COPY_AT


def test_a_formula_that_many_write_alike_tells_nothing():
    text = "No violations of the ceasefire were recorded in the province today."
    assert alike(text, text) == 0.0
    assert copies.sketch(copies.shingles(text)) == []


def test_every_copy_of_sixty_per_cent_is_found_by_its_sketch():
    words = [f"w{number}" for number in range(3000)]
    chance = random.Random(1)
    missed = 0
    for _ in range(200):
        text = chance.sample(words, 300)
        cut = chance.randrange(120)
        missed += not has_common_sketch(" ".join(text), " ".join(text[cut : cut + 180] + chance.sample(words, 60)))
    assert missed == 0


def test_text_that_is_no_unicode_does_no_harm():
    assert copies.shingles("\ud800 a b c d e") != frozenset()
