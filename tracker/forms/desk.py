"""The forms of the desk: a breach's fields as an editor sees them, overrides, claims, and what is joined."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.actions import desk as actions
from tracker.extract import Context
from tracker.geo.keys import fold
from tracker.models import Breach, Source
from tracker.rules.workflow import MAX_REASON_LENGTH
from tracker.vocab import (
    SUB_EVENT_TYPES,
    Assertion,
    BreachMode,
    GeoPrecision,
    Scope,
    SubEventType,
    TimePrecision,
    Weapon,
)

SEPARATOR = ";"
EVENT_OF_SUB = {sub: event for event, subs in SUB_EVENT_TYPES.items() for sub in subs}


def first_error(form: forms.Form) -> str:
    """The first thing that is wrong, with the field's name, as a sentence."""
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    return f"{label}: {errors[0]}" if label else str(errors[0])


class _PartiesMixin:
    """Fields that name parties: by their own names and aliases, several with a semicolon between."""

    def know(self, parties) -> None:
        """`parties`: extract.PartyNames of the agreement's context."""
        self.party_names = {one.id: one.name for one in parties}
        self._keys = {fold(alias.text): one.id for one in parties for alias in one.aliases}
        self._keys |= {fold(one.name): one.id for one in parties}

    def clean_accused(self) -> list[str]:
        return self._parties("accused")

    def clean_target(self) -> list[str]:
        return self._parties("target")

    def _parties(self, field: str) -> list[str]:
        names = [name.strip() for name in self.cleaned_data[field].split(SEPARATOR) if name.strip()]
        unknown = [name for name in names if fold(name) not in self._keys and name not in self.party_names]
        if unknown:
            raise forms.ValidationError(
                _("“%(name)s” is the name of no party. Choose one of the list; an admin can add it as an alias.")
                % {"name": unknown[0][:80]}
            )
        return list(dict.fromkeys(name if name in self.party_names else self._keys[fold(name)] for name in names))


class CorrectForm(_PartiesMixin, forms.Form):
    """A breach's fields. A field that the request leaves out is not asked about; an empty one means "not known"."""

    version = forms.IntegerField(min_value=1)
    sub_event_type = forms.ChoiceField(
        label=_("What"), required=False, choices=[("", _("not stated")), *SubEventType.choices()]
    )
    weapon = forms.ChoiceField(label=_("Weapon"), required=False, choices=Weapon.choices)
    breach_mode = forms.ChoiceField(label=_("Mode"), required=False, choices=BreachMode.choices)
    place_text = forms.CharField(label=_("Place"), required=False, max_length=200)
    region = forms.ChoiceField(label=_("Region"), required=False)
    lat = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    lon = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)
    geo_precision = forms.TypedChoiceField(
        label=_("Precision of the place"), required=False, coerce=int, empty_value=None,
        choices=[("", _("not known")), *GeoPrecision.choices()],
    )  # fmt: skip
    date_from = forms.DateField(label=_("First day"), required=False)
    date_to = forms.DateField(label=_("Last day"), required=False)
    time_precision = forms.ChoiceField(label=_("Precision of the day"), required=False, choices=TimePrecision.choices)
    clock = forms.CharField(label=_("Hour"), required=False, max_length=60)
    accused = forms.CharField(label=_("Accused"), required=False, max_length=600)
    target = forms.CharField(label=_("Target"), required=False, max_length=600)
    fatalities_low = forms.IntegerField(label=_("Deaths, at least"), required=False, max_value=1_000_000)
    fatalities_best = forms.IntegerField(label=_("Deaths"), required=False, max_value=1_000_000)
    fatalities_high = forms.IntegerField(label=_("Deaths, at most"), required=False, max_value=1_000_000)
    injured = forms.IntegerField(label=_("Injured"), required=False, max_value=1_000_000)
    count = forms.IntegerField(label=_("Number of violations"), required=False, max_value=1_000_000)
    reason = forms.CharField(label=_("Reason"), required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, regions, parties, **kwargs):
        """`regions`: the agreement's; `parties`: extract.PartyNames of its context."""
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("not known")), *((one.code, one.name) for one in regions)]
        self.know(parties)

    def changes(self) -> dict:
        """What `actions.desk.correct` takes: the fields that the request held."""
        given = {
            name: self.cleaned_data[name] for name in self.fields if name in self.data and name in self.cleaned_data
        }
        given = {name: value for name, value in given.items() if name not in ("version", "reason")}
        if given.get("count", 1) is None:
            del given["count"]
        if "sub_event_type" in given:
            sub = given["sub_event_type"]
            given["event_type"] = EVENT_OF_SUB[SubEventType(sub)].value if sub else ""
        if given.get("date_from") and "date_to" in given and given["date_to"] is None:
            given["date_to"] = given["date_from"]
        return given


def correct_form(breach: Breach, context: Context, data: Any = None) -> CorrectForm:
    """The form of a breach's fields: bound to what was sent, or showing what stands."""
    names = {one.id: one.name for one in context.parties}
    initial = {name: actions.current(breach, name) for name in CorrectForm.base_fields if hasattr(breach, name)}
    for side in ("accused", "target"):
        initial[side] = f"{SEPARATOR} ".join(names.get(key, key) for key in actions.current(breach, side))
    initial["region"] = actions.current(breach, "region") or ""
    return CorrectForm(data, initial=initial, regions=breach.agreement.spoken_regions, parties=context.parties)


class OverrideForm(forms.Form):
    """Scope or severity by hand; an empty choice gives it back to the rule."""

    version = forms.IntegerField(min_value=1)
    scope = forms.TypedChoiceField(
        label=_("Scope"),
        required=False,
        coerce=Scope,
        empty_value=None,
        choices=[("", _("as computed")), *Scope.choices()],
    )
    severity = forms.TypedChoiceField(
        label=_("Severity"), required=False, coerce=int, empty_value=None,
        choices=[("", _("as computed")), *((n, str(n)) for n in range(1, 5))],
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), required=False, max_length=MAX_REASON_LENGTH)


class ClaimForm(forms.Form):
    """Who made one of the claims behind a breach; `origin` is a name, as people write it."""

    version = forms.IntegerField(min_value=1)
    report = forms.IntegerField(min_value=1, max_value=2**53)
    origin = forms.CharField(label=_("First said by"), required=False, max_length=200)
    via = forms.ModelChoiceField(
        Source.objects.order_by("name"), to_field_name="key", label=_("Passed on by"), required=False
    )
    assertion = forms.TypedChoiceField(label=_("In whose voice"), coerce=Assertion, choices=Assertion.choices)
    reason = forms.CharField(label=_("Why; public"), required=False, max_length=MAX_REASON_LENGTH)


class LeadForm(_PartiesMixin, forms.Form):
    """The claim that a sentence holds, in an editor's reading."""

    sub_event_type = forms.TypedChoiceField(label=_("What"), coerce=SubEventType, choices=SubEventType.choices)
    date_from = forms.DateField(label=_("Day"))
    place_text = forms.CharField(label=_("Place"), required=False, max_length=200)
    region_text = forms.CharField(label=_("Region"), required=False, max_length=200)
    accused = forms.CharField(label=_("Accused"), required=False, max_length=600)

    def __init__(self, *args, parties=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.know(parties)


class JoinForm(forms.Form):
    """Which breach and which reports. `number` is written as people see it: B-0012 or 12."""

    version = forms.IntegerField(min_value=1)
    number = forms.CharField(required=False, max_length=20)
    reports = forms.TypedMultipleChoiceField(required=False, coerce=int)
    reason = forms.CharField(required=False, max_length=MAX_REASON_LENGTH)

    def __init__(self, *args, reports=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reports"].choices = [(report.pk, str(report.pk)) for report in reports]

    def clean_number(self) -> int | None:
        digits = self.cleaned_data["number"].strip().upper().removeprefix("B-").lstrip("0")
        if not digits:
            return None
        if not digits.isdecimal() or len(digits) > 8:
            raise forms.ValidationError(_("A breach is named by its number, such as B-0012."))
        return int(digits)
