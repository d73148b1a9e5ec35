-- Sums are begun open, of this year or of the last one until 31 March, and let go once, by the lead, of a year that is
-- over; past that day, nothing of them moves.
CREATE OR REPLACE FUNCTION support_tally_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  today date := rivage_last_day();
  this int := extract(year FROM today);
BEGIN
  IF (TG_OP = 'INSERT' OR NEW.let_go_on IS NOT NULL)
     AND NEW.year NOT BETWEEN this - (today - 1 <= make_date(this, 3, 31))::int AND this THEN
    RAISE EXCEPTION 'rivage: sommes refusées' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'INSERT' THEN
    NEW.created_at := rivage_now();
  END IF;
  IF NEW.let_go_on IS NOT NULL AND (TG_OP = 'INSERT' OR NOT rivage_is('lead')
      OR NEW.let_go_on NOT BETWEEN rivage_last_day() - 1 AND rivage_last_day()
      OR NEW.year <> extract(year FROM NEW.let_go_on) - 1) THEN
    RAISE EXCEPTION 'rivage: sommes refusées' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_tally BEFORE INSERT OR UPDATE ON support_tally
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION support_tally_guard();

-- A week begins on a Monday, and is noted while it is remembered; who was turned away is counted today, and taken back
-- today.
CREATE OR REPLACE FUNCTION support_refuse_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rivage: % refusé, un jour impossible', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER guard_day BEFORE INSERT ON support_weektime
  FOR EACH ROW WHEN (current_user <> 'rivage_owner'
    AND (extract(isodow FROM NEW.week) <> 1 OR NEW.week < rivage_last_day() - 735))
  EXECUTE FUNCTION support_refuse_day();
CREATE OR REPLACE TRIGGER guard_day BEFORE INSERT ON support_turnedaway
  FOR EACH ROW WHEN (current_user <> 'rivage_owner'
    AND (NEW.taken_back_on IS NOT NULL OR NEW.day < rivage_last_day() - 1))
  EXECUTE FUNCTION support_refuse_day();
CREATE OR REPLACE TRIGGER guard_day_back BEFORE UPDATE ON support_turnedaway
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND NEW.taken_back_on < rivage_last_day() - 1)
  EXECUTE FUNCTION support_refuse_day();

-- The nation's sums of a year, in a zone or, without one, in all: of eleven people and more, rounded to five.
CREATE OR REPLACE FUNCTION support_passages(asked_year int, asked_zone text)
RETURNS TABLE (moment_before text, moment_after text, question text, code_before text, code_after text, people int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.moment_before, p.moment_after, p.question, p.code_before, p.code_after, (round(sum(p.n) / 5.0) * 5)::int
  FROM support_passagesum p WHERE p.year = asked_year AND (asked_zone IS NULL OR p.zone = asked_zone)
  GROUP BY 1, 2, 3, 4, 5 HAVING sum(p.n) >= 11 ORDER BY 1, 2, 3, 4, 5
$$;
REVOKE ALL ON FUNCTION support_passages(int, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION support_passages(int, text) TO rivage_facts;

-- Two years after its week, the hours that stand are kept without who noted them; those written over are gone.
CREATE OR REPLACE FUNCTION support_forget() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'Europe/Paris' AS $$
DECLARE
  today date := (rivage_instant() AT TIME ZONE 'Europe/Paris')::date;
  years date := today - interval '24 months';
  done bigint;
  gone bigint;
BEGIN
  DELETE FROM support_weektime w USING support_weektime l WHERE w.week < years AND l.body_id = w.body_id
    AND l.week = w.week AND l.recorded_by_id = w.recorded_by_id AND l.created_at > w.created_at;
  GET DIAGNOSTICS gone = ROW_COUNT;
  UPDATE support_weektime SET recorded_by_id = NULL WHERE week < years AND recorded_by_id IS NOT NULL;
  GET DIAGNOSTICS done = ROW_COUNT;
  RETURN gone + done;
END $$;
REVOKE ALL ON FUNCTION support_forget() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION support_forget() TO rivage_worker;
