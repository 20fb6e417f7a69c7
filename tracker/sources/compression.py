"""Unpacking an answer while it arrives, never beyond the limit, so that a small bomb cannot fill the memory."""

import zlib
from collections.abc import Iterable

from tracker.sources.items import NotReadable, TooLarge, Unreachable

ACCEPTED = "gzip, deflate"
_GZIP_MARK = b"\x1f\x8b"
_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's window bits: which wrapper stands around the deflated bytes


def unpacked(pieces: Iterable[bytes], coding: str, max_bytes: int) -> bytes:
    """The body that the pieces hold, unpacked by its Content-Encoding.

    Raises TooLarge (beyond `max_bytes`, packed or unpacked), NotReadable (broken, or another packing), Unreachable
    (it breaks off).
    """
    coding = coding.strip().lower().removeprefix("x-")
    if coding not in ("", "identity", "gzip", "deflate"):
        raise NotReadable(f"The answer is packed in a way that was not asked for (“{coding[:30]}”).")
    inflater = None if coding in ("", "identity") else _Inflater(coding)
    body, packed_bytes = bytearray(), 0
    for piece in pieces:
        packed_bytes += len(piece)
        body += inflater.inflate(piece, room=max_bytes - len(body)) if inflater else piece
        if max(packed_bytes, len(body)) > max_bytes:
            raise too_large(max_bytes)
    if inflater and packed_bytes and not inflater.is_whole:
        raise Unreachable("The answer breaks off in the middle.")
    return bytes(body)


def too_large(max_bytes: int) -> TooLarge:
    size = f"{max_bytes / 1_000_000:.0f} MB" if max_bytes >= 1_000_000 else f"{max_bytes:,} bytes"
    return TooLarge(f"It is larger than {size}, which is the most that is read.")


class _Inflater:
    def __init__(self, coding: str):
        self._is_gzip = coding == "gzip"
        self._stream = zlib.decompressobj(_GZIP) if self._is_gzip else None
        self._held = b""

    @property
    def is_whole(self) -> bool:
        return self._stream is not None and self._stream.eof

    def inflate(self, piece: bytes, room: int) -> bytes:
        """At most `room` + 1 bytes: one too many is how the caller sees that the limit is passed."""
        try:
            return self._members(piece, room) if self._is_gzip else self._deflated(piece, room)
        except zlib.error as failure:
            raise NotReadable("The answer says that it is packed, but cannot be unpacked.") from failure

    def _members(self, piece: bytes, room: int) -> bytes:
        """A gzip file may be several, one after the other; whatever else follows the end is padding."""
        out = self._stream.decompress(piece, room + 1)
        while self._stream.unused_data.startswith(_GZIP_MARK) and len(out) <= room:
            rest = self._stream.unused_data
            self._stream = zlib.decompressobj(_GZIP)
            out += self._stream.decompress(rest, room + 1 - len(out))
        return out

    def _deflated(self, piece: bytes, room: int) -> bytes:
        """Some servers send deflate without the wrapper that belongs to it: its first two bytes tell (RFC 1950)."""
        if self._stream is None:
            self._held += piece
            if len(self._held) < 2:
                return b""
            has_wrapper = self._held[0] & 15 == 8 and int.from_bytes(self._held[:2]) % 31 == 0
            self._stream, piece = zlib.decompressobj(_ZLIB if has_wrapper else _RAW), self._held
        return self._stream.decompress(piece, room + 1)
