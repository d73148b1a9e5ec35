-- What the row policies and the guards read of the context, each in one place. Plain SQL without SET, so that the
-- planner puts the expression in place of the call; a policy asks for it in a SELECT of its own, once a statement.
CREATE OR REPLACE FUNCTION rivage_in() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT true
$$;
CREATE OR REPLACE FUNCTION rivage_role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('rivage.role', true)
$$;
CREATE OR REPLACE FUNCTION rivage_is(VARIADIC roles text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('rivage.role', true) = ANY (roles)
$$;
CREATE OR REPLACE FUNCTION rivage_membership() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT NULLIF(current_setting('rivage.membership', true), '')::uuid
$$;
CREATE OR REPLACE FUNCTION rivage_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT NULLIF(current_setting('rivage.user', true), '')::uuid
$$;
CREATE OR REPLACE FUNCTION rivage_bodies() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT string_to_array(current_setting('rivage.bodies', true), ',')::uuid[]
$$;
CREATE OR REPLACE FUNCTION rivage_holders() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT string_to_array(current_setting('rivage.holders', true), ',')
$$;
CREATE OR REPLACE FUNCTION rivage_departements() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT string_to_array(current_setting('rivage.departements', true), ',')
$$;
CREATE OR REPLACE FUNCTION rivage_keys() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT string_to_array(current_setting('rivage.keys', true), ',')::uuid[]
$$;
CREATE OR REPLACE FUNCTION rivage_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT NULLIF(current_setting('rivage.now', true), '')::timestamptz
$$;

-- A row of a département points only to rows of the same that its writer sees, and stays there. An unknown id and a
-- hidden one get the same answer, before any foreign key or unique index speaks. Arguments: column and table of each.
CREATE OR REPLACE FUNCTION rivage_row_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  pointed uuid;
  seen boolean := TG_OP = 'INSERT' OR (NEW.id, NEW.departement) IS NOT DISTINCT FROM (OLD.id, OLD.departement);
BEGIN
  IF TG_OP = 'UPDATE' AND current_user = 'rivage_owner' THEN RETURN NEW; END IF;
  FOR i IN 0 .. TG_NARGS / 2 - 1 LOOP
    EXIT WHEN NOT seen;
    EXECUTE format('SELECT ($1).%I', TG_ARGV[2 * i]) INTO pointed USING NEW;
    CONTINUE WHEN pointed IS NULL;
    EXECUTE format('SELECT r.departement = $2 FROM %I r WHERE r.id = $1', TG_ARGV[2 * i + 1])
      INTO seen USING pointed, NEW.departement;
    seen := coalesce(seen, false);
  END LOOP;
  IF NOT seen THEN
    RAISE EXCEPTION 'rivage: ligne refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

-- A frozen row answers any change with a sentence. Arguments: the columns that may still move.
CREATE OR REPLACE FUNCTION rivage_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_NARGS > 0 AND to_jsonb(NEW) - TG_ARGV = to_jsonb(OLD) - TG_ARGV THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'rivage: % ne se modifie plus', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
