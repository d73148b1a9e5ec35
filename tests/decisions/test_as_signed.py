"""What was signed is read before, and printed as it was signed for ever after."""

import html
import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from rivage.accounts import actions as accounts
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.paper.kept import lines
from rivage.core.refusal import Refused
from rivage.core.versions import version_of
from rivage.decisions import actions, inviting, printing
from rivage.decisions.models import Decision, Notification, Observations, SignedPaper
from rivage.dossiers.models import Demande
from rivage.people.models import Identity
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, REFUSAL, draft_of, drafted, nothing_to_say, opined, signed, told
from tests.decisions.printed import pages, papers
from tests.dossiers.path import WHO
from tests.stories import after
from tests.world import QUALITY, SIGNING_ACT, World, acting

pytestmark = pytest.mark.django_db


def renamed(world: World, demande: Demande, name: str) -> None:
    with acting(world[WHO]):
        identity = Identity.objects.get(person=demande.person_id)
        identity.name_in_use, identity.family_name = name, f"{name} État-Civil"
        identity.save()


@pytest.mark.parametrize("draft", [GRANT, REFUSAL])
def test_a_decision_is_printed_with_the_names_of_the_day_of_its_signature(
    world: World, draft: dict[str, object]
) -> None:
    demande = after(world, opined)
    signed(world, demande, **draft)
    before = papers(world, demande.pk, "decision")
    renamed(world, demande, "Autre Nom-Nouveau")
    assert papers(world, demande.pk, "decision") == before
    assert not any("Nouveau" in text for text in before)
    page = Caller(world["delegate:33"]).get("decisions:decision", demande=demande.pk)
    assert page.says("Nom aujourd’hui :")
    assert page.says("Autre Nom-Nouveau")


def test_a_letter_follows_her_name_until_it_is_handed_and_no_longer(world: World) -> None:
    demande = after(world, opined)
    decision = signed(world, demande, **GRANT)
    renamed(world, demande, "Deuxième")
    assert "Deuxième" in papers(world, demande.pk, "lettre")[0]
    told(world, decision, WHO, "person", "by_hand")
    handed = papers(world, demande.pk, "lettre")
    renamed(world, demande, "Troisième")
    assert papers(world, demande.pk, "lettre") == handed


@pytest.mark.parametrize(("kept", "remade"), [(True, 0), (False, 3)])
def test_a_paper_that_was_not_kept_says_that_it_is_made_of_today(
    world: World, monkeypatch: pytest.MonkeyPatch, kept: bool, remade: int
) -> None:
    """The decision, her letter and its receipt; the letter to the association is still to be handed."""
    if not kept:
        monkeypatch.setattr(printing, "keep", lambda *_: None)
        monkeypatch.setattr(printing, "keep_handed", lambda *_: None)
    demande = after(world, opined)
    decision = signed(world, demande, **GRANT)
    told(world, decision, WHO, "person", "by_hand")
    page = Caller(world["delegate:33"]).get("decisions:decision", demande=demande.pk).text
    assert page.count("Imprimé d’après le dossier d’aujourd’hui") == remade


def test_what_was_signed_bears_the_name_and_quality_of_that_day(world: World) -> None:
    demande = after(world, opined)
    signatory = world["signatory:33"]
    assert signatory.user is not None
    page = Caller(signatory)
    drafted(world, demande)
    assert page.get("decisions:sign", demande=demande.pk).says(QUALITY)
    sent = page.shown("decisions:sign", demande=demande.pk)
    assert page.post("decisions:sign", sent, demande=demande.pk).says("La décision est signée.")
    with acting(world["delegate:33"]) as delegate:
        held = Membership.objects.get(pk=signatory.pk)
        accounts.write_quality(
            actor=delegate, on=world.today, membership=held, quality="Un autre titre", version=version_of(held)
        )
    for kind in ("decision", "lettre", "association"):
        for text in papers(world, demande.pk, kind):
            assert f"Pour le préfet et par délégation, {QUALITY} {signatory.user.name}" in text, kind
            assert "Un autre titre" not in text


def test_nobody_signs_without_a_quality_nor_notes_one_by_phone_without_it(world: World) -> None:
    decision = drafted(world, after(world, opined))
    with acting(world.admins[0]):
        Membership.objects.filter(pk=world["signatory:33"].pk).update(quality="")
    given = {"on": world.today, "decision": decision, "decided_on": world.today, "version": 0}
    bare = Membership.objects.get(pk=world["signatory:33"].pk)
    with acting(bare), pytest.raises(Refused, match="Votre qualité n’est pas écrite"):
        actions.sign_decision(actor=bare, **given)
    assert Caller(bare).get("decisions:sign", demande=decision.demande_id).says("Votre qualité n’est pas écrite")
    with acting(world["delegate:33"]) as delegate, pytest.raises(Refused, match="en quelle qualité"):
        actions.sign_decision(actor=delegate, signed_name="Jeanne Amer", source="phone", **given)


def test_the_database_keeps_what_was_signed(world: World) -> None:
    demande = after(world, opined)
    decision = signed(world, demande, **GRANT)
    with acting(world["delegate:33"]):
        row = SignedPaper.objects.get(decision=decision, kind="decision")
        row.sheet = "{}"
        with pytest.raises(IntegrityError):
            row.save()


@pytest.mark.parametrize("who", [WHO, "delegate:33", "signatory:33"])
def test_no_other_paper_takes_the_place_of_what_was_signed(world: World, who: str) -> None:
    demande = after(world, opined)
    decision = signed(world, demande, **GRANT)
    before = papers(world, demande.pk, "decision")
    with acting(world[who]):
        kept = SignedPaper.objects.get(decision=decision, kind="decision")
        row = SignedPaper.beside(kept, decision=kept.decision, kind="decision")
        row.sheet, row.fixed_at = kept.sheet.replace("Awa", "Forgée"), clock.now() + timedelta(hours=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
    assert papers(world, demande.pk, "decision") == before


@pytest.mark.parametrize("kind", ["lettre", "recu", "association"])
@pytest.mark.parametrize("who", [WHO, "delegate:33"])
def test_nothing_is_added_to_what_was_handed(world: World, who: str, kind: str) -> None:
    demande = after(world, opined)
    decision = signed(world, demande, **GRANT)
    told(world, decision, WHO, "person", "by_hand")
    told(world, decision, "delegate:33", "association", "rivage")
    before = papers(world, demande.pk, kind)
    with acting(world[who]):
        kept = SignedPaper.objects.get(decision=decision, kind=kind)
        for notification in (kept.handed_with, None):
            more = {"handed_with": notification, "sheet": kept.sheet.replace("33", "Forgée")}
            row = SignedPaper.beside(kept, decision=decision, kind=kind, fixed_at=clock.now(), **more)
            with pytest.raises(IntegrityError), transaction.atomic():
                row.save(force_insert=True)
        standing = Notification.objects.get(pk=kept.handed_with)
        born = Notification.beside(
            standing, decision=decision, recipient=standing.recipient, channel=standing.channel, on=standing.on
        )
        born.outcome, born.recorded_by, born.replaced_at = standing.outcome, standing.recorded_by, clock.now()
        with pytest.raises(IntegrityError), transaction.atomic():
            born.save(force_insert=True)
    assert papers(world, demande.pk, kind) == before


def test_an_antenne_writes_nothing_into_a_project(world: World) -> None:
    demande = after(world, opined)
    decision = drafted(world, demande, **GRANT)
    with acting(world[WHO]):
        row = SignedPaper.objects.get(decision=decision)
        row.sheet = "{}"
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_the_letter_is_read_before_it_is_signed_and_what_changed_is_said(world: World) -> None:
    demande = after(world, opined)
    drafted(world, demande, **GRANT)
    signatory = Caller(world["signatory:33"])
    shown = signatory.shown("decisions:sign", demande=demande.pk)
    page = signatory.get("decisions:sign", demande=demande.pk)
    assert page.says("Votre demande est acceptée")
    assert page.says("tribunal administratif de Bordeaux")
    assert page.says("Une décision signée ne se modifie plus")
    assert not page.says("Ce qui a changé")
    renamed(world, demande, "Nom-Changé")
    page = signatory.get("decisions:sign", demande=demande.pk)
    assert page.says("Ce qui a changé depuis que le projet est enregistré")
    assert page.says("Nom-Changé")
    # The page that showed another name signs nothing.
    answer = signatory.post("decisions:sign", shown | {"decided_on": str(world.today)}, demande=demande.pk)
    assert answer.status == 422
    assert answer.says("Ce que dit cette page a changé")
    with acting(world["delegate:33"]):
        assert Decision.objects.get(demande=demande).step == "draft"


def test_a_quality_changed_since_the_letter_was_read_signs_nothing(world: World) -> None:
    demande = after(world, opined)
    drafted(world, demande, **GRANT)
    signatory = Caller(world["signatory:33"])
    shown = signatory.shown("decisions:sign", demande=demande.pk)
    with acting(world["delegate:33"]) as actor:
        held = Membership.objects.get(pk=world["signatory:33"].pk)
        accounts.write_quality(
            actor=actor, on=world.today, membership=held, quality="Qualité jamais lue", version=version_of(held)
        )
    answer = signatory.post("decisions:sign", shown, demande=demande.pk)
    assert answer.status == 422
    assert answer.says("Qualité jamais lue")
    with acting(world["delegate:33"]):
        assert Decision.objects.get(demande=demande).step == "draft"


def test_a_project_changed_since_it_was_read_comes_back_with_what_changed_and_is_signed_once_read(
    world: World,
) -> None:
    demande = after(world, opined)
    decision = drafted(world, demande, **(GRANT | {"reasons": "Le motif de la veille."}))
    signatory = Caller(world["signatory:33"])
    shown = signatory.shown("decisions:sign", demande=demande.pk)
    page = signatory.get("decisions:sign", demande=demande.pk)
    assert page.says(f"par {world['delegate:33'].user.name}.")
    assert page.says(f"<br>{world['signatory:33'].user.name}")
    assert page.says("<strong>En clair.</strong>")
    with acting(world["secretary:33"]) as actor:
        later = draft_of(world, world.today, **(GRANT | {"reasons": "Un autre motif, écrit ce matin."}))
        actions.change_draft(actor=actor, on=world.today, decision=decision, draft=later, version=decision.version)
    answer = signatory.client.post(signatory.url("decisions:sign", demande=demande.pk), shown)
    drawn = html.unescape(answer.content.decode()).replace("\u00a0", " ")
    assert answer.status_code == 422
    changes = drawn.split("Ce qui a changé depuis que vous l’avez lue")[1].split("</section>")[0]
    assert "autre motif, écrit ce matin" in changes
    assert "n’y est plus" in changes
    assert "La présente décision est notifiée" not in changes
    assert f"par {world['secretary:33'].user.name}." in drawn
    carried = dict(re.findall(r'name="(version|read)" value="([^"]*)"', drawn))
    assert signatory.post("decisions:sign", carried, demande=demande.pk).says("La décision est signée")
    assert "autre motif, écrit ce matin" in papers(world, demande.pk, "decision")[0]


def test_a_refused_project_has_no_way_to_the_signature_of_the_one_before(world: World) -> None:
    demande = after(world, opined)
    drafted(world, demande, **GRANT)
    signatory = Caller(world["signatory:33"])
    assert signatory.get("decisions:decision", demande=demande.pk).says("Relire et signer")
    version = signatory.shown("decisions:decision", demande=demande.pk)["version"]
    typed = {"sense": "refuse", "motives": "situation", "reasons": "", "authority": "prefet", "version": version}
    answer = signatory.post("decisions:decision", typed, demande=demande.pk)
    assert answer.status == 422
    assert answer.says("Enregistrez d’abord le projet")
    assert not answer.says("Relire et signer")


def test_rights_that_start_before_the_signature_are_said_and_confirmed(world: World) -> None:
    demande = after(world, opined)
    drafted(world, demande, **(GRANT | {"starts": world.today - timedelta(days=3)}))
    signatory = Caller(world["signatory:33"])
    page = signatory.get("decisions:sign", demande=demande.pk)
    assert page.says("avant la signature, de 3 jours")
    typed = signatory.shown("decisions:sign", demande=demande.pk) | {"decided_on": str(world.today)}
    answer = signatory.post("decisions:sign", typed, demande=demande.pk)
    assert answer.status == 422
    assert answer.says("Le premier jour des droits est avant la décision")
    answer = signatory.post("decisions:sign", typed | {"early": "on"}, demande=demande.pk)
    assert answer.says("La décision est signée")


def test_a_head_and_an_act_written_since_never_change_what_was_signed(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **REFUSAL)
    before = papers(world, demande.pk, "decision")
    for said in (
        f"Vu {SIGNING_ACT} ;",
        "Service des décisions individuelles",
        "05 36 49 00 00",
        ", né(e) en 1994,",
    ):
        assert all(said in text for text in before), said
    for said in ("05 36 49 00 00", "portant délégation"):
        assert (said in papers(world, demande.pk, "lettre")[0]) == (said[0] == "0"), said
    with acting(world["delegate:33"]) as delegate:
        body, held = delegate.body, Membership.objects.get(pk=world["signatory:33"].pk)
        accounts.write_from(
            actor=delegate, on=world.today, body=body, address="9 quai", town="Ailleurs", service="Un autre bureau",
            contact="05 36 49 00 09", version=version_of(body),
        )  # fmt: skip
        accounts.write_quality(
            actor=delegate, on=world.today, membership=held, quality="Une autre", signing_act="l’arrêté d’après",
            version=version_of(held),
        )  # fmt: skip
    assert papers(world, demande.pk, "decision") == before
    assert "05 36 49 00 09" in papers(world, demande.pk, "lettre")[0], "not yet handed, it is of today"


def test_a_paper_signed_by_nobody_of_the_house_cites_no_act(world: World) -> None:
    demande = after(world, opined)
    decision = drafted(world, demande, **GRANT)
    assert all(SIGNING_ACT in text for text in papers(world, demande.pk, "decision")), "the one who may sign"
    with acting(world["delegate:33"]) as delegate:
        actions.sign_decision(
            actor=delegate, on=world.today, decision=decision, decided_on=world.today, version=decision.version,
            signed_name="Zoé Passante", signed_quality="La préfète", source="signed_paper",
        )  # fmt: skip
    assert not any(SIGNING_ACT in text for text in papers(world, demande.pk, "decision"))


def test_moving_away_from_the_avis_is_said_beside_the_choice(world: World) -> None:
    demande = after(world, opined)
    page = Caller(world["signatory:33"]).get("decisions:decision", demande=demande.pk)
    assert page.says("Refuser s’écarte de l’avis de la commission.")


def test_a_project_says_so_at_its_head_and_takes_no_number_until_it_is_signed(world: World) -> None:
    demande = after(world, opined)
    drafted(world, demande, **REFUSAL)
    for text in papers(world, demande.pk, "decision"):
        assert "PROJET, NON SIGNÉ" in text.upper()
        assert "décision 20" not in text
        assert "Bordeaux, le" not in text
    assert all("PROJET, NON SIGNÉ" in page for page in pages(world, demande.pk)), "each page alone says it"
    with acting(world["signatory:33"]) as signatory:
        decision = Decision.objects.get(demande=demande)
        actions.sign_decision(
            actor=signatory, on=world.today, decision=decision, decided_on=world.today, version=decision.version
        )
    for text in papers(world, demande.pk, "decision"):
        assert "PROJET" not in text.upper()
        assert "décision 20" in text


def invite(world: World, demande: Demande, who: str) -> Observations:
    with acting(world[who]) as actor:
        held = Demande.objects.get(pk=demande.pk)
        until = world.today + timedelta(days=15)
        return actions.invite_observations(
            actor=actor, on=world.today, demande=held, invited_on=world.today, until=until
        )


def invitation(world: World, demande: Demande) -> list[str]:
    with acting(world["delegate:33"]) as delegate:
        held = Demande.objects.select_related("person__antenne", "parcours").get(pk=demande.pk)
        row = Observations.objects.get(demande=held)
        return lines(inviting.invitation(delegate, held, row, world.today))


def test_an_invitation_is_printed_as_it_was_the_day_she_was_invited(world: World) -> None:
    demande = after(world, opined)
    decision = drafted(world, demande, **REFUSAL)
    invite(world, demande, "delegate:33")
    before = invitation(world, demande)
    assert any("Aucune action n’est datée" in line for line in before), before
    renamed(world, demande, "Autre Nom-Nouveau")
    with acting(world["delegate:33"]) as delegate:
        changed = draft_of(world, world.today, **(REFUSAL | {"reasons": "Autre motivation inventée."}))
        actions.change_draft(
            actor=delegate, on=world.today, decision=Decision.objects.get(pk=decision.pk), draft=changed, version=0
        )
    assert invitation(world, demande) == before
    page = Caller(world["delegate:33"]).get("decisions:decision", demande=demande.pk)
    assert page.says("Gardée telle qu’elle était à l’invitation")


@pytest.mark.parametrize(("who", "first"), [("delegate:33", False), (WHO, True)])
def test_an_invitation_that_no_draft_explained_is_not_kept_nor_made_after_the_decision(
    world: World, who: str, first: bool
) -> None:
    demande = after(world, opined)
    if first:
        drafted(world, demande, **REFUSAL)
    assert invite(world, demande, who).letter is None
    if not first:
        drafted(world, demande, **REFUSAL)
    page = Caller(world["delegate:33"]).get("decisions:decision", demande=demande.pk)
    assert page.says("Elle n’est pas gardée")
    renamed(world, demande, "Autre Nom-Nouveau")
    assert any("Nouveau" in line for line in invitation(world, demande)), "nothing was sent yet"
    with acting(world["signatory:33"]) as signatory:
        held = Decision.objects.get(demande=demande)
        nothing_to_say(world, signatory, Demande.objects.get(pk=demande.pk))
        signing = {"on": world.today, "decided_on": world.today, "version": held.version}
        actions.sign_decision(actor=signatory, decision=held, **signing)
    ids = {"demande": demande.pk, "form": "pdf"}
    assert Caller(world["delegate:33"]).get("decisions:invitation", **ids).says("n’est pas gardée ici")
