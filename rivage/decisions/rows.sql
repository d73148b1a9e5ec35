-- The antenne that hands a decision over closes its notification: it may move the step, and nothing else (see the
-- trigger).
CREATE POLICY notified ON decisions_decision FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in()) AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND step = 'signed')
  WITH CHECK ((SELECT rivage_in()) AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND step = 'notified');

-- And it writes down, from the paper, the decisions of a path that ran before Rivage.
CREATE POLICY taken_over ON decisions_decision FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in()) AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND step = 'notified' AND source <> 'own_desk'
    AND demande_id = ANY ((SELECT array_agg(d.id) FROM dossiers_demande d WHERE d.taken_over)::uuid[]));

-- A draft becomes signed, never notified at once. Signed: only the step may still move (to notified). Notified:
-- nothing.
CREATE OR REPLACE FUNCTION decisions_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'rivage_owner' THEN RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END; END IF;
  IF TG_OP = 'DELETE' AND OLD.step = 'draft' THEN RETURN OLD; END IF;
  IF TG_OP = 'UPDATE' AND OLD.step = 'draft' AND NEW.step <> 'notified' THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND OLD.step = 'signed' AND NEW.step = 'notified'
     AND to_jsonb(NEW) - 'step' = to_jsonb(OLD) - 'step' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'rivage: une décision signée ne se modifie plus' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON decisions_decision
  FOR EACH ROW EXECUTE FUNCTION decisions_frozen();

-- What an antenne writes down of a decision of the State is a grant, under nobody's signature, of a path that nobody
-- has confirmed yet; and the months that it writes are those of such a decision.
CREATE OR REPLACE FUNCTION decisions_taken_over_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF rivage_is('referent', 'lead') IS NOT TRUE THEN RETURN NEW; END IF;
  IF TG_TABLE_NAME = 'dossiers_period' THEN
    PERFORM FROM decisions_decision c JOIN dossiers_demande d ON d.id = c.demande_id
      WHERE c.id = NEW.decision_id AND d.taken_over AND d.parcours_id = NEW.parcours_id
        AND (c.starts, c.months) = (NEW.starts, NEW.months);
  ELSE
    PERFORM FROM dossiers_demande d WHERE d.id = NEW.demande_id AND d.taken_over AND d.departement = NEW.departement
      AND dossiers_being_taken_over(d.parcours_id) AND NEW.sense = 'authorise' AND NEW.authority = 'prefet'
      AND NEW.signed_by_id IS NULL AND NEW.recorded_by_id = rivage_membership();
  END IF;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'rivage: décision refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_taken_over BEFORE INSERT ON decisions_decision
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION decisions_taken_over_guard();
CREATE OR REPLACE TRIGGER guard_taken_over BEFORE INSERT ON dossiers_period
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION decisions_taken_over_guard();

-- A demande is decided on the day of its decision, which is signed just before.
CREATE OR REPLACE FUNCTION decisions_day_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM decisions_decision c WHERE c.demande_id = NEW.id AND c.step = 'signed'
      AND c.decided_on = NEW.decided_on) THEN
    RAISE EXCEPTION 'rivage: demande refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_decided BEFORE UPDATE ON dossiers_demande
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND NEW.decided_on IS DISTINCT FROM OLD.decided_on)
  EXECUTE FUNCTION decisions_day_guard();

-- What a decision says is written by the State, with its project and by its signature; nothing replaces it after.
CREATE OR REPLACE FUNCTION decisions_paper_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM decisions_decision c WHERE c.id = NEW.decision_id AND c.step = 'draft'
    AND rivage_is('referent', 'lead') IS NOT TRUE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'rivage: la décision est signée' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_paper BEFORE INSERT OR UPDATE ON decisions_signedpaper
  FOR EACH ROW WHEN (NEW.kind = 'decision' AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION decisions_paper_guard();

-- What is handed is kept just before its notification is written: once that is noted, no paper is added to it. A
-- notification is born in force.
CREATE OR REPLACE FUNCTION decisions_handed_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.handed_with IS NULL OR NEW.fixed_at IS NULL
     OR EXISTS (SELECT 1 FROM decisions_notification n WHERE n.id = NEW.handed_with) THEN
    RAISE EXCEPTION 'rivage: la notification est déjà notée' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_handed BEFORE INSERT OR UPDATE ON decisions_signedpaper
  FOR EACH ROW WHEN (NEW.kind <> 'decision' AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION decisions_handed_guard();
CREATE OR REPLACE FUNCTION decisions_refused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rivage: une notification naît en vigueur' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE TRIGGER guard_born BEFORE INSERT ON decisions_notification
  FOR EACH ROW WHEN (NEW.replaced_at IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION decisions_refused();

-- What a notification replaces stands no more, and what stands no more was replaced: asked once all is written, of the
-- path's and of those of other acts (ADR 0053).
CREATE OR REPLACE FUNCTION decisions_replaced_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  act text := coalesce(TG_ARGV[0], 'decision_id');
  found boolean;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    EXECUTE format('SELECT EXISTS (SELECT FROM %I n WHERE n.replaces_id = $1)', TG_TABLE_NAME) INTO found USING NEW.id;
  ELSE
    EXECUTE format('SELECT EXISTS (SELECT FROM %I n WHERE n.id = $1 AND n.replaced_at IS NOT NULL
      AND n.%I = $2 AND n.recipient = $3)', TG_TABLE_NAME, act)
      INTO found USING NEW.replaces_id, (to_jsonb(NEW) ->> act)::uuid, NEW.recipient;
  END IF;
  IF NOT found THEN
    RAISE EXCEPTION 'rivage: une notification se remplace par une autre' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER replaced_by AFTER UPDATE OF replaced_at ON decisions_notification
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.replaced_at IS NOT NULL)
  EXECUTE FUNCTION decisions_replaced_guard();
CREATE CONSTRAINT TRIGGER replaces AFTER INSERT ON decisions_notification DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.replaces_id IS NOT NULL) EXECUTE FUNCTION decisions_replaced_guard();

-- What she said before a decision stands as it was read when it was signed.
CREATE OR REPLACE FUNCTION decisions_heard_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM decisions_decision c WHERE c.demande_id = NEW.demande_id AND c.step <> 'draft') THEN
    RAISE EXCEPTION 'rivage: la décision est signée' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_heard BEFORE INSERT OR UPDATE OF received_on, means, silent, text, heard_by_id
  ON decisions_observations FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION decisions_heard_guard();

-- She goes to another département: a draft goes with her.
CREATE OR REPLACE FUNCTION decisions_moved() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE decisions_decision c SET departement = NEW.departement WHERE c.person_id = NEW.id AND c.step = 'draft';
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER t40_decisions AFTER UPDATE OF antenne_id ON people_person
  FOR EACH ROW WHEN (OLD.departement <> NEW.departement AND people_moving(NEW.id))
  EXECUTE FUNCTION decisions_moved();
