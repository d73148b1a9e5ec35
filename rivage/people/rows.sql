-- Shares first: their own policy reads plain columns only, since every other policy reads them.
SELECT rivage_open_to_owner('people_share');
DROP POLICY IF EXISTS app ON people_share;
CREATE POLICY app ON people_share FOR ALL TO rivage_app USING (
  antenne_id = ANY ((SELECT string_to_array(current_setting('rivage.bodies', true), ','))::uuid[])
  OR holder = ANY ((SELECT string_to_array(current_setting('rivage.holders', true), ','))::text[])
  OR giver_id = NULLIF(current_setting('rivage.membership', true), '')::uuid
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
GRANT DELETE ON people_identity, people_child, people_accompaniment, people_contact, people_correspondence, people_accord,
  people_exclusion TO rivage_app;

-- A person stays with the antenne and in the département where her file was opened; its number never changes.
CREATE OR REPLACE FUNCTION people_person_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
  FOR EACH ROW EXECUTE FUNCTION people_person_guard();

-- Wrapped keys belong to the vault, which stands left of Share: their policy is declared here.
SELECT rivage_open_to_owner('vault_personkey');
DROP POLICY IF EXISTS app ON vault_personkey;
CREATE POLICY app ON vault_personkey FOR ALL TO rivage_app USING (
  antenne_id = ANY ((SELECT string_to_array(current_setting('rivage.bodies', true), ','))::uuid[])
  OR (kind = 'shared' AND body_id = ANY ((SELECT string_to_array(current_setting('rivage.keys', true), ','))::uuid[])
      AND person_id = ANY ((SELECT array_agg(s.person_id) FROM people_share s
        WHERE s.holder = ANY (string_to_array(current_setting('rivage.holders', true), ','))
          AND s.starts <= NULLIF(current_setting('rivage.now', true), '')::timestamptz
          AND NULLIF(current_setting('rivage.now', true), '')::timestamptz < s.ends)::uuid[])))
  WITH CHECK (antenne_id = ANY ((SELECT string_to_array(current_setting('rivage.bodies', true), ','))::uuid[]));

-- A key is added by the antenne of the person, never changed, deleted by it alone. Keys come before the person's row, so a
-- person not yet there is let through; with the owner's eyes, since another antenne's person is hidden.
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
    WHEN 'delegate' THEN '{reference,identity,correspondence,situation,account,project,aid,pieces,avis,decision,stay}'::text[]
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
-- on). It can only be shortened. What she excluded is dropped without a word: a refusal would tell that she spoke of it.
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
    -- A demande that was forwarded is another département's: dossiers compares them.
      AND (p.departement = NEW.departement OR NEW.demande_id IS NOT NULL);
  allowed := own IS NOT NULL AND NEW.giver_id IS NOT DISTINCT FROM actor
    AND NEW.slices::text[] <@ people_share_ceiling(NEW.holder) AND NEW.passes::text[] <@ people_share_passes(NEW.holder)
    AND NEW.ends <= NEW.starts + CASE kind WHEN 'delegate' THEN interval '3 years 1 day' ELSE interval '1 year 1 day' END;
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
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON people_share FOR EACH ROW EXECUTE FUNCTION people_share_guard();

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
