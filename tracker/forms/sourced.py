"""Who published what is taken in: a source that is known, or the name of a new one."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.models import Agreement, Source


class SourcedForm(forms.Form):
    source = forms.ModelChoiceField(
        Source.objects.none(), label=gettext_lazy("Source"), required=False, to_field_name="key",
        empty_label=gettext_lazy("Another, named beside"),
    )  # fmt: skip
    source_name = forms.CharField(
        label=gettext_lazy("Name of a new source"), required=False, max_length=200,
        widget=forms.TextInput({"class": "input"}),
    )  # fmt: skip
    agreement = forms.ModelChoiceField(
        Agreement.objects.none(), label=gettext_lazy("Agreement"), required=False, to_field_name="key",
        empty_label=gettext_lazy("Whichever it speaks of"),
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = Source.objects.visible_to(user)
        self.fields["agreement"].queryset = Agreement.objects.visible_to(user)

    def needs_source(self, data: dict) -> bool:
        """Whether nobody is named as the publisher; then the form says so."""
        if data.get("source") or data.get("source_name", "").strip():
            return False
        self.add_error("source_name", _("Say who published it: choose a source, or name a new one."))
        return True
