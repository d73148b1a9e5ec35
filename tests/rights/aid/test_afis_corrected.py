"""A decision on the aid noted wrong is corrected with a reason until a month is ordered; what was noted stays."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from rivage.audit.models import Event
from rivage.core.perimeter import Perimeter, perimeter
from rivage.core.refusal import Refused, Stale
from rivage.core.versions import version_of
from rivage.dossiers.models import Demande
from rivage.rights.aid import actions
from rivage.rights.models import AfisCorrection, AfisDecision
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, opined, signed
from tests.dossiers.path import WHO
from tests.rights.aid.test_afis import payer_reads
from tests.rights.aid.test_hands import DELEGATE, SECRETARY, granted, noted
from tests.rights.aid.test_months import ordered
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

pytestmark = pytest.mark.django_db
WHY = "Le papier signé dit autre chose."
REFUSED = {"sense": "refuse", "motives": ["ressources"], "reasons": "Ressources trop hautes."}


def as_signed(on: date, **changes: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "sense": "grant",
        "decided_on": on,
        "children": 1,
        "motives": [],
        "reasons": "",
        "source": "signed_paper",
    }
    return said | {"signed_name": "Anne Sémaphore"} | changes


def correct(
    world: World, row: AfisDecision, who: str = DELEGATE, why: str = WHY, version: str | None = None, **changes: Any
) -> AfisDecision:
    with acting(world[who]) as actor:
        held = AfisDecision.objects.get(pk=row.pk)
        shown = version_of(held) if version is None else version
        instead = as_signed(world.today, **changes)
        return actions.correct_afis(
            actor=actor, on=world.today, decision=held, instead=instead, why=why, version=shown
        )


def aid(world: World) -> AfisDecision:
    """Granted, noted by the délégation."""
    return granted(world, noted(world), DELEGATE)


def test_what_was_noted_wrong_is_read_again_then_corrected_and_both_are_shown(world: World) -> None:
    row = after(world, aid)
    delegate, ids = Caller(world[DELEGATE]), {"demande": row.demande_id}
    assert delegate.get("rights:afis", **ids).says("Corriger ce qui est noté")
    assert delegate.get("rights:afis_correct", **ids).says("Noté : aide accordée")
    typed = as_signed(world.today, **REFUSED) | {"decided_on": str(world.today), "why": WHY}
    assert delegate.post("rights:afis_correct", typed | {"why": ""}, **ids).status == 422
    page = delegate.post("rights:afis_correct", typed, **ids)
    for words in (
        "Sera noté : aide refusée",
        "Aucun mois d’aide",
        "ne lit plus ni son nom",
        "aucun délai pour contester",
    ):
        assert page.says(words), words
    assert payer_reads(world), "nothing is written before it is read"
    read = typed | {"version": version_in(page.text)}
    assert delegate.post("rights:afis_correct", read | {"reasons": "Autre chose."}, **ids).status == 422
    assert delegate.post("rights:afis_correct", read, **ids).says("C’est corrigé.")
    assert not payer_reads(world)
    with acting(world[DELEGATE]):
        kept, now = AfisCorrection.objects.get(), AfisDecision.objects.get()
        assert (kept.sense, kept.why, now.sense, now.reasons) == ("grant", WHY, "refuse", REFUSED["reasons"])
    with perimeter(Perimeter(role="auditor")):
        details = Event.objects.get(kind="afis_corrected").details
        assert details == {"sense": "refuse", "before": "grant", "source": "signed_paper"}
    for who in (DELEGATE, WHO):
        shown = Caller(world[who]).get("rights:afis", **ids)
        assert shown.says("<s>Aide accordée"), who
        assert shown.says(WHY), who
        assert shown.says(f"({world[DELEGATE]})"), who


def test_a_refusal_noted_wrong_becomes_a_grant_that_the_payer_reads_and_that_is_ordered(world: World) -> None:
    row = after(world, aid)
    correct(world, row, **REFUSED)
    assert Caller(world[SECRETARY]).get("rights:orders").status == 200
    with pytest.raises(Refused):
        ordered(world, SECRETARY)
    row = correct(world, row)
    assert payer_reads(world)
    assert len(row.verdict["months"]) == 6
    ordered(world, DELEGATE)


def test_what_is_refused(world: World) -> None:
    row = after(world, aid)
    for changes, sentence in (
        ({}, "déjà noté"),
        ({"sense": "refuse", "motives": ["age"]}, "motivé"),
        ({"children": 21}, "de 0 à 20"),
        ({"decided_on": world.today + timedelta(days=1)}, "après aujourd’hui"),
        ({"children": 2, "why": " "}, "Dites pourquoi"),
        ({"children": 2, "why": "Awa Corail l’a dit."}, "le nom"),
        ({"children": 2, "who": WHO}, "délégation ou le secrétariat"),
    ):
        with pytest.raises(Refused, match=sentence):
            correct(world, row, **changes)
    with pytest.raises(Stale):
        correct(world, row, version="", children=2)
    ordered(world, SECRETARY)
    with pytest.raises(Refused, match="Un ordre porte déjà des mois"):
        correct(world, row, children=2)
    page = Caller(world[DELEGATE]).get("rights:afis", demande=row.demande_id)
    assert page.says("sa décision ne se corrige plus ici")
    assert not page.says("Corriger ce qui est noté")
    assert Caller(world[DELEGATE]).get("rights:afis_correct", demande=row.demande_id).says("Un ordre porte déjà")


def test_who_noted_the_releve_and_corrects_the_aid_does_not_order_its_first_month(world: World) -> None:
    """ADR 0036: a correction is a hand on the aid, whoever noted it first; and it takes nobody's hand off."""
    row = after(world, aid)
    correct(world, row, SECRETARY, children=2)
    with pytest.raises(Refused, match="Vous avez noté d’après le papier l’avis"):
        ordered(world, SECRETARY)
    assert Caller(world[DELEGATE]).get("desk:home").says("Un premier mois noté par Secretary:33")
    correct(world, row, DELEGATE, children=1)
    with pytest.raises(Refused, match="Vous avez noté d’après le papier l’avis"):
        ordered(world, SECRETARY)
    ordered(world, DELEGATE)


def test_the_database_changes_no_decision_without_what_it_was(world: World) -> None:
    row = after(world, aid)
    with acting(world[DELEGATE]), pytest.raises(DatabaseError, match="décision refusée"), transaction.atomic():
        AfisDecision.objects.filter(pk=row.pk).update(children=3)
    kept = {
        "sense": "grant", "decided_on": row.decided_on, "children": 1, "signed_name": row.signed_name,
        "known_from": row.source, "corrected_on": world.today,
    }  # fmt: skip
    with acting(world[DELEGATE]), pytest.raises(DatabaseError, match="au nom d’un autre"), transaction.atomic():
        AfisCorrection.beside(row, decision=row, **kept, recorded_by=world[SECRETARY]).save(force_insert=True)
    correct(world, row, **REFUSED)
    correct(world, row)
    ordered(world, SECRETARY)
    with acting(world[DELEGATE]), pytest.raises(DatabaseError, match="décision refusée"), transaction.atomic():
        AfisDecision.objects.filter(pk=row.pk).update(sense="refuse")


def test_the_signatory_reads_the_outcome_of_the_aid_beside_the_decision(world: World) -> None:
    demande: Demande = after(world, opined)
    signed(world, demande, **GRANT)
    signatory, ids = Caller(world["signatory:33"]), {"demande": demande.pk}
    assert not signatory.get("decisions:decision", **ids).says("Aide financière")
    granted(world, demande, DELEGATE)
    page = signatory.get("decisions:decision", **ids)
    assert page.says("Aide financière accordée le")
    assert signatory.get("rights:afis", **ids).status == 404
