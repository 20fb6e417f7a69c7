"""Parties with their names, memberships and roles; and the regions and places that the forms look up."""

from django.contrib import admin

from tracker.admin.base import Inline, ListAdmin
from tracker.models import Alias, Membership, Party, Region, Role


class AliasInline(Inline):
    model = Alias


class MembershipInline(Inline):
    model = Membership
    fk_name = "child"
    autocomplete_fields = ["parent"]
    fields = ["kind", "parent", "valid_from", "valid_to", "date_note"]


class RoleInline(Inline):
    model = Role
    autocomplete_fields = ["agreement", "guarantees"]
    fields = ["agreement", "role", "standing", "guarantees", "valid_from", "valid_to", "note"]


@admin.register(Party)
class PartyAdmin(ListAdmin):
    list_display = ["name", "kind", "founded_on", "dissolved_on"]
    list_filter = ["kind"]
    search_fields = ["name", "aliases__text"]
    prepopulated_fields = {"key": ["name"]}
    inlines = [AliasInline, MembershipInline, RoleInline]


@admin.register(Region)
class RegionAdmin(ListAdmin):
    """Regions come from imports; here their names and codes are kept."""

    list_display = ["name", "code", "country", "level", "pcode"]
    list_filter = ["level"]
    search_fields = ["name", "code", "pcode"]
    exclude = ["geometry", "bbox"]
