import pytest

from tracker.sources.markup import to_line, to_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One <b>two</b></p><p>three</p>", "One two\n\nthree"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<ul><li>Hama</li><li>Idlib</li></ul>", "Hama\nIdlib"),
        ("<table><tr><td>Hama</td><td>8</td></tr><tr><td>Idlib</td><td>5</td></tr></table>", "Hama 8\nIdlib 5"),
        ("<p>seen</p><script>alert('x')</script><style>p{}</style><!-- no --> after", "seen\n\nafter"),
        ("before<p>a", "before\n\na"),
        ("<p>a\n   b</p>", "a b"),
        ("5 < 6 & 7 > 2", "5 < 6 & 7 > 2"),
        ("Fire &amp; smoke &#8211; Hama", "Fire & smoke – Hama"),
        ("plain\n\n\n\nparagraphs\nlines", "plain\n\nparagraphs\nlines"),
        ("so\xadft hy\u200bphens\x00", "soft hyphens"),
        ("", ""),
        ("<img src=x onerror=alert(1)>", ""),
    ],
)
def test_markup_becomes_plain_paragraphs(markup, text):
    assert to_text(markup) == text


def test_a_title_is_one_line_without_scripts():
    assert to_line("<b>Clashes</b>\n in <i>Hama</i><script>alert(1)</script>") == "Clashes in Hama"


def test_deep_nesting_does_not_break_it():
    assert isinstance(to_text("<div>" * 50_000 + "x"), str)
