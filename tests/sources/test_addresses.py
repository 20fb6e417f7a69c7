import pytest

from tracker.sources.addresses import absolute, clean


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
