"""A decision on the aid reaches her: handed over, contested until a day, its papers kept as they were handed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from rivage.accounts.models import Body
from rivage.core import clock
from rivage.core.logins import connection
from rivage.core.paper.kept import lines
from rivage.core.refusal import Refused
from rivage.core.versions import version_of
from rivage.decisions import actions as decisions
from rivage.decisions import said as signing_for
from rivage.decisions.models import Decision
from rivage.dossiers.models import Demande
from rivage.law.recours import last_day
from rivage.law.wording import day as in_full
from rivage.law.wording import month, of_word
from rivage.rights.aid import actions, notified, printing
from rivage.rights.enums import AidPaper
from rivage.rights.models import AfisDecision, AidNotice
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, opined, signed
from tests.decisions.path import told as path_told
from tests.dossiers.path import WHO
from tests.rights.aid.handed import TYPED, hand, hand_instead, told
from tests.rights.aid.test_afis import decide
from tests.rights.aid.test_ended import ended
from tests.rights.aid.test_months import aided
from tests.stories import after
from tests.world import World, acting, away

__all__ = ["aided"]

pytestmark = pytest.mark.django_db

DELEGATE = "delegate:33"
WHY = "Les ressources du mois d’avant la demande dépassent le plafond (CASF, art. R121-12-13-1)"


@pytest.fixture
def refused(world: World) -> AfisDecision:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    return decide(world, demande, sense="refuse", motives=["ressources"], reasons=WHY)


def said(world: World, row: AfisDecision, who: str = DELEGATE, kind: str = AidPaper.DECISION) -> str:
    """What a paper of the decision says, on one line."""
    with acting(world[who]) as actor:
        notice = AidNotice.objects.filter(decision=row, end=None, replaced_at=None, outcome="handed").first()
        made = printing.handed(notice, kind) or printing.sheet(printing.of(actor, row, None), kind)
        return " ".join(lines(made)).replace("\u00a0", " ")


def test_a_refusal_is_to_hand_over_then_to_contest_until_its_last_day(world: World, refused: AfisDecision) -> None:
    antenne, ids = Caller(world[WHO]), {"demande": refused.demande_id}
    assert antenne.get("desk:home").says("Remettre le refus de l’aide")
    assert not antenne.get("desk:home").says("Aide refusée : recours possible"), "no delay runs"
    assert antenne.get("rights:afis", **ids).says("Aucun délai ne court tant que la décision ne lui est pas remise")
    asked = antenne.get("rights:aid_told", **ids)
    assert asked.says("Le délai pour contester court du jour que vous notez")
    assert antenne.post("rights:aid_told", TYPED | {"on": "", "outcome": ""}, **ids).status == 422
    until = f"ecours, dernier jour sûr : {in_full(last_day(world.today))}".replace("\u00a0", " ")
    assert antenne.post("rights:aid_told", TYPED | {"on": world.today}, **ids).says(f"La remise est notée. R{until}")
    home = antenne.get("desk:home")
    assert home.says("Aide refusée : recours possible")
    assert home.says(until)
    assert not home.says("Remettre le refus de l’aide")
    for who in (WHO, DELEGATE):
        assert Caller(world[who]).get("rights:afis", **ids).says(until), who
    second = antenne.post("rights:aid_told", TYPED | {"on": world.today}, **ids)
    assert (second.status, second.says("Cette notification est déjà notée")) == (422, True)
    with acting(world[WHO]) as referent:
        final = last_day(world.today)
        assert list(notified.to_contest(referent, final))
        assert not list(notified.to_contest(referent, final + timedelta(days=1)))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"on": "2016-01-01"}, "avant la décision"),
        ({"on": "2090-01-01"}, "après aujourd’hui"),
        ({"outcome": "not_claimed"}, "Seule une lettre"),
        ({"channel": "post"}, "n’autorise pas le courrier"),
        ({"channel": "secure"}, "n’a pas de compte"),
        ({"channel": "prefecture"}, "que si la personne le demande"),
    ],
)
def test_a_hand_over_that_can_t_be_is_refused_in_a_sentence(
    world: World, refused: AfisDecision, values: dict[str, str], sentence: str
) -> None:
    typed = TYPED | {"on": world.today} | values
    page = Caller(world[WHO]).post("rights:aid_told", typed, demande=refused.demande_id)
    assert (page.status, page.says(sentence)) == (422, True), page.text
    with acting(world[WHO]):
        assert not AidNotice.objects.exists()


def test_one_that_could_not_be_handed_stays_on_both_homes_and_starts_no_delay(
    world: World, refused: AfisDecision
) -> None:
    with acting(world[WHO]) as referent:
        hand(referent, refused, world.today, "impossible")
        assert not list(notified.to_contest(referent, world.today))
    assert Caller(world[WHO]).get("desk:home").says("Remettre le refus de l’aide")
    assert Caller(world[DELEGATE]).get("desk:home").says("Remettre le refus de l’aide")
    with acting(world[WHO]) as referent:
        hand(referent, refused, world.today)
    assert not Caller(world[DELEGATE]).get("desk:home").says("Remettre le refus de l’aide")


def test_an_aid_to_hand_is_on_both_homes_and_in_the_list_of_decisions_until_it_is(
    world: World, aided: AfisDecision
) -> None:
    with acting(world[DELEGATE]):
        decision = Decision.objects.get(demande=aided.demande_id)
    path_told(world, decision, DELEGATE, "association", "secure")
    path_told(world, decision, WHO, "person", "by_hand")
    callers = Caller(world[DELEGATE]), Caller(world[WHO])
    for caller in callers:
        assert caller.get("desk:home").says("Remettre la décision sur l’aide")
    for word in ("", "a-notifier"):
        assert "Accord de l’aide à remettre" in listed(callers[0], word)
    assert "Accord de l’aide à remettre" in listed(callers[1], "a-remettre")
    assert "Accord de l’aide à remettre" not in listed(callers[0], "a-preparer")
    with acting(world[WHO]) as referent:
        hand(referent, aided, world.today)
    for caller in callers:
        assert not caller.get("desk:home").says("Remettre la décision sur l’aide")
    assert "Accord de l’aide à remettre" not in listed(callers[0], "a-notifier")
    ended(world, aided, world.today)
    assert "Fin de l’aide à remettre" in listed(callers[0], "a-notifier")


def listed(caller: Caller, word: str) -> str:
    """The list of decisions, narrowed."""
    return caller.client.get(f"{caller.url('decisions:list')}?etape={word}").content.decode()


def test_a_grant_is_handed_over_too(world: World, aided: AfisDecision) -> None:
    antenne = Caller(world[WHO])
    assert antenne.get("desk:home").says("Remettre la décision sur l’aide")
    asked = antenne.get("rights:aid_told", demande=aided.demande_id)
    assert asked.says("contester le montant")
    with acting(world[DELEGATE]) as delegate:
        hand(delegate, aided, world.today)
    assert not antenne.get("desk:home").says("Remettre la décision sur l’aide")


def test_what_was_handed_is_not_turned_into_its_contrary(world: World, refused: AfisDecision) -> None:
    instead = {
        "sense": "grant", "decided_on": world.today, "children": 1, "reasons": "", "motives": [],
        "signed_name": "Anne Sémaphore", "source": "signed_paper",
    }  # fmt: skip
    with acting(world[WHO]) as referent:
        notice = hand(referent, refused, world.today)

    def corrected(**values: object) -> AfisDecision:
        with acting(world[DELEGATE]) as delegate:
            held = AfisDecision.objects.get(pk=refused.pk)
            given = {"decision": held, "instead": instead | values, "why": "Mal lu.", "version": version_of(held)}
            return actions.correct_afis(actor=delegate, on=clock.today("33"), **given)

    with pytest.raises(Refused, match="corrigez d’abord la remise"):
        corrected()
    with clock.at(away(3)):
        why = {"reasons": WHY, "motives": ["ressources"]}
        later = why | {"sense": "refuse", "decided_on": world.today + timedelta(days=2)}
        with pytest.raises(Refused, match="remise est notée avant cette date"):
            corrected(**later)
        with acting(world[WHO]) as referent:
            hand_instead(referent, notice, None)
        assert corrected().sense == "grant"


def test_the_letters_say_what_was_decided_why_and_how_to_contest(world: World, refused: AfisDecision) -> None:
    text = said(world, refused)
    for words in (
        "Votre demande d’aide n’est pas acceptée",
        "Votre parcours continue.",
        "Les ressources du mois d’avant la demande dépassent le plafond",
        "R121-12-13-1",
        "dans les 2 mois de la notification",
        "tribunal administratif de Bordeaux",
    ):
        assert words.lower() in text.lower(), words
    for word in ("prostitution", "à confirmer", "AFIS", ",."):
        assert word not in text, word
    assert "Awa Corail" in said(world, refused, WHO, AidPaper.RECEIPT)


def test_the_letter_of_a_grant_says_the_months_and_amounts_of_its_page_and_which_are_to_confirm(
    world: World, aided: AfisDecision
) -> None:
    text = said(world, aided)
    assert "L’aide mensuelle vous est accordée" in text
    assert f"du {in_full(world.today)}".replace("\u00a0", " ") in text
    kept = [date.fromisoformat(each["month"]) for each in aided.verdict["months"]]
    assert f"{of_word(month(kept[0]))} à {month(kept[-1])}".replace("\u00a0", " ") in text
    assert "€ par mois" in text
    unsure = any(each["to_confirm"] for each in aided.verdict["months"])
    assert ("sous réserve du barème" in text) is unsure


def test_the_letter_of_an_end_says_the_last_month_due(world: World, aided: AfisDecision) -> None:
    with acting(world[DELEGATE]) as delegate:
        invited = actions.Invited("condition", "Motif inventé.", world.today, world.today + timedelta(days=15))
        row = actions.invite_before_end(actor=delegate, on=world.today, decision=aided, invited=invited)
        nothing = decisions.Heard(world.today, "spoken", silent=True)
        actions.record_before_end(actor=delegate, on=world.today, hearing=row, heard=nothing, version=version_of(row))
    end = ended(world, aided, world.today)
    with acting(world[DELEGATE]) as delegate:
        made = printing.sheet(printing.of(delegate, aided, end), AidPaper.DECISION)
    text = " ".join(lines(made)).replace("\u00a0", " ")
    for words in ("Votre aide prend fin", "Le dernier mois dû est", "invitation à présenter des observations"):
        assert words in text, words


def test_a_letter_is_printed_as_it_was_handed(world: World, refused: AfisDecision) -> None:
    with acting(world[WHO]) as referent:
        first = hand(referent, refused, world.today)
    with acting(world.admins[0]):
        Body.objects.filter(pk=world["delegate:33"].body_id).update(town="Ville inventée")
    before = said(world, refused)
    with clock.at(away(1)), acting(world[WHO]) as referent:
        hand_instead(referent, first, world.today, "Relu.")
    assert said(world, refused) == before


def test_the_database_takes_no_notice_of_another_s_decision_nor_in_another_s_name(
    world: World, refused: AfisDecision
) -> None:
    with acting(world[WHO]) as referent:
        kept = hand(referent, refused, world.today, "impossible")
        for values in (
            {"recorded_by": world[DELEGATE]},
            {"recipient": "association"},
            {"replaced_at": clock.now()},
        ):
            row = AidNotice.beside(
                refused,
                decision=refused,
                **TYPED | {"recipient": "person", "on": world.today, "recorded_by": referent} | values,
            )
            with pytest.raises(DatabaseError), transaction.atomic():
                row.save(force_insert=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            AidNotice.objects.filter(pk=kept.pk).update(outcome="handed")
    for who in ("signatory:33",):
        with acting(world[who]):
            assert not AidNotice.objects.exists(), who


def test_an_aid_contested_is_on_the_home_once_with_its_remedy(world: World, refused: AfisDecision) -> None:
    antenne = Caller(world[WHO])
    with acting(world[WHO]) as referent:
        hand(referent, refused, world.today)
        demande = Demande.objects.get(pk=refused.demande_id)
        said_ = decisions.RecoursSaid("gracious", world.today)
        decisions.file_recours(actor=referent, on=world.today, demande=demande, act=refused.pk, said=said_)
    assert not antenne.get("desk:home").says("Aide refusée : recours possible")
    page = antenne.get("decisions:remedies", demande=refused.demande_id)
    assert page.says("L’aide est refusée.")
    assert page.says("recours gracieux")
    assert antenne.get("rights:afis", demande=refused.demande_id).says("Noter un recours")


def test_no_act_of_signature_is_cited_that_came_after_the_decision(world: World, refused: AfisDecision) -> None:
    with acting(world[DELEGATE]):
        body = signing_for.prefecture("33")
        name = world["signatory:33"].user.name if world["signatory:33"].user else ""
        assert signing_for.signing(body, name, world.today) is not None
        assert signing_for.signing(body, name, world.today - timedelta(days=400)) is None


def test_one_answer_is_given_of_a_delay_on_every_page(world: World, refused: AfisDecision) -> None:
    """Granted too: its amount and its days may be contested."""
    final = f"ernier jour sûr : {in_full(last_day(world.today))}".replace("\u00a0", " ")
    with acting(world[WHO]) as referent:
        path = Decision.objects.get(demande=refused.demande_id)
        decisions.notify(actor=referent, on=world.today, decision=path, told=told(world.today))
    for page in ("decisions:decision", "decisions:remedies"):
        assert Caller(world[WHO]).get(page, demande=refused.demande_id).says(final), page


def refused_by_the_database(act: Callable[[], object]) -> bool:
    """At once, or by what is asked once all is written."""
    try:
        with transaction.atomic():
            act()
            connection().check_constraints()
    except DatabaseError:
        return True
    return False


def test_the_database_voids_no_notice_that_nothing_replaces(world: World, refused: AfisDecision) -> None:
    with acting(world[WHO]) as referent:
        row = hand(referent, refused, world.today)
        given = TYPED | {"recipient": "person", "on": world.today, "recorded_by": referent}
        for act in (
            lambda: AidNotice.objects.filter(pk=row.pk).update(replaced_at=clock.now()),
            lambda: AidNotice.beside(
                refused, decision=refused, **given | {"replaces": row, "outcome": "impossible"}
            ).save(force_insert=True),
            lambda: AidNotice.beside(
                refused, decision=refused, **given | {"on": world.today - timedelta(days=900), "outcome": "impossible"}
            ).save(force_insert=True),
        ):
            assert refused_by_the_database(act)
        assert AidNotice.objects.get().replaced_at is None


def test_a_refusal_without_motive_has_no_letter_and_says_so(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    decide(world, demande, sense="refuse", motives=["sans_motif"], reasons="")
    page = Caller(world[WHO]).get("rights:afis", demande=demande.pk)
    assert page.says("Rivage n’en fait pas de lettre")
    assert "papier/decision.pdf" not in page.text
    assert "papier/recu.pdf" in page.text


def test_a_grant_stays_on_a_home_until_it_is_handed(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    decide(world, demande)
    with acting(world[WHO]) as referent:
        for later in (189, 190, 400):
            found = notified.to_hand_over(referent, world.today + timedelta(days=later))
            assert [item.title for item in found] == ["Remettre la décision sur l’aide"], later
        hand(referent, AfisDecision.objects.get(demande=demande), world.today)
        assert not list(notified.to_hand_over(referent, world.today + timedelta(days=400)))
