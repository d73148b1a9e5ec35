-- What is contested is an act of this demande, that whoever notes it reads: a decision on the path or on the aid, an
-- end of the aid that stands; of a permit, its refusal, or the request that silence refused.
CREATE OR REPLACE FUNCTION rights_contested_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE shown uuid := coalesce(to_jsonb(NEW) ->> 'decision_id', NEW.act::text)::uuid;
BEGIN
  IF NOT (CASE NEW.about
    WHEN 'path' THEN EXISTS (SELECT FROM decisions_decision d
      WHERE d.id = shown AND d.demande_id = NEW.demande_id AND d.person_id = NEW.person_id)
    WHEN 'aid' THEN EXISTS (SELECT FROM rights_afisdecision a
      WHERE a.id = shown AND a.demande_id = NEW.demande_id AND a.person_id = NEW.person_id)
    WHEN 'aid_end' THEN EXISTS (SELECT FROM rights_afisend e JOIN rights_afisdecision a ON a.id = e.decision_id
      WHERE e.id = shown AND e.taken_back_on IS NULL AND a.demande_id = NEW.demande_id AND a.person_id = NEW.person_id)
    WHEN 'permit' THEN EXISTS (SELECT FROM rights_apsfact f
      JOIN dossiers_demande d ON d.id = NEW.demande_id AND d.person_id = f.person_id
      WHERE f.id = shown AND f.person_id = NEW.person_id AND f.step IN ('requested', 'refused'))
    ELSE false END) THEN
    RAISE EXCEPTION 'rivage: acte inconnu' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_act BEFORE INSERT ON decisions_recours
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_contested_guard();
CREATE OR REPLACE TRIGGER guard_act BEFORE INSERT ON decisions_contesthelp
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_contested_guard();

-- What a remedy undid of the aid or of a permit is said on the act itself, for those who read no remedy: a refusal, or
-- an end, that was annulled, suspended or ordered to be examined again by a judge, or that the préfet or the minister
-- took back; of a permit, with the judge's day, the gracious remedy that moves its delay, and the one that its service
-- is to answer. What a judge of the urgent ordered, its days too, ends with what the court then rules; what was
-- decided anew since stays.
CREATE OR REPLACE FUNCTION rights_undone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE since date := (SELECT min(r.outcome_on) FROM decisions_recours r WHERE r.act = NEW.act AND r.outcome = 'granted'
  AND CASE r.kind
    WHEN 'content' THEN r.ordered IN ('annulled', 'replaced') OR r.reexamine_days IS NOT NULL
    WHEN 'urgent' THEN (r.ordered = 'suspended' OR r.reexamine_days IS NOT NULL)
      AND NOT EXISTS (SELECT FROM decisions_recours c WHERE c.act = NEW.act AND c.kind = 'content'
        AND c.outcome IN ('granted', 'rejected') AND c.outcome_on >= r.outcome_on)
    ELSE true END);
  due date := CASE WHEN since IS NOT NULL THEN (SELECT min(r.outcome_on + r.reexamine_days) FROM decisions_recours r
    WHERE r.act = NEW.act AND r.outcome = 'granted' AND (r.kind <> 'urgent'
      OR NOT EXISTS (SELECT FROM decisions_recours c WHERE c.act = NEW.act AND c.kind = 'content'
        AND c.outcome IN ('granted', 'rejected') AND c.outcome_on >= r.outcome_on))) END;
  awaits date := (SELECT min(r.filed_on) FROM decisions_recours r
    WHERE r.act = NEW.act AND r.kind = 'gracious' AND r.outcome = 'pending');
  asked date;
  answered date;
BEGIN
  SELECT r.filed_on, r.outcome_on INTO asked, answered FROM decisions_recours r
    WHERE r.act = NEW.act AND r.kind = 'gracious' AND r.outcome <> 'withdrawn'
    ORDER BY r.filed_on, r.created_at LIMIT 1;
  UPDATE rights_afisdecision a SET undone_on = since
    WHERE NEW.about = 'aid' AND a.id = NEW.act AND a.sense = 'refuse' AND a.undone_on IS DISTINCT FROM since
      AND (since IS NOT NULL OR NOT EXISTS (SELECT FROM rights_afisdecision b
        WHERE b.demande_id = a.demande_id AND b.created_at > a.created_at));
  UPDATE rights_afisend e SET undone_on = since
    WHERE NEW.about = 'aid_end' AND e.id = NEW.act AND e.undone_on IS DISTINCT FROM since
      AND (since IS NOT NULL OR NOT EXISTS (SELECT FROM rights_afisend b
        WHERE b.decision_id = e.decision_id AND b.created_at > e.created_at AND b.taken_back_on IS NULL));
  UPDATE rights_apsfact f SET undone_on = since, redo_by = due, appealed_on = asked, appeal_answered_on = answered,
      appeal_awaits = awaits
    WHERE NEW.about = 'permit' AND f.id = NEW.act
      AND (f.undone_on, f.redo_by, f.appealed_on, f.appeal_answered_on, f.appeal_awaits)
        IS DISTINCT FROM (since, due, asked, answered, awaits);
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER undone AFTER INSERT OR UPDATE ON decisions_recours
  FOR EACH ROW WHEN (NEW.about <> 'path') EXECUTE FUNCTION rights_undone();

-- Only the remedy says so of a step of a permit.
CREATE OR REPLACE FUNCTION rights_undone_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rivage: étape refusée' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER guard_undone BEFORE INSERT ON rights_apsfact
  FOR EACH ROW WHEN ((NEW.undone_on IS NOT NULL OR NEW.redo_by IS NOT NULL OR NEW.appealed_on IS NOT NULL
    OR NEW.appeal_answered_on IS NOT NULL OR NEW.appeal_awaits IS NOT NULL) AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rights_undone_guard();
