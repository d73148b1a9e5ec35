-- A step is of days that have come and that a life may hold; a step that was replaced already is not
-- replaced again (unique), and what stands beside a title held is of the same person (`people_row_guard`).
CREATE OR REPLACE FUNCTION titles_fact_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last date := rivage_last_day();
BEGIN
  IF NEW."on" > last OR NEW."on" < last - 366 * 41
     OR NEW.due > last + 366 * 13 THEN
    RAISE EXCEPTION 'rivage: étape refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_fact BEFORE INSERT ON titles_rightfact
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION titles_fact_guard();

-- A title held is of the day of its step, as it is noted, and is taken back today.
CREATE OR REPLACE FUNCTION titles_held_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last date := rivage_last_day();
BEGIN
  IF (TG_OP = 'INSERT' AND (NEW.taken_back_on IS NOT NULL OR NOT EXISTS (SELECT FROM titles_rightfact f
       WHERE f.id = NEW.fact_id AND f."on" = NEW."on")))
     OR NEW.taken_back_on NOT BETWEEN last - 2 AND last THEN
    RAISE EXCEPTION 'rivage: titre refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_held BEFORE INSERT OR UPDATE OF taken_back_on ON titles_titleheld
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION titles_held_guard();
