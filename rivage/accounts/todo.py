"""What waits for those who see no file: the technical administration, the auditor; and functions to confirm."""

from collections.abc import Iterator
from datetime import date

from rivage.accounts import duties, reading, roles, vouching, watch
from rivage.accounts.enums import INSTRUCTING, BodyKind, Role
from rivage.accounts.homes import Item, Nothing, register, register_nothing
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.accounts.sender import WRITTEN, without_town
from rivage.accounts.tables import TOWN, WITHOUT
from rivage.core import clock
from rivage.core.unsaid import told
from rivage.law import territory
from rivage.law.wording import count

CONFIRMED_HERE = "L’équipe technique propose quelqu’un, vous confirmez."


def confirmations(membership: Membership, on: date) -> Iterator[Item]:
    """Memberships that wait for this one to confirm them."""
    for row in vouching.waiting_for(membership):
        proposer = row.proposed_by.name if row.proposed_by else "l’installation"
        yield Item(
            title="Confirmer une fonction",
            url=link(membership, "accounts:membership", fonction=row.pk),
            since=clock.local_day(row.created_at, row.body.departement or territory.PARIS),
            who=row.holder_name,
            consequence=f"{row}. Proposée par {proposer}.",
            action="Voir",
        )


def undone(membership: Membership, on: date) -> Iterator[Item]:
    """Duties that nobody does any more, for those who can have somebody named."""
    for one in duties.undone(duties.asked_of(membership)):
        hers = membership.role == Role.ADMIN or one.body.pk == membership.body_id
        yield Item(
            title=f"Nommer quelqu’un : {one.role.label[:1].lower()}{one.role.label[1:]}",
            url=link(membership, "accounts:propose" if hers else "accounts:memberships"),
            since=one.since,
            who=one.body.name,
            consequence=one.sentence if hers else f"{one.sentence} {CONFIRMED_HERE}",
            action="Proposer" if hers else "Voir",
        )


def stopped(membership: Membership, on: date) -> Iterator[Item]:
    """Functions whose reading stopped within the hour, for who may let them read on."""
    since = reading.stopped(membership)
    for row in Membership.objects.filter(pk__in=since).select_related("user", "body").order_by("pk"):
        yield Item(
            title="Une lecture s’est arrêtée",
            url=link(membership, "accounts:reopen_reading", fonction=row.pk),
            due=on,
            who=row.user.name if row.user else "",
            consequence=f"{row}. Plus de dossiers ouverts en une heure que cette fonction n’en ouvre.",
            action="Voir",
        )


def towns(membership: Membership, on: date) -> Iterator[Item]:
    """Préfectures whose letters are dated from their département, antennes whose address has no town."""
    many = without_town().count()
    if many:
        yield Item(
            title="Noter la ville des lettres",
            url=f"{link(membership, 'accounts:bodies')}?{TOWN}={WITHOUT}",
            consequence=f"{count(many, 'organisme')} sans ville. Une préfecture date ses lettres du département, "
            "et l’adresse d’une association n’a pas de ville.",
            action="Voir",
        )


def headless(membership: Membership, on: date) -> Iterator[Item]:
    """One's own letters say neither which service writes nor how to reach it, or not from which town."""
    body = membership.body
    named = {"service": "le service qui écrit", "contact": "comment le joindre", "town": "la ville"}
    left = [words for name, words in named.items() if not getattr(body, name).strip()]
    if left:
        yield Item(
            title="Compléter l’en-tête de vos lettres",
            url=link(membership, "accounts:own_head"),
            consequence=f"Il n’y est pas écrit : {', '.join(left)}. Qui reçoit une lettre ne sait pas à qui répondre.",
            action="Écrire",
        )


def telling(membership: Membership, on: date) -> Iterator[Item]:
    """What was written around one's own letters, before it was refused, says what they are about."""
    written = {name: getattr(membership.body, name) for name in WRITTEN}
    said = [WRITTEN[name][0] for name in told(written, WRITTEN)]
    if said:
        yield Item(
            title="Changer l’en-tête de vos lettres",
            url=link(membership, "accounts:own_head"),
            consequence=f"Qui ouvre une lettre y lit de quoi il s’agit : {', '.join(said)}.",
            action="Changer",
        )


def undelegated(membership: Membership, on: date) -> Iterator[Item]:
    """Those whose decisions do not cite the act that lets them sign."""
    rows = Membership.objects.governed_by(membership).in_force(clock.now())
    found = rows.filter(role=Role.SIGNATORY, signing_act="").exclude(quality="").exclude(user=membership.user_id)
    for row in found.select_related("user", "body").order_by("starts"):
        yield Item(
            title="Écrire la délégation de signature",
            url=link(membership, "accounts:quality", fonction=row.pk),
            who=row.user.name if row.user else "",
            consequence="Ses décisions ne visent pas l’acte qui lui permet de signer.",
            action="Écrire",
        )


def unqualified(membership: Membership, on: date) -> Iterator[Item]:
    """Those who can sign nothing, since nobody wrote in what quality they do."""
    rows = Membership.objects.governed_by(membership).in_force(clock.now()).filter(role=Role.SIGNATORY, quality="")
    for row in rows.exclude(user=membership.user_id).select_related("user", "body").order_by("starts"):
        yield Item(
            title="Écrire la qualité de qui signe",
            url=link(membership, "accounts:quality", fonction=row.pk),
            since=clock.local_day(row.starts, row.body.departement or territory.PARIS),
            who=row.user.name if row.user else "",
            consequence="Sans elle, cette personne ne peut signer aucune décision.",
            action="Écrire",
        )


register(unqualified, roles=(Role.ADMIN, *roles.authority(BodyKind.PREFECTURE)), rank=6)
register(headless, roles=INSTRUCTING, rank=94)
register(telling, roles=INSTRUCTING, rank=5)
register(undelegated, roles=roles.authority(BodyKind.PREFECTURE), rank=93)
register(confirmations, roles=roles.leading(), rank=90)
register(stopped, roles=roles.leading(), rank=2)
register(undone, roles=roles.leading(), rank=4)
register(towns, roles=(Role.ADMIN,), rank=95)
register(watch.alarms, roles=(Role.AUDITOR,), rank=10)
register(watch.lately, roles=(Role.AUDITOR,), rank=11)
register_nothing(
    Nothing(
        "Aucune fonction à confirmer",
        "Une fonction proposée par quelqu’un attend ici qu’une autre personne la confirme.",
    ),
    roles=(Role.ADMIN,),
)
register_nothing(
    Nothing("La trace ne signale rien aujourd’hui", "Ni entrée fermée, ni accès refusé, ni page en erreur."),
    roles=(Role.AUDITOR,),
)
