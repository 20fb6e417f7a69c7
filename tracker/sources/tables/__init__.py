"""Spreadsheets and conflict data sets: from the bytes of a file to rows that state one event each."""
