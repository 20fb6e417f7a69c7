"""A name for a new token of the API."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"),
        max_length=80,
        help_text=_("A name of your own, such as “nightly figures”."),
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
    )
