"""The last day that her letter of refusal prints: her antenne's alone, and the first thing on its home."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from rivage.accounts.homes import Home, Item
from rivage.accounts.models import Membership
from rivage.audit.models import Event
from rivage.core import clock
from rivage.core.french import day_in_words
from rivage.core.refusal import Refused, Stale
from rivage.decisions import actions as decisions
from rivage.decisions import acts
from rivage.decisions.notices import Told
from rivage.desk.homes import home
from rivage.dossiers.models import Demande
from rivage.law import recours as law
from rivage.law.recours import last_day, with_removal
from rivage.law.wording import day as in_full
from rivage.rights.aid import todo
from rivage.rights.clocks import gather
from rivage.rights.models import ApsFact, LetterDay
from rivage.rights.permit import actions
from rivage.rights.permit.todo import TO_COURT, TO_READ
from tests.bad_input.calling import Caller
from tests.rights.alerts.test_due_feed import days, drawn
from tests.rights.alerts.test_lapsing import posted
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, day, note
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
FIRST = TO_COURT


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


def test_it_is_the_first_thing_of_the_home_until_that_day_or_the_court(world: World) -> None:
    demande, fact = refused(world)
    final = day(world, 5)
    antenne = Caller(world[REFERENT])
    asked = antenne.get("rights:letter_day", apsfact=fact.pk)
    assert asked.text.index("obligation de quitter") < asked.text.index("première chose à faire")
    typed = {"last_day": final.isoformat(), "version": ""}
    with acting(world[REFERENT]):
        typed["version"] = actions.letter_version(fact)
    assert antenne.post("rights:letter_day", typed, apsfact=fact.pk).says(
        "Seule l’association qui l’accompagne le lit"
    )
    assert antenne.get("rights:stay", person=demande.person_id).says(
        day_in_words(final, on=world.today).replace("\u00a0", " ")
    )
    with acting(world[REFERENT]) as actor:
        assert titles(actor, world.today)[0].startswith(FIRST)
        assert titles(actor, final)[0].startswith(FIRST)
        assert not [one for one in titles(actor, final + timedelta(days=1)) if one.startswith(FIRST)]
        held = Demande.objects.get(pk=demande.pk)
        (act,) = [one for one in acts.of(actor, [demande.pk], world.today) if one.about == "permit"]
        said = decisions.RecoursSaid("gracious", world.today)
        decisions.file_recours(actor=actor, on=world.today, demande=held, act=act.pk, said=said)
    with acting(world[REFERENT]) as actor:
        assert titles(actor, world.today)[0].startswith(FIRST), "what moves the ordinary delay may not move hers"
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


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_it_goes_before_the_day_that_the_refusal_gives_wherever_one_is_said_to_her_antenne(world: World) -> None:
    demande, fact = refused(world)
    final, counted = day(world, 5), last_day(day(world, -2))
    pages = {"rights:stay": {"person": demande.person_id}} | {name: {} for name in ("desk:follow_up", "rights:lapses")}
    antenne = Caller(world[REFERENT])

    def says(who: str, words: str) -> dict[str, bool]:
        here = Caller(world[who])
        return {name: here.get(name, **of).says(words) for name, of in pages.items()}

    assert all(says(REFERENT, plain(in_full(counted))).values())
    before = {who: says(who, plain(in_full(counted))) for who in (DELEGATE,)}
    say(world, fact, final)
    assert all(says(REFERENT, plain(in_full(final))).values()), says(REFERENT, plain(in_full(final)))
    assert not any(says(REFERENT, plain(in_full(counted))).values())
    assert not any(says(DELEGATE, plain(in_full(final))).values())
    assert before == {who: says(who, plain(in_full(counted))) for who in (DELEGATE,)}
    assert antenne.get("rights:lapses").says("Cette semaine")
    with acting(world[REFERENT]) as actor:
        waits = todo._waits_for(gather(actor, demande.person), world.today)
    assert plain(in_full(final)) in plain(waits)


def test_once_handed_the_line_of_the_notice_says_it_too(world: World) -> None:
    demande, fact = refused(world)
    say(world, fact, day(world, 5))
    told_ = Told("person", "by_hand", "handed", day(world, -1), "français")
    with acting(world[REFERENT]) as actor:
        actions.tell_permit(actor=actor, on=world.today, fact=fact, told=told_)
    page = Caller(world[REFERENT]).get("rights:stay", person=demande.person_id)
    assert not page.says(plain(in_full(last_day(day(world, -1)))))
    desk = Caller(world[DESK]).get("rights:stay", person=demande.person_id)
    assert desk.says(plain(in_full(last_day(day(world, -1)))))


def files(world: World, who: str) -> dict[str, str]:
    """What each file says, without its order of columns."""
    names = ("echeances/fichier", "tableau/fichier")
    return {where: plain(posted(world[who], where, format="csv").content.decode()) for where in names}


def test_no_file_nor_calendar_says_it_nor_a_later_day_nor_whether_one_is_written(world: World) -> None:
    demande, fact = refused(world)
    final, counted = day(world, 5), last_day(day(world, -2))
    path = drawn(world[REFERENT])
    assert counted in days(path)
    before = files(world, REFERENT)
    say(world, fact, final)
    assert not {final, counted} & set(days(path))
    assert files(world, REFERENT) == before
    with acting(world[REFERENT]) as actor:
        held = Demande.objects.get(pk=demande.pk)
        (act,) = [one for one in acts.of(actor, [demande.pk], world.today) if one.about == "permit"]
        said = decisions.RecoursSaid("gracious", world.today)
        decisions.file_recours(actor=actor, on=world.today, demande=held, act=act.pk, said=said)
    after_it = files(world, REFERENT)
    with acting(world[REFERENT]) as actor:
        moved = last_day(law.silence(world.today))
    for found in (before, after_it):
        assert "jour à voir dans le dossier" in found["tableau/fichier"]
        for one in (final, counted, moved):
            for words in (plain(in_full(one)), one.isoformat(), one.strftime("%d/%m/%Y")):
                assert not [where for where, text in found.items() if words in text], words


def test_who_does_not_read_her_letter_is_promised_no_day_whether_one_is_written_or_not(world: World) -> None:
    demande, fact = refused(world)
    counted = plain(in_full(last_day(day(world, -2))))
    pages = {
        "rights:stay": {"person": demande.person_id},
        "rights:permit": {"person": demande.person_id},
        "rights:clocks": {"person": demande.person_id},
        "decisions:remedies": {"demande": demande.pk},
        "desk:follow_up": {},
        "desk:home": {},
    }
    closed = {DESK: {"decisions:remedies", "desk:follow_up", "rights:clocks"}}

    def read(who: str) -> dict[str, str]:
        here = Caller(world[who])
        opened = {name: of for name, of in pages.items() if name not in closed.get(who, ())}
        return {name: plain(here.get(name, **of).text) for name, of in opened.items()}

    before = {who: read(who) for who in (DELEGATE, DESK)}
    say(world, fact, day(world, 5))
    for who, texts in before.items():
        said = {name for name, text in texts.items() if f"dernier jour calculé : {counted}" in text}
        assert said >= ({"rights:stay"} if who == DESK else {*pages} - {"desk:home"}), (who, said)
        assert not [name for name, text in texts.items() if f"dernier jour sûr : {counted}" in text], who
        now = read(who)
        assert {name: f"dernier jour calculé : {counted}" in text for name, text in now.items()} == {
            name: name in said for name in texts
        }, who
        assert "sa lettre peut dire un jour plus proche" in texts["rights:stay"], who
        assert "sa lettre peut dire un jour plus proche" in now["rights:stay"], who


def test_a_refusal_is_for_now_until_its_letter_is_read_and_its_hand_over_is_dated(world: World) -> None:
    demande, fact = refused(world)
    with acting(world[REFERENT]) as actor:
        found = home(actor, world.today)
        assert [one.title for one in found.urgent] == [TO_READ]
        assert [one.due for one in found.items if "remise du refus" in one.title] == [world.today]
    say(world, fact, day(world, 5))
    with acting(world[REFERENT]) as actor:
        assert [one.title[: len(FIRST)] for one in home(actor, world.today).urgent] == [FIRST]
    page = Caller(world[REFERENT]).get("rights:stay", person=demande.person_id)
    assert page.text.count("Si ce refus vient avec") == 1
    assert page.says("Tribunal administratif de Bordeaux, avec l’association ou un avocat")


def test_what_a_page_promises_first_comes_before_what_is_urgent() -> None:
    items = (Item("Un appel", "", urgent=True), Item("Sa lettre", "", urgent=True, first=True))
    assert [one.title for one in Home(items=items).urgent] == ["Sa lettre", "Un appel"]


def test_the_desk_does_not_read_in_which_language_the_association_told_her(world: World) -> None:
    demande, fact = refused(world)
    heard = Told("person", "by_hand", "handed", day(world, -1), "français")
    with acting(world[REFERENT]) as actor:
        actions.tell_permit(actor=actor, on=world.today, fact=fact, told=heard)
    pages = {who: Caller(world[who]).get("rights:stay", person=demande.person_id) for who in (REFERENT, DESK)}
    assert {who: page.says("en français") for who, page in pages.items()} == {REFERENT: True, DESK: False}


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
    say(world, fact, day(world, 5))
    with acting(world[REFERENT]), pytest.raises(DatabaseError), transaction.atomic():
        LetterDay.objects.update(created_at=clock.now() - timedelta(days=400))
