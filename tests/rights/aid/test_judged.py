"""What a judgment undid of the aid: a refusal is decided anew on the same demande, an end stops nothing any more."""

import io
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from rivage.accounts.homes import Item
from rivage.core.paper.kept import lines
from rivage.core.refusal import Refused
from rivage.decisions import actions as decisions
from rivage.decisions.actions import RecoursSaid
from rivage.decisions.models import Recours
from rivage.decisions.recours import todo as recours
from rivage.law.period import add_months
from rivage.law.wording import day
from rivage.rights import access
from rivage.rights.aid import ledger, printing, todo
from rivage.rights.clocks.facts import gather
from rivage.rights.models import AfisDecision, AfisEnd
from tests.bad_input.calling import Caller
from tests.decisions.test_recours_judged import judged
from tests.dossiers.path import WHO
from tests.rights.aid.handed import hand
from tests.rights.aid.test_afis import decide
from tests.rights.aid.test_ended import ended
from tests.rights.aid.test_months import aided
from tests.rights.aid.test_notified import refused
from tests.world import World, acting

__all__ = ["aided", "refused"]

pytestmark = pytest.mark.django_db

DELEGATE = "delegate:33"
ANNULLED = {"outcome": "granted", "ordered": "annulled"}


def contested(world: World, act: AfisDecision | AfisEnd, kind: str = "content", **said: object) -> Recours:
    """A remedy against the aid or its end, noted today with what became of it."""
    demande = act.demande if isinstance(act, AfisDecision) else act.decision.demande
    told = {"outcome_on": world.today} | said if said else {}
    with acting(world[WHO]) as actor:
        return decisions.file_recours(
            actor=actor, on=world.today, demande=demande, act=act.pk, said=RecoursSaid(kind, world.today, **told)
        )


def to_decide(world: World) -> list[Item]:
    with acting(world[DELEGATE]) as actor:
        return list(todo.undecided(actor, world.today))


def test_a_refusal_that_is_annulled_is_decided_anew_on_the_same_demande(world: World, refused: AfisDecision) -> None:
    with acting(world[WHO]) as actor:
        hand(actor, refused, world.today)
    assert to_decide(world) == []
    with pytest.raises(Refused, match="déjà notée"):
        decide(world, refused.demande)
    contested(world, refused, **ANNULLED, reexamine_days=30)
    due = world.today + timedelta(days=30)
    (item,) = to_decide(world)
    with acting(world[DELEGATE]) as actor:
        assert not list(recours.of_the_delegation(actor, world.today)), "said once"
    assert (item.title, item.due) == ("Noter la décision sur l’aide", due)
    assert "Un juge a annulé le refus de l’aide" in item.consequence
    assert day(due) in item.consequence
    page = Caller(world[DELEGATE]).get("rights:afis", demande=refused.demande_id)
    assert page.says("Le refus qui ne tient plus")
    assert page.says("Noter la décision sur l’aide")
    anew = decide(world, refused.demande)
    assert to_decide(world) == []
    with acting(world[DELEGATE]) as actor:
        assert [one.pk for one in AfisDecision.objects.standing()] == [anew.pk]
        found = ledger.read_books(actor, [anew.person_id])
        assert [grant.decision for grant in found.grants[anew.person_id]] == [anew.pk]
        assert "est acceptée" in " ".join(lines(printing.sheet(printing.of(actor, anew, None), "decision")))
    page = Caller(world[WHO]).get("rights:afis", demande=refused.demande_id)
    assert page.says("Aide accordée")
    assert page.says("Le refus qui ne tient plus"), "the former one is kept"
    paper = Caller(world[WHO]).get("rights:aid_paper", demande=refused.demande_id, kind="decision", form="pdf")
    assert paper.status == 200


def test_the_former_refusal_prints_as_it_was_handed(world: World, refused: AfisDecision) -> None:
    with acting(world[WHO]) as actor:
        hand(actor, refused, world.today)
    contested(world, refused, **ANNULLED)
    anew = decide(world, refused.demande)
    with acting(world[DELEGATE]) as actor:
        former, now = printing.of(actor, refused, None), printing.of(actor, anew, None)
        assert (former.number[-2:], now.number[-3:]) == ("-A", "-A2")
        letter = " ".join(lines(printing.sheet(now, "decision"))).replace("\u00a0", " ")
        today = day(world.today).replace("\u00a0", " ")
        assert f"Vu la décision du juge du {today} sur le refus du {today} ;" in letter
    client = Caller(world[WHO])
    url = client.url("rights:aid_paper", demande=refused.demande_id, kind="decision", form="pdf")
    with patch("rivage.rights.aid.views.telling.printing.sheet") as drawn:
        assert client.client.get(f"{url}?acte={refused.pk}").status_code == 200
        assert not drawn.called, "kept, not drawn again"


def test_what_the_prefet_grants_undoes_the_refusal_too(world: World, refused: AfisDecision) -> None:
    contested(world, refused, "gracious", outcome="granted")
    (item,) = to_decide(world)
    assert "Le préfet est revenu sur le refus de l’aide" in item.consequence
    with acting(world[WHO]) as actor:
        (panel,) = todo.awaited(actor, world.today)
    assert "se décide de nouveau" in panel.lines[0].note


@pytest.mark.parametrize("anew", [False, True])
def test_a_suspension_ends_with_what_the_court_rules(world: World, refused: AfisDecision, *, anew: bool) -> None:
    contested(world, refused, "urgent", outcome="granted", ordered="suspended")
    assert len(to_decide(world)) == 1
    now = decide(world, refused.demande) if anew else refused
    contested(world, refused, outcome="rejected")
    with acting(world[DELEGATE]):
        assert [one.pk for one in AfisDecision.objects.standing()] == [now.pk], "what was decided since stays"
    assert to_decide(world) == []


def test_a_refusal_that_holds_no_more_is_neither_corrected_nor_handed(world: World, refused: AfisDecision) -> None:
    contested(world, refused, **ANNULLED)
    antenne = Caller(world[WHO])
    assert not antenne.get("desk:home").says("Remettre le refus de l’aide")
    assert Caller(world[DELEGATE]).get("rights:afis_correct", demande=refused.demande_id).says("n’est pas notée")
    with acting(world[DELEGATE]) as actor:
        held = AfisDecision.objects.get(pk=refused.pk)
        assert access.can_correct_afis(actor, held).codes == ("undone",)


def test_only_a_remedy_undoes(world: World, refused: AfisDecision) -> None:
    with acting(world[DELEGATE]), pytest.raises(DatabaseError), transaction.atomic():
        AfisDecision.objects.filter(pk=refused.pk).update(undone_on=world.today)
    contested(world, refused, **ANNULLED)
    born = {"sense": "refuse", "decided_on": world.today, "motives": ["age"], "source": "signed_paper"}
    with acting(world[DELEGATE]) as actor:
        row = AfisDecision.beside(refused, demande=refused.demande, recorded_by=actor, undone_on=world.today, **born)
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)


def test_an_end_that_is_annulled_stops_nothing_any_more(world: World, aided: AfisDecision) -> None:
    end = ended(world, aided, world.today)
    with acting(world[WHO]) as actor:
        hand(actor, end, world.today)
    later = add_months(world.today, 2)

    def due() -> int:
        with acting(world[DELEGATE]) as actor:
            months = ledger.read_books(actor, [aided.person_id]).months(aided.person_id, later)
            return sum(one.amount is not None for one in months)

    assert due() == 1
    assert Caller(world["payer:33"]).get("rights:decided", person=aided.person_id).says("mis fin à l’aide")
    contested(world, end, **ANNULLED)
    assert due() == 6
    payer = Caller(world["payer:33"]).get("rights:decided", person=aided.person_id)
    assert not payer.says("mis fin à l’aide")
    with acting(world[DELEGATE]) as actor:
        assert AfisDecision.objects.get(pk=aided.pk).ended_on is None
        assert gather(actor, aided.person).afis[-1].ended_on is None
        assert not list(todo.ends_to_tell(actor, world.today))
    for who in (WHO, DELEGATE):
        page = Caller(world[who]).get("rights:end", demande=aided.demande_id)
        assert page.says("La fin qui ne tient plus")
        assert page.says("l’aide est due de nouveau")
        months = Caller(world[who]).get("rights:months", person=aided.person_id)
        assert months.says("Un juge a annulé cette fin")
        assert not months.says("dernier jour sûr"), "nothing is left to contest of it"
    assert not Caller(world[WHO]).get("desk:home").says("Fin de l’aide : recours possible")
    ended(world, aided, world.today)
    assert due() == 1, "the préfet may end it anew"


def test_a_prefet_who_goes_back_on_an_end_undoes_it_by_a_remedy_that_he_accepts(
    world: World, aided: AfisDecision
) -> None:
    end = ended(world, aided, world.today)
    with acting(world[WHO]) as actor:
        hand(actor, end, world.today)
    contested(world, end, "gracious", outcome="granted")
    with acting(world[DELEGATE]):
        assert AfisDecision.objects.get(pk=aided.pk).ended_on is None
        assert AfisEnd.objects.get(pk=end.pk).undone_on == world.today


def test_an_end_that_is_suspended_holds_again_once_the_court_rejects(world: World, aided: AfisDecision) -> None:
    end = ended(world, aided, world.today)
    contested(world, end, "urgent", outcome="granted", ordered="suspended")
    with acting(world[DELEGATE]):
        assert AfisDecision.objects.get(pk=aided.pk).ended_on is None
    contested(world, end, outcome="rejected")
    with acting(world[DELEGATE]):
        assert AfisDecision.objects.get(pk=aided.pk).ended_on == end.decided_on


def test_the_aid_of_a_path_that_a_judgment_opened_is_on_the_home_and_decided(world: World) -> None:
    demande = judged(world).demande
    (item,) = to_decide(world)
    assert item.title == "Noter la décision sur l’aide"
    page = Caller(world[DELEGATE]).get("rights:afis", demande=demande.pk)
    assert page.says("Un jugement a ouvert le parcours sans que la commission se réunisse")
    row = decide(world, demande)
    with acting(world[DELEGATE]) as actor:
        letter = " ".join(lines(printing.sheet(printing.of(actor, row, None), "decision")))
    assert "Vu le jugement du" in letter
    assert to_decide(world) == []


def test_the_papers_of_an_aid_and_of_its_end_say_what_a_judge_did(world: World, refused: AfisDecision) -> None:
    client = Caller(world[WHO])

    def text() -> str:
        url = client.url("rights:aid_paper", demande=refused.demande_id, kind="decision", form="pdf")
        pages = PdfReader(io.BytesIO(client.client.get(f"{url}?acte={refused.pk}").content)).pages
        return " ".join(" ".join(one.extract_text() for one in pages).split())

    assert "PAR LE JUGE" not in text()
    contested(world, refused, "urgent", outcome="granted", ordered="suspended")
    assert "DÉCISION SUSPENDUE PAR LE JUGE" in text()
    contested(world, refused, outcome="granted", ordered="annulled")
    assert "PAR LE JUGE" in text()


def test_an_end_that_a_judge_stopped_is_said_on_her_months_and_on_the_home_of_her_antenne(
    world: World, aided: AfisDecision
) -> None:
    end = ended(world, aided, world.today)
    client = Caller(world[WHO])
    months = client.get("rights:months", person=aided.person_id)
    assert months.says("Le préfet a mis fin à l’aide")
    assert not months.says("l’aide est due de nouveau")
    contested(world, end, "urgent", outcome="granted", ordered="suspended")
    assert client.get("rights:months", person=aided.person_id).says("Un juge a suspendu cette fin")
    home = client.get("desk:home")
    assert home.says("Fins de l’aide qui ne tiennent plus")
    assert home.says("Un juge a suspendu cette fin")
    page = client.get("rights:end", demande=aided.demande_id)
    assert page.says("La fin qui ne tient plus")
    assert page.says("Aucune invitation à présenter des observations"), "why it is not printed"
    assert not page.says("Imprimer cette décision (PDF)"), "no link to a paper that is not made"
