import pytest

from tracker.sources.addresses import absolute, clean, same_page


@pytest.mark.parametrize(
    ("link", "full"),
    [
        ("/a", "http://o.example/a"),
        ("a?x=1", "http://o.example/news/a?x=1"),
        ("//b.example/a", "http://b.example/a"),
        ("https://b.example/\n a", "https://b.example/a"),
        ("", ""),
        (" ", ""),
        ("javascript:alert(1)", ""),
        ("tag:o.example,2016:1", ""),
        ("http://", ""),
        ("http://[", ""),
    ],
)
def test_a_link_is_made_a_full_web_address_or_nothing(link, full):
    assert absolute(link, "http://o.example/news/feed.xml") == full


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("https://O.Example:443/A?id=1&utm_source=x&fbclid=y#top", "https://o.example/A?id=1"),
        ("http://o.example:80", "http://o.example/"),
        ("http://o.example:8080/a?b=&c=d", "http://o.example:8080/a?b=&c=d"),
        ("http://[", "http://["),
    ],
)
def test_what_tells_nothing_about_the_page_is_dropped(url, cleaned):
    assert clean(url) == cleaned


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/a/b",
        "https://www.example.org/a/b/",
        "https://m.example.org/a/b?utm_medium=x",
        "https://mobile.example.org/a/b/amp",
        "https://amp.example.org/a/b",
        "https://www.example.org/amp/a/b",
        "https://www.example.org/a/b?amp=1",
        "https://www.example.org/a/b.amp.html",
        "https://EXAMPLE.org:443/a/b#comments",
    ],
)
def test_the_twins_of_a_page_are_one_page(url):
    assert same_page(url) == "example.org/a/b"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://m.org/a", "https://www.org/a"),
        ("https://example.org/amplify", "https://example.org/lify"),
        ("https://ar.example.org/a", "https://example.org/a"),
    ],
)
def test_other_pages_stay_apart(one, other):
    assert same_page(one) != same_page(other)
