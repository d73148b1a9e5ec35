-- Functions that declare the row policies of the other apps. Applied by `rivage migrate`, as rivage_owner, after
-- Django's migrations. One shape for every nominative table: own column in an array computed once, or person in an
-- array computed once from people_share.

CREATE OR REPLACE FUNCTION rivage_open_to_owner(t regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE cols text;
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
  EXECUTE format('DROP POLICY IF EXISTS owner ON %s', t);
  EXECUTE format('CREATE POLICY owner ON %s TO rivage_owner USING (true) WITH CHECK (true)', t);
  EXECUTE format('DROP POLICY IF EXISTS facts ON %s', t);
  EXECUTE format('CREATE POLICY facts ON %s FOR SELECT TO rivage_facts USING (true)', t);
  -- Every encrypted column is bytea, and nothing else is: facts reads all the others.
  SELECT string_agg(quote_ident(attname), ', ') INTO cols FROM pg_attribute
    WHERE attrelid = t AND attnum > 0 AND NOT attisdropped AND atttypid <> 'bytea'::regtype;
  EXECUTE format('REVOKE ALL ON %s FROM rivage_facts', t);
  EXECUTE format('GRANT SELECT (%s) ON %s TO rivage_facts', cols, t);
END $$;

-- A row is about somebody its writer sees, under her own antenne, and points only to rows that the writer sees, about
-- the same person (or of the same département). An unknown id and a hidden one get the same answer, before any foreign
-- key or unique index speaks. What a row is about never changes, but by the function of the owner that moves a whole
-- file. Arguments: 'person' or 'departement', then column and table of each reference.
CREATE OR REPLACE FUNCTION rivage_row_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  pointed uuid;
  seen boolean;
BEGIN
  IF TG_OP = 'UPDATE' AND current_user = 'rivage_owner' THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' AND TG_ARGV[0] = 'person' THEN
    PERFORM FROM people_person p WHERE p.id = NEW.person_id AND p.antenne_id = NEW.antenne_id;
    seen := FOUND;
  ELSIF TG_OP = 'UPDATE' AND TG_ARGV[0] = 'person' THEN
    seen := (NEW.id, NEW.person_id, NEW.antenne_id) IS NOT DISTINCT FROM (OLD.id, OLD.person_id, OLD.antenne_id);
  ELSIF TG_OP = 'UPDATE' THEN
    seen := (NEW.id, NEW.departement) IS NOT DISTINCT FROM (OLD.id, OLD.departement);
  END IF;
  FOR i IN 1 .. (TG_NARGS - 1) / 2 LOOP
    EXIT WHEN seen IS FALSE;
    EXECUTE format('SELECT ($1).%I', TG_ARGV[2 * i - 1]) INTO pointed USING NEW;
    CONTINUE WHEN pointed IS NULL;
    IF TG_ARGV[0] = 'person' THEN
      EXECUTE format('SELECT NOT to_jsonb(r) ? ''person_id'' OR to_jsonb(r) ->> ''person_id'' = $2::text FROM %I r'
        || ' WHERE r.id = $1', TG_ARGV[2 * i]) INTO seen USING pointed, NEW.person_id;
    ELSE
      EXECUTE format('SELECT r.departement = $2 FROM %I r WHERE r.id = $1', TG_ARGV[2 * i])
        INTO seen USING pointed, NEW.departement;
    END IF;
    seen := coalesce(seen, false);
  END LOOP;
  IF seen IS FALSE THEN
    RAISE EXCEPTION 'rivage: ligne refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION rivage_guard_rows(t regclass, kind text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE refs text;
BEGIN
  -- Accounts are open to all, and the person has her own line above.
  SELECT string_agg(format(', %L, %L', a.attname, c.confrelid::regclass::text), '' ORDER BY a.attname) INTO refs
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.conrelid = t AND c.contype = 'f' AND c.confrelid <> 'people_person'::regclass
      AND c.confrelid::regclass::text NOT LIKE 'accounts\_%';
  EXECUTE format('CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON %s FOR EACH ROW'
    || ' EXECUTE FUNCTION rivage_row_guard(%L%s)', t, kind, coalesce(refs, ''));
END $$;

-- `writers`: 'antenne' (the antenne of the person) and the roles of the State that may write where the slice is open to
-- them, e.g. 'antenne delegate secretary'. A share that names a demande opens, of the tables of demandes, that one
-- alone.
CREATE OR REPLACE FUNCTION rivage_person_rows(t regclass, slice text, writers text, person text DEFAULT 'person_id')
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  own text := 'antenne_id = ANY ((SELECT string_to_array(current_setting(''rivage.bodies'', true), '',''))::uuid[])';
  -- In a SELECT of its own, the instant is read once, not once a row.
  opened text := format('FROM people_share s'
    || ' WHERE s.holder = ANY (string_to_array(current_setting(''rivage.holders'', true), '',''))'
    || ' AND s.slices @> ARRAY[%L]::varchar[]'
    || ' AND s.starts <= (SELECT NULLIF(current_setting(''rivage.now'', true), '''')::timestamptz)'
    || ' AND (SELECT NULLIF(current_setting(''rivage.now'', true), '''')::timestamptz) < s.ends', slice);
  demande text := CASE WHEN t = to_regclass('dossiers_demande') THEN 'id' ELSE (SELECT attname FROM pg_attribute
    WHERE attrelid = t AND attname = 'demande_id' AND NOT attisdropped) END;
  shared text := format('%I = ANY ((SELECT array_agg(s.person_id) %s)::uuid[])', person, opened);
  roles text[] := array_remove(string_to_array(writers, ' '), 'antenne');
  reads text := own;
  writes text := 'false';
BEGIN
  IF NOT roles <@ ARRAY['delegate', 'secretary', 'chair', 'seat', 'signatory', 'desk', 'payer'] THEN
    RAISE EXCEPTION 'rivage: % : écriture inconnue, « % »', t, writers;
  END IF;
  IF demande IS NOT NULL THEN
    shared := format('(%I = ANY ((SELECT array_agg(s.person_id) %s AND s.demande_id IS NULL)::uuid[])'
      || ' OR %I = ANY ((SELECT array_agg(s.demande_id) %s)::uuid[]))', person, opened, demande, opened);
  ELSIF EXISTS (SELECT FROM pg_attribute WHERE attrelid = t AND attname = 'project_id' AND NOT attisdropped) THEN
    shared := format('(%s AND project_id = ANY ((SELECT array_agg(p.id) FROM dossiers_project p)::uuid[]))', shared);
  END IF;
  PERFORM rivage_open_to_owner(t);
  IF slice <> 'private' THEN reads := own || ' OR ' || shared; END IF;
  IF writers ~ '\mantenne\M' THEN writes := own; END IF;
  IF cardinality(roles) > 0 THEN
    writes := format('%s OR (current_setting(''rivage.role'', true) = ANY (%L::text[]) AND %s)', writes, roles, shared);
  END IF;
  EXECUTE format('DROP POLICY IF EXISTS app ON %s', t);
  EXECUTE format('CREATE POLICY app ON %s FOR ALL TO rivage_app USING (%s) WITH CHECK (%s)', t, reads, writes);
  -- Deleting reads USING alone: without this, whoever reads a row could delete it.
  EXECUTE format('DROP POLICY IF EXISTS app_delete ON %s', t);
  EXECUTE format('CREATE POLICY app_delete ON %s AS RESTRICTIVE FOR DELETE TO rivage_app USING (%s)', t, own);
  EXECUTE format('REVOKE DELETE ON %s FROM rivage_app', t);
  IF person = 'person_id' THEN PERFORM rivage_guard_rows(t, 'person'); END IF;
END $$;

-- Rows of the State's procedure that concern no one in particular (sessions, seats): read by those who act in the
-- département (`room`: by those of the commission and who decides alone), written by those who hold the commission.
DROP FUNCTION IF EXISTS rivage_departement_rows(regclass);
CREATE OR REPLACE FUNCTION rivage_departement_rows(t regclass, room boolean DEFAULT false) RETURNS void
  LANGUAGE plpgsql AS $$
DECLARE
  here text := 'departement = ANY ((SELECT'
    || ' string_to_array(current_setting(''rivage.departements'', true), '',''))::text[])';
  held text := here || ' AND current_setting(''rivage.role'', true) IN (''delegate'', ''secretary'', ''chair'')';
BEGIN
  PERFORM rivage_open_to_owner(t);
  EXECUTE format('DROP POLICY IF EXISTS app ON %s', t);
  EXECUTE format('CREATE POLICY app ON %s FOR ALL TO rivage_app USING (%s%s) WITH CHECK (%s)', t, here,
    CASE WHEN room THEN ' AND current_setting(''rivage.role'', true)'
      || ' IN (''delegate'', ''secretary'', ''chair'', ''seat'', ''signatory'')'
    ELSE '' END, held);
  EXECUTE format('REVOKE DELETE ON %s FROM rivage_app', t);
  PERFORM rivage_guard_rows(t, 'departement');
END $$;

-- A frozen row answers any change with a sentence; `allowed` are the columns that may still move.
CREATE OR REPLACE FUNCTION rivage_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rivage: % ne se modifie plus', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
