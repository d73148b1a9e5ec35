import django.db.models.deletion
import rivage.core.clock
import uuid
from django.conf import settings
from django.db import migrations, models


# The function is made anew by rows.sql, once `rivage_membership` is there.
STAMP = """
ALTER TABLE accounts_jobactor ADD CONSTRAINT accounts_jobactor_job FOREIGN KEY (job)
  REFERENCES procrastinate_jobs (id) ON DELETE CASCADE;
CREATE OR REPLACE FUNCTION accounts_stamp_job() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER accounts_stamp AFTER INSERT ON procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION accounts_stamp_job();
"""
UNSTAMP = "DROP TRIGGER accounts_stamp ON procrastinate_jobs; DROP FUNCTION accounts_stamp_job();"
# Its tokens were in clear. Everybody signs in again.
OLD = "DROP TABLE IF EXISTS django_session"


# Tries to come in are counted at the doors.
TRIES = "axes_accessattempt, axes_accesslog, axes_accessfailurelog, axes_accessattemptexpiration"
COUNTED = (
    f"REVOKE ALL ON {TRIES} FROM rivage_app; GRANT SELECT, INSERT, UPDATE, DELETE ON {TRIES} TO rivage_door;"
)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_say_in_what_quality_one_signs'),
        ('axes', '0010_accessattemptexpiration'),
        ('procrastinate', '0041_post_retry_failed_job'),
    ]

    operations = [
        migrations.CreateModel(
            name='JobActor',
            fields=[
                ('job', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='tâche')),
                ('membership', models.UUIDField(null=True, verbose_name='fonction')),
                ('house', models.BooleanField(default=False, verbose_name='de la maison')),
            ],
            options={
                'verbose_name': 'demandeur d’une tâche',
                'verbose_name_plural': 'demandeurs de tâches',
            },
        ),
        migrations.AddField(
            model_name='rolerow',
            name='by_seat',
            field=models.BooleanField(default=False, verbose_name='par siège'),
        ),
        migrations.AddField(
            model_name='rolerow',
            name='holds',
            field=models.CharField(blank=True, max_length=12, verbose_name='au nom de'),
        ),
        migrations.AddField(
            model_name='rolerow',
            name='own_files',
            field=models.BooleanField(default=False, verbose_name='lit son antenne'),
        ),
        migrations.CreateModel(
            name='OpenSession',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=rivage.core.clock.now, editable=False, verbose_name='créé le')),
                ('digest', models.BinaryField(unique=True, verbose_name='empreinte')),
                ('ends', models.DateTimeField(verbose_name='fin')),
                ('data', models.TextField(verbose_name='contenu')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'accounts_session',
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
            },
        ),
        migrations.RunSQL(STAMP, UNSTAMP),
        migrations.RunSQL(COUNTED, migrations.RunSQL.noop),
        migrations.RunSQL(OLD, migrations.RunSQL.noop),
    ]
