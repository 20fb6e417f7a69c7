"""The two dates that are compared, each with the day by whose end its state was known."""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.forms.known import KnownDay, KnownMoment
from tracker.models import Agreement
from tracker.outputs.filters import Filters

ONE_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Asked:
    """`first` and `second` hold a day and a data cut-off each; `notes` say what was not taken as it was asked."""

    first: Filters
    second: Filters
    notes: list[str]


class CompareForm(forms.Form):
    def __init__(self, agreement: Agreement, data: QueryDict):
        super().__init__(data)
        day = forms.DateInput(attrs={"type": "date", "class": "input"})
        for name, label in (("first", _("First date")), ("second", _("Second date"))):
            self.fields[name] = KnownDay(label=label, required=False, widget=day)
            self.fields[f"{name}_known"] = KnownMoment(
                agreement.zone, label=_("as known on (empty: now)"), required=False, widget=day
            )


def parse(params: QueryDict, agreement: Agreement, now: dt.datetime) -> tuple[Asked, CompareForm]:
    """What an address asks to compare: by default the day that the dashboard opens on with a week before it."""
    form = CompareForm(agreement, params)
    form.is_valid()
    notes = [
        _("“%(value)s” is not a value of “%(name)s” and was ignored.") % {"value": value[:60], "name": field.label}
        for field in form.fields.values()
        for value in field.dropped
    ]
    values = form.cleaned_data
    second = values["second"] or agreement.opening_day(now)
    first = values["first"] or second - ONE_WEEK
    sides = []
    for name, day in (("first", first), ("second", second)):
        known = values[f"{name}_known"]
        nearest = min(max(day, agreement.first_day), agreement.last_day(known or now))
        if nearest != day and values[name]:
            notes.append(
                _("There is no status of %(day)s; %(nearest)s is the nearest day that has one.")
                % {"day": day.isoformat(), "nearest": nearest.isoformat()}
            )
        sides.append(Filters(agreement, last=nearest, known=known))
    form.data = params.copy()
    for name, side in zip(("first", "second"), sides, strict=True):
        form.data[name] = side.last.isoformat()
        form.data[f"{name}_known"] = agreement.local_day(side.known).isoformat() if side.known else ""
    return Asked(*sides, notes), form
