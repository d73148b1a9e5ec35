"""The social action fund: off until a line is opened, asked without identity, never more than what is left."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from rivage.accounts.models import Membership
from rivage.associations.actions import note_agrement
from rivage.associations.models import Agrement
from rivage.core import clock
from rivage.core.refusal import Refused, Stale
from rivage.core.versions import version_of
from rivage.rights.fund import actions
from rivage.rights.fund.reading import left_of
from rivage.rights.models import FundAid, FundLine
from tests.bad_input.calling import Caller
from tests.rights.permit.path import authorised
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

pytestmark = pytest.mark.django_db
DELEGATE, SECRETARY, REFERENT = "delegate:33", "secretary:33", "referent:estuaire33"
LEAD = "lead:estuaire33"
STRANGER, NEIGHBOUR = "delegate:75", "referent:amarres33"


def once(said: dict[str, str]) -> dict[str, str]:
    """A demand as its form sends it."""
    return said | {"once": str(uuid4())}


def read(row: Any) -> Any:
    """As the database holds it, which a page would show."""
    row.refresh_from_db()
    return row


def approved(world: World, actor: Membership, name: str) -> None:
    """The association of that antenne, for a year."""
    body = world.bodies[name]
    with suppress(Refused):
        note_agrement(
            actor=actor, on=world.today, association=body.parent or body, departement="33", reference="n° 33-1",
            starts=world.today, last_day=world.today + timedelta(days=365), source="own_desk",
        )  # fmt: skip


def opened(world: World, amount: int = 1000) -> FundLine:
    with acting(world[DELEGATE]) as actor:
        for name in ("estuaire33", "amarres33"):
            approved(world, actor, name)
        return read(actions.set_line(actor=actor, on=world.today, departement="33", amount=Decimal(amount)))


def asked(world: World, line: FundLine, amount: int = 400, who: str = REFERENT, **more: Any) -> FundAid:
    with acting(world[who]) as actor:
        given = {"line": line, "purpose": "training", "amount": Decimal(amount)}
        return read(actions.ask_fund(actor=actor, on=world.today, **given, **more))


def backed(world: World, aid: FundAid) -> FundAid:
    """With the opinion of the commission."""
    with acting(world[SECRETARY]) as actor:
        return read(actions.give_opinion(
            actor=actor, on=world.today, aid=aid, opinion="favourable", voice="commission", opinion_on=world.today,
            version=version_of(aid),
        ))  # fmt: skip


def decide(world: World, aid: FundAid, actor: Membership, granted: int = 400, **changes: Any) -> FundAid:
    ruled = {
        "sense": "grant", "granted": Decimal(granted), "ground": "", "decided_on": world.today,
        "decided_from": "signed_paper", "signed_name": "Anne Sémaphore",
    }  # fmt: skip
    return read(
        actions.decide_fund(actor=actor, on=world.today, aid=aid, ruled=ruled | changes, version=version_of(aid))
    )


def granted(world: World, aid: FundAid, amount: int = 400) -> FundAid:
    with acting(world[DELEGATE]) as actor:
        return decide(world, aid, actor, amount)


def test_it_is_off_until_a_line_is_opened_and_says_that_no_text_creates_it(world: World) -> None:
    referent, delegate = Caller(world[REFERENT]), Caller(world[DELEGATE])
    for caller in (referent, delegate):
        page = caller.get("rights:fund")
        assert page.says("n’est pas ouvert cette année")
        assert page.says("Sans texte")
    assert referent.get("rights:fund_ask").says("n’est pas ouvert cette année")
    assert not referent.get("desk:home").says("Fonds d’action sociale")
    assert delegate.get("rights:orders").says("Fonds d’action sociale")


@pytest.mark.parametrize("who", [DELEGATE, SECRETARY])
def test_where_it_is_off_the_home_leads_to_the_page_that_opens_it(world: World, who: str) -> None:
    caller = Caller(world[who])
    assert f'href="{caller.url("rights:fund")}"' in caller.get("desk:home").text
    assert f'href="{caller.url("rights:fund_line")}?departement=33"' in caller.get("rights:fund").text


def test_from_the_line_to_the_payment_by_the_pages(world: World) -> None:
    referent, delegate = Caller(world[REFERENT]), Caller(world[DELEGATE])
    with acting(world[DELEGATE]) as actor:
        approved(world, actor, "estuaire33")
    assert delegate.get("rights:fund_line").says("Rien n’est ouvert cette année")
    assert delegate.post("rights:fund_line", {"amount": "1 000", "version": ""}).says("est noté")
    again = delegate.post("rights:fund_line", {"amount": "9 000", "version": ""})
    assert (again.status, again.says("1 000")) == (422, True), "a second tab is told what stands"
    assert referent.get("desk:home").says("Vous n’avez encore rien demandé")
    over = referent.post("rights:fund_ask", once({"purpose": "training", "amount": "1000,01"}))
    assert (over.status, over.says("Il reste 1 000 € sur la ligne")) == (422, True)
    assert referent.post("rights:fund_ask", once({"purpose": "training", "amount": "400"})).says("est envoyée")
    with acting(world[REFERENT]):
        aid = FundAid.objects.get()
    ids = {"fundaid": aid.pk}
    assert delegate.get("desk:home").says("Donner l’avis sur une aide du fonds")
    page = delegate.get("rights:fund_aid", **ids)
    assert page.says("hors parcours")
    said = {"opinion": "favourable", "voice": "commission", "opinion_on": str(world.today)}
    assert delegate.post("rights:fund_aid", said | {"version": version_in(page.text)}, **ids).says("L’avis est noté")
    page = delegate.get("rights:fund_aid", **ids)
    ruled = {"sense": "grant", "decided_on": str(world.today), "decided_from": "own_desk", "ground": ""}
    shown = {"version": version_in(page.text)}
    over = delegate.post("rights:fund_aid", ruled | {"granted": "400,01"} | shown, **ids)
    assert (over.status, over.says("400 € sont demandés")) == (422, True)
    assert delegate.post("rights:fund_aid", ruled | {"granted": "350"} | shown, **ids).says("La décision est notée")
    assert delegate.get("desk:home").says("Payer une aide du fonds")
    page = delegate.get("rights:fund_aid", **ids)
    paid = {"amount": "350", "paid_on": str(world.today), "invoice": "fa-12", "version": version_in(page.text)}
    assert delegate.post("rights:fund_aid", paid, **ids).says("Le paiement est noté")
    assert not delegate.get("desk:home").says("aide du fonds")
    for caller in (referent, delegate):
        assert caller.get("rights:fund_aid", **ids).says("facture FA-12")
        listed = caller.get("rights:fund")
        assert listed.says("Payée")
        assert listed.says("650 €"), "what is left of the line"
        assert caller.post("rights:fund", {"q": aid.number}).says(aid.number)
        assert caller.post("rights:fund_export", {"format": "csv"}).says(aid.number)


def test_nothing_is_given_above_what_is_left(world: World) -> None:
    line = opened(world)
    first, second = (backed(world, asked(world, line, 600)) for _ in range(2))
    granted(world, first, 600)
    with pytest.raises(Refused, match="Il reste 400"):
        granted(world, second, 600)
    with pytest.raises(Refused, match="Il reste 400"):
        asked(world, line, 401)
    with acting(world[DELEGATE]) as actor, pytest.raises(Refused, match="600"):
        actions.set_line(actor=actor, on=world.today, departement="33", amount=Decimal(599), version=version_of(line))
    with acting(world[DELEGATE]) as actor, pytest.raises(DatabaseError), transaction.atomic():
        FundAid.objects.filter(pk=second.pk).update(
            sense="grant", granted=600, decided_on=world.today, decided_from="own_desk", decided_by=actor
        )
    with acting(world[DELEGATE]), pytest.raises(DatabaseError), transaction.atomic():
        FundLine.objects.filter(pk=line.pk).update(amount=599)


def test_an_invoice_is_paid_once_and_never_above_what_was_granted(world: World) -> None:
    line = opened(world)
    first, second = (granted(world, backed(world, asked(world, line)), 400) for _ in range(2))

    def pay(aid: FundAid, amount: int, invoice: str) -> FundAid:
        with acting(world[SECRETARY]) as actor:
            return read(actions.pay_fund(
                actor=actor, on=world.today, aid=aid, amount=Decimal(amount), paid_on=world.today, invoice=invoice,
                version=version_of(aid),
            ))  # fmt: skip

    with pytest.raises(Refused, match=r"400.€ sont accordés"):
        pay(first, 401, "A-1")
    for wrong in ("Awa Corail", "", "é", "LINA.MAREE", "LINA-2026", "FACLINA-1", "FACT"):
        with pytest.raises(Refused, match="numéro de facture"):
            pay(first, 400, wrong)
    paid = pay(first, 300, "A-1")
    with pytest.raises(Refused, match="déjà payée par le fonds"):
        pay(second, 100, "a-1")
    with pytest.raises(Stale):
        pay(first, 300, "A-2")
    with pytest.raises(Refused, match="déjà noté"):
        pay(paid, 300, "A-2")
    with acting(world[DELEGATE]):
        assert left_of(line) == Decimal(300), "what was not paid of it is left again"
        with pytest.raises(DatabaseError), transaction.atomic():
            FundAid.objects.filter(pk=paid.pk).update(paid=200)


def test_a_form_sent_again_with_something_else_says_that_nothing_of_it_is_noted(world: World) -> None:
    line, form = opened(world), uuid4()
    first = asked(world, line, 41, once=form)
    assert asked(world, line, 41, once=form).pk == first.pk
    with pytest.raises(Refused, match="rien de ce que vous changez"):
        asked(world, line, 42, once=form)


def test_each_step_is_of_its_own_and_comes_after_the_other(world: World) -> None:
    line = opened(world)
    aid = asked(world, line)
    with pytest.raises(Refused, match="après l’avis"):
        granted(world, aid)
    with acting(world[REFERENT]) as actor, pytest.raises(Refused, match="instruit par"):
        decide(world, aid, actor)
    aid = backed(world, aid)
    with acting(world[SECRETARY]) as actor, pytest.raises(Refused, match="seule la délégation"):
        decide(world, aid, actor, decided_from="own_desk")
    with acting(world[DELEGATE]) as actor, pytest.raises(Refused, match="Un refus dit son motif"):
        decide(world, aid, actor, sense="refuse")
    with acting(world[DELEGATE]) as actor:
        refused = decide(world, aid, actor, 0, sense="refuse", ground="other_aid")
    assert refused.granted is None
    with acting(world[REFERENT]) as actor, pytest.raises(Refused, match="ne se retire plus"):
        actions.withdraw_fund(actor=actor, on=world.today, aid=refused)


def test_an_antenne_takes_back_what_is_not_decided(world: World) -> None:
    aid = asked(world, opened(world))
    referent, ids = Caller(world[REFERENT]), {"fundaid": aid.pk}
    asked_by = f"{world[REFERENT].user.name}, {world[REFERENT].get_role_display()}"
    for who in (REFERENT, LEAD):
        assert Caller(world[who]).get("rights:fund_aid", **ids).says(asked_by), who
    assert Caller(world[DELEGATE]).get("rights:fund_aid", **ids).says(str(world[REFERENT]))
    assert not Caller(world[DELEGATE]).get("rights:fund_aid", **ids).says(world[REFERENT].user.name)
    colleague = Caller(world[LEAD]).get("rights:fund_withdraw", **ids)
    assert colleague.says(f"{asked_by}, l’a demandée")
    assert colleague.says("rien n’en sera payé")
    assert not referent.get("rights:fund_withdraw", **ids).says("l’a demandée")
    assert referent.get("rights:fund_withdraw", **ids).says("Retirer la demande")
    assert referent.post("rights:fund_withdraw", {}, **ids).says("La demande est retirée")
    assert not Caller(world[DELEGATE]).get("desk:home").says("aide du fonds")


def refused(aid: FundAid, **changed: Any) -> bool:
    """Whether the database refuses what no page would send."""
    try:
        with transaction.atomic():
            assert FundAid.objects.filter(pk=aid.pk).update(**changed) == 1
            transaction.set_rollback(True)
    except DatabaseError:
        return True
    return False


def test_the_database_refuses_what_the_verbs_refuse(world: World) -> None:
    line = opened(world)
    aid, today, delegate = asked(world, line), world.today, world[DELEGATE]
    later = today + timedelta(days=3)
    given = {"opinion": "favourable", "voice": "commission", "opinion_on": today}
    with acting(world[REFERENT]) as referent:
        assert not refused(aid, withdrawn_on=today)
        assert refused(aid, withdrawn_on=today, **given, opinion_by=delegate)
        assert refused(aid, withdrawn_on=today, signed_name="Anne Sémaphore")
        for wrong in ({"asked": 1001}, {"path_number": "R-333333"}, {"opinion_by": delegate}, {"asked_on": later}):
            row = {"departement": "33", "line": line, "antenne": referent.body, "number": "F-22222222", "asked": 10}
            row |= {"purpose": "training", "asked_on": today, "asked_by": referent}
            with pytest.raises(DatabaseError), transaction.atomic():
                FundAid(**row | wrong).save(force_insert=True)
    with acting(delegate):
        assert not refused(aid, **given, opinion_by=delegate)
        assert refused(aid, **given | {"opinion_on": later}, opinion_by=delegate)
        assert refused(aid, **given, opinion_by=delegate, signed_name="Anne Sémaphore")
    aid = backed(world, aid)
    ruled = {"sense": "grant", "granted": 400, "decided_on": today, "decided_from": "signed_paper"}
    ruled |= {"signed_name": "Anne Sémaphore", "decided_by": delegate}
    with acting(delegate):
        assert not refused(aid, **ruled)
        assert refused(aid, **ruled | {"signed_name": " "})
        assert refused(aid, **ruled | {"decided_on": later})
        assert refused(aid, **ruled | {"opinion": "adverse"})


def test_another_antenne_and_another_departement_read_nothing(world: World) -> None:
    aid = asked(world, opened(world))
    for who in (STRANGER, NEIGHBOUR):
        caller = Caller(world[who])
        assert caller.get("rights:fund_aid", fundaid=aid.pk).status == 404, who
        assert not caller.get("rights:fund").says(aid.number), who
        with acting(world[who]):
            assert not FundAid.objects.exists(), who


def test_in_a_path_it_bears_a_number_of_hers_and_outside_one_nothing(world: World) -> None:
    demande = after(world, authorised, 40)
    line = opened(world)
    with acting(world[REFERENT]):
        reference = demande.person.reference
    with pytest.raises(Refused, match="Aucune personne"):
        asked(world, line, path_number="R-333333")
    with pytest.raises(Refused, match="Aucune personne"):
        asked(world, line, who=NEIGHBOUR, path_number=reference)
    aid = asked(world, line, path_number=reference.lower())
    assert aid.path_number == reference
    assert Caller(world[DELEGATE]).get("rights:fund_aid", fundaid=aid.pk).says(reference)


@pytest.mark.django_db(transaction=True)
def test_two_grants_at_once_never_pass_the_line(world: World) -> None:
    line = opened(world)
    both = [backed(world, asked(world, line, 600)) for _ in range(2)]
    together = Barrier(2)

    def grant(aid: FundAid) -> bool:
        try:
            together.wait()
            granted(world, aid, 600)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(grant, both)) == [False, True]
    with acting(world[DELEGATE]):
        assert left_of(line) == Decimal(400)


def test_an_association_of_which_no_agrement_is_noted_asks_nothing(world: World) -> None:
    line = opened(world)
    asked(world, line)
    with acting(world[DELEGATE]):
        Agrement.objects.update(replaced_at=clock.now())
    with pytest.raises(Refused, match="association agréée"):
        asked(world, line)
