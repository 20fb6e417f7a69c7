"""The Django admin: the lists that an admin keeps. Each save is an action with its decision row."""

from tracker.admin import accounts, agreements, parties, sources

__all__ = ["accounts", "agreements", "parties", "sources"]
