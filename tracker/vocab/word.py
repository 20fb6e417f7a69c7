"""What a closed word list is made of."""

from enum import StrEnum


class Word(StrEnum):
    """A stored value with its label: `BATTLES = "battles", "Battles"`."""

    label: str

    def __new__(cls, value: str, label: str):
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, label) pairs, in the shape that form and model fields take."""
        return [(member.value, member.label) for member in cls]
