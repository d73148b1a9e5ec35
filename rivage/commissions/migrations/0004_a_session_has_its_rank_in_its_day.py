from collections import Counter
from typing import Any

from django.db import migrations, models

from rivage.core import clock


def rank_within_their_day(apps: Any, schema_editor: Any) -> None:
    many: Counter[tuple[str, object]] = Counter()
    for seance in apps.get_model("commissions", "Seance").objects.order_by("created_at", "pk"):
        day = (seance.departement, clock.local_day(seance.at, seance.departement))
        many[day] += 1
        if many[day] > 1:
            seance.rank = many[day]
            seance.save(update_fields=["rank"])


class Migration(migrations.Migration):

    dependencies = [
        ('commissions', '0003_take_back_what_was_noted_by_mistake'),
    ]

    operations = [
        migrations.AddField(
            model_name='seance',
            name='rank',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='rang dans la journée'),
        ),
        migrations.RunPython(rank_within_their_day, migrations.RunPython.noop),
    ]
