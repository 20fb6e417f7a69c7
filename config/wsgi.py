"""What a WSGI server loads; it serves every page but not the live stream, which needs `config.asgi`."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from config.memory import keep_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - loads every view
keep_what_is_loaded()
