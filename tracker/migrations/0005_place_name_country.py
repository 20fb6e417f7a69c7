"""A name knows its place's country, so that a look-up reads the names of its countries alone."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def from_the_place(apps, schema_editor):
    places = apps.get_model("tracker", "Place").objects.filter(pk=OuterRef("place"))
    apps.get_model("tracker", "PlaceName").objects.update(country=Subquery(places.values("country")))


class Migration(migrations.Migration):
    dependencies = [("tracker", "0004_geocode_answers")]

    operations = [
        migrations.AddField(
            model_name="placename",
            name="country",
            field=models.CharField(default="", max_length=2),
            preserve_default=False,
        ),
        migrations.RunPython(from_the_place, migrations.RunPython.noop),
        migrations.AlterField(model_name="placename", name="block", field=models.CharField(max_length=40)),
        migrations.AlterField(model_name="placename", name="key", field=models.CharField(max_length=200)),
        migrations.AddIndex(
            model_name="placename",
            index=models.Index(fields=["key", "country"], name="place_name_by_key"),
        ),
        migrations.AddIndex(
            model_name="placename",
            index=models.Index(fields=["block", "country", "key"], name="place_name_by_block"),
        ),
    ]
