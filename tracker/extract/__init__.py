"""Text to claims (interim: the reader is being assembled)."""

from tracker.extract.types import Alias, Claim, Context, Field, Lead, PartyNames, Reading, RegionNames

__all__ = ["Alias", "Claim", "Context", "Field", "Lead", "PartyNames", "Reading", "RegionNames"]
