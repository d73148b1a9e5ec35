"""Who may do what in the commission's room. One verdict a verb; the reasons are sentences one can act on."""

from datetime import date, datetime, time, timedelta

from django.contrib.postgres.aggregates import BoolAnd
from django.db.models import Q

from rivage.accounts.enums import INSTRUCTING, Role
from rivage.accounts.models import Membership
from rivage.commissions import quorum, standing
from rivage.commissions.models import AgendaItem, Avis, Deport, Member, Minutes, Seance
from rivage.core import clock
from rivage.core.french import hour
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.law.verdict import Verdict, allow, combine, refuse
from rivage.law.wording import count, day

# The compulsory end of a seat's reading, should nobody close the session.
MARGIN = timedelta(days=2)
ROOM = (*INSTRUCTING, Role.CHAIR)
# A demande decided, by a judgment, or closed: no seat reads it any more.
OVER = (Step.WITHDRAWN, Step.FORWARDED, Step.WITHOUT_OBJECT, Step.DECIDED, Step.NOTIFIED)


def _in_office(membership: Membership, departement: str, roles: tuple[Role, ...], who: str) -> Verdict:
    if membership.role not in roles:
        return refuse("not_in_office", f"Ce geste revient à {who}.")
    if departement not in membership.departements:
        return refuse("other_departement", "Cette commission est celle d’un autre département.")
    return allow()


def _secretariat(membership: Membership, departement: str) -> Verdict:
    return _in_office(membership, departement, INSTRUCTING, "la délégation ou au secrétariat de la commission")


def _whole(membership: Membership, seance: Seance) -> Verdict:
    """The secretariat, for what bears on every file of a session at once: whoever a person set aside would leave hers
    out, and nobody would know. It says that a file is not open, never whose nor why.
    """
    verdict = _secretariat(membership, seance.departement)
    if verdict and not quorum.whole(seance):
        return refuse(
            "not_whole",
            "Cet acte porte sur tous les dossiers de la séance, et un d’eux n’est pas ouvert à votre fonction : un "
            "autre agent de la délégation ou du secrétariat le fait.",
        )
    return verdict


def _room(membership: Membership, departement: str) -> Verdict:
    return _in_office(membership, departement, ROOM, "la présidence, à la délégation ou au secrétariat")


def can_compose(membership: Membership, departement: str) -> Verdict:
    """The délégation and the secretariat write the arrêté down."""
    return _secretariat(membership, departement)


def can_plan(membership: Membership, departement: str) -> Verdict:
    """They choose the date of a session."""
    return _secretariat(membership, departement)


def can_prepare(membership: Membership, seance: Seance) -> Verdict:
    """Change a session or its order until it is convened: afterwards its members hold what they were sent."""
    verdict = _secretariat(membership, seance.departement)
    if verdict and seance.convened_at is not None:
        return refuse(
            "convened",
            "La séance est convoquée : son ordre du jour est parti. Seule la présidence peut reporter une demande.",
            article="CRPA R133-8",
        )
    if verdict and seance.second_of_id:
        return refuse("same_agenda", "Une seconde convocation reprend le même ordre du jour.", article="CRPA R133-10")
    return verdict


def can_schedule(membership: Membership, demande: Demande, seance: Seance) -> Verdict:
    """A complete demande of the same département, before the session."""
    verdict = can_prepare(membership, seance)
    if not verdict:
        return verdict
    if demande.departement != seance.departement:
        return refuse("other_departement", "Cette demande relève d’un autre département.")
    if demande.step != Step.COMPLETE:
        return refuse(
            "not_complete", f"La demande est « {Step(demande.step).label} » : il faut qu’elle soit complète."
        )
    return allow()


def can_convene(membership: Membership, seance: Seance) -> Verdict:
    """Convening opens the files: it comes from those to whom they were deposited, once."""
    verdict = _whole(membership, seance)
    if verdict and seance.convened_at is not None:
        return refuse("convened", "La séance est déjà convoquée.")
    return verdict


def can_cancel(membership: Membership, seance: Seance) -> Verdict:
    """Cancel a session that was convened and did not open: its members and its files are told."""
    verdict = _whole(membership, seance)
    if verdict and seance.convened_at is None:
        return refuse("not_convened", "Cette séance n’est pas convoquée : changez sa date ou son lieu.")
    if verdict and seance.cancelled_at is not None:
        return refuse("cancelled", "Cette séance est déjà annulée.")
    if verdict and (seance.opened_at is not None or seance.closed_at is not None):
        return refuse("opened", "Cette séance s’est ouverte, ou elle est close : elle ne se déplace plus.")
    return verdict


def can_reconvene(membership: Membership, seance: Seance) -> Verdict:
    """Once, after a session that lacked its quorum (CRPA R133-10)."""
    verdict = _whole(membership, seance)
    if verdict and not seance.missed:
        return refuse(
            "not_missed",
            "Une seconde convocation suit une séance close faute de quorum.",
            article="CRPA R133-10",
        )
    if verdict and Seance.objects.filter(second_of=seance).exists():
        return refuse(
            "reconvened", "Une seconde convocation est déjà prévue pour cette séance.", article="CRPA R133-10"
        )
    return verdict


def can_postpone(membership: Membership, item: AgendaItem) -> Verdict:
    """The chair alone, while no opinion is given (review I6)."""
    if membership.role != Role.CHAIR:
        return refuse(
            "not_chair",
            "Une demande complète ne quitte l’ordre du jour que par un report de la présidence, daté et motivé.",
        )
    if item.departement not in membership.departements:
        return refuse("other_departement", "Cette commission est celle d’un autre département.")
    if item.postponed_at is not None:
        return refuse("postponed", "Cette demande est déjà reportée.")
    if Avis.objects.filter(item=item).exists():
        return refuse("opined", "L’avis est déjà rendu sur cette demande : elle ne se reporte plus.")
    return allow()


def can_read(membership: Membership, item: AgendaItem) -> Verdict:
    """The core, for whom the convocation opened it: no longer once a member stands aside, once the chair signed."""
    if not AgendaItem.objects.visible_to(membership).filter(pk=item.pk).exists():
        return refuse("not_open", "Ce dossier ne vous est pas ouvert.")
    if membership.role == Role.CHAIR and Avis.objects.filter(item=item, signed_at__isnull=False).exists():
        return refuse("signed", "Le relevé est signé : ce dossier ne vous est plus ouvert.")
    if membership.role != Role.SEAT:
        return allow()
    seance = item.seance
    if seance.convened_at is None or seance.closed_at is not None or item.postponed_at or item.demande.step in OVER:
        return refuse("not_open", "Ce dossier ne vous est pas ouvert.")
    member = quorum.member_of(membership, seance.day)
    if member is None or Deport.objects.standing().filter(item=item, member=member).exists():
        return refuse("not_open", "Ce dossier ne vous est pas ouvert.")
    return allow()


def reading_ends(seance: Seance) -> datetime:
    """When no seat reads the files of a session any more, should nobody close it."""
    return datetime.combine(seance.day + MARGIN, time(), clock.zone(seance.departement))


def can_stand_aside(membership: Membership, item: AgendaItem, member: Member | None) -> Verdict:
    """A member for herself; the room notes it for those who say so in session (CRPA R133-12).

    `member`: None while the room has not chosen which.
    """
    if membership.role == Role.SEAT:
        own = quorum.member_of(membership, item.seance.day)
        if own is None or member is None or own.pk != member.pk:
            return refuse("not_oneself", "Un membre ne se retire que pour lui-même.")
    else:
        verdict = _room(membership, item.departement)
        if not verdict:
            return verdict
    if Avis.objects.filter(item=item).exists():
        return refuse("opined", "L’avis est déjà rendu sur cette demande.")
    return allow()


def can_hold(membership: Membership, seance: Seance) -> Verdict:
    """Note what happens in session: attendance, opening, presentations."""
    verdict = _room(membership, seance.departement)
    if verdict and seance.convened_at is None:
        return refuse("not_convened", "La séance n’est pas encore convoquée.", article="CRPA R133-8")
    if verdict and seance.closed_at is not None:
        return refuse("closed", "La séance est close.")
    return verdict


def can_take_back_aside(membership: Membership, item: AgendaItem) -> Verdict:
    """The secretariat, before the avis: what was said by mistake is undone by another, who writes why."""
    verdict = _secretariat(membership, item.departement)
    if verdict and item.seance.closed_at is not None:
        return refuse("closed", "La séance est close.")
    if verdict and Avis.objects.filter(item=item).exists():
        return refuse("opined", "L’avis est déjà rendu sur cette demande.")
    return verdict


def can_call(membership: Membership, seance: Seance, on: date) -> Verdict:
    """Note who is there, from the day of the session on: nobody is present at what has not begun."""
    verdict = can_hold(membership, seance)
    if verdict and seance.day > on:
        return refuse("too_early", f"La séance est prévue le {day(seance.day)} : les présences se notent ce jour-là.")
    return verdict


def can_note_reply(membership: Membership, seance: Seance, member: Member | None = None) -> Verdict:
    """Note what a member answered, until the session opens: each for herself, the secretariat for all."""
    verdict = _secretariat(membership, seance.departement)
    if membership.role in (Role.SEAT, Role.CHAIR):
        own = quorum.own(membership, seance)
        mine = own is not None and member is not None and own.pk == member.pk
        verdict = allow() if mine else refuse("not_oneself", "Un membre ne répond que pour lui-même.")
    if verdict and seance.convened_at is None:
        return refuse("not_convened", "La séance n’est pas encore convoquée.", article="CRPA R133-8")
    if verdict and (seance.opened_at is not None or seance.closed_at is not None):
        return refuse("opened", "La séance est ouverte : les présences se notent une à une.")
    return verdict


def can_call_coming(membership: Membership, seance: Seance, on: date) -> Verdict:
    """Note present at once those who answered that they come, until the opening: then each is noted apart."""
    verdict = can_call(membership, seance, on)
    if verdict and seance.opened_at is not None:
        return refuse("opened", "La séance est ouverte : les présences se notent une à une.")
    return verdict


def can_open(membership: Membership, seance: Seance) -> Verdict:
    """Open once, at the hour of the convocation, when the quorum is there."""
    verdict = can_hold(membership, seance)
    if verdict and seance.opened_at is not None:
        return refuse("opened", "La séance est déjà ouverte.")
    if verdict and not (due := at_its_hour(seance)):
        return due
    return combine(verdict, quorum.of_session(seance)) if verdict else verdict


def _hour(seance: Seance) -> str:
    return hour(seance.at.astimezone(clock.zone(seance.departement)).time())


def at_its_hour(seance: Seance) -> Verdict:
    """Whether the hour of the convocation has come."""
    return allow() if clock.now() >= seance.at else before_its_hour(seance)


def before_its_hour(seance: Seance) -> Verdict:
    """Members are convened at an hour: those who come then would find it held without them."""
    return refuse(
        "too_early",
        f"Les membres sont convoqués à {_hour(seance)} : la séance ne s’ouvre pas avant.",
        article="CRPA R133-8",
    )


def can_record_avis(membership: Membership, item: AgendaItem, called: quorum.Roll | None = None) -> Verdict:
    """On a file of an open session where somebody presides, still on its agenda, its relevé not signed."""
    verdict = can_hold(membership, item.seance)
    if not verdict:
        return verdict
    if item.seance.opened_at is None:
        return refuse("not_opened", "La séance n’est pas ouverte : aucun avis ne peut être noté.")
    if item.postponed_at is not None:
        return refuse("postponed", "Cette demande est reportée : la commission ne rend pas d’avis.")
    if Avis.objects.filter(item=item, signed_at__isnull=False).exists():
        return refuse("signed", "Le relevé est signé : l’avis ne change plus.")
    if item.demande.step != Step.SCHEDULED:
        return refuse(
            "not_scheduled",
            f"La demande est « {Step(item.demande.step).label} » : la commission ne rend pas d’avis.",
        )
    if item.presented_at and not item.left_at:
        return refuse(
            "still_there",
            "L’association qui présente se retire avant que la commission délibère.",
            article="CASF R121-12-7",
        )
    return quorum.presided(called or quorum.roll(item.seance))


def can_sign_releve(membership: Membership, avis: Avis) -> Verdict:
    """The chair signs what still holds; the secretariat notes the signature from the paper (design §4, provenance)."""
    verdict = _room(membership, avis.item.departement)
    if verdict and avis.signed_at is not None:
        return refuse("signed", "Ce relevé est déjà signé.")
    return combine(verdict, standing.of_avis(avis)) if verdict else verdict


def can_close(membership: Membership, seance: Seance, on: date) -> Verdict:
    """The secretariat closes, hence every reading: each file has its opinion, its adjournment or its postponement."""
    verdict = _whole(membership, seance)
    if verdict and seance.closed_at is not None:
        return refuse("closed", "La séance est déjà close.")
    if verdict and seance.convened_at is None:
        return refuse("not_convened", "La séance n’est pas encore convoquée.")
    if verdict and seance.day > on:
        return refuse("too_early", f"La séance est prévue le {day(seance.day)}.")
    if not verdict:
        return verdict
    return _can_close_held(seance) if seance.opened_at is not None else _can_close_missed(seance)


def _can_close_held(seance: Seance) -> Verdict:
    """What was examined has its opinion, and each opinion has its quorum."""
    items = AgendaItem.objects.filter(seance=seance, postponed_at__isnull=True, demande__step=Step.SCHEDULED)
    if items.filter(avis__isnull=True).exists():
        return refuse(
            "no_avis",
            "Un dossier n’a pas d’avis : rendez-le ou ajournez-le, ou bien la présidence le reporte.",
        )
    return combine(allow(), *standing.suspended(seance).values())


def _can_close_missed(seance: Seance) -> Verdict:
    """Who is missing is known once its hour has come and each member was noted."""
    if clock.now() < seance.at:
        return refuse("too_early", f"La séance est prévue à {_hour(seance)} : on ne sait pas encore qui manque.")
    if left := quorum.to_note(seance):
        sentence = f"Notez d’abord la présence ou l’absence de chacun : il reste {count(left, 'membre')} à noter."
        return refuse("not_noted", sentence, article="CRPA R133-10")
    return allow()


def can_reopen(membership: Membership, seance: Seance) -> Verdict:
    """Closed too soon: while something of it may still change, and no other session takes its agenda over."""
    verdict = _whole(membership, seance)
    if verdict and seance.closed_at is None:
        return refuse("not_closed", "La séance n’est pas close.")
    if verdict and seance.cancelled_at is not None:
        return refuse("cancelled", "Cette séance est annulée : prévoyez-en une autre.")
    if verdict and Seance.objects.filter(second_of=seance).exists():
        return refuse(
            "reconvened", "Une seconde séance est prévue sur le même ordre du jour : c’est elle qui se tient."
        )
    if verdict and Minutes.objects.filter(seance=seance, signed_at__isnull=False).exists():
        return refuse("signed", "Le procès-verbal est signé : la séance ne se rouvre plus.")
    if verdict and _all_signed(seance):
        return refuse("signed", "Tous les relevés d’avis sont signés : la séance ne se rouvre plus.")
    return verdict


def _all_signed(seance: Seance) -> bool:
    """Whether there are avis of a session, each signed: one question for both, of up to a hundred rows."""
    signed = BoolAnd(Q(signed_at__isnull=False))
    return bool(Avis.objects.filter(item__seance=seance).aggregate(signed=signed)["signed"])


def can_write_minutes(membership: Membership, seance: Seance) -> Verdict:
    """Once the session is closed, until the minutes are signed (CRPA R133-13)."""
    verdict = _whole(membership, seance)
    if verdict and (seance.closed_at is None or seance.opened_at is None):
        return refuse("not_held", "Le procès-verbal s’écrit après une séance tenue et close.")
    if verdict and Minutes.objects.filter(seance=seance, signed_at__isnull=False).exists():
        return refuse("signed", "Le procès-verbal est signé : il ne change plus.")
    return verdict


def can_print_copies(membership: Membership, seance: Seance) -> Verdict:
    """The secretariat alone prints what leaves on paper (design §6)."""
    verdict = _in_office(membership, seance.departement, (Role.SECRETARY,), "la personne qui tient le secrétariat")
    if verdict and (seance.convened_at is None or seance.closed_at is not None):
        return refuse("not_open", "Les copies s’impriment entre la convocation et la fin de la séance.")
    return verdict


def can_keep_register(membership: Membership, seance: Seance) -> Verdict:
    """Copies handed out and given back."""
    return _secretariat(membership, seance.departement)
