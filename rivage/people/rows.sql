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
SELECT rivage_person_rows('people_accord', 'reference', 'antenne');
SELECT rivage_person_rows('people_exclusion', 'private', 'antenne');

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

-- A share gives only what its giver has: the antenne's own file, or slices open to the giver (to read or to pass on).
-- It can only be shortened. What she excluded is dropped without a word: a refusal would tell that she spoke of it.
CREATE OR REPLACE FUNCTION people_share_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  instant timestamptz := NULLIF(current_setting('rivage.now', true), '')::timestamptz;
  own boolean;
  held text[];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.ends > OLD.ends THEN
      RAISE EXCEPTION 'rivage: une ouverture ne se prolonge pas' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END IF;
  SELECT p.antenne_id = ANY (string_to_array(current_setting('rivage.bodies', true), ',')::uuid[]) INTO own
    FROM people_person p WHERE p.id = NEW.person_id AND p.antenne_id = NEW.antenne_id AND p.departement = NEW.departement;
  IF own IS NULL OR NEW.giver_id IS DISTINCT FROM NULLIF(current_setting('rivage.membership', true), '')::uuid THEN
    RAISE EXCEPTION 'rivage: ouverture refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT own THEN
    SELECT array_agg(DISTINCT x) INTO held FROM people_share s, unnest(s.slices || s.passes) AS x
      WHERE s.person_id = NEW.person_id AND s.holder = ANY (string_to_array(current_setting('rivage.holders', true), ','))
        AND s.starts <= instant AND instant < s.ends;
    IF held IS NULL OR NOT held @> (NEW.slices::text[] || NEW.passes::text[]) THEN
      RAISE EXCEPTION 'rivage: ouverture refusée' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON people_share FOR EACH ROW EXECUTE FUNCTION people_share_guard();

-- Runs after the guard (triggers fire by name), with the owner's eyes: the giver may not read what she excluded.
CREATE OR REPLACE FUNCTION people_share_drop_excluded() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM people_exclusion e WHERE e.person_id = NEW.person_id AND (e.holder = NEW.holder
      OR e.holder IN (SELECT 'user:' || m.user_id FROM accounts_membership m WHERE NEW.holder = 'seat:' || m.seat_id)))
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
