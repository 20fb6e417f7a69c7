"""The form that takes in a document: a pasted text, an address, or a file."""

import datetime as dt

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.terms import local_noon
from tracker.forms.sourced import SourcedForm
from tracker.sources import page, textfile
from tracker.sources.items import Item, SourceError


class DocumentForm(SourcedForm):
    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, strip=True, widget=forms.Textarea({"rows": 10, "class": "input"})
    )
    url = forms.URLField(
        label=gettext_lazy("Address of a page"), required=False, assume_scheme="https", max_length=1000,
        widget=forms.URLInput({"class": "input"}),
    )  # fmt: skip
    file = forms.FileField(label=gettext_lazy("Text file"), required=False)
    published_at = forms.DateField(
        label=gettext_lazy("Published on"), required=False,
        widget=forms.DateInput({"type": "date", "class": "input"}),
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.item: Item | None = None

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload and upload.size > settings.UPLOAD_LIMIT:
            limit = settings.UPLOAD_LIMIT // (1024 * 1024)
            raise forms.ValidationError(_("The file is larger than %(limit)s MB.") % {"limit": limit})
        return upload

    def clean_published_at(self):
        day = self.cleaned_data["published_at"]
        if day and day > timezone.now().date() + dt.timedelta(days=1):
            raise forms.ValidationError(_("This day lies in the future."))
        return day

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        given = [name for name in ("text", "url", "file") if data.get(name)]
        if len(given) != 1:
            raise forms.ValidationError(_("Give one of three: a text, the address of a page, or a text file."))
        if self.needs_source(data):
            return data
        try:
            self.item = self._item(given[0])
        except SourceError as error:
            self.add_error(given[0], error.message)
        return data

    def _item(self, given: str) -> Item:
        """The document as a source adapter gives it. Raises SourceError with a sentence for the person."""
        if given == "url":
            address = self.cleaned_data["url"]
            return page.fetch(address, {}, allow_private=settings.FETCH_PRIVATE_ADDRESSES).items[0]
        if given == "file":
            upload = self.cleaned_data["file"]
            return textfile.from_bytes(upload.read(), upload.name)
        return Item("", "", "", self.cleaned_data["text"], None, "")

    def published(self) -> dt.datetime | None:
        """What the person says, else what the page says. A day alone is noon of that day where the agreement is."""
        day, agreement = self.cleaned_data["published_at"], self.cleaned_data["agreement"]
        if day is None:
            return self.item.published_at
        return local_noon(agreement, day) if agreement else dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


class TakeDownForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why it is removed"), max_length=400)
