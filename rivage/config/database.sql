-- What rivage_app may do in one database; run in it as the superuser, again and again without effect.
-- Tables are opened wide here and narrowed by the rows.sql of each app.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
-- Up to PostgreSQL 15 NOINHERIT keeps the owner of the database from what pg_database_owner may do here.
GRANT USAGE, CREATE ON SCHEMA public TO rivage_owner;
GRANT USAGE ON SCHEMA public TO rivage_app, rivage_worker, rivage_door, rivage_facts, rivage_sealer, rivage_match,
    rivage_backup;
ALTER DEFAULT PRIVILEGES FOR ROLE rivage_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO rivage_app;
ALTER DEFAULT PRIVILEGES FOR ROLE rivage_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO rivage_app;
