"""Who claims asylum in a path: desk, délégation and seats read « sans objet », and nothing leaves to them."""

import re

import pytest
from django.core import mail

from rivage.dossiers.models import Demande
from rivage.rights.alerts import actions as alerts
from rivage.rights.enums import PermitNeed
from rivage.rights.models import Alert
from rivage.rights.permit import actions
from tests.bad_input.calling import Caller
from tests.database import queued
from tests.rights.alerts.test_alerts import rows, send, sweep
from tests.rights.alerts.test_due_feed import days, drawn
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, note, person_of
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
STATE = (DELEGATE, "secretary:33", "chair:33", "signatory:33", DESK)
PAGES = ("desk:home", "rights:lapses")


def say(world: World, demande: Demande, need: PermitNeed) -> None:
    with acting(world[REFERENT]) as actor:
        person = person_of(demande)
        version = actions.need_version(person)
        actions.set_need(actor=actor, on=world.today, person=person, need=need, version=version)


def seen(world: World, demande: Demande) -> dict[tuple[str, str], str]:
    """What each function of the State is shown, without what changes at each sending."""
    found = {(who, page): Caller(world[who]).get(page).text for who in STATE for page in PAGES}
    asked = {(who, "her page"): Caller(world[who]).get("rights:stay", person=demande.person_id).text for who in STATE}
    return {key: said(text) for key, text in (found | asked).items()}


def said(text: str) -> str:
    """The words of a page."""
    return re.sub(r"<[^>]+>|\s+", " ", text.partition("<main")[2].partition("</main>")[0])


def residence(world: World) -> list[Alert]:
    return [row for row in rows(clock="residence") if row.ended_at is None]


def test_no_alert_mail_line_nor_day_leaves_once_she_claims(world: World) -> None:
    demande = after(world, authorised, 60, "needed")
    note(world, demande, "requested", -50)
    note(world, demande, "delivered", -40, until=5, who=DESK)
    with acting(world[REFERENT]):
        reference = person_of(demande).reference
    assert reference in Caller(world[DESK]).get("desk:home").text
    sweep(world)
    assert residence(world), "the end of her permit was to be told"
    agenda = {who: drawn(world[who]) for who in (DELEGATE, "secretary:33")}
    before = {who: days(path) for who, path in agenda.items()}
    say(world, demande, PermitNeed.ASYLUM)

    sweep(world)
    assert residence(world) == []
    for who in STATE:
        send(world, who)
    assert mail.outbox == []
    for who, path in agenda.items():
        assert len(days(path)) < len(before[who]), (who, "the end of her permit left the calendar")
    shown = seen(world, demande)
    for (who, page), text in shown.items():
        assert "asile" not in text.lower(), (who, page)
    for page in PAGES:
        assert reference not in shown[DESK, page], page
        for who in (DELEGATE, "secretary:33"):
            for word in ("Remettre l’autorisation", "Renouveler", "titre de séjour finit"):
                assert word not in shown[who, page], (who, page, word)

    # Of a nationality that needs none, they read the same, to the letter.
    say(world, demande, PermitNeed.NOT_CONCERNED)
    assert seen(world, demande) == shown


def test_the_end_of_a_claim_that_protects_tells_them_nothing(world: World) -> None:
    demande = after(world, authorised, 60, "needed")
    say(world, demande, PermitNeed.ASYLUM)
    with acting(world[REFERENT]) as actor:
        actions.end_asylum(
            actor=actor, on=world.today, person=person_of(demande), ended_on=world.today, protected=True
        )
    sweep(world)
    assert residence(world) == []
    assert queued(alerts.SEND) == [] or all("residence" not in str(job.args) for job in queued(alerts.SEND))
    assert Caller(world[DESK]).get("rights:stay", person=demande.person_id).status == 404


def test_what_the_aid_says_promises_no_permit(world: World) -> None:
    demande = after(world, authorised, 60, "asylum")
    for who in (DELEGATE, REFERENT):
        page = Caller(world[who]).get("rights:afis", demande=demande.pk)
        assert not page.says("dès sa délivrance"), who
