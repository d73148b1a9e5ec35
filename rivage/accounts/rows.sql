-- Bodies, users and memberships name professionals, no person accompanied: open to the application, never deleted by
-- it.
REVOKE ALL ON accounts_body FROM rivage_app;
GRANT SELECT, INSERT, UPDATE ON accounts_body TO rivage_app;
-- Of an account the web reads no verifier, and writes nothing but by `accounts_create_user`.
REVOKE ALL ON accounts_user FROM rivage_app;
GRANT SELECT (id, email, name, is_active, activated_at, last_login, created_at) ON accounts_user TO rivage_app;
CREATE OR REPLACE TRIGGER by_door BEFORE INSERT OR UPDATE OR DELETE ON accounts_user
  FOR EACH ROW WHEN (rivage_by_door()) EXECUTE FUNCTION rivage_refuse_by_door();
REVOKE ALL ON accounts_membership FROM rivage_app;
GRANT SELECT, INSERT, UPDATE ON accounts_membership TO rivage_app;

-- What may be opened to each role is the same for everybody, and written by `rivage migrate` alone.
REVOKE ALL ON accounts_role FROM rivage_app;
GRANT SELECT ON accounts_role TO rivage_app;
GRANT SELECT ON accounts_role TO rivage_facts;

-- What is written at the doors is by their login alone: an account's password and its last sign-in, sessions. That of
-- the web reads of a session what the token opens that the browser showed; of others, nothing.
GRANT SELECT ON accounts_body TO rivage_door;
GRANT SELECT ON accounts_user TO rivage_door;
GRANT UPDATE (password, activated_at, last_login, is_active) ON accounts_user TO rivage_door;
GRANT SELECT ON accounts_membership TO rivage_door;
GRANT SELECT ON accounts_role TO rivage_door;
REVOKE ALL ON accounts_session FROM rivage_app, rivage_facts;
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts_session TO rivage_door;
CREATE POLICY door ON accounts_session FOR ALL TO rivage_door USING (true) WITH CHECK (true);
CREATE OR REPLACE FUNCTION accounts_session_of(token text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN (SELECT s.data FROM accounts_session s
    WHERE s.digest = sha256(convert_to(token, 'UTF8')) AND s.ends > transaction_timestamp());
END $$;

-- Who comes in, and as whom: the one way for the web to act. What a membership reaches is derived from its row, from
-- that of its role and from its body; what the web believes of it is not asked.
-- `door`: by which door without an account one comes: the same, narrowed to what is read, without any key.
CREATE OR REPLACE FUNCTION rivage_enter_as(asked uuid, session uuid, instant timestamptz, door text DEFAULT '')
RETURNS text[]
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  held accounts_membership;
  declared accounts_role;
  bodies uuid[] := '{}';
  holders text[] := '{}';
  keys uuid[] := '{}';
BEGIN
  SELECT m.* INTO held FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
    WHERE m.id = asked AND (session IS NULL OR m.user_id = session) AND u.is_active
      AND m.confirmed_by_id IS NOT NULL AND m.starts <= instant AND instant < m.ends;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'rivage: personne n’entre ainsi' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO declared FROM accounts_role r WHERE r.code = held.role;
  IF door <> '' AND NOT FOUND THEN
    RAISE EXCEPTION 'rivage: personne n’entre ainsi' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF declared.holds <> '' THEN
    holders := ARRAY(SELECT declared.holds || ':' || place
      FROM unnest(CASE WHEN declared.by_seat THEN ARRAY[held.seat_id::text] ELSE held.departements::text[] END) place);
  END IF;
  IF declared.own_files THEN
    bodies := ARRAY[held.body_id];
    keys := bodies;
  ELSIF holders <> '{}' THEN
    keys := ARRAY(SELECT b.id FROM accounts_body b
      WHERE b.kind = 'prefecture' AND b.departement = ANY (held.departements));
  END IF;
  RETURN rivage_put(held.role, held.id, held.user_id, bodies, holders,
    CASE WHEN declared.apart THEN '{}' ELSE held.departements::text[] END,
    CASE WHEN door = '' THEN keys ELSE '{}' END, instant, door);
END $$;
REVOKE ALL ON FUNCTION rivage_enter_as(uuid, uuid, timestamptz, text) FROM PUBLIC;
-- The body of the function that acts, whatever it may read of people there (`accounts/body_rows.py`).
CREATE OR REPLACE FUNCTION rivage_own_body() RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT m.body_id FROM accounts_membership m WHERE m.id = rivage_membership()
$$;
CREATE OR REPLACE FUNCTION rivage_enter(asked uuid, token text) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  instant timestamptz := rivage_instant();
  who uuid;
  opened varchar;
BEGIN
  SELECT s.user_id, s.opened_by INTO who, opened FROM accounts_session s JOIN accounts_user u ON u.id = s.user_id
    WHERE s.digest = sha256(convert_to(token, 'UTF8')) AND s.ends > transaction_timestamp() AND s.strong_at IS NOT NULL
      AND u.activated_at IS NOT NULL;
  -- A body may want a session that ProConnect opened.
  IF who IS NULL OR (opened <> 'proconnect' AND EXISTS (SELECT FROM accounts_membership m
    JOIN accounts_body b ON b.id = m.body_id AND b.by_proconnect WHERE m.id = asked)) THEN
    RAISE EXCEPTION 'rivage: personne n’entre ainsi' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN rivage_enter_as(asked, who, instant);
END $$;
REVOKE ALL ON FUNCTION rivage_enter(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rivage_enter(uuid, text) TO rivage_app;
-- At the doors: somebody who holds no function yet, or nobody. It opens no row.
CREATE OR REPLACE FUNCTION rivage_enter_door(who uuid) RETURNS text[]
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT rivage_put('', NULL, who, '{}', '{}', '{}', '{}', rivage_instant())
$$;
REVOKE ALL ON FUNCTION rivage_enter_door(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rivage_enter_door(uuid) TO rivage_door;

-- Who asked for a job is written as it is queued, from the context: nobody queues one in another's name, nor without
-- having come in. From the web its arguments name the function that asks, which the tasks of the house do not take, and
-- it is one that the web asks for (`tests/meta/test_tasks.py`), at its own place in the queue: what holds back another,
-- or waits for ever, is not. What the worker queues outside any function is of the house.
CREATE OR REPLACE FUNCTION accounts_stamp_job() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  actor uuid := rivage_membership();
  asked_by_web text[] := ARRAY['commissions.send_date', 'commissions.send_cancelled', 'doors.send_activation',
    'doors.send_confirmed', 'rights.tell_refused'];
BEGIN
  IF session_user = 'rivage_app' AND (rivage_is('system') OR (NEW.args ->> 'membership' = actor::text
      AND NEW.task_name = ANY (asked_by_web) AND NEW.queue_name = 'default' AND NEW.priority = 0
      AND num_nulls(NEW.lock, NEW.queueing_lock, NEW.scheduled_at) = 3)) IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: tâche refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO accounts_jobactor (job, membership, house)
    VALUES (NEW.id, actor, actor IS NULL AND (session_user = 'rivage_worker' OR rivage_is('system') IS TRUE));
  RETURN NULL;
END $$;
REVOKE ALL ON accounts_jobactor FROM rivage_app, rivage_facts;
-- A job acts as who asked for it; one of the house that writes to a user, as a function of that user. While it is done.
CREATE OR REPLACE FUNCTION rivage_enter_job(asked bigint, function uuid) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who uuid;
BEGIN
  SELECT m.user_id INTO who FROM procrastinate_jobs j JOIN accounts_jobactor a ON a.job = j.id
    JOIN accounts_membership m ON m.id = function
    WHERE j.id = asked AND j.status = 'doing'
      AND (a.membership = m.id OR (a.house AND j.args ->> 'user' = m.user_id::text));
  IF who IS NULL THEN
    RAISE EXCEPTION 'rivage: personne n’entre ainsi' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN rivage_enter_as(function, who, rivage_instant());
END $$;
REVOKE ALL ON FUNCTION rivage_enter_job(bigint, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rivage_enter_job(bigint, uuid) TO rivage_worker;
-- What nobody asked for: sweeps of départements, commands of whoever installs; `antennes` for an erasure done again.
CREATE OR REPLACE FUNCTION rivage_enter_system(departements text[], antennes uuid[]) RETURNS text[]
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT rivage_put('system', NULL, NULL, antennes, '{}', departements, '{}', rivage_instant())
$$;
REVOKE ALL ON FUNCTION rivage_enter_system(text[], uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rivage_enter_system(text[], uuid[]) TO rivage_worker;

-- Whether the acting function has authority in this very body; whether who acts may propose a function, confirm one,
-- end one: what `access.py` says, from the context and from rows alone.
CREATE OR REPLACE FUNCTION accounts_leads(place uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM accounts_membership m JOIN accounts_role r ON r.code = m.role AND r.leads
    WHERE m.id = rivage_membership() AND m.body_id = place);
END $$;
-- Whether the acting function confirms the next authority of this body where nobody is left: `access.stands_above`. And
-- whether anybody in force would, but for this user.
CREATE OR REPLACE FUNCTION accounts_relieves(place accounts_body, m accounts_membership) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM accounts_role r WHERE r.code = m.role AND r.leads AND CASE
    WHEN place.parent_id IS NOT NULL THEN m.body_id = place.parent_id
    ELSE place.kind = ANY (r.relieves) AND (r.everywhere OR place.departement = ANY (m.departements)) END);
END $$;
CREATE OR REPLACE FUNCTION accounts_has_above(place accounts_body, leaving uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id AND u.is_active
    WHERE m.user_id <> leaving AND m.confirmed_by_id IS NOT NULL AND m.starts <= rivage_now() AND rivage_now() < m.ends
      AND accounts_relieves(place, m));
END $$;
CREATE OR REPLACE FUNCTION accounts_may_propose(made accounts_membership) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  place accounts_body;
  declared accounts_role;
BEGIN
  SELECT * INTO place FROM accounts_body b WHERE b.id = made.body_id;
  SELECT * INTO declared FROM accounts_role r WHERE r.code = made.role;
  RETURN declared.body = place.kind AND NOT declared.automatic AND (declared.by_seat OR made.seat_id IS NULL)
    AND made.proposed_by_id = rivage_user() AND made.user_id <> rivage_user()
    AND made.confirmed_by_id IS NULL AND made.confirmed_at IS NULL
    AND (rivage_is('admin') OR accounts_leads(made.body_id))
    AND (made.departements = '{}' OR rivage_is('admin') OR place.departement <> '')
    AND (place.departement = '' OR made.departements <@ ARRAY[place.departement]);
END $$;
CREATE OR REPLACE FUNCTION accounts_may_confirm(made accounts_membership) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  concerned uuid[] := array_remove(ARRAY[made.proposed_by_id, made.user_id], NULL);
  known uuid[];
  there uuid[];
BEGIN
  IF rivage_user() IS NULL OR rivage_user() = ANY (concerned) OR made.ends <= rivage_now() THEN RETURN false; END IF;
  -- She opened her account herself; whoever confirms opened hers a day ago, and was not confirmed by who proposes.
  IF NOT EXISTS (SELECT FROM accounts_user u WHERE u.id = made.user_id AND u.activated_at IS NOT NULL)
     OR NOT EXISTS (SELECT FROM accounts_user u WHERE u.id = rivage_user()
       AND u.activated_at <= rivage_now() - interval '24 hours')
     OR EXISTS (SELECT FROM accounts_membership m WHERE m.id = rivage_membership() AND m.proposed_by_id IS NOT NULL
       AND m.confirmed_by_id = made.proposed_by_id)
  THEN RETURN false; END IF;
  IF accounts_leads(made.body_id) THEN RETURN true; END IF;
  SELECT coalesce(array_agg(m.user_id), '{}'),
      coalesce(array_agg(m.user_id) FILTER (WHERE u.is_active AND m.starts <= rivage_now() AND rivage_now() < m.ends
        AND (m.proposed_by_id IS NULL OR m.confirmed_by_id IS DISTINCT FROM made.proposed_by_id)), '{}')
    INTO known, there FROM accounts_membership m JOIN accounts_role r ON r.code = m.role AND r.leads
      JOIN accounts_user u ON u.id = m.user_id
    WHERE m.body_id = made.body_id AND m.id <> made.id AND m.confirmed_by_id IS NOT NULL;
  RETURN (rivage_is('admin') AND there <@ concerned AND (known = '{}' OR known && concerned))
    OR (there = '{}' AND EXISTS (SELECT FROM accounts_role r WHERE r.code = made.role AND r.leads)
      AND EXISTS (SELECT FROM accounts_body b JOIN accounts_membership m ON m.id = rivage_membership()
        WHERE b.id = made.body_id AND accounts_relieves(b, m)));
END $$;
CREATE OR REPLACE FUNCTION accounts_may_end(held accounts_membership) RETURNS boolean
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  left_there bigint;
BEGIN
  -- A seat is left with its mandate, which the secretariat ends.
  IF held.role = 'seat' AND rivage_is('delegate', 'secretary') AND held.departements <@ rivage_departements()::varchar[]
  THEN RETURN true; END IF;
  IF rivage_user() IS NULL OR (held.confirmed_by_id IS NOT NULL AND held.user_id = rivage_user())
     OR (rivage_is('admin') OR accounts_leads(held.body_id)) IS NOT TRUE THEN RETURN false; END IF;
  IF held.confirmed_by_id IS NULL OR NOT EXISTS (SELECT FROM accounts_role r WHERE r.code = held.role AND r.leads)
  THEN RETURN true; END IF;
  SELECT count(DISTINCT o.user_id) INTO left_there FROM (SELECT m.user_id FROM accounts_membership m
    JOIN accounts_role r ON r.code = m.role AND r.leads JOIN accounts_user u ON u.id = m.user_id AND u.is_active
    WHERE m.body_id = held.body_id AND m.id <> held.id AND m.confirmed_by_id IS NOT NULL
      AND m.starts <= rivage_now() AND rivage_now() < m.ends FOR UPDATE OF m) o;
  RETURN CASE WHEN held.role = 'admin' THEN left_there >= 2 ELSE left_there > 0 OR (rivage_is('admin')
    AND accounts_has_above((SELECT b FROM accounts_body b WHERE b.id = held.body_id), held.user_id)) END;
END $$;

-- What a membership reaches is fixed when it is proposed; another person confirms it, in her own name; its end only
-- comes nearer, never before now (two clocks are a minute apart at most); in what quality one signs, by which act, is
-- written by somebody else; that it was welcomed, by its holder. Nobody who has not come in writes any. What follows
-- binds the application, whatever its perimeter. The installation makes two administrators, and nothing once they
-- are there.
CREATE OR REPLACE FUNCTION accounts_membership_guard() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  allowed boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    allowed := accounts_may_propose(NEW) OR (rivage_is('system') AND NEW.role = 'admin'
      AND EXISTS (SELECT FROM accounts_body b WHERE b.id = NEW.body_id AND b.kind = 'rivage')
      AND 2 > (SELECT count(*) FROM accounts_membership));
  ELSE
    allowed := to_jsonb(NEW)
          - ARRAY['ends', 'quality', 'signing_act', 'confirmed_by_id', 'confirmed_at', 'known_by', 'welcomed_at']
        = to_jsonb(OLD)
          - ARRAY['ends', 'quality', 'signing_act', 'confirmed_by_id', 'confirmed_at', 'known_by', 'welcomed_at']
      AND (NEW.welcomed_at IS NOT DISTINCT FROM OLD.welcomed_at
        OR (OLD.welcomed_at IS NULL AND OLD.id = rivage_membership() AND OLD.user_id = rivage_user()))
      AND (NEW.ends = OLD.ends OR (NEW.ends < OLD.ends AND accounts_may_end(OLD)
        AND extract(epoch FROM NEW.ends) > extract(epoch FROM rivage_now()) - 60))
      AND ((NEW.quality, NEW.signing_act) = (OLD.quality, OLD.signing_act) OR (OLD.user_id <> rivage_user()
        AND (rivage_is('admin') OR accounts_leads(OLD.body_id))))
      AND CASE WHEN NEW.confirmed_by_id IS NOT DISTINCT FROM OLD.confirmed_by_id
        THEN (NEW.confirmed_at, NEW.known_by) IS NOT DISTINCT FROM (OLD.confirmed_at, OLD.known_by)
        ELSE OLD.confirmed_by_id IS NULL AND NEW.confirmed_by_id = rivage_user()
          AND NEW.known_by IN ('met', 'called', 'card') AND accounts_may_confirm(OLD) END;
    IF NEW.confirmed_by_id IS DISTINCT FROM OLD.confirmed_by_id THEN NEW.confirmed_at := rivage_now(); END IF;
    IF NEW.welcomed_at IS DISTINCT FROM OLD.welcomed_at THEN NEW.welcomed_at := rivage_now(); END IF;
  END IF;
  IF allowed IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: fonction refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
-- When somebody else, with authority in its body or of the technical team, last let a function read on within the hour.
-- Asked by the owner's functions alone.
CREATE OR REPLACE FUNCTION accounts_reopened(held accounts_membership) RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
  RETURN (SELECT max(e.at) FROM audit_event e JOIN accounts_membership m ON m.id = e.membership_id
      JOIN accounts_role r ON r.code = m.role AND r.leads
    WHERE e.kind = 'reading_reopened' AND e.kind IN ('reading_stopped', 'reading_reopened')
      AND e.object_id = held.id AND e.at > rivage_now() - interval '1 hour'
      AND m.user_id <> held.user_id AND (m.role = 'admin' OR m.body_id = held.body_id));
END $$;
REVOKE ALL ON FUNCTION accounts_reopened(accounts_membership) FROM PUBLIC;
-- How many distinct files the acting function opened one by one within the hour, or since then.
CREATE OR REPLACE FUNCTION accounts_files_read() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  since timestamptz := rivage_now() - interval '1 hour';
BEGIN
  since := coalesce((SELECT accounts_reopened(m) FROM accounts_membership m WHERE m.id = rivage_membership()), since);
  RETURN (SELECT count(DISTINCT e.people[1]) FROM audit_event e
    WHERE e.membership_id = rivage_membership() AND e.kind = 'read' AND cardinality(e.people) = 1 AND e.at > since);
END $$;
REVOKE ALL ON FUNCTION accounts_files_read() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accounts_files_read() TO rivage_app;
-- Functions stopped within the hour and not let read on since, for who may: those of its body, or all.
CREATE OR REPLACE FUNCTION accounts_stopped() RETURNS TABLE (function uuid, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, max(e.at) FROM audit_event e JOIN accounts_membership m ON m.id = e.object_id
    WHERE e.kind = 'reading_stopped' AND e.kind IN ('reading_stopped', 'reading_reopened')
      AND e.membership_id = e.object_id AND e.at > (SELECT rivage_now()) - interval '1 hour'
      AND m.user_id <> (SELECT rivage_user())
      AND ((SELECT rivage_is('admin')) OR accounts_leads(m.body_id))
    GROUP BY m.id HAVING max(e.at) > coalesce(accounts_reopened(m), '-infinity')
$$;
REVOKE ALL ON FUNCTION accounts_stopped() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accounts_stopped() TO rivage_app;
-- An account is made by who may propose a function to it, and does so in the same transaction; or by the installation,
-- before there is any function.
CREATE OR REPLACE FUNCTION accounts_create_user(made uuid, email text, name text) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  instant timestamptz := rivage_now();
BEGIN
  IF (rivage_is('admin')
      OR accounts_leads((SELECT m.body_id FROM accounts_membership m WHERE m.id = rivage_membership()))
      OR (rivage_is('system') AND NOT EXISTS (SELECT FROM accounts_membership))) IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: compte refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO accounts_user (id, email, name, password, is_active, created_at)
    VALUES (made, lower(email), name, '!', true, instant);
  RETURN instant;
END $$;
REVOKE ALL ON FUNCTION accounts_create_user(uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accounts_create_user(uuid, text, text) TO rivage_app;
CREATE OR REPLACE FUNCTION accounts_bound() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM accounts_membership m WHERE m.user_id = NEW.id) THEN
    RAISE EXCEPTION 'rivage: compte sans fonction' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER bound AFTER INSERT ON accounts_user DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION accounts_bound();
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON accounts_membership
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker')) EXECUTE FUNCTION accounts_membership_guard();

-- A quality that another replaces is kept, with until when and by which function, whoever writes. After the guard,
-- which lets nobody write it.
CREATE OR REPLACE FUNCTION accounts_keep_quality() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.qualities_before := coalesce(OLD.qualities_before, '[]') || jsonb_build_object(
    'quality', OLD.quality, 'until', rivage_now(), 'by', rivage_membership());
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER keep_quality BEFORE UPDATE ON accounts_membership
  FOR EACH ROW WHEN (OLD.quality <> '' AND NEW.quality <> OLD.quality) EXECUTE FUNCTION accounts_keep_quality();

-- The keyset of a préfecture is found by its département: a body never changes its nature nor its place. Files are
-- opened to whoever acts in a département: where roles.yaml says that a body is alone there, no second one is made, by
-- two at once neither. What stands at the head of its letters, and within how many days a decision is to be notified,
-- are written by whoever instructs there too.
CREATE OR REPLACE FUNCTION accounts_body_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  allowed boolean := rivage_is('admin', 'system');
BEGIN
  IF TG_OP = 'UPDATE' THEN
    allowed := (allowed AND (NEW.id, NEW.kind, NEW.departement, NEW.parent_id)
        IS NOT DISTINCT FROM (OLD.id, OLD.kind, OLD.departement, OLD.parent_id))
      OR (rivage_is('delegate', 'secretary')
        AND to_jsonb(NEW) - ARRAY['address', 'town', 'service', 'contact', 'foot', 'notify_days']
          = to_jsonb(OLD) - ARRAY['address', 'town', 'service', 'contact', 'foot', 'notify_days']
        AND EXISTS (SELECT FROM accounts_membership m WHERE m.id = rivage_membership() AND m.body_id = OLD.id));
  ELSIF EXISTS (SELECT FROM accounts_role r WHERE r.body = NEW.kind AND r.alone) THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('accounts_body ' || NEW.kind || ' ' || NEW.departement, 0));
    allowed := allowed AND NEW.departement <> ''
      AND NOT EXISTS (SELECT FROM accounts_body b WHERE b.kind = NEW.kind AND b.departement = NEW.departement);
  END IF;
  IF allowed IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: organisme refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON accounts_body
  FOR EACH ROW WHEN (current_user IN ('rivage_app', 'rivage_worker')) EXECUTE FUNCTION accounts_body_guard();
