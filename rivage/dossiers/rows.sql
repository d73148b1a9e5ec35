-- Who writes: the antenne its parts; the antenne and whoever instructs, the steps of the demande; nobody else.
SELECT rivage_person_rows('dossiers_suivi', 'private', 'antenne');
SELECT rivage_person_rows('dossiers_parcours', 'reference', 'antenne delegate secretary signatory');
SELECT rivage_person_rows('dossiers_period', 'reference', 'antenne delegate secretary signatory');
SELECT rivage_person_rows('dossiers_demande', 'reference', 'antenne delegate secretary chair signatory');
SELECT rivage_person_rows('dossiers_missingrequest', 'reference', 'antenne delegate secretary');
SELECT rivage_person_rows('dossiers_situation', 'situation', 'antenne');
SELECT rivage_person_rows('dossiers_account', 'account', 'antenne');
SELECT rivage_person_rows('dossiers_project', 'project', 'antenne');
SELECT rivage_person_rows('dossiers_planaction', 'project', 'antenne');
SELECT rivage_person_rows('dossiers_safety', 'safety', 'antenne');
SELECT rivage_person_rows('dossiers_aid', 'aid', 'antenne');
SELECT rivage_person_rows('dossiers_piece', 'pieces', 'antenne');
SELECT rivage_person_rows('dossiers_residence', 'residence', 'antenne');
SELECT rivage_person_rows('dossiers_note', 'private', 'antenne');
SELECT rivage_person_rows('dossiers_partversion', 'private', 'antenne');
SELECT rivage_person_rows('dossiers_takeover', 'reference', 'antenne delegate secretary');
SELECT rivage_person_rows('dossiers_renunciation', 'reference', 'antenne');
-- Saving a plan or the pieces replaces their lines.
GRANT DELETE ON dossiers_planaction, dossiers_piece TO rivage_app;

-- Months of rights come with a decision: nobody adds some for her, nobody changes those granted but to end them. Her
-- antenne writes those of a path that ran before Rivage, as long as nobody has confirmed it.
CREATE OR REPLACE FUNCTION dossiers_period_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('rivage.role', true) IN ('referent', 'lead') AND TG_OP = 'INSERT' AND NOT EXISTS (
       SELECT FROM dossiers_takeover t WHERE t.parcours_id = NEW.parcours_id AND t.confirmed_on IS NULL)
     OR TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'ended_on' IS DISTINCT FROM to_jsonb(OLD) - 'ended_on' THEN
    RAISE EXCEPTION 'rivage: période refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_months BEFORE INSERT OR UPDATE ON dossiers_period
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION dossiers_period_guard();

-- Written down by her antenne, confirmed once by whoever instructs, and nothing else of it moves.
CREATE OR REPLACE FUNCTION dossiers_takeover_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mine boolean := current_setting('rivage.role', true) IN ('referent', 'lead');
  moving text[] := '{confirmed_on,confirmed_by_id}';
BEGIN
  IF TG_OP = 'INSERT' AND (NOT mine OR NEW.confirmed_on IS NOT NULL OR NEW.confirmed_by_id IS NOT NULL)
     OR TG_OP = 'UPDATE' AND (mine OR OLD.confirmed_on IS NOT NULL
       OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving) THEN
    RAISE EXCEPTION 'rivage: reprise refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_confirmation BEFORE INSERT OR UPDATE ON dossiers_takeover
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION dossiers_takeover_guard();

-- An antenne begins, deposits, withdraws and notifies; what the State says of a demande is not hers to write.
CREATE OR REPLACE FUNCTION dossiers_demande_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('rivage.role', true) IN ('referent', 'lead') AND (TG_OP = 'INSERT'
       AND NEW.step <> CASE WHEN NEW.taken_over THEN 'notified' ELSE 'draft' END
     OR TG_OP = 'UPDATE' AND NEW.taken_over <> OLD.taken_over
     OR TG_OP = 'UPDATE' AND NEW.step <> OLD.step AND NEW.step NOT IN ('submitted', 'withdrawn', 'notified')) THEN
    RAISE EXCEPTION 'rivage: étape refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_step BEFORE INSERT OR UPDATE ON dossiers_demande
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION dossiers_demande_guard();

-- A share that names a demande names one of the same person and département, which its giver sees.
CREATE OR REPLACE FUNCTION dossiers_share_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM dossiers_demande d WHERE d.id = NEW.demande_id AND d.person_id = NEW.person_id
      AND d.departement = NEW.departement) THEN
    RAISE EXCEPTION 'rivage: ouverture refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_demande BEFORE INSERT ON people_share
  FOR EACH ROW WHEN (NEW.demande_id IS NOT NULL) EXECUTE FUNCTION dossiers_share_guard();
