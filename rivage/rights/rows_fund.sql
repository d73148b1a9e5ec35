-- What is given of a line: what was paid, else what was granted.
CREATE OR REPLACE FUNCTION rights_fund_given(line uuid, but uuid) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(coalesce(a.paid, a.granted, 0)), 0) FROM rights_fundaid a WHERE a.line_id = line AND a.id <> but
$$;

-- What is left of a line, told to whoever acts in its département: an antenne does not read what others asked.
CREATE OR REPLACE FUNCTION rights_fund_left(line uuid) RETURNS numeric
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.amount - rights_fund_given(l.id, l.id) FROM rights_fundline l
  WHERE l.id = line AND (SELECT rivage_is('delegate', 'secretary', 'referent', 'lead'))
    AND l.departement = ANY ((SELECT rivage_departements())::text[])
$$;

-- A line is opened in one's own name, and never lowered below what is given of it.
CREATE OR REPLACE FUNCTION rights_fund_line_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.recorded_by_id IS DISTINCT FROM rivage_membership() THEN
    RAISE EXCEPTION 'rivage: ligne refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.amount < rights_fund_given(NEW.id, NEW.id) THEN
    RAISE EXCEPTION 'rivage: ligne trop basse' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_line BEFORE INSERT OR UPDATE ON rights_fundline
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_fund_line_guard();

-- Asked by an antenne, never above what is left, which may take it back until it is decided; an opinion, a decision and
-- a payment by whoever instructs, each once, in one's own name, of no day to come, and nothing else beside; by
-- delegation, by a delegate alone; on paper, with who signed.
CREATE OR REPLACE FUNCTION rights_fund_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE me uuid := rivage_membership(); asks boolean := rivage_is('referent', 'lead');
  rules boolean := rivage_is('delegate', 'secretary'); good boolean := false; moved text[] := '{}';
  -- Where the day begins first, three hours before Paris.
  today date := ((rivage_now() + 3 * interval '1 hour') AT TIME ZONE 'Europe/Paris')::date;
BEGIN
  IF TG_OP = 'INSERT' THEN
    good := asks AND NEW.asked_by_id = me AND NEW.asked_on <= today AND NEW.asked <= rights_fund_left(NEW.line_id)
      AND num_nonnulls(NEW.opinion_on, NEW.opinion_by_id, NEW.decided_on, NEW.decided_by_id, NEW.paid_on,
        NEW.paid_by_id, NEW.withdrawn_on) = 0 AND NEW.opinion || NEW.voice || NEW.ground || NEW.signed_name = ''
      AND (NEW.path_number = '' OR EXISTS (SELECT FROM people_person p WHERE p.reference = NEW.path_number
        AND p.antenne_id = NEW.antenne_id));
  ELSIF NEW.withdrawn_on IS NOT NULL THEN
    good := asks AND OLD.decided_on IS NULL AND NEW.withdrawn_on <= today;
    moved := '{withdrawn_on}';
  ELSIF OLD.opinion_on IS NULL THEN
    good := rules AND NEW.opinion_by_id = me AND NEW.opinion_on <= today;
    moved := '{opinion,voice,opinion_on,opinion_by_id}';
  ELSIF OLD.decided_on IS NULL THEN
    good := rules AND NEW.decided_by_id = me AND NEW.decided_on <= today
      AND (NEW.decided_from = 'signed_paper' AND btrim(NEW.signed_name) <> ''
        OR NEW.decided_from = 'own_desk' AND rivage_is('delegate'));
    moved := '{sense,granted,ground,decided_on,decided_from,signed_name,decided_by_id}';
  ELSIF OLD.paid_on IS NULL THEN
    good := rules AND NEW.paid_by_id = me AND NEW.paid_on <= today;
    moved := '{paid,paid_on,invoice,paid_by_id}';
  END IF;
  good := good AND (TG_OP = 'INSERT' OR to_jsonb(NEW) - moved = to_jsonb(OLD) - moved);
  IF good IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: aide du fonds refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.granted IS NOT NULL THEN
    -- Two grants of a line wait for each other here too.
    PERFORM FROM rights_fundline l WHERE l.id = NEW.line_id FOR UPDATE;
    IF rights_fund_given(NEW.line_id, NEW.id) + coalesce(NEW.paid, NEW.granted)
       > (SELECT l.amount FROM rights_fundline l WHERE l.id = NEW.line_id) THEN
      RAISE EXCEPTION 'rivage: plus que la ligne' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_fund BEFORE INSERT OR UPDATE ON rights_fundaid
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_fund_guard();
