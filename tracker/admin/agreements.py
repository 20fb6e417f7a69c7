"""Agreements with their coverage, roles and declarations."""

from django.contrib import admin

from tracker.admin.base import Inline, ListAdmin
from tracker.models import Agreement, AgreementRegion, Declaration, Role


class CoverageInline(Inline):
    model = AgreementRegion
    autocomplete_fields = ["region"]


class RoleInline(Inline):
    model = Role
    autocomplete_fields = ["party", "guarantees"]
    fields = ["party", "role", "standing", "guarantees", "valid_from", "valid_to", "note"]


class DeclarationInline(Inline):
    model = Declaration
    autocomplete_fields = ["party"]
    fields = ["on", "party", "party_text", "kind", "summary"]


@admin.register(Agreement)
class AgreementAdmin(ListAdmin):
    list_display = ["name", "effective_at", "ended_at", "is_published", "is_example"]
    search_fields = ["name", "key"]
    prepopulated_fields = {"key": ["name"]}
    autocomplete_fields = ["monitoring_mission"]
    inlines = [RoleInline, CoverageInline, DeclarationInline]
