-- Sums are begun open, and let go once, by the lead, of a year that is over.
CREATE OR REPLACE FUNCTION support_tally_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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
