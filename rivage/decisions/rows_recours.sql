-- What was noted of a remedy changes beside a row of whoever acts that keeps it.
CREATE OR REPLACE FUNCTION decisions_recours_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM decisions_recourscorrection c WHERE c.recours_id = NEW.id
       AND c.recorded_by_id = rivage_membership()
       AND (c.kind, c.filed_on, c.outcome, c.ordered) = (OLD.kind, OLD.filed_on, OLD.outcome, OLD.ordered)
       AND c.memoir_due IS NOT DISTINCT FROM OLD.memoir_due AND c.memoir_on IS NOT DISTINCT FROM OLD.memoir_on
       AND c.outcome_on IS NOT DISTINCT FROM OLD.outcome_on
       AND c.reexamine_days IS NOT DISTINCT FROM OLD.reexamine_days AND (OLD.court IS NULL OR c.court IS NOT NULL)) THEN
    RAISE EXCEPTION 'rivage: recours refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_followed BEFORE UPDATE ON decisions_recours
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (
    (NEW.kind, NEW.filed_on) <> (OLD.kind, OLD.filed_on)
    OR (OLD.court IS NOT NULL AND NEW.court IS DISTINCT FROM OLD.court)
    OR (OLD.outcome <> 'pending' AND (NEW.outcome, NEW.outcome_on, NEW.ordered, NEW.reexamine_days)
      IS DISTINCT FROM (OLD.outcome, OLD.outcome_on, OLD.ordered, OLD.reexamine_days))
    OR (OLD.memoir_due IS NOT NULL AND NEW.memoir_due IS DISTINCT FROM OLD.memoir_due)
    OR (OLD.memoir_on IS NOT NULL AND NEW.memoir_on IS DISTINCT FROM OLD.memoir_on)))
  EXECUTE FUNCTION decisions_recours_guard();

-- Whether a remedy undid a decision on a demande: a judge stopped it, or the préfet or the minister took it back.
CREATE OR REPLACE FUNCTION decisions_undone(demande uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM decisions_recours r JOIN decisions_decision d ON d.id = r.decision_id
    WHERE d.demande_id = demande AND r.outcome = 'granted'
      AND (r.kind IN ('gracious', 'hierarch') OR r.ordered IN ('suspended', 'annulled', 'replaced')))
$$;

-- A decided demande is left without object by her antenne, for one that examines it again, when its decision was
-- undone; a path that was not renewed goes on, for the same reason.
CREATE OR REPLACE FUNCTION decisions_undone_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'dossiers_demande' THEN
    IF rivage_is('referent', 'lead') AND NOT decisions_undone(NEW.id) AND NOT EXISTS (SELECT FROM dossiers_parcours p
        WHERE p.id = NEW.parcours_id AND p.end_kind = 'death') THEN
      RAISE EXCEPTION 'rivage: étape refusée' USING ERRCODE = 'insufficient_privilege';
    END IF;
  ELSIF NOT EXISTS (SELECT FROM dossiers_demande d WHERE d.parcours_id = NEW.id AND decisions_undone(d.id)) THEN
    RAISE EXCEPTION 'rivage: parcours refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_undone BEFORE UPDATE ON dossiers_demande
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND OLD.step = 'decided' AND NEW.step = 'without_object')
  EXECUTE FUNCTION decisions_undone_guard();
CREATE OR REPLACE TRIGGER guard_undone BEFORE UPDATE ON dossiers_parcours
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND OLD.end_kind = 'not_renewed' AND NEW.end_kind = '')
  EXECUTE FUNCTION decisions_undone_guard();

-- What a judge stopped of an authorisation is said on its period, for those who read no remedy: since when it is
-- suspended or annulled. A suspension ends with what the court then rules.
CREATE OR REPLACE FUNCTION decisions_stopped() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE since date := (SELECT min(r.outcome_on) FROM decisions_recours r
  WHERE r.decision_id = NEW.decision_id AND r.outcome = 'granted' AND (r.ordered IN ('annulled', 'replaced')
    OR r.ordered = 'suspended' AND NOT EXISTS (SELECT FROM decisions_recours c WHERE c.decision_id = r.decision_id
      AND c.kind = 'content' AND c.outcome IN ('granted', 'rejected') AND c.outcome_on >= r.outcome_on)));
BEGIN
  UPDATE dossiers_period p SET stopped_on = since
    WHERE p.decision_id = NEW.decision_id AND p.stopped_on IS DISTINCT FROM since;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER stopped AFTER INSERT OR UPDATE ON decisions_recours
  FOR EACH ROW WHEN (NEW.about = 'path') EXECUTE FUNCTION decisions_stopped();

-- Only the remedy says so of a period.
CREATE OR REPLACE FUNCTION decisions_stopped_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rivage: parcours refusé' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER guard_stopped BEFORE INSERT ON dossiers_period
  FOR EACH ROW WHEN (NEW.stopped_on IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION decisions_stopped_guard();
