"""The last day that her letter of refusal prints: her antenne's alone, and the first thing on its home."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from rivage.accounts.models import Membership
from rivage.audit.models import Event
from rivage.core.french import day_in_words
from rivage.core.refusal import Refused, Stale
from rivage.decisions import actions as decisions
from rivage.decisions import acts
from rivage.desk.homes import home
from rivage.dossiers.models import Demande
from rivage.law.recours import with_removal
from rivage.law.wording import day as in_full
from rivage.rights.models import ApsFact, LetterDay
from rivage.rights.permit import actions
from tests.bad_input.calling import Caller
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, day, note
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
FIRST = "Refus du titre : sa lettre dit le"


def refused(world: World) -> tuple[Demande, ApsFact]:
    demande = after(world, authorised, 60)
    note(world, demande, "requested", -50)
    return demande, note(world, demande, "refused", -2)


def say(world: World, fact: ApsFact, on: date | None, who: str = REFERENT) -> LetterDay:
    with acting(world[who]) as actor:
        version = actions.letter_version(fact)
        return actions.say_letter_day(actor=actor, on=world.today, fact=fact, last_day=on, version=version)


def titles(actor: Membership, on: date) -> list[str]:
    return [item.title for group in home(actor, on).groups for item in group.items]


def test_it_is_the_first_thing_of_the_home_until_that_day_or_a_remedy(world: World) -> None:
    demande, fact = refused(world)
    final = day(world, 5)
    antenne = Caller(world[REFERENT])
    asked = antenne.get("rights:letter_day", apsfact=fact.pk)
    assert asked.text.index("obligation de quitter") < asked.text.index("première chose à faire")
    typed = {"last_day": final.isoformat(), "version": ""}
    with acting(world[REFERENT]):
        typed["version"] = actions.letter_version(fact)
    assert antenne.post("rights:letter_day", typed, apsfact=fact.pk).says("pour votre association seule")
    assert antenne.get("rights:stay", person=demande.person_id).says(
        day_in_words(final, on=world.today).replace("\u00a0", " ")
    )
    with acting(world[REFERENT]) as actor:
        assert titles(actor, world.today)[0].startswith(FIRST)
        assert titles(actor, final)[0].startswith(FIRST)
        assert not [one for one in titles(actor, final + timedelta(days=1)) if one.startswith(FIRST)]
        held = Demande.objects.get(pk=demande.pk)
        (act,) = [one for one in acts.of(actor, [demande.pk], world.today) if one.about == "permit"]
        said = decisions.RecoursSaid("content", world.today)
        decisions.file_recours(actor=actor, on=world.today, demande=held, act=act.pk, said=said)
    with acting(world[REFERENT]) as actor:
        assert not [one for one in titles(actor, world.today) if one.startswith(FIRST) or "recours possible" in one]


def test_the_warning_is_read_before_anything_else_on_the_home(world: World) -> None:
    _, fact = refused(world)
    say(world, fact, day(world, 5))
    with acting(world[REFERENT]) as actor:
        first = home(actor, world.today).groups[0].items[0]
        assert first.consequence.startswith(with_removal(world.today).sentence)


def test_nobody_else_reads_it_nor_that_it_was_said(world: World) -> None:
    demande, fact = refused(world)
    final = day(world, 5)
    say(world, fact, final)
    for who in (DELEGATE, DESK, "secretary:33", "referent:phare75"):
        if who not in world.memberships:
            continue
        with acting(world[who]) as actor:
            assert not LetterDay.objects.exists(), who
            assert not [one for one in titles(actor, world.today) if one.startswith(FIRST)], who
    for who in (DELEGATE, DESK):
        page = Caller(world[who]).get("rights:stay", person=demande.person_id)
        assert not page.says("que dit sa lettre"), who
        for words in (in_full(final), day_in_words(final, on=world.today, weekday=False)):
            assert not page.says(words.replace("\u00a0", " ")), who
        assert Caller(world[who]).get("rights:letter_day", apsfact=fact.pk).status == 404, who
    with acting(world[REFERENT]):
        event = Event.objects.filter(kind="stay_private_said").get()
        assert (event.details, event.object_id) == ({}, None)


def test_what_can_not_be_is_refused_and_the_last_word_stands(world: World) -> None:
    _, fact = refused(world)
    for wrong in (day(world, -3), day(world, 500)):
        with pytest.raises(Refused, match="relisez la lettre"):
            say(world, fact, wrong)
    with acting(world[REFERENT]) as actor:
        version = actions.letter_version(fact)
    say(world, fact, day(world, 5))
    with pytest.raises(Stale), acting(world[REFERENT]) as actor:
        actions.say_letter_day(actor=actor, on=world.today, fact=fact, last_day=day(world, 9), version=version)
    say(world, fact, None)
    with acting(world[REFERENT]) as actor:
        assert not [one for one in titles(actor, world.today) if one.startswith(FIRST)]
        assert LetterDay.objects.get().last_day == ""


def test_the_database_takes_it_of_a_refusal_alone_and_in_no_other_name(world: World) -> None:
    _, fact = refused(world)
    asked = ApsFact.objects
    with acting(world[REFERENT]) as actor:
        other = asked.get(step="requested")
        for values in ({"fact": other, "recorded_by": actor}, {"fact": fact, "recorded_by": world[DELEGATE]}):
            made = LetterDay.beside(fact, last_day=world.today.isoformat(), **values)
            with pytest.raises(DatabaseError), transaction.atomic():
                made.save(force_insert=True)
