"""The example: three past ceasefires with their parties, sources and sourced facts, as data files and their readers.

Pure: no Django, no database. `actions/example.py` writes it. How the facts were coded is told in
docs/decisions/0002-the-examples-data.md.
"""
