"""Who may prepare, sign and notify a decision. The reasons are sentences one can act on."""

from uuid import UUID

from django.db.models import QuerySet

from rivage.accounts.enums import DECIDING, INSTRUCTING, Role
from rivage.accounts.models import Membership
from rivage.decisions.enums import Authority, DecisionStep, NotificationChannel, PaperKind, Recipient
from rivage.decisions.models import Decision
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.law.verdict import Verdict, allow, refuse
from rivage.people.enums import Channel, Slice
from rivage.people.models import Contact, Correspondence

# She is heard before the decision, wherever the demande stands by then.
HEARD = (Step.SUBMITTED, Step.INCOMPLETE, Step.COMPLETE, Step.SCHEDULED, Step.OPINED)
# A judgment rules in full jurisdiction, whatever the step the demande had reached (CE 440802).
JUDGED = (Step.SUBMITTED, Step.INCOMPLETE, Step.COMPLETE, Step.SCHEDULED)


def opened_to(membership: Membership) -> "QuerySet[Demande]":
    """Demandes whose decision is open to this membership."""
    return Demande.objects.visible_to(membership).opened_too(membership, Slice.DECISION)


def sees(membership: Membership, demande: Demande) -> bool:
    return opened_to(membership).filter(pk=demande.pk).exists()


def can_prepare(
    membership: Membership, demande: Demande, authority: str = Authority.PREFET, *, taken: bool = False
) -> Verdict:
    """The signatory, or the délégation for her; once the relevé is signed, or a judgment given.

    `taken`, of a page: the demande was just read through `opened_to`, which is not asked again to draw a button.
    """
    if membership.role not in DECIDING:
        return refuse("not_deciding", "La décision revient au préfet.", article="CASF R121-12-10")
    if not taken and not sees(membership, demande):
        return refuse("demande_unseen", "Cette demande n’est pas ouverte à votre fonction.")
    return _ready(demande, authority)


def _ready(demande: Demande, authority: str) -> Verdict:
    if demande.step == Step.OPINED or (authority == Authority.JUDGMENT and demande.step in JUDGED):
        return allow()
    if demande.step in (Step.DECIDED, Step.NOTIFIED):
        return refuse("decided", "Cette demande est déjà décidée.")
    return refuse(
        "avis_missing",
        "Le préfet décide après l’avis de la commission. Le relevé d’avis n’est pas signé.",
        article="CASF L121-9 II",
    )


def can_sign(membership: Membership, decision: Decision) -> Verdict:
    """The signatory signs, in a quality; délégation and secretariat record what was signed on paper."""
    verdict = _unsigned(membership, decision)
    if verdict and membership.role == Role.SIGNATORY and not membership.quality:
        return refuse(
            "no_quality",
            "Votre qualité n’est pas écrite, et elle s’imprime avec votre nom. La délégation ou l’équipe technique "
            "l’écrit : Comptes, votre fonction, « Écrire la qualité ».",
            article="CRPA L212-1",
        )
    return verdict


def _unsigned(membership: Membership, decision: Decision) -> Verdict:
    if decision.step != DecisionStep.DRAFT:
        return refuse("signed", "Cette décision est déjà signée : elle ne se modifie plus.")
    return can_prepare(membership, decision.demande, decision.authority)


def can_change(membership: Membership, decision: Decision, authority: str) -> Verdict:
    """Whoever prepares a draft may change it, when what takes its place, under this authority, is possible too."""
    verdict = _unsigned(membership, decision)
    return _ready(decision.demande, authority) if verdict else verdict


def can_hear(membership: Membership, demande: Demande, *, taken: bool = False) -> Verdict:
    """Observations are invited by whoever instructs or decides, and written down by her antenne too.

    `taken`: as in `can_prepare`.
    """
    if membership.role not in DECIDING and not membership.is_antenne:
        return refuse("not_hearing", "Les observations sont notées par ceux qui instruisent ou accompagnent.")
    if not taken and not sees(membership, demande):
        return refuse("demande_unseen", "Cette demande n’est pas ouverte à votre fonction.")
    if demande.step in (Step.DECIDED, Step.NOTIFIED):
        return refuse("decided", "La décision est prise : les observations se recueillent avant.")
    return allow()


def can_notify(membership: Membership, decision: Decision, *, taken: bool = False) -> Verdict:
    """The antenne that hands over, or the délégation and the secretariat. `taken`: as in `can_prepare`."""
    if membership.role not in INSTRUCTING and not membership.is_antenne:
        return refuse("not_notifying", "La notification est notée par la délégation ou par l’association.")
    if not taken and not sees(membership, decision.demande):
        return refuse("demande_unseen", "Cette décision n’est pas ouverte à votre fonction.")
    if decision.demande.taken_over:
        return refuse("taken_over", "Cette décision a été notifiée avant que le parcours soit repris dans Rivage.")
    if decision.step == DecisionStep.DRAFT:
        return refuse("not_signed", "Une décision se notifie après sa signature.", article="CASF R121-12-10")
    return allow()


def can_print(membership: Membership, decision: Decision, kind: str, *, editable: bool) -> Verdict:
    """A draft is read by those who prepare it. An antenne prints the préfet's papers as they are: it may adapt the
    receipt, which is its own.
    """
    if membership.is_antenne and decision.step == DecisionStep.DRAFT:
        return refuse("not_signed", "Ce document n’est pas encore prêt.")
    if membership.is_antenne and editable and kind != PaperKind.RECEIPT:
        return refuse("not_its_own", "Ce courrier est celui de la préfecture : il s’imprime tel quel.")
    return allow()


def can_reach(membership: Membership, person: UUID, recipient: str, channel: str, her_wish: bool) -> Verdict:
    """Whether this channel is one she allows. The State never reads her safe contact: it knows her address only."""
    if recipient == Recipient.ASSOCIATION:
        return allow()
    if channel == NotificationChannel.SECURE:
        return refuse("no_account", "La personne n’a pas de compte : tout lui est remis en main propre.")
    if channel == NotificationChannel.PREFECTURE and not her_wish:
        return refuse("not_her_wish", "La remise à la préfecture ne se fait que si la personne le demande.")
    if channel != NotificationChannel.POST:
        return allow()
    if membership.is_antenne:
        contact = Contact.objects.filter(person=person).first()
        if contact is None or Channel.POST not in contact.channels:
            return refuse(
                "post_unsafe",
                "Son contact sans risque n’autorise pas le courrier. Remettez-la en main propre.",
            )
    address = Correspondence.objects.filter(person=person).first()
    if address is None or address.at_association:
        return refuse(
            "no_address",
            "La personne n’a choisi aucune adresse de courrier : tout lui est remis à l’association, en main propre.",
        )
    return allow()
