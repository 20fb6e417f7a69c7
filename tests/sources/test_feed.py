import datetime as dt
import json

import pytest

from tracker.sources import feed
from tracker.sources.items import NotReadable, RateLimited

NOW = dt.datetime(2017, 1, 1, 12, tzinfo=dt.UTC)
URL = "http://o.example/news/feed.xml"
HEAD = '<?xml version="1.0" encoding="utf-8"?>'
CLASHES = (
    "<item><title>Clashes in Hama</title><link>http://o.example/clashes</link><guid isPermaLink='false'>g1</guid>"
    "<pubDate>Fri, 30 Dec 2016 14:00:00 +0300</pubDate><description>Two hurt.</description></item>"
)
CALM = "<item><title>Calm in Homs</title><link>/calm</link><pubDate>Sat, 31 Dec 2016 08:00:00 GMT</pubDate></item>"


def rss(*items, head=HEAD):
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'{head}<rss version="2.0" {spaces}><channel><language>en-gb</language>{"".join(items)}</channel></rss>'


def read(text, declared=None):
    return feed.from_bytes(text if isinstance(text, bytes) else text.encode(), URL, declared=declared, now=NOW)


def only(text, declared=None):
    (item,) = read(text, declared).items
    return item


def poll(address, state=None):
    return feed.fetch(address, state, allow_private=True, now=NOW)


def test_it_works(server):
    first, second = poll(server.says("/feed", rss(CLASHES, CALM).encode())).items
    assert (first.external_id, first.url, first.title, first.text) == (
        "g1",
        "http://o.example/clashes",
        "Clashes in Hama",
        "Two hurt.",
    )
    assert first.published_at == dt.datetime(2016, 12, 30, 11, tzinfo=dt.UTC)
    assert (first.language, first.warnings) == ("en", ())
    assert second.external_id == second.url == server.address + "/calm"
    assert (second.text, second.warnings) == ("Calm in Homs", ("The feed gives a title only.",))


def test_a_feed_with_nothing_new_costs_one_conditional_request(server):
    address = server.says("/feed", rss(CLASHES).encode(), ETag='"v1"')
    state = json.loads(json.dumps(poll(address).state))
    server.says("/feed", status=304)
    again = poll(address, state)
    assert (again.items, again.not_modified, again.state) == ((), True, state)
    assert server.asked[1]["If-None-Match"] == '"v1"'


def test_a_server_that_knows_no_conditions_is_seen_to_repeat_itself(server):
    address = server.says("/feed", rss(CLASHES).encode())
    state = poll(address).state
    assert poll(address, state).not_modified
    assert not poll(server.says("/other", rss(CLASHES).encode()), state).not_modified


def test_a_guid_reused_for_a_new_story_at_the_next_poll_is_a_new_item(server):
    state = poll(server.says("/feed", rss(CLASHES).encode())).state
    reused = CALM.replace("<link>", "<guid isPermaLink='false'>g1</guid><link>")
    (item,) = poll(server.says("/feed", rss(reused).encode()), json.loads(json.dumps(state))).items
    assert item.external_id.startswith("g1#")


def test_an_item_that_is_listed_twice_comes_once(server):
    assert len(poll(server.says("/feed", rss(CLASHES, CALM, CLASHES).encode())).items) == 2


def test_a_server_that_asks_for_rest_is_left_alone(server):
    with pytest.raises(RateLimited):
        poll(server.says("/feed", status=429, Retry_After="60"))


def test_a_feed_that_breaks_off_gives_its_whole_items_and_is_asked_in_full_again(server):
    cut = rss(CLASHES, CALM).partition("Calm in")[0] + "Calm in"
    address = server.says("/feed", cut.encode(), ETag='"v1"')
    fetched = poll(address)
    assert [item.title for item in fetched.items] == ["Clashes in Hama"]
    assert any("breaks off" in warning for warning in fetched.warnings)
    server.says("/feed", rss(CLASHES, CALM).encode())
    again = poll(address, fetched.state)
    assert [item.external_id for item in again.items] == ["g1", server.address + "/calm"]
    assert "If-None-Match" not in server.asked[1]


def test_the_whole_text_is_preferred_to_the_summary():
    whole = "<content:encoded><![CDATA[<p>First.</p><p>Second &amp; last.</p>]]></content:encoded>"
    summary = "<description>Short.</description>"
    for order in (whole + summary, summary + whole):
        assert only(rss(f"<item><title>T</title>{order}</item>")).text == "First.\n\nSecond & last."


def test_an_empty_whole_text_gives_way_to_the_summary():
    item = "<item><title>T</title><description>Short.</description><content:encoded> </content:encoded></item>"
    assert only(rss(item)).text == "Short."


def test_scripts_come_neither_in_titles_nor_in_texts():
    bad = "<![CDATA[Clash <script>alert(1)</script><b onclick=x>now</b>]]>"
    item = only(rss(f"<item><title>{bad}</title><description>{bad}</description></item>"))
    assert (item.title, item.text) == ("Clash now", "Clash now")


def test_unescaped_ampersands_are_read_with_a_warning():
    found = read(rss("<item><title>Fire & smoke</title><link>http://o.example/a?x=1&y=2</link></item>", CLASHES))
    assert [item.title for item in found.items] == ["Fire & smoke", "Clashes in Hama"]
    assert found.items[0].url == "http://o.example/a?x=1&y=2"
    assert found.warnings == ("The feed is not well-formed XML; its items are read as far as they can be told.",)


def test_letters_that_xml_forbids_do_not_spoil_a_feed():
    found = read(rss("<item><title>Fire\x0b and\x00 smoke</title></item>"))
    assert (found.items[0].title, found.warnings) == ("Fire and smoke", ())


def test_a_western_feed_declared_as_utf8_is_legible_with_a_warning():
    item = only(rss("<item><title>L’aube à Alep</title></item>").encode("cp1252"))
    assert item.title == "L’aube à Alep"
    assert "Check the letters" in item.warnings[0]


@pytest.mark.parametrize("codec", ["cp1256", "utf-16", "utf-8-sig"])
def test_an_arabic_feed_is_legible(codec):
    text = rss("<item><title>اشتباكات في حماة</title></item>", head="<?xml version='1.0' encoding='windows-1256'?>")
    assert only(text.encode(codec)).title == "اشتباكات في حماة"


@pytest.mark.parametrize("junk", ["\n\n", "<br />\n<b>Warning</b>: include() failed\n", "\ufeff\n"])
def test_junk_before_a_feed_is_passed_over(junk):
    assert only(junk + rss(CLASHES)).title == "Clashes in Hama"


def test_atom_is_read_with_its_base_and_its_own_markup():
    item = only(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="http://b.example/z/"><title>x</title><entry>'
        '<id>urn:1</id><title type="html">A &lt;b&gt;b&lt;/b&gt;</title><link href="q"/>'
        "<updated>2016-12-31T10:00:00Z</updated><published>2016-12-30T09:00:00+03:00</published><summary>s</summary>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>Two</p></div></content>'
        "</entry></feed>"
    )
    assert (item.url, item.title, item.text) == ("http://b.example/z/q", "A b", "One\n\nTwo")
    assert (item.published_at, item.language) == (dt.datetime(2016, 12, 30, 6, tzinfo=dt.UTC), "fr")


def test_rss_1_with_dublin_core_is_read():
    item = only(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>x</title></channel><item rdf:about="u">'
        "<title>A</title><link>http://o.example/1</link><dc:date>2016-12-30T10:00:00+03:00</dc:date></item></rdf:RDF>"
    )
    assert (item.url, item.published_at.hour) == ("http://o.example/1", 7)


@pytest.mark.parametrize(
    ("guid", "url"),
    [
        ("<guid>http://o.example/1</guid>", "http://o.example/1"),
        ("<guid isPermaLink='false'>http://o.example/1</guid>", "http://o.example/1"),
        ("<guid>17</guid>", ""),
        ("<guid>17</guid><link>javascript:alert(1)</link>", ""),
        ("<guid>17</guid><link>../b</link>", "http://o.example/b"),
    ],
)
def test_the_link_is_a_web_address_or_nothing(guid, url):
    assert only(rss(f"<item><title>T</title>{guid}</item>")).url == url


@pytest.mark.parametrize(
    ("written", "moment", "said"),
    [
        ("2 hours ago", dt.datetime(2017, 1, 1, 10, tzinfo=dt.UTC), None),
        ("Mon, 02 Jan 2017 00:00:00 GMT", NOW, "future"),
        ("Sat, 30 Dec 2017 14:00:00 GMT", None, "future"),
        ("soon", None, "cannot be read"),
        ("", None, "no date"),
    ],
)
def test_an_odd_date_is_read_or_left_out_and_said(written, moment, said):
    item = only(rss(f"<item><title>T</title><description>x</description><pubDate>{written}</pubDate></item>"))
    assert item.published_at == moment
    assert [said in warning for warning in item.warnings] == ([True] if said else [])


def test_items_without_anything_are_left_out_and_counted():
    found = read(rss("<item/>", CLASHES))
    assert (len(found.items), found.warnings) == (1, ("1 items without a title and a text are left out.",))


def test_a_feed_without_items_is_a_feed():
    assert read(rss()).items == ()


def test_a_feed_beyond_the_bound_gives_its_first_items_and_says_so(monkeypatch):
    monkeypatch.setattr(feed, "MOST_ITEMS", 2)
    found = read(rss(CLASHES, CALM, CLASHES))
    assert (len(found.items), found.warnings) == (2, ("The feed has 3 items; the first 2 are taken.",))


def test_entities_are_not_expanded_and_no_file_is_opened(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    declared = f'<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file://{secret}">'
    text = rss("<item><title>T &b; &x; end</title></item>", head=f"<?xml version='1.0'?><!DOCTYPE r [{declared}]>")
    title = only(text).title
    assert "aaaa" not in title
    assert "secret" not in title


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<!doctype html><html><body>Hello</body></html>", "what came is a web page. Look on that page"),
        (b"", "what came is nothing at all"),
        (b"\x89PNG\r\n\x1a\n", "what came is an image"),
        (b"%PDF-1.4", "what came is a PDF file"),
        (b'{"items": []}', "what came is data in JSON"),
        (b"Hello there", "what came is plain text, in which no items"),
        (b"<?xml version='1.0'?><data/>", "what came is an XML file, in which no items"),
    ],
)
def test_what_is_no_feed_is_named(server, body, said):
    with pytest.raises(NotReadable, match=said):
        poll(server.says("/feed", body, Content_Type="application/rss+xml"))


def test_ten_thousand_items_are_taken():
    items = (f"<item><title>Clashes {number}</title><link>/a/{number}</link></item>" for number in range(10_000))
    assert len(read(rss(*items)).items) == 10_000


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "language": "en",
    "items": [
        {"id": 7, "url": "/a", "title": "One", "content_html": "<p>Shells fell.</p>",
         "date_published": "2017-01-01T08:00:00Z"},
        {"id": "8", "content_text": "Calm.", "date_published": "2017-01-01T09:00:00+02:00"},
        {"id": "9"},
        "nonsense",
    ],
}  # fmt: skip


def test_a_json_feed_is_read_like_any_other():
    read = feed.from_bytes(json.dumps(JSON_FEED).encode(), "https://example.org/feed.json", declared=None, now=NOW)
    assert [(item.url, item.title, item.text) for item in read.items] == [
        ("https://example.org/a", "One", "Shells fell."),
        ("", "", "Calm."),
    ]
    assert [item.published_at.hour for item in read.items] == [8, 7]
    assert read.guids == ("7", "8")


@pytest.mark.parametrize(
    "body", [b'{"items": []}', b'{"version": "https://jsonfeed.org/version/1", "items": {}}', b'{"a": [1, }']
)
def test_other_json_is_no_feed(body):
    with pytest.raises(NotReadable):
        feed.from_bytes(body, "https://example.org/", declared=None, now=NOW)
