-- Written down by whoever instructs, each in her own name.
CREATE OR REPLACE FUNCTION associations_agrement_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.recorded_by_id IS DISTINCT FROM rivage_membership() THEN
    RAISE EXCEPTION 'rivage: agrément refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_agrement BEFORE INSERT ON associations_agrement
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION associations_agrement_guard();
