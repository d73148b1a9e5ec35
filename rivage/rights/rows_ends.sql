-- The end of the aid before its term: who writes it, who corrects it, and what others read of it.
CREATE OR REPLACE FUNCTION rights_end_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rivage: fin de l’aide refusée' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER guard_end BEFORE INSERT ON rights_afisend
  FOR EACH ROW WHEN (current_user <> 'rivage_owner'
    AND (NEW.taken_back_on IS NOT NULL OR NEW.undone_on IS NOT NULL))
  EXECUTE FUNCTION rights_end_guard();

-- That it ended, and when, is read on the decision by those who do not read why: written with the end, with its
-- correction, and with nothing else.
CREATE OR REPLACE FUNCTION rights_mark_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE rights_afisdecision SET ended_on = (SELECT e.decided_on FROM rights_afisend e
    WHERE e.decision_id = NEW.decision_id AND e.taken_back_on IS NULL AND e.undone_on IS NULL)
    WHERE id = NEW.decision_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'rivage: fin de l’aide refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER mark_ended AFTER INSERT ON rights_afisend
  FOR EACH ROW EXECUTE FUNCTION rights_mark_ended();
CREATE OR REPLACE TRIGGER mark_corrected AFTER UPDATE ON rights_afisend
  FOR EACH ROW WHEN ((NEW.decided_on, NEW.taken_back_on, NEW.undone_on)
    IS DISTINCT FROM (OLD.decided_on, OLD.taken_back_on, OLD.undone_on))
  EXECUTE FUNCTION rights_mark_ended();
CREATE OR REPLACE FUNCTION rights_ended_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' OR NEW.ended_on IS DISTINCT FROM (SELECT e.decided_on FROM rights_afisend e
       WHERE e.decision_id = NEW.id AND e.taken_back_on IS NULL AND e.undone_on IS NULL) THEN
    RAISE EXCEPTION 'rivage: fin de l’aide refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_ended BEFORE UPDATE ON rights_afisdecision
  FOR EACH ROW WHEN (NEW.ended_on IS DISTINCT FROM OLD.ended_on AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rights_ended_guard();
CREATE OR REPLACE TRIGGER guard_born_ended BEFORE INSERT ON rights_afisdecision
  FOR EACH ROW WHEN ((NEW.ended_on IS NOT NULL OR NEW.undone_on IS NOT NULL) AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rights_ended_guard();

-- The payer reads of these ends which are not in her hands yet: neither why it ended nor how she is told.
CREATE OR REPLACE FUNCTION rights_ends_to_hand(which uuid[]) RETURNS TABLE (decision uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.decision_id FROM rights_afisend e JOIN rights_afisdecision a ON a.id = e.decision_id
  WHERE (SELECT rivage_is('payer')) AND e.decision_id = ANY (which) AND e.taken_back_on IS NULL
    AND e.undone_on IS NULL
    AND NOT EXISTS (SELECT FROM rights_aidnotice n WHERE n.end_id = e.id AND n.replaced_at IS NULL
      AND n.outcome <> 'impossible')
    AND a.person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (a.person_id = ANY ((SELECT people_open_files('decision'))::uuid[])
      OR a.demande_id = ANY ((SELECT people_open_demandes('decision'))::uuid[]))
$$;

-- What was noted of an end changes beside a row of whoever acts that keeps it; from where it is known, as when it is
-- noted. One that was handed to her is not taken back: that it was handed is corrected first.
CREATE OR REPLACE FUNCTION rights_end_corrected_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT rivage_is('delegate', 'secretary')
     OR NOT EXISTS (SELECT FROM rights_endcorrection c WHERE c.end_id = NEW.id
       AND c.recorded_by_id = rivage_membership()
       AND (c.ground, c.decided_on, c.invited_on, c.signed_name, c.known_from)
       IS NOT DISTINCT FROM (OLD.ground, OLD.decided_on, OLD.invited_on, OLD.signed_name, OLD.source))
     OR NOT EXISTS (SELECT FROM rights_who_says() w WHERE w.fact = 'rights_afisend' AND w.source = NEW.source
       AND rivage_is(VARIADIC w.roles))
     OR (NEW.taken_back_on IS NOT NULL AND EXISTS (SELECT FROM rights_aidnotice n WHERE n.end_id = NEW.id
       AND n.replaced_at IS NULL AND n.outcome <> 'impossible')) THEN
    RAISE EXCEPTION 'rivage: fin de l’aide refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_corrected BEFORE UPDATE ON rights_afisend
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.ground, NEW.decided_on, NEW.invited_on, NEW.reasons,
    NEW.signed_name, NEW.source, NEW.taken_back_on) IS DISTINCT FROM (OLD.ground, OLD.decided_on, OLD.invited_on,
    OLD.reasons, OLD.signed_name, OLD.source, OLD.taken_back_on)) EXECUTE FUNCTION rights_end_corrected_guard();

-- She is invited by whoever instructs, about an aid of hers that was granted and has not ended, of no day to come.
-- What she said is written better until the end is noted; after it, what was written by then stays, and what she says
-- then is written with the instant that tells.
CREATE OR REPLACE FUNCTION rights_aid_hearing_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ended timestamptz := (SELECT max(e.created_at) FROM rights_afisend e WHERE e.decision_id = NEW.decision_id
    AND e.taken_back_on IS NULL AND e.undone_on IS NULL);
BEGIN
  IF ended IS NOT NULL AND (TG_OP = 'INSERT'
     OR OLD.received_on IS NOT NULL AND NOT coalesce(OLD.heard_at > ended, false)) THEN
    RAISE EXCEPTION 'rivage: la fin de l’aide est notée' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    NEW.heard_at := rivage_now();
  ELSIF NOT rivage_is('delegate', 'secretary') OR NEW.recorded_by_id <> rivage_membership()
     OR NEW.received_on IS NOT NULL OR NEW.heard_by_id IS NOT NULL OR NEW.heard_at IS NOT NULL
     OR NEW.invited_on > rivage_last_day()
     OR NEW.until > NEW.invited_on + 184
     OR NOT EXISTS (SELECT FROM rights_afisdecision d WHERE d.id = NEW.decision_id AND d.person_id = NEW.person_id
       AND d.sense = 'grant' AND d.decided_on <= NEW.invited_on) THEN
    RAISE EXCEPTION 'rivage: invitation refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_hearing BEFORE INSERT OR UPDATE OF received_on, means, silent, text, heard_by_id,
  heard_at ON rights_aidhearing FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rights_aid_hearing_guard();

-- An aid of hers that was granted is looked at again on no day to come.
CREATE OR REPLACE FUNCTION rights_aid_review_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."on" > rivage_last_day()
     OR NOT EXISTS (SELECT FROM rights_afisdecision d WHERE d.id = NEW.decision_id AND d.person_id = NEW.person_id
       AND d.sense = 'grant' AND d.decided_on <= NEW."on") THEN
    RAISE EXCEPTION 'rivage: réexamen refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_review BEFORE INSERT ON rights_aidreview
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_aid_review_guard();

-- A notice is of the decision on the aid of its own person, or of an end of it that stands, and is born in force.
CREATE OR REPLACE FUNCTION rights_aid_notice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.replaced_at IS NOT NULL OR NEW.recipient <> 'person' OR NEW.recorded_by_id <> rivage_membership()
     OR NOT EXISTS (SELECT FROM rights_afisdecision d WHERE d.id = NEW.decision_id AND d.person_id = NEW.person_id
       AND NEW."on" >= d.decided_on)
     OR (NEW.end_id IS NOT NULL AND NOT EXISTS (SELECT FROM rights_afisend e WHERE e.id = NEW.end_id
       AND e.decision_id = NEW.decision_id AND e.taken_back_on IS NULL)) THEN
    RAISE EXCEPTION 'rivage: remise refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_notice BEFORE INSERT ON rights_aidnotice
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_aid_notice_guard();
CREATE CONSTRAINT TRIGGER replaced_by AFTER UPDATE OF replaced_at ON rights_aidnotice DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.replaced_at IS NOT NULL) EXECUTE FUNCTION decisions_replaced_guard();
CREATE CONSTRAINT TRIGGER replaces AFTER INSERT ON rights_aidnotice DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.replaces_id IS NOT NULL) EXECUTE FUNCTION decisions_replaced_guard();

-- A step of a permit is of the préfecture where she is when it is noted.
CREATE OR REPLACE TRIGGER fact_place BEFORE INSERT ON rights_apsfact
  FOR EACH ROW EXECUTE FUNCTION people_fact_place();
