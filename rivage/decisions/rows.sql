SELECT rivage_person_rows('decisions_decision', 'decision', 'state');
SELECT rivage_person_rows('decisions_observations', 'decision', 'both');
SELECT rivage_person_rows('decisions_notification', 'decision', 'both');

-- Signed: only the step may still move (to notified). Notified: nothing.
CREATE OR REPLACE FUNCTION decisions_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'rivage_owner' THEN RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END; END IF;
  IF TG_OP = 'UPDATE' AND OLD.step = 'signed' AND NEW.step = 'notified'
     AND to_jsonb(NEW) - 'step' = to_jsonb(OLD) - 'step' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'rivage: une décision signée ne se modifie plus' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON decisions_decision
  FOR EACH ROW WHEN (OLD.step <> 'draft') EXECUTE FUNCTION decisions_frozen();
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON decisions_notification
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();
