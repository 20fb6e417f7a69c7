"""E-mail folders: a maildir on this machine, and IMAP against a small server that speaks as much of it as is asked."""

import datetime as dt
import mailbox
import re
import socket
import socketserver
import threading

import pytest

from tracker.sources import mail
from tracker.sources.items import NotReadable, Refused, Unreachable

NOW = dt.datetime(2017, 1, 5, 12, tzinfo=dt.UTC)


def message(number: int, text: str = "Shells fell on Morning Hill.", **headers: str) -> bytes:
    lines = {
        "Message-ID": f"<m{number}@monitor.example>",
        "Subject": f"Bulletin {number}",
        "Date": "Tue, 3 Jan 2017 10:00:00 +0200",
        "Content-Type": "text/plain; charset=utf-8",
        **headers,
    }
    return "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode() + b"\r\n" + text.encode()


@pytest.fixture
def box(tmp_path) -> mailbox.Maildir:
    return mailbox.Maildir(tmp_path / "monitors")


def read(tmp_path, address: str = "maildir:monitors", state=None, **secrets: str):
    return mail.fetch(address, state, secrets=secrets, folders=tmp_path, allow_private=True, now=NOW)


class TestMaildir:
    def test_messages_once_and_nothing_is_changed_in_the_folder(self, tmp_path, box):
        box.add(message(1))
        names = sorted(path.name for path in (tmp_path / "monitors").rglob("*"))
        first = read(tmp_path)
        (item,) = first.items
        assert (item.external_id, item.title) == ("mail:m1@monitor.example", "Bulletin 1")
        assert item.published_at == dt.datetime(2017, 1, 3, 8, tzinfo=dt.UTC)
        box.add(message(2))
        assert [item.title for item in read(tmp_path, state=first.state).items] == ["Bulletin 2"]
        assert set(names) <= {path.name for path in (tmp_path / "monitors").rglob("*")}

    def test_a_hundred_at_a_time(self, tmp_path, box):
        for number in range(103):
            box.add(message(number))
        first = read(tmp_path)
        second = read(tmp_path, state=first.state)
        assert (len(first.items), first.again_after) == (100, 5.0)
        assert (len(second.items), second.again_after) == (3, None)
        assert len({item.external_id for item in (*first.items, *second.items)}) == 103

    def test_html_alone_becomes_plain_text(self, tmp_path, box):
        box.add(message(1, "<p>One.</p><p>Two.</p>", **{"Content-Type": "text/html"}))
        assert read(tmp_path).items[0].text == "One.\n\nTwo."

    def test_another_encoding(self, tmp_path, box):
        body = message(1, "x", **{"Content-Type": "text/plain; charset=windows-1256"})[:-1]
        box.add(body + "قصف".encode("cp1256"))
        assert read(tmp_path).items[0].text == "قصف"

    def test_messages_without_words_are_counted(self, tmp_path, box):
        box.add(message(1, "", **{"Content-Type": "image/png"}))
        box.add(b"Subject: nothing more\r\n\r\n")
        found = read(tmp_path)
        assert found.items == ()
        assert found.warnings == ("2 messages without a text are left out.",)

    @pytest.mark.parametrize("name", ["../etc", "/etc", "a/b", "", ".hidden"])
    def test_only_a_folders_own_name_is_taken(self, tmp_path, name):
        with pytest.raises(Refused, match="name of its folder"):
            read(tmp_path, f"maildir:{name}")

    def test_a_folder_that_is_not_there(self, tmp_path):
        with pytest.raises(NotReadable, match="no maildir"):
            read(tmp_path, "maildir:none")


class Imap(socketserver.StreamRequestHandler):
    """As much of IMAP4rev1 as is asked."""

    def handle(self):
        self.say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, command, *rest = line.split(" ", 2)
            words = rest[0] if rest else ""
            self.server.asked.append(f"{command} {words}")
            getattr(self, f"on_{command.lower()}", self.on_other)(tag, words)

    def say(self, line: str):
        self.wfile.write(line.encode() + b"\r\n")

    def on_other(self, tag, _words):
        self.say(f"{tag} OK done")

    def on_capability(self, tag, _words):
        self.say("* CAPABILITY IMAP4rev1")
        self.say(f"{tag} OK done")

    def on_login(self, tag, words):
        self.say(f"{tag} {'OK done' if 'right' in words else 'NO wrong'}")

    def on_examine(self, tag, words):
        if "INBOX" not in words:
            self.say(f"{tag} NO such folder")
            return
        self.say(f"* {len(self.server.messages)} EXISTS")
        self.say(f"* OK [UIDVALIDITY {self.server.validity}] valid")
        self.say(f"{tag} OK [READ-ONLY] done")

    def on_uid(self, tag, words):
        if words.startswith("SEARCH"):
            first = int(re.search(r"UID (\d+):", words)[1])
            numbers = sorted(self.server.messages)
            found = [number for number in numbers if number >= first] or numbers[-1:]
            self.say(f"* SEARCH {' '.join(map(str, found))}")
        else:
            number = int(words.split()[1])
            body = self.server.messages[number]
            self.wfile.write(f"* 1 FETCH (UID {number} BODY[]<0> {{{len(body)}}}\r\n".encode() + body + b")\r\n")
        self.say(f"{tag} OK done")


@pytest.fixture
def imap(monkeypatch):
    """A server without TLS: that part is Python's own."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Imap) as server:
        server.daemon_threads, server.block_on_close = True, False
        server.messages, server.asked, server.validity = {4: message(4), 7: message(7)}, [], 1
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        monkeypatch.setattr(
            mail._Pinned,
            "_create_socket",
            lambda self, timeout: socket.create_connection((self.host, self.port), timeout),
        )
        server.url = f"imaps://me@127.0.0.1:{server.server_address[1]}/INBOX"
        yield server
        server.shutdown()


class TestImap:
    def test_new_messages_by_their_number_and_none_is_marked(self, tmp_path, imap):
        first = read(tmp_path, imap.url, password="right")
        assert [item.title for item in first.items] == ["Bulletin 4", "Bulletin 7"]
        assert read(tmp_path, imap.url, first.state, password="right").not_modified
        imap.messages[9] = message(9)
        assert [item.title for item in read(tmp_path, imap.url, first.state, password="right").items] == ["Bulletin 9"]
        fetched = [line for line in imap.asked if "FETCH" in line]
        assert fetched and all("BODY.PEEK" in line for line in fetched)
        assert any(line.startswith("EXAMINE") for line in imap.asked)

    def test_a_folder_that_was_made_anew_is_read_from_its_start(self, tmp_path, imap):
        first = read(tmp_path, imap.url, password="right")
        imap.validity = 2
        assert len(read(tmp_path, imap.url, first.state, password="right").items) == 2

    def test_a_wrong_password_a_missing_one_and_a_missing_folder(self, tmp_path, imap):
        with pytest.raises(Refused, match="does not let us in"):
            read(tmp_path, imap.url, password="guess")
        with pytest.raises(Refused, match="SOURCE_SECRETS"):
            read(tmp_path, imap.url)
        with pytest.raises(NotReadable, match="no folder"):
            read(tmp_path, imap.url.replace("INBOX", "Other"), password="right")

    def test_a_server_that_is_away(self, tmp_path):
        with pytest.raises(Unreachable, match="does not take up connections"):
            read(tmp_path, "imaps://me@127.0.0.1:1/INBOX", password="right")

    def test_a_server_of_an_inner_network_is_refused(self, tmp_path):
        with pytest.raises(Refused, match="this machine itself"):
            mail.fetch("imaps://me@127.0.0.1/INBOX", None, secrets={"password": "x"}, folders=tmp_path, now=NOW)
