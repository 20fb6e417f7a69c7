"""The filters: one GET form, parsed once, that page, map, chart, list and counts all read.

Nonsense in a filter is ignored with a note that the page shows; it never fails the page.
"""

import datetime as dt

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.models import Agreement, Region, Source
from tracker.outputs.filters import EXPLICIT, LISTS, Filters
from tracker.vocab import EventType, Scope, Verification

DEFAULT_DAYS = 7
DEFAULT_SCOPE = (Scope.BREACH, Scope.CONTESTED)
DEFAULT_VERIFICATION = (
    Verification.UNCONFIRMED,
    Verification.CORROBORATED,
    Verification.CONFIRMED,
    Verification.CONTESTED,
)
LONGEST_TEXT = 200
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2200, 1, 1)  # beyond, a day has no moment in every time zone


class KnownChoices(forms.MultipleChoiceField):
    """Takes the values that it knows and remembers the others."""

    dropped: tuple[str, ...] = ()

    def clean(self, value):
        values = [str(one) for one in value or []]
        self.dropped = tuple(one for one in values if one and not self.valid_value(one))
        return tuple(dict.fromkeys(one for one in values if self.valid_value(one)))


class KnownDay(forms.DateField):
    """Takes an ISO day of our times; anything else counts as no day, and is remembered."""

    dropped: tuple[str, ...] = ()

    def clean(self, value):
        try:
            day = super().clean(value)
        except forms.ValidationError:
            day = None
        if value and not (day and EARLIEST <= day <= LATEST):
            self.dropped = (str(value),)
            return None
        return day


class KnownWords(forms.CharField):
    """Takes any words; NUL bytes, which no database looks for, become spaces and are remembered."""

    dropped: tuple[str, ...] = ()

    def clean(self, value):
        words = str(value or "")
        self.dropped = ("NUL",) if "\x00" in words else ()
        return " ".join(words.replace("\x00", " ").split())


class FilterForm(forms.Form):
    """The form as a page shows it. `from` is a Python keyword, so the fields are set by name."""

    def __init__(self, agreement: Agreement, regions: list[Region], data: QueryDict):
        super().__init__(data)
        day = forms.DateInput(attrs={"type": "date", "class": "input"})
        self.fields["from"] = KnownDay(label=_("From"), required=False, widget=day)
        self.fields["to"] = KnownDay(label=_("To"), required=False, widget=day)
        choices = {
            "region": (_("Region"), [(region.code, region.name) for region in regions]),
            "event_type": (_("Event type"), EventType.choices()),
            "accused": (_("Accused party"), _accused_choices(agreement)),
            "verification": (_("Verification"), Verification.choices()),
            "scope": (_("Scope"), Scope.choices()),
            "source": (_("Source"), _source_choices(agreement)),
        }
        for name, (label, options) in choices.items():
            self.fields[name] = KnownChoices(
                label=label, required=False, choices=options, widget=forms.CheckboxSelectMultiple
            )
        self.fields["q"] = KnownWords(label=_("Words"), required=False, widget=forms.TextInput({"class": "input"}))


def _accused_choices(agreement: Agreement) -> list[tuple[str, str]]:
    named = {role.party.key: role.party.name for role in agreement.roles.all()}
    return sorted(named.items(), key=lambda pair: pair[1])


def _source_choices(agreement: Agreement) -> list[tuple[str, str]]:
    sources = Source.objects.heard_under(agreement).filter(is_protected=False)
    return list(sources.order_by("name").values_list("key", "name"))


def defaults(agreement: Agreement, now: dt.datetime) -> QueryDict:
    """What an address without filters shows: the last seven days, in scope or contested, not put aside."""
    last = agreement.opening_day(now)
    params = QueryDict(mutable=True)
    params["from"] = (last - dt.timedelta(days=DEFAULT_DAYS - 1)).isoformat()
    params["to"] = last.isoformat()
    params.setlist("scope", list(DEFAULT_SCOPE))
    params.setlist("verification", list(DEFAULT_VERIFICATION))
    return params


def parse(
    params: QueryDict, agreement: Agreement, regions: list[Region], now: dt.datetime
) -> tuple[Filters, FilterForm]:
    """The filters of an address, and their form. What makes no sense is left out, and said in `notes`."""
    chosen = params if EXPLICIT in params else _over_defaults(params, agreement, now)
    form = FilterForm(agreement, regions, chosen)
    form.is_valid()
    values = form.cleaned_data
    first, last = values.get("from"), values.get("to")
    notes = _notes(form)
    if first and last and last < first:
        first, last = last, first
        notes.append(_("The dates were the wrong way round; they were exchanged."))
    text = values["q"]
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT]
        notes.append(_("Only the first %(count)s characters of the words were used.") % {"count": LONGEST_TEXT})
    lists = {name: values.get(name, ()) for name in LISTS}
    return Filters(agreement, first, last, **lists, text=text, notes=tuple(notes)), form


def _over_defaults(params: QueryDict, agreement: Agreement, now: dt.datetime) -> QueryDict:
    chosen = defaults(agreement, now)
    for name in ("from", "to", "q", *LISTS):
        if name in params:
            chosen.setlist(name, params.getlist(name))
    return chosen


def _notes(form: FilterForm) -> list[str]:
    return [
        _("“%(value)s” is not a value of the filter “%(name)s” and was ignored.")
        % {"value": value[:60], "name": form.fields[name].label}
        for name in form.fields
        for value in getattr(form.fields[name], "dropped", ())
    ]
