"""A demande brought to the day of its decision: the avis signed, the file open to the signatory."""

from datetime import date, timedelta
from uuid import uuid4

from rivage.accounts.models import Membership
from rivage.commissions.models import AgendaItem, Avis, Seance
from rivage.core import clock
from rivage.core.versions import version_of
from rivage.decisions import actions
from rivage.decisions.models import Decision, Observations
from rivage.decisions.notices import Told
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Demande
from rivage.people.actions import open_file
from rivage.people.models import Person
from tests.dossiers.path import WHO, completed
from tests.world import World, acting

GRANT = {"sense": "authorise", "months": 6}
REFUSAL = {
    "sense": "refuse",
    "motives": ("situation",),
    "reasons": "Aucune action n’est datée (CASF, art. R121-12-9).",
}


def opined(
    world: World,
    who: str = WHO,
    sense: str = "favourable",
    afis: str = "favourable",
    running: int | None = None,
    person: Person | None = None,
    kind: str = "initiale",
    releve: str = "",
    rendered: int = 0,
) -> Demande:
    """A demande whose avis is signed. `running`: a renewal, whose period began so many days ago. `releve`: who noted
    its signature from paper, the secretary unless said. `rendered`: how many days before that the avis was given.
    """
    demande = completed(world, who, person, kind)
    code = demande.departement
    with acting(world[f"delegate:{code}"]) as delegate:
        common = {"person_id": demande.person_id, "antenne_id": demande.antenne_id}
        seance = Seance(departement=code, at=clock.now(), place="Salle des Cartes")
        seance.save(force_insert=True)
        item = AgendaItem(**common, seance=seance, demande=demande, departement=code, position=1)
        item.save(force_insert=True)
        dossiers.move(demande, "schedule", demande.version)
    # Another hand than the one that decides and orders (M10).
    with acting(world[releve or f"secretary:{code}"]) as noting:
        Avis(
            **common, item=item, demande=demande, sense=sense, afis=afis, mode="consensus",
            rendered_at=clock.now() - timedelta(days=rendered), recorded_by=noting, signed_at=clock.now(),
            signed_name="Odile Cap", signed_source="signed_paper", signed_by=noting,
        ).save(force_insert=True)  # fmt: skip
    with acting(world[f"delegate:{code}"]) as delegate:
        dossiers.move(demande, "sign_releve", demande.version)
        holder = f"signatory:{code}"
        open_file(actor=delegate, on=world.today, person=demande.person, holder=holder, opening="sign_releve",
                  demande=demande.pk)  # fmt: skip
        if running is not None:
            Demande.objects.filter(pk=demande.pk).update(kind="renouvellement")
            dossiers.grant_period(
                actor=delegate, on=world.today, demande=demande, decision_id=uuid4(), months=6,
                starts=world.today - timedelta(days=running),
            )  # fmt: skip
    return demande


def nothing_to_say(world: World, actor: Membership, demande: Demande) -> None:
    """She was invited to speak, and says that she has no observations."""
    row = Observations.objects.get(demande=demande)
    heard = actions.Heard(received_on=world.today, means="spoken", silent=True)
    actions.record_observations(actor=actor, on=world.today, demande=demande, heard=heard, version=version_of(row))


def draft_of(world: World, on: date, **values: object) -> actions.Draft:
    starts = {"starts": on} if values.get("sense") == "authorise" else {}
    return actions.Draft(**(starts | values))


def drafted(world: World, demande: Demande, who: str = "delegate:33", **values: object) -> Decision:
    with acting(world[who]) as actor:
        return actions.draft_decision(
            actor=actor, on=world.today, demande=Demande.objects.get(pk=demande.pk),
            draft=draft_of(world, world.today, **(values or GRANT)),
        )  # fmt: skip


def signed(world: World, demande: Demande, **values: object) -> Decision:
    decision = drafted(world, demande, **values)
    with acting(world["signatory:33"]) as signatory:
        return actions.sign_decision(
            actor=signatory, on=world.today, decision=decision, decided_on=world.today, version=decision.version
        )


def told(
    world: World, decision: Decision, who: str, recipient: str, channel: str, *, early: bool = True, **values: object
) -> None:
    with acting(world[who]) as actor:
        noted = {"recipient": recipient, "channel": channel, "outcome": "handed", "on": world.today} | values
        actions.notify(actor=actor, on=world.today, decision=decision, told=Told(**noted), early=early)


def not_renewed(world: World, demande: Demande) -> Decision:
    """A non-renewal signed after she was invited to speak, and said that she has nothing to say."""
    with acting(world["delegate:33"]) as delegate:
        until = world.today + timedelta(days=15)
        actions.invite_observations(
            actor=delegate, on=world.today, demande=demande, invited_on=world.today, until=until
        )
        nothing_to_say(world, delegate, demande)
    return signed(world, demande, **(REFUSAL | {"motives": ("engagements",)}))
