-- A call is written by the code of a service and by nothing else, whoever comes in; what is of the code is read of it
-- again. Nobody changes one.
REVOKE ALL ON network_presencecall FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT ON network_presencecall TO rivage_app;
CREATE POLICY declared_app ON network_presencecall FOR SELECT TO rivage_app USING (
  departement = ANY ((SELECT rivage_departements())::text[])
  AND (SELECT rivage_is('referent', 'lead', 'delegate', 'system')));
CREATE POLICY by_code ON network_presencecall FOR INSERT TO rivage_app WITH CHECK (
  (SELECT rivage_in()) AND code_id = (SELECT rivage_code()));
CREATE POLICY declared_full_insert ON network_presencecall AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_code()) IS NOT NULL);
CREATE OR REPLACE TRIGGER declared_by_door BEFORE UPDATE OR DELETE ON network_presencecall
  FOR EACH STATEMENT WHEN (rivage_by_door()) EXECUTE FUNCTION rivage_refuse_by_door();
CREATE OR REPLACE FUNCTION network_call_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held doors_servicecode;
BEGIN
  SELECT * INTO held FROM doors_servicecode c WHERE c.id = rivage_code() AND c.id = NEW.code_id;
  -- Two at once wait for each other.
  PERFORM pg_advisory_xact_lock(hashtextextended('network_call ' || held.id, 0));
  IF held.id IS NULL OR NEW.at < rivage_now() - interval '1 hour' OR NEW.at > rivage_now() + 48 * interval '1 hour'
     -- Sent again, the same form is no other call: its id says so.
     OR (NOT EXISTS (SELECT FROM network_presencecall c WHERE c.id = NEW.id)
       AND 6 <= (SELECT count(*) FROM network_presencecall c WHERE c.code_id = held.id
         AND c.created_at > rivage_now() - interval '1 hour')) THEN
    RAISE EXCEPTION 'rivage: appel refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  NEW.departement := held.departement;
  NEW.service := held.service;
  NEW.phone := held.phone;
  NEW.created_at := rivage_now();
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER declared_guard BEFORE INSERT ON network_presencecall
  FOR EACH ROW EXECUTE FUNCTION network_call_guard();

-- An association answers in its own name, once; it alone takes its answer back.
REVOKE ALL ON network_callanswer FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT, UPDATE (withdrawn_at) ON network_callanswer TO rivage_app;
CREATE POLICY own ON network_callanswer AS RESTRICTIVE FOR INSERT TO rivage_app WITH CHECK (
  body_id = ANY ((SELECT rivage_bodies())::uuid[]) AND membership_id = (SELECT rivage_membership())
  AND withdrawn_at IS NULL);
CREATE POLICY own_back ON network_callanswer AS RESTRICTIVE FOR UPDATE TO rivage_app USING (
  body_id = ANY ((SELECT rivage_bodies())::uuid[]));

-- Who was told is noted by the job that tells, for good.
REVOKE ALL ON network_calltold FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT ON network_calltold TO rivage_app;

-- Seven days after its hour, a call, its answers and whom it was told are gone.
CREATE OR REPLACE FUNCTION network_forget() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  past timestamptz := rivage_instant() - 168 * interval '1 hour';
  gone bigint;
BEGIN
  DELETE FROM network_calltold t USING network_presencecall c WHERE c.id = t.call_id AND c.at < past;
  DELETE FROM network_callanswer a USING network_presencecall c WHERE c.id = a.call_id AND c.at < past;
  DELETE FROM network_presencecall c WHERE c.at < past;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
REVOKE ALL ON FUNCTION network_forget() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION network_forget() TO rivage_worker;
