from django.db import migrations

# What libraries made is nobody's but theirs who use it. The web queues by one function, which runs with the owner's
# rights and stamps who asks (`accounts_stamp_job`); the rest of the queue is the worker's.
CLOSED = """
REVOKE ALL ON django_migrations, django_content_type, auth_permission, auth_group, auth_group_permissions,
  procrastinate_jobs, procrastinate_events, procrastinate_workers, procrastinate_periodic_defers FROM rivage_app;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM rivage_app;
GRANT SELECT ON django_migrations TO rivage_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON
  procrastinate_jobs, procrastinate_events, procrastinate_workers, procrastinate_periodic_defers TO rivage_worker;
GRANT USAGE ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_events_id_seq, procrastinate_workers_id_seq,
  procrastinate_periodic_defers_id_seq TO rivage_worker;
DO $$
DECLARE
  made regprocedure;
BEGIN
  FOR made IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'procrastinate%' LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', made);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO rivage_worker', made);
  END LOOP;
END $$;
ALTER FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])
  SECURITY DEFINER SET search_path = public, pg_temp;
GRANT EXECUTE ON FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[]) TO rivage_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_roles_of_bodies'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('axes', '0010_accessattemptexpiration'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('procrastinate', '0041_post_retry_failed_job'),
    ]

    operations = [migrations.RunSQL(CLOSED, migrations.RunSQL.noop)]
