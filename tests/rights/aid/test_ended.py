"""An aid that the préfet ended: what stays due, what stays to do, and who is told of it."""

import re
from datetime import date, timedelta
from importlib import import_module
from io import BytesIO
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.apps import apps
from openpyxl import load_workbook

from rivage.core import clock
from rivage.core.versions import version_of
from rivage.dossiers.models import Parcours
from rivage.law.period import add_months
from rivage.law.recours import last_day
from rivage.law.wording import day as in_full
from rivage.law.wording import month as in_words
from rivage.law.wording import of_word
from rivage.people.actions import open_file
from rivage.rights.aid import actions, todo
from rivage.rights.aid.ledger import MonthState, read_books
from rivage.rights.aid.orders import HEADS
from rivage.rights.alerts import lapsing
from rivage.rights.ended import NOT_HANDED
from rivage.rights.models import AfisDecision, AfisEnd, AidNotice
from tests.attack.test_writing import refusal, run
from tests.bad_input.calling import Answer, Caller
from tests.dossiers.path import WHO
from tests.rights.aid.handed import TYPED, hand, hand_instead
from tests.rights.aid.test_months import aided, answer, end_told, first, lines, ordered, read
from tests.versions import as_read, version_in
from tests.world import World, acting, away

__all__ = ["aided"]
pytestmark = pytest.mark.django_db
DELEGATE, PAYER = "delegate:33", "payer:33"
HAND = "Remettre la décision qui met fin à l’aide"


def ended(world: World, decision: AfisDecision, on: date) -> AfisEnd:
    """The préfet ended the aid the day it was granted; it is noted on a day."""
    with acting(world[DELEGATE]) as delegate:
        return actions.end_afis(
            actor=delegate, on=on, decision=decision, told=end_told(decision.decided_on), version=version_of()
        )


def home(world: World, who: str) -> Answer:
    return Caller(world[who]).get("desk:home")


def task(month: date, said: str) -> str:
    return f"Aide {of_word(in_words(month))} {said}".replace("\u00a0", " ")


@pytest.mark.parametrize(("state", "said"), [("suspendu", "suspendue"), ("revenu", "revenue impayée")])
def test_a_month_due_stays_a_task_once_the_aid_has_ended(
    world: World, aided: AfisDecision, state: str, said: str
) -> None:
    order = ordered(world)
    (line,) = lines(world)
    read(world, order, answer(line, world, etat=state))
    ended(world, aided, world.today)
    expected = task(line.month, f"{said} : la faire verser")
    for who in (WHO, DELEGATE):
        assert home(world, who).says(expected), who
        assert home(world, who).says("ce mois reste dû"), who
    with clock.at(away(1)):
        paid_on = clock.today("33").isoformat()
        world.today, today = clock.today("33"), world.today
        read(world, order, answer(line, world, date=paid_on))
        world.today = today
    for who in (WHO, DELEGATE):
        assert not home(world, who).says("ce mois reste dû"), who


def test_what_was_ordered_after_the_last_month_due_is_no_task(world: World, aided: AfisDecision) -> None:
    after, today = add_months(first(world), 1), world.today
    with clock.at(away(40)):
        world.today = clock.today("33")
        order = ordered(world)
        late = next(line for line in lines(world) if line.month == after)
        read(world, order, answer(late, world, etat="suspendu"))
        assert home(world, DELEGATE).says(task(after, "suspendue : la rétablir"))
        ended(world, aided, world.today)
        for who in (WHO, DELEGATE):
            assert not home(world, who).says(task(after, "suspendue")), who
        assert not Caller(world[DELEGATE]).get("rights:months", person=late.person_id).says("demandez-les-lui")
    world.today = today


def test_why_less_is_due_than_was_ordered_is_said_beside_the_difference(world: World, aided: AfisDecision) -> None:
    after_it, today = add_months(first(world), 1), world.today
    with clock.at(away(40)):
        world.today = clock.today("33")
        ordered(world)
        late = next(line for line in lines(world) if line.month == after_it)
        ended(world, aided, world.today)
        delegate = Caller(world[DELEGATE])
        for page, ids in (("rights:months", {"person": late.person_id}), ("rights:orders", {})):
            said = delegate.get(page, **ids)
            assert said.says(f"−{late.amount}".replace(".", ",")), page
            assert said.says("Rien n’est plus dû : le préfet a mis fin à l’aide le"), page
        assert delegate.get("rights:months", person=late.person_id).says("Ordonné ou versé en trop")
    world.today = today


def test_whoever_may_note_that_the_end_was_handed_has_it_to_do(world: World, aided: AfisDecision) -> None:
    end = ended(world, aided, world.today)
    for who in (WHO, DELEGATE, "secretary:33"):
        assert home(world, who).says(HAND), who
    assert not home(world, PAYER).says(HAND)
    with acting(world[DELEGATE]) as delegate:
        hand(delegate, end, world.today)
    for who in (WHO, DELEGATE, "secretary:33"):
        assert not home(world, who).says(HAND), who


def test_whoever_died_is_left_in_peace(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)
    read(world, order, answer(line, world, etat="suspendu"))
    ended(world, aided, world.today)
    with acting(world[WHO]):
        Parcours.objects.filter(person=line.person_id).update(ended_on=world.today, end_kind="death")
    for who in (WHO, DELEGATE):
        page = home(world, who)
        assert not page.says(HAND), who
        assert not page.says("faire verser"), who


def test_the_payer_reads_the_end_and_its_last_month_wherever_she_reads_the_aid(
    world: World, aided: AfisDecision
) -> None:
    order = ordered(world)
    (line,) = lines(world)
    caller = Caller(world[PAYER])
    pages = {
        "rights:decided": {"person": line.person_id},
        "rights:order": {"order": order.pk},
        "rights:answer": {"order": order.pk},
    }
    last = f"Dernier mois dû : {in_words(first(world))}.".replace("\u00a0", " ")
    granted = caller.get("rights:decided", person=line.person_id)
    assert granted.says(f"à {in_words(add_months(first(world), 5))}".replace("\u00a0", " "))
    for page, ids in pages.items():
        assert not caller.get(page, **ids).says("mis fin"), page
    ended(world, aided, world.today)
    for page, ids in pages.items():
        said = caller.get(page, **ids)
        assert said.says("Le préfet a mis fin à l’aide le"), page
        assert said.says(last), page
        assert not said.says("Motif inventé"), page
    assert not caller.get("rights:decided", person=line.person_id).says(f"à {in_words(add_months(first(world), 5))}")
    assert home(world, PAYER).says("Fin de l’aide le")
    assert home(world, PAYER).says(last[0].lower() + last[1:-1])


def test_the_order_to_issue_says_which_aid_has_ended(world: World, aided: AfisDecision) -> None:
    delegate = Caller(world[DELEGATE])
    assert not delegate.get("rights:order_month").says("mis fin")
    ended(world, aided, world.today)
    for page in ("rights:orders", "rights:order_month"):
        assert delegate.get(page).says("Le préfet a mis fin à l’aide le"), page
    assert delegate.get("rights:order_month").says("1 mois est d’une aide à laquelle le préfet a mis fin")


def test_an_end_is_read_again_with_its_last_month_then_handed_over(world: World, aided: AfisDecision) -> None:
    caller = Caller(world["delegate:33"])
    typed = {
        "ground": "condition", "decided_on": world.today, "invited_on": world.today, "reasons": "Motif inventé.",
        "signed_name": "Anne Sémaphore",
    }  # fmt: skip
    version = version_in(caller.get("rights:end", demande=aided.demande_id).text)
    form = {**typed, "source": "signed_paper", "version": version}
    shown = caller.post("rights:end", form, demande=aided.demande_id)
    for words in ("Dernier mois dû", "le jour même de la décision", "Je confirme : elle a pu présenter"):
        assert shown.says(words), words
    assert not shown.says("par téléphone :")
    assert caller.post("rights:end", form | {"source": "phone"}, demande=aided.demande_id).says("par téléphone :")
    for values in ({"invited_on": ""}, {"decided_on": (world.today + timedelta(days=1)).isoformat()}):
        wrong = caller.post("rights:end", form | values, demande=aided.demande_id)
        assert (wrong.status, wrong.says("Dernier mois dû")) == (422, False), values
    unread = caller.post("rights:end", as_read(shown.text, form) | {"confirmer": "oui"}, demande=aided.demande_id)
    assert (unread.status, unread.says("Relisez les deux dates")) == (422, True)
    form["same_day"] = "on"
    for never in (form, as_read(shown.text, form) | {"source": "phone"}):
        again = caller.post("rights:end", {**never, "confirmer": "oui"}, demande=aided.demande_id)
        assert not again.says("Il reste à remettre"), "what is noted was read"
    with acting(world["delegate:33"]):
        assert not AfisEnd.objects.exists()
    assert caller.post("rights:end", as_read(shown.text, form) | {"confirmer": "oui"}, demande=aided.demande_id).says(
        "Il reste à remettre"
    )
    with acting(world["delegate:33"]) as delegate:
        found = read_books(delegate, [aided.person_id]).months(aided.person_id, world.today)
        assert [month.state for month in found] == [MonthState.DUE] + [MonthState.ENDED] * 5
    antenne = Caller(world[WHO])
    assert antenne.get("desk:home").says("Remettre la décision qui met fin à l’aide")
    asked = antenne.get("rights:end_told", demande=aided.demande_id)
    assert asked.says("Noté faux, il se corrige avec une raison")
    typed = TYPED | {"on": world.today.isoformat()}
    assert antenne.post("rights:end_told", typed | {"outcome": ""}, demande=aided.demande_id).status == 422
    final = in_full(last_day(world.today))
    until = f"Recours, dernier jour sûr : {final}".replace("\u00a0", " ")
    assert not antenne.get("rights:end", demande=aided.demande_id).says(until)
    done = antenne.post("rights:end_told", typed, demande=aided.demande_id)
    assert done.says(f"La remise est notée. {until}")
    for who in (WHO, "delegate:33"):
        for page, ids in (
            ("rights:end", {"demande": aided.demande_id}),
            ("rights:months", {"person": aided.person_id}),
        ):
            assert Caller(world[who]).get(page, **ids).says(until), (who, page)
    with acting(world[WHO]):
        assert AidNotice.objects.get().on == world.today


def test_the_tableau_says_that_the_aid_is_over_and_each_page_leads_back_to_her(
    world: World, aided: AfisDecision
) -> None:
    ended(world, aided, world.today)
    for who in (WHO, DELEGATE):
        reader = Caller(world[who])
        assert reader.get("desk:follow_up").says("accordée, terminée"), who
        back = reader.url("people:person", person=aided.person_id)
        for page, ids in (
            ("rights:months", {"person": aided.person_id}),
            ("rights:stay", {"person": aided.person_id}),
            ("rights:clocks", {"person": aided.person_id}),
            ("decisions:decision", {"demande": aided.demande_id}),
        ):
            trail = reader.get(page, **ids).text.partition("</nav>")[2].partition("<h1")[0]
            assert back in trail, (who, page)


def test_why_an_aid_ended_is_read_by_her_antenne_and_by_whoever_instructs_alone(
    world: World, aided: AfisDecision
) -> None:
    end = ended(world, aided, world.today)
    with acting(world[DELEGATE]) as delegate:
        hand_instead(delegate, hand(delegate, end, world.today), None)
    for who, many in ((WHO, 1), (DELEGATE, 1), ("secretary:33", 1), (PAYER, 0), ("signatory:33", 0)):
        with acting(world[who]):
            found = {table: run(f"SELECT 1 FROM rights_{table}") for table in ("afisend", "aidnotice")}
            assert found == {"afisend": many, "aidnotice": 2 * many}, who
            assert AfisDecision.objects.get().ended_on == end.decided_on, who


def test_that_an_aid_ended_is_written_with_its_end_and_with_nothing_else(world: World, aided: AfisDecision) -> None:
    ending = "UPDATE rights_afisdecision SET ended_on = %s WHERE id = %s"
    with acting(world[DELEGATE]):
        assert "refusée" in refusal(ending, world.today, aided.pk)
    end = ended(world, aided, world.today)
    with acting(world[DELEGATE]):
        for day_ in (None, end.decided_on + timedelta(days=1)):
            assert "refusée" in refusal(ending, day_, aided.pk), day_
        assert "refusée" in refusal(
            "INSERT INTO rights_afisdecision SELECT (jsonb_populate_record(d, jsonb_build_object('id', %s))).*"
            " FROM rights_afisdecision d",
            str(uuid4()),
        )


def test_ends_noted_before_are_told_to_the_payer(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the migration writes, of the rows that it finds: a plain day, no key."""
    decision, on, written = uuid4(), date(2026, 5, 6), {}
    monkeypatch.setattr(AfisEnd.objects, "values_list", lambda *_: [(decision, on)], raising=False)
    found = lambda pk: SimpleNamespace(update=lambda **values: written.update({pk: values}))  # noqa: E731
    monkeypatch.setattr(AfisDecision.objects, "filter", found, raising=False)
    import_module("rivage.rights.migrations.0010_that_the_aid_ended_and_not_why").as_it_was_noted(apps, None)
    assert written == {decision: {"ended_on": on}}


def test_the_second_of_two_tabs_is_told_and_keeps_its_words(world: World, aided: AfisDecision) -> None:
    caller, page = Caller(world[DELEGATE]), {"demande": aided.demande_id}
    typed = {
        "ground": "condition", "decided_on": world.today, "invited_on": world.today, "reasons": "Motif inventé.",
        "signed_name": "Anne Sémaphore", "source": "signed_paper", "same_day": "on",
    }  # fmt: skip
    shown = caller.post("rights:end", typed, **page)
    typed = as_read(shown.text, typed) | {"confirmer": "oui"}
    assert caller.post("rights:end", typed, **page).says("Quelqu’un a enregistré autre chose")
    form = typed | {"version": version_in(caller.get("rights:end", **page).text)}
    for _ in range(2):
        done = caller.post("rights:end", form, **page)
        assert (done.status, done.says("Il reste à remettre")) == (200, True), "two clicks are one"
    other = form | {"reasons": "Autre onglet, autres mots."}
    for sent in (other, {key: value for key, value in other.items() if key != "confirmer"}):
        second = caller.post("rights:end", sent, **page)
        assert second.status == 422
        for words in ("Quelqu’un a enregistré autre chose", "Autre onglet, autres mots.", "Motif inventé."):
            assert second.says(words), words
        assert not second.says("Confirmer la fin de l’aide")
        assert second.says("Rien n’a été enregistré")
        assert not second.says("à corriger"), "nothing is, on this page"
        assert not re.search(r">\s*True\s*<", second.text)
    with acting(world[DELEGATE]):
        assert AfisEnd.objects.get().reasons == "Motif inventé."


def test_an_end_of_the_aid_is_said_to_her_antenne_until_it_may_be_contested_no_more(
    world: World, aided: AfisDecision
) -> None:
    end = ended(world, aided, world.today)
    person = {"person": aided.person_id}
    antenne = Caller(world[WHO])
    for page, ids, words in (
        ("rights:lapses", {}, "L’association remet la décision à la personne."),
        ("rights:clocks", person, NOT_HANDED),
        ("rights:months", person, NOT_HANDED),
        ("rights:afis", {"demande": aided.demande_id}, NOT_HANDED),
        ("rights:end", {"demande": aided.demande_id}, NOT_HANDED),
        ("people:step", person, HAND),
        ("desk:home", {}, HAND),
    ):
        assert antenne.get(page, **ids).says(words), page
    with acting(world[WHO]) as referent:
        hand(referent, end, world.today)
    final = in_full(last_day(world.today))
    until = f"Recours, dernier jour sûr : {final}".replace("\u00a0", " ")
    for page, ids in (("desk:home", {}), ("rights:lapses", {}), ("rights:clocks", person)):
        assert antenne.get(page, **ids).says(until), page
    assert antenne.get("desk:home").says("Fin de l’aide : recours possible")
    step = antenne.get("people:step", **person)
    assert step.says(f"Fin de l’aide : recours possible, {until[9:]}"), "beside whatever comes first"
    assert not home(world, DELEGATE).says("Fin de l’aide : recours possible"), "it is hers to contest"
    with acting(world[WHO]) as referent:
        after_it = last_day(world.today) + timedelta(days=1)
        assert list(todo.ends_to_contest(referent, after_it - timedelta(days=1)))
        assert not list(todo.ends_to_contest(referent, after_it))
        assert [line for line in lapsing.lines(referent, after_it) if line.ended] == []


def test_the_file_of_an_order_says_the_end_of_the_aid_as_its_page_does(world: World, aided: AfisDecision) -> None:
    order = ordered(world)

    def cells(form: str) -> list[str]:
        with acting(world[PAYER]) as payer:
            content, _ = actions.take_order(actor=payer, on=world.today, order=order, form=form)
        if form == "xlsx":
            sheet = load_workbook(BytesIO(content)).active
            assert sheet is not None
            heads, line, _ = ([cell.value for cell in row] for row in sheet.iter_rows())
            return [str(dict(zip(heads, line, strict=True))[name] or "")[:10] for name in HEADS[-2:]]
        heads, line, _ = content.decode("utf-8-sig").splitlines()
        return [dict(zip(heads.split(";"), line.split(";"), strict=True))[name] for name in HEADS[-2:]]

    for form in ("csv", "xlsx"):
        assert cells(form) == ["", ""], form
    ended(world, aided, world.today)
    for form in ("csv", "xlsx"):
        assert cells(form) == [aided.decided_on.isoformat(), f"{first(world):%Y-%m}"], form


def test_the_desk_reads_that_the_aid_ended_and_when_and_nothing_else_of_it(world: World, aided: AfisDecision) -> None:
    world.body("desk33", "desk", "Bureau du séjour inventé", "33")
    world.member("desk:33", "desk33", "desk", ["33"])
    with acting(world[DELEGATE]) as delegate:
        open_file(
            actor=delegate, on=world.today, person=aided.person, holder="desk:33", opening="authorise_residence",
            demande=aided.demande_id,
        )  # fmt: skip
    desk, page = Caller(world["desk:33"]), {"person": aided.person_id}
    assert not desk.get("rights:decided", **page).says("mis fin")
    ended(world, aided, world.today)
    said = desk.get("rights:decided", **page)
    assert said.says("Le préfet a mis fin à l’aide financière le")
    assert said.says("titre de séjour n’en dépend pas")
    for words in ("Motif inventé", "Dernier mois dû", "€", "remise à la personne"):
        assert not said.says(words), words
