-- The key of the digests, which no login reads (ADR 0042). Where it is missing, or is not the one that made each digest
-- in place, it answers nobody: whom she set aside would read. By `mark` the key is known; no name is written so.
-- Called, as the two that follow, by the owner's functions alone, under their search_path: one for each would be felt
-- at each entry.
CREATE OR REPLACE FUNCTION people_aside_key() RETURNS people_asidekey LANGUAGE plpgsql STABLE AS $$
DECLARE
  key people_asidekey;
  mark bytea;
  first bytea;
  last bytea;
BEGIN
  -- The two ends of its index: bytea has no min before PostgreSQL 18.
  SELECT k.inside, k.outside, (SELECT a.mark FROM people_aside a ORDER BY a.mark LIMIT 1),
    (SELECT a.mark FROM people_aside a ORDER BY a.mark DESC LIMIT 1)
    INTO key.inside, key.outside, first, last FROM people_asidekey k LIMIT 1;
  mark := sha256(key.outside || sha256(key.inside || 'mark'::bytea));
  IF (mark = coalesce(first, mark) AND mark = coalesce(last, mark)) IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: la clé des lectures écartées manque ou n’est pas la bonne'
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN key;
END $$;
REVOKE ALL ON FUNCTION people_aside_key() FROM PUBLIC;
-- Whom she sets aside reads nothing of her, in any function, whatever opens her file. Who set a user aside, by name or
-- by a seat held then: asked once when he comes in (`rivage_put`).
CREATE OR REPLACE FUNCTION rivage_excluded_of(who uuid, instant timestamptz) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
  key people_asidekey;
BEGIN
  IF who IS NULL THEN RETURN '{}'; END IF;
  key := people_aside_key();
  RETURN ARRAY(SELECT a.person_id FROM people_aside a WHERE a.digest IN (
    SELECT sha256(key.outside || sha256(key.inside || convert_to(name, 'UTF8'))) FROM (
      SELECT 'user:' || who AS name UNION ALL SELECT 'seat:' || m.seat_id FROM accounts_membership m
        WHERE m.user_id = who AND m.seat_id IS NOT NULL AND m.ends > instant) AS names));
END $$;
REVOKE ALL ON FUNCTION rivage_excluded_of(uuid, timestamptz) FROM PUBLIC;
-- The digests of names.
CREATE OR REPLACE FUNCTION people_digested(said text[]) RETURNS bytea[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  key people_asidekey := people_aside_key();
BEGIN
  RETURN ARRAY(SELECT sha256(key.outside || sha256(key.inside || convert_to(name, 'UTF8'))) FROM unnest(said) name);
END $$;
REVOKE ALL ON FUNCTION people_digested(text[]) FROM PUBLIC;
-- Whether the key in place made every digest, and is the one that whoever asks derives from the key files, where he
-- reads them: by its mark.
CREATE OR REPLACE FUNCTION people_aside_stands(asked bytea) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM people_asidekey k,
      LATERAL (SELECT sha256(k.outside || sha256(k.inside || 'mark'::bytea)) AS mark) made
      WHERE made.mark = coalesce(asked, made.mark)
        AND NOT EXISTS (SELECT FROM people_aside a WHERE a.mark <> made.mark))
    AND NOT EXISTS (SELECT FROM people_exclusion e WHERE NOT EXISTS (SELECT FROM people_aside a
      WHERE a.exclusion_id = e.id))
$$;
-- Her word is read by her antenne, which may open it. It is written below; what an erasure deletes of it leaves its
-- digests, which close the part of the State's as long as there is one.
REVOKE ALL ON people_exclusion FROM rivage_app;
GRANT SELECT, DELETE ON people_exclusion TO rivage_app;

-- Whether the context is one in which she may be heard: of her antenne, which she did not set aside.
CREATE OR REPLACE FUNCTION people_heard(her uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT (SELECT rivage_role()) <> 'system' AND EXISTS (SELECT FROM people_person p
    WHERE p.id = her AND p.erased_on IS NULL AND p.antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
      AND p.id <> ALL ((SELECT rivage_excluded())::uuid[]))
$$;
REVOKE ALL ON FUNCTION people_heard(uuid) FROM PUBLIC;
-- Whether it is one that may write what she says: who accompanies her, and the lead.
CREATE OR REPLACE FUNCTION people_hears(her uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
  RETURN people_heard(her) AND (rivage_is('lead') OR rivage_is('referent') AND people_accompanies(her));
END $$;
REVOKE ALL ON FUNCTION people_hears(uuid) FROM PUBLIC;
-- She sets somebody aside: her word sealed, the digest that closes. False when this name was closed already. Of anybody
-- else's, the same answer before anything is looked at.
CREATE OR REPLACE FUNCTION people_set_aside(word uuid, her uuid, said text, sealed bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  made bytea[];
BEGIN
  IF people_hears(her) IS NOT TRUE OR sealed IS NULL OR coalesce(said, '') !~ '^(user|member|seat):[0-9a-f-]{36}$' THEN
    RAISE EXCEPTION 'rivage: ligne refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  made := people_digested(ARRAY['mark', said]);
  IF EXISTS (SELECT FROM people_aside a WHERE a.person_id = her AND a.digest = made[2]) THEN RETURN false; END IF;
  INSERT INTO people_exclusion (id, created_at, person_id, antenne_id, holder)
    SELECT word, rivage_now(), p.id, p.antenne_id, sealed FROM people_person p WHERE p.id = her;
  INSERT INTO people_aside (id, created_at, exclusion_id, person_id, digest, mark)
    VALUES (gen_random_uuid(), rivage_now(), word, her, made[2], made[1]);
  RETURN true;
END $$;
-- She takes her words back. Gives how many.
CREATE OR REPLACE FUNCTION people_readmit(words uuid[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (DELETE FROM people_exclusion e WHERE e.id = ANY (words) AND people_hears(e.person_id) RETURNING e.id),
    opened AS (DELETE FROM people_aside a USING gone WHERE a.exclusion_id = gone.id)
  SELECT count(*) FROM gone
$$;
-- Which of these names are closed to which of these people of the antenne, by which word.
CREATE OR REPLACE FUNCTION people_aside_of(people uuid[], names text[])
RETURNS TABLE (person uuid, exclusion uuid, holder text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  made bytea[] := people_digested(names);
BEGIN
  RETURN QUERY SELECT a.person_id, a.exclusion_id, names[array_position(made, a.digest)] FROM people_aside a
    WHERE a.person_id = ANY (people) AND a.digest = ANY (made) AND people_heard(a.person_id);
END $$;
-- Who was set aside by one name is known by another too: every word that closes to the first closes to the second.
CREATE OR REPLACE FUNCTION people_aside_follow(known text, also text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  made bytea[] := people_digested(ARRAY['mark', known, also]);
BEGIN
  INSERT INTO people_aside (id, created_at, exclusion_id, person_id, digest, mark)
    SELECT gen_random_uuid(), rivage_instant(), a.exclusion_id, a.person_id, made[3], made[1]
    FROM people_aside a WHERE a.digest = made[2] ON CONFLICT DO NOTHING;
END $$;
REVOKE ALL ON FUNCTION people_aside_follow(text, text) FROM PUBLIC;
-- Wholly erased, nothing of her is left to close.
CREATE OR REPLACE FUNCTION people_erased() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM people_aside a WHERE a.person_id = NEW.id;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER erased AFTER UPDATE OF erased_on ON people_person
  FOR EACH ROW WHEN (NEW.erased_on IS NOT NULL) EXECUTE FUNCTION people_erased();

-- How many files are open to a function of a département in which nobody in office may read them, every one set aside.
-- For those who can have somebody else named: a count, never whose file nor who asked.
CREATE OR REPLACE FUNCTION people_unread(kind text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(DISTINCT s.person_id) FROM people_share s
  WHERE (SELECT rivage_is('delegate', 'chair')) AND s.slices <> '{}'
    AND s.holder = ANY (ARRAY(SELECT kind || ':' || d FROM unnest((SELECT rivage_departements())::text[]) d))
    AND s.starts <= (SELECT rivage_now()) AND (SELECT rivage_now()) < s.ends
    AND s.person_id IN (SELECT a.person_id FROM people_aside a)
    AND NOT EXISTS (SELECT FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
      WHERE m.role IN (SELECT r.code FROM accounts_role r WHERE r.holds = kind)
        AND split_part(s.holder, ':', 2) = ANY (m.departements) AND u.is_active
        AND m.confirmed_by_id IS NOT NULL AND m.starts <= (SELECT rivage_now()) AND (SELECT rivage_now()) < m.ends
        AND s.person_id <> ALL (rivage_excluded_of(u.id, (SELECT rivage_now()))))
$$;

-- A seat is one person: what is opened to one whom she sets aside is dropped. A function is of several: each of them is
-- refused at reading. Runs after the guard (triggers fire by name), with the owner's eyes: the giver may not read what
-- she excluded.
CREATE OR REPLACE FUNCTION people_share_drop_excluded() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM people_aside a WHERE a.person_id = NEW.person_id AND a.digest = ANY (people_digested(
      ARRAY[NEW.holder::text] || ARRAY(SELECT 'user:' || m.user_id FROM accounts_membership m
        WHERE NEW.holder = 'seat:' || m.seat_id AND m.user_id IS NOT NULL))))
  THEN RETURN NULL; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_excluded BEFORE INSERT ON people_share
  FOR EACH ROW WHEN (NEW.holder LIKE 'seat:%') EXECUTE FUNCTION people_share_drop_excluded();
