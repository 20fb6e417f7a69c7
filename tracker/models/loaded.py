"""What has been loaded from files, so that a second load of the same content is skipped."""

from django.db import models


class Loaded(models.Model):
    """A data set by its name, with the digest of the content that was loaded."""

    key = models.CharField(max_length=80, unique=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "loaded data sets"

    def __str__(self):
        return self.key
