-- Read by those who act in the département, written by those who instruct there. Of a row, only the withdrawal is
-- added.
SELECT rivage_departement_rows('associations_agrement');
CREATE OR REPLACE FUNCTION associations_agrement_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving text[] := '{heard_on,withdrawn_on}';
BEGIN
  IF current_setting('rivage.role', true) NOT IN ('delegate', 'secretary')
     OR TG_OP = 'INSERT' AND NEW.recorded_by_id::text IS DISTINCT FROM current_setting('rivage.membership', true)
     OR TG_OP = 'UPDATE' AND (OLD.withdrawn_on IS NOT NULL
       OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving) THEN
    RAISE EXCEPTION 'rivage: agrément refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_agrement BEFORE INSERT OR UPDATE ON associations_agrement
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION associations_agrement_guard();
