SELECT rivage_person_rows('rights_afisdecision', 'decision', 'delegate secretary');
CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON rights_afisdecision
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rivage_refuse_change();
