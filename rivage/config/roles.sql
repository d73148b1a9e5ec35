-- Roles of Rivage, one run per server; run as the superuser, again and again without effect.
--   rivage_owner   owns the tables; migrations only
--   rivage_app     the web; owns nothing, cannot bypass row policies, becomes no other
--   rivage_worker  jobs and commands: what the web may do, and to act as a job says (`rivage_enter_job`)
--   rivage_door    sign-in, sessions, passwords; used outside /m/ alone
--   rivage_facts   plain columns of all rows, for figures and sweeps
--   rivage_sealer  reads the trace and seals it
--   rivage_match   no login; duplicates; nobody enters it
--   rivage_backup  the only one that dumps
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['rivage_owner', 'rivage_app', 'rivage_worker', 'rivage_door', 'rivage_facts',
        'rivage_sealer', 'rivage_match', 'rivage_backup'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I', name);
        END IF;
    END LOOP;
END
$$;
ALTER ROLE rivage_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT;
ALTER ROLE rivage_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT;
ALTER ROLE rivage_worker LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION INHERIT;
ALTER ROLE rivage_door LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT;
ALTER ROLE rivage_facts LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT;
ALTER ROLE rivage_sealer LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT;
ALTER ROLE rivage_match NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
ALTER ROLE rivage_backup LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION INHERIT;
-- A login may set its own: what it set goes.
ALTER ROLE rivage_owner RESET ALL;
ALTER ROLE rivage_app RESET ALL;
ALTER ROLE rivage_worker RESET ALL;
ALTER ROLE rivage_door RESET ALL;
ALTER ROLE rivage_facts RESET ALL;
ALTER ROLE rivage_sealer RESET ALL;
ALTER ROLE rivage_backup RESET ALL;
-- A migration may rewrite a table, a dump may last: the 30 s of the server are for the application.
ALTER ROLE rivage_owner SET statement_timeout = '15min';
ALTER ROLE rivage_backup SET statement_timeout = 0;
-- What a connection is doing is read by every other of the same login: values in statements, tokens among them.
ALTER ROLE rivage_app SET track_activities = off;
ALTER ROLE rivage_worker SET track_activities = off;
ALTER ROLE rivage_door SET track_activities = off;
ALTER ROLE rivage_facts SET track_activities = off;
ALTER ROLE rivage_sealer SET track_activities = off;
GRANT pg_read_all_data TO rivage_backup;
-- No other database of the server is a place for the logins of this one.
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
GRANT rivage_app TO rivage_worker;
-- Until November 2026 the web's login became the one of figures. Tests alone, which have one connection for all logins,
-- give it every one of them.
DO $$
BEGIN
    IF NOT pg_has_role('rivage_app', 'rivage_sealer', 'MEMBER') AND pg_has_role('rivage_app', 'rivage_facts', 'MEMBER')
    THEN
        REVOKE rivage_facts FROM rivage_app;
    END IF;
END
$$;
