"""Field shapes that several tables share."""

from collections.abc import Iterable

from django.db import models

from tracker.vocab import Word


def word(words: type[Word], **options) -> models.CharField:
    """A column that holds one value of a closed word list; `one_of` is its constraint."""
    return models.CharField(max_length=40, choices=words.choices, **options)


def one_of(table: str, field: str, words: Iterable[str], *, blank: bool = False) -> models.CheckConstraint:
    """The database refuses a value that is not in the list, whoever writes it."""
    values = [str(value) for value in words] + ([""] if blank else [])
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": values}), name=f"{table}_{field}_known")


def not_reversed(table: str, start: str, end: str) -> models.CheckConstraint:
    """A span whose end comes before its start is refused; an open end or start is fine."""
    open_ended = models.Q(**{f"{start}__isnull": True}) | models.Q(**{f"{end}__isnull": True})
    return models.CheckConstraint(
        condition=open_ended | models.Q(**{f"{end}__gte": models.F(start)}), name=f"{table}_{start}_before_{end}"
    )


def citations() -> models.JSONField:
    """Where a fact is stated: a list of {"publisher", "title", "url", "published"}."""
    return models.JSONField(default=list, blank=True)


def once(name: str, fields: list[str], *, or_none: str) -> list[models.UniqueConstraint]:
    """Each combination once, where one field may be empty: two empty ones count as the same.

    Two constraints, because SQLite has no NULLS NOT DISTINCT.
    """
    is_empty = models.Q(**{f"{or_none}__isnull": True})
    return [
        models.UniqueConstraint(fields=[*fields, or_none], name=name),
        models.UniqueConstraint(fields=fields, condition=is_empty, name=f"{name}_without_{or_none}"),
    ]
