import datetime as dt

import pytest

from tracker.sources import page
from tracker.sources.items import NotReadable, Unreachable

NOW = dt.datetime(2017, 1, 1, 12, tzinfo=dt.UTC)
URL = "https://o.example/news/1"
NEWS = "".join(
    f"<p>Clashes broke out near village {number} in Hama province two hours after the ceasefire, monitors said.</p>"
    for number in range(4)
)
ARABIC = "<p>قالت مصادر محلية إن اشتباكات وقعت في ريف حماة الشمالي بعد ساعات من سريان الهدنة.</p>" * 3
HEAD = '<title>Clashes | Outlet</title><meta property="article:published_time" content="2016-12-30T09:05:00+03:00">'


def html(body=NEWS, head=HEAD, lang="en"):
    menu = "<nav><a href='/'>Home</a> <a href='/in'>Log in</a></nav>"
    return (
        f'<html lang="{lang}"><head>{head}</head><body>{menu}<article><h1>Clashes in Hama</h1>{body}</article>'
        "<footer>We use cookies. <script>alert(1)</script></footer></body></html>"
    )


def read(text, **named):
    return page.from_html(text.encode(), URL, now=NOW, **named)


def test_an_article_is_taken_out_of_its_page(server):
    address = server.says("/a?utm_source=x", html().encode(), Content_Type="text/html; charset=utf-8")
    fetched = page.fetch(address, {}, allow_private=True, now=NOW)
    (item,) = fetched.items
    assert item.external_id == item.url == server.address + "/a"
    assert item.title == "Clashes in Hama"
    assert item.published_at == dt.datetime(2016, 12, 30, 6, 5, tzinfo=dt.UTC)
    assert item.language == "en"
    assert item.text.count("\n\nClashes broke out near village") == 4
    assert not {"Home", "cookies", "alert", "<"} & set(item.text.replace(".", " ").split())
    assert item.warnings == ()


def test_a_page_that_has_not_changed_gives_nothing(server):
    address = server.says("/a", html().encode(), ETag='"v1"')
    state = page.fetch(address, {}, allow_private=True, now=NOW).state
    server.says("/a", status=304)
    again = page.fetch(address, state, allow_private=True, now=NOW)
    assert (again.items, again.not_modified, again.state["etag"]) == ((), True, '"v1"')


def test_a_page_of_plain_text_is_taken_as_it_is(server):
    address = server.says("/a.txt", b"Clashes in Hama\n\nTwo hurt.", Content_Type="text/plain")
    (item,) = page.fetch(address, allow_private=True).items
    assert (item.text, item.url) == ("Clashes in Hama\n\nTwo hurt.", address)


def test_a_page_that_is_not_there_says_so(server):
    with pytest.raises(Unreachable, match="404"):
        page.fetch(server.says("/a", status=404), allow_private=True)


def test_the_canonical_address_is_the_items_identity():
    item = read(html(head='<link rel="canonical" href="/clashes?utm_medium=x">' + HEAD))
    assert item.external_id == item.url == "https://o.example/clashes"


def test_a_saved_page_without_an_address_is_known_by_its_bytes():
    assert page.from_html(html().encode(), now=NOW).external_id.startswith("sha256:")


@pytest.mark.parametrize("codec", ["cp1256", "iso8859-6", "utf-8", "utf-16"])
@pytest.mark.parametrize("declared", [None, "utf-8", "x-unknown"])
def test_an_arabic_page_is_legible_in_any_encoding(codec, declared):
    item = page.from_html(html(ARABIC, lang="en").encode(codec), URL, declared=declared, now=NOW)
    assert "اشتباكات وقعت في ريف حماة" in item.text
    assert item.language == "ar"


def test_a_doubtful_encoding_is_said():
    text = NEWS.replace("monitors", "a “monitor”")
    item = page.from_html(html(text).encode("cp1252"), URL, declared="utf-8", now=NOW)
    assert "“monitor”" in item.text
    assert "Check the letters" in item.warnings[0]


def test_a_page_without_a_date_says_so_and_one_of_the_future_too():
    undated = read(html(head="<title>x</title>"))
    assert (undated.published_at, undated.warnings) == (None, ("The page gives no date of publication.",))
    head = '<meta property="article:published_time" content="2019-12-30">'
    assert "future" in read(html(head=head)).warnings[0]


def test_a_short_page_is_in_the_language_that_it_declares():
    short = "<p>Hama kırsalında iki sivil yaralandı, dedi bir doktor bugün bize.</p>"
    assert read(f"<html lang='ku'><body><article>{short}</article></body></html>").language == "ku"


def test_a_teaser_for_subscribers_is_taken_with_a_warning():
    item = read(html(head=HEAD + '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'))
    assert "subscribers" in item.warnings[0]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "<h1>Sign in</h1><form><input name=u><input type=password></form><p>Log in to continue reading.</p>",
            "sign in",
        ),
        ("<p>We and 800 partners use cookies. By clicking you consent to the use of cookies.</p>", "cookies"),
        ("<noscript>Enable JavaScript to go on</noscript><p>Checking your browser.</p>", "prove"),
        ("<p>Short.</p>", "too little text"),
        ("", "too little text"),
        ("<div>" * 20_000, "too little text"),
    ],
)
def test_a_page_without_an_article_is_said_to_have_none(body, said):
    with pytest.raises(NotReadable, match=said):
        read(f"<html><body>{body}</body></html>")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "nothing at all"),
        (b"<!-- nothing -->", "the page is empty"),
        (b"%PDF-1.4", "a PDF file"),
        (b"\xff\xd8\xff\xe0", "an image"),
        (b"<rss version='2.0'></rss>", "Add it as the feed of a source"),
        (b"PK\x03\x04word/", "office document"),
        (b"\x00\x01\x02" * 100, "not text"),
    ],
)
def test_another_kind_of_file_is_named(data, said):
    with pytest.raises(NotReadable, match=said):
        page.from_html(data, URL)


def test_a_page_with_very_many_dates_tries_the_first_few(monkeypatch):
    tried = []
    monkeypatch.setattr(page.dates, "read", lambda written, *_: tried.append(written) or page.dates.Dated(None, "no"))
    many = "".join(f"<time datetime='{number}'>x</time>" for number in range(500))
    read(html(NEWS + many, head=""))
    assert len(tried) < 30
