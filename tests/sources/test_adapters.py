"""Each adapter against a small server that answers as the real one does."""

import datetime as dt
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from tracker.sources import adapters
from tracker.sources.items import NotReadable, Refused, Unreachable
from tracker.vocab import Adapter

NOW = dt.datetime(2017, 1, 5, 12, tzinfo=dt.UTC)
STORY = "<p>Shells fell on the village of Morning Hill on Monday, its council said, and nobody was hurt.</p>" * 3


def ask(adapter, address, state=None, *, secrets=None, folders=None, **options):
    return adapters.fetch(
        adapter, address, state or {}, now=NOW, secrets=secrets or {}, folders=folders, allow_private=True, **options
    )


def query(path: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}


def article(server, path: str, title: str) -> str:
    head = f"<html><head><title>{title}</title><meta property='article:published_time' content='2017-01-03T10:00:00Z'>"
    return server.says(path, f"{head}</head><body><article><h1>{title}</h1>{STORY}</article></body></html>".encode())


class TestPages:
    @pytest.fixture
    def site(self, server):
        for number in range(1, 4):
            article(server, f"/news/2017-shells-fall-{number}", f"Shells fall {number}")
        links = "".join(f"<a href='/news/2017-shells-fall-{number}?utm_source=x'>Story</a>" for number in range(1, 4))
        other = (
            "<a href='/about/'>About</a><a href='https://elsewhere.example/a-b-c-d'>Else</a><a href='/news'>News</a>"
        )
        return server.says("/news", f"<html><body>{links}{other}</body></html>".encode(), Content_Type="text/html")

    def test_the_articles_of_a_list_are_fetched_once(self, server, site):
        first = ask(Adapter.PAGES, site)
        assert [item.title for item in first.items] == ["Shells fall 1", "Shells fall 2", "Shells fall 3"]
        assert all("Morning Hill" in item.text and item.published_at.day == 3 for item in first.items)
        asked = len(server.asked)
        assert ask(Adapter.PAGES, site, first.state).items == ()
        assert len(server.asked) == asked + 1, "the list alone is asked for, robots.txt is kept"

    def test_a_new_article_is_fetched_and_no_other(self, server, site):
        first = ask(Adapter.PAGES, site)
        article(server, "/news/the-quiet-holds-today", "Quiet")
        server.says("/news", b"<html><body><a href='/news/the-quiet-holds-today'>Q</a></body></html>")
        assert [item.title for item in ask(Adapter.PAGES, site, first.state).items] == ["Quiet"]

    def test_more_articles_than_one_poll_takes_are_left_for_the_next(self, server):
        for number in range(12):
            article(server, f"/a/{1000 + number}", f"Story {number}")
        links = "".join(f"<a href='/a/{1000 + number}'>x</a>" for number in range(12))
        address = server.says("/list", f"<html><body>{links}</body></html>".encode())
        first = ask(Adapter.PAGES, address)
        assert (len(first.items), first.again_after) == (10, 5.0)
        second = ask(Adapter.PAGES, address, first.state)
        assert (len(second.items), second.again_after) == (2, None)

    def test_robots_txt_keeps_us_out_of_the_list_and_of_articles(self, server, site):
        server.says("/robots.txt", b"User-agent: *\nDisallow: /news/*-2\n")
        found = ask(Adapter.PAGES, site)
        assert [item.title for item in found.items] == ["Shells fall 1", "Shells fall 3"]
        assert "robots.txt" in found.warnings[0]
        server.says("/robots.txt", b"User-agent: CeasefireTracker\nDisallow: /news\n")
        with pytest.raises(Refused, match=r"robots\.txt"):
            ask(Adapter.PAGES, site)
        assert len(ask(Adapter.PAGES, site, asks_robots=False).items) == 3

    def test_a_site_whose_robots_txt_has_trouble_is_left_alone(self, server, site):
        server.says("/robots.txt", b"", status=500)
        with pytest.raises(Unreachable):
            ask(Adapter.PAGES, site)

    def test_a_rest_between_requests_is_kept(self, server, site):
        server.says("/robots.txt", b"User-agent: *\nCrawl-delay: 20\n")
        found = ask(Adapter.PAGES, site)
        assert (len(found.items), found.again_after) == (1, 20.0)

    def test_an_article_that_fails_is_tried_three_times_and_the_rest_goes_on(self, server, site):
        server.says("/news/2017-shells-fall-1", b"", status=500)
        found, polls = ask(Adapter.PAGES, site), 1
        assert len(found.items) == 2
        while found.again_after:
            found, polls = ask(Adapter.PAGES, site, found.state), polls + 1
        assert polls == 3
        assert "trouble of its own" in found.warnings[0]

    def test_a_sitemap_gives_the_newest_first_and_an_edited_page_again(self, server):
        article(server, "/2017/one", "One")
        article(server, "/2017/two", "Two")
        entry = "<url><loc>{base}/2017/{name}</loc><lastmod>{day}</lastmod></url>"

        def sitemap(day: str) -> bytes:
            entries = [
                entry.format(base=server.address, name="one", day="2017-01-02"),
                entry.format(base=server.address, name="two", day=day),
            ]
            return f"<?xml version='1.0'?><urlset>{''.join(entries)}</urlset>".encode()

        server.says("/sitemap-1.xml", sitemap("2017-01-03"))
        index = f"<sitemapindex><sitemap><loc>{server.address}/sitemap-1.xml</loc></sitemap></sitemapindex>"
        address = server.says("/sitemap.xml", index.encode())
        first = ask(Adapter.PAGES, address)
        assert [item.title for item in first.items] == ["Two", "One"]
        server.says("/sitemap-1.xml", sitemap("2017-01-04"))
        assert [item.title for item in ask(Adapter.PAGES, address, first.state).items] == ["Two"]

    @pytest.mark.parametrize("body", [b"", b"%PDF-1.4", b"<html><body>Nothing here</body></html>", b"{}"])
    def test_what_leads_nowhere_is_said(self, server, body):
        with pytest.raises(NotReadable):
            ask(Adapter.PAGES, server.says("/list", body))


def post(number: int, text: str, *, before: str = "", day: str = "2017-01-03T10:00:00+00:00") -> str:
    words = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>' if text else ""
    return (
        f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="front/{number}">'
        f"{before}{words}"
        f'<div class="tgme_widget_message_footer"><time datetime="{day}" class="time">10:00</time></div></div></div>'
    )


def channel(*posts: str) -> bytes:
    return f"<html><body><section class='tgme_channel_history'>{''.join(posts)}</section></body></html>".encode()


class TestTelegram:
    def test_posts_with_their_words_days_and_addresses(self, server):
        server.says("/s/front", channel(post(7, "Shells fell.<br/>Nobody was hurt."), post(8, "")))
        found = ask(Adapter.TELEGRAM, f"{server.address}/front")
        (item,) = found.items
        assert (item.external_id, item.url) == ("front/7", f"{server.address}/front/7")
        assert item.text == "Shells fell.\nNobody was hurt."
        assert item.published_at == dt.datetime(2017, 1, 3, 10, tzinfo=dt.UTC)
        assert found.warnings == ("1 posts without words are left out.",)

    def test_a_forwarded_post_names_whose_words_it_passes_on(self, server):
        origin = '<div>Forwarded from <a class="tgme_widget_message_forwarded_from_name">Other Front</a></div>'
        server.says("/s/front", channel(post(7, "Shells fell.", before=origin)))
        assert ask(Adapter.TELEGRAM, f"{server.address}/s/front").items[0].passed_on_from == "Other Front"

    def test_a_quoted_reply_is_not_taken_for_the_posts_own_words(self, server):
        reply = '<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text">An older claim.</div></a>'
        server.says("/s/front", channel(post(7, "That is false.", before=reply)))
        assert ask(Adapter.TELEGRAM, f"{server.address}/front").items[0].text == "That is false."

    def test_an_edited_post_comes_again_under_its_id(self, server):
        server.says("/s/front", channel(post(7, "Two hurt.")))
        first = ask(Adapter.TELEGRAM, f"{server.address}/front")
        server.says("/s/front", channel(post(7, "Three hurt.")))
        (again,) = ask(Adapter.TELEGRAM, f"{server.address}/front", first.state).items
        assert (again.external_id, again.text) == ("front/7", "Three hurt.")

    def test_posts_since_the_last_poll_are_caught_up_with(self, server):
        server.says("/s/front", channel(post(30, "New."), post(31, "Newest.")))
        server.says("/s/front?before=30", channel(post(8, "Known."), post(29, "Missed.")))
        found = ask(Adapter.TELEGRAM, f"{server.address}/front", {"last": 8})
        assert [item.text for item in found.items] == ["Known.", "Missed.", "New.", "Newest."]
        assert found.state["last"] == 31

    def test_a_gap_that_is_too_long_is_said(self, server):
        server.does("/s/front", lambda request: _page_of_posts(request))
        found = ask(Adapter.TELEGRAM, f"{server.address}/front", {"last": 3})
        assert "Posts 4 to 994" in found.warnings[-1]

    @pytest.mark.parametrize("path", ["/", "/joinchat/AAAA", "/front/12/34"])
    def test_an_address_of_no_channel_is_refused(self, server, path):
        with pytest.raises(NotReadable, match=r"t\.me/NAME"):
            ask(Adapter.TELEGRAM, server.address + path)

    def test_a_channel_without_a_preview_is_said(self, server):
        server.says("/s/front", b"", status=302, Location="/front")
        server.says("/front", b"<html><body>View in Telegram</body></html>")
        with pytest.raises(NotReadable, match="no public preview"):
            ask(Adapter.TELEGRAM, f"{server.address}/front")


def _page_of_posts(request) -> None:
    before = int(query(request.path).get("before", 1000))
    body = channel(post(before - 1, "x"))
    request.send_response(200)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


class TestReliefWeb:
    def row(self, number: int, changed: str, **fields) -> dict:
        return {"id": str(number), "fields": {
            "title": f"Report {number}", "body": "<p>Shells fell.</p>", "url_alias": f"https://example.org/{number}",
            "date": {"original": "2017-01-02T00:00:00+00:00", "changed": changed},
            "source": [{"name": "Relief Agency"}], "language": [{"code": "en"}], **fields}}  # fmt: skip

    def test_reports_changed_since_the_last_poll(self, server):
        rows = [self.row(2, "2017-01-03T10:00:00+00:00"), self.row(1, "2017-01-02T10:00:00+00:00")]
        address = server.says("/v2/reports", json.dumps({"data": rows}).encode()) + "?filter[field]=country"
        found = ask(Adapter.RELIEFWEB, address, secrets={"appname": "tracker-x"})
        assert [(item.external_id, item.passed_on_from) for item in found.items] == [
            ("reliefweb:2", "Relief Agency"),
            ("reliefweb:1", "Relief Agency"),
        ]
        asked = query(server.paths[-1])
        assert (asked["appname"], asked["filter[field]"], asked["sort[]"]) == (
            "tracker-x",
            "country",
            "date.changed:desc",
        )
        rows.insert(0, self.row(1, "2017-01-04T10:00:00+00:00", body=""))
        rows.insert(0, self.row(3, "2017-01-04T11:00:00+00:00"))
        server.says("/v2/reports", json.dumps({"data": rows}).encode())
        again = ask(Adapter.RELIEFWEB, address, found.state, secrets={"appname": "tracker-x"})
        assert [item.external_id for item in again.items] == ["reliefweb:3"]
        assert again.warnings == ("1 reports without a text are left out.",)

    def test_without_an_approved_name_nothing_is_asked(self, server):
        with pytest.raises(Refused, match="SOURCE_SECRETS"):
            ask(Adapter.RELIEFWEB, server.address)
        assert server.asked == []


class TestUcdp:
    def serve(self, server, total: int):
        def answer(request):
            page = int(query(request.path)["page"])
            size = int(query(request.path)["pagesize"])
            rows = [{"id": number, "date_start": "2017-01-02T00:00:00", "side_a": "A", "gwnob": None}
                    for number in range(page * size, min(total, (page + 1) * size))]  # fmt: skip
            body = json.dumps({"TotalCount": total, "TotalPages": -(-total // size), "Result": rows}).encode()
            request.send_response(200)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)

        return server.does("/api/gedevents/25.1", answer) + "?Country=652"

    def test_all_pages_as_one_table_and_then_one_question(self, server):
        address = self.serve(server, 2500)
        found = ask(Adapter.UCDP, address, secrets={"token": "t"})
        lines = found.table.decode().splitlines()
        assert (lines[0], len(lines), lines[1]) == ("id,date_start,side_a,gwnob", 2501, "0,2017-01-02T00:00:00,A,")
        assert server.asked[-1]["x-ucdp-access-token"] == "t"
        assert query(server.paths[-1])["Country"] == "652"
        asked = len(server.asked)
        again = ask(Adapter.UCDP, address, found.state, secrets={"token": "t"})
        assert (again.not_modified, again.table, len(server.asked)) == (True, b"", asked + 1)

    def test_more_than_ten_pages_are_read_in_parts(self, server):
        address = self.serve(server, 12_000)
        first = ask(Adapter.UCDP, address, secrets={"token": "t"})
        assert first.again_after
        second = ask(Adapter.UCDP, address, first.state, secrets={"token": "t"})
        assert first.table.count(b"\n") + second.table.count(b"\n") == 12_002
        assert second.again_after is None

    @pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b'{"TotalCount": 1, "TotalPages": 1}'])
    def test_another_answer_is_said(self, server, body):
        with pytest.raises(NotReadable, match="The UCDP API"):
            ask(Adapter.UCDP, server.says("/api", body), secrets={"token": "t"})


class TestAcled:
    SECRETS = {"email": "a@b.example", "password": "p"}

    def serve(self, server, rows: list[dict]):
        server.says("/oauth/token", b'{"access_token": "tok"}')

        def answer(request):
            asked = query(request.path)
            since = int(asked.get("timestamp", 0))
            page, limit = int(asked["page"]), int(asked["limit"])
            found = [row for row in rows if row["timestamp"] >= since][(page - 1) * limit : page * limit]
            body = json.dumps({"status": 200, "success": True, "count": len(found), "data": found}).encode()
            request.send_response(200)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)

        return server.does("/api/acled/read", answer) + "?country=Syria"

    def test_signed_in_then_incremental(self, server):
        rows = [{"event_id_cnty": f"SYR{number}", "timestamp": 100 + number // 2} for number in range(4)]
        address = self.serve(server, rows)
        found = ask(Adapter.ACLED, address, secrets=self.SECRETS)
        assert found.table.decode().splitlines()[1:] == ["SYR0,100", "SYR1,100", "SYR2,101", "SYR3,101"]
        assert server.posted == [
            {"username": "a@b.example", "password": "p", "grant_type": "password", "client_id": "acled"}
        ]
        assert server.asked[-1]["Authorization"] == "Bearer tok"
        again = ask(Adapter.ACLED, address, found.state, secrets=self.SECRETS)
        assert (again.not_modified, again.table) == (True, b"")
        rows.append({"event_id_cnty": "SYR4", "timestamp": 101})
        late = ask(Adapter.ACLED, address, again.state, secrets=self.SECRETS)
        assert b"SYR4" in late.table, "a row of the same second that came later"

    def test_pages_beyond_one_poll_are_gone_on_with(self, server, monkeypatch):
        monkeypatch.setattr("tracker.sources.acled.PAGE_SIZE", 2)
        rows = [{"event_id_cnty": f"SYR{number}", "timestamp": number} for number in range(1, 12)]
        address = self.serve(server, rows)
        first = ask(Adapter.ACLED, address, secrets=self.SECRETS)
        second = ask(Adapter.ACLED, address, first.state, secrets=self.SECRETS)
        assert (first.table + second.table).count(b"SYR") == 11
        assert (first.again_after, second.again_after) == (5.0, None)
        assert second.state["since"] == 11

    def test_a_wrong_password_is_said_and_not_stored(self, server):
        self.serve(server, [])
        server.says("/oauth/token", b'{"error": "invalid_grant"}', status=400)
        with pytest.raises(Refused, match="does not take this e-mail and password"):
            ask(Adapter.ACLED, f"{server.address}/api/acled/read", secrets=self.SECRETS)

    def test_a_refused_query_is_said_in_the_services_words(self, server):
        self.serve(server, [])
        server.says("/api/acled/read", b'{"status": 403, "success": false, "error": "Terms not accepted"}')
        with pytest.raises(Refused, match="Terms not accepted"):
            ask(Adapter.ACLED, f"{server.address}/api/acled/read", secrets=self.SECRETS)


def test_a_secret_is_not_sent_on_to_where_an_address_redirects(server, loopback_counts_as_public):
    from tracker.sources import fetching

    other = server.address.replace("127.0.0.1", "localhost")
    server.says("/a", b"", status=302, Location=f"{other}/b")
    server.says("/b", b"x")
    fetching.get(f"{server.address}/a", allow_private=True, headers={"Authorization": "Bearer tok"})
    assert ["Authorization" in asked for asked in server.asked] == [True, False]


@pytest.mark.parametrize(
    ("adapter", "address", "is_good"),
    [
        (Adapter.FEED, "https://example.org/feed", True),
        (Adapter.FEED, "file:///etc/passwd", False),
        (Adapter.MAIL, "maildir:monitors", True),
        (Adapter.MAIL, "imaps://me@example.org/INBOX", True),
        (Adapter.MAIL, "https://example.org", False),
    ],
)
def test_an_address_fits_its_adapter(adapter, address, is_good):
    assert (adapters.fault_of_address(adapter, address) == "") is is_good
