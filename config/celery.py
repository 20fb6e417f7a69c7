"""The task queue's application: its settings are Django's, with the prefix CELERY_."""

import os

from celery import Celery
from celery.signals import worker_process_init

from tracker.management.processes import leave_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def _leave_with_the_worker(**_kwargs: object) -> None:
    """A process of the pool ends with the worker that forked it, even where that one is killed."""
    leave_with_parent(os.getppid())
