from tracker.outputs.diff import changes

LONG = " ".join(f"word{number}" for number in range(100))


def as_marked(before: str, after: str) -> str:
    marks = {"added": "[+{}]", "removed": "[-{}]", "same": "{}", "gap": "…"}
    return "".join(marks[piece.kind].format(piece.text) for piece in changes(before, after))


def test_a_changed_word_stands_beside_the_one_before():
    assert as_marked("Two were hurt.", "Three were hurt.") == "[-Two ][+Three ]were hurt."


def test_the_same_text_shows_no_change():
    assert changes("One.", "One.") == []


def test_a_long_stretch_without_changes_is_left_out_between_two():
    shown = as_marked(f"a {LONG} b", f"x {LONG} y")
    assert shown.startswith("[-a ][+x ]word0 ")
    assert "word11 …word88" in shown
    assert shown.endswith("word99 [-b][+y]")


def test_a_stretch_before_the_first_change_is_shortened_from_its_far_end():
    assert as_marked(f"{LONG} a", f"{LONG} b").startswith("…word88")


def test_very_long_texts_are_compared_by_paragraph():
    before = "\n\n".join([LONG] * 60)
    shown = as_marked(before, f"{before}\n\nNew.")
    assert shown.endswith("[+\n\nNew.]")
    assert len(shown) < len(before) / 2
