SELECT rivage_person_rows('rights_afisdecision', 'decision', 'delegate secretary');
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON rights_afisdecision
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();

-- Written down by her antenne, from the paper, for a path that ran before Rivage.
DROP POLICY IF EXISTS taken_over ON rights_afisdecision;
CREATE POLICY taken_over ON rights_afisdecision FOR INSERT TO rivage_app
  WITH CHECK (antenne_id = ANY ((SELECT string_to_array(current_setting('rivage.bodies', true), ','))::uuid[])
    AND source <> 'own_desk' AND demande_id = ANY ((SELECT array_agg(d.id) FROM dossiers_demande d WHERE d.taken_over)::uuid[]));

SELECT rivage_person_rows('rights_residenceneed', 'private', 'antenne');
SELECT rivage_person_rows('rights_needspan', 'stay', 'antenne');
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON rights_needspan
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();
SELECT rivage_person_rows('rights_apsfact', 'stay', 'antenne delegate secretary desk');
SELECT rivage_person_rows('rights_afismonth', 'decision', 'delegate secretary payer');
SELECT rivage_person_rows('rights_aidevent', 'aid', 'antenne');
SELECT rivage_person_rows('rights_afisend', 'decision', 'delegate secretary');
-- Facts are added, never rewritten: a correction is another row.
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON rights_apsfact
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON rights_aidevent
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON rights_afisend
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();

-- The préfecture orders a month; of an ordered month, only the payer's answer may still move.
CREATE OR REPLACE FUNCTION rights_month_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving text[] := '{answer,answered_on,paid}';
BEGIN
  IF TG_OP = 'INSERT' AND (current_setting('rivage.role', true) = 'payer' OR NEW.answer <> '')
     OR TG_OP = 'UPDATE' AND to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION 'rivage: mois refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_answer BEFORE INSERT OR UPDATE ON rights_afismonth
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_month_guard();

-- Orders and answers name nobody, but a total may: read by those who order and by who pays.
SELECT rivage_departement_rows('rights_afisorder');
SELECT rivage_departement_rows('rights_afisanswer');
DROP POLICY app ON rights_afisorder;
CREATE POLICY app ON rights_afisorder FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT string_to_array(current_setting('rivage.departements', true), ','))::text[])
    AND current_setting('rivage.role', true) IN ('delegate', 'secretary', 'payer'))
  WITH CHECK (departement = ANY ((SELECT string_to_array(current_setting('rivage.departements', true), ','))::text[])
    AND current_setting('rivage.role', true) IN ('delegate', 'secretary'));
DROP POLICY app ON rights_afisanswer;
CREATE POLICY app ON rights_afisanswer FOR ALL TO rivage_app
  USING (departement = ANY ((SELECT string_to_array(current_setting('rivage.departements', true), ','))::text[])
    AND current_setting('rivage.role', true) IN ('delegate', 'secretary', 'payer'));
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON rights_afisorder
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON rights_afisanswer
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();

-- A warning is raised by the system membership of a département, which reads no file: a policy of its own, and a guard with
-- the owner's eyes in place of the one that looks at what the writer sees.
SELECT rivage_person_rows('rights_alert', 'stay', '');
DROP TRIGGER IF EXISTS guard ON rights_alert;
DROP POLICY IF EXISTS sweep ON rights_alert;
CREATE POLICY sweep ON rights_alert FOR ALL TO rivage_app
  USING (current_setting('rivage.role', true) = 'system'
    AND departement = ANY ((SELECT string_to_array(current_setting('rivage.departements', true), ','))::text[]));
CREATE OR REPLACE FUNCTION rights_alert_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  moving text[] := '{sent_at,ended_at}';
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving
     OR TG_OP = 'INSERT' AND NOT EXISTS (SELECT FROM people_person p
       WHERE p.id = NEW.person_id AND p.antenne_id = NEW.antenne_id AND p.departement = NEW.departement) THEN
    RAISE EXCEPTION 'rivage: alerte refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON rights_alert
  FOR EACH ROW EXECUTE FUNCTION rights_alert_guard();
