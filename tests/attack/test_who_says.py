"""Facts forged within one's own perimeter: who may say where a fact is known from, and correct what another noted."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model

from rivage.accounts.enums import Source
from rivage.accounts.models import Body, Membership
from rivage.associations.models import Agrement
from rivage.commissions.models import Avis
from rivage.core import clock
from rivage.decisions.models import Decision, Notification
from rivage.dossiers.models import Demande, Parcours, TakeOver
from rivage.people.models import Person
from rivage.rights.enums import ApsSource
from rivage.rights.models import (
    AfisDecision,
    AfisEnd,
    AidEvent,
    ApsCorrection,
    ApsFact,
    PayerNotice,
    PermitMotive,
    PermitNotice,
)
from rivage.vault.errors import KeyMissing
from tests.commissions.room import one_file_convened
from tests.decisions.path import GRANT, drafted, opined, signed
from tests.dossiers.path import WHO, new_person
from tests.rights.aid.test_months import granted_with_payers, ordered
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, note
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
SECRETARY, LEAD, SIGNATORY, CHAIR = "secretary:33", "lead:estuaire33", "signatory:33", "chair:33"
ALL, READ = frozenset(Source.values), frozenset(Source.values) - {"own_desk"}
PAYER = "payer:33"
ANTENNE, INSTRUCTING = (REFERENT, LEAD), (DELEGATE, SECRETARY)

WORDED: dict[str, Any] = {
    "sense": "favourable", "afis": "favourable", "mode": "consensus", "rendered_at": datetime(2026, 1, 1, tzinfo=UTC),
}  # fmt: skip


UNREACHED = {"recipient": "person", "channel": "by_hand", "outcome": "impossible"}


def of_each(roles: Iterable[str], *said: str) -> dict[str, frozenset[str]]:
    return dict.fromkeys(roles, frozenset(said))


# What each role says of where it knows a fact from; every other source, and every other role, is refused.
MAY: dict[type[Model], dict[str, frozenset[str]]] = {
    TakeOver: of_each(ANTENNE, *READ) | of_each((*INSTRUCTING, SIGNATORY)),
    Decision: of_each(INSTRUCTING, *READ) | of_each((SIGNATORY,), "own_desk") | of_each(ANTENNE),
    Notification: of_each((*ANTENNE, *INSTRUCTING), *ALL) | of_each((SIGNATORY,)),
    ApsFact: of_each(ANTENNE, *READ, "with_her") | of_each(INSTRUCTING, *READ) | of_each((DESK,), "own_desk"),
    PermitNotice: of_each((*ANTENNE, *INSTRUCTING), *ALL) | of_each((DESK,), "own_desk"),
    PermitMotive: of_each((*ANTENNE, *INSTRUCTING), *READ) | of_each((DESK,), "own_desk"),
    AfisDecision: of_each(INSTRUCTING, *READ) | of_each((*ANTENNE, SIGNATORY)),
    AfisEnd: of_each(INSTRUCTING, "signed_paper", "phone") | of_each((*ANTENNE, SIGNATORY)),
    PayerNotice: of_each(INSTRUCTING, *READ) | of_each((*ANTENNE, SIGNATORY)) | of_each((PAYER,), "own_desk"),
    AidEvent: of_each(ANTENNE, *ALL) | of_each((*INSTRUCTING, SIGNATORY)),
    Agrement: of_each(INSTRUCTING, *ALL) | of_each((*ANTENNE, CHAIR, SIGNATORY)),
    Avis: of_each((*INSTRUCTING, CHAIR), "own_desk", "signed_paper") | of_each((*ANTENNE, SIGNATORY)),
}


def wrote(write: Callable[[], Any]) -> bool:
    """Whether the database takes a write; taken, it is undone, so that the next one finds what this one found."""
    taken, said = False, "refusé"
    try:
        with transaction.atomic():
            taken = write() != 0
            transaction.set_rollback(True)
    except KeyMissing:
        return False
    except DatabaseError as refused:
        said = str(refused)
    assert "refusé" in said or "row-level security" in said, said
    return taken


def of_an_aid(world: World, model: type[Model]) -> dict[str, Any]:
    aided, today = after(world, granted_with_payers), world.today
    common: dict[str, Any] = {"person_id": aided.person_id, "antenne_id": aided.antenne_id}
    if model is PayerNotice:
        ordered(world)
        return common | {"decision": aided, "since": today.replace(day=1), "amount": 300, "said_on": today}
    common |= {"on": today, "kind": "work"} if model is AidEvent else {"decision": aided, "ground": "condition"}
    if model is AfisEnd:
        common |= {"decided_on": today, "invited_on": today, "signed_name": "Anne Sémaphore"}
    return common


def row_of(world: World, model: type[Model]) -> Callable[[Membership, str], Any]:
    """How a fact of this table is written by hand, by one membership and from one source."""
    today = world.today
    if model is TakeOver:
        held = after(world, new_person)
        with acting(world[WHO]):
            path = Parcours(person=held, antenne_id=held.antenne_id, departement="33")
            path.save(force_insert=True)
        common: dict[str, Any] = {"person": held, "antenne_id": held.antenne_id, "parcours": path}
    elif model is Decision:
        decision = drafted(world, after(world, opined), **GRANT)

        def sign(actor: Membership, source: str) -> int:
            by = actor if source == "own_desk" else None
            said = {"recorded_by": actor, "source": source, "signed_by": by}
            rows = Decision.objects.filter(pk=decision.pk)
            return rows.update(step="signed", decided_on=today, starts=today, months=6, **said)

        return sign
    elif model is ApsFact:
        demande = after(world, authorised, 40)
        common = {"person_id": demande.person_id, "antenne_id": demande.antenne_id, "n": 1, "step": "requested"}
        common["on"] = today
    elif model in (PermitNotice, PermitMotive):
        fact = note(world, after(world, authorised, 40), "refused", -1)
        common = {"person_id": fact.person_id, "antenne_id": fact.antenne_id, "fact": fact}
        common |= {"motives": ["autre"]} if model is PermitMotive else UNREACHED | {"on": today}
    elif model is Agrement:
        association = Body.objects.filter(kind="antenne").earliest("pk")
        common = {"association": association, "departement": "33", "reference": "n° 12"}
        common |= {"starts": date(2020, 1, 1), "ends": date(2023, 1, 1)}
    elif model is Avis:
        _, _, item = after(world, one_file_convened)
        common = {"person_id": item.person_id, "antenne_id": item.antenne_id, "item": item, **WORDED}
        common["demande_id"] = item.demande_id
    elif model is Notification:
        decision = signed(world, after(world, opined), **GRANT)
        common = {"person_id": decision.person_id, "antenne_id": decision.antenne_id, "decision": decision}
        common |= UNREACHED | {"on": today}
    elif model is AfisDecision:
        demande = after(world, authorised)
        common = {"person_id": demande.person_id, "antenne_id": demande.antenne_id, "demande": demande}
        common |= {"sense": "grant", "decided_on": today, "signed_name": "Anne Sémaphore"}
    else:
        common = of_an_aid(world, model)

    def add(actor: Membership, source: str) -> None:
        model(**common, recorded_by=actor, source=source).save(force_insert=True)

    return add


@pytest.mark.parametrize("model", MAY, ids=lambda model: model.__name__)
def test_each_role_says_its_own_sources_and_no_other(world: World, model: type[Model]) -> None:
    write = row_of(world, model)
    for who, allowed in MAY[model].items():
        with acting(world[who]) as actor:
            for source in ApsSource.values:
                assert wrote(lambda source=source, actor=actor: write(actor, source)) == (source in allowed), (
                    who,
                    source,
                )


@pytest.mark.parametrize("model", [model for model in MAY if model is not Decision], ids=lambda model: model.__name__)
def test_nobody_notes_a_fact_in_the_name_of_another(world: World, model: type[Model]) -> None:
    write = row_of(world, model)
    for who, allowed in MAY[model].items():
        with acting(world[who]):
            for source in allowed:
                assert not wrote(lambda source=source: write(world["delegate:75"], source)), (who, source)


def test_no_decision_is_signed_in_the_name_of_the_signatory(world: World) -> None:
    decision = drafted(world, after(world, opined), **GRANT)
    said = {"step": "signed", "decided_on": world.today, "starts": world.today, "months": 6}
    rows = Decision.objects.filter(pk=decision.pk)
    for who, source, by in ((DELEGATE, "signed_paper", SIGNATORY), (SIGNATORY, "own_desk", None)):
        with acting(world[who]) as actor:
            forged = said | {"source": source, "recorded_by": actor, "signed_by": by and world[by]}
            assert not wrote(lambda forged=forged: rows.update(**forged)), who


def test_an_avis_is_reworded_and_its_releve_signed_in_nobody_elses_name(world: World) -> None:
    _, _, item = after(world, one_file_convened)
    with acting(world[SECRETARY]) as secretary:
        avis = Avis.beside(item, item=item, demande_id=item.demande_id, recorded_by=secretary, **WORDED)
        avis.save(force_insert=True)
    rows = Avis.objects.filter(pk=avis.pk)
    for who, signs in ((SECRETARY, "signed_paper"), (DELEGATE, "signed_paper"), (CHAIR, "own_desk")):
        with acting(world[who]) as actor:
            assert not wrote(lambda: rows.update(sense="unfavourable", recorded_by=world["delegate:75"])), who
            assert wrote(lambda by=actor: rows.update(sense="unfavourable", recorded_by=by)), who
            assert wrote(lambda: rows.update(source="signed_paper")) == (who == SECRETARY), who
            for source in ALL:
                for by in (actor, world["chair:33"], None):
                    said = {"signed_at": clock.now(), "signed_by": by, "signed_source": source}
                    may = source == signs and by == actor
                    assert wrote(lambda said=said: rows.update(**said)) == may, (who, source, by)


def test_what_another_side_noted_is_corrected_by_that_side_alone(world: World) -> None:
    demande: Demande = after(world, authorised, 40)
    sides = {REFERENT: ANTENNE, DELEGATE: INSTRUCTING, DESK: (DESK,)}
    noted = {who: note(world, demande, "requested", -9 + n, who=who) for n, who in enumerate(sides)}
    for side, its in sides.items():
        for who in (*ANTENNE, *INSTRUCTING, DESK):
            with acting(world[who]) as actor:
                own = next(fact for one, fact in noted.items() if who in sides[one])
                for by in (actor, world[side]):
                    for instead in (None, own):
                        if instead == noted[side]:
                            continue
                        row = ApsCorrection.beside(
                            Person.objects.get(pk=demande.person_id), fact=noted[side], instead=instead,
                            corrected_on=world.today, why="Mots.", recorded_by=by,
                        )  # fmt: skip
                        may = who in its and by == actor
                        assert wrote(lambda row=row: row.save(force_insert=True)) == may, (side, who, by, instead)
