"""A refusal of a permit is told by one neutral mail to the side that did not note it."""

from typing import Any

import pytest
from django.core import mail

from rivage.audit.models import Event
from rivage.core import post
from rivage.rights import jobs
from rivage.rights.alerts import refused
from rivage.rights.enums import TELL_REFUSED, PermitNeed
from rivage.rights.models import ApsFact
from rivage.rights.permit import actions
from tests.database import queued
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, day, note, person_of
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
TOLD = {DESK: {REFERENT}, REFERENT: {DESK}, DELEGATE: {DESK, REFERENT}}


def sent(world: World, fact: ApsFact) -> set[str]:
    """Whom its jobs write to, as functions of the world."""
    jobs.tell_refused(membership=str(fact.recorded_by_id), fact=str(fact.pk))
    asked = [job.args for job in queued(refused.SEND) if job.args["fact"] == str(fact.pk)]
    for args in asked:
        jobs.send_refused(**args)
    names = {one.user.email: name for name, one in world.memberships.items() if one.user}
    return {names[address] for each in mail.outbox for address in each.to}


@pytest.mark.parametrize("who", TOLD)
def test_the_other_side_is_told_and_nothing_is_said(world: World, who: str) -> None:
    demande = after(world, authorised, 60, "needed")
    with acting(world[REFERENT]):
        person = person_of(demande)
        said = (person.reference, person.identity.called, "refus", "titre", "séjour", "autorisation", "parcours")
    fact = note(world, demande, "refused", -2, who=who)
    assert [job.args for job in queued(TELL_REFUSED)] == [{"membership": str(world[who].pk), "fact": str(fact.pk)}]
    assert sent(world, fact) == TOLD[who]
    for each in mail.outbox:
        assert each.subject == "Du nouveau à lire"
        assert not [word for word in said if word.lower() in f"{each.subject} {each.body}".lower()]
        assert f"{post.origin()}/m/" in each.body
    with acting(world[REFERENT]):
        assert Event.objects.filter(kind="permit_refusal_told").count() == len(TOLD[who])


def test_no_other_step_is_told(world: World) -> None:
    demande = after(world, authorised, 60, "needed")
    fact = note(world, demande, "requested", -5)
    assert queued(TELL_REFUSED) == []
    assert sent(world, fact) == set()


def test_what_was_corrected_or_is_without_object_since_leaves_nothing(world: World) -> None:
    demande = after(world, authorised, 60, "needed")
    told: dict[str, Any] = {"actor": world[REFERENT], "on": world.today}
    fact = note(world, demande, "refused", -2)
    with acting(world[REFERENT]) as actor:
        version = actions.need_version(person_of(demande))
        asylum = told | {"actor": actor, "person": person_of(demande), "need": PermitNeed.ASYLUM, "version": version}
        actions.set_need(**asylum)
    assert sent(world, fact) == set(), "the desk reads that nothing is needed, and is told nothing"
    with acting(world[REFERENT]) as actor:
        version = actions.need_version(person_of(demande))
        actions.set_need(**asylum | {"actor": actor, "need": PermitNeed.NEEDED, "version": version})
        actions.correct_aps(actor=actor, on=day(world, 0), fact=fact, instead=None, why="Une autre demande.")
    assert sent(world, fact) == set()
