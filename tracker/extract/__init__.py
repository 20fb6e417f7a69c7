"""Text to claims: pure Python, no framework, no network. `read` is the whole interface."""

from tracker.extract.reader import read
from tracker.extract.types import Alias, Claim, Context, Field, Lead, PartyNames, Reading, RegionNames

__all__ = ["Alias", "Claim", "Context", "Field", "Lead", "PartyNames", "Reading", "RegionNames", "read"]
