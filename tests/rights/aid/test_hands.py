"""M10: nobody alone notes the avis from paper, notes the aid from paper, and orders its first month."""

import pytest
from django.db import DatabaseError, transaction

from rivage.commissions.models import Avis
from rivage.core import clock, ids
from rivage.core.refusal import Refused
from rivage.dossiers.models import Demande
from rivage.law.period import add_months
from rivage.rights.aid import actions
from rivage.rights.models import AfisDecision, AfisMonth, AfisOrder
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, opined, signed
from tests.rights.aid.ordering import issued
from tests.rights.aid.test_months import first, lines, ordered
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
SECRETARY, DELEGATE = "secretary:33", "delegate:33"
WAITS = "Le premier mois attend un ordre émis par Delegate:33."


def noted(world: World) -> Demande:
    """The secretary noted the relevé from paper; the signatory signed the path in Rivage."""
    world.body("payer33", "payer", "Caisse 33", "33")
    world.member("payer:33", "payer33", "payer", ["33"])
    demande = opined(world, releve=SECRETARY)
    signed(world, demande, **GRANT)
    return demande


def granted(world: World, demande: Demande, who: str = SECRETARY) -> AfisDecision:
    with acting(world[who]) as actor:
        return actions.decide_afis(
            actor=actor, on=world.today, demande=demande, sense="grant", decided_on=world.today, children=1,
            signed_name="Anne Sémaphore",
        )  # fmt: skip


def test_m10_she_is_told_before_she_notes_the_aid_and_the_month_waits_for_a_colleague(world: World) -> None:
    demande = after(world, noted)
    secretary, delegate = Caller(world[SECRETARY]), Caller(world[DELEGATE])
    page = secretary.get("rights:afis", demande=demande.pk)
    assert page.says("Si vous notez aussi l’aide accordée")
    assert page.says(WAITS)
    assert not delegate.get("rights:afis", demande=demande.pk).says("Si vous notez aussi")
    granted(world, demande)
    for told in (secretary.get("rights:orders"), secretary.get("desk:home"), secretary.get("rights:order_month")):
        assert told.says(WAITS), told.text
    with pytest.raises(Refused, match="Vous avez noté d’après le papier l’avis"):
        ordered(world, SECRETARY)
    assert delegate.get("desk:home").says("Un premier mois noté par Secretary:33 attend que vous l’ordonniez.")
    ordered(world, DELEGATE)
    assert len(lines(world)) == 1


def test_m10_the_months_that_follow_are_ordered_by_either(world: World) -> None:
    demande = after(world, noted)
    granted(world, demande)
    ordered(world, DELEGATE)
    later = add_months(first(world), 1)
    with acting(world[SECRETARY]) as actor:
        issued(actor, later, "33", later)
    assert len(lines(world)) == 2


def test_m10_whoever_noted_one_of_the_two_orders(world: World) -> None:
    demande = after(world, noted)
    granted(world, demande, DELEGATE)
    ordered(world, SECRETARY)
    assert len(lines(world)) == 1


def test_m10_the_screen_says_what_to_do_where_nobody_else_may(world: World) -> None:
    demande = after(world, noted)
    with acting(world.admins[0]):
        world[DELEGATE].__class__.objects.filter(pk=world[DELEGATE].pk).update(ends=clock.now())
    granted(world, demande)
    assert Caller(world[SECRETARY]).get("rights:orders").says("faites nommer quelqu’un à la délégation")


def test_m10_the_database_refuses_it_too(world: World) -> None:
    decision = granted(world, after(world, noted))

    def write(who: str) -> None:
        with acting(world[who]) as actor:
            order = AfisOrder(departement="33", n=7, month=first(world), issued_at=clock.now(), issued_by=actor)
            order.save(force_insert=True)
            AfisMonth.beside(
                decision, decision=decision, order=order, reference=ids.line_number(), month=first(world),
                children=1, amount=500,
            ).save(force_insert=True)  # fmt: skip

    with pytest.raises(DatabaseError, match="premier mois refusé"):
        write(SECRETARY)
    write(DELEGATE)


@pytest.mark.parametrize("said", [{"signed_by": None}, {"signed_by": DELEGATE}, {"signed_source": "own_desk"}])
def test_m10_no_releve_is_signed_in_the_name_of_another(world: World, said: dict[str, str | None]) -> None:
    demande = after(world, noted)
    with acting(world[SECRETARY]):
        held = Avis.objects.get(demande=demande)
        by = said.get("signed_by", SECRETARY)
        held.signed_by = world[by] if by else None
        held.signed_source = said.get("signed_source") or "signed_paper"
        with pytest.raises(DatabaseError, match="signature refusée"), transaction.atomic():
            held.save(force_insert=True)
