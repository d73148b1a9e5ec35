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

-- A line is never lowered below what is given of it.
CREATE OR REPLACE FUNCTION rights_fund_line_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.amount < rights_fund_given(NEW.id, NEW.id) THEN
    RAISE EXCEPTION 'rivage: ligne trop basse' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_line BEFORE INSERT OR UPDATE ON rights_fundline
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_fund_line_guard();

-- Whether what an aid held of its steps is kept whole beside it, by whoever corrects it.
CREATE OR REPLACE FUNCTION rights_fund_kept(was rights_fundaid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM rights_fundcorrection c WHERE c.aid_id = was.id AND c.recorded_by_id = rivage_membership()
    AND (c.opinion, c.voice, c.opinion_on, c.sense, c.granted, c.ground, c.decided_on, c.decided_from, c.signed_name,
      c.paid, c.paid_on, c.invoice) IS NOT DISTINCT FROM (was.opinion, was.voice, was.opinion_on, was.sense,
      was.granted, was.ground, was.decided_on, was.decided_from, was.signed_name, was.paid, was.paid_on, was.invoice))
$$;

-- Asked by an antenne, never above what is left, which may take it back until it is decided; an opinion, a decision and
-- a payment by whoever instructs, in one's own name, of no day to come, and nothing else beside; by delegation, by a
-- delegate alone; on paper, with who signed. Noted, each is noted again, or taken away, beside what it was.
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
  ELSIF OLD.opinion_on IS NULL OR OLD.decided_on IS NULL AND NEW.decided_on IS NULL THEN
    good := rules AND (OLD.opinion_on IS NULL OR rights_fund_kept(OLD))
      AND (NEW.opinion_on IS NULL OR NEW.opinion_by_id = me AND NEW.opinion_on <= today);
    moved := '{opinion,voice,opinion_on,opinion_by_id}';
  ELSIF OLD.decided_on IS NULL OR OLD.paid_on IS NULL AND NEW.paid_on IS NULL THEN
    good := rules AND (OLD.decided_on IS NULL OR rights_fund_kept(OLD)) AND (NEW.decided_on IS NULL
      OR NEW.decided_by_id = me AND NEW.decided_on <= today AND btrim(NEW.signed_name) <> ''
        AND (NEW.decided_from = 'signed_paper' OR NEW.decided_from = 'own_desk' AND rivage_is('delegate')));
    moved := '{sense,granted,ground,decided_on,decided_from,signed_name,decided_by_id}';
  ELSE
    good := rules AND (OLD.paid_on IS NULL OR rights_fund_kept(OLD))
      AND (NEW.paid_on IS NULL OR NEW.paid_by_id = me AND NEW.paid_on <= today AND NEW.invoice ~ '[0-9]'
        AND regexp_replace(NEW.invoice, 'FACTURE|FACT|FAC|INV|REF', ' ', 'g') !~* '[[:alpha:]]{3}');
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

-- What was noted wrong is kept by whoever instructs, of an aid of that antenne: its last step, as it stands at that
-- instant, today, for a reason of the list.
CREATE OR REPLACE FUNCTION rights_fund_correction_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE today date := ((rivage_now() + 3 * interval '1 hour') AT TIME ZONE 'Europe/Paris')::date;
BEGIN
  IF NOT rivage_is('delegate', 'secretary')
     OR NEW.corrected_on > today OR NEW.corrected_on < today - 2
     OR NEW.why NOT IN ('typing', 'other_aid', 'not_yet', 'paper')
     OR NOT EXISTS (SELECT FROM rights_fundaid a WHERE a.id = NEW.aid_id AND a.antenne_id = NEW.antenne_id
       AND a.departement = NEW.departement AND a.opinion_on IS NOT NULL
       AND NEW.step = CASE WHEN a.paid_on IS NOT NULL THEN 'payment' WHEN a.decided_on IS NOT NULL THEN 'decision'
         ELSE 'opinion' END
       AND (a.opinion, a.voice, a.opinion_on, a.sense, a.granted, a.ground, a.decided_on, a.decided_from, a.signed_name,
         a.paid, a.paid_on, a.invoice) IS NOT DISTINCT FROM (NEW.opinion, NEW.voice, NEW.opinion_on, NEW.sense,
         NEW.granted, NEW.ground, NEW.decided_on, NEW.decided_from, NEW.signed_name, NEW.paid, NEW.paid_on,
         NEW.invoice)) THEN
    RAISE EXCEPTION 'rivage: correction refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_correction BEFORE INSERT ON rights_fundcorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_fund_correction_guard();

-- A correction is of something that changes: once all is written, the aid is no more what the last of them kept.
CREATE OR REPLACE FUNCTION rights_fund_corrected_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM rights_fundaid a WHERE a.id = NEW.aid_id
       AND (a.opinion, a.voice, a.opinion_on, a.sense, a.granted, a.ground, a.decided_on, a.decided_from, a.signed_name,
         a.paid, a.paid_on, a.invoice) IS NOT DISTINCT FROM (NEW.opinion, NEW.voice, NEW.opinion_on, NEW.sense,
         NEW.granted, NEW.ground, NEW.decided_on, NEW.decided_from, NEW.signed_name, NEW.paid, NEW.paid_on,
         NEW.invoice))
     AND NOT EXISTS (SELECT FROM rights_fundcorrection c WHERE c.aid_id = NEW.aid_id AND c.id <> NEW.id
       AND c.created_at >= NEW.created_at) THEN
    RAISE EXCEPTION 'rivage: correction refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER corrected AFTER INSERT ON rights_fundcorrection DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_fund_corrected_guard();
