"""`rivage check --data`: silent on an invented nation, and a sentence for each thing spoiled in it."""

from typing import Any

import pytest
from django.db import connection, transaction

from rivage.config import datachecks
from rivage.core.perimeter import facts
from rivage.demo.national import SCALES, seed
from rivage.dossiers.models import Demande
from tests.database import Kept, keep, role

SPOIL = """
CREATE OR REPLACE FUNCTION kept.spoil(statement text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET session_replication_role = replica AS $$ BEGIN EXECUTE statement; END $$
"""
# What a sentence says, and what spoils it.
SPOILED = {
    "sans ligne d’ordre du jour": "UPDATE dossiers_demande SET step = 'scheduled' WHERE step = 'draft'",
    "sans avis signé": "UPDATE commissions_avis SET signed_at = NULL",
    "sans décision signée": "UPDATE decisions_decision SET step = 'draft' WHERE sense = 'refuse'",
    "n’est pas décidée": "UPDATE dossiers_demande SET step = 'complete' WHERE id = (SELECT demande_id FROM"
    " decisions_decision WHERE step = 'notified' AND sense = 'refuse' LIMIT 1)",
    "sans leur période": "DELETE FROM dossiers_period WHERE n = 1",
    "sans autorisation": "UPDATE dossiers_period SET decision_id = gen_random_uuid() WHERE n = 1",
    "finies avant de commencer": "UPDATE dossiers_period SET ended_on = starts - 1 WHERE n = 1",
    "signées avant la séance": "UPDATE commissions_avis SET rendered_at = rendered_at + interval '400 days'",
    "d’avant la décision": 'UPDATE decisions_notification SET "on" = "on" - 300',
    "sans aide accordée": "UPDATE rights_afisdecision SET sense = 'refuse'",
    "ordonnés et versés avant Rivage": "UPDATE dossiers_aid SET paid_until = '2035-01-01'",
    "sans aide accordée d’un parcours repris": "UPDATE dossiers_aid SET paid_until = '2016-11-01'",
    "plus larges que": "UPDATE people_share SET slices = '{reference,safety}' WHERE holder LIKE 'delegate:%'",
    "sans leurs deux clés": "DELETE FROM vault_personkey WHERE kind = 'private' AND body_id = antenne_id",
    "n’a pas sa clé": "DELETE FROM vault_personkey WHERE body_id <> antenne_id",
    "dont il reste l’identité": "UPDATE people_person SET erased_on = '2026-01-01'",
    "à une ligne absente de people_person": "UPDATE people_contact SET person_id = gen_random_uuid()",
    "sous une autre antenne": "UPDATE people_child SET antenne_id = gen_random_uuid()",
    "plus de 24 mois": "UPDATE dossiers_parcours SET months_before = 20",
    "chevauchent": "UPDATE dossiers_period SET run = hashtext(id::text), starts = starts - 40 WHERE n = 2",
    "ne l’ouvrent pas": "UPDATE people_identity SET name_in_use = family_name",
    "Scellé 1": "UPDATE audit_event SET kind = 'autre' WHERE seal = 1 AND kind = 'read'",
}


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any) -> Kept[dict[str, int]]:
    with django_db_blocker.unblock():
        found = keep("nation", lambda: seed(SCALES["small"], 7))
        with role("postgres", SPOIL):
            return found


@pytest.mark.journey
@pytest.mark.django_db
def test_an_invented_nation_contradicts_itself_nowhere(kept: Kept[dict[str, int]]) -> None:
    made = kept.put_back()
    assert datachecks.troubles() == []
    with transaction.atomic(), facts():
        assert Demande.objects.count() == made["demandes"] > 100


@pytest.mark.journey
@pytest.mark.django_db
def test_each_thing_spoiled_is_said(kept: Kept[dict[str, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    # What spoils names spoils all of them: a few files tell it as well as a hundred.
    monkeypatch.setattr(datachecks, "SAMPLE", 3)
    kept.put_back()
    unseen = [words for words, statement in SPOILED.items() if not said(words, statement)]
    assert unseen == []


def said(words: str, statement: str) -> bool:
    before = transaction.savepoint()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT kept.spoil(%s)", [statement])
        return any(words in sentence for sentence in datachecks.troubles())
    finally:
        transaction.savepoint_rollback(before)
