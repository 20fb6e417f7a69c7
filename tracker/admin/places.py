"""Places that people and imports taught the gazetteer: seen, and withdrawn where they are wrong."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions import gazetteer
from tracker.admin.base import ListAdmin
from tracker.models import Place


@admin.register(Place)
class PlaceAdmin(ListAdmin):
    """Learned places only; files are kept true by importing them again."""

    list_display = ["name", "country", "region", "lat", "lon", "layer", "citation"]
    list_filter = ["layer", "country"]
    search_fields = ["name"]
    actions = ["withdraw"]
    fields = readonly_fields = ["name", "country", "region", "lat", "lon", "radius_km", "layer", "citation"]

    def get_queryset(self, request):
        return super().get_queryset(request).taught()

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.action(description=_("Withdraw the chosen places from the look-up"))
    def withdraw(self, request, queryset):
        for place in queryset:
            gazetteer.withdraw(place=place, by=request.user, now=timezone.now())
        messages.success(request, _("They are no longer found by their names. Reports placed there keep their point."))
