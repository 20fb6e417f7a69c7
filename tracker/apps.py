from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = _("Ceasefire Tracker")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from tracker.sources import fetching

        fetching.identify(settings.FETCH_CONTACT)
