"""What a source asks for before it answers: names, passwords and tokens, which never stand in the database."""

from collections.abc import Mapping

from tracker.sources.items import Refused


def secret(secrets: Mapping[str, str], name: str, what: str) -> str:
    """A secret of the source. Raises Refused, saying which is missing."""
    if not secrets.get(name):
        raise Refused(f"{what} asks for “{name}”. An operator sets it for this source in SOURCE_SECRETS.")
    return secrets[name]
