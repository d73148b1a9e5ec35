"""Writing the parts: what is typed comes back, and two people writing at once both keep their words."""

import json
from datetime import date, timedelta

import pytest

from rivage.core.refusal import Refused, Stale
from rivage.dossiers import actions, parts, reading, tasks
from rivage.dossiers.enums import Part
from rivage.dossiers.forms.parts import FORMS, ProjectForm
from rivage.dossiers.models import Demande, PartVersion
from rivage.people import actions as people
from rivage.people.models import Accord
from tests.dossiers.path import TEXTS, WHO, closed_without_object, deposited, fill, new_demande, values
from tests.stories import after
from tests.world import World, acting

ODD = "🌊 مرحبا — שלום " + "é" * 9980


def write(world: World, demande, text: str, version: int, who: str = "referent:estuaire33", ready: bool = False):
    with acting(world[who]) as actor:
        return actions.save_part(
            actor=actor,
            on=world.today,
            demande=demande,
            part=Part.ACCOUNT,
            values={"text": text, "approved_on": None},
            version=version,
            ready=ready,
        )


@pytest.mark.django_db
@pytest.mark.parametrize("part", TEXTS)
def test_a_part_is_read_back_as_written(world: World, part: str) -> None:
    demande = fill(world, after(world, new_demande))
    with acting(world["referent:estuaire33"]):
        assert parts.read(demande, part) == values(part, world.today)
        assert parts.version(demande, part) == 1


@pytest.mark.django_db
def test_emoji_right_to_left_and_ten_thousand_characters_come_back(world: World) -> None:
    demande = after(world, new_demande)
    write(world, demande, ODD, 0)
    with acting(world["referent:estuaire33"]):
        assert parts.read(demande, Part.ACCOUNT)["text"] == ODD


@pytest.mark.django_db
def test_two_people_writing_at_once_both_keep_their_words(world: World) -> None:
    demande = after(world, new_demande)
    assert write(world, demande, "Mots du référent.", 0).version == 1
    saved = write(world, demande, "Mots de la responsable.", 0, "lead:estuaire33")
    assert (saved.version, saved.aside is not None) == (1, True)
    again = write(world, demande, "Mots de la responsable, suite.", 0, "lead:estuaire33")
    assert again.aside == saved.aside
    with acting(world["lead:estuaire33"]) as lead:
        assert parts.read(demande, Part.ACCOUNT)["text"] == "Mots du référent."
        aside = PartVersion.objects.get(aside=True)
        assert json.loads(aside.values)["text"] == "Mots de la responsable, suite."
        with pytest.raises(Stale):
            actions.settle_part(actor=lead, on=world.today, aside=aside, mine=True, version=0)
        actions.settle_part(actor=lead, on=world.today, aside=aside, mine=True, version=1)
        assert parts.read(demande, Part.ACCOUNT)["text"] == "Mots de la responsable, suite."
        kept = [json.loads(row.values)["text"] for row in PartVersion.objects.filter(aside=False).order_by("version")]
        assert kept == ["Mots du référent.", "Mots de la responsable, suite."]
        with pytest.raises(Refused, match="déjà été relues"):
            actions.settle_part(actor=lead, on=world.today, aside=aside, mine=False, version=2)


@pytest.mark.django_db
def test_saving_the_same_words_twice_is_one_writing(world: World) -> None:
    demande = after(world, new_demande)
    write(world, demande, "Mots.", 0)
    assert write(world, demande, "Mots.", 0) == parts.Saved(1)
    with acting(world["referent:estuaire33"]):
        assert PartVersion.objects.count() == 1


@pytest.mark.django_db
def test_a_deposited_part_is_not_rewritten_until_it_is_asked(world: World) -> None:
    demande = after(world, deposited)
    with pytest.raises(Refused, match="ne se modifient plus"):
        write(world, demande, "Autre chose.", 1)
    with acting(world["delegate:33"]) as delegate, pytest.raises(Refused, match="association"):
        actions.save_part(
            actor=delegate,
            on=world.today,
            demande=demande,
            part=Part.ACCOUNT,
            values={"text": "Réécrit.", "approved_on": None},
            version=1,
        )


@pytest.mark.django_db
def test_what_is_missing_is_said_part_by_part_and_goes(world: World) -> None:
    demande = after(world, new_demande)
    with acting(world["referent:estuaire33"]):
        lacks = tasks.missing(demande, world.today)
        assert {one.part for one in lacks} == set(parts.of(demande)) - {Part.SAFETY}
        assert ("Il manque l’accord de la personne.", "CASF L121-9 II") in {(m.sentence, m.article) for m in lacks}
    fill(world, demande)
    with acting(world["referent:estuaire33"]) as actor:
        assert tasks.missing(demande, world.today) == []
        assert {task.state for task in tasks.tasks(demande, [])} == {"ok", "afaire"}
        accord = Accord.objects.get(person=demande.person)
        people.withdraw_accord(actor=actor, on=world.today, accord=accord, said_on=world.today)
        assert [one.part for one in tasks.missing(demande, world.today)] == [Part.ACCORD]


@pytest.mark.django_db
def test_an_account_longer_than_a_page_is_kept_and_said_and_holds_nothing(world: World) -> None:
    demande = fill(world, after(world, new_demande))
    with acting(world["referent:estuaire33"]) as actor:
        actions.save_part(
            actor=actor,
            on=world.today,
            demande=demande,
            part=Part.ACCOUNT,
            values={"text": "x" * 3001, "approved_on": world.today - timedelta(days=1)},
            version=1,
        )
        assert "La présentation dépasse une page, de 1\u00a0caractère." in [
            one.sentence for one in tasks.missing(demande, world.today)
        ]
        assert (
            actions.submit(actor=actor, on=world.today, demande=demande, version=demande.version).step == "submitted"
        )


@pytest.mark.django_db
def test_an_account_that_changes_is_to_be_approved_again(world: World) -> None:
    demande = fill(world, after(world, new_demande))
    with acting(world["referent:estuaire33"]) as actor:
        changed = {"text": "Autre texte.", "approved_on": world.today}
        saved = actions.save_part(
            actor=actor, on=world.today, demande=demande, part=Part.ACCOUNT, values=changed, version=1, ready=True
        )
        assert saved.dropped == world.today
        last, before = PartVersion.objects.filter(demande=demande, part=Part.ACCOUNT).order_by("-version")
        assert (last.ready, parts.load(Part.ACCOUNT, before.values)["approved_on"]) == (False, world.today)
        assert parts.read(demande, Part.ACCOUNT) == {"text": "Autre texte.", "approved_on": None}
        assert [one.part for one in tasks.missing(demande, world.today)] == [Part.ACCOUNT]
        actions.save_part(actor=actor, on=world.today, demande=demande, part=Part.ACCOUNT, values=changed, version=2)
        assert tasks.missing(demande, world.today) == []


@pytest.mark.django_db
def test_words_set_aside_do_not_bring_back_the_approval_of_others(world: World) -> None:
    demande = fill(world, after(world, new_demande))
    write(world, demande, "Réécrit par une collègue.", 1, "lead:estuaire33")
    with acting(world[WHO]) as actor:
        mine = {"text": "Mes mots.", "approved_on": world.today}
        said = {"actor": actor, "on": world.today, "demande": demande, "part": Part.ACCOUNT}
        saved = actions.save_part(**said, values=mine, version=1)
        assert saved.aside is not None
        actions.settle_part(actor=actor, on=world.today, aside=saved.aside, mine=True, version=2)
        assert parts.read(demande, Part.ACCOUNT) == {"text": "Mes mots.", "approved_on": None}
        assert parts.approved_before(demande, Part.ACCOUNT) == world.today


@pytest.mark.django_db
def test_a_renewal_says_what_became_of_each_action_and_why(world: World) -> None:
    before = fill(world, after(world, new_demande))
    with acting(world[WHO]) as actor:
        demande = actions.submit(actor=actor, on=world.today, demande=before, version=before.version)
    with acting(world["delegate:33"]) as delegate:
        actions.grant_period(
            actor=delegate, on=world.today, demande=demande, decision_id=demande.pk, starts=world.today, months=6
        )
        closed_without_object(world, delegate, demande)
    with acting(world[WHO]) as actor:
        renewal = actions.open_demande(actor=actor, on=world.today, person=demande.person, kind="renouvellement")
        said = parts.read(renewal, "results")
        assert [one["text"] for one in said["outcomes"]] == ["Demander une place"]
        form = FORMS["results"](
            {"difficulties": "Aucune place.", "results": "Inscrite.", "respect": "yes", "outcome_1": "not_possible"},
            initial=FORMS["results"].starting(said),
            demande=renewal,
            on=world.today,
            used=6,
        )
        assert form.is_valid(), form.errors
        common = {"actor": actor, "on": world.today, "demande": renewal, "part": "results"}
        actions.save_part(**common, values=form.values(), version=0)
        assert any("n’a pas été possible" in one.sentence for one in tasks.missing(renewal, world.today))
        typed = form.values()
        typed["outcomes"][0]["cause"] = "no_housing"
        actions.save_part(**common, values=typed, version=1)
        assert not any("n’a pas été possible" in one.sentence for one in tasks.missing(renewal, world.today))
        lines = {line.label: line.text for line in reading.lines("results", parts.read(renewal, "results"))}
        assert lines["Action prévue : Demander une place"] == "pas possible : pas d’hébergement ni de logement"


@pytest.mark.parametrize("rows", ["9" * 5000, "²", "-1", "3"])
def test_a_number_of_rows_that_nobody_reads_adds_none(rows: str) -> None:
    form = ProjectForm({"rows": rows}, demande=Demande(), on=date(2026, 11, 28), used=0)
    assert form.rows == (3 if rows == "3" else 2)
