-- The trace: written by every context, read by the auditor, by the antenne for its own files, by each for what it did;
-- never changed but for its seal, never deleted.
CREATE POLICY app ON audit_event FOR SELECT TO rivage_app USING (
  (SELECT rivage_is('auditor'))
  OR antennes && ((SELECT rivage_bodies())::uuid[])
  OR membership_id = (SELECT rivage_membership()));
-- Nobody writes an act in another's name; in nobody's, a door or a page that was refused, never about a person.
CREATE POLICY app_insert ON audit_event FOR INSERT TO rivage_app WITH CHECK (
  ((SELECT rivage_in()) OR people = '{}' AND antennes = '{}')
  AND membership_id IS NOT DISTINCT FROM (SELECT rivage_membership())
  AND user_id IS NOT DISTINCT FROM (SELECT rivage_user())
  AND role = coalesce((SELECT rivage_role()), ''));
-- By a door without an account, what nobody signs alone.
CREATE POLICY declared_full_insert ON audit_event AS RESTRICTIVE FOR INSERT TO rivage_app WITH CHECK (
  (SELECT rivage_in_full()) OR membership_id IS NULL AND people = '{}' AND antennes = '{}');
CREATE OR REPLACE TRIGGER declared_by_door BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH STATEMENT WHEN (rivage_by_door()) EXECUTE FUNCTION rivage_refuse_by_door();
-- The sealer has a login of its own, which reads the whole trace and writes nothing but seals.
CREATE POLICY sealer ON audit_event FOR SELECT TO rivage_sealer USING (true);
CREATE POLICY sealer_seal ON audit_event FOR UPDATE TO rivage_sealer USING (true) WITH CHECK (true);
-- At the doors nobody acts for a body: what is written there has neither membership nor role.
CREATE POLICY door_insert ON audit_event FOR INSERT TO rivage_door WITH CHECK (membership_id IS NULL AND role = ''
  AND user_id IS NOT DISTINCT FROM (SELECT rivage_user()));
REVOKE ALL ON audit_event FROM rivage_app;
GRANT SELECT, INSERT ON audit_event TO rivage_app;
GRANT INSERT ON audit_event TO rivage_door;
GRANT SELECT, UPDATE (seal) ON audit_event TO rivage_sealer;

CREATE OR REPLACE FUNCTION audit_event_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- An event that came sealed would escape the sealer.
  IF TG_OP = 'INSERT' THEN
    IF NEW.seal IS NULL THEN RETURN NEW; END IF;
  ELSIF TG_OP = 'UPDATE' AND OLD.seal IS NULL AND NEW.seal IS NOT NULL
     AND to_jsonb(NEW) - 'seal' = to_jsonb(OLD) - 'seal' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'rivage: la trace ne se modifie pas' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_event_frozen();
CREATE OR REPLACE TRIGGER frozen_all BEFORE TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION audit_event_frozen();

-- An act is of now, whoever writes it: earlier, it would escape who counts what is read; later, it would lift for ever
-- what stops reading. Without a context it is of the server's instant, and says little. Where time is rehearsed, who
-- enters says when, and the program's clock may be elsewhere since: a test of this guard asks for it.
CREATE OR REPLACE FUNCTION audit_event_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  instant timestamptz := coalesce(rivage_now(), transaction_timestamp());
BEGIN
  IF to_regnamespace('rehearsal') IS NOT NULL
     AND current_setting('rehearsal.strict', true) IS DISTINCT FROM 'on' THEN
    RETURN NEW;
  END IF;
  IF extract(epoch FROM NEW.at) - extract(epoch FROM instant) NOT BETWEEN -60 AND 1860
     OR (rivage_in() IS NOT TRUE AND octet_length(NEW.details::text) > 400) THEN
    RAISE EXCEPTION 'rivage: trace refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_now BEFORE INSERT ON audit_event
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker', 'rivage_door'))
  EXECUTE FUNCTION audit_event_guard();

-- A link that the sealer did not write would break the chain, or prepare one.
REVOKE ALL ON audit_seal FROM rivage_app;
GRANT SELECT ON audit_seal TO rivage_app;
GRANT SELECT, INSERT ON audit_seal TO rivage_sealer;
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON audit_seal
  FOR EACH ROW EXECUTE FUNCTION rivage_refuse_change();
CREATE OR REPLACE TRIGGER frozen_all BEFORE TRUNCATE ON audit_seal
  FOR EACH STATEMENT EXECUTE FUNCTION rivage_refuse_change();
-- Since when an event waits for its seal: an instant, for whoever shows the alarm.
CREATE OR REPLACE FUNCTION audit_oldest_unsealed() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT min(e.created_at) FROM audit_event e WHERE e.seal IS NULL
$$;
