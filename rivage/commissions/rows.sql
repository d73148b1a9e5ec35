SELECT rivage_departement_rows('commissions_commission');
SELECT rivage_departement_rows('commissions_seat');
SELECT rivage_departement_rows('commissions_member');
SELECT rivage_departement_rows('commissions_seatholder');
SELECT rivage_departement_rows('commissions_seance');
SELECT rivage_departement_rows('commissions_convocation');
SELECT rivage_departement_rows('commissions_attendance');
SELECT rivage_departement_rows('commissions_papercopy');
SELECT rivage_departement_rows('commissions_minutes');
SELECT rivage_person_rows('commissions_agendaitem', 'reference', 'state');
SELECT rivage_person_rows('commissions_deport', 'reference', 'state');
SELECT rivage_person_rows('commissions_avis', 'avis', 'state');
SELECT rivage_person_rows('commissions_extract', 'avis', 'state');

-- The relevé signed freezes the avis; the minutes signed freeze the minutes. The retention job alone goes further, as owner.
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON commissions_avis
  FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL AND current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON commissions_minutes
  FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL AND current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON commissions_extract
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();
