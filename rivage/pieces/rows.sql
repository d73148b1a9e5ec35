-- A file and its segments are written together, all of them, and go together: no row without its bytes, no bytes
-- without their row. Asked once all is written.
CREATE OR REPLACE FUNCTION pieces_whole() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  row jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
  asked uuid := coalesce(row ->> 'file_id', row ->> 'id')::uuid;
BEGIN
  IF EXISTS (SELECT FROM pieces_piecefile f WHERE f.id = asked AND f.segments <>
      (SELECT count(*) FROM pieces_filesegment s WHERE s.file_id = f.id AND s.of = f.segments)) THEN
    RAISE EXCEPTION 'rivage: fichier incomplet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER whole AFTER INSERT ON pieces_piecefile DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION pieces_whole();
CREATE CONSTRAINT TRIGGER whole_left AFTER DELETE ON pieces_filesegment DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION pieces_whole();

-- Nothing is added to a file but by whoever writes it, as it is written.
CREATE OR REPLACE FUNCTION pieces_segment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM pieces_piecefile f WHERE f.id = NEW.file_id AND f.person_id = NEW.person_id
      AND abs(extract(epoch FROM f.created_at - rivage_now())) < 3600 AND f.recorded_by_id = rivage_membership()
      AND f.segments = NEW.of) THEN
    RAISE EXCEPTION 'rivage: morceau refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_written BEFORE INSERT ON pieces_filesegment
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION pieces_segment_guard();

-- Her files follow her to another antenne if she says so, as its notes do.
CREATE OR REPLACE FUNCTION pieces_moved() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT (people_move()).with_notes THEN
    DELETE FROM pieces_filesegment s WHERE s.person_id = NEW.id;
    DELETE FROM pieces_piecefile f WHERE f.person_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER t60_pieces AFTER UPDATE OF antenne_id ON people_person
  FOR EACH ROW WHEN (people_moving(NEW.id)) EXECUTE FUNCTION pieces_moved();
