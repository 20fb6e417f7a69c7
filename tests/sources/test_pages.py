"""A list page or a sitemap, and the articles behind it, against a small server."""

import pytest

from tests.sources.asking import ask
from tracker.sources.items import NotReadable, Refused, Unreachable
from tracker.vocab import Adapter

STORY = "<p>Shells fell on the village of Morning Hill on Monday, its council said, and nobody was hurt.</p>" * 3


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
