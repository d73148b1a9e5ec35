-- The context, as the owner's functions wrote it for one transaction of one connection (`rivage_put`), and sealed it:
-- an HMAC under a key that no login reads. Whoever sets it by hand, or carries it elsewhere, breaks the seal. It ends
-- with its transaction, and half an hour after it began: what was derived then says no more who acts now.
CREATE OR REPLACE FUNCTION rivage_seal() RETURNS text LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
  SET search_path = public, pg_temp AS $$
DECLARE
  key core_sealkey;
BEGIN
  SELECT * INTO key FROM core_sealkey k LIMIT 1;
  -- An array of JSON, so that no value can run over into the next one.
  RETURN encode(sha256(key.outside || sha256(key.inside || convert_to(jsonb_build_array(
    current_setting('rivage.role', true), current_setting('rivage.membership', true),
    current_setting('rivage.user', true), current_setting('rivage.bodies', true),
    current_setting('rivage.holders', true), current_setting('rivage.departements', true),
    current_setting('rivage.keys', true), current_setting('rivage.excluded', true),
    current_setting('rivage.door', true), current_setting('rivage.now', true), pg_backend_pid(),
    extract(epoch FROM transaction_timestamp()))::text, 'UTF8'))), 'hex');
END $$;
REVOKE ALL ON FUNCTION rivage_seal() FROM PUBLIC;
CREATE OR REPLACE FUNCTION rivage_in() RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  given text := current_setting('rivage.seal', true);
BEGIN
  IF given IS NULL OR given = ''
     OR extract(epoch FROM clock_timestamp() - transaction_timestamp()) > 1800 THEN
    RETURN false;
  END IF;
  RETURN coalesce(given = rivage_seal(), false);
END $$;

-- Called by the owner's functions that let somebody in, which derive what they give. Gives the settings and their seal,
-- for who goes back to them in the same transaction. Each is text that reads the same whatever the caller's DateStyle,
-- TimeZone or other settings: of the instant, the seconds since 1970. `door`: by which door without an account one
-- came, by which nothing is written and no key opens (ADR 0040); '' for who came in by herself.
CREATE OR REPLACE FUNCTION rivage_put(role text, membership uuid, who uuid, bodies uuid[], holders text[],
  departements text[], keys uuid[], instant timestamptz, door text DEFAULT '') RETURNS text[]
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  names text[] := '{role,membership,user,bodies,holders,departements,keys,excluded,door,now}';
  given text[] := ARRAY[role, coalesce(membership::text, ''), coalesce(who::text, ''),
    coalesce(array_to_string(bodies, ','), ''), coalesce(array_to_string(holders, ','), ''),
    coalesce(array_to_string(departements, ','), ''), coalesce(array_to_string(keys, ','), ''),
    coalesce(array_to_string(rivage_excluded_of(who, instant), ','), ''), door,
    extract(epoch FROM instant)::text];
BEGIN
  FOR i IN 1 .. array_length(names, 1) LOOP
    PERFORM set_config('rivage.' || names[i], given[i], true);
  END LOOP;
  RETURN given || set_config('rivage.seal', rivage_seal(), true);
END $$;
REVOKE ALL ON FUNCTION rivage_put(text, uuid, uuid, uuid[], text[], text[], uuid[], timestamptz, text) FROM PUBLIC;
-- The instant of the context: that of the server, which nobody moves but where time is rehearsed (core/rehearsal.py).
CREATE OR REPLACE FUNCTION rivage_instant() RETURNS timestamptz LANGUAGE plpgsql STABLE
  SET search_path = public, pg_temp AS $$
DECLARE
  held timestamptz;
BEGIN
  IF to_regprocedure('rehearsal.instant()') IS NULL THEN RETURN transaction_timestamp(); END IF;
  EXECUTE 'SELECT rehearsal.instant()' INTO held;
  RETURN held;
END $$;
REVOKE ALL ON FUNCTION rivage_instant() FROM PUBLIC;
-- No login reads or writes the key of the seal.
REVOKE ALL ON core_sealkey FROM rivage_app, rivage_facts;

-- What the row policies and the guards read of the context, each in one place. Each checks the seal itself: PostgreSQL
-- reads a value when a row first needs it, and settings may have been changed by hand since the statement began. Plain
-- SQL without SET, so that the planner puts the expression in place of the call; asked in a SELECT of its own, it is
-- read once a statement.
CREATE OR REPLACE FUNCTION rivage_role() RETURNS text LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT CASE WHEN rivage_in() THEN current_setting('rivage.role', true) END
$$;
CREATE OR REPLACE FUNCTION rivage_is(VARIADIC roles text[]) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT CASE WHEN rivage_in() THEN current_setting('rivage.role', true) = ANY (roles) END
$$;
CREATE OR REPLACE FUNCTION rivage_membership() RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT CASE WHEN rivage_in() THEN NULLIF(current_setting('rivage.membership', true), '')::uuid END
$$;
CREATE OR REPLACE FUNCTION rivage_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT CASE WHEN rivage_in() THEN NULLIF(current_setting('rivage.user', true), '')::uuid END
$$;
CREATE OR REPLACE FUNCTION rivage_bodies() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT CASE WHEN rivage_in() THEN string_to_array(current_setting('rivage.bodies', true), ',')::uuid[] END
$$;
CREATE OR REPLACE FUNCTION rivage_holders() RETURNS text[] LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT CASE WHEN rivage_in() THEN string_to_array(current_setting('rivage.holders', true), ',') END
$$;
CREATE OR REPLACE FUNCTION rivage_departements() RETURNS text[] LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT CASE WHEN rivage_in() THEN string_to_array(current_setting('rivage.departements', true), ',') END
$$;
CREATE OR REPLACE FUNCTION rivage_keys() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT CASE WHEN rivage_in() THEN string_to_array(current_setting('rivage.keys', true), ',')::uuid[] END
$$;
CREATE OR REPLACE FUNCTION rivage_excluded() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT CASE WHEN rivage_in() THEN string_to_array(current_setting('rivage.excluded', true), ',')::uuid[] END
$$;
CREATE OR REPLACE FUNCTION rivage_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT CASE WHEN rivage_in() THEN to_timestamp(NULLIF(current_setting('rivage.now', true), '')::float8) END
$$;
-- Whether who acts came in by herself, and not by a door without an account: without it nothing is written, and no key
-- is read. One expression: between the seal and the door, nobody changes a setting.
CREATE OR REPLACE FUNCTION rivage_in_full() RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT CASE WHEN rivage_in() THEN coalesce(current_setting('rivage.door', true), '') = '' END
$$;
-- The same asked of the setting alone, for triggers under the owner's functions: whoever takes it away by hand has
-- broken the seal, and these functions ask it.
CREATE OR REPLACE FUNCTION rivage_by_door() RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT coalesce(current_setting('rivage.door', true), '') <> ''
$$;
-- The code of a service by which one comes, which may write one row (ADR 0052).
CREATE OR REPLACE FUNCTION rivage_code() RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT CASE WHEN rivage_in() THEN NULLIF(split_part(current_setting('rivage.door', true), 'code ', 2), '')::uuid END
$$;
CREATE OR REPLACE FUNCTION rivage_refuse_by_door() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rivage: rien ne s’écrit par cette porte' USING ERRCODE = 'insufficient_privilege';
END $$;
-- The names under which files are opened, and the instant, for one check of the seal.
CREATE OR REPLACE FUNCTION rivage_held() RETURNS TABLE (holders text[], instant timestamptz)
  LANGUAGE sql STABLE ROWS 1 PARALLEL RESTRICTED AS $$
  SELECT string_to_array(current_setting('rivage.holders', true), ','),
    to_timestamp(NULLIF(current_setting('rivage.now', true), '')::float8) WHERE rivage_in()
$$;
-- The move of a file under way: trusted in the owner's functions alone, which set it and clear it.
CREATE OR REPLACE FUNCTION rivage_moving() RETURNS text LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT current_setting('rivage.moving', true)
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

-- The latest day that today may be: a day begins at sea some hours before it does in Paris.
CREATE OR REPLACE FUNCTION rivage_last_day() RETURNS date LANGUAGE sql STABLE AS $$
  SELECT ((rivage_now() + 12 * interval '1 hour') AT TIME ZONE 'Europe/Paris')::date
$$;

-- A row is written in one's own name, and begins now (`OWN_HAND` of `core.models.Row`).
CREATE OR REPLACE FUNCTION rivage_own_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.recorded_by_id IS DISTINCT FROM rivage_membership() THEN
    RAISE EXCEPTION 'rivage: % refusé, au nom d’un autre', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  NEW.created_at := CASE TG_OP WHEN 'INSERT' THEN rivage_now() ELSE OLD.created_at END;
  RETURN NEW;
END $$;

-- A fact is written once its day has come (`PAST` of `core.models.Row`).
CREATE OR REPLACE FUNCTION rivage_refuse_ahead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rivage: % refusé, un jour à venir', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

-- When a row was written never moves (`core.db.rules.born`).
CREATE OR REPLACE FUNCTION rivage_refuse_birth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rivage: % refusé, écrit un autre jour', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

-- A day that no calendar of ours holds (`core.db.rules.dated`).
CREATE OR REPLACE FUNCTION rivage_refuse_date() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rivage: une date de % n’existe dans aucun calendrier', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- What an encrypted column held is not written again (ADR 0039). After the statement: what is kept is what went, and
-- what is refused what stands. The bytes are asked of the text, which reads the same whatever `bytea_output` says;
-- an owner's function keeps what it replaces like anybody, and the owner's own login alone puts an older value back.
-- Another isolation would read the digests as they were before another transaction wrote some. By the index, whatever a
-- plan made while few were kept would do. Arguments: the columns.
CREATE OR REPLACE FUNCTION rivage_refuse_older() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  went bytea[] := '{}';
  came bytea[] := '{}';
BEGIN
  FOR i IN 0 .. TG_NARGS - 1 LOOP
    CONTINUE WHEN old_row ->> TG_ARGV[i] IS NOT DISTINCT FROM new_row ->> TG_ARGV[i];
    went := went || sha256((old_row ->> TG_ARGV[i])::bytea);
    came := came || sha256((new_row ->> TG_ARGV[i])::bytea);
  END LOOP;
  IF session_user <> 'rivage_owner' AND array_remove(came, NULL) <> '{}'
     AND (current_setting('transaction_isolation') <> 'read committed'
       OR EXISTS (SELECT FROM core_replaced r WHERE r.digest = ANY (came))) THEN
    RAISE EXCEPTION 'rivage: une valeur remplacée ne revient pas' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  INSERT INTO core_replaced (digest) SELECT DISTINCT w FROM unnest(went) w WHERE w IS NOT NULL ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
