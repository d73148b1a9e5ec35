-- A round is noted in one's own name, for the département of one's antenne, never before it took place; what was
-- noted wrong is replaced within the antenne, once (unique).
CREATE OR REPLACE FUNCTION outreach_round_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- A day begins at sea some hours before it does in Paris.
  last date := ((rivage_now() + 12 * interval '1 hour') AT TIME ZONE 'Europe/Paris')::date;
BEGIN
  NEW.departement := (SELECT b.departement FROM accounts_body b WHERE b.id = NEW.body_id);
  IF NEW.recorded_by_id IS DISTINCT FROM rivage_membership() OR NEW.day > last
     OR NEW.replaces_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM outreach_round r WHERE r.id = NEW.replaces_id AND r.body_id = NEW.body_id) THEN
    RAISE EXCEPTION 'rivage: sortie refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_round BEFORE INSERT ON outreach_round
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION outreach_round_guard();

-- A card is taken in one's own name.
CREATE OR REPLACE FUNCTION outreach_card_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.taken_by_id IS DISTINCT FROM rivage_membership() OR NEW.taken_on IS NULL THEN
    RAISE EXCEPTION 'rivage: carte refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_card BEFORE UPDATE ON outreach_card
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION outreach_card_guard();

-- Three months after it was left, a card is gone.
CREATE OR REPLACE FUNCTION outreach_forget() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  past date := ((rivage_instant() - 92 * interval '24 hours') AT TIME ZONE 'Europe/Paris')::date;
  gone bigint;
BEGIN
  DELETE FROM outreach_card c WHERE c.left_on < past;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
REVOKE ALL ON FUNCTION outreach_forget() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION outreach_forget() TO rivage_worker;
