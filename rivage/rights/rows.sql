-- Written down by her antenne, from the paper, for a path that ran before Rivage.
CREATE POLICY taken_over ON rights_afisdecision FOR INSERT TO rivage_app
  WITH CHECK ((SELECT rivage_in()) AND antenne_id = ANY ((SELECT rivage_bodies())::uuid[])
    AND source <> 'own_desk'
    AND demande_id = ANY ((SELECT array_agg(d.id) FROM dossiers_demande d WHERE d.taken_over)::uuid[]));

CREATE OR REPLACE FUNCTION rights_taken_over_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF rivage_is('referent', 'lead') AND NOT EXISTS (SELECT FROM dossiers_demande d
       WHERE d.id = NEW.demande_id AND d.taken_over AND dossiers_being_taken_over(d.parcours_id)
         AND NEW.recorded_by_id = rivage_membership()) THEN
    RAISE EXCEPTION 'rivage: décision refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_taken_over BEFORE INSERT ON rights_afisdecision
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_taken_over_guard();

-- The desk reads that an aid of somebody ended, and when: of what was decided on it, neither children nor verdict.
CREATE OR REPLACE FUNCTION rights_ended_aids(whose uuid) RETURNS TABLE (demande uuid, ended_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.demande_id, a.ended_on FROM rights_afisdecision a
  WHERE (SELECT rivage_is('desk')) AND a.person_id = whose AND a.sense = 'grant' AND a.ended_on IS NOT NULL
    AND a.person_id <> ALL ((SELECT rivage_excluded())::uuid[])
    AND (a.person_id = ANY ((SELECT people_open_files('decision'))::uuid[])
      OR a.demande_id = ANY ((SELECT people_open_demandes('decision'))::uuid[])) ORDER BY a.decided_on
$$;

-- What was noted of a decision changes beside a row of whoever acts that keeps it, until a month is ordered or its end
-- is noted; from where it is known, as when it is noted.
CREATE OR REPLACE FUNCTION rights_afis_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT rivage_is('delegate', 'secretary')
     OR NOT EXISTS (SELECT FROM rights_afiscorrection c WHERE c.decision_id = NEW.id
       AND c.recorded_by_id = rivage_membership()
       AND (c.sense, c.decided_on, c.children, c.motives, c.signed_name, c.known_from)
       = (OLD.sense, OLD.decided_on, OLD.children, OLD.motives, OLD.signed_name, OLD.source))
     OR NOT EXISTS (SELECT FROM rights_who_says() w WHERE w.fact = 'rights_afisdecision' AND w.source = NEW.source
       AND rivage_is(VARIADIC w.roles))
     OR NEW.undone_on IS NOT NULL OR EXISTS (SELECT FROM rights_afismonth m WHERE m.decision_id = NEW.id)
     OR EXISTS (SELECT FROM rights_afisend e WHERE e.decision_id = NEW.id AND e.taken_back_on IS NULL) THEN
    RAISE EXCEPTION 'rivage: décision refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_noted BEFORE UPDATE ON rights_afisdecision
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.sense, NEW.decided_on, NEW.children, NEW.motives,
    NEW.verdict, NEW.reasons, NEW.signed_name, NEW.source) IS DISTINCT FROM (OLD.sense, OLD.decided_on, OLD.children,
    OLD.motives, OLD.verdict, OLD.reasons, OLD.signed_name, OLD.source)) EXECUTE FUNCTION rights_afis_guard();

-- A refusal is replaced once, by whoever notes what the préfet decides in its place, on the day of that decision:
-- asked once both are written, since a demande has one decision on its aid that stands.
CREATE OR REPLACE FUNCTION rights_replaced_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.replaced_on IS NOT NULL OR NEW.sense <> 'refuse' OR NOT rivage_is('delegate', 'secretary')
     OR NEW.replaced_on NOT BETWEEN OLD.decided_on AND rivage_last_day() THEN
    RAISE EXCEPTION 'rivage: décision refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION rights_replaced_by_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM rights_afisdecision d WHERE d.demande_id = NEW.demande_id AND d.id <> NEW.id
      AND d.replaced_on IS NULL AND d.created_at > NEW.created_at AND d.decided_on = NEW.replaced_on) THEN
    RAISE EXCEPTION 'rivage: un refus se remplace par une décision' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER replaced_by AFTER UPDATE OF replaced_on ON rights_afisdecision
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.replaced_on IS NOT NULL)
  EXECUTE FUNCTION rights_replaced_by_guard();
CREATE OR REPLACE TRIGGER guard_replaced BEFORE UPDATE ON rights_afisdecision
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND NEW.replaced_on IS DISTINCT FROM OLD.replaced_on)
  EXECUTE FUNCTION rights_replaced_guard();

-- Who may say of a fact where it is known from, for every table of a file that says it. A service is spoken for by its
-- own role; what was read or heard, by whoever reads or hears it. Nobody speaks for the préfet on the aid.
CREATE OR REPLACE FUNCTION rights_who_says() RETURNS TABLE (fact text, source text, roles text[])
LANGUAGE sql IMMUTABLE AS $$
  SELECT t.fact, s.source, t.roles FROM (VALUES
    ('dossiers_takeover', '{signed_paper,phone,paper_held}'::text[], '{referent,lead}'::text[]),
    ('decisions_decision', '{own_desk}', '{signatory}'),
    ('decisions_decision', '{signed_paper,phone,paper_held}', '{referent,lead,delegate,secretary}'),
    ('decisions_notification', '{own_desk,signed_paper,phone,paper_held}', '{referent,lead,delegate,secretary}'),
    ('rights_apsfact', '{own_desk}', '{desk}'),
    ('rights_apsfact', '{signed_paper,phone,paper_held}', '{referent,lead,delegate,secretary}'),
    ('rights_apsfact', '{with_her}', '{referent,lead}'),
    ('rights_permitmotive', '{own_desk}', '{desk}'),
    ('rights_permitmotive', '{signed_paper,phone,paper_held}', '{referent,lead,delegate,secretary}'),
    ('rights_permitnotice', '{own_desk}', '{desk}'),
    ('rights_permitnotice', '{own_desk,signed_paper,phone,paper_held}', '{referent,lead,delegate,secretary}'),
    ('rights_afisdecision', '{signed_paper,phone,paper_held}', '{referent,lead,delegate,secretary}'),
    ('rights_afisend', '{signed_paper,phone}', '{delegate,secretary}'),
    ('rights_payernotice', '{own_desk}', '{payer}'),
    ('rights_payernotice', '{signed_paper,phone,paper_held}', '{delegate,secretary}'),
    ('rights_aidevent', '{own_desk,signed_paper,phone,paper_held}', '{referent,lead}'),
    ('associations_agrement', '{own_desk,signed_paper,phone,paper_held}', '{delegate,secretary}'),
    ('commissions_avis', '{own_desk,signed_paper}', '{delegate,secretary,chair}'),
    ('releve', '{own_desk}', '{chair}'),
    ('releve', '{signed_paper}', '{delegate,secretary}')
  ) t (fact, sources, roles), unnest(t.sources) s (source)
$$;

-- And nobody writes it in the name of another; a decision is signed in Rivage by the signatory who acts, and by no one
-- else.
CREATE OR REPLACE FUNCTION rights_source_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM rights_who_says() w WHERE w.fact = TG_TABLE_NAME AND w.source = NEW.source
    AND rivage_is(VARIADIC w.roles) AND NEW.recorded_by_id = rivage_membership();
  IF NOT FOUND THEN
    RAISE EXCEPTION 'rivage: provenance refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_TABLE_NAME = 'decisions_decision' THEN
    IF (NEW.signed_by_id IS DISTINCT FROM CASE NEW.source WHEN 'own_desk' THEN rivage_membership() END) THEN
      RAISE EXCEPTION 'rivage: signature refusée' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_source BEFORE INSERT ON associations_agrement
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_source_guard();

-- An avis is worded again until its relevé is signed: each wording is of whoever writes it. The relevé is signed in
-- Rivage by the chair who acts; from the paper, it is noted by whoever instructs.
CREATE OR REPLACE FUNCTION rights_releve_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM rights_who_says() w WHERE w.fact = 'releve' AND w.source = NEW.signed_source
    AND rivage_is(VARIADIC w.roles) AND NEW.signed_by_id = rivage_membership() AND NEW.signed_at IS NOT NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'rivage: signature refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_source BEFORE INSERT ON commissions_avis
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_source_guard();
CREATE OR REPLACE TRIGGER guard_reworded BEFORE UPDATE ON commissions_avis
  FOR EACH ROW WHEN (current_user <> 'rivage_owner'
    AND (NEW.source, NEW.recorded_by_id, NEW.version, NEW.sense, NEW.afis, NEW.mode, NEW.reasons, NEW.afis_reasons,
      NEW.dissent, NEW.dissent_by_id, NEW.present, NEW.votes_for, NEW.votes_against, NEW.abstentions, NEW.afis_for,
      NEW.afis_against, NEW.afis_abstentions, NEW.rendered_at) IS DISTINCT FROM
      (OLD.source, OLD.recorded_by_id, OLD.version, OLD.sense, OLD.afis, OLD.mode, OLD.reasons, OLD.afis_reasons,
      OLD.dissent, OLD.dissent_by_id, OLD.present, OLD.votes_for, OLD.votes_against, OLD.abstentions, OLD.afis_for,
      OLD.afis_against, OLD.afis_abstentions, OLD.rendered_at)) EXECUTE FUNCTION rights_source_guard();
CREATE OR REPLACE TRIGGER guard_born_signed BEFORE INSERT ON commissions_avis
  FOR EACH ROW WHEN (NEW.signed_at IS NOT NULL AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rights_releve_guard();
CREATE OR REPLACE TRIGGER guard_signed BEFORE UPDATE ON commissions_avis
  FOR EACH ROW WHEN (current_user <> 'rivage_owner' AND (NEW.signed_at, NEW.signed_by_id, NEW.signed_name,
    NEW.signed_source) IS DISTINCT FROM (OLD.signed_at, OLD.signed_by_id, OLD.signed_name, OLD.signed_source))
  EXECUTE FUNCTION rights_releve_guard();
CREATE OR REPLACE TRIGGER guard_source BEFORE INSERT ON dossiers_takeover
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_source_guard();
CREATE OR REPLACE TRIGGER guard_source BEFORE INSERT ON decisions_notification
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_source_guard();
CREATE OR REPLACE TRIGGER guard_source BEFORE INSERT ON rights_apsfact
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_source_guard();
CREATE OR REPLACE TRIGGER guard_source BEFORE INSERT ON rights_permitmotive
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_source_guard();
CREATE OR REPLACE TRIGGER guard_source BEFORE INSERT ON rights_permitnotice
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_source_guard();
CREATE OR REPLACE TRIGGER guard_source BEFORE INSERT ON rights_afisdecision
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_source_guard();
CREATE OR REPLACE TRIGGER guard_source BEFORE INSERT ON rights_afisend
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_source_guard();
CREATE OR REPLACE TRIGGER guard_source BEFORE INSERT ON rights_aidevent
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_source_guard();
CREATE OR REPLACE TRIGGER guard_source BEFORE INSERT ON rights_payernotice
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_source_guard();
CREATE OR REPLACE TRIGGER guard_source BEFORE INSERT ON decisions_decision
  FOR EACH ROW WHEN (NEW.step <> 'draft' AND current_user <> 'rivage_owner') EXECUTE FUNCTION rights_source_guard();
CREATE OR REPLACE TRIGGER guard_signed BEFORE UPDATE ON decisions_decision
  FOR EACH ROW WHEN (OLD.step = 'draft' AND NEW.step <> 'draft' AND current_user <> 'rivage_owner')
  EXECUTE FUNCTION rights_source_guard();

-- A step of the permit that was noted wrong is corrected by the side that noted it, as `access.can_correct_aps`, and by
-- a step of that side.
CREATE OR REPLACE FUNCTION rights_side(source varchar, role varchar) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN source = 'own_desk' OR role = 'desk' THEN 'desk'
    WHEN role IN ('referent', 'lead') THEN 'antenne' ELSE 'delegation' END
$$;
CREATE OR REPLACE FUNCTION rights_correction_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM rights_apsfact f JOIN accounts_membership m ON m.id = f.recorded_by_id
    WHERE f.id IN (NEW.fact_id, NEW.instead_id)
    HAVING count(*) = CASE WHEN NEW.instead_id IS NULL THEN 1 ELSE 2 END AND bool_and(CASE
      rights_side(f.source, m.role) WHEN 'desk' THEN rivage_is('desk') WHEN 'antenne' THEN
      rivage_is('referent', 'lead') ELSE rivage_is('delegate', 'secretary') END);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'rivage: correction refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_correction BEFORE INSERT ON rights_apscorrection
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_correction_guard();

-- The préfecture orders a month of an aid that is granted, which the payer answers.
CREATE OR REPLACE FUNCTION rights_month_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF rivage_is('payer') OR NEW.answer <> ''
     OR EXISTS (SELECT FROM rights_afisdecision d WHERE d.id = NEW.decision_id AND d.sense <> 'grant') THEN
    RAISE EXCEPTION 'rivage: mois refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_answer BEFORE INSERT ON rights_afismonth
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_month_guard();

-- Who noted both the relevé and the aid from paper, or corrected it, does not also order the first month (ADR 0036):
-- `aid.hands`.
CREATE OR REPLACE FUNCTION rights_hands_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM rights_afisdecision d JOIN accounts_membership r ON r.id = d.recorded_by_id
      JOIN commissions_avis a ON a.demande_id = d.demande_id AND a.signed_source = 'signed_paper'
      JOIN accounts_membership s ON s.id = a.signed_by_id
      WHERE d.id = NEW.decision_id AND s.user_id = rivage_user() AND (r.user_id = rivage_user()
        OR EXISTS (SELECT FROM rights_afiscorrection c JOIN accounts_membership k ON k.id = c.recorded_by_id
          WHERE c.decision_id = d.id AND k.user_id = rivage_user())))
     AND NOT EXISTS (SELECT FROM rights_afismonth m WHERE m.decision_id = NEW.decision_id) THEN
    RAISE EXCEPTION 'rivage: premier mois refusé' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_hands BEFORE INSERT ON rights_afismonth
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_hands_guard();

-- What was ordered where she no longer is: read and answered there, in the order and nowhere else, as long as the
-- opening that her leaving left without a slice lasts. With the owner's eyes, and the columns of the order alone: each
-- row that is hers names the antenne where she is now, and her letters go there.
CREATE OR REPLACE FUNCTION rights_left_lines(orders uuid[], unanswered boolean)
RETURNS TABLE (id uuid, person_id uuid, order_id uuid, decision_id uuid, reference varchar, month date,
  children smallint, amount numeric, to_confirm boolean, answer varchar, answered_on date, paid numeric,
  paid_on date, decided_on date, file varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, m.person_id, m.order_id, m.decision_id, m.reference, m.month, m.children, m.amount, m.to_confirm,
    m.answer, m.answered_on, m.paid, m.paid_on, a.decided_on, p.reference
    FROM rights_afisorder o JOIN rights_afismonth m ON m.order_id = o.id
      JOIN rights_afisdecision a ON a.id = m.decision_id
      JOIN people_person p ON p.id = m.person_id
    WHERE o.id = ANY (orders) AND (m.answer = '' OR NOT unanswered)
      AND p.erased_on IS NULL AND p.id <> ALL ((SELECT rivage_excluded())::uuid[])
      AND (SELECT rivage_is('delegate', 'secretary', 'payer'))
      AND o.departement = ANY ((SELECT rivage_departements())::text[])
      AND EXISTS (SELECT FROM people_share s WHERE s.person_id = m.person_id AND s.departement = o.departement
        AND s.slices = '{}' AND (s.demande_id IS NULL OR s.demande_id = a.demande_id)
        AND s.holder = ANY ((SELECT rivage_holders())::text[])
        AND s.starts <= (SELECT rivage_now()) AND (SELECT rivage_now()) < s.ends)
$$;
-- What the file of an order says of each, and the key that opens it: that of the préfecture that she left, still
-- wrapped. Nothing once she has changed it: where she left, nobody learns the name she took since.
CREATE OR REPLACE FUNCTION rights_left_people(orders uuid[])
RETURNS TABLE (id uuid, person_id uuid, name_in_use bytea, family_name bytea, given_names bytea, birth bytea,
  body_id uuid, wrapped bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.id, i.person_id, i.name_in_use, i.family_name, i.given_names, i.birth, k.body_id, k.wrapped
    FROM people_identity i JOIN vault_personkey k ON k.person_id = i.person_id AND k.kind = 'shared'
      AND k.erased_at IS NULL
    WHERE i.person_id IN (SELECT m.person_id FROM rights_left_lines(orders, false) m)
      AND EXISTS (SELECT FROM people_transfer t WHERE t.person_id = i.person_id AND t.closed_at IS NOT NULL
        AND t.departement = ANY ((SELECT rivage_departements())::text[])
        AND t.name_as_left = people_name_digest(i))
      AND k.body_id = ANY ((SELECT rivage_keys())::uuid[])
$$;
CREATE OR REPLACE FUNCTION rights_left_answer(line uuid, said varchar, said_on date, euros numeric, euros_on date)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE rights_afismonth m SET answer = said, answered_on = said_on, paid = euros, paid_on = euros_on
    WHERE m.id = line AND rights_follows(m, said, said_on, euros)
      AND m.id IN (SELECT l.id FROM rights_left_lines(ARRAY[m.order_id], false) l);
  RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION rights_left_lines(uuid[], boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rights_left_lines(uuid[], boolean) TO rivage_app;
REVOKE ALL ON FUNCTION rights_left_people(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rights_left_people(uuid[]) TO rivage_app;
REVOKE ALL ON FUNCTION rights_left_answer(uuid, varchar, date, numeric, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rights_left_answer(uuid, varchar, date, numeric, date) TO rivage_app;

-- When she leaves a département, what was ordered there and is not paid whole stays for its payer to pay and to answer:
-- the openings that this rests on are left without a slice, half a year at most, and open no row of any table
-- (`rights_left_lines` reads these months alone).
CREATE OR REPLACE FUNCTION rights_share_left() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET timezone = 'Europe/Paris' AS $$
BEGIN
  IF OLD.starts <= rivage_now() AND rivage_now() < OLD.ends AND EXISTS (SELECT FROM rights_afismonth m
      JOIN rights_afisorder o ON o.id = m.order_id JOIN rights_afisdecision a ON a.id = m.decision_id
      WHERE m.person_id = OLD.person_id AND o.departement = OLD.departement
        AND (m.answer <> 'paid' OR m.paid < m.amount)
        AND (OLD.demande_id IS NULL OR OLD.demande_id = a.demande_id)) THEN
    NEW.ends := least(OLD.ends, rivage_now() + interval '6 months');
    NEW.slices := '{}';
    NEW.passes := '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER left_to_pay BEFORE UPDATE OF antenne_id ON people_share
  FOR EACH ROW WHEN (NEW.antenne_id = '00000000-0000-0000-0000-000000000000' AND people_moving(NEW.person_id)
    AND split_part(NEW.holder, ':', 1) IN ('payer', 'delegate'))
  EXECUTE FUNCTION rights_share_left();

-- And what warned those of the département that she leaves ends there.
CREATE OR REPLACE FUNCTION rights_moved() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE rights_alert a SET departement = NEW.departement,
      ended_at = CASE WHEN a.holder LIKE '%:%' THEN coalesce(a.ended_at, (SELECT rivage_now())) ELSE a.ended_at END
    WHERE a.person_id = NEW.id;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER t50_rights AFTER UPDATE OF antenne_id ON people_person
  FOR EACH ROW WHEN (OLD.departement <> NEW.departement AND people_moving(NEW.id))
  EXECUTE FUNCTION rights_moved();

-- A warning is raised by the system membership of a département, which reads no file: a policy of its own, and a guard
-- with the owner's eyes in place of the one that looks at what the writer sees. Who is warned tells who accompanies
-- her: private, like her accompaniments.
CREATE POLICY sweep ON rights_alert FOR ALL TO rivage_app
  USING ((SELECT rivage_in()) AND (SELECT rivage_is('system'))
    AND departement = ANY ((SELECT rivage_departements())::text[]));
CREATE OR REPLACE FUNCTION rights_alert_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM people_person p
      WHERE p.id = NEW.person_id AND p.antenne_id = NEW.antenne_id AND p.departement = NEW.departement) THEN
    RAISE EXCEPTION 'rivage: alerte refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER declared_guard BEFORE INSERT ON rights_alert
  FOR EACH ROW WHEN (current_user <> 'rivage_owner') EXECUTE FUNCTION rights_alert_guard();

-- A path wrongly written down is erased by her antenne, to be typed again: as long as nobody has confirmed it and
-- nothing was built on it since. The rows of one taking over share its instant. With the owner's eyes: those tables
-- keep no other way to delete.
CREATE OR REPLACE FUNCTION rights_undo_take_over(path uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held dossiers_takeover;
  old uuid[];
BEGIN
  SELECT * INTO held FROM dossiers_takeover t WHERE t.parcours_id = path AND t.confirmed_on IS NULL
    AND ((SELECT rivage_is('lead')) OR (SELECT rivage_is('referent')) AND people_accompanies(t.person_id))
    AND t.antenne_id = ANY ((SELECT rivage_bodies())::uuid[]) FOR UPDATE;
  SELECT array_agg(d.id) INTO old FROM dossiers_demande d WHERE d.parcours_id = path AND d.taken_over;
  IF held.id IS NULL
     OR EXISTS (SELECT FROM dossiers_demande d WHERE d.parcours_id = path AND d.created_at > held.created_at)
     OR EXISTS (SELECT FROM dossiers_period p
       WHERE p.parcours_id = path AND (p.ended_on IS NOT NULL OR p.created_at > held.created_at))
     OR EXISTS (SELECT FROM dossiers_renunciation r WHERE r.parcours_id = path)
     OR EXISTS (SELECT FROM dossiers_interruption i WHERE i.parcours_id = path)
     OR EXISTS (SELECT FROM decisions_notification n JOIN decisions_decision c ON c.id = n.decision_id
       WHERE c.demande_id = ANY (old))
     OR EXISTS (SELECT FROM rights_apsfact f WHERE f.person_id = held.person_id AND f.created_at > held.created_at)
     OR EXISTS (SELECT FROM rights_apscorrection c
       WHERE c.person_id = held.person_id AND c.created_at > held.created_at)
     OR EXISTS (SELECT FROM rights_afismonth m JOIN rights_afisdecision a ON a.id = m.decision_id
       WHERE a.demande_id = ANY (old)) THEN
    RAISE EXCEPTION 'rivage: reprise refusée' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE people_share SET ends = greatest(starts, (SELECT rivage_now())), ended_by = (SELECT rivage_membership())
    WHERE demande_id = ANY (old) AND ends > (SELECT rivage_now());
  DELETE FROM rights_afisdecision WHERE demande_id = ANY (old);
  DELETE FROM rights_apsfact WHERE person_id = held.person_id AND created_at = held.created_at;
  DELETE FROM rights_needspan WHERE person_id = held.person_id AND created_at = held.created_at;
  DELETE FROM dossiers_period WHERE parcours_id = path;
  DELETE FROM decisions_decision WHERE demande_id = ANY (old);
  DELETE FROM dossiers_situation WHERE demande_id = ANY (old);
  DELETE FROM dossiers_account WHERE demande_id = ANY (old);
  DELETE FROM dossiers_project WHERE demande_id = ANY (old);
  DELETE FROM dossiers_safety WHERE demande_id = ANY (old);
  DELETE FROM dossiers_aid WHERE demande_id = ANY (old);
  DELETE FROM dossiers_takeover WHERE id = held.id;
  DELETE FROM dossiers_demande WHERE id = ANY (old);
  DELETE FROM dossiers_parcours p WHERE p.id = path
    AND NOT EXISTS (SELECT FROM dossiers_demande d WHERE d.parcours_id = path);
END $$;
REVOKE ALL ON FUNCTION rights_undo_take_over(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rights_undo_take_over(uuid) TO rivage_app;
