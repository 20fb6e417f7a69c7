"""The settings of the tests: the product's own, with a folder, a broker and a key of their own.

The environment is set before the product's settings read it, and what a developer has exported is left out, so that
a run gives the same result everywhere. DATABASE_URL alone is kept: the tests hold on PostgreSQL too.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tracker.management import ports

OWN_FOLDER = Path(tempfile.mkdtemp(prefix="tracker-tests-"))
atexit.register(shutil.rmtree, OWN_FOLDER, ignore_errors=True)

for name in ("DEBUG", "HOST", "PORT", "ALLOWED_HOSTS", "HTTPS", "HSTS_SECONDS", "CSRF_TRUSTED_ORIGINS", "LOG_LEVEL"):
    os.environ.pop(name, None)
for name in ("FETCH_PRIVATE_ADDRESSES", "FETCH_CONTACT", "SITE_URL", "SOURCE_SECRETS", "MAIL_FOLDERS", "EMAIL_HOST"):
    os.environ.pop(name, None)
for name in ("GEOCODERS", "LLM_URL", "LLM_MODEL", "FOLLOW_DIGEST_HOUR", "WEBHOOK_PRIVATE_ADDRESSES", "EMBED_ANCESTORS"):
    os.environ.pop(name, None)
for name in ("API_ANONYMOUS_PER_MINUTE", "API_TOKEN_PER_MINUTE"):
    os.environ.pop(name, None)
os.environ["VAR_DIR"] = str(OWN_FOLDER)
os.environ["SECRET_KEY"] = "only for tests"
# Nothing listens there until a test asks for the fixture `valkey`; until then the broker is down.
os.environ["REDIS_URL"] = f"redis://:only-for-tests@127.0.0.1:{ports.free_port()}/0"
# The browser's driver runs an event loop in the thread of the test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from config.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SERVESTATIC_USE_FINDERS = SERVESTATIC_AUTOREFRESH = True
