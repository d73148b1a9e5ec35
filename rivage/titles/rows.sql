-- Each notes in her own name; a step that was replaced already is not replaced again (unique), and what stands beside
-- a title held is of the same person (`people_row_guard`).
CREATE OR REPLACE FUNCTION titles_fact_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.recorded_by_id IS DISTINCT FROM rivage_membership() THEN
    RAISE EXCEPTION 'rivage: étape refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_fact BEFORE INSERT ON titles_rightfact
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION titles_fact_guard();
