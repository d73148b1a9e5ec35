ALTER TABLE core_sealkey ENABLE ROW LEVEL SECURITY;
ALTER TABLE core_sealkey FORCE ROW LEVEL SECURITY;
REVOKE ALL ON core_sealkey FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON core_sealkey TO rivage_app;
GRANT SELECT (id, created_at) ON core_sealkey TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON core_sealkey;
CREATE POLICY declared_owner ON core_sealkey TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON core_sealkey;
CREATE POLICY declared_full_insert ON core_sealkey AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON core_sealkey;
CREATE POLICY declared_full_update ON core_sealkey AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON core_sealkey;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON core_sealkey
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON core_sealkey;
CREATE POLICY declared_facts ON core_sealkey FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON core_sealkey;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON core_sealkey
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON core_sealkey;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON core_sealkey
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE core_replaced ENABLE ROW LEVEL SECURITY;
ALTER TABLE core_replaced FORCE ROW LEVEL SECURITY;
REVOKE ALL ON core_replaced FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;

DROP POLICY IF EXISTS declared_owner ON core_replaced;
CREATE POLICY declared_owner ON core_replaced TO rivage_owner USING (true) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON core_replaced;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON core_replaced
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

ALTER TABLE vault_personkey ENABLE ROW LEVEL SECURITY;
ALTER TABLE vault_personkey FORCE ROW LEVEL SECURITY;
REVOKE ALL ON vault_personkey FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON vault_personkey TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, kind, body_id, erased_at) ON vault_personkey TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON vault_personkey;
CREATE POLICY declared_owner ON vault_personkey TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON vault_personkey;
CREATE POLICY declared_full_insert ON vault_personkey AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON vault_personkey;
CREATE POLICY declared_full_update ON vault_personkey AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON vault_personkey;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON vault_personkey
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON vault_personkey;
CREATE POLICY declared_facts ON vault_personkey FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON vault_personkey;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON vault_personkey
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.erased_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON vault_personkey;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON vault_personkey
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_event FORCE ROW LEVEL SECURITY;
REVOKE ALL ON audit_event FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON audit_event TO rivage_app;
GRANT SELECT (id, created_at, at, kind, user_id, membership_id, role, departement, people, antennes, object_id,
  details, seal) ON audit_event TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON audit_event;
CREATE POLICY declared_owner ON audit_event TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON audit_event;
CREATE POLICY declared_full_insert ON audit_event AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON audit_event;
CREATE POLICY declared_full_update ON audit_event AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON audit_event;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON audit_event
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON audit_event;
CREATE POLICY declared_facts ON audit_event FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON audit_event;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON audit_event
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON audit_event;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON audit_event
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

DROP TRIGGER IF EXISTS declared_dated ON audit_seal;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON audit_seal
  FOR EACH ROW WHEN (NEW.at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_by_door ON accounts_body;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON accounts_body
  FOR EACH ROW WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP TRIGGER IF EXISTS declared_dated ON accounts_body;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON accounts_body
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON accounts_body;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON accounts_body
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

DROP TRIGGER IF EXISTS declared_dated ON accounts_user;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON accounts_user
  FOR EACH ROW WHEN (NEW.last_login NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.activated_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON accounts_user;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON accounts_user
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

DROP TRIGGER IF EXISTS declared_by_door ON accounts_membership;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON accounts_membership
  FOR EACH ROW WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP TRIGGER IF EXISTS declared_dated ON accounts_membership;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON accounts_membership
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.starts NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ends NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.confirmed_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.welcomed_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON accounts_membership;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON accounts_membership
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE accounts_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts_session FORCE ROW LEVEL SECURITY;
REVOKE ALL ON accounts_session FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON accounts_session TO rivage_app;
GRANT SELECT (id, created_at, user_id, ends, strong_at, proved_at, device, opened_by, data) ON accounts_session TO
  rivage_facts;

DROP POLICY IF EXISTS declared_owner ON accounts_session;
CREATE POLICY declared_owner ON accounts_session TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON accounts_session;
CREATE POLICY declared_full_insert ON accounts_session AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON accounts_session;
CREATE POLICY declared_full_update ON accounts_session AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON accounts_session;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON accounts_session
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON accounts_session;
CREATE POLICY declared_facts ON accounts_session FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON accounts_session;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON accounts_session
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ends NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.strong_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.proved_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON accounts_session;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON accounts_session
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE accounts_jobactor ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts_jobactor FORCE ROW LEVEL SECURITY;
REVOKE ALL ON accounts_jobactor FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON accounts_jobactor TO rivage_app;
GRANT SELECT (job, membership, house) ON accounts_jobactor TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON accounts_jobactor;
CREATE POLICY declared_owner ON accounts_jobactor TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON accounts_jobactor;
CREATE POLICY declared_full_insert ON accounts_jobactor AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON accounts_jobactor;
CREATE POLICY declared_full_update ON accounts_jobactor AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON accounts_jobactor;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON accounts_jobactor
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON accounts_jobactor;
CREATE POLICY declared_facts ON accounts_jobactor FOR SELECT TO rivage_facts USING (true);

ALTER TABLE doors_factor ENABLE ROW LEVEL SECURITY;
ALTER TABLE doors_factor FORCE ROW LEVEL SECURITY;
REVOKE ALL ON doors_factor FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON doors_factor TO rivage_app;
GRANT SELECT (id, created_at, user_id, kind, label, count, last_step, used_at, ended_at) ON doors_factor TO
  rivage_facts;

DROP POLICY IF EXISTS declared_owner ON doors_factor;
CREATE POLICY declared_owner ON doors_factor TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON doors_factor;
CREATE POLICY declared_full_insert ON doors_factor AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON doors_factor;
CREATE POLICY declared_full_update ON doors_factor AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON doors_factor;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON doors_factor
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON doors_factor;
CREATE POLICY declared_facts ON doors_factor FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON doors_factor;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON doors_factor
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.used_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ended_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON doors_factor;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON doors_factor
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE doors_recoverycode ENABLE ROW LEVEL SECURITY;
ALTER TABLE doors_recoverycode FORCE ROW LEVEL SECURITY;
REVOKE ALL ON doors_recoverycode FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON doors_recoverycode TO rivage_app;
GRANT SELECT (id, created_at, user_id, used_at, ended_at) ON doors_recoverycode TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON doors_recoverycode;
CREATE POLICY declared_owner ON doors_recoverycode TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON doors_recoverycode;
CREATE POLICY declared_full_insert ON doors_recoverycode AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON doors_recoverycode;
CREATE POLICY declared_full_update ON doors_recoverycode AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON doors_recoverycode;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON doors_recoverycode
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON doors_recoverycode;
CREATE POLICY declared_facts ON doors_recoverycode FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON doors_recoverycode;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON doors_recoverycode
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.used_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ended_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON doors_recoverycode;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON doors_recoverycode
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE doors_wrongcode ENABLE ROW LEVEL SECURITY;
ALTER TABLE doors_wrongcode FORCE ROW LEVEL SECURITY;
REVOKE ALL ON doors_wrongcode FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON doors_wrongcode TO rivage_app;
GRANT SELECT (id, created_at, user_id) ON doors_wrongcode TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON doors_wrongcode;
CREATE POLICY declared_owner ON doors_wrongcode TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON doors_wrongcode;
CREATE POLICY declared_full_insert ON doors_wrongcode AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON doors_wrongcode;
CREATE POLICY declared_full_update ON doors_wrongcode AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON doors_wrongcode;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON doors_wrongcode
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON doors_wrongcode;
CREATE POLICY declared_facts ON doors_wrongcode FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON doors_wrongcode;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON doors_wrongcode
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON doors_wrongcode;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON doors_wrongcode
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE doors_onetimelink ENABLE ROW LEVEL SECURITY;
ALTER TABLE doors_onetimelink FORCE ROW LEVEL SECURITY;
REVOKE ALL ON doors_onetimelink FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON doors_onetimelink TO rivage_app;
GRANT SELECT (id, created_at, user_id, purpose, ends, used_at, verifier) ON doors_onetimelink TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON doors_onetimelink;
CREATE POLICY declared_owner ON doors_onetimelink TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON doors_onetimelink;
CREATE POLICY declared_full_insert ON doors_onetimelink AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON doors_onetimelink;
CREATE POLICY declared_full_update ON doors_onetimelink AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON doors_onetimelink;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON doors_onetimelink
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON doors_onetimelink;
CREATE POLICY declared_facts ON doors_onetimelink FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON doors_onetimelink;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON doors_onetimelink
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ends NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.used_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON doors_onetimelink;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON doors_onetimelink
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE doors_spentchallenge ENABLE ROW LEVEL SECURITY;
ALTER TABLE doors_spentchallenge FORCE ROW LEVEL SECURITY;
REVOKE ALL ON doors_spentchallenge FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON doors_spentchallenge TO rivage_app;
GRANT SELECT (id, created_at) ON doors_spentchallenge TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON doors_spentchallenge;
CREATE POLICY declared_owner ON doors_spentchallenge TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON doors_spentchallenge;
CREATE POLICY declared_full_insert ON doors_spentchallenge AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON doors_spentchallenge;
CREATE POLICY declared_full_update ON doors_spentchallenge AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON doors_spentchallenge;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON doors_spentchallenge
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON doors_spentchallenge;
CREATE POLICY declared_facts ON doors_spentchallenge FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON doors_spentchallenge;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON doors_spentchallenge
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON doors_spentchallenge;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON doors_spentchallenge
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE doors_knock ENABLE ROW LEVEL SECURITY;
ALTER TABLE doors_knock FORCE ROW LEVEL SECURITY;
REVOKE ALL ON doors_knock FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON doors_knock TO rivage_app;
GRANT SELECT (id, created_at, block, many) ON doors_knock TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON doors_knock;
CREATE POLICY declared_owner ON doors_knock TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON doors_knock;
CREATE POLICY declared_full_insert ON doors_knock AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON doors_knock;
CREATE POLICY declared_full_update ON doors_knock AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON doors_knock;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON doors_knock
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON doors_knock;
CREATE POLICY declared_facts ON doors_knock FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON doors_knock;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON doors_knock
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON doors_knock;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON doors_knock
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE doors_recovery ENABLE ROW LEVEL SECURITY;
ALTER TABLE doors_recovery FORCE ROW LEVEL SECURITY;
REVOKE ALL ON doors_recovery FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON doors_recovery TO rivage_app;
GRANT SELECT (id, created_at, membership_id, user_id, asked_by_id, known_by, confirmed_by_id, confirmed_at,
  known_too, opens_at, ended_by_id, ended_at, done_at) ON doors_recovery TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON doors_recovery;
CREATE POLICY declared_owner ON doors_recovery TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON doors_recovery;
CREATE POLICY declared_full_insert ON doors_recovery AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON doors_recovery;
CREATE POLICY declared_full_update ON doors_recovery AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON doors_recovery;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON doors_recovery
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON doors_recovery;
CREATE POLICY declared_facts ON doors_recovery FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON doors_recovery;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON doors_recovery
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.confirmed_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.opens_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ended_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.done_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON doors_recovery;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON doors_recovery
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE doors_unlocking ENABLE ROW LEVEL SECURITY;
ALTER TABLE doors_unlocking FORCE ROW LEVEL SECURITY;
REVOKE ALL ON doors_unlocking FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON doors_unlocking TO rivage_app;
GRANT SELECT (id, created_at, membership_id, user_id, asked_by_id, known_by, confirmed_by_id, confirmed_at,
  known_too) ON doors_unlocking TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON doors_unlocking;
CREATE POLICY declared_owner ON doors_unlocking TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON doors_unlocking;
CREATE POLICY declared_full_insert ON doors_unlocking AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON doors_unlocking;
CREATE POLICY declared_full_update ON doors_unlocking AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON doors_unlocking;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON doors_unlocking
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON doors_unlocking;
CREATE POLICY declared_facts ON doors_unlocking FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON doors_unlocking;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON doors_unlocking
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.confirmed_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON doors_unlocking;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON doors_unlocking
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE doors_linkedidentity ENABLE ROW LEVEL SECURITY;
ALTER TABLE doors_linkedidentity FORCE ROW LEVEL SECURITY;
REVOKE ALL ON doors_linkedidentity FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON doors_linkedidentity TO rivage_app;
GRANT SELECT (id, created_at, user_id, issuer, subject, used_at, ended_at) ON doors_linkedidentity TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON doors_linkedidentity;
CREATE POLICY declared_owner ON doors_linkedidentity TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON doors_linkedidentity;
CREATE POLICY declared_full_insert ON doors_linkedidentity AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON doors_linkedidentity;
CREATE POLICY declared_full_update ON doors_linkedidentity AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON doors_linkedidentity;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON doors_linkedidentity
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON doors_linkedidentity;
CREATE POLICY declared_facts ON doors_linkedidentity FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON doors_linkedidentity;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON doors_linkedidentity
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.used_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ended_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON doors_linkedidentity;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON doors_linkedidentity
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE doors_knowndevice ENABLE ROW LEVEL SECURITY;
ALTER TABLE doors_knowndevice FORCE ROW LEVEL SECURITY;
REVOKE ALL ON doors_knowndevice FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON doors_knowndevice TO rivage_app;
GRANT SELECT (id, created_at, user_id, label) ON doors_knowndevice TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON doors_knowndevice;
CREATE POLICY declared_owner ON doors_knowndevice TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON doors_knowndevice;
CREATE POLICY declared_full_insert ON doors_knowndevice AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON doors_knowndevice;
CREATE POLICY declared_full_update ON doors_knowndevice AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON doors_knowndevice;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON doors_knowndevice
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON doors_knowndevice;
CREATE POLICY declared_facts ON doors_knowndevice FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON doors_knowndevice;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON doors_knowndevice
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON doors_knowndevice;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON doors_knowndevice
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE doors_notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE doors_notice FORCE ROW LEVEL SECURITY;
REVOKE ALL ON doors_notice FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON doors_notice TO rivage_app;
GRANT SELECT (id, created_at, user_id, what, recovery_id, label, due, tried_at, told_at, given_up_at) ON
  doors_notice TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON doors_notice;
CREATE POLICY declared_owner ON doors_notice TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON doors_notice;
CREATE POLICY declared_full_insert ON doors_notice AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON doors_notice;
CREATE POLICY declared_full_update ON doors_notice AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON doors_notice;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON doors_notice
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON doors_notice;
CREATE POLICY declared_facts ON doors_notice FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON doors_notice;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON doors_notice
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.due NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.tried_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.told_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.given_up_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON doors_notice;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON doors_notice
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE doors_standinglink ENABLE ROW LEVEL SECURITY;
ALTER TABLE doors_standinglink FORCE ROW LEVEL SECURITY;
REVOKE ALL ON doors_standinglink FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON doors_standinglink TO rivage_app;
GRANT SELECT (id, created_at, membership_id, purpose, ends, ended_at, used_at) ON doors_standinglink TO
  rivage_facts;

DROP POLICY IF EXISTS declared_owner ON doors_standinglink;
CREATE POLICY declared_owner ON doors_standinglink TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON doors_standinglink;
CREATE POLICY declared_full_insert ON doors_standinglink AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON doors_standinglink;
CREATE POLICY declared_full_update ON doors_standinglink AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON doors_standinglink;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON doors_standinglink
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON doors_standinglink;
CREATE POLICY declared_facts ON doors_standinglink FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON doors_standinglink;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON doors_standinglink
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ends NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ended_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.used_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON doors_standinglink;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON doors_standinglink
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE doors_servicecode ENABLE ROW LEVEL SECURITY;
ALTER TABLE doors_servicecode FORCE ROW LEVEL SECURITY;
REVOKE ALL ON doors_servicecode FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON doors_servicecode TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON doors_servicecode;
CREATE POLICY declared_owner ON doors_servicecode TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON doors_servicecode;
CREATE POLICY declared_full_insert ON doors_servicecode AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON doors_servicecode;
CREATE POLICY declared_full_update ON doors_servicecode AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON doors_servicecode;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON doors_servicecode
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON doors_servicecode;
CREATE POLICY declared_app ON doors_servicecode FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary')))
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary')));

DROP TRIGGER IF EXISTS declared_moving ON doors_servicecode;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON doors_servicecode
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('ended_at', 'used_at');

DROP TRIGGER IF EXISTS declared_frozen ON doors_servicecode;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON doors_servicecode
  FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON doors_servicecode;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON doors_servicecode
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard();

DROP TRIGGER IF EXISTS declared_dated ON doors_servicecode;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON doors_servicecode
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ends NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ended_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.used_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE associations_agrement ENABLE ROW LEVEL SECURITY;
ALTER TABLE associations_agrement FORCE ROW LEVEL SECURITY;
REVOKE ALL ON associations_agrement FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON associations_agrement TO rivage_app;
GRANT SELECT (id, created_at, departement, association_id, reference, starts, ends, heard_on, withdrawn_on, source,
  recorded_by_id, replaces_id, why, replaced_at) ON associations_agrement TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON associations_agrement;
CREATE POLICY declared_owner ON associations_agrement TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON associations_agrement;
CREATE POLICY declared_full_insert ON associations_agrement AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON associations_agrement;
CREATE POLICY declared_full_update ON associations_agrement AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON associations_agrement;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON associations_agrement
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON associations_agrement;
CREATE POLICY declared_facts ON associations_agrement FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON associations_agrement;
CREATE POLICY declared_app ON associations_agrement FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_role()) <> '')
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary')));

DROP TRIGGER IF EXISTS declared_own_hand ON associations_agrement;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON associations_agrement
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON associations_agrement;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON associations_agrement
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('heard_on', 'withdrawn_on', 'replaced_at');

DROP TRIGGER IF EXISTS declared_frozen ON associations_agrement;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON associations_agrement
  FOR EACH ROW WHEN (OLD.withdrawn_on IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON associations_agrement;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON associations_agrement
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard('replaces_id', 'associations_agrement');

DROP TRIGGER IF EXISTS declared_dated ON associations_agrement;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON associations_agrement
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.starts NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ends NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.heard_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.withdrawn_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.replaced_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE people_share ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_share FORCE ROW LEVEL SECURITY;
REVOKE ALL ON people_share FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON people_share TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, departement, demande_id, holder, slices, passes, giver_id,
  purpose, ground, starts, ends, ended_by, would_end) ON people_share TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON people_share;
CREATE POLICY declared_owner ON people_share TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON people_share;
CREATE POLICY declared_full_insert ON people_share AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON people_share;
CREATE POLICY declared_full_update ON people_share AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON people_share;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON people_share
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON people_share;
CREATE POLICY declared_facts ON people_share FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON people_share;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON people_share
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.starts NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ends NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.would_end NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON people_share;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON people_share
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE people_accord ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_accord FORCE ROW LEVEL SECURITY;
REVOKE ALL ON people_accord FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_accord TO rivage_app;
GRANT SELECT (id, created_at, antenne_id, person_id, kind, given_on, withdrawn_on) ON people_accord TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON people_accord;
CREATE POLICY declared_owner ON people_accord TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON people_accord;
CREATE POLICY declared_full_insert ON people_accord AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON people_accord;
CREATE POLICY declared_full_update ON people_accord AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_delete ON people_accord;
CREATE POLICY declared_full_delete ON people_accord AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_in_full()));

DROP TRIGGER IF EXISTS declared_by_door ON people_accord;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON people_accord
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON people_accord;
CREATE POLICY declared_facts ON people_accord FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON people_accord;
CREATE POLICY declared_app ON people_accord FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('pieces'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON people_accord;
CREATE POLICY declared_delete ON people_accord AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON people_accord;
CREATE POLICY declared_hers_insert ON people_accord AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON people_accord;
CREATE POLICY declared_hers_update ON people_accord AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON people_accord;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON people_accord
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_older ON people_accord;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF language, interpreter ON people_accord
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('language', 'interpreter');

DROP TRIGGER IF EXISTS declared_dated ON people_accord;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON people_accord
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.given_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.withdrawn_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON people_accord;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON people_accord
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE people_accordcorrection ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_accordcorrection FORCE ROW LEVEL SECURITY;
REVOKE ALL ON people_accordcorrection FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_accordcorrection TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, accord_id, withdrawn_on, corrected_on) ON
  people_accordcorrection TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON people_accordcorrection;
CREATE POLICY declared_owner ON people_accordcorrection TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON people_accordcorrection;
CREATE POLICY declared_full_insert ON people_accordcorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON people_accordcorrection;
CREATE POLICY declared_full_update ON people_accordcorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_delete ON people_accordcorrection;
CREATE POLICY declared_full_delete ON people_accordcorrection AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_in_full()));

DROP TRIGGER IF EXISTS declared_by_door ON people_accordcorrection;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON people_accordcorrection
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON people_accordcorrection;
CREATE POLICY declared_facts ON people_accordcorrection FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON people_accordcorrection;
CREATE POLICY declared_app ON people_accordcorrection FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON people_accordcorrection;
CREATE POLICY declared_delete ON people_accordcorrection AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON people_accordcorrection;
CREATE POLICY declared_hers_insert ON people_accordcorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON people_accordcorrection;
CREATE POLICY declared_hers_update ON people_accordcorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON people_accordcorrection;
CREATE TRIGGER declared_moving BEFORE UPDATE ON people_accordcorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON people_accordcorrection;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON people_accordcorrection
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('accord_id', 'people_accord', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON people_accordcorrection;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF reason ON people_accordcorrection
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('reason');

DROP TRIGGER IF EXISTS declared_dated ON people_accordcorrection;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON people_accordcorrection
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.withdrawn_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.corrected_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE people_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_person FORCE ROW LEVEL SECURITY;
REVOKE ALL ON people_person FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON people_person TO rivage_app;
GRANT SELECT (id, created_at, reference, antenne_id, departement, age_band, aps_need, erased_on) ON people_person
  TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON people_person;
CREATE POLICY declared_owner ON people_person TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON people_person;
CREATE POLICY declared_full_insert ON people_person AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON people_person;
CREATE POLICY declared_full_update ON people_person AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON people_person;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON people_person
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON people_person;
CREATE POLICY declared_facts ON people_person FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON people_person;
CREATE POLICY declared_app ON people_person FOR ALL TO rivage_app
  USING (id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR id IN (SELECT unnest((SELECT people_open_people('reference'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON people_person;
CREATE POLICY declared_delete ON people_person AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(id)));

DROP POLICY IF EXISTS declared_hers_update ON people_person;
CREATE POLICY declared_hers_update ON people_person AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(id)));

DROP TRIGGER IF EXISTS declared_dated ON people_person;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON people_person
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.erased_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON people_person;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON people_person
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE people_identity ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_identity FORCE ROW LEVEL SECURITY;
REVOKE ALL ON people_identity FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_identity TO rivage_app;
GRANT SELECT (id, created_at, antenne_id, person_id, birth_source) ON people_identity TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON people_identity;
CREATE POLICY declared_owner ON people_identity TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON people_identity;
CREATE POLICY declared_full_insert ON people_identity AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON people_identity;
CREATE POLICY declared_full_update ON people_identity AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_delete ON people_identity;
CREATE POLICY declared_full_delete ON people_identity AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_in_full()));

DROP TRIGGER IF EXISTS declared_by_door ON people_identity;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON people_identity
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON people_identity;
CREATE POLICY declared_facts ON people_identity FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON people_identity;
CREATE POLICY declared_app ON people_identity FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('identity'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON people_identity;
CREATE POLICY declared_delete ON people_identity AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON people_identity;
CREATE POLICY declared_hers_insert ON people_identity AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON people_identity;
CREATE POLICY declared_hers_update ON people_identity AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON people_identity;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON people_identity
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_older ON people_identity;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF name_in_use, civility, family_name, given_names,
  birth, birth_place, nationality, zone ON people_identity
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('name_in_use', 'civility', 'family_name', 'given_names', 'birth',
  'birth_place', 'nationality', 'zone');

DROP TRIGGER IF EXISTS declared_dated ON people_identity;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON people_identity
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON people_identity;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON people_identity
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE people_child ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_child FORCE ROW LEVEL SECURITY;
REVOKE ALL ON people_child FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_child TO rivage_app;
GRANT SELECT (id, created_at, antenne_id, person_id, in_charge, lives_with_her) ON people_child TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON people_child;
CREATE POLICY declared_owner ON people_child TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON people_child;
CREATE POLICY declared_full_insert ON people_child AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON people_child;
CREATE POLICY declared_full_update ON people_child AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_delete ON people_child;
CREATE POLICY declared_full_delete ON people_child AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_in_full()));

DROP TRIGGER IF EXISTS declared_by_door ON people_child;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON people_child
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON people_child;
CREATE POLICY declared_facts ON people_child FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON people_child;
CREATE POLICY declared_app ON people_child FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON people_child;
CREATE POLICY declared_delete ON people_child AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON people_child;
CREATE POLICY declared_hers_insert ON people_child AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON people_child;
CREATE POLICY declared_hers_update ON people_child AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON people_child;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON people_child
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_older ON people_child;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF given_name, birth ON people_child
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('given_name', 'birth');

DROP TRIGGER IF EXISTS declared_dated ON people_child;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON people_child
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON people_child;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON people_child
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE people_accompaniment ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_accompaniment FORCE ROW LEVEL SECURITY;
REVOKE ALL ON people_accompaniment FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_accompaniment TO rivage_app;
GRANT SELECT (id, created_at, antenne_id, person_id, user_id, kind, starts, ends, takes_over, told_on) ON
  people_accompaniment TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON people_accompaniment;
CREATE POLICY declared_owner ON people_accompaniment TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON people_accompaniment;
CREATE POLICY declared_full_insert ON people_accompaniment AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON people_accompaniment;
CREATE POLICY declared_full_update ON people_accompaniment AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_delete ON people_accompaniment;
CREATE POLICY declared_full_delete ON people_accompaniment AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_in_full()));

DROP TRIGGER IF EXISTS declared_by_door ON people_accompaniment;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON people_accompaniment
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON people_accompaniment;
CREATE POLICY declared_facts ON people_accompaniment FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON people_accompaniment;
CREATE POLICY declared_app ON people_accompaniment FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON people_accompaniment;
CREATE POLICY declared_delete ON people_accompaniment AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON people_accompaniment;
CREATE POLICY declared_hers_update ON people_accompaniment AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON people_accompaniment;
CREATE TRIGGER declared_moving BEFORE UPDATE ON people_accompaniment
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('ends', 'told_on');

DROP TRIGGER IF EXISTS declared_guard ON people_accompaniment;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON people_accompaniment
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_dated ON people_accompaniment;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON people_accompaniment
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.starts NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ends NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.told_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE people_relaycorrection ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_relaycorrection FORCE ROW LEVEL SECURITY;
REVOKE ALL ON people_relaycorrection FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_relaycorrection TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, accompaniment_id, told_on, corrected_on) ON
  people_relaycorrection TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON people_relaycorrection;
CREATE POLICY declared_owner ON people_relaycorrection TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON people_relaycorrection;
CREATE POLICY declared_full_insert ON people_relaycorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON people_relaycorrection;
CREATE POLICY declared_full_update ON people_relaycorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_delete ON people_relaycorrection;
CREATE POLICY declared_full_delete ON people_relaycorrection AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_in_full()));

DROP TRIGGER IF EXISTS declared_by_door ON people_relaycorrection;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON people_relaycorrection
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON people_relaycorrection;
CREATE POLICY declared_facts ON people_relaycorrection FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON people_relaycorrection;
CREATE POLICY declared_app ON people_relaycorrection FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON people_relaycorrection;
CREATE POLICY declared_delete ON people_relaycorrection AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON people_relaycorrection;
CREATE POLICY declared_hers_insert ON people_relaycorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON people_relaycorrection;
CREATE POLICY declared_hers_update ON people_relaycorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON people_relaycorrection;
CREATE TRIGGER declared_moving BEFORE UPDATE ON people_relaycorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON people_relaycorrection;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON people_relaycorrection
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('accompaniment_id', 'people_accompaniment', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON people_relaycorrection;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF reason ON people_relaycorrection
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('reason');

DROP TRIGGER IF EXISTS declared_dated ON people_relaycorrection;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON people_relaycorrection
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.told_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.corrected_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE people_exclusion ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_exclusion FORCE ROW LEVEL SECURITY;
REVOKE ALL ON people_exclusion FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_exclusion TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON people_exclusion;
CREATE POLICY declared_owner ON people_exclusion TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON people_exclusion;
CREATE POLICY declared_full_insert ON people_exclusion AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON people_exclusion;
CREATE POLICY declared_full_update ON people_exclusion AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_delete ON people_exclusion;
CREATE POLICY declared_full_delete ON people_exclusion AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_in_full()));

DROP TRIGGER IF EXISTS declared_by_door ON people_exclusion;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON people_exclusion
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON people_exclusion;
CREATE POLICY declared_app ON people_exclusion FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON people_exclusion;
CREATE POLICY declared_delete ON people_exclusion AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON people_exclusion;
CREATE POLICY declared_hers_insert ON people_exclusion AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON people_exclusion;
CREATE POLICY declared_hers_update ON people_exclusion AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON people_exclusion;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON people_exclusion
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_older ON people_exclusion;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF holder ON people_exclusion
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('holder');

DROP TRIGGER IF EXISTS declared_dated ON people_exclusion;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON people_exclusion
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON people_exclusion;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON people_exclusion
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE people_aside ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_aside FORCE ROW LEVEL SECURITY;
REVOKE ALL ON people_aside FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;

DROP POLICY IF EXISTS declared_owner ON people_aside;
CREATE POLICY declared_owner ON people_aside TO rivage_owner USING (true) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON people_aside;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON people_aside
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP TRIGGER IF EXISTS declared_dated ON people_aside;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON people_aside
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON people_aside;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON people_aside
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE people_asidekey ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_asidekey FORCE ROW LEVEL SECURITY;
REVOKE ALL ON people_asidekey FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;

DROP POLICY IF EXISTS declared_owner ON people_asidekey;
CREATE POLICY declared_owner ON people_asidekey TO rivage_owner USING (true) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON people_asidekey;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON people_asidekey
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP TRIGGER IF EXISTS declared_dated ON people_asidekey;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON people_asidekey
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON people_asidekey;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON people_asidekey
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE people_contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_contact FORCE ROW LEVEL SECURITY;
REVOKE ALL ON people_contact FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_contact TO rivage_app;
GRANT SELECT (id, created_at, antenne_id, person_id, channels) ON people_contact TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON people_contact;
CREATE POLICY declared_owner ON people_contact TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON people_contact;
CREATE POLICY declared_full_insert ON people_contact AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON people_contact;
CREATE POLICY declared_full_update ON people_contact AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_delete ON people_contact;
CREATE POLICY declared_full_delete ON people_contact AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_in_full()));

DROP TRIGGER IF EXISTS declared_by_door ON people_contact;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON people_contact
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON people_contact;
CREATE POLICY declared_facts ON people_contact FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON people_contact;
CREATE POLICY declared_app ON people_contact FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON people_contact;
CREATE POLICY declared_delete ON people_contact AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON people_contact;
CREATE POLICY declared_hers_insert ON people_contact AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON people_contact;
CREATE POLICY declared_hers_update ON people_contact AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON people_contact;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON people_contact
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_older ON people_contact;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF "when", ask_for, say_from, language, never,
  phone, email ON people_contact
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('when', 'ask_for', 'say_from', 'language', 'never', 'phone', 'email');

DROP TRIGGER IF EXISTS declared_dated ON people_contact;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON people_contact
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON people_contact;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON people_contact
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE people_correspondence ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_correspondence FORCE ROW LEVEL SECURITY;
REVOKE ALL ON people_correspondence FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_correspondence TO rivage_app;
GRANT SELECT (id, created_at, antenne_id, person_id, at_association) ON people_correspondence TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON people_correspondence;
CREATE POLICY declared_owner ON people_correspondence TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON people_correspondence;
CREATE POLICY declared_full_insert ON people_correspondence AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON people_correspondence;
CREATE POLICY declared_full_update ON people_correspondence AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_delete ON people_correspondence;
CREATE POLICY declared_full_delete ON people_correspondence AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_in_full()));

DROP TRIGGER IF EXISTS declared_by_door ON people_correspondence;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON people_correspondence
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON people_correspondence;
CREATE POLICY declared_facts ON people_correspondence FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON people_correspondence;
CREATE POLICY declared_app ON people_correspondence FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('correspondence'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON people_correspondence;
CREATE POLICY declared_delete ON people_correspondence AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON people_correspondence;
CREATE POLICY declared_hers_insert ON people_correspondence AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON people_correspondence;
CREATE POLICY declared_hers_update ON people_correspondence AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON people_correspondence;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON people_correspondence
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_older ON people_correspondence;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF address ON people_correspondence
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('address');

DROP TRIGGER IF EXISTS declared_dated ON people_correspondence;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON people_correspondence
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON people_correspondence;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON people_correspondence
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE people_transfer ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_transfer FORCE ROW LEVEL SECURITY;
REVOKE ALL ON people_transfer FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON people_transfer TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, departement, reference, with_notes, offered_by_id, offered_at,
  ends, cancelled_at, closed_at, was_open, followed_since, name_as_left) ON people_transfer TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON people_transfer;
CREATE POLICY declared_owner ON people_transfer TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON people_transfer;
CREATE POLICY declared_full_insert ON people_transfer AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON people_transfer;
CREATE POLICY declared_full_update ON people_transfer AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON people_transfer;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON people_transfer
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON people_transfer;
CREATE POLICY declared_facts ON people_transfer FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON people_transfer;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON people_transfer
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.offered_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ends NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.cancelled_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.closed_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.followed_since NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON people_transfer;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON people_transfer
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE people_transferkey ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_transferkey FORCE ROW LEVEL SECURITY;
REVOKE ALL ON people_transferkey FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON people_transferkey TO rivage_app;
GRANT SELECT (id, created_at, transfer_id) ON people_transferkey TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON people_transferkey;
CREATE POLICY declared_owner ON people_transferkey TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON people_transferkey;
CREATE POLICY declared_full_insert ON people_transferkey AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON people_transferkey;
CREATE POLICY declared_full_update ON people_transferkey AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON people_transferkey;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON people_transferkey
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON people_transferkey;
CREATE POLICY declared_facts ON people_transferkey FOR SELECT TO rivage_facts USING (true);

DROP TRIGGER IF EXISTS declared_dated ON people_transferkey;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON people_transferkey
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON people_transferkey;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON people_transferkey
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE people_arrival ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_arrival FORCE ROW LEVEL SECURITY;
REVOKE ALL ON people_arrival FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON people_arrival TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, origin, accepted_at, accepted_by_id) ON people_arrival TO
  rivage_facts;

DROP POLICY IF EXISTS declared_owner ON people_arrival;
CREATE POLICY declared_owner ON people_arrival TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON people_arrival;
CREATE POLICY declared_full_insert ON people_arrival AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON people_arrival;
CREATE POLICY declared_full_update ON people_arrival AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON people_arrival;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON people_arrival
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON people_arrival;
CREATE POLICY declared_facts ON people_arrival FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON people_arrival;
CREATE POLICY declared_app ON people_arrival FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON people_arrival;
CREATE POLICY declared_delete ON people_arrival AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON people_arrival;
CREATE POLICY declared_hers_insert ON people_arrival AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON people_arrival;
CREATE POLICY declared_hers_update ON people_arrival AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON people_arrival;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON people_arrival
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_dated ON people_arrival;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON people_arrival
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.accepted_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON people_arrival;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON people_arrival
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE dossiers_suivi ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_suivi FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_suivi FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_suivi TO rivage_app;
GRANT SELECT (id, created_at, antenne_id, person_id, starts, ends, end_kind, away_kind, away_since, why,
  destination, said_on) ON dossiers_suivi TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_suivi;
CREATE POLICY declared_owner ON dossiers_suivi TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_suivi;
CREATE POLICY declared_full_insert ON dossiers_suivi AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_suivi;
CREATE POLICY declared_full_update ON dossiers_suivi AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_suivi;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_suivi
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_suivi;
CREATE POLICY declared_facts ON dossiers_suivi FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_suivi;
CREATE POLICY declared_app ON dossiers_suivi FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_suivi;
CREATE POLICY declared_delete ON dossiers_suivi AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_suivi;
CREATE POLICY declared_hers_insert ON dossiers_suivi AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_suivi;
CREATE POLICY declared_hers_update ON dossiers_suivi AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON dossiers_suivi;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON dossiers_suivi
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('ends', 'end_kind', 'away_kind', 'away_since', 'why', 'destination',
  'words', 'said_on');

DROP TRIGGER IF EXISTS declared_guard ON dossiers_suivi;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_suivi
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_older ON dossiers_suivi;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF words ON dossiers_suivi
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('words');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_suivi;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_suivi
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.starts NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ends NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.away_since NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.said_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON dossiers_suivi;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF starts, ends, said_on ON dossiers_suivi
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.starts > rivage_last_day()
  OR NEW.ends > rivage_last_day()
  OR NEW.said_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE dossiers_mistakenend ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_mistakenend FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_mistakenend FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_mistakenend TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON dossiers_mistakenend;
CREATE POLICY declared_owner ON dossiers_mistakenend TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_mistakenend;
CREATE POLICY declared_full_insert ON dossiers_mistakenend AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_mistakenend;
CREATE POLICY declared_full_update ON dossiers_mistakenend AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_mistakenend;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_mistakenend
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON dossiers_mistakenend;
CREATE POLICY declared_app ON dossiers_mistakenend FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_mistakenend;
CREATE POLICY declared_delete ON dossiers_mistakenend AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_mistakenend;
CREATE POLICY declared_hers_insert ON dossiers_mistakenend AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_mistakenend;
CREATE POLICY declared_hers_update ON dossiers_mistakenend AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON dossiers_mistakenend;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON dossiers_mistakenend
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON dossiers_mistakenend;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON dossiers_mistakenend
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON dossiers_mistakenend;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_mistakenend
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('suivi_id', 'dossiers_suivi', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON dossiers_mistakenend;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF words, mistake ON dossiers_mistakenend
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('words', 'mistake');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_mistakenend;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_mistakenend
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ends NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE dossiers_parcours ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_parcours FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_parcours FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_parcours TO rivage_app;
GRANT SELECT (id, created_at, antenne_id, person_id, departement, number, months_before, end_kind, ended_on) ON
  dossiers_parcours TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_parcours;
CREATE POLICY declared_owner ON dossiers_parcours TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_parcours;
CREATE POLICY declared_full_insert ON dossiers_parcours AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_parcours;
CREATE POLICY declared_full_update ON dossiers_parcours AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_parcours;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_parcours
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_parcours;
CREATE POLICY declared_facts ON dossiers_parcours FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_parcours;
CREATE POLICY declared_app ON dossiers_parcours FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('reference'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary', 'signatory')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('reference')))))));

DROP POLICY IF EXISTS declared_delete ON dossiers_parcours;
CREATE POLICY declared_delete ON dossiers_parcours AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_parcours;
CREATE POLICY declared_hers_insert ON dossiers_parcours AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_parcours;
CREATE POLICY declared_hers_update ON dossiers_parcours AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON dossiers_parcours;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_parcours
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_older ON dossiers_parcours;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF months_before_source ON dossiers_parcours
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('months_before_source');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_parcours;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_parcours
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ended_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON dossiers_parcours;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON dossiers_parcours
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE dossiers_takeover ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_takeover FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_takeover FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_takeover TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, parcours_id, source, recorded_by_id, confirmed_on,
  confirmed_by_id, contested_on, contested_by_id, next_session) ON dossiers_takeover TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_takeover;
CREATE POLICY declared_owner ON dossiers_takeover TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_takeover;
CREATE POLICY declared_full_insert ON dossiers_takeover AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_takeover;
CREATE POLICY declared_full_update ON dossiers_takeover AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_takeover;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_takeover
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_takeover;
CREATE POLICY declared_facts ON dossiers_takeover FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_takeover;
CREATE POLICY declared_app ON dossiers_takeover FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('reference'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('reference')))))));

DROP POLICY IF EXISTS declared_delete ON dossiers_takeover;
CREATE POLICY declared_delete ON dossiers_takeover AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_takeover;
CREATE POLICY declared_hers_insert ON dossiers_takeover AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_takeover;
CREATE POLICY declared_hers_update ON dossiers_takeover AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON dossiers_takeover;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON dossiers_takeover
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('confirmed_on', 'confirmed_by_id', 'contested_on', 'contested_by_id',
  'objection');

DROP TRIGGER IF EXISTS declared_frozen ON dossiers_takeover;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON dossiers_takeover
  FOR EACH ROW WHEN (OLD.confirmed_on IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON dossiers_takeover;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_takeover
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('parcours_id', 'dossiers_parcours', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON dossiers_takeover;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF objection ON dossiers_takeover
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('objection');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_takeover;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_takeover
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.confirmed_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.contested_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.next_session NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE dossiers_renunciation ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_renunciation FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_renunciation FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_renunciation TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, parcours_id, received_on, effective_on, revoked_on,
  recorded_by_id) ON dossiers_renunciation TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_renunciation;
CREATE POLICY declared_owner ON dossiers_renunciation TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_renunciation;
CREATE POLICY declared_full_insert ON dossiers_renunciation AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_renunciation;
CREATE POLICY declared_full_update ON dossiers_renunciation AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_renunciation;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_renunciation
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_renunciation;
CREATE POLICY declared_facts ON dossiers_renunciation FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_renunciation;
CREATE POLICY declared_app ON dossiers_renunciation FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('reference'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_renunciation;
CREATE POLICY declared_delete ON dossiers_renunciation AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_renunciation;
CREATE POLICY declared_hers_insert ON dossiers_renunciation AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_renunciation;
CREATE POLICY declared_hers_update ON dossiers_renunciation AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON dossiers_renunciation;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON dossiers_renunciation
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('revoked_on');

DROP TRIGGER IF EXISTS declared_frozen ON dossiers_renunciation;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON dossiers_renunciation
  FOR EACH ROW WHEN (OLD.revoked_on IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON dossiers_renunciation;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_renunciation
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('parcours_id', 'dossiers_parcours', 'person_id');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_renunciation;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_renunciation
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.received_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.effective_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.revoked_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE dossiers_interruption ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_interruption FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_interruption FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_interruption TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, parcours_id, from_day, ground, revoked_on, recorded_by_id) ON
  dossiers_interruption TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_interruption;
CREATE POLICY declared_owner ON dossiers_interruption TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_interruption;
CREATE POLICY declared_full_insert ON dossiers_interruption AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_interruption;
CREATE POLICY declared_full_update ON dossiers_interruption AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_interruption;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_interruption
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_interruption;
CREATE POLICY declared_facts ON dossiers_interruption FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_interruption;
CREATE POLICY declared_app ON dossiers_interruption FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('reference'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_interruption;
CREATE POLICY declared_delete ON dossiers_interruption AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_interruption;
CREATE POLICY declared_hers_insert ON dossiers_interruption AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_interruption;
CREATE POLICY declared_hers_update ON dossiers_interruption AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON dossiers_interruption;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON dossiers_interruption
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('revoked_on');

DROP TRIGGER IF EXISTS declared_frozen ON dossiers_interruption;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON dossiers_interruption
  FOR EACH ROW WHEN (OLD.revoked_on IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON dossiers_interruption;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_interruption
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('parcours_id', 'dossiers_parcours', 'person_id');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_interruption;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_interruption
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.from_day NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.revoked_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE dossiers_period ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_period FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_period FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_period TO rivage_app;
GRANT SELECT (id, created_at, antenne_id, fact_departement, fact_antenne, person_id, parcours_id, run, n, starts,
  months, ends, ended_on, stopped_on, decision_id) ON dossiers_period TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_period;
CREATE POLICY declared_owner ON dossiers_period TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_period;
CREATE POLICY declared_full_insert ON dossiers_period AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_period;
CREATE POLICY declared_full_update ON dossiers_period AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_period;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_period
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_period;
CREATE POLICY declared_facts ON dossiers_period FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_period;
CREATE POLICY declared_app ON dossiers_period FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('reference'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary', 'signatory')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('reference')))))));

DROP POLICY IF EXISTS declared_delete ON dossiers_period;
CREATE POLICY declared_delete ON dossiers_period AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_period;
CREATE POLICY declared_hers_insert ON dossiers_period AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_period;
CREATE POLICY declared_hers_update ON dossiers_period AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON dossiers_period;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON dossiers_period
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('ended_on');

DROP TRIGGER IF EXISTS declared_guard ON dossiers_period;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_period
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('parcours_id', 'dossiers_parcours', 'person_id');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_period;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_period
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.starts NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ends NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ended_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.stopped_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE dossiers_demande ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_demande FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_demande FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_demande TO rivage_app;
GRANT SELECT (id, created_at, antenne_id, person_id, parcours_id, departement, kind, n, step, step_before, version,
  reexamines_id, taken_over, wished_on, deposited_at, presented_by, deposited_in, ready_on, desk, completed_at,
  decided_on, closed_on, forwarded_to, competence) ON dossiers_demande TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_demande;
CREATE POLICY declared_owner ON dossiers_demande TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_demande;
CREATE POLICY declared_full_insert ON dossiers_demande AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_demande;
CREATE POLICY declared_full_update ON dossiers_demande AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_demande;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_demande
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_demande;
CREATE POLICY declared_facts ON dossiers_demande FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_demande;
CREATE POLICY declared_app ON dossiers_demande FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR (person_id IN (SELECT unnest((SELECT people_open_files('reference'))))
    OR id IN (SELECT unnest((SELECT people_open_demandes('reference')))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary', 'chair', 'signatory')) AND (person_id IN (SELECT unnest((SELECT
  people_open_files('reference'))))
    OR id IN (SELECT unnest((SELECT people_open_demandes('reference'))))))));

DROP POLICY IF EXISTS declared_delete ON dossiers_demande;
CREATE POLICY declared_delete ON dossiers_demande AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_demande;
CREATE POLICY declared_hers_insert ON dossiers_demande AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_demande;
CREATE POLICY declared_hers_update ON dossiers_demande AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON dossiers_demande;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_demande
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('parcours_id', 'dossiers_parcours', 'person_id', 'reexamines_id',
  'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_step ON dossiers_demande;
CREATE TRIGGER declared_step BEFORE UPDATE ON dossiers_demande
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND OLD.step <> NEW.step AND (OLD.step, NEW.step) NOT IN
  (('complete', 'decided'), ('complete', 'forwarded'), ('complete', 'scheduled'), ('complete', 'without_object'),
  ('decided', 'notified'), ('decided', 'without_object'), ('incomplete', 'decided'), ('incomplete', 'forwarded'),
  ('incomplete', 'without_object'), ('opined', 'decided'), ('scheduled', 'complete'), ('scheduled', 'decided'),
  ('scheduled', 'opined'), ('scheduled', 'without_object'), ('submitted', 'complete'), ('submitted', 'decided'),
  ('submitted', 'forwarded'), ('submitted', 'incomplete'), ('submitted', 'without_object'), ('without_object',
  'incomplete'), ('without_object', 'submitted'))
  AND (rivage_is('referent', 'lead') IS NOT TRUE OR ((OLD.step, NEW.step) NOT IN (('complete', 'decided'),
  ('complete', 'forwarded'), ('complete', 'scheduled'), ('complete', 'withdrawn'), ('complete', 'without_object'),
  ('decided', 'notified'), ('decided', 'without_object'), ('draft', 'submitted'), ('draft', 'withdrawn'), ('draft',
  'without_object'), ('forwarded', 'submitted'), ('forwarded', 'without_object'), ('incomplete', 'decided'),
  ('incomplete', 'forwarded'), ('incomplete', 'submitted'), ('incomplete', 'withdrawn'), ('incomplete',
  'without_object'), ('opined', 'decided'), ('opined', 'withdrawn'), ('opined', 'without_object'), ('scheduled',
  'complete'), ('scheduled', 'decided'), ('scheduled', 'opined'), ('scheduled', 'withdrawn'), ('scheduled',
  'without_object'), ('submitted', 'complete'), ('submitted', 'decided'), ('submitted', 'forwarded'), ('submitted',
  'incomplete'), ('submitted', 'withdrawn'), ('submitted', 'without_object'), ('without_object', 'incomplete'),
  ('without_object', 'submitted'))
  AND NOT dossiers_may_move(NEW.person_id, OLD.step, OLD.step_before, NEW.step))))
  EXECUTE FUNCTION dossiers_refuse_step();

DROP TRIGGER IF EXISTS declared_dated ON dossiers_demande;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_demande
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.wished_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.deposited_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ready_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.completed_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.decided_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.closed_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON dossiers_demande;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON dossiers_demande
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE dossiers_withoutobject ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_withoutobject FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_withoutobject FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_withoutobject TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, demande_id, ground, since, closed_on, recorded_by_id, read_on,
  reopened_on, reopened_by_id, contested_on, upheld_on, upheld_by_id) ON dossiers_withoutobject TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_withoutobject;
CREATE POLICY declared_owner ON dossiers_withoutobject TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_withoutobject;
CREATE POLICY declared_full_insert ON dossiers_withoutobject AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_withoutobject;
CREATE POLICY declared_full_update ON dossiers_withoutobject AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_withoutobject;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_withoutobject
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_withoutobject;
CREATE POLICY declared_facts ON dossiers_withoutobject FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_withoutobject;
CREATE POLICY declared_app ON dossiers_withoutobject FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR (person_id IN (SELECT unnest((SELECT people_open_files('reference'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('reference')))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary')) AND (person_id IN (SELECT unnest((SELECT
  people_open_files('reference'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('reference'))))))));

DROP POLICY IF EXISTS declared_delete ON dossiers_withoutobject;
CREATE POLICY declared_delete ON dossiers_withoutobject AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_withoutobject;
CREATE POLICY declared_hers_insert ON dossiers_withoutobject AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_withoutobject;
CREATE POLICY declared_hers_update ON dossiers_withoutobject AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON dossiers_withoutobject;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON dossiers_withoutobject
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('read_on', 'reopened_on', 'reopened_by_id', 'reopened_why', 'contested_on',
  'contested_why', 'upheld_on', 'upheld_by_id', 'upheld_why');

DROP TRIGGER IF EXISTS declared_guard ON dossiers_withoutobject;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_withoutobject
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON dossiers_withoutobject;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF words, reopened_why, contested_why, upheld_why ON
  dossiers_withoutobject
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('words', 'reopened_why', 'contested_why', 'upheld_why');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_withoutobject;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_withoutobject
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.since NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.closed_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.read_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.reopened_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.contested_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.upheld_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE dossiers_missingrequest ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_missingrequest FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_missingrequest FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_missingrequest TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, demande_id, parts, holds, asked_by_id, asked_at, until,
  answered_at, unwritten) ON dossiers_missingrequest TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_missingrequest;
CREATE POLICY declared_owner ON dossiers_missingrequest TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_missingrequest;
CREATE POLICY declared_full_insert ON dossiers_missingrequest AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_missingrequest;
CREATE POLICY declared_full_update ON dossiers_missingrequest AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_missingrequest;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_missingrequest
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_missingrequest;
CREATE POLICY declared_facts ON dossiers_missingrequest FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_missingrequest;
CREATE POLICY declared_app ON dossiers_missingrequest FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary')) AND (person_id IN (SELECT unnest((SELECT
  people_open_files('reference'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('reference'))))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary')) AND (person_id IN (SELECT unnest((SELECT
  people_open_files('reference'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('reference'))))))));

DROP POLICY IF EXISTS declared_delete ON dossiers_missingrequest;
CREATE POLICY declared_delete ON dossiers_missingrequest AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_missingrequest;
CREATE POLICY declared_hers_insert ON dossiers_missingrequest AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_missingrequest;
CREATE POLICY declared_hers_update ON dossiers_missingrequest AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON dossiers_missingrequest;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON dossiers_missingrequest
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('answered_at', 'unwritten', 'answers');

DROP TRIGGER IF EXISTS declared_frozen ON dossiers_missingrequest;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON dossiers_missingrequest
  FOR EACH ROW WHEN (OLD.answered_at IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON dossiers_missingrequest;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_missingrequest
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON dossiers_missingrequest;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF text, answers ON dossiers_missingrequest
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('text', 'answers');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_missingrequest;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_missingrequest
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.asked_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.until NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.answered_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE dossiers_note ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_note FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_note FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_note TO rivage_app;
GRANT SELECT (id, created_at, antenne_id, person_id, author_id) ON dossiers_note TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_note;
CREATE POLICY declared_owner ON dossiers_note TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_note;
CREATE POLICY declared_full_insert ON dossiers_note AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_note;
CREATE POLICY declared_full_update ON dossiers_note AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_note;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_note
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_note;
CREATE POLICY declared_facts ON dossiers_note FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_note;
CREATE POLICY declared_app ON dossiers_note FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_note;
CREATE POLICY declared_delete ON dossiers_note AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_note;
CREATE POLICY declared_hers_insert ON dossiers_note AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_note;
CREATE POLICY declared_hers_update ON dossiers_note AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON dossiers_note;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_note
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_older ON dossiers_note;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF text ON dossiers_note
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('text');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_note;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_note
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON dossiers_note;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON dossiers_note
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE dossiers_notedraft ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_notedraft FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_notedraft FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE, DELETE ON dossiers_notedraft TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, author_id, version, saved_at) ON dossiers_notedraft TO
  rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_notedraft;
CREATE POLICY declared_owner ON dossiers_notedraft TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_notedraft;
CREATE POLICY declared_full_insert ON dossiers_notedraft AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_notedraft;
CREATE POLICY declared_full_update ON dossiers_notedraft AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_delete ON dossiers_notedraft;
CREATE POLICY declared_full_delete ON dossiers_notedraft AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_in_full()));

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_notedraft;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_notedraft
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_notedraft;
CREATE POLICY declared_facts ON dossiers_notedraft FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_notedraft;
CREATE POLICY declared_app ON dossiers_notedraft FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_notedraft;
CREATE POLICY declared_delete ON dossiers_notedraft AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_notedraft;
CREATE POLICY declared_hers_insert ON dossiers_notedraft AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_notedraft;
CREATE POLICY declared_hers_update ON dossiers_notedraft AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON dossiers_notedraft;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_notedraft
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_older ON dossiers_notedraft;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF text ON dossiers_notedraft
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('text');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_notedraft;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_notedraft
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.saved_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON dossiers_notedraft;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON dossiers_notedraft
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE dossiers_partversion ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_partversion FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_partversion FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_partversion TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, demande_id, part, version, author_id, ready, saved_at, aside,
  settled_at) ON dossiers_partversion TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_partversion;
CREATE POLICY declared_owner ON dossiers_partversion TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_partversion;
CREATE POLICY declared_full_insert ON dossiers_partversion AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_partversion;
CREATE POLICY declared_full_update ON dossiers_partversion AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_partversion;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_partversion
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_partversion;
CREATE POLICY declared_facts ON dossiers_partversion FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_partversion;
CREATE POLICY declared_app ON dossiers_partversion FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_partversion;
CREATE POLICY declared_delete ON dossiers_partversion AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_partversion;
CREATE POLICY declared_hers_insert ON dossiers_partversion AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_partversion;
CREATE POLICY declared_hers_update ON dossiers_partversion AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON dossiers_partversion;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_partversion
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_written ON dossiers_partversion;
CREATE TRIGGER declared_written BEFORE INSERT OR UPDATE OR DELETE ON dossiers_partversion
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION dossiers_part_guard('demande_id');

DROP TRIGGER IF EXISTS declared_older ON dossiers_partversion;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF values ON dossiers_partversion
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('values');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_partversion;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_partversion
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.saved_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.settled_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON dossiers_partversion;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON dossiers_partversion
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE dossiers_nothername ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_nothername FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_nothername FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_nothername TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, demande_id, part, author_id, times) ON dossiers_nothername TO
  rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_nothername;
CREATE POLICY declared_owner ON dossiers_nothername TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_nothername;
CREATE POLICY declared_full_insert ON dossiers_nothername AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_nothername;
CREATE POLICY declared_full_update ON dossiers_nothername AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_nothername;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_nothername
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_nothername;
CREATE POLICY declared_facts ON dossiers_nothername FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_nothername;
CREATE POLICY declared_app ON dossiers_nothername FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_nothername;
CREATE POLICY declared_delete ON dossiers_nothername AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_nothername;
CREATE POLICY declared_hers_insert ON dossiers_nothername AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_nothername;
CREATE POLICY declared_hers_update ON dossiers_nothername AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON dossiers_nothername;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_nothername
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON dossiers_nothername;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF word, name ON dossiers_nothername
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('word', 'name');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_nothername;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_nothername
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON dossiers_nothername;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON dossiers_nothername
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE dossiers_situation ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_situation FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_situation FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_situation TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, demande_id, danger) ON dossiers_situation TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_situation;
CREATE POLICY declared_owner ON dossiers_situation TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_situation;
CREATE POLICY declared_full_insert ON dossiers_situation AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_situation;
CREATE POLICY declared_full_update ON dossiers_situation AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_situation;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_situation
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_situation;
CREATE POLICY declared_facts ON dossiers_situation FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_situation;
CREATE POLICY declared_app ON dossiers_situation FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR (person_id IN (SELECT unnest((SELECT people_open_files('situation'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('situation')))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_situation;
CREATE POLICY declared_delete ON dossiers_situation AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_situation;
CREATE POLICY declared_hers_insert ON dossiers_situation AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_situation;
CREATE POLICY declared_hers_update ON dossiers_situation AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON dossiers_situation;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_situation
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_written ON dossiers_situation;
CREATE TRIGGER declared_written BEFORE INSERT OR UPDATE OR DELETE ON dossiers_situation
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION dossiers_part_guard('demande_id');

DROP TRIGGER IF EXISTS declared_older ON dossiers_situation;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF answers ON dossiers_situation
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('answers');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_situation;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_situation
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON dossiers_situation;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON dossiers_situation
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE dossiers_account ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_account FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_account FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_account TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, demande_id, approved_on) ON dossiers_account TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_account;
CREATE POLICY declared_owner ON dossiers_account TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_account;
CREATE POLICY declared_full_insert ON dossiers_account AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_account;
CREATE POLICY declared_full_update ON dossiers_account AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_account;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_account
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_account;
CREATE POLICY declared_facts ON dossiers_account FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_account;
CREATE POLICY declared_app ON dossiers_account FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR (person_id IN (SELECT unnest((SELECT people_open_files('account'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('account')))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_account;
CREATE POLICY declared_delete ON dossiers_account AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_account;
CREATE POLICY declared_hers_insert ON dossiers_account AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_account;
CREATE POLICY declared_hers_update ON dossiers_account AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON dossiers_account;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_account
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_written ON dossiers_account;
CREATE TRIGGER declared_written BEFORE INSERT OR UPDATE OR DELETE ON dossiers_account
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION dossiers_part_guard('demande_id');

DROP TRIGGER IF EXISTS declared_older ON dossiers_account;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF text ON dossiers_account
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('text');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_account;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_account
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.approved_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON dossiers_account;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON dossiers_account
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE dossiers_project ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_project FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_project FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_project TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, demande_id, months, engagements_signed_on, respect, opinion)
  ON dossiers_project TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_project;
CREATE POLICY declared_owner ON dossiers_project TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_project;
CREATE POLICY declared_full_insert ON dossiers_project AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_project;
CREATE POLICY declared_full_update ON dossiers_project AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_project;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_project
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_project;
CREATE POLICY declared_facts ON dossiers_project FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_project;
CREATE POLICY declared_app ON dossiers_project FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR (person_id IN (SELECT unnest((SELECT people_open_files('project'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('project')))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_project;
CREATE POLICY declared_delete ON dossiers_project AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_project;
CREATE POLICY declared_hers_insert ON dossiers_project AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_project;
CREATE POLICY declared_hers_update ON dossiers_project AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON dossiers_project;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_project
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_written ON dossiers_project;
CREATE TRIGGER declared_written BEFORE INSERT OR UPDATE OR DELETE ON dossiers_project
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION dossiers_part_guard('demande_id');

DROP TRIGGER IF EXISTS declared_older ON dossiers_project;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF needs, expected, engagements, difficulties,
  results, opinion_text ON dossiers_project
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('needs', 'expected', 'engagements', 'difficulties', 'results',
  'opinion_text');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_project;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_project
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.engagements_signed_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON dossiers_project;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON dossiers_project
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE dossiers_planaction ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_planaction FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_planaction FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE, DELETE ON dossiers_planaction TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, project_id, rank, domain) ON dossiers_planaction TO
  rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_planaction;
CREATE POLICY declared_owner ON dossiers_planaction TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_planaction;
CREATE POLICY declared_full_insert ON dossiers_planaction AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_planaction;
CREATE POLICY declared_full_update ON dossiers_planaction AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_delete ON dossiers_planaction;
CREATE POLICY declared_full_delete ON dossiers_planaction AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_in_full()));

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_planaction;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_planaction
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_planaction;
CREATE POLICY declared_facts ON dossiers_planaction FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_planaction;
CREATE POLICY declared_app ON dossiers_planaction FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR (person_id IN (SELECT unnest((SELECT people_open_people('project'))))
    AND project_id IN (SELECT p.id FROM dossiers_project p
    WHERE p.person_id IN (SELECT unnest((SELECT people_open_people('project'))))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_planaction;
CREATE POLICY declared_delete ON dossiers_planaction AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_planaction;
CREATE POLICY declared_hers_insert ON dossiers_planaction AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_planaction;
CREATE POLICY declared_hers_update ON dossiers_planaction AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON dossiers_planaction;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_planaction
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('project_id', 'dossiers_project', 'person_id');

DROP TRIGGER IF EXISTS declared_written ON dossiers_planaction;
CREATE TRIGGER declared_written BEFORE INSERT OR UPDATE OR DELETE ON dossiers_planaction
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION dossiers_part_guard('project_id');

DROP TRIGGER IF EXISTS declared_older ON dossiers_planaction;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF text, duration, expected ON dossiers_planaction
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('text', 'duration', 'expected');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_planaction;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_planaction
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON dossiers_planaction;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON dossiers_planaction
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE dossiers_actionresult ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_actionresult FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_actionresult FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_actionresult TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, project_id, rank, domain, outcome, cause) ON
  dossiers_actionresult TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_actionresult;
CREATE POLICY declared_owner ON dossiers_actionresult TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_actionresult;
CREATE POLICY declared_full_insert ON dossiers_actionresult AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_actionresult;
CREATE POLICY declared_full_update ON dossiers_actionresult AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_actionresult;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_actionresult
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_actionresult;
CREATE POLICY declared_facts ON dossiers_actionresult FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_actionresult;
CREATE POLICY declared_app ON dossiers_actionresult FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR (person_id IN (SELECT unnest((SELECT people_open_people('project'))))
    AND project_id IN (SELECT p.id FROM dossiers_project p
    WHERE p.person_id IN (SELECT unnest((SELECT people_open_people('project'))))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_actionresult;
CREATE POLICY declared_delete ON dossiers_actionresult AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_actionresult;
CREATE POLICY declared_hers_insert ON dossiers_actionresult AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_actionresult;
CREATE POLICY declared_hers_update ON dossiers_actionresult AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON dossiers_actionresult;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_actionresult
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('project_id', 'dossiers_project', 'person_id');

DROP TRIGGER IF EXISTS declared_written ON dossiers_actionresult;
CREATE TRIGGER declared_written BEFORE INSERT OR UPDATE OR DELETE ON dossiers_actionresult
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION dossiers_part_guard('project_id');

DROP TRIGGER IF EXISTS declared_older ON dossiers_actionresult;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF text ON dossiers_actionresult
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('text');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_actionresult;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_actionresult
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON dossiers_actionresult;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON dossiers_actionresult
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE dossiers_safety ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_safety FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_safety FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_safety TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, demande_id) ON dossiers_safety TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_safety;
CREATE POLICY declared_owner ON dossiers_safety TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_safety;
CREATE POLICY declared_full_insert ON dossiers_safety AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_safety;
CREATE POLICY declared_full_update ON dossiers_safety AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_safety;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_safety
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_safety;
CREATE POLICY declared_facts ON dossiers_safety FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_safety;
CREATE POLICY declared_app ON dossiers_safety FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR (person_id IN (SELECT unnest((SELECT people_open_files('safety'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('safety')))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_safety;
CREATE POLICY declared_delete ON dossiers_safety AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_safety;
CREATE POLICY declared_hers_insert ON dossiers_safety AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_safety;
CREATE POLICY declared_hers_update ON dossiers_safety AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON dossiers_safety;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_safety
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_written ON dossiers_safety;
CREATE TRIGGER declared_written BEFORE INSERT OR UPDATE OR DELETE ON dossiers_safety
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION dossiers_part_guard('demande_id');

DROP TRIGGER IF EXISTS declared_older ON dossiers_safety;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF detail ON dossiers_safety
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('detail');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_safety;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_safety
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON dossiers_safety;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON dossiers_safety
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE dossiers_aid ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_aid FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_aid FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_aid TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, demande_id, afis_asked, rsa, ada, document, household,
  children, resources, paid_until) ON dossiers_aid TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_aid;
CREATE POLICY declared_owner ON dossiers_aid TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_aid;
CREATE POLICY declared_full_insert ON dossiers_aid AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_aid;
CREATE POLICY declared_full_update ON dossiers_aid AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_aid;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_aid
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_aid;
CREATE POLICY declared_facts ON dossiers_aid FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_aid;
CREATE POLICY declared_app ON dossiers_aid FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR (person_id IN (SELECT unnest((SELECT people_open_files('aid'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('aid')))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_aid;
CREATE POLICY declared_delete ON dossiers_aid AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_aid;
CREATE POLICY declared_hers_insert ON dossiers_aid AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_aid;
CREATE POLICY declared_hers_update ON dossiers_aid AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON dossiers_aid;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_aid
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_written ON dossiers_aid;
CREATE TRIGGER declared_written BEFORE INSERT OR UPDATE OR DELETE ON dossiers_aid
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION dossiers_part_guard('demande_id');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_aid;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_aid
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.paid_until NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON dossiers_aid;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON dossiers_aid
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE dossiers_piece ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_piece FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_piece FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE, DELETE ON dossiers_piece TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, demande_id, kind, state, given_on) ON dossiers_piece TO
  rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_piece;
CREATE POLICY declared_owner ON dossiers_piece TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_piece;
CREATE POLICY declared_full_insert ON dossiers_piece AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_piece;
CREATE POLICY declared_full_update ON dossiers_piece AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_delete ON dossiers_piece;
CREATE POLICY declared_full_delete ON dossiers_piece AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_in_full()));

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_piece;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_piece
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_piece;
CREATE POLICY declared_facts ON dossiers_piece FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_piece;
CREATE POLICY declared_app ON dossiers_piece FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR (person_id IN (SELECT unnest((SELECT people_open_files('pieces'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('pieces')))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_piece;
CREATE POLICY declared_delete ON dossiers_piece AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_piece;
CREATE POLICY declared_hers_insert ON dossiers_piece AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_piece;
CREATE POLICY declared_hers_update ON dossiers_piece AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON dossiers_piece;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_piece
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_written ON dossiers_piece;
CREATE TRIGGER declared_written BEFORE INSERT OR UPDATE OR DELETE ON dossiers_piece
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION dossiers_part_guard('demande_id');

DROP TRIGGER IF EXISTS declared_older ON dossiers_piece;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF remark ON dossiers_piece
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('remark');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_piece;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_piece
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.given_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON dossiers_piece;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON dossiers_piece
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE dossiers_residence ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_residence FORCE ROW LEVEL SECURITY;
REVOKE ALL ON dossiers_residence FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON dossiers_residence TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, demande_id) ON dossiers_residence TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON dossiers_residence;
CREATE POLICY declared_owner ON dossiers_residence TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON dossiers_residence;
CREATE POLICY declared_full_insert ON dossiers_residence AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON dossiers_residence;
CREATE POLICY declared_full_update ON dossiers_residence AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON dossiers_residence;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON dossiers_residence
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON dossiers_residence;
CREATE POLICY declared_facts ON dossiers_residence FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON dossiers_residence;
CREATE POLICY declared_app ON dossiers_residence FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR (person_id IN (SELECT unnest((SELECT people_open_files('residence'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('residence')))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON dossiers_residence;
CREATE POLICY declared_delete ON dossiers_residence AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON dossiers_residence;
CREATE POLICY declared_hers_insert ON dossiers_residence AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON dossiers_residence;
CREATE POLICY declared_hers_update ON dossiers_residence AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON dossiers_residence;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON dossiers_residence
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON dossiers_residence;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF papers ON dossiers_residence
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('papers');

DROP TRIGGER IF EXISTS declared_dated ON dossiers_residence;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON dossiers_residence
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON dossiers_residence;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON dossiers_residence
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE commissions_commission ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions_commission FORCE ROW LEVEL SECURITY;
REVOKE ALL ON commissions_commission FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON commissions_commission TO rivage_app;
GRANT SELECT (id, created_at, departement, order_reference, order_date) ON commissions_commission TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON commissions_commission;
CREATE POLICY declared_owner ON commissions_commission TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON commissions_commission;
CREATE POLICY declared_full_insert ON commissions_commission AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON commissions_commission;
CREATE POLICY declared_full_update ON commissions_commission AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON commissions_commission;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON commissions_commission
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON commissions_commission;
CREATE POLICY declared_facts ON commissions_commission FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON commissions_commission;
CREATE POLICY declared_app ON commissions_commission FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_role()) <> '')
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'chair')));

DROP TRIGGER IF EXISTS declared_guard ON commissions_commission;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON commissions_commission
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard();

DROP TRIGGER IF EXISTS declared_dated ON commissions_commission;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON commissions_commission
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.order_date NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON commissions_commission;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON commissions_commission
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE commissions_seat ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions_seat FORCE ROW LEVEL SECURITY;
REVOKE ALL ON commissions_seat FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON commissions_seat TO rivage_app;
GRANT SELECT (id, created_at, departement, kind, label, no_such_service) ON commissions_seat TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON commissions_seat;
CREATE POLICY declared_owner ON commissions_seat TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON commissions_seat;
CREATE POLICY declared_full_insert ON commissions_seat AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON commissions_seat;
CREATE POLICY declared_full_update ON commissions_seat AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON commissions_seat;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON commissions_seat
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON commissions_seat;
CREATE POLICY declared_facts ON commissions_seat FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON commissions_seat;
CREATE POLICY declared_app ON commissions_seat FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_role()) <> '')
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'chair')));

DROP TRIGGER IF EXISTS declared_guard ON commissions_seat;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON commissions_seat
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard();

DROP TRIGGER IF EXISTS declared_dated ON commissions_seat;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON commissions_seat
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON commissions_seat;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON commissions_seat
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE commissions_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions_member FORCE ROW LEVEL SECURITY;
REVOKE ALL ON commissions_member FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON commissions_member TO rivage_app;
GRANT SELECT (id, created_at, departement, name, user_id, body_id, email, chairs, starts, ends) ON
  commissions_member TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON commissions_member;
CREATE POLICY declared_owner ON commissions_member TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON commissions_member;
CREATE POLICY declared_full_insert ON commissions_member AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON commissions_member;
CREATE POLICY declared_full_update ON commissions_member AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON commissions_member;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON commissions_member
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON commissions_member;
CREATE POLICY declared_facts ON commissions_member FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON commissions_member;
CREATE POLICY declared_app ON commissions_member FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_role()) <> '')
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'chair')));

DROP TRIGGER IF EXISTS declared_guard ON commissions_member;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON commissions_member
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard();

DROP TRIGGER IF EXISTS declared_dated ON commissions_member;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON commissions_member
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.starts NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ends NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON commissions_member;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON commissions_member
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE commissions_seatholder ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions_seatholder FORCE ROW LEVEL SECURITY;
REVOKE ALL ON commissions_seatholder FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON commissions_seatholder TO rivage_app;
GRANT SELECT (id, created_at, departement, seat_id, member_id, starts, ends) ON commissions_seatholder TO
  rivage_facts;

DROP POLICY IF EXISTS declared_owner ON commissions_seatholder;
CREATE POLICY declared_owner ON commissions_seatholder TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON commissions_seatholder;
CREATE POLICY declared_full_insert ON commissions_seatholder AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON commissions_seatholder;
CREATE POLICY declared_full_update ON commissions_seatholder AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON commissions_seatholder;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON commissions_seatholder
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON commissions_seatholder;
CREATE POLICY declared_facts ON commissions_seatholder FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON commissions_seatholder;
CREATE POLICY declared_app ON commissions_seatholder FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_role()) <> '')
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'chair')));

DROP TRIGGER IF EXISTS declared_guard ON commissions_seatholder;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON commissions_seatholder
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard('member_id', 'commissions_member', 'seat_id', 'commissions_seat');

DROP TRIGGER IF EXISTS declared_dated ON commissions_seatholder;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON commissions_seatholder
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.starts NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ends NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON commissions_seatholder;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON commissions_seatholder
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE commissions_seance ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions_seance FORCE ROW LEVEL SECURITY;
REVOKE ALL ON commissions_seance FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON commissions_seance TO rivage_app;
GRANT SELECT (id, created_at, departement, at, place, remote, rank, second_of_id, convened_at, opened_at,
  closed_at, cancelled_at, cancelled_by_id, instead_of_id) ON commissions_seance TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON commissions_seance;
CREATE POLICY declared_owner ON commissions_seance TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON commissions_seance;
CREATE POLICY declared_full_insert ON commissions_seance AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON commissions_seance;
CREATE POLICY declared_full_update ON commissions_seance AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON commissions_seance;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON commissions_seance
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON commissions_seance;
CREATE POLICY declared_facts ON commissions_seance FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON commissions_seance;
CREATE POLICY declared_app ON commissions_seance FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[]))
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'chair')));

DROP TRIGGER IF EXISTS declared_guard ON commissions_seance;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON commissions_seance
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard('instead_of_id', 'commissions_seance', 'second_of_id', 'commissions_seance');

DROP TRIGGER IF EXISTS declared_older ON commissions_seance;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF urgent_reason, cancelled_reason ON
  commissions_seance
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('urgent_reason', 'cancelled_reason');

DROP TRIGGER IF EXISTS declared_dated ON commissions_seance;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON commissions_seance
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.convened_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.opened_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.closed_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.cancelled_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON commissions_seance;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON commissions_seance
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE commissions_reopening ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions_reopening FORCE ROW LEVEL SECURITY;
REVOKE ALL ON commissions_reopening FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON commissions_reopening TO rivage_app;
GRANT SELECT (id, created_at, departement, seance_id, closed_at, reopened_at, reopened_by_id) ON
  commissions_reopening TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON commissions_reopening;
CREATE POLICY declared_owner ON commissions_reopening TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON commissions_reopening;
CREATE POLICY declared_full_insert ON commissions_reopening AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON commissions_reopening;
CREATE POLICY declared_full_update ON commissions_reopening AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON commissions_reopening;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON commissions_reopening
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON commissions_reopening;
CREATE POLICY declared_facts ON commissions_reopening FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON commissions_reopening;
CREATE POLICY declared_app ON commissions_reopening FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'chair', 'seat', 'signatory')))
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'chair')));

DROP TRIGGER IF EXISTS declared_moving ON commissions_reopening;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON commissions_reopening
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON commissions_reopening;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON commissions_reopening
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard('seance_id', 'commissions_seance');

DROP TRIGGER IF EXISTS declared_older ON commissions_reopening;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF reason ON commissions_reopening
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('reason');

DROP TRIGGER IF EXISTS declared_dated ON commissions_reopening;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON commissions_reopening
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.closed_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.reopened_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE commissions_convocation ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions_convocation FORCE ROW LEVEL SECURITY;
REVOKE ALL ON commissions_convocation FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON commissions_convocation TO rivage_app;
GRANT SELECT (id, created_at, departement, seance_id, member_id, sent_at, channel, reply) ON
  commissions_convocation TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON commissions_convocation;
CREATE POLICY declared_owner ON commissions_convocation TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON commissions_convocation;
CREATE POLICY declared_full_insert ON commissions_convocation AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON commissions_convocation;
CREATE POLICY declared_full_update ON commissions_convocation AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON commissions_convocation;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON commissions_convocation
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON commissions_convocation;
CREATE POLICY declared_facts ON commissions_convocation FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON commissions_convocation;
CREATE POLICY declared_app ON commissions_convocation FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'chair', 'seat', 'signatory')))
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'chair', 'seat')));

DROP TRIGGER IF EXISTS declared_moving ON commissions_convocation;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON commissions_convocation
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('reply');

DROP TRIGGER IF EXISTS declared_guard ON commissions_convocation;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON commissions_convocation
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard('member_id', 'commissions_member', 'seance_id', 'commissions_seance');

DROP TRIGGER IF EXISTS declared_dated ON commissions_convocation;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON commissions_convocation
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.sent_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE commissions_attendance ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions_attendance FORCE ROW LEVEL SECURITY;
REVOKE ALL ON commissions_attendance FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON commissions_attendance TO rivage_app;
GRANT SELECT (id, created_at, departement, seance_id, member_id, mode, mandate_to_id, at_once) ON
  commissions_attendance TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON commissions_attendance;
CREATE POLICY declared_owner ON commissions_attendance TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON commissions_attendance;
CREATE POLICY declared_full_insert ON commissions_attendance AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON commissions_attendance;
CREATE POLICY declared_full_update ON commissions_attendance AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON commissions_attendance;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON commissions_attendance
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON commissions_attendance;
CREATE POLICY declared_facts ON commissions_attendance FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON commissions_attendance;
CREATE POLICY declared_app ON commissions_attendance FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'chair', 'seat', 'signatory')))
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'chair')));

DROP TRIGGER IF EXISTS declared_guard ON commissions_attendance;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON commissions_attendance
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard('mandate_to_id', 'commissions_member', 'member_id', 'commissions_member',
  'seance_id', 'commissions_seance');

DROP TRIGGER IF EXISTS declared_dated ON commissions_attendance;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON commissions_attendance
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON commissions_attendance;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON commissions_attendance
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE commissions_papercopy ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions_papercopy FORCE ROW LEVEL SECURITY;
REVOKE ALL ON commissions_papercopy FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON commissions_papercopy TO rivage_app;
GRANT SELECT (id, created_at, departement, seance_id, number, member_id, printed_by_id, handed_at, returned_at) ON
  commissions_papercopy TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON commissions_papercopy;
CREATE POLICY declared_owner ON commissions_papercopy TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON commissions_papercopy;
CREATE POLICY declared_full_insert ON commissions_papercopy AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON commissions_papercopy;
CREATE POLICY declared_full_update ON commissions_papercopy AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON commissions_papercopy;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON commissions_papercopy
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON commissions_papercopy;
CREATE POLICY declared_facts ON commissions_papercopy FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON commissions_papercopy;
CREATE POLICY declared_app ON commissions_papercopy FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'chair', 'seat', 'signatory')))
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'chair')));

DROP TRIGGER IF EXISTS declared_guard ON commissions_papercopy;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON commissions_papercopy
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard('member_id', 'commissions_member', 'seance_id', 'commissions_seance');

DROP TRIGGER IF EXISTS declared_dated ON commissions_papercopy;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON commissions_papercopy
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.handed_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.returned_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON commissions_papercopy;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON commissions_papercopy
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE commissions_minutes ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions_minutes FORCE ROW LEVEL SECURITY;
REVOKE ALL ON commissions_minutes FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON commissions_minutes TO rivage_app;
GRANT SELECT (id, created_at, departement, seance_id, version, signed_at, signed_by_id, signed_name, sha256) ON
  commissions_minutes TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON commissions_minutes;
CREATE POLICY declared_owner ON commissions_minutes TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON commissions_minutes;
CREATE POLICY declared_full_insert ON commissions_minutes AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON commissions_minutes;
CREATE POLICY declared_full_update ON commissions_minutes AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON commissions_minutes;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON commissions_minutes
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON commissions_minutes;
CREATE POLICY declared_facts ON commissions_minutes FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON commissions_minutes;
CREATE POLICY declared_app ON commissions_minutes FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'chair', 'seat', 'signatory')))
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'chair')));

DROP TRIGGER IF EXISTS declared_frozen ON commissions_minutes;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON commissions_minutes
  FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON commissions_minutes;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON commissions_minutes
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard('seance_id', 'commissions_seance');

DROP TRIGGER IF EXISTS declared_older ON commissions_minutes;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF text, data ON commissions_minutes
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('text', 'data');

DROP TRIGGER IF EXISTS declared_dated ON commissions_minutes;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON commissions_minutes
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.signed_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON commissions_minutes;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON commissions_minutes
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE commissions_agendaitem ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions_agendaitem FORCE ROW LEVEL SECURITY;
REVOKE ALL ON commissions_agendaitem FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON commissions_agendaitem TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, seance_id, demande_id, departement, position, presented_at,
  left_at, postponed_at, postponed_by_id) ON commissions_agendaitem TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON commissions_agendaitem;
CREATE POLICY declared_owner ON commissions_agendaitem TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON commissions_agendaitem;
CREATE POLICY declared_full_insert ON commissions_agendaitem AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON commissions_agendaitem;
CREATE POLICY declared_full_update ON commissions_agendaitem AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON commissions_agendaitem;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON commissions_agendaitem
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON commissions_agendaitem;
CREATE POLICY declared_facts ON commissions_agendaitem FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON commissions_agendaitem;
CREATE POLICY declared_app ON commissions_agendaitem FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR (person_id IN (SELECT unnest((SELECT people_open_files('reference'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('reference')))))))
  WITH CHECK ((SELECT rivage_in()) AND (((SELECT rivage_is('delegate', 'secretary', 'chair')) AND (person_id IN
  (SELECT unnest((SELECT people_open_files('reference'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('reference'))))))));

DROP POLICY IF EXISTS declared_delete ON commissions_agendaitem;
CREATE POLICY declared_delete ON commissions_agendaitem AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON commissions_agendaitem;
CREATE POLICY declared_hers_insert ON commissions_agendaitem AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON commissions_agendaitem;
CREATE POLICY declared_hers_update ON commissions_agendaitem AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON commissions_agendaitem;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON commissions_agendaitem
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id', 'seance_id',
  'commissions_seance', '');

DROP TRIGGER IF EXISTS declared_older ON commissions_agendaitem;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF postponed_reason ON commissions_agendaitem
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('postponed_reason');

DROP TRIGGER IF EXISTS declared_dated ON commissions_agendaitem;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON commissions_agendaitem
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.presented_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.left_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.postponed_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON commissions_agendaitem;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON commissions_agendaitem
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE commissions_deport ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions_deport FORCE ROW LEVEL SECURITY;
REVOKE ALL ON commissions_deport FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON commissions_deport TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, item_id, member_id, ground, taken_back_at, taken_back_by_id)
  ON commissions_deport TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON commissions_deport;
CREATE POLICY declared_owner ON commissions_deport TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON commissions_deport;
CREATE POLICY declared_full_insert ON commissions_deport AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON commissions_deport;
CREATE POLICY declared_full_update ON commissions_deport AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON commissions_deport;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON commissions_deport
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON commissions_deport;
CREATE POLICY declared_facts ON commissions_deport FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON commissions_deport;
CREATE POLICY declared_app ON commissions_deport FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('reference'))))))
  WITH CHECK ((SELECT rivage_in()) AND (((SELECT rivage_is('delegate', 'secretary', 'chair', 'seat')) AND person_id
  IN (SELECT unnest((SELECT people_open_people('reference')))))));

DROP POLICY IF EXISTS declared_delete ON commissions_deport;
CREATE POLICY declared_delete ON commissions_deport AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON commissions_deport;
CREATE POLICY declared_hers_insert ON commissions_deport AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON commissions_deport;
CREATE POLICY declared_hers_update ON commissions_deport AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON commissions_deport;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON commissions_deport
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('taken_back_at', 'taken_back_by_id', 'taken_back_reason');

DROP TRIGGER IF EXISTS declared_frozen ON commissions_deport;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON commissions_deport
  FOR EACH ROW WHEN (OLD.taken_back_at IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON commissions_deport;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON commissions_deport
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('item_id', 'commissions_agendaitem', 'person_id', 'member_id',
  'commissions_member', '');

DROP TRIGGER IF EXISTS declared_older ON commissions_deport;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF taken_back_reason ON commissions_deport
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('taken_back_reason');

DROP TRIGGER IF EXISTS declared_dated ON commissions_deport;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON commissions_deport
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.taken_back_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE commissions_avis ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions_avis FORCE ROW LEVEL SECURITY;
REVOKE ALL ON commissions_avis FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON commissions_avis TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, item_id, demande_id, sense, afis, mode, votes_for,
  votes_against, abstentions, afis_for, afis_against, afis_abstentions, present, dissent_by_id, version,
  rendered_at, recorded_by_id, source, signed_at, signed_by_id, signed_name, signed_source) ON commissions_avis TO
  rivage_facts;

DROP POLICY IF EXISTS declared_owner ON commissions_avis;
CREATE POLICY declared_owner ON commissions_avis TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON commissions_avis;
CREATE POLICY declared_full_insert ON commissions_avis AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON commissions_avis;
CREATE POLICY declared_full_update ON commissions_avis AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON commissions_avis;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON commissions_avis
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON commissions_avis;
CREATE POLICY declared_facts ON commissions_avis FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON commissions_avis;
CREATE POLICY declared_app ON commissions_avis FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR (person_id IN (SELECT unnest((SELECT people_open_files('avis'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('avis')))))))
  WITH CHECK ((SELECT rivage_in()) AND (((SELECT rivage_is('delegate', 'secretary', 'chair')) AND (person_id IN
  (SELECT unnest((SELECT people_open_files('avis'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('avis'))))))));

DROP POLICY IF EXISTS declared_delete ON commissions_avis;
CREATE POLICY declared_delete ON commissions_avis AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON commissions_avis;
CREATE POLICY declared_hers_insert ON commissions_avis AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON commissions_avis;
CREATE POLICY declared_hers_update ON commissions_avis AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_frozen ON commissions_avis;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON commissions_avis
  FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON commissions_avis;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON commissions_avis
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id', 'dissent_by_id',
  'commissions_member', '', 'item_id', 'commissions_agendaitem', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON commissions_avis;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF reasons, afis_reasons, dissent ON commissions_avis
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('reasons', 'afis_reasons', 'dissent');

DROP TRIGGER IF EXISTS declared_dated ON commissions_avis;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON commissions_avis
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.rendered_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.signed_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON commissions_avis;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON commissions_avis
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE commissions_signedreleve ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions_signedreleve FORCE ROW LEVEL SECURITY;
REVOKE ALL ON commissions_signedreleve FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON commissions_signedreleve TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, avis_id) ON commissions_signedreleve TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON commissions_signedreleve;
CREATE POLICY declared_owner ON commissions_signedreleve TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON commissions_signedreleve;
CREATE POLICY declared_full_insert ON commissions_signedreleve AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON commissions_signedreleve;
CREATE POLICY declared_full_update ON commissions_signedreleve AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON commissions_signedreleve;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON commissions_signedreleve
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON commissions_signedreleve;
CREATE POLICY declared_facts ON commissions_signedreleve FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON commissions_signedreleve;
CREATE POLICY declared_app ON commissions_signedreleve FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('avis'))))))
  WITH CHECK ((SELECT rivage_in()) AND (((SELECT rivage_is('delegate', 'secretary', 'chair')) AND person_id IN
  (SELECT unnest((SELECT people_open_people('avis')))))));

DROP POLICY IF EXISTS declared_delete ON commissions_signedreleve;
CREATE POLICY declared_delete ON commissions_signedreleve AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON commissions_signedreleve;
CREATE POLICY declared_hers_insert ON commissions_signedreleve AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON commissions_signedreleve;
CREATE POLICY declared_hers_update ON commissions_signedreleve AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON commissions_signedreleve;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON commissions_signedreleve
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON commissions_signedreleve;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON commissions_signedreleve
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('avis_id', 'commissions_avis', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON commissions_signedreleve;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF sheet ON commissions_signedreleve
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('sheet');

DROP TRIGGER IF EXISTS declared_dated ON commissions_signedreleve;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON commissions_signedreleve
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE commissions_extract ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions_extract FORCE ROW LEVEL SECURITY;
REVOKE ALL ON commissions_extract FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON commissions_extract TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, item_id) ON commissions_extract TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON commissions_extract;
CREATE POLICY declared_owner ON commissions_extract TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON commissions_extract;
CREATE POLICY declared_full_insert ON commissions_extract AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON commissions_extract;
CREATE POLICY declared_full_update ON commissions_extract AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON commissions_extract;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON commissions_extract
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON commissions_extract;
CREATE POLICY declared_facts ON commissions_extract FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON commissions_extract;
CREATE POLICY declared_app ON commissions_extract FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('avis'))))))
  WITH CHECK ((SELECT rivage_in()) AND (((SELECT rivage_is('delegate', 'secretary', 'chair')) AND person_id IN
  (SELECT unnest((SELECT people_open_people('avis')))))));

DROP POLICY IF EXISTS declared_delete ON commissions_extract;
CREATE POLICY declared_delete ON commissions_extract AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON commissions_extract;
CREATE POLICY declared_hers_insert ON commissions_extract AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON commissions_extract;
CREATE POLICY declared_hers_update ON commissions_extract AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON commissions_extract;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON commissions_extract
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON commissions_extract;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON commissions_extract
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('item_id', 'commissions_agendaitem', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON commissions_extract;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF data ON commissions_extract
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('data');

DROP TRIGGER IF EXISTS declared_dated ON commissions_extract;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON commissions_extract
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE decisions_recours ENABLE ROW LEVEL SECURITY;
ALTER TABLE decisions_recours FORCE ROW LEVEL SECURITY;
REVOKE ALL ON decisions_recours FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON decisions_recours TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, demande_id, about, decision_id, kind, filed_on, memoir_due,
  memoir_on, outcome, outcome_on, ordered, reexamine_days, recorded_by_id) ON decisions_recours TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON decisions_recours;
CREATE POLICY declared_owner ON decisions_recours TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON decisions_recours;
CREATE POLICY declared_full_insert ON decisions_recours AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON decisions_recours;
CREATE POLICY declared_full_update ON decisions_recours AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON decisions_recours;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON decisions_recours
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON decisions_recours;
CREATE POLICY declared_facts ON decisions_recours FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON decisions_recours;
CREATE POLICY declared_app ON decisions_recours FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary')) AND (person_id IN (SELECT unnest((SELECT
  people_open_files('decision'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('decision'))))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary')) AND (person_id IN (SELECT unnest((SELECT
  people_open_files('decision'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('decision'))))))));

DROP POLICY IF EXISTS declared_delete ON decisions_recours;
CREATE POLICY declared_delete ON decisions_recours AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON decisions_recours;
CREATE POLICY declared_hers_insert ON decisions_recours AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON decisions_recours;
CREATE POLICY declared_hers_update ON decisions_recours AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON decisions_recours;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON decisions_recours
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON decisions_recours;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON decisions_recours
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('kind', 'filed_on', 'memoir_due', 'memoir_on', 'outcome', 'outcome_on',
  'ordered', 'reexamine_days', 'court');

DROP TRIGGER IF EXISTS declared_guard ON decisions_recours;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON decisions_recours
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('decision_id', 'decisions_decision', 'person_id', 'demande_id',
  'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON decisions_recours;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF court ON decisions_recours
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('court');

DROP TRIGGER IF EXISTS declared_dated ON decisions_recours;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON decisions_recours
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.filed_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.memoir_due NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.memoir_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.outcome_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE decisions_recourscorrection ENABLE ROW LEVEL SECURITY;
ALTER TABLE decisions_recourscorrection FORCE ROW LEVEL SECURITY;
REVOKE ALL ON decisions_recourscorrection FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON decisions_recourscorrection TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, recours_id, kind, filed_on, memoir_due, memoir_on, outcome,
  outcome_on, ordered, reexamine_days, corrected_on, recorded_by_id) ON decisions_recourscorrection TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON decisions_recourscorrection;
CREATE POLICY declared_owner ON decisions_recourscorrection TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON decisions_recourscorrection;
CREATE POLICY declared_full_insert ON decisions_recourscorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON decisions_recourscorrection;
CREATE POLICY declared_full_update ON decisions_recourscorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON decisions_recourscorrection;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON decisions_recourscorrection
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON decisions_recourscorrection;
CREATE POLICY declared_facts ON decisions_recourscorrection FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON decisions_recourscorrection;
CREATE POLICY declared_app ON decisions_recourscorrection FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary')) AND (person_id IN (SELECT unnest((SELECT
  people_open_people('decision'))))
    AND recours_id IN (SELECT p.id FROM decisions_recours p
    WHERE p.person_id IN (SELECT unnest((SELECT people_open_people('decision')))))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary')) AND (person_id IN (SELECT unnest((SELECT
  people_open_people('decision'))))
    AND recours_id IN (SELECT p.id FROM decisions_recours p
    WHERE p.person_id IN (SELECT unnest((SELECT people_open_people('decision')))))))));

DROP POLICY IF EXISTS declared_delete ON decisions_recourscorrection;
CREATE POLICY declared_delete ON decisions_recourscorrection AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON decisions_recourscorrection;
CREATE POLICY declared_hers_insert ON decisions_recourscorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON decisions_recourscorrection;
CREATE POLICY declared_hers_update ON decisions_recourscorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON decisions_recourscorrection;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON decisions_recourscorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON decisions_recourscorrection;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON decisions_recourscorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON decisions_recourscorrection;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON decisions_recourscorrection
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('recours_id', 'decisions_recours', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON decisions_recourscorrection;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF court, why ON decisions_recourscorrection
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('court', 'why');

DROP TRIGGER IF EXISTS declared_dated ON decisions_recourscorrection;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON decisions_recourscorrection
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.filed_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.memoir_due NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.memoir_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.outcome_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.corrected_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE decisions_contesthelp ENABLE ROW LEVEL SECURITY;
ALTER TABLE decisions_contesthelp FORCE ROW LEVEL SECURITY;
REVOKE ALL ON decisions_contesthelp FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON decisions_contesthelp TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON decisions_contesthelp;
CREATE POLICY declared_owner ON decisions_contesthelp TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON decisions_contesthelp;
CREATE POLICY declared_full_insert ON decisions_contesthelp AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON decisions_contesthelp;
CREATE POLICY declared_full_update ON decisions_contesthelp AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON decisions_contesthelp;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON decisions_contesthelp
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON decisions_contesthelp;
CREATE POLICY declared_app ON decisions_contesthelp FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON decisions_contesthelp;
CREATE POLICY declared_delete ON decisions_contesthelp AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON decisions_contesthelp;
CREATE POLICY declared_hers_insert ON decisions_contesthelp AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON decisions_contesthelp;
CREATE POLICY declared_hers_update ON decisions_contesthelp AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON decisions_contesthelp;
CREATE TRIGGER declared_own_hand BEFORE INSERT OR UPDATE ON decisions_contesthelp
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON decisions_contesthelp;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON decisions_contesthelp
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('helped_by', 'lawyer', 'aid_asked_on', 'aid_answered_on', 'recorded_by_id');

DROP TRIGGER IF EXISTS declared_guard ON decisions_contesthelp;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON decisions_contesthelp
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON decisions_contesthelp;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF lawyer ON decisions_contesthelp
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('lawyer');

DROP TRIGGER IF EXISTS declared_dated ON decisions_contesthelp;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON decisions_contesthelp
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.aid_asked_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.aid_answered_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE decisions_decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE decisions_decision FORCE ROW LEVEL SECURITY;
REVOKE ALL ON decisions_decision FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON decisions_decision TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, demande_id, departement, authority, sense, step, decided_on,
  starts, months, motives, signed_by_id, signed_name, signed_quality, recorded_by_id, source, version, saved_at) ON
  decisions_decision TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON decisions_decision;
CREATE POLICY declared_owner ON decisions_decision TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON decisions_decision;
CREATE POLICY declared_full_insert ON decisions_decision AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON decisions_decision;
CREATE POLICY declared_full_update ON decisions_decision AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON decisions_decision;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON decisions_decision
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON decisions_decision;
CREATE POLICY declared_facts ON decisions_decision FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON decisions_decision;
CREATE POLICY declared_app ON decisions_decision FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR (person_id IN (SELECT unnest((SELECT people_open_files('decision'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('decision')))))))
  WITH CHECK ((SELECT rivage_in()) AND (((SELECT rivage_is('delegate', 'secretary', 'signatory')) AND (person_id IN
  (SELECT unnest((SELECT people_open_files('decision'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('decision'))))))));

DROP POLICY IF EXISTS declared_delete ON decisions_decision;
CREATE POLICY declared_delete ON decisions_decision AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON decisions_decision;
CREATE POLICY declared_hers_insert ON decisions_decision AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON decisions_decision;
CREATE POLICY declared_hers_update ON decisions_decision AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON decisions_decision;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON decisions_decision
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON decisions_decision;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF court, motives_kept, reasons ON decisions_decision
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('court', 'motives_kept', 'reasons');

DROP TRIGGER IF EXISTS declared_dated ON decisions_decision;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON decisions_decision
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.decided_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.starts NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.saved_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON decisions_decision;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON decisions_decision
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE decisions_signedpaper ENABLE ROW LEVEL SECURITY;
ALTER TABLE decisions_signedpaper FORCE ROW LEVEL SECURITY;
REVOKE ALL ON decisions_signedpaper FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON decisions_signedpaper TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, decision_id, kind, handed_with, fixed_at) ON
  decisions_signedpaper TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON decisions_signedpaper;
CREATE POLICY declared_owner ON decisions_signedpaper TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON decisions_signedpaper;
CREATE POLICY declared_full_insert ON decisions_signedpaper AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON decisions_signedpaper;
CREATE POLICY declared_full_update ON decisions_signedpaper AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON decisions_signedpaper;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON decisions_signedpaper
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON decisions_signedpaper;
CREATE POLICY declared_facts ON decisions_signedpaper FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON decisions_signedpaper;
CREATE POLICY declared_app ON decisions_signedpaper FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('decision'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary', 'signatory')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('decision')))))));

DROP POLICY IF EXISTS declared_delete ON decisions_signedpaper;
CREATE POLICY declared_delete ON decisions_signedpaper AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON decisions_signedpaper;
CREATE POLICY declared_hers_insert ON decisions_signedpaper AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON decisions_signedpaper;
CREATE POLICY declared_hers_update ON decisions_signedpaper AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_frozen ON decisions_signedpaper;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON decisions_signedpaper
  FOR EACH ROW WHEN (OLD.fixed_at IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON decisions_signedpaper;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON decisions_signedpaper
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('decision_id', 'decisions_decision', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON decisions_signedpaper;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF sheet ON decisions_signedpaper
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('sheet');

DROP TRIGGER IF EXISTS declared_dated ON decisions_signedpaper;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON decisions_signedpaper
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.fixed_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON decisions_signedpaper;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON decisions_signedpaper
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE decisions_observations ENABLE ROW LEVEL SECURITY;
ALTER TABLE decisions_observations FORCE ROW LEVEL SECURITY;
REVOKE ALL ON decisions_observations FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON decisions_observations TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, invited_on, until, received_on, means, silent, heard_by_id,
  recorded_by_id, demande_id) ON decisions_observations TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON decisions_observations;
CREATE POLICY declared_owner ON decisions_observations TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON decisions_observations;
CREATE POLICY declared_full_insert ON decisions_observations AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON decisions_observations;
CREATE POLICY declared_full_update ON decisions_observations AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON decisions_observations;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON decisions_observations
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON decisions_observations;
CREATE POLICY declared_facts ON decisions_observations FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON decisions_observations;
CREATE POLICY declared_app ON decisions_observations FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary', 'signatory')) AND (person_id IN (SELECT unnest((SELECT
  people_open_files('decision'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('decision'))))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary', 'signatory')) AND (person_id IN (SELECT unnest((SELECT
  people_open_files('decision'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('decision'))))))));

DROP POLICY IF EXISTS declared_delete ON decisions_observations;
CREATE POLICY declared_delete ON decisions_observations AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON decisions_observations;
CREATE POLICY declared_hers_insert ON decisions_observations AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON decisions_observations;
CREATE POLICY declared_hers_update ON decisions_observations AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON decisions_observations;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON decisions_observations
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('received_on', 'means', 'silent', 'text', 'heard_by_id');

DROP TRIGGER IF EXISTS declared_guard ON decisions_observations;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON decisions_observations
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON decisions_observations;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF text, letter ON decisions_observations
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('text', 'letter');

DROP TRIGGER IF EXISTS declared_dated ON decisions_observations;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON decisions_observations
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.invited_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.until NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.received_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE decisions_notification ENABLE ROW LEVEL SECURITY;
ALTER TABLE decisions_notification FORCE ROW LEVEL SECURITY;
REVOKE ALL ON decisions_notification FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON decisions_notification TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, recipient, channel, outcome, "on", her_wish, recorded_by_id,
  source, new_letter, replaced_at, decision_id, replaces_id) ON decisions_notification TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON decisions_notification;
CREATE POLICY declared_owner ON decisions_notification TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON decisions_notification;
CREATE POLICY declared_full_insert ON decisions_notification AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON decisions_notification;
CREATE POLICY declared_full_update ON decisions_notification AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON decisions_notification;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON decisions_notification
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON decisions_notification;
CREATE POLICY declared_facts ON decisions_notification FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON decisions_notification;
CREATE POLICY declared_app ON decisions_notification FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('decision'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary', 'signatory')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('decision')))))));

DROP POLICY IF EXISTS declared_delete ON decisions_notification;
CREATE POLICY declared_delete ON decisions_notification AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON decisions_notification;
CREATE POLICY declared_hers_insert ON decisions_notification AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON decisions_notification;
CREATE POLICY declared_hers_update ON decisions_notification AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON decisions_notification;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON decisions_notification
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('replaced_at');

DROP TRIGGER IF EXISTS declared_frozen ON decisions_notification;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON decisions_notification
  FOR EACH ROW WHEN (OLD.replaced_at IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON decisions_notification;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON decisions_notification
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('decision_id', 'decisions_decision', 'person_id', 'replaces_id',
  'decisions_notification', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON decisions_notification;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF language, interpreter, why ON
  decisions_notification
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('language', 'interpreter', 'why');

DROP TRIGGER IF EXISTS declared_dated ON decisions_notification;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON decisions_notification
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW."on" NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.replaced_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE rights_afisdecision ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_afisdecision FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_afisdecision FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_afisdecision TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, demande_id, sense, decided_on, children, motives, verdict,
  recorded_by_id, signed_name, source, ended_on, undone_on, replaced_on) ON rights_afisdecision TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_afisdecision;
CREATE POLICY declared_owner ON rights_afisdecision TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_afisdecision;
CREATE POLICY declared_full_insert ON rights_afisdecision AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_afisdecision;
CREATE POLICY declared_full_update ON rights_afisdecision AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_afisdecision;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_afisdecision
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_afisdecision;
CREATE POLICY declared_facts ON rights_afisdecision FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_afisdecision;
CREATE POLICY declared_app ON rights_afisdecision FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary', 'payer', 'signatory')) AND (person_id IN (SELECT unnest((SELECT
  people_open_files('decision'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('decision'))))))))
  WITH CHECK ((SELECT rivage_in()) AND (((SELECT rivage_is('delegate', 'secretary')) AND (person_id IN (SELECT
  unnest((SELECT people_open_files('decision'))))
    OR demande_id IN (SELECT unnest((SELECT people_open_demandes('decision'))))))));

DROP POLICY IF EXISTS declared_delete ON rights_afisdecision;
CREATE POLICY declared_delete ON rights_afisdecision AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_afisdecision;
CREATE POLICY declared_hers_insert ON rights_afisdecision AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_afisdecision;
CREATE POLICY declared_hers_update ON rights_afisdecision AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON rights_afisdecision;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_afisdecision
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('ended_on', 'replaced_on', 'sense', 'decided_on', 'children', 'motives',
  'verdict', 'reasons', 'signed_name', 'source');

DROP TRIGGER IF EXISTS declared_guard ON rights_afisdecision;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_afisdecision
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('demande_id', 'dossiers_demande', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON rights_afisdecision;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF reasons ON rights_afisdecision
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('reasons');

DROP TRIGGER IF EXISTS declared_dated ON rights_afisdecision;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_afisdecision
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.decided_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ended_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.undone_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.replaced_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON rights_afisdecision;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF decided_on, replaced_on ON rights_afisdecision
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.decided_on > rivage_last_day()
  OR NEW.replaced_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE rights_afiscorrection ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_afiscorrection FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_afiscorrection FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_afiscorrection TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, decision_id, sense, decided_on, children, motives,
  signed_name, known_from, corrected_on, recorded_by_id) ON rights_afiscorrection TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_afiscorrection;
CREATE POLICY declared_owner ON rights_afiscorrection TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_afiscorrection;
CREATE POLICY declared_full_insert ON rights_afiscorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_afiscorrection;
CREATE POLICY declared_full_update ON rights_afiscorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_afiscorrection;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_afiscorrection
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_afiscorrection;
CREATE POLICY declared_facts ON rights_afiscorrection FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_afiscorrection;
CREATE POLICY declared_app ON rights_afiscorrection FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('decision')))))))
  WITH CHECK ((SELECT rivage_in()) AND (((SELECT rivage_is('delegate', 'secretary')) AND person_id IN (SELECT
  unnest((SELECT people_open_people('decision')))))));

DROP POLICY IF EXISTS declared_delete ON rights_afiscorrection;
CREATE POLICY declared_delete ON rights_afiscorrection AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_afiscorrection;
CREATE POLICY declared_hers_insert ON rights_afiscorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_afiscorrection;
CREATE POLICY declared_hers_update ON rights_afiscorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON rights_afiscorrection;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON rights_afiscorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON rights_afiscorrection;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_afiscorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_afiscorrection;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_afiscorrection
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('decision_id', 'rights_afisdecision', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON rights_afiscorrection;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF reasons, why ON rights_afiscorrection
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('reasons', 'why');

DROP TRIGGER IF EXISTS declared_dated ON rights_afiscorrection;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_afiscorrection
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.decided_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.corrected_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON rights_afiscorrection;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF corrected_on ON rights_afiscorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.corrected_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE rights_alert ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_alert FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_alert FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_alert TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, departement, clock, due, stage, holder, raised_at, sent_at,
  ended_at) ON rights_alert TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_alert;
CREATE POLICY declared_owner ON rights_alert TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_alert;
CREATE POLICY declared_full_insert ON rights_alert AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_alert;
CREATE POLICY declared_full_update ON rights_alert AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_alert;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_alert
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_alert;
CREATE POLICY declared_facts ON rights_alert FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_alert;
CREATE POLICY declared_app ON rights_alert FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND false);

DROP POLICY IF EXISTS declared_delete ON rights_alert;
CREATE POLICY declared_delete ON rights_alert AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_alert;
CREATE POLICY declared_hers_insert ON rights_alert AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_alert;
CREATE POLICY declared_hers_update ON rights_alert AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON rights_alert;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_alert
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('sent_at', 'ended_at');

DROP TRIGGER IF EXISTS declared_guard ON rights_alert;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_alert
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_dated ON rights_alert;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_alert
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.due NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.raised_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.sent_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ended_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE rights_fundline ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_fundline FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_fundline FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_fundline TO rivage_app;
GRANT SELECT (id, created_at, departement, year, amount, opened_on, recorded_by_id) ON rights_fundline TO
  rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_fundline;
CREATE POLICY declared_owner ON rights_fundline TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_fundline;
CREATE POLICY declared_full_insert ON rights_fundline AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_fundline;
CREATE POLICY declared_full_update ON rights_fundline AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_fundline;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_fundline
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_fundline;
CREATE POLICY declared_facts ON rights_fundline FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_fundline;
CREATE POLICY declared_app ON rights_fundline FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'referent', 'lead')))
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary')));

DROP TRIGGER IF EXISTS declared_own_hand ON rights_fundline;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON rights_fundline
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON rights_fundline;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_fundline
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('amount');

DROP TRIGGER IF EXISTS declared_guard ON rights_fundline;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_fundline
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard();

DROP TRIGGER IF EXISTS declared_dated ON rights_fundline;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_fundline
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.opened_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON rights_fundline;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF opened_on ON rights_fundline
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.opened_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE rights_fundaid ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_fundaid FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_fundaid FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_fundaid TO rivage_app;
GRANT SELECT (id, created_at, departement, opinion, voice, opinion_on, sense, granted, ground, decided_on,
  decided_from, paid, paid_on, line_id, antenne_id, number, purpose, asked, asked_on, asked_by_id, opinion_by_id,
  decided_by_id, paid_by_id, withdrawn_on) ON rights_fundaid TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_fundaid;
CREATE POLICY declared_owner ON rights_fundaid TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_fundaid;
CREATE POLICY declared_full_insert ON rights_fundaid AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_fundaid;
CREATE POLICY declared_full_update ON rights_fundaid AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_fundaid;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_fundaid
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_fundaid;
CREATE POLICY declared_facts ON rights_fundaid FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_fundaid;
CREATE POLICY declared_app ON rights_fundaid FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND ((SELECT rivage_is('delegate', 'secretary')) OR (SELECT rivage_is('referent', 'lead')) AND antenne_id = ANY
  ((SELECT rivage_bodies())::uuid[])))
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND ((SELECT rivage_is('delegate', 'secretary')) OR (SELECT rivage_is('referent', 'lead')) AND antenne_id = ANY
  ((SELECT rivage_bodies())::uuid[])));

DROP TRIGGER IF EXISTS declared_moving ON rights_fundaid;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_fundaid
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('opinion', 'voice', 'opinion_on', 'opinion_by_id', 'sense', 'granted',
  'ground', 'decided_on', 'decided_from', 'signed_name', 'decided_by_id', 'paid', 'paid_on', 'invoice',
  'paid_by_id', 'withdrawn_on');

DROP TRIGGER IF EXISTS declared_frozen ON rights_fundaid;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON rights_fundaid
  FOR EACH ROW WHEN (OLD.withdrawn_on IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_fundaid;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_fundaid
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard('line_id', 'rights_fundline');

DROP TRIGGER IF EXISTS declared_dated ON rights_fundaid;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_fundaid
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.opinion_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.decided_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.paid_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.asked_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.withdrawn_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE rights_fundcorrection ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_fundcorrection FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_fundcorrection FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_fundcorrection TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON rights_fundcorrection;
CREATE POLICY declared_owner ON rights_fundcorrection TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_fundcorrection;
CREATE POLICY declared_full_insert ON rights_fundcorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_fundcorrection;
CREATE POLICY declared_full_update ON rights_fundcorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_fundcorrection;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_fundcorrection
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON rights_fundcorrection;
CREATE POLICY declared_app ON rights_fundcorrection FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND ((SELECT rivage_is('delegate', 'secretary')) OR (SELECT rivage_is('referent', 'lead')) AND antenne_id = ANY
  ((SELECT rivage_bodies())::uuid[])))
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND ((SELECT rivage_is('delegate', 'secretary')) OR (SELECT rivage_is('referent', 'lead')) AND antenne_id = ANY
  ((SELECT rivage_bodies())::uuid[])));

DROP TRIGGER IF EXISTS declared_own_hand ON rights_fundcorrection;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON rights_fundcorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON rights_fundcorrection;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_fundcorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_fundcorrection;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_fundcorrection
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard('aid_id', 'rights_fundaid');

DROP TRIGGER IF EXISTS declared_dated ON rights_fundcorrection;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_fundcorrection
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.opinion_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.decided_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.paid_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.corrected_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE rights_aidhearing ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_aidhearing FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_aidhearing FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_aidhearing TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, invited_on, until, received_on, means, silent, heard_by_id,
  recorded_by_id, decision_id, ground, heard_at) ON rights_aidhearing TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_aidhearing;
CREATE POLICY declared_owner ON rights_aidhearing TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_aidhearing;
CREATE POLICY declared_full_insert ON rights_aidhearing AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_aidhearing;
CREATE POLICY declared_full_update ON rights_aidhearing AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_aidhearing;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_aidhearing
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_aidhearing;
CREATE POLICY declared_facts ON rights_aidhearing FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_aidhearing;
CREATE POLICY declared_app ON rights_aidhearing FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('decision')))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('decision')))))));

DROP POLICY IF EXISTS declared_delete ON rights_aidhearing;
CREATE POLICY declared_delete ON rights_aidhearing AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_aidhearing;
CREATE POLICY declared_hers_insert ON rights_aidhearing AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_aidhearing;
CREATE POLICY declared_hers_update ON rights_aidhearing AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON rights_aidhearing;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_aidhearing
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('received_on', 'means', 'silent', 'text', 'heard_by_id', 'heard_at');

DROP TRIGGER IF EXISTS declared_guard ON rights_aidhearing;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_aidhearing
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('decision_id', 'rights_afisdecision', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON rights_aidhearing;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF text, facts, letter ON rights_aidhearing
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('text', 'facts', 'letter');

DROP TRIGGER IF EXISTS declared_dated ON rights_aidhearing;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_aidhearing
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.invited_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.until NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.received_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.heard_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE rights_aidreview ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_aidreview FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_aidreview FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_aidreview TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, decision_id, "on", recorded_by_id) ON rights_aidreview TO
  rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_aidreview;
CREATE POLICY declared_owner ON rights_aidreview TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_aidreview;
CREATE POLICY declared_full_insert ON rights_aidreview AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_aidreview;
CREATE POLICY declared_full_update ON rights_aidreview AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_aidreview;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_aidreview
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_aidreview;
CREATE POLICY declared_facts ON rights_aidreview FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_aidreview;
CREATE POLICY declared_app ON rights_aidreview FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('decision')))))))
  WITH CHECK ((SELECT rivage_in()) AND (((SELECT rivage_is('delegate', 'secretary')) AND person_id IN (SELECT
  unnest((SELECT people_open_people('decision')))))));

DROP POLICY IF EXISTS declared_delete ON rights_aidreview;
CREATE POLICY declared_delete ON rights_aidreview AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_aidreview;
CREATE POLICY declared_hers_insert ON rights_aidreview AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_aidreview;
CREATE POLICY declared_hers_update ON rights_aidreview AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON rights_aidreview;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON rights_aidreview
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON rights_aidreview;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_aidreview
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_aidreview;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_aidreview
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('decision_id', 'rights_afisdecision', 'person_id');

DROP TRIGGER IF EXISTS declared_dated ON rights_aidreview;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_aidreview
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW."on" NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE rights_permitpractice ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_permitpractice FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_permitpractice FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_permitpractice TO rivage_app;
GRANT SELECT (id, created_at, departement, asked, accepted, same_day, said_on, met_by_id, recorded_by_id) ON
  rights_permitpractice TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_permitpractice;
CREATE POLICY declared_owner ON rights_permitpractice TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_permitpractice;
CREATE POLICY declared_full_insert ON rights_permitpractice AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_permitpractice;
CREATE POLICY declared_full_update ON rights_permitpractice AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_permitpractice;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_permitpractice
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_permitpractice;
CREATE POLICY declared_facts ON rights_permitpractice FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_permitpractice;
CREATE POLICY declared_app ON rights_permitpractice FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'desk', 'referent', 'lead')))
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'desk', 'referent', 'lead')));

DROP TRIGGER IF EXISTS declared_own_hand ON rights_permitpractice;
CREATE TRIGGER declared_own_hand BEFORE INSERT OR UPDATE ON rights_permitpractice
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON rights_permitpractice;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_permitpractice
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('asked', 'accepted', 'same_day', 'said_on', 'recorded_by_id');

DROP TRIGGER IF EXISTS declared_guard ON rights_permitpractice;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_permitpractice
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard();

DROP TRIGGER IF EXISTS declared_dated ON rights_permitpractice;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_permitpractice
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.said_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE rights_consularstep ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_consularstep FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_consularstep FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_consularstep TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON rights_consularstep;
CREATE POLICY declared_owner ON rights_consularstep TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_consularstep;
CREATE POLICY declared_full_insert ON rights_consularstep AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_consularstep;
CREATE POLICY declared_full_update ON rights_consularstep AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_consularstep;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_consularstep
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON rights_consularstep;
CREATE POLICY declared_app ON rights_consularstep FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON rights_consularstep;
CREATE POLICY declared_delete ON rights_consularstep AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_consularstep;
CREATE POLICY declared_hers_insert ON rights_consularstep AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_consularstep;
CREATE POLICY declared_hers_update ON rights_consularstep AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON rights_consularstep;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON rights_consularstep
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON rights_consularstep;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_consularstep
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('taken_back_on');

DROP TRIGGER IF EXISTS declared_frozen ON rights_consularstep;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON rights_consularstep
  FOR EACH ROW WHEN (OLD.taken_back_on IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_consularstep;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_consularstep
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_older ON rights_consularstep;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF what, outcome, words ON rights_consularstep
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('what', 'outcome', 'words');

DROP TRIGGER IF EXISTS declared_dated ON rights_consularstep;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_consularstep
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW."on" NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.taken_back_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE rights_oneoffpaid ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_oneoffpaid FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_oneoffpaid FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_oneoffpaid TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, decree, amount, paid_on, taken_back_on, recorded_by_id) ON
  rights_oneoffpaid TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_oneoffpaid;
CREATE POLICY declared_owner ON rights_oneoffpaid TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_oneoffpaid;
CREATE POLICY declared_full_insert ON rights_oneoffpaid AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_oneoffpaid;
CREATE POLICY declared_full_update ON rights_oneoffpaid AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_oneoffpaid;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_oneoffpaid
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_oneoffpaid;
CREATE POLICY declared_facts ON rights_oneoffpaid FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_oneoffpaid;
CREATE POLICY declared_app ON rights_oneoffpaid FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary', 'payer', 'signatory')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('decision')))))))
  WITH CHECK ((SELECT rivage_in()) AND (((SELECT rivage_is('delegate', 'secretary')) AND person_id IN (SELECT
  unnest((SELECT people_open_people('decision')))))));

DROP POLICY IF EXISTS declared_delete ON rights_oneoffpaid;
CREATE POLICY declared_delete ON rights_oneoffpaid AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_oneoffpaid;
CREATE POLICY declared_hers_insert ON rights_oneoffpaid AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_oneoffpaid;
CREATE POLICY declared_hers_update ON rights_oneoffpaid AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON rights_oneoffpaid;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON rights_oneoffpaid
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON rights_oneoffpaid;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_oneoffpaid
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('taken_back_on');

DROP TRIGGER IF EXISTS declared_frozen ON rights_oneoffpaid;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON rights_oneoffpaid
  FOR EACH ROW WHEN (OLD.taken_back_on IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_oneoffpaid;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_oneoffpaid
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_dated ON rights_oneoffpaid;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_oneoffpaid
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.paid_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.taken_back_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE rights_afisorder ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_afisorder FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_afisorder FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_afisorder TO rivage_app;
GRANT SELECT (id, created_at, departement, n, month, issued_at, issued_by_id) ON rights_afisorder TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_afisorder;
CREATE POLICY declared_owner ON rights_afisorder TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_afisorder;
CREATE POLICY declared_full_insert ON rights_afisorder AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_afisorder;
CREATE POLICY declared_full_update ON rights_afisorder AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_afisorder;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_afisorder
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_afisorder;
CREATE POLICY declared_facts ON rights_afisorder FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_afisorder;
CREATE POLICY declared_app ON rights_afisorder FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'payer')))
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary')));

DROP TRIGGER IF EXISTS declared_moving ON rights_afisorder;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_afisorder
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_afisorder;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_afisorder
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard();

DROP TRIGGER IF EXISTS declared_dated ON rights_afisorder;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_afisorder
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.month NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.issued_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE rights_afismonth ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_afismonth FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_afismonth FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_afismonth TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, decision_id, order_id, reference, month, children, amount,
  to_confirm, answer, answered_on, paid, paid_on) ON rights_afismonth TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_afismonth;
CREATE POLICY declared_owner ON rights_afismonth TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_afismonth;
CREATE POLICY declared_full_insert ON rights_afismonth AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_afismonth;
CREATE POLICY declared_full_update ON rights_afismonth AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_afismonth;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_afismonth
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_afismonth;
CREATE POLICY declared_facts ON rights_afismonth FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_afismonth;
CREATE POLICY declared_app ON rights_afismonth FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary', 'payer', 'signatory')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('decision')))))))
  WITH CHECK ((SELECT rivage_in()) AND (((SELECT rivage_is('delegate', 'secretary', 'payer')) AND person_id IN
  (SELECT unnest((SELECT people_open_people('decision')))))));

DROP POLICY IF EXISTS declared_delete ON rights_afismonth;
CREATE POLICY declared_delete ON rights_afismonth AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_afismonth;
CREATE POLICY declared_hers_insert ON rights_afismonth AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_afismonth;
CREATE POLICY declared_hers_update ON rights_afismonth AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON rights_afismonth;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_afismonth
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('answer', 'answered_on', 'paid', 'paid_on');

DROP TRIGGER IF EXISTS declared_guard ON rights_afismonth;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_afismonth
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('decision_id', 'rights_afisdecision', 'person_id', 'order_id',
  'rights_afisorder', '');

DROP TRIGGER IF EXISTS declared_dated ON rights_afismonth;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_afismonth
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.month NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.answered_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.paid_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON rights_afismonth;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF answered_on, paid_on ON rights_afismonth
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.answered_on > rivage_last_day()
  OR NEW.paid_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE rights_answercorrection ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_answercorrection FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_answercorrection FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_answercorrection TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, month_id, answer, answered_on, paid, paid_on, corrected_on,
  recorded_by_id) ON rights_answercorrection TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_answercorrection;
CREATE POLICY declared_owner ON rights_answercorrection TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_answercorrection;
CREATE POLICY declared_full_insert ON rights_answercorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_answercorrection;
CREATE POLICY declared_full_update ON rights_answercorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_answercorrection;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_answercorrection
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_answercorrection;
CREATE POLICY declared_facts ON rights_answercorrection FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_answercorrection;
CREATE POLICY declared_app ON rights_answercorrection FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary', 'payer', 'signatory')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('decision')))))))
  WITH CHECK ((SELECT rivage_in()) AND (((SELECT rivage_is('delegate', 'secretary', 'payer')) AND person_id IN
  (SELECT unnest((SELECT people_open_people('decision')))))));

DROP POLICY IF EXISTS declared_delete ON rights_answercorrection;
CREATE POLICY declared_delete ON rights_answercorrection AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_answercorrection;
CREATE POLICY declared_hers_insert ON rights_answercorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_answercorrection;
CREATE POLICY declared_hers_update ON rights_answercorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON rights_answercorrection;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON rights_answercorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON rights_answercorrection;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_answercorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_answercorrection;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_answercorrection
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('month_id', 'rights_afismonth', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON rights_answercorrection;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF why ON rights_answercorrection
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('why');

DROP TRIGGER IF EXISTS declared_dated ON rights_answercorrection;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_answercorrection
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.answered_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.paid_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.corrected_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON rights_answercorrection;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF corrected_on ON rights_answercorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.corrected_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE rights_payernotice ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_payernotice FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_payernotice FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_payernotice TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, decision_id, since, amount, said_on, source, recorded_by_id,
  taken_back_on) ON rights_payernotice TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_payernotice;
CREATE POLICY declared_owner ON rights_payernotice TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_payernotice;
CREATE POLICY declared_full_insert ON rights_payernotice AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_payernotice;
CREATE POLICY declared_full_update ON rights_payernotice AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_payernotice;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_payernotice
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_payernotice;
CREATE POLICY declared_facts ON rights_payernotice FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_payernotice;
CREATE POLICY declared_app ON rights_payernotice FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary', 'payer', 'signatory')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('decision')))))))
  WITH CHECK ((SELECT rivage_in()) AND (((SELECT rivage_is('delegate', 'secretary', 'payer')) AND person_id IN
  (SELECT unnest((SELECT people_open_people('decision')))))));

DROP POLICY IF EXISTS declared_delete ON rights_payernotice;
CREATE POLICY declared_delete ON rights_payernotice AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_payernotice;
CREATE POLICY declared_hers_insert ON rights_payernotice AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_payernotice;
CREATE POLICY declared_hers_update ON rights_payernotice AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON rights_payernotice;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON rights_payernotice
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON rights_payernotice;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_payernotice
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('taken_back_on', 'why');

DROP TRIGGER IF EXISTS declared_frozen ON rights_payernotice;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON rights_payernotice
  FOR EACH ROW WHEN (OLD.taken_back_on IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_payernotice;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_payernotice
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('decision_id', 'rights_afisdecision', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON rights_payernotice;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF why ON rights_payernotice
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('why');

DROP TRIGGER IF EXISTS declared_dated ON rights_payernotice;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_payernotice
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.since NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.said_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.taken_back_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE rights_afisanswer ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_afisanswer FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_afisanswer FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_afisanswer TO rivage_app;
GRANT SELECT (id, created_at, departement, order_id, digest, read_at, read_by_id, lines, refused) ON
  rights_afisanswer TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_afisanswer;
CREATE POLICY declared_owner ON rights_afisanswer TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_afisanswer;
CREATE POLICY declared_full_insert ON rights_afisanswer AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_afisanswer;
CREATE POLICY declared_full_update ON rights_afisanswer AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_afisanswer;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_afisanswer
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_afisanswer;
CREATE POLICY declared_facts ON rights_afisanswer FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_afisanswer;
CREATE POLICY declared_app ON rights_afisanswer FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'payer')))
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('delegate', 'secretary', 'payer')));

DROP TRIGGER IF EXISTS declared_moving ON rights_afisanswer;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_afisanswer
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_afisanswer;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_afisanswer
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard('order_id', 'rights_afisorder');

DROP TRIGGER IF EXISTS declared_dated ON rights_afisanswer;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_afisanswer
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.read_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE rights_aidevent ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_aidevent FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_aidevent FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_aidevent TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, "on", children, source, recorded_by_id) ON rights_aidevent TO
  rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_aidevent;
CREATE POLICY declared_owner ON rights_aidevent TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_aidevent;
CREATE POLICY declared_full_insert ON rights_aidevent AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_aidevent;
CREATE POLICY declared_full_update ON rights_aidevent AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_aidevent;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_aidevent
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_aidevent;
CREATE POLICY declared_facts ON rights_aidevent FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_aidevent;
CREATE POLICY declared_app ON rights_aidevent FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('aid'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON rights_aidevent;
CREATE POLICY declared_delete ON rights_aidevent AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_aidevent;
CREATE POLICY declared_hers_insert ON rights_aidevent AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_aidevent;
CREATE POLICY declared_hers_update ON rights_aidevent AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON rights_aidevent;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_aidevent
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_aidevent;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_aidevent
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_older ON rights_aidevent;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF kind ON rights_aidevent
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('kind');

DROP TRIGGER IF EXISTS declared_dated ON rights_aidevent;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_aidevent
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW."on" NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE rights_eventcorrection ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_eventcorrection FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_eventcorrection FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_eventcorrection TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, event_id, corrected_on, recorded_by_id) ON
  rights_eventcorrection TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_eventcorrection;
CREATE POLICY declared_owner ON rights_eventcorrection TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_eventcorrection;
CREATE POLICY declared_full_insert ON rights_eventcorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_eventcorrection;
CREATE POLICY declared_full_update ON rights_eventcorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_eventcorrection;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_eventcorrection
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_eventcorrection;
CREATE POLICY declared_facts ON rights_eventcorrection FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_eventcorrection;
CREATE POLICY declared_app ON rights_eventcorrection FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('aid'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON rights_eventcorrection;
CREATE POLICY declared_delete ON rights_eventcorrection AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_eventcorrection;
CREATE POLICY declared_hers_insert ON rights_eventcorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_eventcorrection;
CREATE POLICY declared_hers_update ON rights_eventcorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON rights_eventcorrection;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON rights_eventcorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON rights_eventcorrection;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_eventcorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_eventcorrection;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_eventcorrection
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('event_id', 'rights_aidevent', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON rights_eventcorrection;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF why ON rights_eventcorrection
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('why');

DROP TRIGGER IF EXISTS declared_dated ON rights_eventcorrection;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_eventcorrection
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.corrected_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON rights_eventcorrection;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF corrected_on ON rights_eventcorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.corrected_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE rights_afisend ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_afisend FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_afisend FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_afisend TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, decision_id, ground, decided_on, invited_on, signed_name,
  source, recorded_by_id, taken_back_on, undone_on) ON rights_afisend TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_afisend;
CREATE POLICY declared_owner ON rights_afisend TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_afisend;
CREATE POLICY declared_full_insert ON rights_afisend AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_afisend;
CREATE POLICY declared_full_update ON rights_afisend AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_afisend;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_afisend
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_afisend;
CREATE POLICY declared_facts ON rights_afisend FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_afisend;
CREATE POLICY declared_app ON rights_afisend FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('decision')))))))
  WITH CHECK ((SELECT rivage_in()) AND (((SELECT rivage_is('delegate', 'secretary')) AND person_id IN (SELECT
  unnest((SELECT people_open_people('decision')))))));

DROP POLICY IF EXISTS declared_delete ON rights_afisend;
CREATE POLICY declared_delete ON rights_afisend AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_afisend;
CREATE POLICY declared_hers_insert ON rights_afisend AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_afisend;
CREATE POLICY declared_hers_update ON rights_afisend AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON rights_afisend;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_afisend
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('taken_back_on', 'ground', 'decided_on', 'invited_on', 'reasons',
  'signed_name', 'source');

DROP TRIGGER IF EXISTS declared_frozen ON rights_afisend;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON rights_afisend
  FOR EACH ROW WHEN (OLD.taken_back_on IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_afisend;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_afisend
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('decision_id', 'rights_afisdecision', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON rights_afisend;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF reasons ON rights_afisend
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('reasons');

DROP TRIGGER IF EXISTS declared_dated ON rights_afisend;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_afisend
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.decided_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.invited_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.taken_back_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.undone_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON rights_afisend;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF decided_on ON rights_afisend
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.decided_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE rights_endcorrection ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_endcorrection FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_endcorrection FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_endcorrection TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, end_id, ground, decided_on, invited_on, signed_name,
  known_from, corrected_on, recorded_by_id) ON rights_endcorrection TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_endcorrection;
CREATE POLICY declared_owner ON rights_endcorrection TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_endcorrection;
CREATE POLICY declared_full_insert ON rights_endcorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_endcorrection;
CREATE POLICY declared_full_update ON rights_endcorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_endcorrection;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_endcorrection
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_endcorrection;
CREATE POLICY declared_facts ON rights_endcorrection FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_endcorrection;
CREATE POLICY declared_app ON rights_endcorrection FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('decision')))))))
  WITH CHECK ((SELECT rivage_in()) AND (((SELECT rivage_is('delegate', 'secretary')) AND person_id IN (SELECT
  unnest((SELECT people_open_people('decision')))))));

DROP POLICY IF EXISTS declared_delete ON rights_endcorrection;
CREATE POLICY declared_delete ON rights_endcorrection AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_endcorrection;
CREATE POLICY declared_hers_insert ON rights_endcorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_endcorrection;
CREATE POLICY declared_hers_update ON rights_endcorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON rights_endcorrection;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON rights_endcorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON rights_endcorrection;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_endcorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_endcorrection;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_endcorrection
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('end_id', 'rights_afisend', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON rights_endcorrection;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF reasons, why ON rights_endcorrection
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('reasons', 'why');

DROP TRIGGER IF EXISTS declared_dated ON rights_endcorrection;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_endcorrection
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.decided_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.invited_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.corrected_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON rights_endcorrection;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF corrected_on ON rights_endcorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.corrected_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE rights_residenceneed ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_residenceneed FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_residenceneed FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_residenceneed TO rivage_app;
GRANT SELECT (id, created_at, antenne_id, person_id, changed_on) ON rights_residenceneed TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_residenceneed;
CREATE POLICY declared_owner ON rights_residenceneed TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_residenceneed;
CREATE POLICY declared_full_insert ON rights_residenceneed AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_residenceneed;
CREATE POLICY declared_full_update ON rights_residenceneed AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_residenceneed;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_residenceneed
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_residenceneed;
CREATE POLICY declared_facts ON rights_residenceneed FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_residenceneed;
CREATE POLICY declared_app ON rights_residenceneed FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON rights_residenceneed;
CREATE POLICY declared_delete ON rights_residenceneed AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_residenceneed;
CREATE POLICY declared_hers_insert ON rights_residenceneed AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_residenceneed;
CREATE POLICY declared_hers_update ON rights_residenceneed AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON rights_residenceneed;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_residenceneed
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_older ON rights_residenceneed;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF need, until ON rights_residenceneed
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('need', 'until');

DROP TRIGGER IF EXISTS declared_dated ON rights_residenceneed;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_residenceneed
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.changed_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON rights_residenceneed;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON rights_residenceneed
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

DROP TRIGGER IF EXISTS declared_past ON rights_residenceneed;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF changed_on ON rights_residenceneed
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.changed_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE rights_needspan ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_needspan FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_needspan FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_needspan TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, needed, since, recorded_by_id) ON rights_needspan TO
  rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_needspan;
CREATE POLICY declared_owner ON rights_needspan TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_needspan;
CREATE POLICY declared_full_insert ON rights_needspan AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_needspan;
CREATE POLICY declared_full_update ON rights_needspan AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_needspan;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_needspan
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_needspan;
CREATE POLICY declared_facts ON rights_needspan FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_needspan;
CREATE POLICY declared_app ON rights_needspan FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('stay'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON rights_needspan;
CREATE POLICY declared_delete ON rights_needspan AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_needspan;
CREATE POLICY declared_hers_insert ON rights_needspan AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_needspan;
CREATE POLICY declared_hers_update ON rights_needspan AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON rights_needspan;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_needspan
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_needspan;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_needspan
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_dated ON rights_needspan;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_needspan
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.since NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON rights_needspan;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF since ON rights_needspan
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.since > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE rights_apsfact ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_apsfact FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_apsfact FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_apsfact TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, fact_departement, fact_antenne, n, step, "on", until, source,
  recorded_by_id, undone_on, redo_by, appealed_on, appeal_answered_on, appeal_awaits) ON rights_apsfact TO
  rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_apsfact;
CREATE POLICY declared_owner ON rights_apsfact TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_apsfact;
CREATE POLICY declared_full_insert ON rights_apsfact AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_apsfact;
CREATE POLICY declared_full_update ON rights_apsfact AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_apsfact;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_apsfact
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_apsfact;
CREATE POLICY declared_facts ON rights_apsfact FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_apsfact;
CREATE POLICY declared_app ON rights_apsfact FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('stay'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary', 'desk')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('stay')))))));

DROP POLICY IF EXISTS declared_delete ON rights_apsfact;
CREATE POLICY declared_delete ON rights_apsfact AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_apsfact;
CREATE POLICY declared_hers_insert ON rights_apsfact AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_apsfact;
CREATE POLICY declared_hers_update ON rights_apsfact AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON rights_apsfact;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_apsfact
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_apsfact;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_apsfact
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_dated ON rights_apsfact;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_apsfact
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW."on" NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.until NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.undone_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.redo_by NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.appealed_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.appeal_answered_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.appeal_awaits NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE rights_apscorrection ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_apscorrection FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_apscorrection FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_apscorrection TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, fact_id, instead_id, corrected_on, recorded_by_id) ON
  rights_apscorrection TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_apscorrection;
CREATE POLICY declared_owner ON rights_apscorrection TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_apscorrection;
CREATE POLICY declared_full_insert ON rights_apscorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_apscorrection;
CREATE POLICY declared_full_update ON rights_apscorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_apscorrection;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_apscorrection
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_apscorrection;
CREATE POLICY declared_facts ON rights_apscorrection FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_apscorrection;
CREATE POLICY declared_app ON rights_apscorrection FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('stay'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary', 'desk')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('stay')))))));

DROP POLICY IF EXISTS declared_delete ON rights_apscorrection;
CREATE POLICY declared_delete ON rights_apscorrection AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_apscorrection;
CREATE POLICY declared_hers_insert ON rights_apscorrection AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_apscorrection;
CREATE POLICY declared_hers_update ON rights_apscorrection AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON rights_apscorrection;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON rights_apscorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON rights_apscorrection;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_apscorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_apscorrection;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_apscorrection
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('fact_id', 'rights_apsfact', 'person_id', 'instead_id', 'rights_apsfact',
  'person_id');

DROP TRIGGER IF EXISTS declared_older ON rights_apscorrection;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF why ON rights_apscorrection
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('why');

DROP TRIGGER IF EXISTS declared_dated ON rights_apscorrection;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_apscorrection
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.corrected_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON rights_apscorrection;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF corrected_on ON rights_apscorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.corrected_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE rights_permitmotive ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_permitmotive FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_permitmotive FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_permitmotive TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, fact_id, motives, replaces_id, source, recorded_by_id) ON
  rights_permitmotive TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_permitmotive;
CREATE POLICY declared_owner ON rights_permitmotive TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_permitmotive;
CREATE POLICY declared_full_insert ON rights_permitmotive AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_permitmotive;
CREATE POLICY declared_full_update ON rights_permitmotive AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_permitmotive;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_permitmotive
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_permitmotive;
CREATE POLICY declared_facts ON rights_permitmotive FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_permitmotive;
CREATE POLICY declared_app ON rights_permitmotive FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('stay'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary', 'desk')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('stay')))))));

DROP POLICY IF EXISTS declared_delete ON rights_permitmotive;
CREATE POLICY declared_delete ON rights_permitmotive AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_permitmotive;
CREATE POLICY declared_hers_insert ON rights_permitmotive AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_permitmotive;
CREATE POLICY declared_hers_update ON rights_permitmotive AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON rights_permitmotive;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_permitmotive
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_permitmotive;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_permitmotive
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('fact_id', 'rights_apsfact', 'person_id', 'replaces_id', 'rights_permitmotive',
  'person_id');

DROP TRIGGER IF EXISTS declared_older ON rights_permitmotive;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF reasons, why ON rights_permitmotive
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('reasons', 'why');

DROP TRIGGER IF EXISTS declared_dated ON rights_permitmotive;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_permitmotive
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE rights_letterday ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_letterday FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_letterday FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_letterday TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON rights_letterday;
CREATE POLICY declared_owner ON rights_letterday TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_letterday;
CREATE POLICY declared_full_insert ON rights_letterday AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_letterday;
CREATE POLICY declared_full_update ON rights_letterday AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_letterday;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_letterday
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON rights_letterday;
CREATE POLICY declared_app ON rights_letterday FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON rights_letterday;
CREATE POLICY declared_delete ON rights_letterday AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_letterday;
CREATE POLICY declared_hers_insert ON rights_letterday AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_letterday;
CREATE POLICY declared_hers_update ON rights_letterday AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_guard ON rights_letterday;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_letterday
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('fact_id', 'rights_apsfact', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON rights_letterday;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF last_day ON rights_letterday
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('last_day');

DROP TRIGGER IF EXISTS declared_dated ON rights_letterday;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_letterday
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON rights_letterday;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON rights_letterday
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE rights_aidnotice ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_aidnotice FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_aidnotice FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_aidnotice TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, recipient, channel, outcome, "on", her_wish, recorded_by_id,
  source, new_letter, replaced_at, decision_id, end_id, replaces_id) ON rights_aidnotice TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_aidnotice;
CREATE POLICY declared_owner ON rights_aidnotice TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_aidnotice;
CREATE POLICY declared_full_insert ON rights_aidnotice AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_aidnotice;
CREATE POLICY declared_full_update ON rights_aidnotice AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_aidnotice;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_aidnotice
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_aidnotice;
CREATE POLICY declared_facts ON rights_aidnotice FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_aidnotice;
CREATE POLICY declared_app ON rights_aidnotice FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('decision')))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('decision')))))));

DROP POLICY IF EXISTS declared_delete ON rights_aidnotice;
CREATE POLICY declared_delete ON rights_aidnotice AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_aidnotice;
CREATE POLICY declared_hers_insert ON rights_aidnotice AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_aidnotice;
CREATE POLICY declared_hers_update ON rights_aidnotice AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON rights_aidnotice;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_aidnotice
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('replaced_at');

DROP TRIGGER IF EXISTS declared_frozen ON rights_aidnotice;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON rights_aidnotice
  FOR EACH ROW WHEN (OLD.replaced_at IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_aidnotice;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_aidnotice
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('decision_id', 'rights_afisdecision', 'person_id', 'end_id', 'rights_afisend',
  'person_id', 'replaces_id', 'rights_aidnotice', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON rights_aidnotice;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF language, interpreter, why, letter, receipt ON
  rights_aidnotice
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('language', 'interpreter', 'why', 'letter', 'receipt');

DROP TRIGGER IF EXISTS declared_dated ON rights_aidnotice;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_aidnotice
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW."on" NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.replaced_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE rights_permitnotice ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_permitnotice FORCE ROW LEVEL SECURITY;
REVOKE ALL ON rights_permitnotice FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON rights_permitnotice TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, recipient, channel, outcome, "on", her_wish, recorded_by_id,
  source, new_letter, replaced_at, fact_id, replaces_id) ON rights_permitnotice TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON rights_permitnotice;
CREATE POLICY declared_owner ON rights_permitnotice TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON rights_permitnotice;
CREATE POLICY declared_full_insert ON rights_permitnotice AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON rights_permitnotice;
CREATE POLICY declared_full_update ON rights_permitnotice AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON rights_permitnotice;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON rights_permitnotice
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON rights_permitnotice;
CREATE POLICY declared_facts ON rights_permitnotice FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON rights_permitnotice;
CREATE POLICY declared_app ON rights_permitnotice FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR person_id IN (SELECT unnest((SELECT people_open_people('stay'))))))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    OR ((SELECT rivage_is('delegate', 'secretary', 'desk')) AND person_id IN (SELECT unnest((SELECT
  people_open_people('stay')))))));

DROP POLICY IF EXISTS declared_delete ON rights_permitnotice;
CREATE POLICY declared_delete ON rights_permitnotice AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON rights_permitnotice;
CREATE POLICY declared_hers_insert ON rights_permitnotice AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON rights_permitnotice;
CREATE POLICY declared_hers_update ON rights_permitnotice AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON rights_permitnotice;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON rights_permitnotice
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('replaced_at');

DROP TRIGGER IF EXISTS declared_frozen ON rights_permitnotice;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON rights_permitnotice
  FOR EACH ROW WHEN (OLD.replaced_at IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON rights_permitnotice;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON rights_permitnotice
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('fact_id', 'rights_apsfact', 'person_id', 'replaces_id', 'rights_permitnotice',
  'person_id');

DROP TRIGGER IF EXISTS declared_older ON rights_permitnotice;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF language, interpreter, why, letter ON
  rights_permitnotice
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('language', 'interpreter', 'why', 'letter');

DROP TRIGGER IF EXISTS declared_dated ON rights_permitnotice;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON rights_permitnotice
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW."on" NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.replaced_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE titles_rightfact ENABLE ROW LEVEL SECURITY;
ALTER TABLE titles_rightfact FORCE ROW LEVEL SECURITY;
REVOKE ALL ON titles_rightfact FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON titles_rightfact TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON titles_rightfact;
CREATE POLICY declared_owner ON titles_rightfact TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON titles_rightfact;
CREATE POLICY declared_full_insert ON titles_rightfact AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON titles_rightfact;
CREATE POLICY declared_full_update ON titles_rightfact AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON titles_rightfact;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON titles_rightfact
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON titles_rightfact;
CREATE POLICY declared_app ON titles_rightfact FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON titles_rightfact;
CREATE POLICY declared_delete ON titles_rightfact AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON titles_rightfact;
CREATE POLICY declared_hers_insert ON titles_rightfact AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON titles_rightfact;
CREATE POLICY declared_hers_update ON titles_rightfact AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON titles_rightfact;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON titles_rightfact
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON titles_rightfact;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON titles_rightfact
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON titles_rightfact;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON titles_rightfact
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('replaces_id', 'titles_rightfact', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON titles_rightfact;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF why, what, step, words ON titles_rightfact
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('why', 'what', 'step', 'words');

DROP TRIGGER IF EXISTS declared_dated ON titles_rightfact;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON titles_rightfact
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW."on" NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.due NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE titles_titleheld ENABLE ROW LEVEL SECURITY;
ALTER TABLE titles_titleheld FORCE ROW LEVEL SECURITY;
REVOKE ALL ON titles_titleheld FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON titles_titleheld TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, kind, "on", taken_back_on) ON titles_titleheld TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON titles_titleheld;
CREATE POLICY declared_owner ON titles_titleheld TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON titles_titleheld;
CREATE POLICY declared_full_insert ON titles_titleheld AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON titles_titleheld;
CREATE POLICY declared_full_update ON titles_titleheld AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON titles_titleheld;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON titles_titleheld
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON titles_titleheld;
CREATE POLICY declared_facts ON titles_titleheld FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON titles_titleheld;
CREATE POLICY declared_app ON titles_titleheld FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON titles_titleheld;
CREATE POLICY declared_delete ON titles_titleheld AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON titles_titleheld;
CREATE POLICY declared_hers_insert ON titles_titleheld AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON titles_titleheld;
CREATE POLICY declared_hers_update ON titles_titleheld AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON titles_titleheld;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON titles_titleheld
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('taken_back_on');

DROP TRIGGER IF EXISTS declared_frozen ON titles_titleheld;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON titles_titleheld
  FOR EACH ROW WHEN (OLD.taken_back_on IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON titles_titleheld;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON titles_titleheld
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('fact_id', 'titles_rightfact', 'person_id');

DROP TRIGGER IF EXISTS declared_dated ON titles_titleheld;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON titles_titleheld
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW."on" NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.taken_back_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE titles_neutralsender ENABLE ROW LEVEL SECURITY;
ALTER TABLE titles_neutralsender FORCE ROW LEVEL SECURITY;
REVOKE ALL ON titles_neutralsender FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON titles_neutralsender TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON titles_neutralsender;
CREATE POLICY declared_owner ON titles_neutralsender TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON titles_neutralsender;
CREATE POLICY declared_full_insert ON titles_neutralsender AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON titles_neutralsender;
CREATE POLICY declared_full_update ON titles_neutralsender AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON titles_neutralsender;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON titles_neutralsender
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON titles_neutralsender;
CREATE POLICY declared_app ON titles_neutralsender FOR ALL TO rivage_app
  USING ((SELECT rivage_in()) AND body_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND (SELECT rivage_is('referent', 'lead')))
  WITH CHECK ((SELECT rivage_in()) AND body_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND (SELECT rivage_is('lead')));

DROP TRIGGER IF EXISTS declared_dated ON titles_neutralsender;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON titles_neutralsender
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_when_once ON titles_neutralsender;
CREATE TRIGGER declared_when_once BEFORE UPDATE ON titles_neutralsender
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker') AND NEW.created_at <> OLD.created_at)
  EXECUTE FUNCTION rivage_refuse_birth();

ALTER TABLE network_presencecall ENABLE ROW LEVEL SECURITY;
ALTER TABLE network_presencecall FORCE ROW LEVEL SECURITY;
REVOKE ALL ON network_presencecall FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON network_presencecall TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON network_presencecall;
CREATE POLICY declared_owner ON network_presencecall TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON network_presencecall;
CREATE POLICY declared_full_insert ON network_presencecall AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON network_presencecall;
CREATE POLICY declared_full_update ON network_presencecall AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON network_presencecall;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON network_presencecall
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON network_presencecall;
CREATE POLICY declared_app ON network_presencecall FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('referent', 'lead', 'delegate', 'system')))
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is()));

DROP TRIGGER IF EXISTS declared_moving ON network_presencecall;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON network_presencecall
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON network_presencecall;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON network_presencecall
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard('code_id', 'doors_servicecode');

DROP TRIGGER IF EXISTS declared_dated ON network_presencecall;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON network_presencecall
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE network_callanswer ENABLE ROW LEVEL SECURITY;
ALTER TABLE network_callanswer FORCE ROW LEVEL SECURITY;
REVOKE ALL ON network_callanswer FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON network_callanswer TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON network_callanswer;
CREATE POLICY declared_owner ON network_callanswer TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON network_callanswer;
CREATE POLICY declared_full_insert ON network_callanswer AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON network_callanswer;
CREATE POLICY declared_full_update ON network_callanswer AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON network_callanswer;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON network_callanswer
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON network_callanswer;
CREATE POLICY declared_app ON network_callanswer FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('referent', 'lead', 'delegate', 'system')))
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('referent', 'lead')));

DROP TRIGGER IF EXISTS declared_moving ON network_callanswer;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON network_callanswer
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('withdrawn_at');

DROP TRIGGER IF EXISTS declared_frozen ON network_callanswer;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON network_callanswer
  FOR EACH ROW WHEN (OLD.withdrawn_at IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON network_callanswer;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON network_callanswer
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard('call_id', 'network_presencecall');

DROP TRIGGER IF EXISTS declared_dated ON network_callanswer;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON network_callanswer
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.withdrawn_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE network_calltold ENABLE ROW LEVEL SECURITY;
ALTER TABLE network_calltold FORCE ROW LEVEL SECURITY;
REVOKE ALL ON network_calltold FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON network_calltold TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON network_calltold;
CREATE POLICY declared_owner ON network_calltold TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON network_calltold;
CREATE POLICY declared_full_insert ON network_calltold AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON network_calltold;
CREATE POLICY declared_full_update ON network_calltold AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON network_calltold;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON network_calltold
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON network_calltold;
CREATE POLICY declared_app ON network_calltold FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('system')))
  WITH CHECK ((SELECT rivage_in()) AND departement = ANY ((SELECT rivage_departements())::text[])
    AND (SELECT rivage_is('system')));

DROP TRIGGER IF EXISTS declared_moving ON network_calltold;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON network_calltold
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON network_calltold;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON network_calltold
  FOR EACH ROW
  EXECUTE FUNCTION rivage_row_guard('call_id', 'network_presencecall');

DROP TRIGGER IF EXISTS declared_dated ON network_calltold;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON network_calltold
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE outreach_roundzone ENABLE ROW LEVEL SECURITY;
ALTER TABLE outreach_roundzone FORCE ROW LEVEL SECURITY;
REVOKE ALL ON outreach_roundzone FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON outreach_roundzone TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON outreach_roundzone;
CREATE POLICY declared_owner ON outreach_roundzone TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON outreach_roundzone;
CREATE POLICY declared_full_insert ON outreach_roundzone AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON outreach_roundzone;
CREATE POLICY declared_full_update ON outreach_roundzone AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON outreach_roundzone;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON outreach_roundzone
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON outreach_roundzone;
CREATE POLICY declared_app ON outreach_roundzone FOR ALL TO rivage_app
  USING ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead', 'volunteer')))
  WITH CHECK ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead')));

DROP TRIGGER IF EXISTS declared_moving ON outreach_roundzone;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON outreach_roundzone
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('closed_on');

DROP TRIGGER IF EXISTS declared_older ON outreach_roundzone;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF name ON outreach_roundzone
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('name');

DROP TRIGGER IF EXISTS declared_dated ON outreach_roundzone;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON outreach_roundzone
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.closed_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE outreach_round ENABLE ROW LEVEL SECURITY;
ALTER TABLE outreach_round FORCE ROW LEVEL SECURITY;
REVOKE ALL ON outreach_round FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON outreach_round TO rivage_app;
GRANT SELECT (id, created_at, body_id, departement, day, kind, met, answered, first_words, messages, given,
  cancelled, why) ON outreach_round TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON outreach_round;
CREATE POLICY declared_owner ON outreach_round TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON outreach_round;
CREATE POLICY declared_full_insert ON outreach_round AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON outreach_round;
CREATE POLICY declared_full_update ON outreach_round AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON outreach_round;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON outreach_round
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON outreach_round;
CREATE POLICY declared_facts ON outreach_round FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON outreach_round;
CREATE POLICY declared_app ON outreach_round FOR ALL TO rivage_app
  USING ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead', 'volunteer')))
  WITH CHECK ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead', 'volunteer')));

DROP TRIGGER IF EXISTS declared_own_hand ON outreach_round;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON outreach_round
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON outreach_round;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON outreach_round
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_older ON outreach_round;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF detail ON outreach_round
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('detail');

DROP TRIGGER IF EXISTS declared_dated ON outreach_round;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON outreach_round
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.day NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE outreach_workshop ENABLE ROW LEVEL SECURITY;
ALTER TABLE outreach_workshop FORCE ROW LEVEL SECURITY;
REVOKE ALL ON outreach_workshop FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON outreach_workshop TO rivage_app;
GRANT SELECT (id, created_at, body_id, departement, day, kind, came, in_path, outside, missed, why) ON
  outreach_workshop TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON outreach_workshop;
CREATE POLICY declared_owner ON outreach_workshop TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON outreach_workshop;
CREATE POLICY declared_full_insert ON outreach_workshop AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON outreach_workshop;
CREATE POLICY declared_full_update ON outreach_workshop AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON outreach_workshop;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON outreach_workshop
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON outreach_workshop;
CREATE POLICY declared_facts ON outreach_workshop FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON outreach_workshop;
CREATE POLICY declared_app ON outreach_workshop FOR ALL TO rivage_app
  USING ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead')))
  WITH CHECK ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead')));

DROP TRIGGER IF EXISTS declared_own_hand ON outreach_workshop;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON outreach_workshop
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON outreach_workshop;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON outreach_workshop
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_older ON outreach_workshop;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF detail ON outreach_workshop
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('detail');

DROP TRIGGER IF EXISTS declared_dated ON outreach_workshop;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON outreach_workshop
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.day NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE outreach_card ENABLE ROW LEVEL SECURITY;
ALTER TABLE outreach_card FORCE ROW LEVEL SECURITY;
REVOKE ALL ON outreach_card FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON outreach_card TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON outreach_card;
CREATE POLICY declared_owner ON outreach_card TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON outreach_card;
CREATE POLICY declared_full_insert ON outreach_card AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON outreach_card;
CREATE POLICY declared_full_update ON outreach_card AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON outreach_card;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON outreach_card
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON outreach_card;
CREATE POLICY declared_app ON outreach_card FOR ALL TO rivage_app
  USING ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead')))
  WITH CHECK ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead', 'volunteer')));

DROP TRIGGER IF EXISTS declared_moving ON outreach_card;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON outreach_card
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('taken_on', 'taken_by_id', 'done_on');

DROP TRIGGER IF EXISTS declared_frozen ON outreach_card;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON outreach_card
  FOR EACH ROW WHEN (OLD.done_on IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_older ON outreach_card;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF words ON outreach_card
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('words');

DROP TRIGGER IF EXISTS declared_dated ON outreach_card;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON outreach_card
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.left_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.taken_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.done_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE pieces_piecefile ENABLE ROW LEVEL SECURITY;
ALTER TABLE pieces_piecefile FORCE ROW LEVEL SECURITY;
REVOKE ALL ON pieces_piecefile FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE, DELETE ON pieces_piecefile TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON pieces_piecefile;
CREATE POLICY declared_owner ON pieces_piecefile TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON pieces_piecefile;
CREATE POLICY declared_full_insert ON pieces_piecefile AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON pieces_piecefile;
CREATE POLICY declared_full_update ON pieces_piecefile AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_delete ON pieces_piecefile;
CREATE POLICY declared_full_delete ON pieces_piecefile AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_in_full()));

DROP TRIGGER IF EXISTS declared_by_door ON pieces_piecefile;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON pieces_piecefile
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON pieces_piecefile;
CREATE POLICY declared_app ON pieces_piecefile FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON pieces_piecefile;
CREATE POLICY declared_delete ON pieces_piecefile AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON pieces_piecefile;
CREATE POLICY declared_hers_insert ON pieces_piecefile AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON pieces_piecefile;
CREATE POLICY declared_hers_update ON pieces_piecefile AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON pieces_piecefile;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON pieces_piecefile
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON pieces_piecefile;
CREATE TRIGGER declared_moving BEFORE UPDATE ON pieces_piecefile
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON pieces_piecefile;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON pieces_piecefile
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_older ON pieces_piecefile;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF manifest ON pieces_piecefile
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('manifest');

DROP TRIGGER IF EXISTS declared_dated ON pieces_piecefile;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON pieces_piecefile
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE pieces_filesegment ENABLE ROW LEVEL SECURITY;
ALTER TABLE pieces_filesegment FORCE ROW LEVEL SECURITY;
REVOKE ALL ON pieces_filesegment FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE, DELETE ON pieces_filesegment TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON pieces_filesegment;
CREATE POLICY declared_owner ON pieces_filesegment TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON pieces_filesegment;
CREATE POLICY declared_full_insert ON pieces_filesegment AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON pieces_filesegment;
CREATE POLICY declared_full_update ON pieces_filesegment AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_delete ON pieces_filesegment;
CREATE POLICY declared_full_delete ON pieces_filesegment AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_in_full()));

DROP TRIGGER IF EXISTS declared_by_door ON pieces_filesegment;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON pieces_filesegment
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON pieces_filesegment;
CREATE POLICY declared_app ON pieces_filesegment FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON pieces_filesegment;
CREATE POLICY declared_delete ON pieces_filesegment AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON pieces_filesegment;
CREATE POLICY declared_hers_insert ON pieces_filesegment AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON pieces_filesegment;
CREATE POLICY declared_hers_update ON pieces_filesegment AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_moving ON pieces_filesegment;
CREATE TRIGGER declared_moving BEFORE UPDATE ON pieces_filesegment
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON pieces_filesegment;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON pieces_filesegment
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('file_id', 'pieces_piecefile', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON pieces_filesegment;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF content ON pieces_filesegment
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('content');

DROP TRIGGER IF EXISTS declared_dated ON pieces_filesegment;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON pieces_filesegment
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE report_yearclosing ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_yearclosing FORCE ROW LEVEL SECURITY;
REVOKE ALL ON report_yearclosing FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON report_yearclosing TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON report_yearclosing;
CREATE POLICY declared_owner ON report_yearclosing TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON report_yearclosing;
CREATE POLICY declared_full_insert ON report_yearclosing AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON report_yearclosing;
CREATE POLICY declared_full_update ON report_yearclosing AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON report_yearclosing;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON report_yearclosing
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON report_yearclosing;
CREATE POLICY declared_app ON report_yearclosing FOR ALL TO rivage_app
  USING ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead')))
  WITH CHECK ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('lead')));

DROP TRIGGER IF EXISTS declared_own_hand ON report_yearclosing;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON report_yearclosing
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON report_yearclosing;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON report_yearclosing
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_older ON report_yearclosing;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF figures, why ON report_yearclosing
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('figures', 'why');

DROP TRIGGER IF EXISTS declared_dated ON report_yearclosing;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON report_yearclosing
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.closed_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON report_yearclosing;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF closed_on ON report_yearclosing
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.closed_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE report_yearleaving ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_yearleaving FORCE ROW LEVEL SECURITY;
REVOKE ALL ON report_yearleaving FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON report_yearleaving TO rivage_app;
GRANT SELECT (id, created_at, body_id, closing_id, year, n, figures) ON report_yearleaving TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON report_yearleaving;
CREATE POLICY declared_owner ON report_yearleaving TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON report_yearleaving;
CREATE POLICY declared_full_insert ON report_yearleaving AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON report_yearleaving;
CREATE POLICY declared_full_update ON report_yearleaving AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON report_yearleaving;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON report_yearleaving
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON report_yearleaving;
CREATE POLICY declared_facts ON report_yearleaving FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON report_yearleaving;
CREATE POLICY declared_app ON report_yearleaving FOR ALL TO rivage_app
  USING ((SELECT rivage_in()) AND (body_id = (SELECT rivage_own_body()) AND (SELECT rivage_is('referent', 'lead'))
    OR (SELECT rivage_is('head_office')) AND body_id IN (SELECT b.id FROM accounts_body b WHERE b.parent_id =
  (SELECT rivage_own_body()))))
  WITH CHECK ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('lead')));

DROP TRIGGER IF EXISTS declared_own_hand ON report_yearleaving;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON report_yearleaving
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON report_yearleaving;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON report_yearleaving
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_dated ON report_yearleaving;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON report_yearleaving
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE report_yeartotal ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_yeartotal FORCE ROW LEVEL SECURITY;
REVOKE ALL ON report_yeartotal FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON report_yeartotal TO rivage_app;
GRANT SELECT (id, created_at, body_id, leaving_id, code, n, said) ON report_yeartotal TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON report_yeartotal;
CREATE POLICY declared_owner ON report_yeartotal TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON report_yeartotal;
CREATE POLICY declared_full_insert ON report_yeartotal AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON report_yeartotal;
CREATE POLICY declared_full_update ON report_yeartotal AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON report_yeartotal;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON report_yeartotal
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON report_yeartotal;
CREATE POLICY declared_facts ON report_yeartotal FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON report_yeartotal;
CREATE POLICY declared_app ON report_yeartotal FOR ALL TO rivage_app
  USING ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead')))
  WITH CHECK ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('lead')));

DROP TRIGGER IF EXISTS declared_own_hand ON report_yeartotal;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON report_yeartotal
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON report_yeartotal;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON report_yeartotal
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_dated ON report_yeartotal;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON report_yeartotal
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE support_firstcontact ENABLE ROW LEVEL SECURITY;
ALTER TABLE support_firstcontact FORCE ROW LEVEL SECURITY;
REVOKE ALL ON support_firstcontact FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON support_firstcontact TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON support_firstcontact;
CREATE POLICY declared_owner ON support_firstcontact TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON support_firstcontact;
CREATE POLICY declared_full_insert ON support_firstcontact AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON support_firstcontact;
CREATE POLICY declared_full_update ON support_firstcontact AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON support_firstcontact;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON support_firstcontact
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON support_firstcontact;
CREATE POLICY declared_app ON support_firstcontact FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON support_firstcontact;
CREATE POLICY declared_delete ON support_firstcontact AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON support_firstcontact;
CREATE POLICY declared_hers_insert ON support_firstcontact AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON support_firstcontact;
CREATE POLICY declared_hers_update ON support_firstcontact AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON support_firstcontact;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON support_firstcontact
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON support_firstcontact;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON support_firstcontact
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON support_firstcontact;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON support_firstcontact
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('replaces_id', 'support_firstcontact', 'person_id', 'suivi_id',
  'dossiers_suivi', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON support_firstcontact;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF why, origin ON support_firstcontact
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('why', 'origin');

DROP TRIGGER IF EXISTS declared_dated ON support_firstcontact;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON support_firstcontact
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.met_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.word_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON support_firstcontact;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF met_on, word_on ON support_firstcontact
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.met_on > rivage_last_day()
  OR NEW.word_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE support_meanswait ENABLE ROW LEVEL SECURITY;
ALTER TABLE support_meanswait FORCE ROW LEVEL SECURITY;
REVOKE ALL ON support_meanswait FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON support_meanswait TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, since, ended_on) ON support_meanswait TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON support_meanswait;
CREATE POLICY declared_owner ON support_meanswait TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON support_meanswait;
CREATE POLICY declared_full_insert ON support_meanswait AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON support_meanswait;
CREATE POLICY declared_full_update ON support_meanswait AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON support_meanswait;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON support_meanswait
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON support_meanswait;
CREATE POLICY declared_facts ON support_meanswait FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON support_meanswait;
CREATE POLICY declared_app ON support_meanswait FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON support_meanswait;
CREATE POLICY declared_delete ON support_meanswait AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON support_meanswait;
CREATE POLICY declared_hers_insert ON support_meanswait AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON support_meanswait;
CREATE POLICY declared_hers_update ON support_meanswait AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON support_meanswait;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON support_meanswait
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON support_meanswait;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON support_meanswait
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('ended_on');

DROP TRIGGER IF EXISTS declared_frozen ON support_meanswait;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON support_meanswait
  FOR EACH ROW WHEN (OLD.ended_on IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON support_meanswait;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON support_meanswait
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_dated ON support_meanswait;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON support_meanswait
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.since NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.ended_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON support_meanswait;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF since, ended_on ON support_meanswait
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.since > rivage_last_day()
  OR NEW.ended_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE support_staffing ENABLE ROW LEVEL SECURITY;
ALTER TABLE support_staffing FORCE ROW LEVEL SECURITY;
REVOKE ALL ON support_staffing FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON support_staffing TO rivage_app;
GRANT SELECT (id, created_at, body_id, since, posts) ON support_staffing TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON support_staffing;
CREATE POLICY declared_owner ON support_staffing TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON support_staffing;
CREATE POLICY declared_full_insert ON support_staffing AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON support_staffing;
CREATE POLICY declared_full_update ON support_staffing AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON support_staffing;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON support_staffing
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON support_staffing;
CREATE POLICY declared_facts ON support_staffing FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON support_staffing;
CREATE POLICY declared_app ON support_staffing FOR ALL TO rivage_app
  USING ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead')))
  WITH CHECK ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('lead')));

DROP TRIGGER IF EXISTS declared_own_hand ON support_staffing;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON support_staffing
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON support_staffing;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON support_staffing
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_dated ON support_staffing;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON support_staffing
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.since NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON support_staffing;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF since ON support_staffing
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.since > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE support_weektime ENABLE ROW LEVEL SECURITY;
ALTER TABLE support_weektime FORCE ROW LEVEL SECURITY;
REVOKE ALL ON support_weektime FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON support_weektime TO rivage_app;
GRANT SELECT (id, created_at, body_id, week, before, file, path, after, children) ON support_weektime TO
  rivage_facts;

DROP POLICY IF EXISTS declared_owner ON support_weektime;
CREATE POLICY declared_owner ON support_weektime TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON support_weektime;
CREATE POLICY declared_full_insert ON support_weektime AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON support_weektime;
CREATE POLICY declared_full_update ON support_weektime AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON support_weektime;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON support_weektime
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON support_weektime;
CREATE POLICY declared_facts ON support_weektime FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON support_weektime;
CREATE POLICY declared_app ON support_weektime FOR ALL TO rivage_app
  USING ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead')))
  WITH CHECK ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead')));

DROP TRIGGER IF EXISTS declared_own_hand ON support_weektime;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON support_weektime
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON support_weektime;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON support_weektime
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_dated ON support_weektime;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON support_weektime
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.week NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON support_weektime;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF week ON support_weektime
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.week > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE support_turnedaway ENABLE ROW LEVEL SECURITY;
ALTER TABLE support_turnedaway FORCE ROW LEVEL SECURITY;
REVOKE ALL ON support_turnedaway FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON support_turnedaway TO rivage_app;
GRANT SELECT (id, created_at, body_id, day, kind, n, taken_back_on) ON support_turnedaway TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON support_turnedaway;
CREATE POLICY declared_owner ON support_turnedaway TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON support_turnedaway;
CREATE POLICY declared_full_insert ON support_turnedaway AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON support_turnedaway;
CREATE POLICY declared_full_update ON support_turnedaway AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON support_turnedaway;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON support_turnedaway
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON support_turnedaway;
CREATE POLICY declared_facts ON support_turnedaway FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON support_turnedaway;
CREATE POLICY declared_app ON support_turnedaway FOR ALL TO rivage_app
  USING ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead')))
  WITH CHECK ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead')));

DROP TRIGGER IF EXISTS declared_own_hand ON support_turnedaway;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON support_turnedaway
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON support_turnedaway;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON support_turnedaway
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('taken_back_on');

DROP TRIGGER IF EXISTS declared_frozen ON support_turnedaway;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON support_turnedaway
  FOR EACH ROW WHEN (OLD.taken_back_on IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_dated ON support_turnedaway;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON support_turnedaway
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.day NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.taken_back_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON support_turnedaway;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF day, taken_back_on ON support_turnedaway
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.day > rivage_last_day()
  OR NEW.taken_back_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE support_newsaccord ENABLE ROW LEVEL SECURITY;
ALTER TABLE support_newsaccord FORCE ROW LEVEL SECURITY;
REVOKE ALL ON support_newsaccord FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON support_newsaccord TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON support_newsaccord;
CREATE POLICY declared_owner ON support_newsaccord TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON support_newsaccord;
CREATE POLICY declared_full_insert ON support_newsaccord AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON support_newsaccord;
CREATE POLICY declared_full_update ON support_newsaccord AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON support_newsaccord;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON support_newsaccord
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON support_newsaccord;
CREATE POLICY declared_app ON support_newsaccord FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON support_newsaccord;
CREATE POLICY declared_delete ON support_newsaccord AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON support_newsaccord;
CREATE POLICY declared_hers_insert ON support_newsaccord AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON support_newsaccord;
CREATE POLICY declared_hers_update ON support_newsaccord AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON support_newsaccord;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON support_newsaccord
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON support_newsaccord;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON support_newsaccord
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON support_newsaccord;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON support_newsaccord
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('replaces_id', 'support_newsaccord', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON support_newsaccord;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF way ON support_newsaccord
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('way');

DROP TRIGGER IF EXISTS declared_dated ON support_newsaccord;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON support_newsaccord
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.exit_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.asked_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.until NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON support_newsaccord;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF exit_on, asked_on ON support_newsaccord
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.exit_on > rivage_last_day()
  OR NEW.asked_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE support_nonews ENABLE ROW LEVEL SECURITY;
ALTER TABLE support_nonews FORCE ROW LEVEL SECURITY;
REVOKE ALL ON support_nonews FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON support_nonews TO rivage_app;
GRANT SELECT (id, created_at, person_id, antenne_id, exit_on, moment, day) ON support_nonews TO rivage_facts;

DROP POLICY IF EXISTS declared_owner ON support_nonews;
CREATE POLICY declared_owner ON support_nonews TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON support_nonews;
CREATE POLICY declared_full_insert ON support_nonews AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON support_nonews;
CREATE POLICY declared_full_update ON support_nonews AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON support_nonews;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON support_nonews
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_facts ON support_nonews;
CREATE POLICY declared_facts ON support_nonews FOR SELECT TO rivage_facts USING (true);

DROP POLICY IF EXISTS declared_app ON support_nonews;
CREATE POLICY declared_app ON support_nonews FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON support_nonews;
CREATE POLICY declared_delete ON support_nonews AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON support_nonews;
CREATE POLICY declared_hers_insert ON support_nonews AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON support_nonews;
CREATE POLICY declared_hers_update ON support_nonews AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON support_nonews;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON support_nonews
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON support_nonews;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON support_nonews
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON support_nonews;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON support_nonews
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard();

DROP TRIGGER IF EXISTS declared_dated ON support_nonews;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON support_nonews
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.exit_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.day NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON support_nonews;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF exit_on, day ON support_nonews
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.exit_on > rivage_last_day()
  OR NEW.day > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE support_dangerassessment ENABLE ROW LEVEL SECURITY;
ALTER TABLE support_dangerassessment FORCE ROW LEVEL SECURITY;
REVOKE ALL ON support_dangerassessment FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON support_dangerassessment TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON support_dangerassessment;
CREATE POLICY declared_owner ON support_dangerassessment TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON support_dangerassessment;
CREATE POLICY declared_full_insert ON support_dangerassessment AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON support_dangerassessment;
CREATE POLICY declared_full_update ON support_dangerassessment AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON support_dangerassessment;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON support_dangerassessment
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON support_dangerassessment;
CREATE POLICY declared_app ON support_dangerassessment FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON support_dangerassessment;
CREATE POLICY declared_delete ON support_dangerassessment AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON support_dangerassessment;
CREATE POLICY declared_hers_insert ON support_dangerassessment AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON support_dangerassessment;
CREATE POLICY declared_hers_update ON support_dangerassessment AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON support_dangerassessment;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON support_dangerassessment
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON support_dangerassessment;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON support_dangerassessment
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON support_dangerassessment;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON support_dangerassessment
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('replaces_id', 'support_dangerassessment', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON support_dangerassessment;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF why, answers, level ON support_dangerassessment
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('why', 'answers', 'level');

DROP TRIGGER IF EXISTS declared_dated ON support_dangerassessment;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON support_dangerassessment
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.day NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.again_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON support_dangerassessment;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF day ON support_dangerassessment
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.day > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE support_evaluation ENABLE ROW LEVEL SECURITY;
ALTER TABLE support_evaluation FORCE ROW LEVEL SECURITY;
REVOKE ALL ON support_evaluation FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON support_evaluation TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON support_evaluation;
CREATE POLICY declared_owner ON support_evaluation TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON support_evaluation;
CREATE POLICY declared_full_insert ON support_evaluation AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON support_evaluation;
CREATE POLICY declared_full_update ON support_evaluation AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON support_evaluation;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON support_evaluation
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON support_evaluation;
CREATE POLICY declared_app ON support_evaluation FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON support_evaluation;
CREATE POLICY declared_delete ON support_evaluation AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON support_evaluation;
CREATE POLICY declared_hers_insert ON support_evaluation AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON support_evaluation;
CREATE POLICY declared_hers_update ON support_evaluation AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON support_evaluation;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON support_evaluation
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON support_evaluation;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON support_evaluation
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON support_evaluation;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON support_evaluation
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('replaces_id', 'support_evaluation', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON support_evaluation;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF why, answers, counted ON support_evaluation
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('why', 'answers', 'counted');

DROP TRIGGER IF EXISTS declared_dated ON support_evaluation;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON support_evaluation
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.day NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON support_evaluation;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF day ON support_evaluation
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.day > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE support_approach ENABLE ROW LEVEL SECURITY;
ALTER TABLE support_approach FORCE ROW LEVEL SECURITY;
REVOKE ALL ON support_approach FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON support_approach TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON support_approach;
CREATE POLICY declared_owner ON support_approach TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON support_approach;
CREATE POLICY declared_full_insert ON support_approach AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON support_approach;
CREATE POLICY declared_full_update ON support_approach AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON support_approach;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON support_approach
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON support_approach;
CREATE POLICY declared_app ON support_approach FOR ALL TO rivage_app
  USING (person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
  WITH CHECK ((SELECT rivage_in()) AND (antenne_id = ANY ((SELECT rivage_bodies())::uuid[])));

DROP POLICY IF EXISTS declared_delete ON support_approach;
CREATE POLICY declared_delete ON support_approach AS RESTRICTIVE FOR DELETE TO rivage_app
  USING ((SELECT rivage_role()) <> 'system' AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_insert ON support_approach;
CREATE POLICY declared_hers_insert ON support_approach AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP POLICY IF EXISTS declared_hers_update ON support_approach;
CREATE POLICY declared_hers_update ON support_approach AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK (((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id)));

DROP TRIGGER IF EXISTS declared_own_hand ON support_approach;
CREATE TRIGGER declared_own_hand BEFORE INSERT ON support_approach
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_own_hand();

DROP TRIGGER IF EXISTS declared_moving ON support_approach;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON support_approach
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_guard ON support_approach;
CREATE TRIGGER declared_guard BEFORE INSERT OR UPDATE ON support_approach
  FOR EACH ROW
  EXECUTE FUNCTION people_row_guard('replaces_id', 'support_approach', 'person_id');

DROP TRIGGER IF EXISTS declared_older ON support_approach;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF why, domain, kind, details, partner, outcome,
  result, barriers ON support_approach
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('why', 'domain', 'kind', 'details', 'partner', 'outcome', 'result',
  'barriers');

DROP TRIGGER IF EXISTS declared_dated ON support_approach;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON support_approach
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.asked_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.answered_on NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.due NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

DROP TRIGGER IF EXISTS declared_past ON support_approach;
CREATE TRIGGER declared_past BEFORE INSERT OR UPDATE OF asked_on, answered_on ON support_approach
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.asked_on > rivage_last_day()
  OR NEW.answered_on > rivage_last_day()))
  EXECUTE FUNCTION rivage_refuse_ahead();

ALTER TABLE support_tally ENABLE ROW LEVEL SECURITY;
ALTER TABLE support_tally FORCE ROW LEVEL SECURITY;
REVOKE ALL ON support_tally FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;
GRANT SELECT, INSERT, UPDATE ON support_tally TO rivage_app;

DROP POLICY IF EXISTS declared_owner ON support_tally;
CREATE POLICY declared_owner ON support_tally TO rivage_owner USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS declared_full_insert ON support_tally;
CREATE POLICY declared_full_insert ON support_tally AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in_full()));

DROP POLICY IF EXISTS declared_full_update ON support_tally;
CREATE POLICY declared_full_update ON support_tally AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in_full())) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON support_tally;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON support_tally
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

DROP POLICY IF EXISTS declared_app ON support_tally;
CREATE POLICY declared_app ON support_tally FOR ALL TO rivage_app
  USING ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead')))
  WITH CHECK ((SELECT rivage_in()) AND body_id = (SELECT rivage_own_body())
    AND (SELECT rivage_is('referent', 'lead')));

DROP TRIGGER IF EXISTS declared_moving ON support_tally;
CREATE TRIGGER declared_moving BEFORE UPDATE OR DELETE ON support_tally
  FOR EACH ROW WHEN (current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change('sums', 'let_go_on', 'sealed');

DROP TRIGGER IF EXISTS declared_frozen ON support_tally;
CREATE TRIGGER declared_frozen BEFORE UPDATE OR DELETE ON support_tally
  FOR EACH ROW WHEN (OLD.let_go_on IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rivage_refuse_change();

DROP TRIGGER IF EXISTS declared_older ON support_tally;
CREATE TRIGGER declared_older AFTER INSERT OR DELETE OR UPDATE OF sums ON support_tally
  FOR EACH ROW
  EXECUTE FUNCTION rivage_refuse_older('sums');

DROP TRIGGER IF EXISTS declared_dated ON support_tally;
CREATE TRIGGER declared_dated BEFORE INSERT OR UPDATE ON support_tally
  FOR EACH ROW WHEN (NEW.created_at NOT BETWEEN '1900-01-01' AND '2199-12-31'
  OR NEW.let_go_on NOT BETWEEN '1900-01-01' AND '2199-12-31')
  EXECUTE FUNCTION rivage_refuse_date();

ALTER TABLE support_passagesum ENABLE ROW LEVEL SECURITY;
ALTER TABLE support_passagesum FORCE ROW LEVEL SECURITY;
REVOKE ALL ON support_passagesum FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;

DROP POLICY IF EXISTS declared_owner ON support_passagesum;
CREATE POLICY declared_owner ON support_passagesum TO rivage_owner USING (true) WITH CHECK (true);

DROP TRIGGER IF EXISTS declared_by_door ON support_passagesum;
CREATE TRIGGER declared_by_door BEFORE INSERT OR UPDATE OR DELETE ON support_passagesum
  FOR EACH STATEMENT WHEN (rivage_by_door())
  EXECUTE FUNCTION rivage_refuse_by_door();

