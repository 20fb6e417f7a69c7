"""Following an agreement, a region or a filter, and stopping it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tracker.actions import follows as actions
from tracker.forms.filters import parse
from tracker.forms.follows import FollowForm
from tracker.models import Follow
from tracker.models.follow import LONGEST_QUERY
from tracker.outputs import telling
from tracker.outputs.dashboard import chips, choice_names
from tracker.outputs.filters import EXPLICIT, Filters
from tracker.outputs.follows import followed_by, url_of
from tracker.views.access import agreement_or_404


@login_required
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "follows/list.html", {"rows": followed_by(request.user)} | _about(request))


@login_required
def new(request: HttpRequest, key: str) -> HttpResponseBase:
    """Follow what the address names: `region`, a filter (`f=1` and its fields), or else the whole agreement."""
    follow = _meant(request, key)
    if len(follow.query) > LONGEST_QUERY:
        messages.error(request, _("This filter is too long to be followed. Choose fewer values."))
        return redirect("agreement", key)
    known = Follow.objects.of(request.user).filter(
        agreement=follow.agreement, region=follow.region, query=follow.query
    ).first()  # fmt: skip
    form = FollowForm(request.POST if request.method == "POST" else None, account=request.user, follow=known)
    if request.method == "POST" and form.is_valid():
        what = {"agreement": follow.agreement, "region": follow.region, "query": follow.query, "words": follow.words}
        try:
            made = actions.follow(account=request.user, wish=form.wish, now=timezone.now(), **what)
        except actions.TooMany as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("You follow %(what)s from now on.") % {"what": made})
            return redirect("follow_change", made.pk) if form.wish.webhook_url else redirect("follows")
    return _form_page(request, known or follow, form, is_new=known is None)


def _meant(request: HttpRequest, key: str) -> Follow:
    """The follow that an address speaks of, not saved. A filter is kept without its dates and its data cut-off."""
    agreement = agreement_or_404(request, key)
    code = request.GET.get("region", "")
    if EXPLICIT not in request.GET:
        region = next((one for one in agreement.spoken_regions if one.code == code), None)
        if code and region is None:
            raise Http404(_("The agreement does not speak of this region."))
        return Follow(account=request.user, agreement=agreement, region=region)
    filters, form = parse(request.GET, agreement, agreement.spoken_regions, timezone.now())
    filters = filters.without("dates").without("known")
    words = " · ".join(str(chip["label"]) for chip in chips(filters, choice_names(form)))
    for note in filters.notes:
        messages.warning(request, note)
    query = filters.query()
    return Follow(account=request.user, agreement=agreement, query=query, words=words or _("all breaches"))


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How one follow is told; only its own account sees it."""
    follow = get_object_or_404(Follow.objects.of(request.user), pk=pk)
    form = FollowForm(request.POST if request.method == "POST" else None, account=request.user, follow=follow)
    if request.method == "POST" and form.is_valid():
        actions.change(follow=follow, wish=form.wish, now=timezone.now())
        messages.success(request, _("Saved."))
        is_new_hook = form.wish.webhook_url and not follow.webhook_secret
        return redirect("follow_change", pk) if is_new_hook else redirect("follows")
    return _form_page(request, follow, form, is_new=False)


def _form_page(request: HttpRequest, follow: Follow, form: FollowForm, *, is_new: bool) -> HttpResponse:
    is_open = bool(follow.query) and Filters.of_query(follow.agreement, follow.query).is_open
    context = {"follow": follow, "form": form, "is_new": is_new, "is_open": is_open, "url": url_of(follow)}
    return render(request, "follows/form.html", context | _about(request), status=422 if form.errors else 200)


def _about(request: HttpRequest) -> dict:
    return {"has_address": bool(request.user.email), "has_server": bool(settings.EMAIL_HOST)}


@require_POST
@login_required
def stop(request: HttpRequest, pk: int) -> HttpResponseBase:
    follow = get_object_or_404(Follow.objects.of(request.user), pk=pk)
    actions.stop(follow=follow)
    messages.success(request, _("You do not follow %(what)s any more.") % {"what": follow})
    return redirect("follows")


@csrf_exempt
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The link in an e-mail. The signed link is the permission: a mail program posts here without a session.

    A GET only asks, as programs that look through e-mails follow links by themselves.
    """
    keys = telling.follows_of(token)
    if not keys:
        return render(request, "follows/unsubscribe.html", {"is_broken": True}, status=404)
    followed = Follow.objects.with_names().filter(pk__in=keys)
    if request.method == "POST":
        for follow in followed:
            actions.stop_mail(follow=follow, now=timezone.now())
    is_done = request.method == "POST" or not any(follow.by_mail for follow in followed)
    return render(request, "follows/unsubscribe.html", {"follows": list(followed), "is_done": is_done})
