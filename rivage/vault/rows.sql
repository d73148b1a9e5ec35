-- The application deletes no key: whoever ran SQL in its place would erase everybody. It marks those of its own people,
-- of a few a day. Nothing opens them from then on (their policy), and a job deletes them once a day has passed: until
-- then, whoever owns the database gives back what was marked by somebody who should not have. A day is of 24 hours: a
-- calendar day has as many as the caller's TimeZone says. Two at once of an antenne wait for each other, and each
-- counts what the other has marked: another isolation would not.
CREATE OR REPLACE FUNCTION vault_erase(person uuid, kinds text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  instant timestamptz := rivage_now();
  antennes uuid[] := rivage_bodies();
  marked bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('vault.erase:' || a, 0)) FROM unnest(antennes) a ORDER BY a;
  -- The register of erasures is replayed after a restore by whoever owns the database, and by nobody else.
  IF (CASE WHEN session_user = 'rivage_owner' THEN rivage_is('system') ELSE rivage_is('lead')
      AND current_setting('transaction_isolation') = 'read committed'
      AND 20 > (SELECT count(DISTINCT k.person_id) FROM vault_personkey k WHERE k.antenne_id = ANY (antennes)
        AND k.person_id <> person AND k.erased_at > instant - interval '24 hours') END) IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: effacement refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE vault_personkey k SET erased_at = instant
    WHERE k.person_id = person AND k.kind = ANY (kinds) AND k.antenne_id = ANY (antennes) AND k.erased_at IS NULL;
  GET DIAGNOSTICS marked = ROW_COUNT;
  RETURN marked;
END $$;
CREATE OR REPLACE FUNCTION vault_delete_erased() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  deleted bigint;
BEGIN
  DELETE FROM vault_personkey k WHERE k.erased_at < transaction_timestamp() - interval '24 hours';
  GET DIAGNOSTICS deleted = ROW_COUNT;
  RETURN deleted;
END $$;
REVOKE ALL ON FUNCTION vault_delete_erased() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vault_delete_erased() TO rivage_worker;
