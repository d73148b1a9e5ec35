"""Bad input on a decision, its notification and the aid."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from rivage.commissions import actions as commissions
from rivage.commissions.models import AgendaItem, Seance
from rivage.core.confirm import CHANGED
from rivage.decisions.models import Decision, Notification
from rivage.dossiers.models import Demande, Period
from rivage.rights.models import AfisDecision
from tests.bad_input.calling import Caller, house
from tests.commissions.room import day_of, on_the_day, one_file_sitting
from tests.dossiers.path import completed
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

pytestmark = pytest.mark.django_db
SIGNED = {"signed_name": "Jeanne Amer", "signed_quality": "La préfète", "source": "signed_paper"}
WORDS = "שלום 🌊 مرحبا Ωδή, l’hébergement tient."


def ruled_upon(world: World) -> tuple[Seance, UUID]:
    """A session whose commission has ruled on a demande."""
    _room, seance, item = one_file_sitting(world)
    with on_the_day(seance):
        on = day_of(seance)
        with acting(world["chair:33"]) as chair:
            avis = commissions.record_avis(
                actor=chair, on=on, item=item, sense="favourable", afis="favourable", mode="consensus",
                unpresented=True,
            )  # fmt: skip
            commissions.sign_releve(actor=chair, on=on, avis=avis)
    return seance, item.demande_id


@pytest.fixture
def opined(world: World) -> Iterator[tuple[Demande, date]]:
    """The demande, the same day."""
    seance, demande = after(world, ruled_upon)
    with on_the_day(seance), acting(world["delegate:33"]):
        yield Demande.objects.get(pk=demande), day_of(seance)


def authorise(on: Any, **changed: Any) -> dict[str, Any]:
    return {
        "sense": "authorise", "starts": str(on), "months": "6", "authority": "prefet", "reasons": "Le projet est prêt."
    } | changed  # fmt: skip


@pytest.mark.parametrize("months", ["0", "-1", "7", "25", "", "six", "6.5", "1e3"])
def test_months_that_no_text_gives_are_refused(world: World, opined: Any, months: str) -> None:
    demande, on = opined
    before = house()
    answer = Caller(world["delegate:33"]).post("decisions:decision", authorise(on, months=months), demande=demande.pk)
    assert answer.status == 422
    assert any(answer.says(word) for word in ("mois", "durée", "Écrivez un nombre"))
    assert answer.says('class="rv-erreurs"')
    assert answer.says("Le projet est prêt.")
    assert answer.says(f'value="{months}"') or not months
    assert house() == before


@pytest.mark.parametrize("day", ["2026-02-31", "0026-12-01", "2026-13-01", "hier", ""])
def test_an_impossible_first_day_is_asked_again(world: World, opined: Any, day: str) -> None:
    demande, on = opined
    before = house()
    answer = Caller(world["delegate:33"]).post("decisions:decision", authorise(on, starts=day), demande=demande.pk)
    assert answer.status == 422
    assert answer.says('class="rv-erreurs"')
    assert answer.says("Le projet est prêt.")
    assert house() == before


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(1, "ne peut pas être datée d’après aujourd’hui"), (-400, "avis")],
)
def test_a_decision_is_not_signed_tomorrow_nor_before_the_avis(
    world: World, opined: Any, days: int, sentence: str
) -> None:
    demande, on = opined
    delegate = Caller(world["delegate:33"])
    assert delegate.post("decisions:decision", authorise(on), demande=demande.pk).status == 200
    before = house()
    shown = delegate.shown("decisions:sign", demande=demande.pk)
    signed = SIGNED | shown | {"decided_on": str(on + timedelta(days=days))}
    answer = delegate.post("decisions:sign", signed, demande=demande.pk)
    assert answer.status == 422
    assert answer.says(sentence)
    assert answer.says("Jeanne Amer")
    assert answer.says("La préfète")
    assert house() == before


def version(world: World, demande: Demande) -> int:
    with acting(world["delegate:33"]):
        found: int = Decision.objects.get(demande=demande).version
    return found


def test_no_decision_without_avis(world: World) -> None:
    demande = completed(world)
    before = house()
    answer = Caller(world["delegate:33"]).post(
        "decisions:decision", authorise(world.today, reasons="Mots à garder."), demande=demande.pk
    )
    assert answer.status == 422
    assert answer.says("avis")
    assert answer.says("Mots à garder.")
    assert house() == before


def test_letters_of_every_writing_come_back_and_a_text_too_long_is_not_cut(world: World, opined: Any) -> None:
    demande, on = opined
    delegate = Caller(world["delegate:33"])
    whole = (WORDS * 400)[:10_000]
    assert delegate.post("decisions:decision", authorise(on, reasons=whole), demande=demande.pk).status == 200
    with acting(world["delegate:33"]):
        assert Decision.objects.get(demande=demande).reasons == whole.strip()
    assert delegate.get("decisions:decision", demande=demande.pk).says(WORDS)
    before = house()
    long = whole + "fin"
    typed = authorise(on, reasons=long) | {"version": version(world, demande)}
    answer = delegate.post("decisions:decision", typed, demande=demande.pk)
    assert answer.status == 422
    assert answer.says("Ce texte dépasse 10 000 caractères, de 3.")
    assert answer.says(WORDS + "fin" if whole.endswith(WORDS) else "fin</textarea>")
    assert house() == before


def test_a_nul_is_refused_before_anything(world: World, opined: Any) -> None:
    demande, on = opined
    before = house()
    answer = Caller(world["delegate:33"]).post(
        "decisions:decision", authorise(on, reasons="avant\x00après"), demande=demande.pk
    )
    assert answer.status == 400
    assert answer.says("<h1")
    assert house() == before


def test_two_tabs_on_one_draft_lose_no_word(world: World, opined: Any) -> None:
    demande, on = opined
    delegate, secretary = Caller(world["delegate:33"]), Caller(world["secretary:33"])
    assert delegate.post("decisions:decision", authorise(on), demande=demande.pk).status == 200
    shown = {"version": version(world, demande)}
    first = authorise(on, reasons="Premier onglet.") | shown
    assert delegate.post("decisions:decision", first, demande=demande.pk).status == 200
    before = house()
    answer = secretary.post("decisions:decision", authorise(on, reasons="Second onglet.") | shown, demande=demande.pk)
    assert answer.status == 422
    assert answer.says("Quelqu’un a agi entre-temps, ou un autre onglet")
    assert answer.says("Second onglet.")
    assert house() == before
    signed = SIGNED | shown | {"decided_on": str(on)}
    assert secretary.post("decisions:sign", signed, demande=demande.pk).says(CHANGED)
    assert house() == before


def test_a_second_click_on_each_button_of_a_decision_changes_nothing(world: World, opined: Any) -> None:
    demande, on = opined
    delegate, referent = Caller(world["delegate:33"]), Caller(world["referent:amarres33"])
    ids = {"demande": demande.pk}

    def twice(who: Caller, page: str, data: dict[str, Any]) -> None:
        assert who.post(page, data, **ids).status == 200, page
        before = house()
        again = who.post(page, data, **ids)
        assert again.status < 500, page
        assert any(again.says(word) for word in ("déjà", "entre-temps")), page
        assert house() == before, page

    twice(delegate, "decisions:decision", authorise(on))
    twice(delegate, "decisions:sign", SIGNED | {"decided_on": str(on)} | delegate.shown("decisions:sign", **ids))
    told = {"outcome": "handed", "on": str(on), "source": "own_desk"}
    twice(delegate, "decisions:notify", told | {"recipient": "association", "channel": "secure"})
    twice(referent, "decisions:notify", told | {"recipient": "person", "channel": "by_hand", "language": "français"})
    aid = SIGNED | {"sense": "grant", "decided_on": str(on), "children": "1"}
    twice(delegate, "rights:afis", aid | {"version": version_in(delegate.post("rights:afis", aid, **ids).text)})
    with acting(world["delegate:33"]):
        assert Demande.objects.get(pk=demande.pk).step == "notified"
        assert (Period.objects.count(), Notification.objects.count(), AfisDecision.objects.count()) == (1, 2, 1)


@pytest.mark.parametrize("children", ["-1", "21", "deux", ""])
def test_a_number_of_children_that_cannot_be_is_refused(world: World, opined: Any, children: str) -> None:
    demande, on = opined
    delegate = Caller(world["delegate:33"])
    assert delegate.post("decisions:decision", authorise(on), demande=demande.pk).status == 200
    signed = SIGNED | {"decided_on": str(on)} | delegate.shown("decisions:sign", demande=demande.pk)
    assert delegate.post("decisions:sign", signed, demande=demande.pk).status == 200
    before = house()
    typed = SIGNED | {"sense": "grant", "decided_on": str(on), "children": children, "reasons": "Mots à garder."}
    answer = delegate.post("rights:afis", typed, demande=demande.pk)
    assert answer.status == 422
    assert answer.says('class="rv-erreurs"')
    assert answer.says("Mots à garder.")
    assert house() == before


def test_the_other_departement_sends_nothing(world: World, opined: Any) -> None:
    demande, on = opined
    before = house()
    with acting(world["delegate:33"]):
        item = AgendaItem.objects.get()
    stranger = Caller(world["delegate:75"])
    for page, ids in (
        ("decisions:decision", {"demande": demande.pk}),
        ("rights:afis", {"demande": demande.pk}),
        ("commissions:avis", {"item": item.pk}),
    ):
        assert stranger.post(page, authorise(on), **ids).status == 404, page
    assert house() == before
