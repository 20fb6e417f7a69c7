"""The forms of an import: the file, and what its columns mean."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.forms.sourced import SourcedForm
from tracker.models import Batch
from tracker.sources.tables.columns import MEANINGS, NEEDED
from tracker.sources.tables.sheet import Sheet


class TableForm(SourcedForm):
    """A file of one source under one agreement."""

    file = forms.FileField(label=gettext_lazy("CSV or XLSX file"), widget=forms.FileInput({"class": "input"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agreement"].required = True
        self.fields["agreement"].empty_label = _("Choose one")

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > settings.UPLOAD_LIMIT:
            limit = settings.UPLOAD_LIMIT // (1024 * 1024)
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB. Import it in parts.") % {"limit": limit}
            )
        return upload

    def clean(self):
        data = super().clean()
        if not self.errors:
            self.needs_source(data)
        return data


class ColumnsForm(forms.Form):
    """One choice of a column for each meaning."""

    def __init__(self, *args, batch: Batch, table: Sheet, **kwargs):
        super().__init__(*args, **kwargs)
        columns = [("", _("none"))] + [(str(at), name or f"#{at + 1}") for at, name in enumerate(table.header)]
        for meaning in MEANINGS:
            self.fields[meaning.key] = forms.ChoiceField(
                label=meaning.label,
                choices=columns,
                required=meaning.key in NEEDED,
                initial=str(batch.columns.get(meaning.key, "")),
                error_messages={"required": _("Say which column holds it.")},
            )

    def clean(self):
        data = super().clean()
        chosen = [at for at in data.values() if at]
        twice = next((at for at in chosen if chosen.count(at) > 1), None)
        if twice is not None:
            raise forms.ValidationError(_("One column is chosen for two meanings."))
        return data

    @property
    def columns(self) -> dict[str, int]:
        return {key: int(at) for key, at in self.cleaned_data.items() if at}
