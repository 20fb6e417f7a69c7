import pytest

from tracker.sources import markup, metadata

URL = "https://o.example/news/1?utm_source=x"


def tree(head="", body="", attributes=""):
    return markup.parse(f"<html {attributes}><head>{head}</head><body>{body}<p>x</p></body></html>")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2016-12-30T09:05:00Z">', ""),
        ('<meta name="PubDate" content="2016-12-30T09:05:00Z">', ""),
        ('<script type="application/ld+json">{"datePublished": "2016-12-30T09:05:00Z"}</script>', ""),
        ('<script type="application/ld+json">[{"@graph": [{"datePublished": "2016-12-30T09:05:00Z"}]}]</script>', ""),
        ("", '<article><time datetime="2016-12-30T09:05:00Z">today</time></article>'),
        ("", '<span itemprop="datePublished" content="2016-12-30T09:05:00Z"></span>'),
    ],
)
def test_the_date_of_publication_is_found(head, body):
    assert list(metadata.published(tree(head, body))) == ["2016-12-30T09:05:00Z"]


def test_the_first_date_of_a_name_and_the_likeliest_name_come_first():
    head = (
        '<meta name="date" content="c"><meta property="article:published_time" content="a">'
        '<meta property="article:published_time" content="z">'
    )
    assert list(metadata.published(tree(head))) == ["a", "c"]


@pytest.mark.parametrize("script", ["{", "[1, null]", '"text"', "[" * 5000])
def test_broken_linked_data_is_passed_over(script):
    page = tree(f'<script type="application/ld+json">{script}</script>')
    assert list(metadata.published(page)) == []
    assert not metadata.is_partly_hidden(page)


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="/news/one?fbclid=1#a">', "https://o.example/news/one"),
        ('<meta property="og:url" content="https://o.example/news/one">', "https://o.example/news/one"),
        ('<link rel="canonical" href="/">', "https://o.example/news/1"),
        ('<link rel="canonical" href="javascript:1">', "https://o.example/news/1"),
        ("", "https://o.example/news/1"),
    ],
)
def test_the_pages_own_address_counts_where_it_makes_sense(head, address):
    assert metadata.canonical(tree(head), URL) == address


def test_a_saved_page_may_have_no_address():
    assert metadata.canonical(tree('<link rel="canonical" href="/a">'), "") == ""


def test_the_language_is_that_of_the_page_or_its_head():
    assert metadata.declared_language(tree(attributes='lang="ar"')) == "ar"
    assert metadata.declared_language(tree('<meta property="og:locale" content="tr_TR">')) == "tr_TR"


def test_a_page_for_subscribers_and_a_login_form_are_seen():
    script = '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'
    assert metadata.is_partly_hidden(tree(script))
    assert metadata.has_password_field(tree(body='<input type="PASSWORD">'))
    assert not metadata.has_password_field(tree(body='<input type="text">'))
