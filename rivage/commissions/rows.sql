SELECT rivage_departement_rows('commissions_commission');
SELECT rivage_departement_rows('commissions_seat');
SELECT rivage_departement_rows('commissions_member');
SELECT rivage_departement_rows('commissions_seatholder');
SELECT rivage_departement_rows('commissions_seance');
SELECT rivage_departement_rows('commissions_convocation', room => true);
SELECT rivage_departement_rows('commissions_attendance', room => true);
SELECT rivage_departement_rows('commissions_papercopy', room => true);
SELECT rivage_departement_rows('commissions_minutes', room => true);
SELECT rivage_person_rows('commissions_agendaitem', 'reference', 'delegate secretary chair');
SELECT rivage_person_rows('commissions_deport', 'reference', 'delegate secretary chair seat');
SELECT rivage_person_rows('commissions_avis', 'avis', 'delegate secretary chair');
SELECT rivage_person_rows('commissions_extract', 'avis', 'delegate secretary chair');

-- The relevé signed freezes the avis; the minutes signed freeze the minutes. The retention job alone goes further, as
-- owner.
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON commissions_avis
  FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL AND current_user <> 'rivage_owner')
    EXECUTE FUNCTION rivage_refuse_change();
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON commissions_minutes
  FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL AND current_user <> 'rivage_owner')
    EXECUTE FUNCTION rivage_refuse_change();
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON commissions_extract
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();

-- A seat reads in its own département, and the danger by the seats that protect (police, gendarmerie, magistrate)
-- alone.
CREATE OR REPLACE FUNCTION commissions_seat_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE held commissions_seat;
BEGIN
  SELECT * INTO held FROM commissions_seat s WHERE s.id::text = split_part(NEW.holder, ':', 2);
  IF held.id IS NULL OR held.departement <> ALL (string_to_array(current_setting('rivage.departements', true), ','))
     OR 'safety' = ANY (NEW.slices) AND held.kind NOT IN ('1', '3', '4', '5') THEN
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
