"""What a person does with their own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tracker.actions import accounts
from tracker.actions import tokens as token_actions
from tracker.forms.tokens import TokenForm


@sensitive_post_parameters()
@login_required
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password, with the old one. Every other session of the account ends."""
    form = PasswordChangeForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        new = form.cleaned_data["new_password1"]
        accounts.set_password(account=request.user, password=new, by=request.user, now=timezone.now())
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password is changed."))
        return redirect("home")
    return render(request, "registration/password.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens of the API. A new one is shown in the answer to the form and never again: no redirect follows,
    for it would have to be kept somewhere on the way.
    """
    form, made = TokenForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        try:
            made = token_actions.make(name=form.cleaned_data["name"], by=request.user, now=timezone.now())
            form = TokenForm()
        except token_actions.TooManyTokens as error:
            form.add_error(None, str(error))
    context = {"form": form, "made": made, "tokens": request.user.api_tokens.standing()}
    return render(request, "registration/tokens.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch one of one's own tokens off."""
    token = get_object_or_404(request.user.api_tokens.all(), pk=pk)
    token_actions.revoke(token=token, by=request.user, now=timezone.now())
    messages.success(request, _("“%(name)s” is revoked: it opens nothing any more.") % {"name": token.name})
    return redirect("tokens")
