"""The map for pages of others: its address, and the code that puts it into a page."""

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from tracker.outputs.filters import Filters

FRAME_HEIGHT = 620  # pixels; holds the map, its key and the lines around it on a page of usual width


def frame_code(filters: Filters) -> str:
    """The HTML that shows the map under these filters in a frame; empty for a draft, which nobody else may see."""
    agreement = filters.agreement
    if not agreement.is_published:
        return ""
    address = f"{settings.SITE_URL}{reverse('embed', args=[agreement.key])}?{filters.query()}"
    title = _("Ceasefire Tracker, map: %(name)s") % {"name": agreement.name}
    # A plain text: a page that shows it escapes it once more, so that what is copied is this.
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="{FRAME_HEIGHT}" '
        'loading="lazy" frameborder="0"></iframe>'
    )
