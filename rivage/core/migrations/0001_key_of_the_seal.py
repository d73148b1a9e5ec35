import rivage.core.clock
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='SealKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=rivage.core.clock.now, editable=False, verbose_name='créé le')),
                ('inside', models.BinaryField(verbose_name='clé, dedans')),
                ('outside', models.BinaryField(verbose_name='clé, dehors')),
            ],
            options={
                'verbose_name': 'clé du sceau',
                'verbose_name_plural': 'clés du sceau',
            },
        ),
    ]
