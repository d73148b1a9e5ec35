"""An aid that ended before a month that is ordered already: who is told, what is confirmed, what is to be done."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rivage.core import clock
from rivage.core.french import capital
from rivage.dossiers.models import Parcours, Period
from rivage.law.period import Days, add_months
from rivage.law.wording import month as in_words
from rivage.rights.aid import actions
from rivage.rights.aid.orders import HEADS
from rivage.rights.ended import Ended
from rivage.rights.models import AfisDecision, AfisMonth, AfisOrder
from tests.bad_input.calling import Caller
from tests.rights.aid.handed import TYPED
from tests.rights.aid.test_ended import DELEGATE, PAYER, ended, home
from tests.rights.aid.test_months import aided, answer, first, lines, ordered, read
from tests.versions import as_read, version_in
from tests.world import World, acting, away

__all__ = ["aided"]
pytestmark = pytest.mark.django_db
NOT_DUE = "L’aide a pris fin avant ce mois : il n’est plus dû"


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def typed(page: str, decided_on: date) -> dict[str, str]:
    return {
        "ground": "condition", "decided_on": decided_on.isoformat(), "invited_on": decided_on.isoformat(),
        "reasons": "Motif inventé.", "signed_name": "Anne Sémaphore", "source": "signed_paper", "same_day": "on",
        "version": version_in(page),
    }  # fmt: skip


@pytest.fixture
def late(world: World, aided: AfisDecision) -> Iterator[tuple[AfisOrder, AfisMonth]]:
    """Forty days on: the month after the first is ordered, and waits for its answer."""
    after, today = add_months(first(world), 1), world.today
    with clock.at(away(40)):
        world.today = clock.today("33")
        order = ordered(world)
        yield order, next(line for line in lines(world) if line.month == after)
    world.today = today


def test_the_end_says_what_is_ordered_after_it_and_stays_a_task_until_it_is_answered(
    world: World, aided: AfisDecision, late: tuple[AfisOrder, AfisMonth]
) -> None:
    order, line = late
    delegate, page = Caller(world[DELEGATE]), {"demande": aided.demande_id}
    form = typed(delegate.get("rights:end", **page).text, aided.decided_on)
    month = plain(in_words(line.month))
    told = f"{capital(month)} est déjà ordonné (ordre n° {order.n}) : prévenez l’organisme payeur."
    shown = delegate.post("rights:end", form, **page)
    assert shown.says(told)
    task = f"Prévenir l’organisme payeur : {month} n’est plus dû"
    assert not home(world, DELEGATE).says(task)
    form = as_read(shown.text, form) | {"confirmer": "oui"}
    assert delegate.post("rights:end", form, **page).says(told)
    assert home(world, DELEGATE).says(task)
    assert not home(world, PAYER).says(task)
    read(world, order, answer(line, world, etat="suspendu"))
    assert not home(world, DELEGATE).says(task)


def test_the_payer_reads_it_on_that_line_and_confirms_that_it_paid(
    world: World, aided: AfisDecision, late: tuple[AfisOrder, AfisMonth]
) -> None:
    order, line = late
    ended(world, aided, world.today)
    payer, page = Caller(world[PAYER]), {"order": order.pk}
    shown = payer.get("rights:order", **page)
    later = [one for one in lines(world) if one.month >= line.month]
    assert plain(shown.text).count(NOT_DUE) == len(later), "not the line of the last month due"
    assert shown.says("et n’est pas à verser.")
    assert not shown.says("repris"), "no text says so"
    with acting(world[PAYER]) as actor:
        content, _ = actions.take_order(actor=actor, on=world.today, order=order, form="csv")
    heads, *rows, _ = [row.split(";") for row in content.decode("utf-8-sig").splitlines()]
    of = {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
    assert heads == list(HEADS)
    assert [name for name, one in of.items() if one["encore_du"] == "oui"] == [
        one.reference for one in lines(world) if one not in later
    ]
    url = f"{payer.url('rights:answer', **page)}?ligne={line.reference}"
    asked = payer.client.get(url).content.decode()
    assert NOT_DUE in plain(asked)
    sent = {
        "answer": "paid", "paid": str(line.amount), "answered_on": world.today.isoformat(),
        "version": version_in(asked),
    }  # fmt: skip
    unread = payer.client.post(url, sent)
    assert unread.status_code == 422
    assert "Je confirme : ce mois a été versé" in plain(unread.content.decode())
    assert payer.client.post(url, sent | {"after_end": "on"}).status_code == 303
    assert payer.get("rights:order", **page).says("convenez-en avec la délégation")


def test_a_file_says_of_each_line_that_the_aid_ended_before_it(
    world: World, aided: AfisDecision, late: tuple[AfisOrder, AfisMonth]
) -> None:
    order, line = late
    ended(world, aided, world.today)
    file = SimpleUploadedFile("reponses.csv", answer(line, world))
    shown = Caller(world[PAYER]).post("rights:answers", {"file": file}, order=order.pk)
    assert shown.says(NOT_DUE)


def test_the_last_month_due_is_that_of_rights_that_stopped_before(world: World, aided: AfisDecision) -> None:
    half = Days(date(2026, 5, 4), date(2026, 11, 4))
    decided = date(2026, 10, 20)
    assert Ended.of(decided).last == Ended.of(decided, half).last == date(2026, 10, 1)
    assert Ended.of(decided, half, date(2026, 8, 2)).last == date(2026, 7, 1)
    assert Ended.of(date(2026, 7, 20), half, date(2026, 9, 30)).last == date(2026, 7, 1)
    month = first(world)
    with clock.at(away(65)):
        world.today, today = clock.today("33"), world.today
        order = ordered(world)
        stopped = add_months(today, 1)
        with acting(world["referent:estuaire33"]):
            Parcours.objects.filter(person=aided.person_id).update(ended_on=stopped, end_kind="at_her_wish")
            Period.objects.filter(person=aided.person_id).update(ended_on=stopped)
        delegate, page = Caller(world[DELEGATE]), {"demande": aided.demande_id}
        form = typed(delegate.get("rights:end", **page).text, world.today)
        said = f"Dernier mois dû : {plain(in_words(month))}."
        shown = delegate.post("rights:end", form, **page)
        assert shown.says(said)
        assert delegate.post("rights:end", as_read(shown.text, form) | {"confirmer": "oui"}, **page).says(said)
        with acting(world[PAYER]) as actor:
            content, _ = actions.take_order(actor=actor, on=world.today, order=order, form="csv")
        rows = [row.split(";") for row in content.decode("utf-8-sig").splitlines()[1:-1]]
        assert {row[-1] for row in rows} == {f"{month:%Y-%m}"}
        world.today = today


def test_an_end_not_handed_over_says_from_when_it_holds_and_the_months_it_takes_away(
    world: World, late: tuple[AfisOrder, AfisMonth], aided: AfisDecision
) -> None:
    """CRPA L221-8: warned of on the preview and on the page, until the day it was handed is noted; never refused."""
    _, line = late
    caller, ids = Caller(world["delegate:33"]), {"demande": aided.demande_id}
    words = f"Mois en cause : {in_words(line.month)}".replace("\u00a0", " ")
    sent = typed(caller.get("rights:end", **ids).text, aided.decided_on)
    page = caller.post("rights:end", sent, **ids)
    assert page.says("(CRPA, art. L221-8) : un mois commencé d’ici là peut lui rester dû, à confirmer")
    assert page.says(words)
    done = caller.post("rights:end", as_read(page.text, sent) | {"confirmer": "oui"}, **ids)
    assert done.says("La fin de l’aide est notée.")
    assert done.says(words)
    assert caller.post("rights:end_told", TYPED | {"on": world.today}, **ids).says("La remise est notée")
    assert not caller.get("rights:end", **ids).says("L221-8")
