"""Inside an antenne, by SQL: whoever does not accompany her writes nothing of her (ADR 0059)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import F

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.decisions.models import ContestHelp, Decision, Recours
from rivage.dossiers.models import Demande, Note, NoteDraft, Suivi
from rivage.people import actions as people
from rivage.people.models import (
    Accompaniment,
    Accord,
    Child,
    Contact,
    Correspondence,
    Identity,
    Person,
    Share,
    Transfer,
)
from rivage.people.models.base import PersonRow
from rivage.rights.models import AidEvent, ApsFact, ConsularStep, LetterDay, NeedSpan
from rivage.support.models import Approach, Evaluation, FirstContact, MeansWait
from rivage.titles.models import RightFact, TitleHeld
from tests.attack.test_recours import took
from tests.dossiers.path import WHO
from tests.rights.permit.path import DELEGATE, DESK, authorised, note
from tests.stories import after
from tests.titles.path import LEAD, noted
from tests.world import World, acting

pytestmark = pytest.mark.django_db
COLLEAGUE, TAKEN_OFF = "other:estuaire33", "gone:estuaire33"
# Those who may write of her; beside them, who never may, of her antenne and elsewhere.
HERS = (WHO, LEAD)
NEVER = (COLLEAGUE, TAKEN_OFF, "referent:amarres33", "lead:estuaire75", "chair:33", "delegate:75", "signatory:33")
STATE = (DELEGATE, DESK)
Row = Callable[[Membership], PersonRow]


def followed(world: World) -> Demande:
    """A person on a path, whose permit was refused, with a title; a referent was named, and taken off since."""
    demande = authorised(world, 60)
    world.member(TAKEN_OFF, "estuaire33", "referent", ["33"])
    with acting(world[WHO]):
        person = Person.objects.get(pk=demande.person_id)
    note(world, demande, "requested", -20)
    note(world, demande, "refused", -2)
    noted(world, person, "resident", "held", -5)
    with acting(world[WHO]) as actor:
        gone = world[TAKEN_OFF].user
        assert gone is not None
        row = people.assign(actor=actor, on=world.today, person=person, user=gone, kind="co_referent")
        people.take_off(actor=actor, on=world.today, accompaniment=row)
        MeansWait.beside(person, since=world.today, recorded_by=actor).save(force_insert=True)
        Child.beside(person, given_name="Zoé").save(force_insert=True)
        ConsularStep.beside(person, what="passport", on=world.today, recorded_by=actor).save(force_insert=True)
    return demande


def added(world: World, demande: Demande) -> Iterator[tuple[str, Row]]:
    """How a row of each table is added, by whom it is given."""
    person, today = Person.objects.get(pk=demande.person_id), world.today
    refused = ApsFact.objects.filter(person=person, step="refused").order_by("on").values_list("pk", flat=True)[0]
    suivi = Suivi.objects.filter(person=person).order_by("starts").values_list("pk", flat=True)[0]

    def of(model: type[PersonRow], *, signed: bool = True, **values: Any) -> tuple[str, Row]:
        return model.__name__, lambda actor: model.beside(
            person, **values, **({"recorded_by": actor} if signed else {})
        )

    yield of(RightFact, what="sante", step="asked", on=today)
    yield of(Approach, domain="housing", asked_on=today)
    yield of(Evaluation, moment="entry", day=today, questionnaire=1)
    yield of(FirstContact, suivi_id=suivi, origin="street", met_on=today)
    yield of(AidEvent, kind="work", on=today, source="own_desk")
    yield of(ApsFact, n=2, step="requested", on=today, source="paper_held")
    yield of(ConsularStep, what="passport", on=today)
    yield of(LetterDay, fact_id=refused, last_day=today.isoformat())
    yield of(NeedSpan, needed=True, since=today)
    yield of(Recours, demande_id=demande.pk, about="permit", act=refused, kind="gracious", filed_on=today)
    yield of(ContestHelp, demande_id=demande.pk, about="permit", act=refused)
    yield of(Child, signed=False, given_name="Inès")
    yield of(Accord, signed=False, kind="safety", given_on=today, language="edo")
    for model in (Note, NoteDraft):
        yield model.__name__, lambda actor, model=model: model.beside(person, author=actor.user, text="Mots.")


# What a row that stands is changed to, of each table that is not only added to.
CHANGED: dict[type[Any], dict[str, Any]] = {
    Person: {"age_band": "45-54"},
    Identity: {"birth_source": "papers"},
    Contact: {"channels": ["phone"]},
    Correspondence: {"at_association": F("at_association")},
    Child: {"in_charge": True},
    Suivi: {"why": ""},
    Demande: {"competence": "x"},
    Accompaniment: {"kind": F("kind")},
    MeansWait: {"ended_on": "today"},
    TitleHeld: {"taken_back_on": "today"},
    ConsularStep: {"taken_back_on": "today"},
}
# What the State writes too, each as its own rules say.
ALSO = {"ApsFact": {DELEGATE}, "Recours": {DELEGATE}, "Demande": {DELEGATE}}


def test_a_row_is_added_by_who_accompanies_her_and_the_lead(world: World) -> None:
    demande = after(world, followed)
    with acting(world[LEAD]):
        rows = dict(added(world, demande))
    for who in (*HERS, *NEVER, *STATE):
        with acting(world[who]) as actor:
            for table, row in rows.items():
                may = who in HERS or who in ALSO.get(table, ())
                assert took(lambda row=row, actor=actor: row(actor).save(force_insert=True)) == may, (who, table)


def test_a_row_is_changed_by_them_alone(world: World) -> None:
    demande = after(world, followed)
    for who in (*HERS, *NEVER, *STATE):
        with acting(world[who]):
            for model, said in CHANGED.items():
                hers = model.objects.filter(**{"pk" if model is Person else "person": demande.person_id})
                values = {name: world.today if value == "today" else value for name, value in said.items()}
                may = who in HERS or who in ALSO.get(model.__name__, ())
                assert took(lambda rows=hers, to=values: rows.update(**to)) == may, (who, model)


def test_a_row_is_deleted_by_them_alone(world: World) -> None:
    demande = after(world, followed)
    for who in (*HERS, *NEVER, *STATE):
        with acting(world[who]):
            assert took(lambda: Child.objects.filter(person=demande.person_id).delete()[0]) == (who in HERS), who


def test_a_colleague_lets_nobody_read_her_nor_go(world: World) -> None:
    demande = after(world, followed)
    with acting(world[WHO]) as actor:
        shares = Share.objects.filter(person=demande.person_id, ends__gt=clock.now(), antenne_id=actor.body_id)
        kept = shares.values("departement", "holder", "slices", "passes", "purpose", "ground").first()
        assert kept is not None
    now = clock.now()
    for who in (*HERS, COLLEAGUE, TAKEN_OFF):
        with acting(world[who]) as actor:
            own = {"person_id": demande.person_id, "antenne_id": actor.body_id}
            going = own | {"departement": "33", "reference": demande.person.reference, "with_notes": False}
            going |= {"offered_by": actor, "offered_at": now, "ends": now + timedelta(days=9)}
            assert took(lambda: Transfer(**going).save(force_insert=True)) == (who in HERS), who  # noqa: B023
            ending = Share.objects.filter(person=demande.person_id, ends__gt=now)
            assert took(lambda: ending.update(ends=now, ended_by=actor.pk)) == (who in HERS), who  # noqa: B023


def test_nobody_names_herself_beside_her(world: World) -> None:
    demande = after(world, followed)
    with acting(world[WHO]):
        person = Person.objects.get(pk=demande.person_id)
    for who in (COLLEAGUE, TAKEN_OFF):
        for named in (who, WHO):
            with acting(world[who]):
                row = Accompaniment.beside(person, user=world[named].user, kind="co_referent")
                assert not took(lambda row=row: row.save(force_insert=True)), (who, named)
    with acting(world[WHO]):
        row = Accompaniment.beside(person, user=world[COLLEAGUE].user, kind="co_referent")
        row.save(force_insert=True)
    with acting(world[COLLEAGUE]) as actor:
        step = RightFact.beside(person, what="sante", step="asked", on=world.today, recorded_by=actor)
        assert took(lambda: step.save(force_insert=True)), "named, a colleague writes"


def test_who_accompanies_her_gives_her_place_to_nobody_unsaid(world: World) -> None:
    """Another takes over by a row of his own, which says so; of one that stands, its end and what she knows move."""
    demande = after(world, followed)
    given: dict[str, Any] = {"user": world[COLLEAGUE].user, "takes_over": True, "starts": clock.now() - timedelta(9)}
    for who in HERS:
        with acting(world[who]):
            rows = Accompaniment.objects.in_force().filter(person=demande.person_id)
            for name, value in given.items():
                assert not took(lambda rows=rows, name=name, value=value: rows.update(**{name: value})), (who, name)
            assert took(lambda rows=rows: rows.update(ends=F("ends"))), who


def test_a_colleague_notifies_no_signed_decision(world: World) -> None:
    demande = after(world, followed)
    with acting(world[COLLEAGUE]):
        assert not took(lambda: Decision.objects.filter(demande=demande.pk).update(step="notified"))


def test_each_table_about_a_person_has_the_wall(world: World) -> None:
    tables = [model for model in apps.get_models() if issubclass(model, PersonRow)]
    assert len(tables) > 50
    for model in (*tables, Person):
        rules = {rule.name for rule in model.rules()}
        wanted = {"declared_hers_update"} | (
            {"declared_hers_insert"} if getattr(model, "ADDED_BY_HERS", True) else set()
        )
        assert wanted <= rules, model
