"""Nothing that a seat reads, on screen or on paper, says what she is called: texts that do are sent back."""

from datetime import timedelta

import pytest

from rivage.commissions import actions
from rivage.core.refusal import Refused
from rivage.dossiers import actions as dossiers
from rivage.dossiers.enums import Part
from rivage.dossiers.models import Demande
from rivage.people import names
from tests.commissions.room import ALL_HERE, Room, day_of, on_the_day
from tests.decisions.path import GRANT, drafted, opined
from tests.dossiers.path import fill, new_demande, new_person
from tests.stories import after
from tests.world import World, acting

WHO = "referent:amarres33"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "values"),
    [
        (Part.ACCOUNT, {"text": "CORAIL cherche un logement.", "approved_on": None}),
        (Part.OPINION, {"opinion": "favourable", "opinion_text": "Awa est prête."}),
        (Part.ENGAGEMENTS, {"engagements": "Awa suit les cours.", "engagements_signed_on": None}),
    ],
)
def test_room_30_a_core_that_says_her_name_is_not_deposited(
    world: World, part: str, values: dict[str, object]
) -> None:
    demande = after(world, new_demande)
    fill(world, demande)
    on = {name: world.today for name in ("approved_on", "engagements_signed_on") if name in values}
    with acting(world["referent:estuaire33"]) as referent:
        dossiers.save_part(
            actor=referent, on=world.today, demande=demande, part=part, values=values | on, version=1, ready=True
        )
        with pytest.raises(Refused, match="nom de la personne"):
            dossiers.submit(
                actor=referent, on=world.today, demande=demande, version=Demande.objects.get(pk=demande.pk).version
            )


@pytest.mark.django_db
def test_room_31_nor_when_it_is_completed(world: World) -> None:
    demande = after(world, new_demande)
    fill(world, demande)
    with acting(world["referent:estuaire33"]) as referent:
        demande = dossiers.submit(actor=referent, on=world.today, demande=demande, version=demande.version)
    with acting(world["delegate:33"]) as delegate:
        dossiers.ask_missing(
            actor=delegate,
            on=world.today,
            demande=demande,
            parts=["account", "project"],
            text="Précisez.",
            until=world.today + timedelta(days=9),
            version=demande.version,
        )
    with acting(world["referent:estuaire33"]) as referent:
        values = {"text": "Awa cherche un logement.", "approved_on": world.today}
        dossiers.save_part(
            actor=referent, on=world.today, demande=demande, part=Part.ACCOUNT, values=values, version=1, ready=True
        )
        with pytest.raises(Refused, match="nom de la personne"):
            dossiers.answer_missing(
                actor=referent,
                on=world.today,
                demande=demande,
                version=Demande.objects.get(pk=demande.pk).version,
                as_it_is=True,
            )


@pytest.mark.django_db
def test_room_32_what_the_commission_writes_names_nobody(world: World) -> None:
    room = after(world, Room)
    seance = room.seance()
    item = room.scheduled(seance, WHO)
    with pytest.raises(Refused, match="nom"):
        room.convened(seance, urgent_reason="Awa Corail est en danger.")
    room.convened(seance)
    with on_the_day(seance):
        room.attend(seance, *ALL_HERE)
        room.opened(seance)
        with acting(world["delegate:33"]) as delegate:
            said = {"actor": delegate, "on": day_of(seance), "item": item, "afis": "favourable", "mode": "consensus"}
            said["unpresented"] = True
            with pytest.raises(Refused, match="nom"):
                actions.record_avis(**said, sense="favourable", reasons="Awa est prête.")
            actions.record_avis(**said, sense="favourable", reasons="Le projet est prêt.")
            seance = actions.close_seance(actor=delegate, on=day_of(seance), seance=seance)
            with pytest.raises(Refused, match="nom"):
                actions.write_minutes(actor=delegate, on=day_of(seance), seance=seance, text="M. Corail a téléphoné.")
            actions.write_minutes(actor=delegate, on=day_of(seance), seance=seance, text="La séance est close à 16 h.")


@pytest.mark.django_db
def test_room_33_words_of_every_day_are_no_name(world: World) -> None:
    person = after(world, new_person, name="Rose de la Mer", given_names="Élise", family_name="N’Diaye-Le Goff")
    with acting(world["referent:estuaire33"]):
        for text in ("Élise vient.", "elise et ELISE", "Madame DIAYE", "la Mer", "Vu avec Goff."):
            assert names.carries([person.pk], text), text
        for text in ("une robe rose, la mer", "Le projet est prêt.", "De la patience", "élisent"):
            assert not names.carries([person.pk], text), text


@pytest.mark.django_db
def test_room_34_plain_columns_take_no_name(world: World) -> None:
    person = after(world, new_person)
    with acting(world["referent:estuaire33"]) as referent:
        common = {"actor": referent, "on": world.today, "person": person, "kind": "renouvellement", "months_before": 6}
        with pytest.raises(Refused, match="sans le nom"):
            dossiers.open_demande(**common, months_before_source="Décision concernant Awa Corail")
        dossiers.open_demande(**common, months_before_source="Décision du préfet de Paris, 3 mars 2026")
    demande = opined(world)
    with pytest.raises(Refused, match="sans le nom"):
        drafted(world, demande, **GRANT, authority="judgment", court="TA de Bordeaux, Corail c/ préfet")
    drafted(world, demande, **GRANT, authority="judgment", court="TA de Bordeaux, n° 2600001")
