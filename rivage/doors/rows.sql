-- What proves that it is she is read and written by the login of the doors alone; nothing of it is ever deleted but
-- what is counted or remembered for a while.
REVOKE ALL ON doors_factor FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT ON doors_factor TO rivage_door;
GRANT UPDATE (count, last_step, used_at, ended_at) ON doors_factor TO rivage_door;
CREATE POLICY door ON doors_factor FOR ALL TO rivage_door USING (true) WITH CHECK (true);
REVOKE ALL ON doors_recoverycode FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT ON doors_recoverycode TO rivage_door;
GRANT UPDATE (used_at, ended_at) ON doors_recoverycode TO rivage_door;
CREATE POLICY door ON doors_recoverycode FOR ALL TO rivage_door USING (true) WITH CHECK (true);
REVOKE ALL ON doors_wrongcode FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT, DELETE ON doors_wrongcode TO rivage_door;
CREATE POLICY door ON doors_wrongcode FOR ALL TO rivage_door USING (true) WITH CHECK (true);
REVOKE ALL ON doors_onetimelink FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT ON doors_onetimelink TO rivage_door;
GRANT UPDATE (used_at) ON doors_onetimelink TO rivage_door;
CREATE POLICY door ON doors_onetimelink FOR ALL TO rivage_door USING (true) WITH CHECK (true);
REVOKE ALL ON doors_spentchallenge FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT, DELETE ON doors_spentchallenge TO rivage_door;
CREATE POLICY door ON doors_spentchallenge FOR ALL TO rivage_door USING (true) WITH CHECK (true);
REVOKE ALL ON doors_knock FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT, UPDATE, DELETE ON doors_knock TO rivage_door;
CREATE POLICY door ON doors_knock FOR ALL TO rivage_door USING (true) WITH CHECK (true);
