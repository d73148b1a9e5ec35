-- How many demandes are at these steps in a département, for those who can have somebody named to a function that
-- nobody holds there: a count, never whose.
CREATE OR REPLACE FUNCTION dossiers_waiting(place text, steps text[]) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM dossiers_demande d
  WHERE ((SELECT rivage_is('admin'))
      OR (SELECT rivage_is('ministry'))
      OR ((SELECT rivage_is('delegate', 'chair', 'region')) AND place = ANY ((SELECT rivage_departements())::text[])))
    AND d.departement = place AND d.step = ANY (steps) AND d.person_id <> ALL ((SELECT rivage_excluded())::uuid[])
$$;
-- Préfectures where demandes are at these steps and nobody ever acted for the délégation: how many, for the same.
CREATE OR REPLACE FUNCTION dossiers_unmanned(steps text[]) RETURNS TABLE (place uuid, many bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.id, f.many FROM (SELECT b.id, dossiers_waiting(b.departement, steps) AS many FROM accounts_body b
    WHERE b.kind = 'prefecture' AND NOT EXISTS (SELECT FROM accounts_membership m JOIN accounts_role r
      ON r.code = m.role AND r.holds = 'delegate'
      WHERE m.confirmed_by_id IS NOT NULL AND m.starts <= (SELECT rivage_now())
        AND b.departement = ANY (m.departements))) f WHERE f.many > 0
$$;
-- Whether the acting function may have somebody named in this antenne: its head office, the technical team.
CREATE OR REPLACE FUNCTION dossiers_names_for(place uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT rivage_is('admin') OR ((SELECT rivage_is('head_office')) AND EXISTS (SELECT FROM accounts_membership m
    JOIN accounts_body b ON b.parent_id = m.body_id WHERE m.id = (SELECT rivage_membership()) AND b.id = place))
$$;
-- Whether nobody of her antenne accompanies her any more, or would once a function has ended. Asked by the owner's
-- functions alone.
CREATE OR REPLACE FUNCTION dossiers_is_left(her uuid, place uuid, ending uuid, instant timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT NOT EXISTS (SELECT FROM people_accompaniment a JOIN accounts_membership m ON m.user_id = a.user_id
      AND m.body_id = place AND m.role IN ('referent', 'lead') AND m.id IS DISTINCT FROM ending
      JOIN accounts_user u ON u.id = m.user_id
      WHERE a.person_id = her AND a.starts <= instant AND (a.ends IS NULL OR instant < a.ends)
        AND u.is_active AND m.confirmed_by_id IS NOT NULL AND m.starts <= instant AND instant < m.ends)
    AND NOT EXISTS (SELECT FROM dossiers_suivi s WHERE s.person_id = her AND s.end_kind = 'death')
    AND (EXISTS (SELECT FROM dossiers_suivi s WHERE s.person_id = her AND s.ends IS NULL)
      OR NOT EXISTS (SELECT FROM dossiers_suivi s WHERE s.person_id = her AND s.why <> ''))
$$;
REVOKE ALL ON FUNCTION dossiers_is_left(uuid, uuid, uuid, timestamptz) FROM PUBLIC;
-- How many of an antenne are so, for its head office and the technical team: a count, never whose.
CREATE OR REPLACE FUNCTION dossiers_left(place uuid, ending uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM people_person p
  WHERE p.antenne_id = place AND p.erased_on IS NULL AND dossiers_names_for(place)
    AND dossiers_is_left(p.id, place, ending, (SELECT rivage_now()))
$$;
-- Of those, how many set aside every lead in office, hence whom nobody of the antenne finds to say who takes over.
CREATE OR REPLACE FUNCTION dossiers_left_unread() RETURNS TABLE (place uuid, many bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.antenne_id, count(*) FROM people_person p
  WHERE p.id IN (SELECT a.person_id FROM people_aside a) AND p.erased_on IS NULL
    AND dossiers_names_for(p.antenne_id) AND dossiers_is_left(p.id, p.antenne_id, NULL, (SELECT rivage_now()))
    AND (SELECT count(*) > 0 AND bool_and(p.id = ANY (rivage_excluded_of(u.id, (SELECT rivage_now()))))
      FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
      WHERE m.body_id = p.antenne_id AND m.role = 'lead' AND u.is_active AND m.confirmed_by_id IS NOT NULL
        AND m.starts <= (SELECT rivage_now()) AND (SELECT rivage_now()) < m.ends)
  GROUP BY p.antenne_id
$$;

-- Whether this path is being written down from the papers, and nobody has confirmed it yet.
CREATE OR REPLACE FUNCTION dossiers_being_taken_over(path uuid) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM dossiers_takeover t WHERE t.parcours_id = path AND t.confirmed_on IS NULL)
$$;

-- Months of rights come with a decision: nobody adds some for her, nobody changes those granted but to end them. Her
-- antenne writes those of a path that ran before Rivage, as long as nobody has confirmed it. What is ended stays ended:
-- the antenne takes back an end to come, or a death written by mistake; the administration ends by what a text allows.
CREATE OR REPLACE FUNCTION dossiers_period_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mine boolean := rivage_is('referent', 'lead');
  today date := (rivage_now() AT TIME ZONE 'Europe/Paris')::date;
  kind text := coalesce((SELECT p.end_kind FROM dossiers_parcours p WHERE p.id = NEW.parcours_id), '');
BEGIN
  IF (TG_OP = 'INSERT' AND mine AND NOT dossiers_being_taken_over(NEW.parcours_id))
     OR (TG_OP = 'UPDATE' AND mine AND OLD.ended_on < today AND kind <> 'death')
     OR (TG_OP = 'UPDATE' AND NOT mine AND NEW.ended_on IS DISTINCT FROM OLD.ended_on
       AND kind NOT IN ('not_renewed', 'full')) THEN
    RAISE EXCEPTION 'rivage: période refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_months BEFORE INSERT OR UPDATE ON dossiers_period
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION dossiers_period_guard();

-- The ends that come from her are written by her antenne, those of the text by whoever notifies; months granted
-- elsewhere are said when the path opens. A non-renewal that a remedy undid is taken away by her antenne
-- (decisions/rows_recours.sql).
CREATE OR REPLACE FUNCTION dossiers_parcours_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mine boolean := rivage_is('referent', 'lead');
BEGIN
  IF ((NEW.person_id, NEW.number, NEW.months_before, NEW.months_before_source)
       IS DISTINCT FROM (OLD.person_id, OLD.number, OLD.months_before, OLD.months_before_source)
       AND NOT (mine AND dossiers_being_taken_over(NEW.id)))
     OR (NEW.end_kind <> OLD.end_kind AND ((NOT mine AND NEW.end_kind NOT IN ('not_renewed', 'full'))
       OR OLD.end_kind IN ('full', 'at_her_wish') OR (OLD.end_kind = 'not_renewed'
         AND NOT (mine AND NEW.end_kind = '' AND NEW.ended_on IS NULL)))) THEN
    RAISE EXCEPTION 'rivage: parcours refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_end BEFORE UPDATE ON dossiers_parcours
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION dossiers_parcours_guard();

-- Written down by her antenne, of a path on which nothing stands yet; confirmed or contested by whoever instructs, each
-- under its own name; and nothing else of it moves.
CREATE OR REPLACE FUNCTION dossiers_takeover_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mine boolean := rivage_is('referent', 'lead');
  actor uuid := rivage_membership();
BEGIN
  IF (TG_OP = 'INSERT' AND (NOT mine OR NEW.recorded_by_id IS DISTINCT FROM actor
       OR num_nonnulls(NEW.confirmed_on, NEW.confirmed_by_id, NEW.contested_on, NEW.contested_by_id, NEW.objection) > 0
       OR EXISTS (SELECT FROM dossiers_period p WHERE p.parcours_id = NEW.parcours_id)
       OR EXISTS (SELECT FROM dossiers_demande d WHERE d.parcours_id = NEW.parcours_id
         AND d.step NOT IN ('withdrawn', 'without_object'))))
     OR (TG_OP = 'UPDATE' AND (mine
       OR (NEW.confirmed_by_id IS DISTINCT FROM OLD.confirmed_by_id AND NEW.confirmed_by_id IS DISTINCT FROM actor)
       OR (NEW.contested_by_id IS DISTINCT FROM OLD.contested_by_id
         AND NEW.contested_by_id IS DISTINCT FROM actor))) THEN
    RAISE EXCEPTION 'rivage: reprise refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_confirmation BEFORE INSERT OR UPDATE ON dossiers_takeover
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION dossiers_takeover_guard();

-- The last month paid before Rivage is said with the path, and moves with it alone: what is ordered hangs on it.
-- Neither the aid goes to another demande, nor a demande to another path: it would leave that month behind.
CREATE OR REPLACE FUNCTION dossiers_aid_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP = 'UPDATE' AND NEW.demande_id <> OLD.demande_id)
     OR (NEW.paid_until IS DISTINCT FROM (CASE WHEN TG_OP = 'UPDATE' THEN OLD.paid_until END) AND NOT EXISTS (
       SELECT FROM dossiers_demande d WHERE d.id = NEW.demande_id AND d.taken_over
         AND dossiers_being_taken_over(d.parcours_id))) THEN
    RAISE EXCEPTION 'rivage: aide refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_paid_until BEFORE INSERT OR UPDATE ON dossiers_aid
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION dossiers_aid_guard();

-- An antenne begins, deposits, withdraws and notifies; what the State says of a demande is not hers to write, but that
-- a death leaves it without object, and that it was noted by mistake: it then stands where it was, or is complete when
-- the session that it was on has passed.
CREATE OR REPLACE FUNCTION dossiers_demande_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  died boolean := EXISTS (SELECT FROM dossiers_parcours p WHERE p.id = NEW.parcours_id AND p.end_kind = 'death');
BEGIN
  IF (TG_OP = 'UPDATE' AND NEW.parcours_id <> OLD.parcours_id)
     OR (NEW.step_before <> '' AND (TG_OP = 'INSERT' OR NEW.step_before <> OLD.step_before)
       AND (TG_OP = 'INSERT' OR NOT died OR NEW.step <> 'without_object' OR NEW.step_before <> OLD.step))
     OR (rivage_is('referent', 'lead') AND (
       (TG_OP = 'INSERT' AND (NEW.step <> CASE WHEN NEW.taken_over THEN 'notified' ELSE 'draft' END
         OR (NEW.taken_over AND NOT dossiers_being_taken_over(NEW.parcours_id))))
       OR (TG_OP = 'UPDATE' AND NEW.taken_over <> OLD.taken_over)
       OR (TG_OP = 'UPDATE' AND NEW.step <> OLD.step AND NEW.step NOT IN ('submitted', 'withdrawn', 'notified')
         AND NOT (OLD.step = 'decided' AND NEW.step = 'without_object')
         AND NOT (died AND (NEW.step = 'without_object' OR (OLD.step = 'without_object' AND OLD.step_before <> ''
           AND (NEW.step = OLD.step_before OR (OLD.step_before = 'scheduled' AND NEW.step = 'complete')))))))) THEN
    RAISE EXCEPTION 'rivage: étape refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_step BEFORE INSERT OR UPDATE ON dossiers_demande
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION dossiers_demande_guard();

-- A share is of the département where she is. One that names a demande names one of hers, that its giver sees, of the
-- same département: where she is, or that of the préfet to whom her antenne handed over this path; never one that she
-- has left.
CREATE OR REPLACE FUNCTION dossiers_share_guard() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  hers boolean := EXISTS (SELECT FROM people_person p WHERE p.id = NEW.person_id AND p.departement = NEW.departement);
BEGIN
  IF NEW.demande_id IS NOT NULL THEN
    SELECT hers OR c.departement = NEW.departement INTO hers FROM dossiers_demande d
      JOIN dossiers_parcours c ON c.id = d.parcours_id
      WHERE d.id = NEW.demande_id AND d.person_id = NEW.person_id AND d.departement = NEW.departement;
  END IF;
  IF hers IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: ouverture refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_demande BEFORE INSERT ON people_share
  FOR EACH ROW EXECUTE FUNCTION dossiers_share_guard();

-- Her notes, and what was written before, follow her to another antenne if she says so. A note that somebody was still
-- writing is nobody's there.
CREATE OR REPLACE FUNCTION dossiers_moved() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM dossiers_notedraft d WHERE d.person_id = NEW.id;
  IF NOT (people_move()).with_notes THEN
    DELETE FROM dossiers_note n WHERE n.person_id = NEW.id;
    DELETE FROM people_relaycorrection c WHERE c.person_id = NEW.id;
    DELETE FROM dossiers_nothername n WHERE n.person_id = NEW.id;
    DELETE FROM dossiers_partversion v WHERE v.person_id = NEW.id
      AND (v.aside OR v.version < (SELECT max(w.version) FROM dossiers_partversion w
        WHERE (w.demande_id, w.part) = (v.demande_id, v.part) AND NOT w.aside));
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER t20_dossiers AFTER UPDATE OF antenne_id ON people_person
  FOR EACH ROW WHEN (people_moving(NEW.id)) EXECUTE FUNCTION dossiers_moved();

-- Since when an antenne accompanies whom it lets go: read from her accompaniment, whatever the row says.
CREATE OR REPLACE FUNCTION dossiers_followed_since() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.followed_since := (SELECT s.starts FROM dossiers_suivi s WHERE s.person_id = NEW.person_id AND s.ends IS NULL);
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER followed_since BEFORE INSERT ON people_transfer
  FOR EACH ROW EXECUTE FUNCTION dossiers_followed_since();

-- A period is of the département where its path is decided, and of her antenne then.
CREATE OR REPLACE FUNCTION dossiers_period_place() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  SELECT c.departement, p.antenne_id INTO NEW.fact_departement, NEW.fact_antenne
    FROM dossiers_parcours c JOIN people_person p ON p.id = c.person_id WHERE c.id = NEW.parcours_id;
  NEW.fact_departement := coalesce(NEW.fact_departement, '');
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER fact_place BEFORE INSERT ON dossiers_period
  FOR EACH ROW EXECUTE FUNCTION dossiers_period_place();

-- Who presents a demande, and where, is kept as it is deposited: a demande that follows her keeps both.
CREATE OR REPLACE FUNCTION dossiers_presented() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.deposited_at IS NOT NULL AND NEW.deposited_at IS NOT NULL THEN
    NEW.presented_by := OLD.presented_by;
    NEW.deposited_in := OLD.deposited_in;
  ELSIF NEW.deposited_at IS NULL OR NEW.taken_over THEN
    -- Of a demande decided before Rivage, nobody knows who presented it.
    NEW.presented_by := NULL;
    NEW.deposited_in := '';
  ELSE
    SELECT p.antenne_id, p.departement INTO NEW.presented_by, NEW.deposited_in
      FROM people_person p WHERE p.id = NEW.person_id;
    NEW.deposited_in := coalesce(NEW.deposited_in, '');
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER presented BEFORE INSERT OR UPDATE ON dossiers_demande
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION dossiers_presented();

-- What was said of the end of an accompaniment stays, but on the day it was noted, while none began since: the row that
-- keeps it, written with it, says that it was a mistake.
CREATE OR REPLACE FUNCTION dossiers_end_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.said_on IS NULL OR OLD.said_on < rivage_last_day() - 1
     OR NEW.ends IS NOT NULL OR NEW.why <> '' OR NEW.destination <> '' OR NEW.words IS NOT NULL
     OR NEW.said_on IS NOT NULL OR NEW.end_kind <> ''
     OR EXISTS (SELECT FROM dossiers_suivi s WHERE s.person_id = OLD.person_id AND s.created_at > OLD.created_at)
     OR NOT EXISTS (SELECT FROM dossiers_mistakenend m WHERE m.suivi_id = OLD.id
       AND m.created_at = rivage_now() AND m.recorded_by_id = rivage_membership()
       AND (m.ends, m.why, m.destination) = (OLD.ends, OLD.why, OLD.destination)) THEN
    RAISE EXCEPTION 'rivage: fin refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_end BEFORE UPDATE ON dossiers_suivi
  FOR EACH ROW WHEN (OLD.why <> '' AND current_user <> 'rivage_owner') EXECUTE FUNCTION dossiers_end_guard();

-- It ends once it has begun.
CREATE OR REPLACE FUNCTION dossiers_refuse_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rivage: fin refusée' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER guard_order BEFORE UPDATE ON dossiers_suivi
  FOR EACH ROW WHEN (NEW.why <> '' AND NEW.ends < NEW.starts AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION dossiers_refuse_end();
