"""Collecting the static files when, and only when, one of them has changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

MARK = "collected-from"


def collect() -> bool:
    """Run `collectstatic` where needed; true when it ran. In DEBUG the files are served from where they lie."""
    if settings.DEBUG:
        return False
    mark = Path(settings.STATIC_ROOT) / MARK
    wanted = fingerprint()
    if mark.exists() and mark.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(wanted)
    return True


def fingerprint() -> str:
    """A digest of the name, size and time of every static file, and of the storage that serves them."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
