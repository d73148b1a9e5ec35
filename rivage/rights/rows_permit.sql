-- How the answer to a request of a permit reached her: of a delivery or a refusal of hers that stands, noted no sooner
-- than it was taken, no later than today, and born in force. A day more: today comes sooner
-- overseas.
CREATE OR REPLACE FUNCTION rights_permit_notice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.replaced_at IS NOT NULL OR NEW.recipient <> 'person'
     OR NEW."on" > ((rivage_now() + interval '24 hours') AT TIME ZONE 'Europe/Paris')::date
     OR NOT EXISTS (SELECT FROM rights_apsfact f
       JOIN rights_apsfact s ON s.person_id = f.person_id AND s.n = f.n AND s.step = f.step
       WHERE f.id = NEW.fact_id AND f.person_id = NEW.person_id AND f.step IN ('delivered', 'refused')
         AND s."on" <= NEW."on" AND NOT EXISTS (SELECT FROM rights_apscorrection c WHERE c.fact_id = s.id)) THEN
    RAISE EXCEPTION 'rivage: remise refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_notice BEFORE INSERT ON rights_permitnotice
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_permit_notice_guard();
CREATE CONSTRAINT TRIGGER replaced_by AFTER UPDATE OF replaced_at ON rights_permitnotice
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.replaced_at IS NOT NULL)
  EXECUTE FUNCTION decisions_replaced_guard('fact_id');
CREATE CONSTRAINT TRIGGER replaces AFTER INSERT ON rights_permitnotice DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.replaces_id IS NOT NULL) EXECUTE FUNCTION decisions_replaced_guard('fact_id');

-- The last day of a letter is of a refusal of hers; when it was first written does not move.
CREATE OR REPLACE FUNCTION rights_letter_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP = 'UPDATE' AND NEW.created_at <> OLD.created_at)
     OR NEW.recorded_by_id <> rivage_membership() OR NOT EXISTS (SELECT FROM rights_apsfact f
       WHERE f.id = NEW.fact_id AND f.person_id = NEW.person_id AND f.step = 'refused') THEN
    RAISE EXCEPTION 'rivage: dernier jour refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_letter BEFORE INSERT OR UPDATE OF fact_id, last_day, recorded_by_id, created_at
  ON rights_letterday
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_letter_guard();

-- A step of a permit took place, but an appointment, which is noted before it does.
CREATE OR REPLACE TRIGGER guard_ahead BEFORE INSERT ON rights_apsfact
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND NEW.step <> 'appointment' AND NEW."on" > rivage_last_day())
  EXECUTE FUNCTION rivage_refuse_ahead();

-- Why a request was refused is said of a refusal of hers, at the instant of the server; in the place of what the same
-- service, or those who speak for it, said of that refusal.
CREATE OR REPLACE FUNCTION rights_motive_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.created_at := rivage_now();
  IF NOT EXISTS (SELECT FROM rights_apsfact f
       WHERE f.id = NEW.fact_id AND f.person_id = NEW.person_id AND f.step = 'refused')
     OR (NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT FROM rights_permitmotive m WHERE m.id = NEW.replaces_id
       AND m.fact_id = NEW.fact_id AND (m.source = 'own_desk') = (NEW.source = 'own_desk'))) THEN
    RAISE EXCEPTION 'rivage: motif refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_motive BEFORE INSERT ON rights_permitmotive
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_motive_guard();

-- An answer that stands handed to her is not said never to have been, nor later than it was handed.
CREATE OR REPLACE FUNCTION rights_answer_left_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM rights_apsfact f
       JOIN rights_apsfact a ON a.person_id = f.person_id AND a.n = f.n AND a.step = f.step
       JOIN rights_permitnotice p ON p.fact_id = a.id AND p.replaced_at IS NULL AND p.outcome <> 'impossible'
       WHERE f.id = NEW.fact_id AND NOT EXISTS (SELECT FROM rights_apsfact s
         WHERE s.person_id = f.person_id AND s.n = f.n AND s.step = f.step AND s.id <> f.id AND s."on" <= p."on"
           AND NOT EXISTS (SELECT FROM rights_apscorrection c WHERE c.fact_id = s.id))) THEN
    RAISE EXCEPTION 'rivage: remise refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_left BEFORE INSERT ON rights_apscorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_answer_left_guard();

-- A step at a consulate is noted standing, of a day near enough, and costs nothing or more; it is struck today.
CREATE OR REPLACE FUNCTION rights_consular_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE today date := (rivage_now() AT TIME ZONE 'Europe/Paris')::date;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.taken_back_on NOT BETWEEN today - 1 AND today + 1 THEN
      RAISE EXCEPTION 'rivage: démarche refusée' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.taken_back_on IS NOT NULL OR NEW."on" NOT BETWEEN today - 4400 AND today + 368
     OR NEW.cost < 0 OR NEW.cost = 'NaN' THEN
    RAISE EXCEPTION 'rivage: démarche refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_consular BEFORE INSERT OR UPDATE OF taken_back_on ON rights_consularstep
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_consular_guard();

-- What a préfecture asks for a permit is said today; by an antenne, as what it met itself.
CREATE OR REPLACE FUNCTION rights_practice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE today date := (rivage_now() AT TIME ZONE 'Europe/Paris')::date;
BEGIN
  IF NEW.said_on NOT BETWEEN today - 1 AND today + 1
     OR (CASE WHEN rivage_is('referent', 'lead') THEN NEW.met_by_id = ANY ((SELECT rivage_bodies())::uuid[])
       ELSE NEW.met_by_id IS NULL END) IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: pièces refusées' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_practice BEFORE INSERT OR UPDATE ON rights_permitpractice
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_practice_guard();

-- What was paid once is noted by whoever instructs, as it stands, of somebody whose aid was granted:
-- of a decree of that year or sooner, on no day before its year nor to come. Taken back, it is today.
CREATE OR REPLACE FUNCTION rights_one_off_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE today date := rivage_last_day();
  good boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    good := NEW.taken_back_on IS NULL AND NEW.amount <> 'NaN'
      AND NEW.amount <= 2000 AND NEW.decree BETWEEN 2017 AND extract(year FROM today) AND NEW.paid_on <= today
      AND extract(year FROM NEW.paid_on) >= NEW.decree
      AND EXISTS (SELECT FROM rights_afisdecision d WHERE d.person_id = NEW.person_id AND d.sense = 'grant');
  ELSE
    good := NEW.taken_back_on BETWEEN today - 2 AND today;
  END IF;
  IF NOT rivage_is('delegate', 'secretary') OR good IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: versement refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_one_off BEFORE INSERT OR UPDATE ON rights_oneoffpaid
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_one_off_guard();

-- What the payer says of the amount is noted as it stands, of an aid of hers that was ordered, from the first day of a
-- month, said on no day to come. Taken back, it is today, with a reason.
CREATE OR REPLACE FUNCTION rights_payer_notice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE today date := rivage_last_day();
  good boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    good := NEW.taken_back_on IS NULL AND NEW.amount <> 'NaN' AND NEW.amount <= 20000 AND NEW.said_on <= today
      AND extract(day FROM NEW.since) = 1
      AND EXISTS (SELECT FROM rights_afismonth m WHERE m.decision_id = NEW.decision_id AND m.person_id = NEW.person_id);
  ELSE
    good := NEW.taken_back_on BETWEEN today - 2 AND today AND NEW.why IS DISTINCT FROM OLD.why;
  END IF;
  IF NOT rivage_is('delegate', 'secretary', 'payer') OR good IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: montant refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_payer_notice BEFORE INSERT OR UPDATE ON rights_payernotice
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_payer_notice_guard();
