-- A round is noted for the département of one's antenne, never before it took place nor long after; what was noted
-- wrong is replaced once (unique), by who noted it or by those who accompany.
CREATE OR REPLACE FUNCTION outreach_round_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last date := rivage_last_day();
BEGIN
  NEW.departement := (SELECT b.departement FROM accounts_body b WHERE b.id = NEW.body_id);
  IF NEW.day NOT BETWEEN last - 735 AND last
     OR NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT FROM outreach_round r WHERE r.id = NEW.replaces_id
       AND r.body_id = NEW.body_id
       AND (r.recorded_by_id = NEW.recorded_by_id OR rivage_is('referent', 'lead'))) THEN
    RAISE EXCEPTION 'rivage: sortie refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_round BEFORE INSERT ON outreach_round
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION outreach_round_guard();

-- A workshop is planned or noted for the département of one's antenne; who came is counted once its day is there.
CREATE OR REPLACE FUNCTION outreach_workshop_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last date := rivage_last_day();
BEGIN
  NEW.departement := (SELECT b.departement FROM accounts_body b WHERE b.id = NEW.body_id);
  IF NEW.day NOT BETWEEN last - 735 AND last + 367 OR NEW.came IS NOT NULL AND NEW.day > last
     OR NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT FROM outreach_workshop w WHERE w.id = NEW.replaces_id
       AND w.body_id = NEW.body_id) THEN
    RAISE EXCEPTION 'rivage: atelier refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_workshop BEFORE INSERT ON outreach_workshop
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION outreach_workshop_guard();

-- A zone is opened open, a card waits when it is left; each at the instant of the server.
CREATE OR REPLACE FUNCTION outreach_zone_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.created_at := rivage_now();
  IF NEW.closed_on IS NOT NULL THEN
    RAISE EXCEPTION 'rivage: zone refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_begun BEFORE INSERT ON outreach_roundzone
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION outreach_zone_guard();
CREATE OR REPLACE FUNCTION outreach_card_left() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  today date := (rivage_now() AT TIME ZONE 'Europe/Paris')::date;
BEGIN
  NEW.created_at := rivage_now();
  IF NEW.taken_on IS NOT NULL OR NEW.done_on IS NOT NULL OR NEW.left_on NOT BETWEEN today - 1 AND today + 1 THEN
    RAISE EXCEPTION 'rivage: carte refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_begun BEFORE INSERT ON outreach_card
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION outreach_card_left();

-- A zone is closed today: what its rounds say of it is erased two years after that day. It may be gone to again.
CREATE OR REPLACE FUNCTION outreach_zone_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rivage: zone refusée' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER guard_closed BEFORE UPDATE ON outreach_roundzone
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND NEW.closed_on IS DISTINCT FROM OLD.closed_on
    AND NEW.closed_on NOT BETWEEN rivage_last_day() - 1 AND rivage_last_day())
  EXECUTE FUNCTION outreach_zone_closed();

-- A card is taken in one's own name; it is done, or given back, by whoever took it or by the lead; each of today.
CREATE OR REPLACE FUNCTION outreach_card_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mine uuid := rivage_membership();
BEGIN
  IF OLD.taken_by_id IS NULL AND NEW.taken_by_id IS DISTINCT FROM mine
     OR OLD.taken_by_id IS NOT NULL AND OLD.taken_by_id <> mine AND NOT rivage_is('lead')
     OR OLD.taken_by_id IS NOT NULL AND NEW.taken_by_id IS NOT NULL AND NEW.taken_by_id <> OLD.taken_by_id
     OR NEW.taken_on IS DISTINCT FROM OLD.taken_on
       AND NEW.taken_on NOT BETWEEN rivage_last_day() - 1 AND rivage_last_day()
     OR NEW.done_on NOT BETWEEN rivage_last_day() - 1 AND rivage_last_day() THEN
    RAISE EXCEPTION 'rivage: carte refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_card BEFORE UPDATE ON outreach_card
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION outreach_card_guard();

-- The night after she was called back, three months after it was left at most, a card is gone. Two years after its day,
-- a round or a workshop keeps its numbers alone; two years after it was closed, no round names a zone any more.
CREATE OR REPLACE FUNCTION outreach_forget() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'Europe/Paris' AS $$
DECLARE
  today date := (rivage_instant() AT TIME ZONE 'Europe/Paris')::date;
  years date := today - interval '24 months';
  done bigint;
  gone bigint;
BEGIN
  DELETE FROM outreach_card c WHERE c.left_on < today - 92 OR c.done_on IS NOT NULL;
  GET DIAGNOSTICS gone = ROW_COUNT;
  UPDATE outreach_round SET detail = NULL, recorded_by_id = NULL
    WHERE day < years AND (detail IS NOT NULL OR recorded_by_id IS NOT NULL);
  GET DIAGNOSTICS done = ROW_COUNT;
  gone := gone + done;
  UPDATE outreach_workshop SET detail = NULL, recorded_by_id = NULL
    WHERE day < years AND (detail IS NOT NULL OR recorded_by_id IS NOT NULL);
  GET DIAGNOSTICS done = ROW_COUNT;
  gone := gone + done;
  DELETE FROM outreach_roundzone z WHERE z.closed_on < years;
  GET DIAGNOSTICS done = ROW_COUNT;
  RETURN gone + done;
END $$;
REVOKE ALL ON FUNCTION outreach_forget() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION outreach_forget() TO rivage_worker;
