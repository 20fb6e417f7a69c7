"""Regions (administrative units with a polygon) and places (gazetteer entries)."""

from django.db import connections, models
from django.db.models import Exists, OuterRef, Q

from tracker.models.fields import not_reversed, one_of, word
from tracker.vocab import PlaceLayer

MAP_RANGE = Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180)


class Region(models.Model):
    """An administrative unit; `level` 1 is the first below the country."""

    code = models.CharField(max_length=24, unique=True, help_text="Our stable code: ISO 3166-2, or another scheme's.")
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    level = models.PositiveSmallIntegerField(default=1)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    iso_3166_2 = models.CharField(max_length=10, blank=True)
    geonames_code = models.CharField(max_length=20, blank=True)
    pcode = models.CharField(max_length=20, blank=True)
    names = models.JSONField(default=dict, blank=True, help_text="Names by language code.")
    other_names = models.JSONField(default=list, blank=True)
    geometry = models.JSONField(null=True, blank=True, help_text="GeoJSON Polygon or MultiPolygon, WGS84.")
    bbox = models.JSONField(null=True, blank=True, help_text="West, south, east, north of the polygon.")
    label_lat = models.FloatField(null=True, blank=True)
    label_lon = models.FloatField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=120, blank=True, help_text="Which data set the polygon comes from.")

    class Meta:
        ordering = ["country", "name"]
        constraints = [
            not_reversed("region", "valid_from", "valid_to"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=4), name="region_level_known"),
        ]

    def __str__(self):
        return self.name

    @property
    def all_names(self) -> list[str]:
        """Every name a source may use, ours first."""
        return list(dict.fromkeys([self.name, *self.names.values(), *self.other_names]))


class PlaceQuerySet(models.QuerySet):
    def taught(self):
        """What editors and imports with coordinates added, and is still found by its names."""
        layers = (PlaceLayer.EDITOR.value, PlaceLayer.LEARNED.value)
        found = PlaceName.objects.filter(place=OuterRef("pk"))
        return self.filter(Exists(found), layer__in=layers).select_related("region")

    def named(self, words: str):
        """With a name that holds these words."""
        return self.filter(Exists(PlaceName.objects.filter(place=OuterRef("pk"), text__icontains=words)))


class Place(models.Model):
    """A gazetteer entry; it knows which layer it comes from and who says so."""

    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="places")
    kind = models.CharField(max_length=40, blank=True)
    lat = models.FloatField()
    lon = models.FloatField()
    radius_km = models.FloatField(default=0, help_text="Kilometres; 0 for a point.")
    population = models.PositiveIntegerField(default=0)
    layer = word(PlaceLayer)
    external_id = models.CharField(max_length=60, help_text="Its id in its layer, so that a second load adds nothing.")
    citation = models.CharField(max_length=300, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            one_of("place", "layer", PlaceLayer),
            models.UniqueConstraint(fields=["layer", "external_id"], name="place_once_a_layer"),
            models.CheckConstraint(condition=MAP_RANGE, name="place_on_earth"),
            models.CheckConstraint(condition=Q(radius_km__gte=0), name="place_radius_not_negative"),
        ]

    def __str__(self):
        return self.name


class PlaceNameQuerySet(models.QuerySet):
    def within(self, countries):
        """Of places in these countries; of all if none is named."""
        return self.filter(country__in=countries) if countries else self

    def exact(self, keys, countries=()):
        return self.within(countries).filter(key__in=keys)

    def near(self, blocks, countries=()):
        return self.within(countries).filter(block__in=blocks)

    def add(self, rows) -> None:
        """Store names, given as (place id, country, text, key, block); one that its place already has is passed over.

        One prepared statement over bare rows: a gazetteer has a million names, for which `bulk_create` takes four
        times as long.
        """
        connection = connections[self.db]
        fields = (connection.ops.quote_name(name) for name in ("place_id", "country", "text", "key", "block"))
        statement = (
            f"INSERT INTO {self.model._meta.db_table} ({', '.join(fields)}) "  # noqa: S608 - no value is in it
            "VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
        )
        with connection.cursor() as cursor:
            cursor.executemany(statement, list(rows))


class PlaceName(models.Model):
    """One name of a place: as written, its folded key, and its consonant block for fuzzy look-up.

    `country` is the place's own, kept here so that a look-up reads the names of its countries alone.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    country = models.CharField(max_length=2)
    text = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    block = models.CharField(max_length=40)

    objects = PlaceNameQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "text"], name="place_name_once")]
        indexes = [
            models.Index(fields=["key", "country"], name="place_name_by_key"),
            models.Index(fields=["block", "country", "key"], name="place_name_by_block"),
        ]

    def __str__(self):
        return self.text
