"""Answers of online geocoders, kept so that nobody is asked twice for one name."""

import datetime as dt

from django.db import models


class GeocodeAnswerQuerySet(models.QuerySet):
    def kept(self, *, service: str, key: str, now: dt.datetime):
        return self.filter(service=service, key=key, expires_at__gt=now)


class GeocodeAnswer(models.Model):
    """What a service said of a name within some countries; an empty list says that it knows none."""

    service = models.CharField(max_length=20)
    key = models.CharField(max_length=240, help_text="The name as asked, and the countries.")
    answers = models.JSONField(default=list, help_text="[{lat, lon, address}], best first.")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = GeocodeAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "key"], name="geocode_answer_once"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gte=models.F("asked_at")), name="geocode_answer_not_expired_before_asked"
            ),
        ]

    def __str__(self):
        return f"{self.service}: {self.key}"
