"""The filter of the editors' queue."""

from functools import partial
from urllib.parse import urlencode

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from tracker.forms.filters import precision_choices
from tracker.forms.known import EARLIEST, LATEST
from tracker.outputs.queue import CHOSEN_BY_NAME, WAITING, QueueFilter, choices
from tracker.vocab import BreachMode, EventType, RoleKind, WorkState

FURTHER = ("breach_mode", "target", "role", "precision", "origin")
OUR_TIMES = [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]


class QueueForm(forms.Form):
    """The queue's filter, from its address. What makes no sense is left out."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[(WAITING, _("Waiting")), *WorkState.choices()])
    whose = forms.ChoiceField(
        label=_("Whose"), required=False, choices=[("", _("All")), ("mine", _("Mine")), ("nobody", _("Nobody’s"))]
    )
    agreement = forms.ChoiceField(label=_("Agreement"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    severity = forms.TypedChoiceField(
        label=_("Severity from"), required=False, coerce=int, empty_value=None,
        choices=[("", _("any")), *((n, str(n)) for n in range(2, 5))],
    )  # fmt: skip
    event_type = forms.ChoiceField(
        label=_("Event type"), required=False, choices=[("", _("All")), *EventType.choices()]
    )
    accused = forms.ChoiceField(label=_("Accused party"), required=False)
    source = forms.ChoiceField(label=_("Source"), required=False)
    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    breach_mode = forms.ChoiceField(
        label=_("Breach mode"), required=False, choices=[("", _("All")), *BreachMode.choices()]
    )
    target = forms.ChoiceField(label=_("Target"), required=False)
    role = forms.ChoiceField(
        label=_("Role of the accused"), required=False, choices=[("", _("All")), *RoleKind.choices()]
    )
    precision = forms.ChoiceField(label=_("Precision of the place"), required=False)
    origin = forms.ChoiceField(label=_("First said by"), required=False)

    def __init__(self, data):
        super().__init__(data)
        for name, label in (("from", _("From")), ("to", _("To"))):  # `from` is a Python keyword: set by name
            widget = forms.DateInput({"type": "date", "class": "input"})
            self.fields[name] = forms.DateField(label=label, required=False, widget=widget, validators=OUR_TIMES)
        self.order_fields([*(name for name in self.fields if name != "q"), "q"])
        self.fields["precision"].choices = [("", _("All")), *precision_choices()]
        for name in CHOSEN_BY_NAME:
            self.fields[name].choices = partial(self._all_or, name)

    @cached_property
    def _named(self) -> dict[str, list[tuple[str, str]]]:
        """Asked of the database only where the choices are shown or needed."""
        return choices()

    def _all_or(self, name: str) -> list[tuple[str, str]]:
        return [("", _("All")), *self._named[name]]

    def main_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in FURTHER]

    def further_fields(self) -> list[forms.BoundField]:
        """What stands behind "More filters"."""
        return [field for field in self if field.name in FURTHER]

    def further_active(self) -> int:
        return sum(bool(self.cleaned_data.get(name)) for name in FURTHER)

    def clean(self) -> dict:
        given = super().clean()
        first, last = given.get("from"), given.get("to")
        self.were_exchanged = bool(first and last and last < first)
        if self.were_exchanged:
            given["from"], given["to"] = last, first
        return given

    def asked(self) -> QueueFilter:
        self.is_valid()
        given = self.cleaned_data
        return QueueFilter(
            state=given.get("state") or WAITING, severity=given.get("severity"), words=given.get("q", ""),
            first=given.get("from"), last=given.get("to"),
            **{name: given.get(name, "") for name in (*CHOSEN_BY_NAME, *FURTHER, "whose", "event_type")},
        )  # fmt: skip

    def notes(self) -> list[str]:
        """What of the address was left out or understood otherwise, in words."""
        left = [
            f"{self.fields[name].label}: {Truncator(errors[0]).chars(120)}"
            for name, errors in self.errors.items()
            if name in self.fields
        ]
        notes = [_("Left out of the filter: %(what)s") % {"what": what} for what in left]
        if self.were_exchanged:
            notes.append(_("The dates were the wrong way round; they were exchanged."))
        return notes

    def query(self) -> str:
        """The filter as the query of an address, without a page."""
        self.is_valid()
        given = [(name, self.data.get(name, "")) for name in self.fields if name in self.cleaned_data]
        return urlencode([(name, value) for name, value in given if value])
