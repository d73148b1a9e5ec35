"""An end of the aid noted wrong is corrected with a reason, or said noted by mistake; what was noted stays."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from rivage.audit.models import Event
from rivage.core import clock
from rivage.core.french import capital
from rivage.core.perimeter import Perimeter, perimeter
from rivage.core.refusal import Refused, Stale
from rivage.core.versions import version_of
from rivage.dossiers import changes
from rivage.law.period import add_months
from rivage.law.wording import month as in_words
from rivage.rights.aid import actions
from rivage.rights.ended import told_on
from rivage.rights.models import AfisDecision, AfisEnd, EndCorrection
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO
from tests.rights.aid.handed import hand
from tests.rights.aid.test_ended import ended
from tests.rights.aid.test_months import aided, answer, first, lines, ordered, read
from tests.versions import version_in
from tests.world import World, acting, away

__all__ = ["aided"]
pytestmark = pytest.mark.django_db
DELEGATE, SECRETARY, PAYER = "delegate:33", "secretary:33", "payer:33"
WHY = "Le papier est d’un autre dossier."


def said(day: date, **changes: Any) -> actions.EndTold:
    values = {"ground": "condition", "decided_on": day, "invited_on": day, "reasons": "Motif inventé."}
    return actions.EndTold(**(values | {"signed_name": "Anne Sémaphore"} | changes))


def correct(
    world: World, end: AfisEnd, instead: actions.EndTold | None, *, who: str = DELEGATE, **more: Any
) -> AfisEnd:
    with acting(world[who]) as actor:
        held = AfisEnd.objects.select_related("decision__demande").get(pk=end.pk)
        more = {"on": world.today, "why": WHY, "version": version_of(held)} | more
        return actions.correct_end(actor=actor, end=held, instead=instead, **more)


def typed(day: date, **changes: Any) -> dict[str, Any]:
    values = {"truth": "other", "ground": "engagements", "invited_on": str(day), "decided_on": str(day)}
    words = {"reasons": "Motif inventé.", "signed_name": "Anne Sémaphore", "source": "phone", "why": WHY}
    return values | words | changes


def test_an_end_noted_wrong_is_read_again_then_corrected_and_both_are_shown(world: World, aided: AfisDecision) -> None:
    after, today = add_months(first(world), 1), world.today
    with clock.at(away(40)):
        world.today = clock.today("33")
        order = ordered(world)
        late = next(line for line in lines(world) if line.month == after)
        read(world, order, answer(late, world))
        ended(world, aided, world.today)
        caller, ids = Caller(world[DELEGATE]), {"demande": aided.demande_id}
        assert caller.get("rights:end", **ids).says("Corriger ce qui est noté de la fin de l’aide")
        sent = typed(world.today)
        assert caller.post("rights:end_corrected", sent | {"why": ""}, **ids).status == 422
        page = caller.post("rights:end_corrected", sent, **ids)
        month, last = (in_words(each).replace("\u00a0", " ") for each in (after, world.today))
        for words in ("Sera noté : fin le", "engagements non tenus", f"Dernier mois dû : {last}. Avant :"):
            assert page.says(words), words
        assert page.says(f"{capital(month)} redevient dû : ordonné (ordre n° {order.n}) et versé.")
        assert page.says("Vous le savez par téléphone")
        with acting(world[DELEGATE]):
            assert AfisEnd.objects.get().ground == "condition", "nothing is written before it is read"
        again = sent | {"version": version_in(page.text)}
        assert caller.post("rights:end_corrected", again | {"ground": "condition"}, **ids).status == 422
        assert caller.post("rights:end_corrected", again, **ids).says("C’est corrigé.")
        with acting(world[DELEGATE]):
            kept, now = EndCorrection.objects.get(), AfisEnd.objects.get()
            assert (kept.ground, kept.why) == ("condition", WHY)
            assert (now.ground, now.decided_on) == ("engagements", world.today)
            assert AfisDecision.objects.get(pk=aided.pk).ended_on == world.today
        for who in (DELEGATE, WHO):
            shown = Caller(world[who]).get("rights:end", **ids)
            assert shown.says("<s>Fin le"), who
            assert shown.says(f"({world[DELEGATE]}) : {WHY}"), who
        assert not Caller(world[WHO]).get("rights:end", **ids).says("Corriger ce qui est noté")
    world.today = today
    with perimeter(Perimeter(role="auditor")):
        details = Event.objects.get(kind="afis_end_corrected").details
        assert details == {"ground": "engagements", "source": "phone", "ended": True}


def test_an_end_that_was_none_is_taken_back_and_its_months_are_due_again(world: World, aided: AfisDecision) -> None:
    end, ids = ended(world, aided, world.today), {"demande": aided.demande_id}
    caller, sent = Caller(world[SECRETARY]), {"truth": "none", "why": WHY}
    last = in_words(add_months(first(world), 5)).replace("\u00a0", " ")
    assert not Caller(world[PAYER]).get("rights:decided", person=aided.person_id).says(f"à {last}")
    page = caller.post("rights:end_corrected", sent, **ids)
    assert page.says("les mois suivants redeviennent dus")
    assert caller.post("rights:end_corrected", sent | {"version": version_in(page.text)}, **ids).says("C’est corrigé.")
    for who in (SECRETARY, WHO):
        shown = Caller(world[who]).get("rights:end", **ids)
        assert shown.says("Une fin de l’aide avait été notée par erreur."), who
        assert shown.says("<s>Fin le"), who
    assert not Caller(world[WHO]).get("desk:home").says("Remettre la décision qui met fin à l’aide")
    assert not Caller(world[WHO]).get("rights:months", person=aided.person_id).says("mis fin")
    assert Caller(world[PAYER]).get("rights:decided", person=aided.person_id).says(f"à {last}")
    with pytest.raises(Refused, match="déjà dite notée par erreur"):
        correct(world, end, said(world.today))
    assert caller.get("rights:end_corrected", **ids).says("il n’y a rien à corriger")
    assert ended(world, aided, world.today).pk != end.pk, "the aid may end in truth"
    assert caller.get("rights:end", **ids).says("Le préfet a mis fin à l’aide")


def test_a_correction_shortens_no_remedy(world: World, aided: AfisDecision) -> None:
    end, today = ended(world, aided, world.today), world.today
    with clock.at(away(3)), acting(world[WHO]) as actor:
        hand(actor, AfisEnd.objects.get(), today + timedelta(days=2))
    with clock.at(away(3)):
        on = clock.today("33")
        with pytest.raises(Refused, match="son délai pour contester court"):
            correct(world, end, None, on=on)
        with pytest.raises(Refused, match="La remise est notée avant cette date"):
            correct(world, end, said(today + timedelta(days=3)), on=on)
        corrected = correct(world, end, said(today + timedelta(days=1)), on=on)
        with acting(world[WHO]):
            assert told_on(corrected) == today + timedelta(days=2)
        page = Caller(world[DELEGATE]).post("rights:end_corrected", typed(today), demande=aided.demande_id)
        assert page.says("La remise notée reste. Recours"), page.text


def test_what_is_refused(world: World, aided: AfisDecision) -> None:
    end, today = ended(world, aided, world.today), world.today
    for instead, more, sentence in (
        (said(today), {}, "déjà noté"),
        (said(today, reasons=" ", source="phone"), {}, "motivée"),
        (said(today - timedelta(days=1)), {}, "avant d’avoir été accordée"),
        (said(today, ground="engagements"), {"why": " "}, "Dites pourquoi"),
        (said(today, ground="engagements"), {"why": "Awa Corail l’a dit."}, "le nom"),
        (None, {"who": WHO}, "délégation ou le secrétariat"),
    ):
        with pytest.raises(Refused, match=sentence):
            correct(world, end, instead, **more)
    with pytest.raises(Stale):
        correct(world, end, None, version="")


def test_the_database_changes_no_end_without_what_it_was(world: World, aided: AfisDecision) -> None:
    end = ended(world, aided, world.today)
    said_no = "fin de l’aide refusée"
    for change in ({"ground": "engagements"}, {"taken_back_on": world.today}):
        with acting(world[DELEGATE]), pytest.raises(DatabaseError, match=said_no), transaction.atomic():
            AfisEnd.objects.filter(pk=end.pk).update(**change)
    with acting(world[DELEGATE]), pytest.raises(DatabaseError, match="fin de l’aide refusée"), transaction.atomic():
        AfisDecision.objects.filter(pk=aided.pk).update(ended_on=None)
    kept = {"ground": end.ground, "decided_on": end.decided_on, "invited_on": end.invited_on}
    kept |= {"signed_name": end.signed_name, "known_from": end.source, "corrected_on": world.today}
    with acting(world[DELEGATE]), pytest.raises(DatabaseError, match="au nom d’un autre"), transaction.atomic():
        EndCorrection.beside(end, end=end, **kept, recorded_by=world[SECRETARY]).save(force_insert=True)
    correct(world, end, None)
    with acting(world[DELEGATE]):
        assert AfisDecision.objects.get(pk=aided.pk).ended_on is None
    with acting(world[DELEGATE]), pytest.raises(DatabaseError), transaction.atomic():
        AfisEnd.objects.filter(pk=end.pk).update(taken_back_on=None)


def test_nothing_is_said_of_months_left_to_pay_once_the_aid_has_ended(world: World, aided: AfisDecision) -> None:
    path = aided.demande.parcours

    def said() -> str:
        with acting(world[WHO]):
            return " ".join(point.text for point in changes.of_stopping(path, world.today, world.today))

    assert changes.AID_STOPS in said()
    ended(world, aided, world.today)
    assert changes.AID_STOPS not in said()
