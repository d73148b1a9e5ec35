-- Whether who acts accompanies her, in the antenne for which he acts (ADR 0059): what a referent writes of her asks
-- it, whatever policy lets the row be written. One that ends in this very transaction still counts: whoever leaves
-- finishes the act. With the owner's eyes: the accompaniments of others are not his to read.
CREATE OR REPLACE FUNCTION people_accompanies(whom uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM people_accompaniment a WHERE a.person_id = whom AND a.user_id = rivage_user()
    AND a.antenne_id = ANY ((SELECT rivage_bodies())::uuid[]) AND (a.ends IS NULL OR a.ends >= rivage_now()))
$$;

-- A referent names who accompanies her too; herself, of somebody who is not written down yet, or whom her code has
-- just brought.
CREATE OR REPLACE FUNCTION people_accompaniment_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF rivage_is('referent') AND NOT people_accompanies(NEW.person_id) AND (NEW.user_id = rivage_user()
     AND (EXISTS (SELECT FROM people_transfer t WHERE t.person_id = NEW.person_id AND t.closed_at = rivage_now())
       OR NOT EXISTS (SELECT FROM people_accompaniment a WHERE a.person_id = NEW.person_id)
         AND NOT EXISTS (SELECT FROM people_identity i WHERE i.person_id = NEW.person_id))) IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: accompagnement refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_first BEFORE INSERT ON people_accompaniment
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION people_accompaniment_guard();
-- Who accompanied her did so from its beginning.
CREATE OR REPLACE FUNCTION people_refuse_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rivage: fin refusée' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER guard_order BEFORE UPDATE ON people_accompaniment
  FOR EACH ROW WHEN (NEW.ends < NEW.starts AND current_user <> 'rivage_owner') EXECUTE FUNCTION people_refuse_end();

-- The same of what opens her file, or lets it go, whose policies are written by hand.
CREATE POLICY hers ON people_share AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id));
CREATE POLICY hers_update ON people_share AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id));
CREATE POLICY hers ON people_transfer AS RESTRICTIVE FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id));
CREATE POLICY hers_update ON people_transfer AS RESTRICTIVE FOR UPDATE TO rivage_app
  USING (true) WITH CHECK ((SELECT rivage_role()) <> 'referent' OR people_accompanies(person_id));
