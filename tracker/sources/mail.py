"""An e-mail folder: a maildir of this machine (maildir:NAME), or IMAP over TLS (imaps://user@host/Folder).

Nothing in the folder is changed: messages are neither marked as read nor moved.
"""

import datetime as dt
import email
import email.policy
import imaplib
import mailbox
import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tracker.sources import dates, encoding, identity, language, markup, network
from tracker.sources.credentials import secret
from tracker.sources.items import Fetched, Item, NotReadable, Refused, SourceError, Unreachable

NAME = "The mail server"
MOST_AT_ONCE = 100
MOST_BYTES = 10_000_000
MOST_REMEMBERED = 20_000
SECONDS = 20.0
SOON = 5.0
_FOLDER = re.compile(r"[\w][\w.-]{0,80}")


def fetch(
    address: str,
    state: dict | None = None,
    *,
    secrets: Mapping[str, str],
    folders: Path,
    allow_private: bool = False,
    now: dt.datetime | None = None,
) -> Fetched:
    """Messages that were not read yet, the oldest first, a hundred at a time.

    `folders` is where maildirs may lie; `secrets` holds the "password" of an IMAP account. Raises Refused, Unreachable,
    NotReadable.
    """
    parts, now = urlsplit(address), now or dt.datetime.now(dt.UTC)
    if parts.scheme == "maildir":
        raw, kept, more = _of_maildir(parts.path, folders, state or {})
    elif parts.scheme == "imaps":
        raw, kept, more = _of_imap(address, secret(secrets, "password", NAME), state or {}, allow_private=allow_private)
    else:
        raise Refused("A mail folder’s address is maildir:FOLDER, or imaps://user@host/Folder.")
    read = [_item(message, now) for message in raw]
    items = tuple(item for item in read if item)
    silent = len(read) - len(items)
    warnings = (f"{silent} messages without a text are left out.",) if silent else ()
    return Fetched(items, kept, not raw, warnings, again_after=SOON if more else None)


def _of_maildir(name: str, folders: Path, state: dict) -> tuple[list[bytes], dict, bool]:
    if not _FOLDER.fullmatch(name):
        raise Refused("A maildir is named by the name of its folder alone: maildir:monitors.")
    path = folders / name
    if not (path / "cur").is_dir():
        raise NotReadable(f"There is no maildir “{name}” among the mail folders of this installation.")
    box = mailbox.Maildir(path, create=False)
    seen = list(state.get("seen") or ())
    known = set(seen)
    waiting = sorted(key for key in box.iterkeys() if identity.digest(key, length=12) not in known)
    taken = waiting[:MOST_AT_ONCE]
    raw = []
    for key in taken:
        with suppress(KeyError):  # another program moved it in between
            raw.append(box.get_bytes(key)[:MOST_BYTES])
    seen += [identity.digest(key, length=12) for key in taken]
    return raw, {"seen": seen[-MOST_REMEMBERED:]}, len(waiting) > len(taken)


def _of_imap(address: str, password: str, state: dict, *, allow_private: bool) -> tuple[list[bytes], dict, bool]:
    parts = urlsplit(address)
    if not parts.hostname or not parts.username:
        raise Refused("An IMAP folder’s address is imaps://user@host/Folder.")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    with (
        _said_plainly(parts.hostname),
        _Pinned(parts.hostname, parts.port or 993, allow_private=allow_private) as server,
    ):
        server.login(unquote(parts.username), password)
        status, _ = server.select(f'"{folder}"' if '"' not in folder else folder, readonly=True)
        if status != "OK":
            raise NotReadable(f"{parts.hostname} has no folder “{folder}”.")
        validity = (server.response("UIDVALIDITY")[1] or [b""])[0].decode()
        last = int(state.get("last") or 0) if state.get("validity") == validity else 0
        # "n:*" names the last message even where its number is below n.
        _, found = server.uid("SEARCH", None, f"UID {last + 1}:*")
        waiting = sorted(number for number in map(int, (found[0] or b"").split()) if number > last)
        taken = waiting[:MOST_AT_ONCE]
        raw = [body for number in taken if (body := _body(server, number))]
    kept = {"validity": validity, "last": taken[-1] if taken else last}
    return raw, kept, len(waiting) > len(taken)


def _body(server: imaplib.IMAP4, number: int) -> bytes:
    _, answer = server.uid("FETCH", str(number), f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
    return next((part[1] for part in answer or () if isinstance(part, tuple)), b"")


class _Pinned(imaplib.IMAP4_SSL):
    """Connects to an address that was checked to be public, under the name's own certificate."""

    def __init__(self, host: str, port: int, *, allow_private: bool):
        self._allow_private = allow_private
        super().__init__(host, port, timeout=SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        found = network.resolve(self.host, self.port, seconds=SECONDS, allow_private=self._allow_private)
        plain = socket.create_connection((found[0], self.port), timeout)
        return self.ssl_context.wrap_socket(plain, server_hostname=self.host)


@contextmanager
def _said_plainly(host: str) -> Iterator[None]:
    try:
        yield
    except SourceError:
        raise
    except imaplib.IMAP4.abort as failure:
        raise Unreachable(f"{host} broke off.") from failure
    except imaplib.IMAP4.error as failure:
        raise Refused(f"{host} does not let us in, or does not know the folder: {str(failure)[:120]}") from failure
    except OSError as failure:
        raise Unreachable(f"{host} does not take up connections, or its certificate does not hold.") from failure


def _item(raw: bytes, now: dt.datetime) -> Item | None:
    """A message as an item; None where nothing is written in it."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    text = markup.tidy(_text(message))
    if not text:
        return None
    subject = markup.to_line(str(message.get("Subject") or ""))
    written = str(message.get("Date") or "")
    dated = dates.read(written, now, "en") if written else dates.Dated(None, "The message has no date.")
    name = str(message.get("Message-ID") or "").strip("<> \t\r\n")
    return Item(
        external_id=f"mail:{name or identity.digest(subject, text, length=40)}",
        url="",
        title=subject,
        text=text,
        published_at=dated.moment,
        language=language.of(text, ""),
        warnings=(dated.doubt,) if dated.doubt else (),
    )


def _text(message: EmailMessage) -> str:
    """The body, plain where there is one; attachments are not read."""
    try:
        part = message.get_body(preferencelist=("plain", "html"))
    except (AttributeError, KeyError, ValueError):  # a structure that contradicts itself
        part = None
    if part is None:
        return ""
    payload = part.get_payload(decode=True) or b""
    words, _, _ = encoding.decode(payload, part.get_content_charset())
    return markup.to_text(words) if part.get_content_type() == "text/html" else words
