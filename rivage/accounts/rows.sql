-- Bodies, users and memberships name professionals, no person accompanied: open to the application, never deleted by
-- it.
REVOKE DELETE, TRUNCATE ON accounts_body FROM rivage_app;
REVOKE DELETE, TRUNCATE ON accounts_user FROM rivage_app;
REVOKE DELETE, TRUNCATE ON accounts_membership FROM rivage_app;

-- What may be opened to each role is the same for everybody, and written by `rivage migrate` alone.
REVOKE ALL ON accounts_role FROM rivage_app;
GRANT SELECT ON accounts_role TO rivage_app;
GRANT SELECT ON accounts_role TO rivage_facts;

-- What a membership reaches is fixed when it is proposed, inside its body's département; another person confirms it, in
-- her own name; its end only comes nearer; in what quality one signs is written by somebody else. What follows binds
-- the application, whatever its perimeter.
CREATE OR REPLACE FUNCTION accounts_membership_guard() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  acting uuid := rivage_user();
  installing boolean := rivage_is('system')
    AND NOT EXISTS (SELECT FROM accounts_membership m WHERE m.role = 'admin' AND m.starts <> NEW.starts);
  allowed boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    allowed := ((NEW.confirmed_by_id IS NULL AND NEW.confirmed_at IS NULL) OR installing)
      AND (NEW.proposed_by_id = acting OR installing OR NEW.user_id IS NULL)
      AND NOT EXISTS (SELECT FROM accounts_body b WHERE b.id = NEW.body_id AND b.departement <> ''
        AND NOT NEW.departements <@ ARRAY[b.departement]);
  ELSE
    allowed := to_jsonb(NEW) - ARRAY['ends', 'quality', 'confirmed_by_id', 'confirmed_at']
        = to_jsonb(OLD) - ARRAY['ends', 'quality', 'confirmed_by_id', 'confirmed_at']
      AND NEW.ends <= OLD.ends
      AND (NEW.quality = OLD.quality OR (OLD.user_id <> acting AND EXISTS (SELECT FROM accounts_membership m
        WHERE m.id = rivage_membership() AND m.user_id = acting AND m.confirmed_by_id IS NOT NULL
          AND (m.body_id = OLD.body_id OR m.role = 'admin'))))
      AND CASE WHEN NEW.confirmed_by_id IS NOT DISTINCT FROM OLD.confirmed_by_id
        THEN NEW.confirmed_at IS NOT DISTINCT FROM OLD.confirmed_at
        ELSE OLD.confirmed_by_id IS NULL AND NEW.confirmed_by_id = acting
          AND EXISTS (SELECT FROM accounts_membership m
            WHERE m.id = rivage_membership()
              AND m.user_id = acting AND m.confirmed_by_id IS NOT NULL
              AND (m.body_id = NEW.body_id OR m.role = 'admin'
                OR m.body_id = (SELECT b.parent_id FROM accounts_body b WHERE b.id = NEW.body_id))) END;
  END IF;
  IF allowed IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: fonction refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON accounts_membership
  FOR EACH ROW WHEN (current_user = 'rivage_app') EXECUTE FUNCTION accounts_membership_guard();

-- The keyset of a préfecture is found by its département: a body never changes its nature nor its place.
CREATE OR REPLACE FUNCTION accounts_body_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF rivage_is('admin', 'system') AND (TG_OP = 'INSERT'
     OR (NEW.id, NEW.kind, NEW.departement, NEW.parent_id) IS NOT DISTINCT FROM (OLD.id, OLD.kind, OLD.departement,
       OLD.parent_id))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'rivage: organisme refusé' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON accounts_body
  FOR EACH ROW WHEN (current_user = 'rivage_app') EXECUTE FUNCTION accounts_body_guard();
