-- Rows as they stand, and rows put back, for tests/stories.py: in the databases of tests alone, since both see and write
-- whatever the row policies say.
CREATE SCHEMA kept;
GRANT USAGE ON SCHEMA kept TO rivage_app;

-- Every row that tests write, by table.
CREATE FUNCTION kept.standing() RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found jsonb := '{}';
    one name;
    lines jsonb;
BEGIN
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
        AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
    LOOP
        EXECUTE format('SELECT coalesce(jsonb_agg(to_jsonb(line)), ''[]'') FROM public.%I line', one) INTO lines;
        found := found || jsonb_build_object(one, lines);
    END LOOP;
    RETURN found;
END $$;

-- Whether the trace tells of nothing since the country of tests/world.py was put back.
CREATE FUNCTION kept.nothing_came_before() RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT count(*) FROM public.audit_event) = (SELECT count(*) FROM kept.world_audit_event);
END $$;

-- Empty some tables, then add rows.
CREATE FUNCTION kept.put_back(emptied text[], added jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp SET session_replication_role = replica AS $$
DECLARE
    one text;
    lines jsonb;
BEGIN
    FOREACH one IN ARRAY emptied LOOP
        EXECUTE format('DELETE FROM public.%I', one);
    END LOOP;
    FOR one, lines IN SELECT * FROM jsonb_each(added) LOOP
        EXECUTE format('INSERT INTO public.%1$I SELECT * FROM jsonb_populate_recordset(NULL::public.%1$I, $1)', one)
            USING lines;
    END LOOP;
END $$;

-- What waits in the queue, which is the worker's.
CREATE FUNCTION kept.queued(task text) RETURNS TABLE (id bigint, args jsonb) LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT j.id, j.args FROM public.procrastinate_jobs j WHERE j.task_name = task ORDER BY j.id
$$;

-- Keys that are not there: the application can only mark them.
CREATE FUNCTION kept.lose_keys(whose uuid, kinds text) RETURNS void LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.vault_personkey WHERE person_id = whose AND kind LIKE kinds
$$;

-- One row as it would have been, had it been written otherwise when it could be.
CREATE FUNCTION kept.set_down(one text, whose uuid, said jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp SET session_replication_role = replica AS $$
DECLARE
    changes text := (SELECT string_agg(format('%1$I = (jsonb_populate_record(r, $1)).%1$I', k), ', ')
        FROM jsonb_object_keys(said) k);
BEGIN
    EXECUTE format('UPDATE public.%I r SET %s WHERE r.id = $2', one, changes) USING said, whose;
END $$;
