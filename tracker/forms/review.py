"""The forms of a decision: what they take, before the rules are asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.vocab import Verification, WorkState


class _MoveForm(forms.Form):
    """The parts that every move has: the version that the person saw, and the reason."""

    version = forms.IntegerField(min_value=1, error_messages={"required": _("Open the breach again and decide there.")})
    reason_code = forms.CharField(required=False, max_length=40)
    reason = forms.CharField(required=False)

    @property
    def first_error(self) -> str:
        """The first thing that is wrong, as a sentence."""
        return next(str(error) for errors in self.errors.values() for error in errors)


class DecisionForm(_MoveForm):
    verification = forms.TypedChoiceField(
        choices=Verification.choices, coerce=Verification, error_messages={"required": _("Choose what you decide.")}
    )


class WorkForm(_MoveForm):
    work_state = forms.TypedChoiceField(
        choices=WorkState.choices, coerce=WorkState, error_messages={"required": _("Choose where it goes.")}
    )


class BulkForm(_MoveForm):
    """One move for several breaches: a verification, or "dropped"."""

    version = None
    move = forms.ChoiceField(
        choices=[*Verification.choices(), (WorkState.DROPPED.value, WorkState.DROPPED.label)],
        error_messages={"required": _("Choose what you decide.")},
    )
