-- Shares first: their own policy reads plain columns only, since every other policy reads them.
SELECT rivage_open_to_owner('people_share');
DROP POLICY IF EXISTS app ON people_share;
CREATE POLICY app ON people_share FOR ALL TO rivage_app USING (
  antenne_id = ANY ((SELECT string_to_array(current_setting('rivage.bodies', true), ','))::uuid[])
  OR holder = ANY ((SELECT string_to_array(current_setting('rivage.holders', true), ','))::text[])
  -- Not to the antenne that gave it, which has the line above: once she has left, the row would tell where she is.
  OR giver_id = NULLIF(current_setting('rivage.membership', true), '')::uuid
    AND current_setting('rivage.role', true) NOT IN ('referent', 'lead')
  OR (split_part(holder, ':', 1) IN ('chair', 'signatory', 'desk', 'payer', 'seat', 'delegate') AND departement =
      ANY ((SELECT string_to_array(current_setting('rivage.departements', true), ','))::text[])
      AND current_setting('rivage.role', true) IN ('delegate', 'secretary')));
REVOKE ALL ON people_share FROM rivage_app;
GRANT SELECT, INSERT ON people_share TO rivage_app;
GRANT UPDATE (ends, ended_by) ON people_share TO rivage_app;

SELECT rivage_person_rows('people_person', 'reference', 'antenne', 'id');
SELECT rivage_person_rows('people_identity', 'identity', 'antenne');
SELECT rivage_person_rows('people_child', 'private', 'antenne');
SELECT rivage_person_rows('people_accompaniment', 'private', 'antenne');
SELECT rivage_person_rows('people_contact', 'private', 'antenne');
SELECT rivage_person_rows('people_correspondence', 'correspondence', 'antenne');
-- Language and interpreter tell where she comes from: read by whoever instructs, not by every reader of a reference.
SELECT rivage_person_rows('people_accord', 'pieces', 'antenne');
SELECT rivage_person_rows('people_exclusion', 'private', 'antenne');
-- What an erasure deletes, in the antenne's own rows, and a reader whom she no longer sets aside.
GRANT DELETE ON people_identity, people_child, people_accompaniment, people_contact, people_correspondence,
  people_accord, people_exclusion TO rivage_app;

-- A person stays with her antenne and in its département, until `people_transfer_accept`; her number never changes.
CREATE OR REPLACE FUNCTION people_person_guard() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.antenne_id, NEW.departement, NEW.reference)
       IS DISTINCT FROM (OLD.id, OLD.antenne_id, OLD.departement, OLD.reference)
     OR TG_OP = 'INSERT' AND NOT EXISTS (SELECT FROM accounts_body b
       WHERE b.id = NEW.antenne_id AND b.kind = 'antenne' AND b.departement = NEW.departement) THEN
    RAISE EXCEPTION 'rivage: ligne refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON people_person
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION people_person_guard();

-- Wrapped keys belong to the vault, which stands left of Share: their policy is declared here.
SELECT rivage_open_to_owner('vault_personkey');
DROP POLICY IF EXISTS app ON vault_personkey;
CREATE POLICY app ON vault_personkey FOR ALL TO rivage_app USING (
  antenne_id = ANY ((SELECT string_to_array(current_setting('rivage.bodies', true), ','))::uuid[])
  OR (kind = 'shared' AND body_id = ANY ((SELECT string_to_array(current_setting('rivage.keys', true), ','))::uuid[])
      AND person_id = ANY ((SELECT array_agg(s.person_id) FROM people_share s
        WHERE s.holder = ANY (string_to_array(current_setting('rivage.holders', true), ',')) AND s.slices <> '{}'
          AND s.starts <= (SELECT NULLIF(current_setting('rivage.now', true), '')::timestamptz)
          AND (SELECT NULLIF(current_setting('rivage.now', true), '')::timestamptz) < s.ends)::uuid[])))
  WITH CHECK (antenne_id = ANY ((SELECT string_to_array(current_setting('rivage.bodies', true), ','))::uuid[]));

-- A key is added by the antenne of the person, never changed, deleted by it alone. Keys come before the person's row,
-- so a person not yet there is let through; with the owner's eyes, since another antenne's person is hidden.
DROP POLICY IF EXISTS app_delete ON vault_personkey;
CREATE POLICY app_delete ON vault_personkey AS RESTRICTIVE FOR DELETE TO rivage_app USING (
  antenne_id = ANY ((SELECT string_to_array(current_setting('rivage.bodies', true), ','))::uuid[]));
REVOKE UPDATE ON vault_personkey FROM rivage_app;
CREATE OR REPLACE FUNCTION people_key_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM people_person p WHERE p.id = NEW.person_id AND p.antenne_id <> NEW.antenne_id)
     OR NEW.kind = 'private' AND NEW.body_id <> NEW.antenne_id
     OR NEW.body_id <> NEW.antenne_id AND NOT EXISTS (SELECT FROM accounts_body b
       WHERE b.id = NEW.body_id AND b.kind = 'prefecture') THEN
    RAISE EXCEPTION 'rivage: clé refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
-- A restore brings keys back before or without the people.
CREATE OR REPLACE TRIGGER guard BEFORE INSERT ON vault_personkey
  FOR EACH ROW WHEN (current_user = 'rivage_app') EXECUTE FUNCTION people_key_guard();

-- The most that each kind of reader may ever be shown (design, who sees what), whatever a verb or a policy file says.
CREATE OR REPLACE FUNCTION people_share_ceiling(holder text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE split_part(holder, ':', 1)
    WHEN 'delegate' THEN
      '{reference,identity,correspondence,situation,account,project,aid,pieces,avis,decision,stay}'::text[]
    WHEN 'seat' THEN '{reference,situation,account,project,aid,safety}'::text[]
    WHEN 'chair' THEN '{reference,identity,situation,account,project,aid,avis}'::text[]
    WHEN 'signatory' THEN '{reference,identity,project,avis,decision}'::text[]
    WHEN 'desk' THEN '{reference,identity,decision,residence,stay}'::text[]
    WHEN 'payer' THEN '{reference,identity,decision,correspondence}'::text[]
    ELSE '{}'::text[] END
$$;
CREATE OR REPLACE FUNCTION people_share_passes(holder text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE split_part(holder, ':', 1)
    WHEN 'delegate' THEN '{safety,residence}'::text[] WHEN 'chair' THEN '{decision}'::text[] ELSE '{}'::text[] END
$$;

-- A share gives only what its giver has, to somebody else, for no longer: the antenne its own file, to those who
-- instruct or to the desk; those who hold the procedure, in their département, slices open to them (to read or to pass
-- on). It can only be shortened. What she excluded is dropped without a word: a refusal would tell that she spoke of
-- it.
CREATE OR REPLACE FUNCTION people_share_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  instant timestamptz := NULLIF(current_setting('rivage.now', true), '')::timestamptz;
  actor uuid := NULLIF(current_setting('rivage.membership', true), '')::uuid;
  role text := current_setting('rivage.role', true);
  kind text := split_part(NEW.holder, ':', 1);
  own boolean;
  held text[];
  allowed boolean;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.ends > OLD.ends OR NEW.ended_by IS DISTINCT FROM OLD.ended_by AND NEW.ended_by IS DISTINCT FROM actor THEN
      RAISE EXCEPTION 'rivage: une ouverture ne se prolonge pas' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END IF;
  SELECT p.antenne_id = ANY (string_to_array(current_setting('rivage.bodies', true), ',')::uuid[]) INTO own
    FROM people_person p WHERE p.id = NEW.person_id AND p.antenne_id = NEW.antenne_id
    -- Hers, or that of the préfet to whom her antenne handed over the path of this demande: never one that she has
    -- left.
      AND (p.departement = NEW.departement OR EXISTS (SELECT FROM dossiers_demande d JOIN dossiers_parcours c
        ON c.id = d.parcours_id WHERE d.id = NEW.demande_id AND d.person_id = NEW.person_id
          AND c.departement = NEW.departement));
  allowed := own IS NOT NULL AND NEW.giver_id IS NOT DISTINCT FROM actor
    AND NEW.slices::text[] <@ people_share_ceiling(NEW.holder) AND NEW.passes::text[] <@ people_share_passes(NEW.holder)
    AND NEW.ends <= NEW.starts
      + CASE kind WHEN 'delegate' THEN interval '3 years 1 day' ELSE interval '1 year 1 day' END;
  IF allowed AND own THEN
    allowed := role NOT IN ('referent', 'lead') OR kind IN ('delegate', 'desk');
  ELSIF allowed THEN
    SELECT coalesce(array_agg(DISTINCT x), '{}') INTO held FROM people_share s, unnest(s.slices || s.passes) AS x
      WHERE s.person_id = NEW.person_id AND (s.demande_id IS NULL OR s.demande_id = NEW.demande_id)
        AND s.holder = ANY (string_to_array(current_setting('rivage.holders', true), ','))
        AND s.starts <= instant AND instant < s.ends;
    allowed := held @> (NEW.slices::text[] || NEW.passes::text[]) AND NEW.starts <= instant + interval '1 day'
      AND (kind = 'seat' OR split_part(NEW.holder, ':', 2)
        = ANY (string_to_array(current_setting('rivage.departements', true), ',')))
      AND CASE WHEN role IN ('delegate', 'secretary') THEN kind IN ('seat', 'chair', 'signatory', 'desk', 'payer')
        ELSE role = 'chair' AND kind = 'signatory' END;
  END IF;
  IF allowed IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: ouverture refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON people_share
  FOR EACH ROW EXECUTE FUNCTION people_share_guard();

-- Runs after the guard (triggers fire by name), with the owner's eyes: the giver may not read what she excluded.
CREATE OR REPLACE FUNCTION people_share_drop_excluded() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM people_exclusion e WHERE e.person_id = NEW.person_id AND (e.holder = NEW.holder
      OR e.holder IN (SELECT 'user:' || m.user_id FROM accounts_membership m WHERE NEW.holder = 'seat:' || m.seat_id
        OR m.role = 'chair' AND m.ends > NEW.starts AND split_part(NEW.holder, ':', 1) = 'chair'
          AND split_part(NEW.holder, ':', 2) = ANY (m.departements))))
  THEN RETURN NULL; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_excluded BEFORE INSERT ON people_share
  FOR EACH ROW EXECUTE FUNCTION people_share_drop_excluded();

-- For the trace: the file number and nothing else, to the antenne for its own people and to the auditor for all.
CREATE OR REPLACE FUNCTION people_references(wanted uuid[]) RETURNS TABLE (id uuid, reference varchar, antenne_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, p.reference, p.antenne_id FROM people_person p
  WHERE p.id = ANY (wanted) AND p.erased_on IS NULL AND (current_setting('rivage.role', true) = 'auditor'
    OR p.antenne_id = ANY (string_to_array(current_setting('rivage.bodies', true), ',')::uuid[]))
$$;
REVOKE ALL ON FUNCTION people_references(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_references(uuid[]) TO rivage_app;

-- She goes to another antenne. The row of the one that she leaves: written and read by it; by whoever followed the file
-- in a département that she left, once she has. Only that the code is cancelled may still be written.
SELECT rivage_person_rows('people_arrival', 'private', 'antenne');
SELECT rivage_open_to_owner('people_transfer');
DROP POLICY IF EXISTS app ON people_transfer;
CREATE POLICY app ON people_transfer FOR ALL TO rivage_app USING (
  antenne_id = ANY ((SELECT string_to_array(current_setting('rivage.bodies', true), ','))::uuid[])
  OR was_open AND closed_at IS NOT NULL AND current_setting('rivage.role', true) IN ('delegate', 'secretary')
    AND departement = ANY ((SELECT string_to_array(current_setting('rivage.departements', true), ','))::text[]))
  WITH CHECK (antenne_id = ANY ((SELECT string_to_array(current_setting('rivage.bodies', true), ','))::uuid[])
    AND closed_at IS NULL);
REVOKE ALL ON people_transfer FROM rivage_app;
GRANT SELECT, INSERT ON people_transfer TO rivage_app;
GRANT UPDATE (cancelled_at) ON people_transfer TO rivage_app;
CREATE OR REPLACE FUNCTION people_transfer_guard() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' AND (NEW.cancelled_at IS NOT NULL OR NEW.was_open
       OR current_setting('rivage.role', true) NOT IN ('referent', 'lead')
       OR NEW.offered_by_id::text IS DISTINCT FROM current_setting('rivage.membership', true)
       OR NEW.ends > NEW.offered_at + interval '31 days' OR NOT EXISTS (SELECT FROM people_person p
         WHERE (p.id, p.antenne_id, p.departement, p.reference)
           = (NEW.person_id, NEW.antenne_id, NEW.departement, NEW.reference)))
     OR TG_OP = 'UPDATE' AND OLD.cancelled_at IS NOT NULL THEN
    RAISE EXCEPTION 'rivage: départ refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON people_transfer
  FOR EACH ROW WHEN (current_user = 'rivage_app') EXECUTE FUNCTION people_transfer_guard();

-- The keys on their way: written by the antenne that lets her go, read by nobody but through the function below. They
-- go with the code that is cancelled.
SELECT rivage_open_to_owner('people_transferkey');
DROP POLICY IF EXISTS app ON people_transferkey;
CREATE POLICY app ON people_transferkey FOR INSERT TO rivage_app WITH CHECK (
  transfer_id = ANY ((SELECT array_agg(t.id) FROM people_transfer t WHERE t.closed_at IS NULL AND t.cancelled_at IS NULL
    AND t.antenne_id = ANY (string_to_array(current_setting('rivage.bodies', true), ',')::uuid[]))::uuid[]));
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
  instant timestamptz := NULLIF(current_setting('rivage.now', true), '')::timestamptz;
  found people_transfer;
BEGIN
  SELECT t.* INTO found FROM people_transferkey k JOIN people_transfer t ON t.id = k.transfer_id
    WHERE k.digest = code AND t.cancelled_at IS NULL AND t.closed_at IS NULL AND t.offered_at <= instant
      AND instant < t.ends
      AND current_setting('rivage.role', true) IN ('referent', 'lead')
      AND EXISTS (SELECT FROM accounts_body b WHERE b.id::text = current_setting('rivage.bodies', true)
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
-- and its trace. In another département every opening of the one that she leaves ends, a demande not decided yet leaves
-- its agenda and its draft; those openings belong to no antenne any more, so that they name neither. `holders`: who
-- read there until now. What was ordered there and is not paid stays for its payer to pay and to answer: the openings
-- that this rests on are left without a slice, half a year at most, and open no row of any table (`rights_left_months`
-- reads these months alone).
CREATE OR REPLACE FUNCTION people_transfer_accept(code bytea, private_key bytea, shared_key bytea)
RETURNS TABLE (person uuid, origin uuid, departement varchar, holders text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  instant timestamptz := NULLIF(current_setting('rivage.now', true), '')::timestamptz;
  offer people_transfer := people_transfer_of(code);
  welcomes accounts_body;
  held text[] := '{}';
  kept uuid[];
  moved regclass;
BEGIN
  IF offer.id IS NULL OR coalesce(length(private_key), 0) = 0 OR coalesce(length(shared_key), 0) = 0 THEN
    RAISE EXCEPTION 'rivage: accueil refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO welcomes FROM accounts_body b WHERE b.id::text = current_setting('rivage.bodies', true);
  PERFORM FROM people_person p WHERE p.id = offer.person_id FOR UPDATE;
  IF NOT offer.with_notes THEN
    DELETE FROM dossiers_note n WHERE n.person_id = offer.person_id;
    DELETE FROM dossiers_partversion v
      WHERE v.person_id = offer.person_id AND (v.aside OR v.version < (SELECT max(w.version)
      FROM dossiers_partversion w WHERE (w.demande_id, w.part) = (v.demande_id, v.part) AND NOT w.aside));
  END IF;
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
    SELECT coalesce(array_agg(s.id), '{}') INTO kept FROM people_share s WHERE s.person_id = offer.person_id
      AND s.departement <> welcomes.departement AND s.starts <= instant AND instant < s.ends
      AND split_part(s.holder, ':', 1) IN ('payer', 'delegate') AND EXISTS (SELECT FROM rights_afismonth m
        JOIN rights_afisorder o ON o.id = m.order_id JOIN rights_afisdecision a ON a.id = m.decision_id
        WHERE m.person_id = s.person_id AND o.departement = s.departement AND m.answer <> 'paid'
          AND (s.demande_id IS NULL OR s.demande_id = a.demande_id));
    UPDATE people_share s SET ends = CASE WHEN s.id = ANY (kept) THEN least(s.ends, instant + interval '6 months')
          ELSE least(s.ends, greatest(s.starts, instant)) END,
        slices = CASE WHEN s.id = ANY (kept) THEN '{}' ELSE s.slices END,
        passes = CASE WHEN s.id = ANY (kept) THEN '{}' ELSE s.passes END,
        antenne_id = '00000000-0000-0000-0000-000000000000'
      -- One left by an earlier move ends by itself: its end would tell the day of this one.
      WHERE s.person_id = offer.person_id AND s.departement <> welcomes.departement AND s.slices <> '{}';
    UPDATE commissions_agendaitem i SET postponed_at = instant FROM dossiers_demande d
      WHERE d.id = i.demande_id AND d.step = 'scheduled' AND d.person_id = offer.person_id AND i.postponed_at IS NULL;
    UPDATE decisions_decision c SET departement = welcomes.departement
      WHERE c.person_id = offer.person_id AND c.step = 'draft';
    UPDATE rights_alert a SET departement = welcomes.departement,
        ended_at = CASE WHEN a.holder LIKE '%:%' THEN coalesce(a.ended_at, instant) ELSE a.ended_at END
      WHERE a.person_id = offer.person_id;
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
  RETURN QUERY SELECT offer.person_id, offer.antenne_id, offer.departement, held;
END $$;
REVOKE ALL ON FUNCTION people_transfer_accept(bytea, bytea, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_transfer_accept(bytea, bytea, bytea) TO rivage_app;
