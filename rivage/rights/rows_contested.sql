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
