"""Accounts and their groups."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.utils import timezone

from tracker.actions import accounts, lists
from tracker.admin.base import ListAdmin
from tracker.models import Account


@admin.register(Account)
class AccountAdmin(ListAdmin, UserAdmin):
    """Who signs in. The group says what they may do; an account is switched off rather than deleted."""

    list_display = ["username", "email", "first_name", "last_name", "is_active"]
    list_filter = ["groups", "is_active"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Person", {"fields": ["first_name", "last_name", "email"]}),
        ("May", {"fields": ["is_active", "groups"]}),
    ]
    filter_horizontal = ["groups"]

    def save_related(self, request, form, formsets, change):
        """The groups are saved here, after the account; what they allow follows from them."""
        super().save_related(request, form, formsets, change)
        lists.keep_staff_flag(account=form.instance)

    def user_change_password(self, request, id, form_url=""):
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

    def log_change(self, request, obj, message):
        """The form of a password saves it itself; its decision row is written here, in the same transaction."""
        if request.resolver_match.url_name == "auth_user_password_change":
            accounts.note_password_set(account=obj, by=request.user, now=timezone.now())
        return super().log_change(request, obj, message)

    def has_delete_permission(self, request, obj=None):
        return False
