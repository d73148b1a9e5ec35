import re
from typing import Any

from django.db import migrations, models

# A French address ends with a postcode and its town: the one that decisions were dated from.
TOWN = re.compile(r"\b\d{5}\s+(?P<town>[^,\n]+?)\s*$")


def read_in_the_address(apps: Any, schema_editor: Any) -> None:
    for body in apps.get_model("accounts", "Body").objects.filter(kind="prefecture").order_by("pk"):
        found = TOWN.search(body.address)
        if found:
            body.town = found["town"]
            body.save(update_fields=["town"])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='body',
            name='town',
            field=models.CharField(blank=True, max_length=80, verbose_name='ville d’où ses papiers sont datés'),
        ),
        migrations.RunPython(read_in_the_address, migrations.RunPython.noop),
    ]
