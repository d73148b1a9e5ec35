-- A seat reads in its own département, and the danger by the seats that protect (police, gendarmerie, magistrate)
-- alone.
CREATE OR REPLACE FUNCTION commissions_seat_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE held commissions_seat;
BEGIN
  SELECT * INTO held FROM commissions_seat s WHERE s.id::text = split_part(NEW.holder, ':', 2);
  IF held.id IS NULL OR held.departement <> ALL (rivage_departements())
     OR ('safety' = ANY (NEW.slices) AND held.kind NOT IN ('1', '3', '4', '5')) THEN
    RAISE EXCEPTION 'rivage: ouverture refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_seat BEFORE INSERT ON people_share
  FOR EACH ROW WHEN (NEW.holder LIKE 'seat:%') EXECUTE FUNCTION commissions_seat_guard();

CREATE OR REPLACE FUNCTION commissions_seat_membership_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM commissions_seat s
    WHERE s.id = NEW.seat_id AND NEW.departements = ARRAY[s.departement]) THEN
    RAISE EXCEPTION 'rivage: fonction refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_seat BEFORE INSERT ON accounts_membership
  FOR EACH ROW WHEN (NEW.seat_id IS NOT NULL) EXECUTE FUNCTION commissions_seat_membership_guard();

-- A seat and a chair answer for their own member, before the session opens, and convene nobody.
CREATE OR REPLACE FUNCTION commissions_reply_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' OR NOT EXISTS (SELECT FROM commissions_member m
    WHERE m.id = NEW.member_id AND m.user_id = (SELECT rivage_user()))
    OR EXISTS (SELECT FROM commissions_seance s WHERE s.id = NEW.seance_id AND s.opened_at IS NOT NULL) THEN
    RAISE EXCEPTION 'rivage: réponse refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_reply BEFORE INSERT OR UPDATE ON commissions_convocation
  FOR EACH ROW WHEN (rivage_is('seat', 'chair')) EXECUTE FUNCTION commissions_reply_guard();

-- The members whom people set aside, with an account or without, by name or by a seat that they hold: they stand aside,
-- and are handed no copy. Asked by whoever convenes and prints, about the files that it reads; it learns no reason.
CREATE OR REPLACE FUNCTION commissions_set_aside(asked uuid[]) RETURNS TABLE (person_id uuid, member_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT a.person_id, m.id FROM commissions_member m
    CROSS JOIN LATERAL unnest(people_digested(ARRAY['member:' || m.id] || ARRAY(SELECT 'user:' || m.user_id
        WHERE m.user_id IS NOT NULL) || ARRAY(SELECT 'seat:' || h.seat_id FROM commissions_seatholder h
        WHERE h.member_id = m.id AND h.ends > (SELECT rivage_now() AT TIME ZONE 'Europe/Paris')::date))) AS made
    JOIN people_aside a ON a.digest = made
  WHERE a.person_id = ANY (asked) AND (SELECT rivage_is('delegate', 'secretary', 'chair'))
    AND m.departement = ANY ((SELECT rivage_departements())::text[])
    AND a.person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND EXISTS (SELECT FROM people_share s WHERE s.person_id = a.person_id
      AND s.holder = ANY ((SELECT rivage_holders())::text[])
      AND s.starts <= (SELECT rivage_now()) AND (SELECT rivage_now()) < s.ends)
$$;
-- Whether no person of a session set the acting user aside, which that user may not read: what bears on the whole of it
-- would leave her out. Of a session that the département opens.
CREATE OR REPLACE FUNCTION commissions_whole(asked uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT EXISTS (SELECT FROM commissions_agendaitem i JOIN commissions_seance s ON s.id = i.seance_id
    WHERE i.seance_id = asked AND s.departement = ANY ((SELECT rivage_departements())::text[])
      AND i.person_id = ANY ((SELECT rivage_excluded())::uuid[]))
$$;
-- A member set aside by name is given an account: the account is set aside too, in every function to come.
CREATE OR REPLACE FUNCTION commissions_member_known() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM people_aside_follow('member:' || NEW.id, 'user:' || NEW.user_id);
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER known AFTER UPDATE OF user_id ON commissions_member
  FOR EACH ROW WHEN (NEW.user_id IS NOT NULL) EXECUTE FUNCTION commissions_member_known();

-- A member set aside by name, without an account, is given a function otherwise than from her seat: whoever has that
-- name in the département is set aside too. A homonym reads one file less; whom she set aside never reads.
CREATE OR REPLACE FUNCTION commissions_name(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT regexp_replace(normalize(lower(words), NFD), '[^a-z]', '', 'g')
$$;
CREATE OR REPLACE FUNCTION commissions_member_named() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM people_aside_follow('member:' || m.id, 'user:' || u.id)
    FROM accounts_user u JOIN commissions_member m ON m.user_id IS NULL AND m.departement = ANY (NEW.departements)
      AND commissions_name(m.name) = commissions_name(u.name)
    WHERE u.id = NEW.user_id;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER named AFTER INSERT ON accounts_membership
  FOR EACH ROW WHEN (NEW.user_id IS NOT NULL) EXECUTE FUNCTION commissions_member_named();

-- A death was noted by mistake, and the session that the demande was on has passed: it leaves its agenda.
CREATE OR REPLACE FUNCTION commissions_came_late() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE commissions_agendaitem i SET postponed_at = (SELECT rivage_now())
    WHERE i.demande_id = NEW.id AND i.postponed_at IS NULL
      AND NOT EXISTS (SELECT FROM commissions_avis a WHERE a.item_id = i.id);
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER t30_commissions AFTER UPDATE OF step ON dossiers_demande
  FOR EACH ROW WHEN (OLD.step_before = 'scheduled' AND NEW.step = 'complete') EXECUTE FUNCTION commissions_came_late();

-- She goes to another département: a demande not decided yet leaves its agenda.
CREATE OR REPLACE FUNCTION commissions_moved() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE commissions_agendaitem i SET postponed_at = rivage_now() FROM dossiers_demande d
    WHERE d.id = i.demande_id AND d.step = 'scheduled' AND d.person_id = NEW.id AND i.postponed_at IS NULL;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER t30_commissions AFTER UPDATE OF antenne_id ON people_person
  FOR EACH ROW WHEN (OLD.departement <> NEW.departement AND people_moving(NEW.id))
  EXECUTE FUNCTION commissions_moved();
