"""Sources: grades, sides, feeds, and where they normally report."""

from django.contrib import admin

from tracker.admin.base import ListAdmin
from tracker.models import Source


@admin.register(Source)
class SourceAdmin(ListAdmin):
    list_display = ["name", "kind", "reliability", "side", "feed_url", "is_paused", "last_success_at"]
    list_filter = ["kind", "adapter", "reliability", "is_paused"]
    search_fields = ["name", "key"]
    prepopulated_fields = {"key": ["name"]}
    autocomplete_fields = ["side", "regions"]
    filter_horizontal = ["agreements"]
    exclude = ["poll_state", "polling_until", "poll_notes"]
    readonly_fields = ["last_poll_at", "last_success_at", "poll_failures", "poll_error"]
