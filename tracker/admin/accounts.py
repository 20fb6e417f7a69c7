"""Accounts and their groups."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from tracker.actions import lists
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

    def has_delete_permission(self, request, obj=None):
        return False
