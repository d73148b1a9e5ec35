"""Of a period: since when a judge stopped the decision that opened it. The remedy writes it, never a form."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0024_where_she_goes")]

    operations = [
        migrations.AddField(
            "period",
            "stopped_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="arrêtée par un juge le"),
        ),
    ]
