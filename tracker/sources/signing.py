"""How what is sent to a program, or by one, is signed: both know a secret."""

import hashlib
import hmac


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What stands in X-Tracker-Signature: "sha256=" and the HMAC of "TIMESTAMP.BODY" in hexadecimal.

    `timestamp`: the time of sending in seconds since 1970, as it stands in X-Tracker-Timestamp.
    """
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
