SELECT rivage_person_rows('rights_afisdecision', 'decision', 'delegate secretary');
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON rights_afisdecision
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();

-- Written down by her antenne, from the paper, for a path that ran before Rivage.
DROP POLICY IF EXISTS taken_over ON rights_afisdecision;
CREATE POLICY taken_over ON rights_afisdecision FOR INSERT TO rivage_app
  WITH CHECK (antenne_id = ANY ((SELECT string_to_array(current_setting('rivage.bodies', true), ','))::uuid[])
    AND source <> 'own_desk'
    AND demande_id = ANY ((SELECT array_agg(d.id) FROM dossiers_demande d WHERE d.taken_over)::uuid[]));

CREATE OR REPLACE FUNCTION rights_taken_over_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('rivage.role', true) IN ('referent', 'lead') AND NOT EXISTS (SELECT FROM dossiers_demande d
       WHERE d.id = NEW.demande_id AND d.taken_over AND dossiers_being_taken_over(d.parcours_id)
         AND NEW.recorded_by_id::text = current_setting('rivage.membership', true)) THEN
    RAISE EXCEPTION 'rivage: décision refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_taken_over BEFORE INSERT ON rights_afisdecision
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_taken_over_guard();

SELECT rivage_person_rows('rights_residenceneed', 'private', 'antenne');
SELECT rivage_person_rows('rights_needspan', 'stay', 'antenne');
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON rights_needspan
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();
SELECT rivage_person_rows('rights_apsfact', 'stay', 'antenne delegate secretary desk');
SELECT rivage_person_rows('rights_afismonth', 'decision', 'delegate secretary payer');
SELECT rivage_person_rows('rights_aidevent', 'aid', 'antenne');
SELECT rivage_person_rows('rights_afisend', 'decision', 'antenne delegate secretary');
-- Facts are added, never rewritten: a correction is another row.
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON rights_apsfact
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON rights_aidevent
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();
-- Whoever instructs writes the end of the aid; her antenne, like them, that it was handed to her, once.
DROP TRIGGER IF EXISTS frozen ON rights_afisend;
CREATE OR REPLACE FUNCTION rights_end_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND current_setting('rivage.role', true) IN ('referent', 'lead')
     OR TG_OP = 'UPDATE' AND (OLD.told_on IS NOT NULL
       OR to_jsonb(NEW) - 'told_on' IS DISTINCT FROM to_jsonb(OLD) - 'told_on')
     OR TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'rivage: fin de l’aide refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE OR REPLACE TRIGGER guard_end BEFORE INSERT OR UPDATE OR DELETE ON rights_afisend
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_end_guard();

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

-- What was ordered where she no longer is: read and answered there, in the order and nowhere else, as long as the
-- opening that her leaving left without a slice lasts. With the owner's eyes, and the columns of the order alone: each
-- row that is hers names the antenne where she is now, and her letters go there.
DROP FUNCTION IF EXISTS rights_left_answer(uuid, varchar, date, numeric), rights_left_people(uuid[]),
  rights_left_months(uuid[]);
CREATE FUNCTION rights_left_months(orders uuid[])
RETURNS TABLE (id uuid, person_id uuid, order_id uuid, decision_id uuid, reference varchar, month date,
  children smallint, amount numeric, to_confirm boolean, answer varchar, answered_on date, paid numeric,
  decided_on date, file varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, m.person_id, m.order_id, m.decision_id, m.reference, m.month, m.children, m.amount, m.to_confirm,
    m.answer, m.answered_on, m.paid, a.decided_on, p.reference
    FROM rights_afisorder o JOIN rights_afismonth m ON m.order_id = o.id
      JOIN rights_afisdecision a ON a.id = m.decision_id
      JOIN people_person p ON p.id = m.person_id
    WHERE o.id = ANY (orders) AND p.erased_on IS NULL
      AND current_setting('rivage.role', true) IN ('delegate', 'secretary', 'payer')
      AND o.departement = ANY (string_to_array(current_setting('rivage.departements', true), ','))
      AND EXISTS (SELECT FROM people_share s WHERE s.person_id = m.person_id AND s.departement = o.departement
        AND s.slices = '{}' AND (s.demande_id IS NULL OR s.demande_id = a.demande_id)
        AND s.holder = ANY (string_to_array(current_setting('rivage.holders', true), ','))
        AND s.starts <= NULLIF(current_setting('rivage.now', true), '')::timestamptz
        AND NULLIF(current_setting('rivage.now', true), '')::timestamptz < s.ends)
$$;
-- What the file of an order says of each, and the key that opens it: that of the préfecture that she left, still
-- wrapped. Nothing once she has changed it: where she left, nobody learns the name she took since.
CREATE FUNCTION rights_left_people(orders uuid[])
RETURNS TABLE (id uuid, person_id uuid, name_in_use bytea, family_name bytea, given_names bytea, birth bytea,
  body_id uuid, wrapped bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.id, i.person_id, i.name_in_use, i.family_name, i.given_names, i.birth, k.body_id, k.wrapped
    FROM people_identity i JOIN vault_personkey k ON k.person_id = i.person_id AND k.kind = 'shared'
    WHERE i.person_id IN (SELECT m.person_id FROM rights_left_months(orders) m)
      AND EXISTS (SELECT FROM people_transfer t WHERE t.person_id = i.person_id AND t.closed_at IS NOT NULL
        AND t.departement = ANY (string_to_array(current_setting('rivage.departements', true), ','))
        AND t.name_as_left = people_name_digest(i))
      AND k.body_id = ANY (string_to_array(current_setting('rivage.keys', true), ',')::uuid[])
$$;
CREATE FUNCTION rights_left_answer(line uuid, said varchar, said_on date, euros numeric) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE rights_afismonth m SET answer = said, answered_on = said_on, paid = euros
    WHERE m.id = line AND m.id IN (SELECT l.id FROM rights_left_months(ARRAY[m.order_id]) l);
  RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION rights_left_months(uuid[]), rights_left_people(uuid[]),
  rights_left_answer(uuid, varchar, date, numeric)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rights_left_months(uuid[]), rights_left_people(uuid[]),
  rights_left_answer(uuid, varchar, date, numeric)
  TO rivage_app;

-- A warning is raised by the system membership of a département, which reads no file: a policy of its own, and a guard
-- with the owner's eyes in place of the one that looks at what the writer sees. Who is warned tells who accompanies
-- her: private, like her accompaniments.
SELECT rivage_person_rows('rights_alert', 'private', '');
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
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_alert_guard();

-- A path wrongly written down is erased by her antenne, to be typed again: as long as nobody has confirmed it and
-- nothing was built on it since. The rows of one taking over share its instant. With the owner's eyes: those tables
-- keep no other way to delete.
CREATE OR REPLACE FUNCTION rights_undo_take_over(path uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held dossiers_takeover;
  old uuid[];
BEGIN
  SELECT * INTO held FROM dossiers_takeover t WHERE t.parcours_id = path AND t.confirmed_on IS NULL
    AND current_setting('rivage.role', true) IN ('referent', 'lead')
    AND t.antenne_id = ANY (string_to_array(current_setting('rivage.bodies', true), ',')::uuid[]) FOR UPDATE;
  SELECT array_agg(d.id) INTO old FROM dossiers_demande d WHERE d.parcours_id = path AND d.taken_over;
  IF held.id IS NULL
     OR EXISTS (SELECT FROM dossiers_demande d WHERE d.parcours_id = path AND d.created_at > held.created_at)
     OR EXISTS (SELECT FROM dossiers_period p
       WHERE p.parcours_id = path AND (p.ended_on IS NOT NULL OR p.created_at > held.created_at))
     OR EXISTS (SELECT FROM dossiers_renunciation r WHERE r.parcours_id = path)
     OR EXISTS (SELECT FROM dossiers_interruption i WHERE i.parcours_id = path)
     OR EXISTS (SELECT FROM decisions_notification n JOIN decisions_decision c ON c.id = n.decision_id
       WHERE c.demande_id = ANY (old))
     OR EXISTS (SELECT FROM rights_apsfact f WHERE f.person_id = held.person_id AND f.created_at > held.created_at)
     OR EXISTS (SELECT FROM rights_afismonth m JOIN rights_afisdecision a ON a.id = m.decision_id
       WHERE a.demande_id = ANY (old)) THEN
    RAISE EXCEPTION 'rivage: reprise refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE people_share SET ends = greatest(starts, NULLIF(current_setting('rivage.now', true), '')::timestamptz),
    ended_by = NULLIF(current_setting('rivage.membership', true), '')::uuid
    WHERE demande_id = ANY (old) AND ends > NULLIF(current_setting('rivage.now', true), '')::timestamptz;
  DELETE FROM rights_afisdecision WHERE demande_id = ANY (old);
  DELETE FROM rights_apsfact WHERE person_id = held.person_id AND created_at = held.created_at;
  DELETE FROM rights_needspan WHERE person_id = held.person_id AND created_at = held.created_at;
  DELETE FROM dossiers_period WHERE parcours_id = path;
  DELETE FROM decisions_decision WHERE demande_id = ANY (old);
  DELETE FROM dossiers_situation WHERE demande_id = ANY (old);
  DELETE FROM dossiers_account WHERE demande_id = ANY (old);
  DELETE FROM dossiers_project WHERE demande_id = ANY (old);
  DELETE FROM dossiers_safety WHERE demande_id = ANY (old);
  DELETE FROM dossiers_aid WHERE demande_id = ANY (old);
  DELETE FROM dossiers_takeover WHERE id = held.id;
  DELETE FROM dossiers_demande WHERE id = ANY (old);
  DELETE FROM dossiers_parcours p WHERE p.id = path
    AND NOT EXISTS (SELECT FROM dossiers_demande d WHERE d.parcours_id = path);
END $$;
REVOKE ALL ON FUNCTION rights_undo_take_over(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rights_undo_take_over(uuid) TO rivage_app;
