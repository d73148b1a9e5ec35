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
