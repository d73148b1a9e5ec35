-- Roles of Rivage, one run per server; run as the superuser, again and again without effect.
--   rivage_owner   owns the tables; migrations only
--   rivage_app     web, worker, commands; owns nothing, cannot bypass row policies
--   rivage_facts   no login; plain columns of all rows; entered by rivage_app with SET LOCAL ROLE
--   rivage_match   no login; duplicates; nobody enters it
--   rivage_backup  the only one that dumps
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['rivage_owner', 'rivage_app', 'rivage_facts', 'rivage_match', 'rivage_backup'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I', name);
        END IF;
    END LOOP;
END
$$;
ALTER ROLE rivage_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT;
ALTER ROLE rivage_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT;
ALTER ROLE rivage_facts NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
ALTER ROLE rivage_match NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
ALTER ROLE rivage_backup LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION INHERIT;
-- A migration may rewrite a table, a dump may last: the 30 s of the server are for the application.
ALTER ROLE rivage_owner SET statement_timeout = '15min';
ALTER ROLE rivage_backup SET statement_timeout = 0;
GRANT pg_read_all_data TO rivage_backup;
-- A plain grant would let rivage_app read every row with no context at all. Up to PostgreSQL 15 the grant cannot
-- say so: NOINHERIT on the role does.
DO $$
BEGIN
    IF current_setting('server_version_num')::int >= 160000 THEN
        EXECUTE 'GRANT rivage_facts TO rivage_app WITH INHERIT FALSE, SET TRUE';
    ELSE
        EXECUTE 'GRANT rivage_facts TO rivage_app';
    END IF;
END
$$;
