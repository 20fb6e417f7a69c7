"""A channel's preview page, against a small server that answers as the real one does."""

import datetime as dt

import pytest

from tests.sources.asking import ask, query
from tracker.sources.items import NotReadable
from tracker.vocab import Adapter


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
