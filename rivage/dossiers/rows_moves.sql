-- Whether her code has just brought her to the antenne that acts: what was begun goes on where she arrives.
CREATE OR REPLACE FUNCTION dossiers_arrives(her uuid, place text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM people_transfer t JOIN people_person p ON p.id = t.person_id
    WHERE t.person_id = her AND t.closed_at = rivage_now() AND p.departement = place
      AND p.antenne_id = ANY ((SELECT rivage_bodies())::uuid[]))
$$;

-- The moves that hang on what happened to her: she arrives from elsewhere; a death that stopped the demande was noted
-- by mistake. Of that one, `dossiers_demande_guard` says the rest.
CREATE OR REPLACE FUNCTION dossiers_may_move(her uuid, was text, stopped text, leads text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT was = 'without_object' AND stopped <> '' AND leads IN (stopped, 'complete')
    OR leads = 'submitted' AND was IN ('complete', 'scheduled', 'opined')
      AND EXISTS (SELECT FROM people_person p WHERE p.id = her AND dossiers_arrives(her, p.departement))
$$;
CREATE OR REPLACE FUNCTION dossiers_refuse_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rivage: étape refusée' USING ERRCODE = 'insufficient_privilege';
END $$;

-- A demande is begun in the département of its path, and goes to another by two gestures of her antenne: the préfet to
-- whom it was forwarded, or where she has just arrived. What each step wrote stays as it was written then.
CREATE OR REPLACE FUNCTION dossiers_said_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mine boolean := rivage_is('referent', 'lead');
  came boolean := mine AND dossiers_arrives(NEW.person_id, NEW.departement);
  kept boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    kept := NEW.forwarded_to = '' AND EXISTS (SELECT FROM dossiers_parcours p
      WHERE p.id = NEW.parcours_id AND p.departement = NEW.departement);
  ELSE
    kept := (NEW.departement = OLD.departement OR came
        OR (mine AND OLD.step = 'forwarded' AND NEW.step = 'submitted' AND NEW.departement = OLD.forwarded_to))
      AND (NEW.forwarded_to = OLD.forwarded_to OR (came AND NEW.forwarded_to = NEW.departement)
        OR (NOT mine AND NEW.step = 'forwarded' AND OLD.step <> 'forwarded'))
      AND (NEW.deposited_at IS NOT DISTINCT FROM OLD.deposited_at OR (OLD.deposited_at IS NULL AND OLD.step = 'draft'
        AND NEW.step = 'submitted' AND abs(extract(epoch FROM NEW.deposited_at - rivage_now())) < 3600))
      AND (NEW.completed_at IS NOT DISTINCT FROM OLD.completed_at OR (NEW.step = 'complete' AND OLD.step <> 'complete'
        AND abs(extract(epoch FROM NEW.completed_at - rivage_now())) < 3600))
      AND (NEW.decided_on IS NOT DISTINCT FROM OLD.decided_on OR (NEW.step = 'decided' AND OLD.step <> 'decided'
        AND NEW.decided_on IS NOT NULL))
      AND (NEW.closed_on IS NOT DISTINCT FROM OLD.closed_on OR (NEW.step <> OLD.step
        AND coalesce(NEW.closed_on <= rivage_last_day() AND NEW.closed_on
          >= (coalesce(NEW.deposited_at, NEW.created_at) AT TIME ZONE 'Europe/Paris')::date - 1, true)));
  END IF;
  IF kept IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: demande refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_said BEFORE INSERT OR UPDATE ON dossiers_demande
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION dossiers_said_guard();

-- A path begins where she is, and goes to another département with one of its demandes, or with her.
CREATE OR REPLACE FUNCTION dossiers_path_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (CASE TG_OP
      WHEN 'INSERT' THEN EXISTS (SELECT FROM people_person p
        WHERE p.id = NEW.person_id AND p.departement = NEW.departement)
      ELSE rivage_is('referent', 'lead') AND (dossiers_arrives(NEW.person_id, NEW.departement)
        OR EXISTS (SELECT FROM dossiers_demande d WHERE d.parcours_id = NEW.id AND d.step = 'submitted'
          AND (d.departement, d.forwarded_to) = (NEW.departement, NEW.departement)))
      END) IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: parcours refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_place BEFORE INSERT ON dossiers_parcours
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION dossiers_path_place();
CREATE OR REPLACE TRIGGER guard_place_kept BEFORE UPDATE ON dossiers_parcours
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND NEW.departement <> OLD.departement)
  EXECUTE FUNCTION dossiers_path_place();

-- What was deposited is read as it was, by whoever decides and by a judge. Of a demande decided before Rivage, what the
-- papers say is written until somebody confirms it. Argument: the column that leads to the demande, or to its project.
CREATE OR REPLACE FUNCTION dossiers_part_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  row jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
  asked uuid := row ->> TG_ARGV[0];
BEGIN
  IF TG_ARGV[0] = 'project_id' THEN
    SELECT p.demande_id INTO asked FROM dossiers_project p WHERE p.id = asked;
  END IF;
  IF NOT EXISTS (SELECT FROM dossiers_demande d WHERE d.id = asked AND (d.step IN ('draft', 'submitted', 'incomplete')
      OR (d.taken_over AND dossiers_being_taken_over(d.parcours_id)))) THEN
    RAISE EXCEPTION 'rivage: partie refusée, la demande est déposée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- A wording is that of who writes it: whoever says that a part is ready, or reads again what was set aside, writes
-- none.
CREATE OR REPLACE FUNCTION dossiers_wording_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.author_id IS DISTINCT FROM rivage_user()
     OR TG_OP = 'UPDATE' AND (NEW.author_id IS DISTINCT FROM OLD.author_id
       OR NEW.author_id IS DISTINCT FROM rivage_user() AND to_jsonb(NEW) - ARRAY['ready', 'settled_at']
         <> to_jsonb(OLD) - ARRAY['ready', 'settled_at']) THEN
    RAISE EXCEPTION 'rivage: mots refusés, au nom d’un autre' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_author BEFORE INSERT OR UPDATE ON dossiers_partversion
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION dossiers_wording_guard();

-- What is missing is asked by whoever instructs, in one's own name; her antenne answers, now.
CREATE OR REPLACE FUNCTION dossiers_missing_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (CASE TG_OP
      WHEN 'INSERT' THEN rivage_is('referent', 'lead') IS FALSE AND NEW.answered_at IS NULL
        AND NEW.asked_by_id IS NOT DISTINCT FROM rivage_membership()
        AND abs(extract(epoch FROM NEW.asked_at - rivage_now())) < 3600
      ELSE rivage_is('referent', 'lead') IS TRUE
        AND coalesce(abs(extract(epoch FROM NEW.answered_at - rivage_now())) < 3600, true)
      END) IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: demande de pièces refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_asked BEFORE INSERT OR UPDATE ON dossiers_missingrequest
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION dossiers_missing_guard();
