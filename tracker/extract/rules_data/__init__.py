"""The patterns of the reader, as data. A change of any pattern changes VERSION, so that a stored claim names its rules."""

VERSION = "2026.2"
