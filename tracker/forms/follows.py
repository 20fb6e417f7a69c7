"""How somebody wants to be told of what they follow."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.follows import Wish
from tracker.models import Account, Follow
from tracker.vocab import Pace


class FollowForm(forms.Form):
    pace = forms.ChoiceField(label=gettext_lazy("How often"), choices=Pace.choices(), widget=forms.RadioSelect)
    by_mail = forms.BooleanField(label=gettext_lazy("By e-mail"), required=False)
    webhook_url = forms.URLField(
        label=gettext_lazy("To a program of mine (webhook)"), required=False, assume_scheme="https", max_length=500,
        widget=forms.URLInput({"class": "input", "placeholder": "https://"}),
        help_text=gettext_lazy("An address that takes signed JSON; the secret is shown when it is saved."),
    )  # fmt: skip

    def __init__(self, *args, account: Account, follow: Follow | None = None, **kwargs):
        pace, by_mail = (follow.pace, follow.by_mail) if follow else (Pace.AT_ONCE.value, bool(account.email))
        url = follow.webhook_url if follow else ""
        super().__init__(*args, initial={"pace": pace, "by_mail": by_mail, "webhook_url": url}, **kwargs)
        self.account = account

    def clean_webhook_url(self):
        url = self.cleaned_data["webhook_url"]
        if url and not url.startswith(("http://", "https://")):
            raise forms.ValidationError(_("A webhook’s address begins with https:// or http://."))
        return url

    def clean(self):
        data = super().clean()
        if self.errors or data["pace"] == Pace.OFF:
            return data
        if not data["by_mail"] and not data["webhook_url"]:
            raise forms.ValidationError(_("Choose e-mail, a webhook, or both; or “Not now”."))
        if data["by_mail"] and not self.account.email:
            self.add_error(
                "by_mail",
                _("Your account has no e-mail address. Ask an admin to enter one (Administration, Accounts)."),
            )
        return data

    @property
    def wish(self) -> Wish:
        given = self.cleaned_data
        return Wish(Pace(given["pace"]), given["by_mail"], given["webhook_url"])
