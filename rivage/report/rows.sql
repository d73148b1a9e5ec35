-- A year is closed once it is over, on the day it is, by the lead; again, in the place of what stands.
CREATE OR REPLACE FUNCTION report_closing_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.closed_on NOT BETWEEN rivage_last_day() - 1 AND rivage_last_day()
     OR NEW.year >= extract(year FROM NEW.closed_on)
     OR NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT FROM report_yearclosing c
       WHERE c.id = NEW.replaces_id AND c.body_id = NEW.body_id AND c.year = NEW.year) THEN
    RAISE EXCEPTION 'rivage: clôture refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_closing BEFORE INSERT ON report_yearclosing
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION report_closing_guard();

-- What leaves is of a closing of the same antenne and year; a total, of what leaves of the same antenne.
CREATE OR REPLACE FUNCTION report_leaving_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM report_yearclosing c
       WHERE c.id = NEW.closing_id AND c.body_id = NEW.body_id AND c.year = NEW.year) THEN
    RAISE EXCEPTION 'rivage: clôture refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_leaving BEFORE INSERT ON report_yearleaving
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION report_leaving_guard();
CREATE OR REPLACE FUNCTION report_total_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM report_yearleaving l WHERE l.id = NEW.leaving_id AND l.body_id = NEW.body_id) THEN
    RAISE EXCEPTION 'rivage: clôture refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_total BEFORE INSERT ON report_yeartotal
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION report_total_guard();

-- To a head office, what the antennes that keep a total to themselves add up to in a year: three of them at least,
-- eleven people at least, and so few that each may have none; every antenne of that year has closed it, those once.
CREATE OR REPLACE FUNCTION report_kept_sums(asked_year int) RETURNS TABLE (code text, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH mine AS (
    SELECT b.id FROM accounts_body b
    WHERE rivage_is('head_office') AND b.parent_id = rivage_own_body() AND b.kind = 'antenne'
      AND b.created_at < make_timestamptz(asked_year + 1, 1, 1, 0, 0, 0, 'Europe/Paris')
  ), last AS (
    SELECT DISTINCT ON (l.body_id) l.id, l.n FROM report_yearleaving l
    WHERE l.year = asked_year AND l.body_id IN (SELECT m.id FROM mine m) ORDER BY l.body_id, l.n DESC
  )
  SELECT t.code::text, sum(t.n) FROM report_yeartotal t JOIN last l ON l.id = t.leaving_id
  WHERE t.said <> 'given' AND (SELECT count(*) FROM mine) = (SELECT count(*) FROM last)
  GROUP BY t.code
  HAVING count(*) >= 3 AND bool_and(t.said = 'few' AND l.n = 1) AND sum(t.n) BETWEEN 11 AND 10 * (count(*) - 1)
$$;
REVOKE ALL ON FUNCTION report_kept_sums(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION report_kept_sums(int) TO rivage_app;
