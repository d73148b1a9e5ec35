-- Whether an answer of the payer may follow what is noted of its month (`aid.answers.against`): none was, another state
-- on a later day, or more of a month paid in part.
CREATE OR REPLACE FUNCTION rights_follows(was rights_afismonth, said text, said_on date, euros numeric) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT was.answer = '' OR (said_on > was.answered_on AND said NOT IN ('', was.answer))
    OR (was.answer = 'paid' AND was.paid < was.amount AND said = 'paid' AND euros > was.paid
      AND said_on >= was.answered_on)
$$;

-- Else, what the payer answered is said otherwise beside a row of whoever acts that keeps it, of this very transaction.
CREATE OR REPLACE FUNCTION rights_answered_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF rights_follows(OLD, NEW.answer, NEW.answered_on, NEW.paid) IS NOT TRUE
     AND NOT EXISTS (SELECT FROM rights_answercorrection c WHERE c.month_id = NEW.id
       AND c.recorded_by_id = rivage_membership() AND c.created_at = rivage_now()
       AND (c.answer, c.answered_on, c.paid) = (OLD.answer, OLD.answered_on, coalesce(OLD.paid, 0))
       AND c.paid_on IS NOT DISTINCT FROM OLD.paid_on) THEN
    RAISE EXCEPTION 'rivage: réponse refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_answered BEFORE UPDATE ON rights_afismonth
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND OLD.answer <> ''
    AND (NEW.answer, NEW.answered_on, NEW.paid, NEW.paid_on)
      IS DISTINCT FROM (OLD.answer, OLD.answered_on, OLD.paid, OLD.paid_on))
  EXECUTE FUNCTION rights_answered_guard();
