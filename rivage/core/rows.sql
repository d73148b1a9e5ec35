-- Functions that declare the row policies of the other apps. Applied by `rivage migrate`, as rivage_owner, after Django's migrations.
-- One shape for every nominative table: own column in an array computed once, or person in an array computed once from people_share.

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

-- `writers`: 'antenne' (only the antenne of the person), 'state' (only those to whom the slice is open), 'both'.
CREATE OR REPLACE FUNCTION rivage_person_rows(t regclass, slice text, writers text, person text DEFAULT 'person_id')
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  own text := 'antenne_id = ANY ((SELECT string_to_array(current_setting(''rivage.bodies'', true), '',''))::uuid[])';
  shared text := format('%I = ANY ((SELECT array_agg(s.person_id) FROM people_share s'
    || ' WHERE s.holder = ANY (string_to_array(current_setting(''rivage.holders'', true), '',''))'
    || ' AND s.slices @> ARRAY[%L]::varchar[] AND s.starts <= NULLIF(current_setting(''rivage.now'', true), '''')::timestamptz'
    || ' AND NULLIF(current_setting(''rivage.now'', true), '''')::timestamptz < s.ends)::uuid[])', person, slice);
  reads text := own;
  writes text := own;
BEGIN
  PERFORM rivage_open_to_owner(t);
  IF slice <> 'private' THEN reads := own || ' OR ' || shared; END IF;
  IF writers = 'both' THEN writes := own || ' OR ' || shared; END IF;
  IF writers = 'state' THEN writes := shared; END IF;
  EXECUTE format('DROP POLICY IF EXISTS app ON %s', t);
  EXECUTE format('CREATE POLICY app ON %s FOR ALL TO rivage_app USING (%s) WITH CHECK (%s)', t, reads, writes);
END $$;

-- Rows of the State's procedure that concern no one in particular (sessions, seats): open to those who act in the département.
CREATE OR REPLACE FUNCTION rivage_departement_rows(t regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM rivage_open_to_owner(t);
  EXECUTE format('DROP POLICY IF EXISTS app ON %s', t);
  EXECUTE format('CREATE POLICY app ON %s FOR ALL TO rivage_app USING (departement = ANY ((SELECT'
    || ' string_to_array(current_setting(''rivage.departements'', true), '',''))::text[]))', t);
END $$;

-- A frozen row answers any change with a sentence; `allowed` are the columns that may still move.
CREATE OR REPLACE FUNCTION rivage_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rivage: % ne se modifie plus', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
