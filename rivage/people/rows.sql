-- How many files are open to a holder now. For those who can have somebody else named to a function that nobody holds.
CREATE OR REPLACE FUNCTION people_open_to(asked text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(DISTINCT s.person_id) FROM people_share s
  WHERE ((SELECT rivage_is('admin')) OR asked = ANY ((SELECT rivage_holders())::text[])
      OR ((SELECT rivage_is('delegate', 'chair'))
        AND split_part(asked, ':', 2) = ANY ((SELECT rivage_departements())::text[])))
    AND s.holder = asked AND s.slices <> '{}' AND s.starts <= (SELECT rivage_now()) AND (SELECT rivage_now()) < s.ends
    AND s.person_id <> ALL ((SELECT rivage_excluded())::uuid[])
$$;

-- Whether a role may open files to this holder, as every roles.yaml says. No query in place of its call: each policy
-- that reads people_share would have one plan more.
CREATE OR REPLACE FUNCTION people_may_open_to(holder text, acting text) RETURNS boolean
  LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM accounts_role r WHERE r.code = split_part(holder, ':', 1) AND acting = ANY (r.opened_by));
END $$;

-- What is open to the context of one slice: people, of whom at least a demande is; those whose whole file is; demandes.
-- Asked once a statement by every policy about a person. In PL/pgSQL, whose plan is made once a connection (ADR 0030),
-- with the owner's eyes: the policy of people_share says the same of a holder's own, and would be checked beside. Its
-- own shares are found by their holder: by their slices, they would be sought among those of the whole country.
CREATE OR REPLACE FUNCTION people_open_people(slice text) RETURNS uuid[]
  LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE c record; BEGIN SELECT * INTO c FROM rivage_held();
  IF c.holders = '{}' THEN RETURN '{}'; END IF;
  RETURN ARRAY(SELECT s.person_id FROM people_share s WHERE s.holder = ANY (c.holders)
    AND slice = ANY (s.slices) AND s.starts <= c.instant AND c.instant < s.ends); END $$;
CREATE OR REPLACE FUNCTION people_open_files(slice text) RETURNS uuid[]
  LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE c record; BEGIN SELECT * INTO c FROM rivage_held();
  IF c.holders = '{}' THEN RETURN '{}'; END IF;
  RETURN ARRAY(SELECT s.person_id FROM people_share s WHERE s.holder = ANY (c.holders)
    AND slice = ANY (s.slices)
    AND s.demande_id IS NULL AND s.starts <= c.instant AND c.instant < s.ends); END $$;
CREATE OR REPLACE FUNCTION people_open_demandes(slice text) RETURNS uuid[]
  LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE c record; BEGIN SELECT * INTO c FROM rivage_held();
  IF c.holders = '{}' THEN RETURN '{}'; END IF;
  RETURN ARRAY(SELECT s.demande_id FROM people_share s WHERE s.holder = ANY (c.holders)
    AND slice = ANY (s.slices)
    AND s.demande_id IS NOT NULL AND s.starts <= c.instant AND c.instant < s.ends); END $$;

-- Shares: their own policy reads plain columns only, since every other policy reads them.
CREATE POLICY app ON people_share FOR ALL TO rivage_app USING (
  person_id <> ALL ((SELECT rivage_excluded())::uuid[]) AND (
  antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
  OR holder = ANY ((SELECT rivage_holders())::text[])
  -- Not to the antenne that gave it, which has the line above: once she has left, the row would tell where she is.
  OR (giver_id = (SELECT rivage_membership()) AND cardinality((SELECT rivage_bodies())) = 0)
  OR (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary')) AND people_may_open_to(holder, (SELECT rivage_role())))));
REVOKE ALL ON people_share FROM rivage_app;
GRANT SELECT, INSERT ON people_share TO rivage_app;
GRANT UPDATE (ends, ended_by, would_end) ON people_share TO rivage_app;

-- A row is about somebody its writer sees, under her own antenne, and points only to rows that the writer sees, about
-- the same person. An unknown id and a hidden one get the same answer, before any foreign key or unique index speaks.
-- What a row is about never changes, but by the function of the owner that moves a whole file. Arguments: for each
-- column that points to a row, its name, the table, and the column there that names the person, if there is one.
CREATE OR REPLACE FUNCTION people_row_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  pointed uuid;
  about text;
  seen boolean;
BEGIN
  IF TG_OP = 'UPDATE' AND current_user = 'rivage_owner' THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    PERFORM FROM people_person p WHERE p.id = NEW.person_id AND p.antenne_id = NEW.antenne_id;
    seen := FOUND;
  ELSE
    seen := (NEW.id, NEW.person_id, NEW.antenne_id) IS NOT DISTINCT FROM (OLD.id, OLD.person_id, OLD.antenne_id);
  END IF;
  FOR i IN 0 .. TG_NARGS / 3 - 1 LOOP
    EXIT WHEN NOT seen;
    EXECUTE format('SELECT ($1).%I', TG_ARGV[3 * i]) INTO pointed USING NEW;
    CONTINUE WHEN pointed IS NULL;
    about := CASE TG_ARGV[3 * i + 2] WHEN '' THEN 'true' ELSE format('r.%I = $2', TG_ARGV[3 * i + 2]) END;
    EXECUTE format('SELECT %s FROM %I r WHERE r.id = $1', about, TG_ARGV[3 * i + 1])
      INTO seen USING pointed, NEW.person_id;
    seen := coalesce(seen, false);
  END LOOP;
  IF NOT seen THEN
    RAISE EXCEPTION 'rivage: ligne refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

-- A person stays with her antenne and in its département, until `people_transfer_accept`; her number never changes.
-- That she was erased is written today by the lead, once no key of hers opens, and is never taken back: it drops the
-- digests of whom she set aside.
CREATE OR REPLACE FUNCTION people_person_guard() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp SET timezone = 'Europe/Paris' AS $$
BEGIN
  IF (TG_OP = 'UPDATE' AND (NEW.id, NEW.antenne_id, NEW.departement, NEW.reference)
       IS DISTINCT FROM (OLD.id, OLD.antenne_id, OLD.departement, OLD.reference))
     OR (NEW.erased_on IS DISTINCT FROM (CASE WHEN TG_OP = 'UPDATE' THEN OLD.erased_on END) AND (TG_OP = 'INSERT'
       OR OLD.erased_on IS NOT NULL OR rivage_is('lead') IS NOT TRUE
       OR NEW.erased_on IS DISTINCT FROM (rivage_now() AT TIME ZONE 'UTC')::date
       OR EXISTS (SELECT FROM vault_personkey k WHERE k.person_id = NEW.id)))
     OR (TG_OP = 'INSERT' AND NOT EXISTS (SELECT FROM accounts_body b
       WHERE b.id = NEW.antenne_id AND b.kind = 'antenne' AND b.departement = NEW.departement)) THEN
    RAISE EXCEPTION 'rivage: ligne refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON people_person
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION people_person_guard();

-- Wrapped keys belong to the vault, left of Share: their policy is written here.
CREATE POLICY app ON vault_personkey FOR ALL TO rivage_app USING (
  person_id <> ALL ((SELECT rivage_excluded())::uuid[]) AND erased_at IS NULL AND (
  antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
  OR (kind = 'shared' AND body_id = ANY ((SELECT rivage_keys())::uuid[])
      AND person_id = ANY ((SELECT array_agg(s.person_id) FROM people_share s
        WHERE s.holder = ANY ((SELECT rivage_holders())::text[]) AND s.slices <> '{}'
          AND s.starts <= (SELECT rivage_now()) AND (SELECT rivage_now()) < s.ends)::uuid[]))))
  WITH CHECK ((SELECT rivage_in()) AND erased_at IS NULL
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]));

-- Who accompanied her is told as long as a key of hers opens it: those rows go with an erasure, and not before.
CREATE POLICY erased ON people_accompaniment AS RESTRICTIVE FOR DELETE TO rivage_app USING (
  NOT EXISTS (SELECT FROM vault_personkey k WHERE k.person_id = people_accompaniment.person_id AND k.kind = 'private'));

-- Nobody reads a wrap by a door without an account.
CREATE POLICY in_full ON vault_personkey AS RESTRICTIVE FOR SELECT TO rivage_app USING ((SELECT rivage_in_full()));
-- A key is added by who accompanies the person, never changed; it is erased by `vault_erase`. Keys come before the
-- person's row: a person not yet there is let through; with the owner's eyes: another antenne's person is hidden.
REVOKE UPDATE, DELETE ON vault_personkey FROM rivage_app;
CREATE OR REPLACE FUNCTION people_key_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM people_person p WHERE p.id = NEW.person_id AND (p.antenne_id <> NEW.antenne_id
       OR (rivage_is('referent') AND NOT people_accompanies(p.id))))
     OR (NEW.kind = 'private' AND NEW.body_id <> NEW.antenne_id)
     OR (NEW.body_id <> NEW.antenne_id AND NOT EXISTS (SELECT FROM accounts_body b
       WHERE b.id = NEW.body_id AND b.kind = 'prefecture')) THEN
    RAISE EXCEPTION 'rivage: clé refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
-- A restore brings keys back before or without the people.
CREATE OR REPLACE TRIGGER guard BEFORE INSERT ON vault_personkey
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker')) EXECUTE FUNCTION people_key_guard();

-- A share gives no more than what roles.yaml lets anybody be shown, whatever a verb says, and is given by the roles
-- that it names: by the antenne, its own file; by those who hold the procedure, in their département, slices open to
-- them (to read or to pass on). It begins now, and can only be shortened, until now at the soonest: what was read by it
-- stays explained. What her antenne ended for now (`would_end`), it opens again
-- to the same holder, as it was and until the same day. What she excluded is dropped without a
-- word: a refusal would tell that she spoke of it. In which département, `dossiers_share_guard` says.
CREATE OR REPLACE FUNCTION people_share_guard() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp SET timezone = 'Europe/Paris' AS $$
DECLARE
  instant timestamptz := rivage_now();
  actor uuid := rivage_membership();
  kind text := split_part(NEW.holder, ':', 1);
  most accounts_role;
  own boolean;
  held text[];
  allowed boolean;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.ends > OLD.ends
       OR (NEW.ends < OLD.ends AND extract(epoch FROM NEW.ends) < extract(epoch FROM instant) - 60)
       OR (NEW.would_end IS DISTINCT FROM OLD.would_end AND NEW.would_end IS NOT NULL
         AND (NEW.would_end <> OLD.ends OR rivage_is('referent', 'lead') IS NOT TRUE))
       OR (NEW.ended_by IS DISTINCT FROM OLD.ended_by AND NEW.ended_by IS DISTINCT FROM actor) THEN
      RAISE EXCEPTION 'rivage: une ouverture ne se prolonge pas' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END IF;
  SELECT p.antenne_id = ANY (rivage_bodies()) INTO own
    FROM people_person p WHERE p.id = NEW.person_id AND p.antenne_id = NEW.antenne_id;
  -- No row, no opening.
  SELECT * INTO most FROM accounts_role r WHERE r.code = kind;
  allowed := own IS NOT NULL AND NEW.giver_id IS NOT DISTINCT FROM actor AND NEW.would_end IS NULL
    AND (rivage_role() = ANY (most.opened_by) OR (own AND EXISTS (SELECT FROM people_share s
      WHERE (s.person_id, s.holder, s.slices, s.passes, s.purpose, s.departement, s.would_end)
        = (NEW.person_id, NEW.holder, NEW.slices, NEW.passes, NEW.purpose, NEW.departement, NEW.ends)
        AND s.demande_id IS NOT DISTINCT FROM NEW.demande_id)))
    AND NEW.slices <@ most.slices AND NEW.passes <@ most.passes
    AND abs(extract(epoch FROM NEW.starts) - extract(epoch FROM instant)) < 3600
    AND NEW.ends <= NEW.starts + make_interval(months => most.months, days => 1);
  IF allowed AND NOT own THEN
    SELECT coalesce(array_agg(DISTINCT x), '{}') INTO held FROM people_share s, unnest(s.slices || s.passes) AS x
      WHERE s.person_id = NEW.person_id AND (s.demande_id IS NULL OR s.demande_id = NEW.demande_id)
        AND s.holder = ANY ((SELECT rivage_holders())::text[])
        AND s.starts <= instant AND instant < s.ends;
    allowed := held @> (NEW.slices::text[] || NEW.passes::text[])
      AND (kind = 'seat' OR split_part(NEW.holder, ':', 2) = ANY (rivage_departements()));
  END IF;
  IF allowed IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: ouverture refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON people_share
  FOR EACH ROW EXECUTE FUNCTION people_share_guard();

-- For the trace: the file number and nothing else, to the antenne for its own people and to the auditor for all.
CREATE OR REPLACE FUNCTION people_references(wanted uuid[]) RETURNS TABLE (id uuid, reference varchar, antenne_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, p.reference, p.antenne_id FROM people_person p
  WHERE p.id = ANY (wanted) AND p.erased_on IS NULL AND p.id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND ((SELECT rivage_is('auditor')) OR p.antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
$$;
REVOKE ALL ON FUNCTION people_references(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_references(uuid[]) TO rivage_app;
-- The same the other way: which of those files has this number.
CREATE OR REPLACE FUNCTION people_referenced(wanted text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT found.id FROM people_person p, people_references(ARRAY[p.id]) found WHERE p.reference = wanted
$$;
REVOKE ALL ON FUNCTION people_referenced(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_referenced(text) TO rivage_app;

-- The trace tells nobody that somebody set him aside, nor what is done about her: an act is read by whom none of its
-- people set aside, or for what it says of another whose number he may read. The trace stands left of people_exclusion:
-- its narrowing is written here. An auditor or an antenne, it is the user who is narrowed.
CREATE POLICY app_set_aside ON audit_event AS RESTRICTIVE FOR SELECT TO rivage_app USING (
  NOT people && ((SELECT rivage_excluded())::uuid[]) OR EXISTS (SELECT FROM people_references(people)));

-- She goes to another antenne. The row of the one that she leaves: written and read by it; by whoever followed the file
-- in a département that she left, once she has. Only that the code is cancelled may still be written.
CREATE POLICY app ON people_transfer FOR ALL TO rivage_app USING (
  person_id <> ALL ((SELECT rivage_excluded())::uuid[]) AND (
  antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
  OR (was_open AND closed_at IS NOT NULL AND (SELECT rivage_is('delegate', 'secretary'))
    AND departement = ANY ((SELECT rivage_departements())::text[]))))
  WITH CHECK ((SELECT rivage_in()) AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]) AND closed_at IS NULL);
REVOKE ALL ON people_transfer FROM rivage_app;
GRANT SELECT, INSERT ON people_transfer TO rivage_app;
GRANT UPDATE (cancelled_at) ON people_transfer TO rivage_app;
CREATE OR REPLACE FUNCTION people_transfer_guard() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp SET timezone = 'Europe/Paris' AS $$
BEGIN
  IF (TG_OP = 'INSERT' AND (NEW.cancelled_at IS NOT NULL OR NEW.was_open
       OR rivage_is('referent', 'lead') IS NOT TRUE
       OR NEW.offered_by_id IS DISTINCT FROM rivage_membership()
       OR NEW.ends > NEW.offered_at + interval '31 days' OR NOT EXISTS (SELECT FROM people_person p
         WHERE (p.id, p.antenne_id, p.departement, p.reference)
           = (NEW.person_id, NEW.antenne_id, NEW.departement, NEW.reference))))
     OR (TG_OP = 'UPDATE' AND OLD.cancelled_at IS NOT NULL) THEN
    RAISE EXCEPTION 'rivage: départ refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON people_transfer
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker')) EXECUTE FUNCTION people_transfer_guard();

-- The keys on their way: written by the antenne that lets her go, read by nobody but through the function below. They
-- go with the code that is cancelled.
CREATE POLICY app ON people_transferkey FOR INSERT TO rivage_app WITH CHECK ((SELECT rivage_in()) AND
  transfer_id = ANY ((SELECT array_agg(t.id) FROM people_transfer t WHERE t.closed_at IS NULL AND t.cancelled_at IS NULL
    AND t.antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))::uuid[]));
REVOKE ALL ON people_transferkey FROM rivage_app, rivage_facts;
GRANT INSERT ON people_transferkey TO rivage_app;
CREATE OR REPLACE FUNCTION people_transfer_cancelled() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM people_transferkey k WHERE k.transfer_id = NEW.id;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER cancelled AFTER UPDATE OF cancelled_at ON people_transfer
  FOR EACH ROW EXECUTE FUNCTION people_transfer_cancelled();

-- The offer that a code opens to the antenne of the perimeter in force: neither cancelled, used, too old, nor its own.
-- Any other answers nothing, always the same. Called by the two functions below alone.
CREATE OR REPLACE FUNCTION people_transfer_of(code bytea) RETURNS people_transfer
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  instant timestamptz := rivage_now();
  found people_transfer;
BEGIN
  SELECT t.* INTO found FROM people_transferkey k JOIN people_transfer t ON t.id = k.transfer_id
    WHERE k.digest = code AND t.cancelled_at IS NULL AND t.closed_at IS NULL AND t.offered_at <= instant
      AND instant < t.ends
      AND rivage_in_full() AND rivage_is('referent', 'lead')
      AND EXISTS (SELECT FROM accounts_body b WHERE ARRAY[b.id] = rivage_bodies()
        AND b.kind = 'antenne' AND b.id <> t.antenne_id)
      AND EXISTS (SELECT FROM people_person p WHERE p.id = t.person_id AND p.antenne_id = t.antenne_id
        AND p.erased_on IS NULL)
    FOR UPDATE OF t;
  RETURN found;
END $$;
REVOKE ALL ON FUNCTION people_transfer_of(bytea) FROM PUBLIC;

-- Who arrives: a number, and what only the code opens.
CREATE OR REPLACE FUNCTION people_transfer_look(code bytea)
RETURNS TABLE (person uuid, reference varchar, with_notes boolean, label bytea, private bytea, shared bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  offer people_transfer := people_transfer_of(code);
BEGIN
  RETURN QUERY SELECT offer.person_id, offer.reference, offer.with_notes, k.label, k.private, k.shared
    FROM people_transferkey k WHERE k.transfer_id = offer.id;
END $$;
REVOKE ALL ON FUNCTION people_transfer_look(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_transfer_look(bytea) TO rivage_app;

-- What tells one state of a name from another, nothing of the name: a text saved again is another.
CREATE OR REPLACE FUNCTION people_name_digest(i people_identity) RETURNS varchar LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(coalesce(i.name_in_use, '') || coalesce(i.family_name, '') || coalesce(i.given_names, '')
    || coalesce(i.birth, '')), 'hex')
$$;

-- The one way a file moves: every row about her, in one transaction, to the antenne of the perimeter in force, which
-- brings the code and her keys under its own keyset. The antenne that she leaves keeps its row of `people_transfer`,
-- and its trace. In another département every opening of the one that she leaves ends; those openings belong to no
-- antenne any more, so that they name neither. What else a move does, each app says in a trigger on `people_person`
-- (`t20_dossiers`…, in the order of the house) or on `people_share`: they fire while
-- `rivage.moving` names the move.
-- `holders`: who read there until now.
CREATE OR REPLACE FUNCTION people_transfer_accept(code bytea, private_key bytea, shared_key bytea)
RETURNS TABLE (person uuid, origin uuid, departement varchar, holders text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  instant timestamptz := rivage_now();
  offer people_transfer := people_transfer_of(code);
  welcomes accounts_body;
  held text[] := '{}';
  moved regclass;
BEGIN
  IF offer.id IS NULL OR coalesce(length(private_key), 0) = 0 OR coalesce(length(shared_key), 0) = 0 THEN
    RAISE EXCEPTION 'rivage: accueil refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO welcomes FROM accounts_body b WHERE ARRAY[b.id] = rivage_bodies();
  PERFORM FROM people_person p WHERE p.id = offer.person_id FOR UPDATE;
  PERFORM set_config('rivage.moving', offer.id::text, true);
  UPDATE people_person p SET antenne_id = welcomes.id, departement = welcomes.departement WHERE p.id = offer.person_id;
  FOR moved IN SELECT c.oid::regclass FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND c.oid <> ALL ('{people_transfer,people_share,vault_personkey}'::regclass[])
      AND 2 = (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN ('person_id', 'antenne_id')
        AND NOT a.attisdropped) ORDER BY 1
  LOOP
    EXECUTE format('UPDATE %s SET antenne_id = $1 WHERE person_id = $2', moved) USING welcomes.id, offer.person_id;
  END LOOP;
  UPDATE people_accompaniment a SET ends = greatest(a.starts, instant)
    WHERE a.person_id = offer.person_id AND (a.ends IS NULL OR a.ends > instant);
  IF welcomes.departement <> offer.departement THEN
    SELECT coalesce(array_agg(DISTINCT split_part(s.holder, ':', 1)), '{}') INTO held FROM people_share s
      WHERE s.person_id = offer.person_id AND s.departement <> welcomes.departement AND s.starts <= instant
        AND instant < s.ends
        AND s.slices <> '{}';
    UPDATE people_share s SET ends = least(s.ends, greatest(s.starts, instant)),
        antenne_id = '00000000-0000-0000-0000-000000000000'
      -- One left by an earlier move ends by itself: its end would tell the day of this one.
      WHERE s.person_id = offer.person_id AND s.departement <> welcomes.departement AND s.slices <> '{}';
  END IF;
  UPDATE people_share s SET antenne_id = welcomes.id
    WHERE s.person_id = offer.person_id AND s.antenne_id = offer.antenne_id;
  DELETE FROM vault_personkey k WHERE k.person_id = offer.person_id AND k.body_id = offer.antenne_id;
  UPDATE vault_personkey k SET antenne_id = welcomes.id WHERE k.person_id = offer.person_id;
  INSERT INTO vault_personkey (id, created_at, person_id, antenne_id, kind, body_id, wrapped)
    VALUES (gen_random_uuid(), instant, offer.person_id, welcomes.id, 'private', welcomes.id, private_key),
      (gen_random_uuid(), instant, offer.person_id, welcomes.id, 'shared', welcomes.id, shared_key);
  DELETE FROM people_transferkey k WHERE k.transfer_id = offer.id;
  UPDATE people_transfer t SET closed_at = instant, was_open = 'delegate' = ANY (held),
      name_as_left = (SELECT people_name_digest(i) FROM people_identity i WHERE i.person_id = offer.person_id)
    WHERE t.id = offer.id;
  PERFORM set_config('rivage.moving', '', true);
  -- The trace of the antenne that she leaves says that the suivi is closed, by nobody.
  INSERT INTO audit_event (id, created_at, at, kind, role, departement, people, antennes, details)
    VALUES (gen_random_uuid(), instant, instant, 'suivi_closed', 'system', offer.departement, ARRAY[offer.person_id],
      ARRAY[offer.antenne_id], '{}');
  RETURN QUERY SELECT offer.person_id, offer.antenne_id, offer.departement, held;
END $$;
REVOKE ALL ON FUNCTION people_transfer_accept(bytea, bytea, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_transfer_accept(bytea, bytea, bytea) TO rivage_app;

-- Whether the file of this person is moving, by the function above: what a trigger of another app asks first.
CREATE OR REPLACE FUNCTION people_moving(person uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN current_user = 'rivage_owner' THEN EXISTS (SELECT FROM people_transfer t
    WHERE t.id::text = rivage_moving() AND t.person_id = person) ELSE false END
$$;
-- Whether her notes go with her; in which département she was. Of the move that is under way.
CREATE OR REPLACE FUNCTION people_move() RETURNS people_transfer
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT t.* FROM people_transfer t WHERE t.id::text = rivage_moving()
$$;

-- Where she is when a fact is written, whatever its writer says: what is counted there stays there once she moves.
CREATE OR REPLACE FUNCTION people_fact_place() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  SELECT p.departement, p.antenne_id INTO NEW.fact_departement, NEW.fact_antenne
    FROM people_person p WHERE p.id = NEW.person_id;
  NEW.fact_departement := coalesce(NEW.fact_departement, '');
  RETURN NEW;
END $$;
