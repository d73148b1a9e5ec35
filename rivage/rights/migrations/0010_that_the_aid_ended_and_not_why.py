from typing import Any

from django.db import migrations, models


def as_it_was_noted(apps: Any, _editor: Any) -> None:
    """The day of each end, on the decision that it ended. A plain column: no key is needed."""
    for decision, on in apps.get_model("rights", "AfisEnd").objects.values_list("decision_id", "decided_on"):
        apps.get_model("rights", "AfisDecision").objects.filter(pk=decision).update(ended_on=on)


class Migration(migrations.Migration):

    dependencies = [
        ('rights', '0009_find_the_months_unpaid'),
    ]

    operations = [
        migrations.AddField(
            model_name='afisdecision',
            name='ended_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='fin décidée le'),
        ),
        migrations.RunPython(as_it_was_noted, migrations.RunPython.noop),
    ]
