"""The filters: one GET form, parsed once, that page, map, chart, list and counts all read.

Nonsense in a filter is ignored with a note that the page shows; it never fails the page.
"""

import datetime as dt
from functools import partial

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tracker.forms.known import KnownChoices, KnownDay, KnownMoment, KnownWords
from tracker.models import Agreement, Region
from tracker.outputs.columns import columns_of
from tracker.outputs.filters import EXPLICIT, FURTHER, LISTS, NO_PLACE, STACKS, Filters, named_in
from tracker.outputs.words import precision_words
from tracker.vocab import SEVERITY_LABELS, BreachMode, EventType, GeoPrecision, RoleKind, Scope, Verification

DEFAULT_DAYS = 7
DEFAULT_SCOPE = (Scope.BREACH, Scope.CONTESTED)
DEFAULT_VERIFICATION = (
    Verification.UNCONFIRMED,
    Verification.CORROBORATED,
    Verification.CONFIRMED,
    Verification.CONTESTED,
)
LONGEST_TEXT = 200
MOST_NOTES = 3  # of one filter; an address may hold hundreds of values that make no sense


class FilterForm(forms.Form):
    """The form as a page shows it. `from` is a Python keyword, so the fields are set by name."""

    def __init__(self, agreement: Agreement, regions: list[Region], data: QueryDict):
        super().__init__(data)
        day = forms.DateInput(attrs={"type": "date", "class": "input"})
        self.fields["from"] = KnownDay(label=_("From"), required=False, widget=day)
        self.fields["to"] = KnownDay(label=_("To"), required=False, widget=day)
        self.fields["known"] = KnownMoment(
            agreement.zone,
            label=_("As known on"),
            required=False,
            widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "input", "step": "any"}),
        )
        self.agreement = agreement
        choices = {
            "region": (_("Region"), [(region.code, region.name) for region in regions]),
            "event_type": (_("Event type"), EventType.choices()),
            "accused": (_("Accused party"), partial(self._named, "accused")),
            "verification": (_("Verification"), Verification.choices()),
            "scope": (_("Scope"), Scope.choices()),
            "source": (_("Source"), partial(self._named, "source")),
            "breach_mode": (_("Breach mode"), BreachMode.choices()),
            "target": (_("Target"), partial(self._named, "target")),
            "role": (_("Role of the accused"), RoleKind.choices()),
            "severity": (_("Severity"), [(str(level), _(words)) for level, words in SEVERITY_LABELS.items()]),
            "precision": (_("Precision of the place"), precision_choices()),
            "origin": (_("First said by"), partial(self._named, "origin")),
        }
        for name, (label, options) in choices.items():
            self.fields[name] = KnownChoices(
                label=label, required=False, choices=options, widget=forms.CheckboxSelectMultiple
            )
        self.fields["by"] = KnownChoices(label=_("Stacked by"), required=False, choices=stack_choices())
        self.fields["q"] = KnownWords(label=_("Words"), required=False, widget=forms.TextInput({"class": "input"}))

    @cached_property
    def _names(self) -> dict[str, list[tuple[str, str]]]:
        """Asked of the database only where the choices are shown or needed."""
        columns = columns_of(self.agreement)
        return named_in(self.agreement, columns.parties if columns else None)

    @property
    def asked(self) -> dict[str, list[tuple[str, str]]]:
        """Who belongs to whom, where it came with the names; for `Filters`, which asks otherwise."""
        return {"links": self._names["links"]} if "_names" in self.__dict__ else {}

    def _named(self, name: str) -> list[tuple[str, str]]:
        return self._names[name]

    @property
    def further_active(self) -> int:
        """How many of the filters that are not always in sight are on."""
        return sum(bool(self.cleaned_data.get(name)) for name in FURTHER)


def stack_choices() -> list[tuple[str, str]]:
    words = (_("Verification"), _("Event type"), _("Accused party"), _("First said by"))
    return list(zip(STACKS, words, strict=True))


def precision_choices() -> list[tuple[str, str]]:
    levels = [(str(level.value), precision_words(level)) for level in GeoPrecision]
    return [*levels, (NO_PLACE, precision_words(None))]


def defaults(agreement: Agreement, now: dt.datetime, known: dt.datetime | None = None) -> QueryDict:
    """What an address without filters shows: the last seven days (of those known), in scope or contested, not put
    aside.
    """
    last = min(agreement.opening_day(now), agreement.local_day(known or now))
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
    filters = Filters(
        agreement,
        first,
        last,
        values.get("known"),
        **lists,
        text=text,
        by=(values.get("by") or STACKS)[0],
        notes=tuple(notes),
        _asked=form.asked,
    )
    if filters.known:
        form.data = form.data.copy()  # a field for moments shows no bare day
        form.data["known"] = filters.known_text
    return filters, form


def _over_defaults(params: QueryDict, agreement: Agreement, now: dt.datetime) -> QueryDict:
    chosen = defaults(agreement, now, KnownMoment(agreement.zone, required=False).clean(params.get("known")))
    for name in ("from", "to", "known", "q", "by", *LISTS):
        if name in params:
            chosen.setlist(name, params.getlist(name))
    return chosen


def _printable(value: str) -> str:
    """A value for a sentence that may also stand in XML or a workbook, which hold no control characters."""
    return "".join(one if one.isprintable() else "\ufffd" for one in value)


def _notes(form: FilterForm) -> list[str]:
    notes = []
    for name in form.fields:
        dropped, label = list(dict.fromkeys(getattr(form.fields[name], "dropped", ()))), form.fields[name].label
        notes += [
            _("“%(value)s” is not a value of the filter “%(name)s” and was ignored.")
            % {"value": _printable(value[:60]), "name": label}
            for value in dropped[:MOST_NOTES]
        ]
        if len(dropped) > MOST_NOTES:
            more = {"n": len(dropped) - MOST_NOTES, "name": label}
            notes.append(_("%(n)s more values of the filter “%(name)s” were ignored.") % more)
    return notes
