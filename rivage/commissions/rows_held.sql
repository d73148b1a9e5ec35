-- What a session was is read from its instants: each is written once, as it comes. Convened, it is not moved but
-- cancelled; closed, it is open again by a row of whoever acts that says when it had been closed, and why.
CREATE OR REPLACE FUNCTION commissions_seance_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  instant timestamptz := rivage_now();
  hour interval := interval '1 hour';
BEGIN
  IF ((NEW.at = OLD.at OR OLD.convened_at IS NULL)
      AND (NEW.convened_at IS NOT DISTINCT FROM OLD.convened_at
        OR (OLD.convened_at IS NULL AND NEW.convened_at BETWEEN instant - hour AND instant + hour))
      AND (NEW.opened_at IS NOT DISTINCT FROM OLD.opened_at
        OR (OLD.opened_at IS NULL AND OLD.closed_at IS NULL AND NEW.opened_at <= instant + hour
          AND (OLD.convened_at IS NULL OR NEW.opened_at >= OLD.convened_at)))
      AND (NEW.cancelled_at IS NOT DISTINCT FROM OLD.cancelled_at
        OR (OLD.cancelled_at IS NULL AND NEW.cancelled_at BETWEEN instant - hour AND instant + hour))
      AND (NEW.closed_at IS NOT DISTINCT FROM OLD.closed_at
        OR (OLD.closed_at IS NULL AND NEW.closed_at BETWEEN instant - hour AND instant + hour)
        OR (NEW.closed_at IS NULL AND OLD.cancelled_at IS NULL AND EXISTS (SELECT FROM commissions_reopening r
            WHERE (r.seance_id, r.closed_at, r.reopened_by_id) = (NEW.id, OLD.closed_at, rivage_membership()))
          AND NOT EXISTS (SELECT FROM commissions_minutes m WHERE m.seance_id = NEW.id AND m.signed_at IS NOT NULL)))
     ) IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: séance refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_kept BEFORE UPDATE ON commissions_seance
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION commissions_seance_guard();

-- Who was there, and when the association left, are noted while it is held.
CREATE OR REPLACE FUNCTION commissions_in_session() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM commissions_seance s WHERE s.id = NEW.seance_id AND s.closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'rivage: séance refusée, elle est close' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_session BEFORE INSERT OR UPDATE ON commissions_attendance
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION commissions_in_session();
CREATE OR REPLACE TRIGGER guard_session BEFORE UPDATE ON commissions_agendaitem
  FOR EACH ROW WHEN (current_user <> 'rivage_owner'
    AND (NEW.presented_at, NEW.left_at) IS DISTINCT FROM (OLD.presented_at, OLD.left_at))
  EXECUTE FUNCTION commissions_in_session();

-- A member stands aside for herself, or the room says it of her; the secretariat alone takes it back, in its own name.
CREATE OR REPLACE FUNCTION commissions_deport_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF (CASE TG_OP
      WHEN 'INSERT' THEN num_nonnulls(NEW.taken_back_at, NEW.taken_back_by_id) = 0
        AND (NOT rivage_is('seat') OR EXISTS (SELECT FROM commissions_member m
          WHERE m.id = NEW.member_id AND m.user_id = rivage_user()))
      ELSE rivage_is('delegate', 'secretary') AND NEW.taken_back_by_id = rivage_membership()
        AND abs(extract(epoch FROM NEW.taken_back_at - rivage_now())) < 3600
      END) IS NOT TRUE THEN
    RAISE EXCEPTION 'rivage: déport refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_aside BEFORE INSERT OR UPDATE ON commissions_deport
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION commissions_deport_guard();
