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
GRANT UPDATE (used_at, verifier) ON doors_onetimelink TO rivage_door;
CREATE POLICY door ON doors_onetimelink FOR ALL TO rivage_door USING (true) WITH CHECK (true);
REVOKE ALL ON doors_spentchallenge FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT, DELETE ON doors_spentchallenge TO rivage_door;
CREATE POLICY door ON doors_spentchallenge FOR ALL TO rivage_door USING (true) WITH CHECK (true);
REVOKE ALL ON doors_knock FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT, UPDATE, DELETE ON doors_knock TO rivage_door;
CREATE POLICY door ON doors_knock FOR ALL TO rivage_door USING (true) WITH CHECK (true);

-- That an account be given back: asked, confirmed and refused by whom the web lets do it, each in her own name; what
-- was written of it stays, at the instant that the database knows. The doors end it, by her own refusal or because it
-- served.
REVOKE ALL ON doors_recovery FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT ON doors_recovery TO rivage_app;
GRANT UPDATE (confirmed_by_id, confirmed_at, known_too, opens_at, ended_by_id, ended_at) ON doors_recovery
  TO rivage_app;
GRANT SELECT ON doors_recovery TO rivage_door;
GRANT UPDATE (ended_by_id, ended_at, done_at) ON doors_recovery TO rivage_door;
-- Whom a request about this account concerns: who has authority in one of her bodies, and the technical team.
CREATE OR REPLACE FUNCTION doors_concerns(who uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
  RETURN rivage_is('admin') OR EXISTS (SELECT FROM accounts_membership m
    WHERE m.user_id = who AND m.confirmed_by_id IS NOT NULL AND m.starts <= rivage_now() AND rivage_now() < m.ends
      AND accounts_leads(m.body_id));
END $$;
CREATE POLICY app ON doors_recovery FOR ALL TO rivage_app
  USING ((SELECT rivage_in()) AND doors_concerns(user_id))
  WITH CHECK ((SELECT rivage_in()) AND doors_concerns(user_id));
-- Whose account it is reads it in each of her functions, and writes nothing of it there.
CREATE POLICY own ON doors_recovery FOR SELECT TO rivage_app
  USING ((SELECT rivage_in()) AND user_id = (SELECT rivage_user()));
CREATE POLICY door ON doors_recovery FOR ALL TO rivage_door USING (true) WITH CHECK (true);
-- The function that she has had for longest; that of the technical team before any.
CREATE OR REPLACE FUNCTION doors_first_function(who uuid) RETURNS uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT m.id FROM accounts_membership m JOIN accounts_body b ON b.id = m.body_id
  WHERE m.user_id = who AND m.confirmed_by_id IS NOT NULL AND m.starts <= rivage_now() AND rivage_now() < m.ends
  ORDER BY b.kind = 'rivage' DESC, m.confirmed_at NULLS FIRST, m.id LIMIT 1
$$;
-- Whether who asked still has the authority to.
CREATE OR REPLACE FUNCTION doors_asker_acts(who uuid, of_body uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM accounts_membership m JOIN accounts_role r ON r.code = m.role
      JOIN accounts_user u ON u.id = m.user_id AND u.is_active
    WHERE m.user_id = who AND m.confirmed_by_id IS NOT NULL AND m.starts <= rivage_now() AND rivage_now() < m.ends
      AND (m.role = 'admin' OR (m.body_id = of_body AND r.leads)))
$$;
CREATE OR REPLACE FUNCTION doors_recovery_guard() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  held accounts_membership;
  allowed boolean;
BEGIN
  SELECT * INTO held FROM accounts_membership m WHERE m.id = NEW.membership_id;
  IF TG_OP = 'INSERT' THEN
    allowed := NEW.asked_by_id = rivage_user() AND NEW.user_id <> rivage_user() AND NEW.user_id = held.user_id
      AND NEW.known_by IN ('met', 'called', 'card')
      AND (rivage_is('admin') OR accounts_leads(held.body_id))
      AND held.id = doors_first_function(NEW.user_id)
      AND num_nulls(NEW.confirmed_by_id, NEW.confirmed_at, NEW.opens_at, NEW.ended_by_id, NEW.ended_at, NEW.done_at)
        = 6;
    NEW.created_at := rivage_now();
  ELSIF OLD.ended_at IS NULL AND OLD.done_at IS NULL AND NEW.ended_at IS NOT NULL THEN
    allowed := NEW.ended_by_id = rivage_user()
      AND (NEW.user_id = rivage_user() OR doors_concerns(NEW.user_id))
      AND to_jsonb(NEW) - ARRAY['ended_by_id', 'ended_at'] = to_jsonb(OLD) - ARRAY['ended_by_id', 'ended_at'];
    NEW.ended_at := rivage_now();
  ELSE
    held.proposed_by_id := OLD.asked_by_id;
    allowed := OLD.ended_at IS NULL AND OLD.done_at IS NULL AND OLD.confirmed_at IS NULL
      AND OLD.created_at > rivage_now() - 7 * interval '24 hours'
      AND held.starts <= rivage_now() AND rivage_now() < held.ends
      AND doors_asker_acts(OLD.asked_by_id, held.body_id)
      AND NEW.confirmed_by_id = rivage_user() AND NEW.known_too IN ('met', 'called', 'card')
      AND to_jsonb(NEW) - ARRAY['confirmed_by_id', 'confirmed_at', 'known_too', 'opens_at']
        = to_jsonb(OLD) - ARRAY['confirmed_by_id', 'confirmed_at', 'known_too', 'opens_at']
      AND accounts_may_confirm(held);
    NEW.confirmed_at := rivage_now();
    NEW.opens_at := rivage_now() + interval '24 hours';
  END IF;
  IF allowed IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: accès refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON doors_recovery
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker')) EXECUTE FUNCTION doors_recovery_guard();
-- That what wrong tries closed be open again: asked and confirmed as an account is given back, at once, and nothing
-- else of it changes.
REVOKE ALL ON doors_unlocking FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT ON doors_unlocking TO rivage_app;
GRANT UPDATE (confirmed_by_id, confirmed_at, known_too) ON doors_unlocking TO rivage_app;
CREATE POLICY app ON doors_unlocking FOR ALL TO rivage_app
  USING ((SELECT rivage_in()) AND doors_concerns(user_id))
  WITH CHECK ((SELECT rivage_in()) AND doors_concerns(user_id));
CREATE OR REPLACE FUNCTION doors_unlocking_guard() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  held accounts_membership;
  allowed boolean;
BEGIN
  SELECT * INTO held FROM accounts_membership m WHERE m.id = NEW.membership_id;
  IF TG_OP = 'INSERT' THEN
    allowed := NEW.asked_by_id = rivage_user() AND NEW.user_id <> rivage_user() AND NEW.user_id = held.user_id
      AND NEW.known_by IN ('met', 'called', 'card')
      AND (rivage_is('admin') OR accounts_leads(held.body_id))
      AND held.id = doors_first_function(NEW.user_id)
      AND num_nulls(NEW.confirmed_by_id, NEW.confirmed_at) = 2
      AND EXISTS (SELECT FROM doors_shut() s WHERE s.account = NEW.user_id)
      AND (SELECT count(*) FROM doors_unlocking u WHERE u.user_id = NEW.user_id
        AND u.created_at > rivage_now() - 168 * interval '1 hour') < 3;
    NEW.created_at := rivage_now();
  ELSE
    held.proposed_by_id := OLD.asked_by_id;
    allowed := OLD.confirmed_at IS NULL AND OLD.created_at > rivage_now() - 24 * interval '1 hour'
      AND held.starts <= rivage_now() AND rivage_now() < held.ends
      AND doors_asker_acts(OLD.asked_by_id, held.body_id)
      AND NEW.confirmed_by_id = rivage_user() AND NEW.known_too IN ('met', 'called', 'card')
      AND to_jsonb(NEW) - ARRAY['confirmed_by_id', 'confirmed_at', 'known_too']
        = to_jsonb(OLD) - ARRAY['confirmed_by_id', 'confirmed_at', 'known_too']
      AND accounts_may_confirm(held);
    NEW.confirmed_at := rivage_now();
  END IF;
  IF allowed IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: accès refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON doors_unlocking
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker')) EXECUTE FUNCTION doors_unlocking_guard();
CREATE OR REPLACE FUNCTION doors_unlocked() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.confirmed_at IS NULL AND NEW.confirmed_at IS NOT NULL THEN
    DELETE FROM axes_accessattempt a USING accounts_user u WHERE u.id = NEW.user_id AND a.username = lower(u.email);
    DELETE FROM doors_wrongcode WHERE user_id = NEW.user_id;
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER reopens AFTER UPDATE ON doors_unlocking
  FOR EACH ROW EXECUTE FUNCTION doors_unlocked();
-- What is closed now, for whom it concerns: of an account, its password from one line (five wrong ones within a
-- quarter of an hour), or its codes (thirty within thirty days). Never from where, nor what was typed.
CREATE OR REPLACE FUNCTION doors_shut() RETURNS TABLE (account uuid, what text, lines bigint, since timestamptz,
  until timestamptz) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id, 'password', count(*), min(a.since), max(a.since) + interval '1 hour' / 4
    FROM (SELECT username, max(attempt_time) AS since FROM axes_accessattempt
      WHERE attempt_time > rivage_now() - interval '1 hour' / 4 GROUP BY username, ip_address
      HAVING sum(failures_since_start) >= 5) a JOIN accounts_user u ON lower(u.email) = a.username
    WHERE doors_concerns(u.id) GROUP BY u.id
  UNION ALL
  SELECT w.user_id, 'codes', 1, max(w.created_at), min(w.created_at) + 30 * interval '24 hours'
    FROM doors_wrongcode w WHERE doors_concerns(w.user_id) AND w.created_at > rivage_now() - 30 * interval '24 hours'
    GROUP BY w.user_id HAVING count(*) >= 30
$$;
REVOKE ALL ON FUNCTION doors_shut() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION doors_shut() TO rivage_app;
REVOKE ALL ON doors_linkedidentity FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT ON doors_linkedidentity TO rivage_door;
GRANT UPDATE (used_at, ended_at) ON doors_linkedidentity TO rivage_door;
CREATE POLICY door ON doors_linkedidentity FOR ALL TO rivage_door USING (true) WITH CHECK (true);

REVOKE ALL ON doors_knowndevice FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT, DELETE ON doors_knowndevice TO rivage_door;
CREATE POLICY door ON doors_knowndevice FOR ALL TO rivage_door USING (true) WITH CHECK (true);

-- What holders are told: noted and sent by the doors. Whoever reads a request reads what became of its mails.
REVOKE ALL ON doors_notice FROM rivage_app, rivage_facts;
GRANT SELECT (id, recovery_id, what, told_at, given_up_at, tried_at) ON doors_notice TO rivage_app;
GRANT SELECT, INSERT, DELETE ON doors_notice TO rivage_door;
GRANT UPDATE (tried_at, told_at, given_up_at) ON doors_notice TO rivage_door;
CREATE POLICY app ON doors_notice FOR SELECT TO rivage_app
  USING ((SELECT rivage_in()) AND recovery_id IN (SELECT id FROM doors_recovery));
CREATE POLICY door ON doors_notice FOR ALL TO rivage_door USING (true) WITH CHECK (true);
-- What is done of a request is told, whichever login wrote it: to the holder as it is asked and as it is confirmed,
-- then her link once its time has come; to who asked, that somebody else refused.
CREATE OR REPLACE FUNCTION doors_recovery_tells() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO doors_notice (id, created_at, user_id, what, recovery_id, label, due)
    SELECT gen_random_uuid(), coalesce(NEW.ended_at, NEW.confirmed_at, NEW.created_at), whom, what, NEW.id, '', due
    FROM (VALUES
      ('asked', NEW.user_id, NEW.created_at, TG_OP = 'INSERT'),
      ('confirmed', NEW.user_id, NEW.confirmed_at, OLD.confirmed_at IS NULL AND NEW.confirmed_at IS NOT NULL),
      ('link', NEW.user_id, NEW.opens_at, OLD.confirmed_at IS NULL AND NEW.confirmed_at IS NOT NULL),
      ('refused', NEW.asked_by_id, NEW.ended_at, OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL
        AND NEW.ended_by_id IS DISTINCT FROM NEW.asked_by_id)
    ) told(what, whom, due, is_done) WHERE is_done;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER tells AFTER INSERT OR UPDATE ON doors_recovery
  FOR EACH ROW EXECUTE FUNCTION doors_recovery_tells();

-- An address without an account: made and ended by the function that it reads for, and read by no other. What its token
-- opens is derived from its purpose: the days of that function's départements and nothing about anybody (`agenda`: no
-- role, no body, no holder), or what that function reads (`due`), narrowed: no key, and nothing is written.
REVOKE ALL ON doors_standinglink FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT ON doors_standinglink TO rivage_app;
GRANT UPDATE (ended_at) ON doors_standinglink TO rivage_app;
GRANT SELECT ON doors_standinglink TO rivage_door;
GRANT UPDATE (used_at) ON doors_standinglink TO rivage_door;
CREATE POLICY app ON doors_standinglink FOR SELECT TO rivage_app
  USING ((SELECT rivage_in()) AND membership_id = (SELECT rivage_membership()));
CREATE POLICY drawn ON doors_standinglink FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in()) AND membership_id = (SELECT rivage_membership()) AND used_at IS NULL
    AND ends <= rivage_now() + 366 * interval '24 hours');
CREATE POLICY ended ON doors_standinglink FOR UPDATE TO rivage_app
  USING ((SELECT rivage_in()) AND membership_id = (SELECT rivage_membership()))
  WITH CHECK ((SELECT rivage_in()) AND ended_at IS NOT NULL);
CREATE POLICY door ON doors_standinglink FOR ALL TO rivage_door USING (true) WITH CHECK (true);
CREATE OR REPLACE FUNCTION rivage_enter_link(token text) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  instant timestamptz := rivage_instant();
  shown doors_standinglink;
  held accounts_membership;
BEGIN
  SELECT l.* INTO shown FROM doors_standinglink l
    WHERE l.digest = sha256(convert_to(token, 'UTF8')) AND l.ended_at IS NULL AND instant < l.ends;
  SELECT m.* INTO held FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
    WHERE m.id = shown.membership_id AND u.is_active AND u.activated_at IS NOT NULL
      AND m.confirmed_by_id IS NOT NULL AND m.starts <= instant AND instant < m.ends;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'rivage: personne n’entre ainsi' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF shown.purpose = 'due' THEN RETURN rivage_enter_as(held.id, held.user_id, instant, 'link'); END IF;
  RETURN rivage_put('', NULL, held.user_id, '{}', '{}', held.departements::text[], '{}', instant, 'link');
END $$;
REVOKE ALL ON FUNCTION rivage_enter_link(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rivage_enter_link(text) TO rivage_app;

-- A code of a service: drawn and ended by whoever instructs in its département, for a month at most; its digest is read
-- at the doors. It opens no row: one comes by it as nobody, and may write what asks for it by `rivage_code()`.
REVOKE ALL ON doors_servicecode FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT ON doors_servicecode TO rivage_app;
GRANT UPDATE (ended_at) ON doors_servicecode TO rivage_app;
GRANT SELECT ON doors_servicecode TO rivage_door;
GRANT UPDATE (used_at) ON doors_servicecode TO rivage_door;
CREATE POLICY door ON doors_servicecode FOR ALL TO rivage_door USING (true) WITH CHECK (true);
CREATE OR REPLACE FUNCTION doors_servicecode_guard() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.drawn_by_id = rivage_membership() AND num_nulls(NEW.ended_at, NEW.used_at) = 2) IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: code refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  NEW.created_at := rivage_now();
  NEW.ends := least(NEW.ends, rivage_now() + 31 * interval '24 hours');
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard BEFORE INSERT ON doors_servicecode
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker')) EXECUTE FUNCTION doors_servicecode_guard();
CREATE OR REPLACE FUNCTION rivage_enter_code(typed text) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  instant timestamptz := rivage_instant();
  shown uuid;
BEGIN
  SELECT c.id INTO shown FROM doors_servicecode c
    WHERE c.digest = sha256(convert_to(typed, 'UTF8')) AND c.ended_at IS NULL AND instant < c.ends;
  IF shown IS NULL THEN
    RAISE EXCEPTION 'rivage: personne n’entre ainsi' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN rivage_put('', NULL, NULL, '{}', '{}', '{}', '{}', instant, 'code ' || shown);
END $$;
REVOKE ALL ON FUNCTION rivage_enter_code(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rivage_enter_code(text) TO rivage_app;
