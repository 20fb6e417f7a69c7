"""What an ASGI server loads: `uvicorn config.asgi:application`."""

import os

from django.core.asgi import get_asgi_application
from django.urls import get_resolver

from config.memory import keep_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_asgi_application()
get_resolver().url_patterns  # noqa: B018 - loads every view
keep_what_is_loaded()
