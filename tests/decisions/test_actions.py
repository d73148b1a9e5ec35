"""A decision is prepared, signed, notified; what the law and the file do not allow is refused with a sentence."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.decisions import actions
from rivage.decisions.models import Decision
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Demande, Parcours, Period, Project
from rivage.dossiers.standing import standing
from rivage.law.wording import day
from rivage.people.models import Contact, Correspondence, Share
from tests.bad_input.calling import Caller
from tests.database import set_down
from tests.decisions.path import GRANT, REFUSAL, drafted, not_renewed, nothing_to_say, opined, signed, told
from tests.dossiers.path import WHO, completed
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def open_to(world: World, holder: str) -> bool:
    with acting(world["delegate:33"]):
        return Share.objects.in_force(clock.now()).filter(holder=holder).exists()


def test_an_authorisation_opens_its_period_and_its_notification_closes_the_file(world: World) -> None:
    demande = after(world, opined)
    decision = signed(world, demande, **GRANT)
    with acting(world["delegate:33"]):
        period = Period.objects.get(decision_id=decision.pk)
        assert (period.starts, period.months) == (world.today, 6)
        assert Demande.objects.get(pk=demande.pk).step == "decided"
    told(world, decision, WHO, "person", "by_hand", language="edo", interpreter="interprète par téléphone")
    assert open_to(world, "signatory:33")
    assert not open_to(world, "desk:33")
    told(world, decision, "delegate:33", "association", "secure")
    assert not open_to(world, "signatory:33")
    assert open_to(world, "desk:33")
    with acting(world["delegate:33"]):
        row = Demande.objects.get(pk=demande.pk)
        assert (row.step, row.decision.step, row.decided_on) == ("notified", "notified", world.today)


def test_the_antenne_closes_the_notification_when_it_comes_last(world: World) -> None:
    decision = signed(world, after(world, opined), **GRANT)
    told(world, decision, "delegate:33", "association", "secure")
    told(world, decision, WHO, "person", "by_hand")
    with acting(world["delegate:33"]):
        assert Decision.objects.get(pk=decision.pk).step == "notified"


def test_no_decision_without_the_avis_or_without_the_association(world: World) -> None:
    demande = after(world, completed)
    with pytest.raises(Refused, match="relevé d’avis n’est pas signé"):
        drafted(world, demande)
    other = opined(world, "referent:amarres33")
    decision = drafted(world, other)
    with acting(world["referent:amarres33"]):
        set_down(Project.objects.get(demande=other), opinion="")
    with acting(world["signatory:33"]) as signatory, pytest.raises(Refused, match="l’avis de l’association"):
        actions.sign_decision(actor=signatory, on=world.today, decision=decision, decided_on=world.today, version=0)
    with acting(world["delegate:33"]):
        assert Decision.objects.get(pk=decision.pk).step == "draft"
        assert not Period.objects.filter(decision_id=decision.pk).exists()


def test_months_motives_and_reasons_that_no_text_allows(world: World) -> None:
    demande = after(world, opined)
    for months in (0, -1, 7, 25):
        with pytest.raises(Refused, match="mois") as refused:
            drafted(world, demande, sense="authorise", months=months)
        assert refused.value.verdict.articles == ("CASF R121-12-10",)
    for change, sentence in (
        ({"motives": ()}, "dit ses motifs"),
        ({"reasons": "  "}, "écrivez les faits"),
        ({"motives": ("nimporte",)}, "n’existe pas"),
        ({"motives": ("engagements",)}, "ne concerne pas"),
        ({"motives": ("francais",)}, "non prévu par les textes"),
        ({"motives": ("francais",), "motives_kept": "Parce que.", "motives_read": False}, "non prévu par les textes"),
    ):
        with pytest.raises(Refused, match=sentence):
            drafted(world, demande, **(REFUSAL | change))
    kept = drafted(
        world, demande, **(REFUSAL | {"motives": ("francais",), "motives_kept": "Le test.", "motives_read": True})
    )
    assert kept.motives == ["francais"]


def test_a_non_renewal_needs_observations_then_ends_the_rights_the_day_it_is_handed(world: World) -> None:
    demande = after(world, opined, sense="unfavourable", running=150)
    refusal = REFUSAL | {"motives": ("engagements",)}
    decision = drafted(world, demande, **refusal)
    with acting(world["signatory:33"]) as signatory:
        with pytest.raises(Refused, match="présenter ses observations"):
            actions.sign_decision(
                actor=signatory, on=world.today, decision=decision, decided_on=world.today, version=0
            )
        actions.invite_observations(
            actor=signatory, on=world.today, demande=demande, invited_on=world.today,
            until=world.today + timedelta(days=15),
        )  # fmt: skip
        with pytest.raises(Refused, match="peut présenter ses observations jusqu’au"):
            actions.sign_decision(
                actor=signatory, on=world.today, decision=decision, decided_on=world.today, version=0
            )
        nothing_to_say(world, signatory, demande)
        decision = actions.sign_decision(
            actor=signatory, on=world.today, decision=decision, decided_on=world.today, version=0
        )
    told(world, decision, "delegate:33", "association", "secure")
    told(world, decision, WHO, "person", "by_hand")
    with acting(world["delegate:33"]):
        period = Period.objects.get(parcours=demande.parcours_id)
        assert period.ended_on == world.today < period.ends
        assert Parcours.objects.get(pk=demande.parcours_id).end_kind == "not_renewed"


@pytest.mark.parametrize(("running", "ends_early"), [(150, True), (200, False)])
def test_rights_end_before_their_term_only_once_it_was_read(world: World, running: int, ends_early: bool) -> None:
    decision = not_renewed(world, after(world, opined, sense="unfavourable", running=running))
    told(world, decision, WHO, "person", "by_hand", outcome="impossible", early=False)
    if ends_early:
        with pytest.raises(actions.EndsEarly) as found:
            told(world, decision, WHO, "person", "by_hand", early=False)
        assert found.value.ending.end == world.today
        with acting(world[WHO]):
            assert Period.objects.get().ended_on is None
            assert not decision.notifications.exclude(outcome="impossible").filter(recipient="person").exists()
    told(world, decision, WHO, "person", "by_hand", early=ends_early)
    with acting(world[WHO]):
        assert Parcours.objects.get().end_kind == "not_renewed"


@pytest.mark.parametrize("who", ["delegate:33", WHO])
@pytest.mark.parametrize("absence", ["no_news", "moved"])
def test_a_non_renewal_handed_to_her_while_noted_as_away_ends_the_rights(world: World, absence: str, who: str) -> None:
    demande = after(world, opined, sense="unfavourable", running=150)
    with acting(world[WHO]) as referent:
        since = world.today - timedelta(days=20)
        path = Parcours.objects.get()
        dossiers.note_absence(actor=referent, on=world.today, parcours=path, since=since, kind=absence)
    decision = not_renewed(world, demande)
    told(world, decision, who, "person", "by_hand")
    with acting(world[WHO]) as referent:
        path = Parcours.objects.get()
        assert (path.end_kind, path.ended_on) == ("not_renewed", world.today)
        assert Period.objects.get().ended_on == world.today
        with pytest.raises(Refused, match="absence n’est pas notée"):
            dossiers.come_back(actor=referent, on=world.today, parcours=path)
        assert standing(Parcours.objects.get(), world.today).kind == "not_renewed"


def test_a_signature_happens_once_and_freezes(world: World) -> None:
    decision = drafted(world, after(world, opined))
    with acting(world["delegate:33"]) as delegate:
        with pytest.raises(Refused, match="qui a signé"):
            actions.sign_decision(actor=delegate, on=world.today, decision=decision, decided_on=world.today, version=0)
        for day, sentence in ((world.today + timedelta(days=1), "après aujourd’hui"), (world.today, "entre-temps")):
            with pytest.raises(Refused, match=sentence):
                actions.sign_decision(
                    actor=delegate, on=world.today, decision=decision, decided_on=day, signed_name="Anne Sémaphore",
                    signed_quality="La préfète", source="signed_paper", version=0 if day > world.today else 3,
                )  # fmt: skip
        made = actions.sign_decision(
            actor=delegate, on=world.today, decision=decision, decided_on=world.today,
            signed_name="Anne Sémaphore", signed_quality="La préfète", source="signed_paper", version=0,
        )  # fmt: skip
        assert (made.signed_name, made.source, made.signed_by) == ("Anne Sémaphore", "signed_paper", None)
        assert made.signed_quality == "La préfète"
        with pytest.raises(Refused, match="déjà signée"):
            actions.sign_decision(actor=delegate, on=world.today, decision=decision, decided_on=world.today, version=0)
        with pytest.raises(Refused, match="déjà"):
            actions.change_draft(
                actor=delegate, on=world.today, decision=decision, version=1,
                draft=actions.Draft(sense="authorise", starts=world.today, months=6),
            )  # fmt: skip
        for change in ({"months": 3}, {"step": "draft"}, {"sense": "refuse"}):
            with pytest.raises(IntegrityError, match="signée"), transaction.atomic():
                Decision.objects.filter(pk=decision.pk).update(**change)


def test_two_tabs_on_a_draft(world: World) -> None:
    decision = drafted(world, after(world, opined))
    with acting(world["delegate:33"]) as delegate:
        draft = actions.Draft(sense="authorise", starts=world.today, months=6, reasons="Le projet tient.")
        actions.change_draft(actor=delegate, on=world.today, decision=decision, draft=draft, version=0)
        with pytest.raises(Refused, match="entre-temps"):
            actions.change_draft(actor=delegate, on=world.today, decision=decision, draft=draft, version=0)
        with pytest.raises(Refused, match="entre-temps"):
            actions.draft_decision(
                actor=delegate, on=world.today, demande=Demande.objects.get(pk=decision.demande_id), draft=draft
            )


def test_a_judgment_opens_a_period_without_avis(world: World) -> None:
    demande = after(world, completed)
    with pytest.raises(Refused, match="juridiction"):
        drafted(world, demande, **GRANT, authority="judgment")
    decision = drafted(world, demande, **GRANT, authority="judgment", court="TA de Bordeaux, n° 2600001")
    with acting(world["delegate:33"]) as delegate:
        actions.sign_decision(
            actor=delegate, on=world.today, decision=decision, decided_on=world.today, version=0,
            signed_name="TA de Bordeaux", source="signed_paper",
        )  # fmt: skip
        assert Period.objects.get(decision_id=decision.pk).months == 6


def test_a_notification_obeys_her_contact_and_the_calendar(world: World) -> None:
    decision = signed(world, after(world, opined), **GRANT)
    for who, values, sentence in (
        ("delegate:33", {"channel": "post"}, "aucune adresse de courrier"),
        (WHO, {"channel": "post"}, "n’autorise pas le courrier"),
        ("delegate:33", {"channel": "secure"}, "n’a pas de compte"),
        ("delegate:33", {"channel": "prefecture"}, "si la personne le demande"),
        (WHO, {"channel": "by_hand", "on": world.today - timedelta(days=1)}, "avant la décision"),
        (WHO, {"channel": "by_hand", "on": world.today + timedelta(days=1)}, "après aujourd’hui"),
        (WHO, {"channel": "by_hand", "outcome": "not_claimed"}, "Seule une lettre"),
    ):
        with pytest.raises(Refused, match=sentence):
            told(world, decision, who, "person", **values)
    with acting(world[WHO]):
        Correspondence.objects.filter(person=decision.person_id).update(at_association=False)
        Contact.objects.filter(person=decision.person_id).update(channels=["post"])
    told(world, decision, "delegate:33", "person", "post", outcome="not_claimed")
    with pytest.raises(Refused, match="déjà notée"):
        told(world, decision, WHO, "person", "by_hand")


def test_an_impossible_hand_over_closes_and_a_later_one_is_still_noted(world: World) -> None:
    decision = signed(world, after(world, opined), **GRANT)
    told(world, decision, "delegate:33", "association", "secure")
    told(world, decision, WHO, "person", "by_hand", outcome="impossible")
    with acting(world["delegate:33"]):
        assert Decision.objects.get(pk=decision.pk).step == "notified"
    with pytest.raises(Refused, match="déjà noté"):
        told(world, decision, WHO, "person", "by_hand", outcome="impossible")
    told(world, decision, WHO, "person", "by_hand")
    with acting(world["delegate:33"]):
        outcomes = decision.notifications.filter(recipient="person").values_list("outcome", flat=True)
        assert set(outcomes) == {"handed", "impossible"}


def test_who_signs_here_signs_today_and_a_paper_keeps_its_day(world: World) -> None:
    """A day before today would dodge the word on a start before the signature, and change the letter that was read."""
    demande = after(world, opined)
    decision = drafted(world, demande)
    before = world.today - timedelta(days=1)
    given = {"on": world.today, "decision": decision, "decided_on": before, "version": 0}
    with acting(world["signatory:33"]) as signatory, pytest.raises(Refused, match="Vous signez aujourd’hui"):
        actions.sign_decision(actor=signatory, **given)
    caller = Caller(world["signatory:33"])
    page = caller.get("decisions:sign", demande=demande.pk)
    assert 'name="decided_on"' not in page.text
    assert page.says(f", le {day(world.today)}".replace("\xa0", " "))
    assert 'name="decided_on"' in Caller(world["delegate:33"]).get("decisions:sign", demande=demande.pk).text
    typed = caller.shown("decisions:sign", demande=demande.pk) | {"decided_on": str(before)}
    assert caller.post("decisions:sign", typed, demande=demande.pk).says("La décision est signée.")
    with acting(world["delegate:33"]):
        assert Decision.objects.get(pk=decision.pk).decided_on == world.today


def test_an_invitation_follows_the_demande_and_leaves_days_to_answer(world: World) -> None:
    demande = after(world, opined, sense="unfavourable", running=150)
    with acting(world["signatory:33"]) as signatory:
        for invited, until, noted, sentence in (
            (-1, 9, 0, "ne peut pas la précéder"),
            (0, 0, 0, "vient après celle de l’invitation"),
            (0, 5, 6, "ne pourrait plus répondre"),
        ):
            days = {"on": noted, "invited_on": invited, "until": until}
            dates = {name: world.today + timedelta(days=many) for name, many in days.items()}
            with pytest.raises(Refused, match=sentence):
                actions.invite_observations(actor=signatory, demande=demande, **dates)


def test_a_motive_that_the_file_contradicts_is_refused(world: World) -> None:
    demande = after(world, opined, sense="unfavourable", running=150)
    with pytest.raises(Refused, match="Ce dossier compte 6 mois sur 24"):
        drafted(world, demande, **(REFUSAL | {"motives": ("duree_totale",)}))
