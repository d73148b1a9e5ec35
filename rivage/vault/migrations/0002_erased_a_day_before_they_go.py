
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vault', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='personkey',
            name='erased_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='effacée le'),
        ),
    ]
