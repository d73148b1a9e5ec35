-- What rivage_app may do in one database; run in it as the superuser, again and again without effect.
-- A new table is nobody's: each app says in its models and its rows.sql who does what, migrations say so of what
-- libraries made.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
-- Up to PostgreSQL 15 NOINHERIT keeps the owner of the database from what pg_database_owner may do here.
GRANT USAGE, CREATE ON SCHEMA public TO rivage_owner;
GRANT USAGE ON SCHEMA public TO rivage_app, rivage_worker, rivage_door, rivage_facts, rivage_sealer, rivage_match,
    rivage_backup;
ALTER DEFAULT PRIVILEGES FOR ROLE rivage_owner IN SCHEMA public
    REVOKE ALL ON TABLES FROM rivage_app;
ALTER DEFAULT PRIVILEGES FOR ROLE rivage_owner IN SCHEMA public
    REVOKE ALL ON SEQUENCES FROM rivage_app;
-- Objects that no row policy knows of, cutting a connection of the same login, waking those who listen.
DO $$
DECLARE
    made regprocedure;
BEGIN
    FOR made IN SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND (proname LIKE 'lo\_%'
        OR proname IN ('loread', 'lowrite', 'pg_notify', 'pg_cancel_backend', 'pg_terminate_backend',
            'pg_export_snapshot')) LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', made);
    END LOOP;
END
$$;
-- The queue wakes its worker by a trigger.
GRANT EXECUTE ON FUNCTION pg_notify(text, text) TO rivage_owner, rivage_worker;
-- A dump of several processes.
GRANT EXECUTE ON FUNCTION pg_export_snapshot() TO rivage_backup;
