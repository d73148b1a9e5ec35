from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0015_the_name_of_a_proposal_is_as_it_was_written"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="welcomed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="mot d’accueil lu le"),
        ),
    ]
