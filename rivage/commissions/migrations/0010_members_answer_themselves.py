from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("commissions", "0009_no_plain_words_of_a_session"),
    ]

    operations = [
        migrations.AlterField(
            model_name="convocation",
            name="reply",
            field=models.CharField(
                blank=True,
                choices=[
                    ("coming", "vient"),
                    ("remote", "prend part à distance"),
                    ("away", "ne vient pas"),
                    ("replaced", "se fait remplacer"),
                ],
                default="",
                max_length=8,
                verbose_name="réponse",
            ),
        ),
    ]
