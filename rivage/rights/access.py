"""Who may write down the rights of a person, and when."""

from datetime import date

from django.db.models import QuerySet

from rivage.accounts.enums import ANTENNE_ROLES, INSTRUCTING, Role, Source
from rivage.accounts.models import Membership
from rivage.decisions.access import opened_to
from rivage.decisions.enums import DecisionSense, DecisionStep
from rivage.decisions.models import Decision, Notification
from rivage.dossiers.models import Demande, Interruption, Period, Renunciation, TakeOver
from rivage.law import aps
from rivage.law.afis_facts import Nationality
from rivage.law.verdict import Verdict, allow, refuse
from rivage.law.wording import day
from rivage.people import access as people
from rivage.people.enums import ApsNeed, Slice
from rivage.people.models import Person
from rivage.rights.enums import AfisSense, ApsSource, ApsStep, PermitNeed, side
from rivage.rights.heard import late
from rivage.rights.models import (
    AfisDecision,
    AfisEnd,
    AfisMonth,
    AfisOrder,
    AidHearing,
    ApsCorrection,
    ApsFact,
    FundAid,
    PayerNotice,
    ResidenceNeed,
)

STAY_WRITERS = (Role.DESK, *INSTRUCTING, *ANTENNE_ROLES)
ORDER_READERS = (*INSTRUCTING, Role.PAYER)


def can_say_need(membership: Membership, person: Person) -> Verdict:
    """Her antenne alone knows why a permit is needed or not."""
    return people.can_write(membership, person)


def can_note_one_off(membership: Membership, person: Person) -> Verdict:
    """Whoever instructs, of somebody whose aid is open to them."""
    if membership.role not in INSTRUCTING:
        return refuse("not_noting", "Ce versement est noté par la délégation ou le secrétariat.")
    if not AfisDecision.objects.visible_to(membership).filter(person=person).exists():
        return refuse("aid_unseen", "Son aide n’est pas ouverte à votre fonction.")
    return allow()


def can_note_consular(membership: Membership, person: Person) -> Verdict:
    """Her antenne alone knows what she asks of her own country."""
    return people.can_write(membership, person)


def can_say_practice(membership: Membership, departement: str) -> Verdict:
    """Délégation, secretariat and service du séjour say what their own préfecture asks for a permit."""
    if membership.role not in (*INSTRUCTING, Role.DESK) or departement not in membership.departements:
        return refuse("not_their_practice", "Ce que demande une préfecture est dit par elle : délégation ou séjour.")
    return allow()


def can_note_met(membership: Membership, departement: str) -> Verdict:
    """An antenne notes the papers that it was asked for at the préfecture of its own département."""
    if not membership.is_antenne or departement not in (membership.departements or [membership.body.departement]):
        return refuse("not_met", "Une pièce demandée au guichet se note par une association de ce département.")
    return allow()


def can_record_aps(membership: Membership, person: Person, source: str) -> Verdict:
    """The desk in its own name; her antenne, délégation and secretariat on its behalf, saying what they read."""
    if membership.role not in STAY_WRITERS:
        return refuse("not_of_the_stay", "Votre fonction ne note pas les étapes du titre de séjour.")
    if not Person.objects.visible_to(membership, Slice.STAY).filter(pk=person.pk).exists():
        return refuse("stay_unseen", "Les dates du titre de cette personne ne sont pas ouvertes à votre fonction.")
    own = membership.role == Role.DESK
    if source not in ApsSource.values or own != (source == ApsSource.OWN_DESK):
        return refuse(
            "source_of_another", "Dites d’où vous le savez : le papier signé, le téléphone, ou le papier détenu."
        )
    if source == ApsSource.WITH_HER and not membership.is_antenne:
        return refuse("not_with_her", "Seule son association dépose une demande avec la personne.")
    if not Period.objects.visible_to(membership).filter(person=person).exists():
        return refuse(
            "not_authorised",
            "L’autorisation provisoire se demande quand le parcours est autorisé. Il ne l’est pas.",
            article="CESEDA L425-4",
        )
    return allow()


def can_correct_aps(membership: Membership, fact: ApsFact) -> Verdict:
    """Whoever noted it, or a colleague of the same side: what another side wrote is not theirs to correct."""
    if membership.role not in STAY_WRITERS:
        return refuse("not_of_the_stay", "Votre fonction ne note pas les étapes du titre de séjour.")
    if not ApsFact.objects.visible_to(membership).filter(pk=fact.pk).exists():
        return refuse("stay_unseen", "Les dates du titre de cette personne ne sont pas ouvertes à votre fonction.")
    if side(fact.source, fact.recorded_by.role) != side("", membership.role):
        return refuse(
            "of_another",
            "Une étape se corrige par ceux qui l’ont notée. La vôtre se note à côté, et les deux restent.",
        )
    return allow()


def can_tell_permit(membership: Membership, fact: ApsFact, source: str) -> Verdict:
    """Whoever writes the permit down notes that its answer reached her; the desk in its own name."""
    if membership.role not in STAY_WRITERS:
        return refuse("not_of_the_stay", "Votre fonction ne note pas les étapes du titre de séjour.")
    if not ApsFact.objects.visible_to(membership).filter(pk=fact.pk).exists():
        return refuse("stay_unseen", "Les dates du titre de cette personne ne sont pas ouvertes à votre fonction.")
    if fact.step not in (ApsStep.DELIVERED, ApsStep.REFUSED):
        return refuse("no_answer", "Seule une réponse se remet : l’autorisation délivrée, ou son refus.")
    if membership.role == Role.DESK and source != Source.OWN_DESK:
        return refuse("source_of_another", "Le service du séjour note ce qu’il a remis lui-même.")
    # The desk reads no remedy: the others are told which (`decisions.notices`).
    if membership.role == Role.DESK and fact.step == ApsStep.REFUSED:
        same = ApsFact.objects.filter(person=fact.person_id, n=fact.n, step=fact.step, undone_on__isnull=False)
        since = same.values_list("undone_on", flat=True).first()
        if since is not None:
            return refuse("refusal_undone", f"Ce refus ne tient plus depuis le {day(since)} : il ne se remet plus.")
    return allow()


def can_say_motives(membership: Membership, fact: ApsFact, source: str) -> Verdict:
    """Why a refusal was made: its service in its own name, the others as its paper says it."""
    if fact.step != ApsStep.REFUSED:
        return refuse("no_refusal", "Seul un refus a un motif.")
    if not ApsFact.objects.visible_to(membership).filter(pk=fact.pk).exists():
        return refuse("stay_unseen", "Les dates du titre de cette personne ne sont pas ouvertes à votre fonction.")
    if source == ApsSource.WITH_HER:
        return refuse("source_of_another", "Un motif se lit sur un papier, ou s’entend.")
    return can_record_aps(membership, fact.person, source)


def can_request_aps(membership: Membership, person: Person, on: date) -> Verdict:
    """No request while nothing is needed. Why is said to her antenne alone, which alone may read it."""
    known = ResidenceNeed.objects.filter(person=person).first() if membership.is_antenne else None
    if known is not None and known.need == PermitNeed.ASYLUM:
        return aps.need(on, Nationality.OTHER, asylum_pending=True).verdict
    if person.aps_need == ApsNeed.NOT_CONCERNED:
        return refuse(
            "no_need",
            "Le besoin d’une autorisation provisoire est noté « sans objet ». "
            "L’association le change si c’est une erreur.",
        )
    return allow()


def can_decide(membership: Membership, demande: Demande, *, anew: bool = False) -> Verdict:
    """Délégation and secretariat note what the préfet signed, once the path is authorised. `anew`: in the place of a
    refusal whose conditions are met since.

    They alone read what the aid rests on: the signatory is shown neither resources nor household.
    """
    if membership.role not in INSTRUCTING:
        return refuse("not_instructing", "La décision sur l’aide est notée par la délégation ou le secrétariat.")
    if not opened_to(membership).filter(pk=demande.pk).exists():
        return refuse("demande_unseen", "Cette demande n’est pas ouverte à votre fonction.")
    if not anew and AfisDecision.objects.standing().filter(demande=demande).exists():
        return refuse("already_decided", "La décision sur l’aide est déjà notée.")
    decision = Decision.objects.filter(demande=demande).exclude(step=DecisionStep.DRAFT).first()
    if decision is None or decision.sense != DecisionSense.AUTHORISE:
        return refuse(
            "not_authorised",
            "L’aide se décide quand l’engagement dans le parcours est autorisé. Il ne l’est pas.",
            article="CASF L121-9 II",
        )
    return allow()


def can_correct_afis(membership: Membership, decision: AfisDecision) -> Verdict:
    """Who notes it corrects it, until a month is ordered: what was ordered is never taken back by a correction."""
    if membership.role not in INSTRUCTING:
        return refuse("not_instructing", "La décision sur l’aide est corrigée par la délégation ou le secrétariat.")
    if not AfisDecision.objects.visible_to(membership).filter(pk=decision.pk).exists():
        return refuse("decision_unseen", "Cette décision n’est pas ouverte à votre fonction.")
    if decision.demande.taken_over:
        return refuse("taken_over", "Cette décision est d’un parcours repris : dites là ce qui diffère.")
    if decision.undone_on is not None:
        return refuse("undone", "Cette décision ne tient plus : la nouvelle se note à côté, et celle-ci reste.")
    if AfisEnd.objects.standing().filter(decision=decision).exists():
        return refuse("ended_already", "La fin de cette aide est notée : sa décision ne se corrige plus.")
    if AfisMonth.objects.filter(decision=decision).exists():
        return refuse(
            "months_ordered",
            "Un ordre porte déjà des mois de cette aide : sa décision ne se corrige plus ici. Si elle n’avait pas été "
            "accordée, le préfet y met fin, après ses observations ; un nombre d’enfants faux se dit par "
            "l’association, et les mois se régularisent.",
        )
    return allow()


def orders(membership: Membership) -> QuerySet[AfisOrder]:
    """The orders of the départements of those who order and of who pays; nobody else's."""
    if membership.role not in ORDER_READERS:
        return AfisOrder.objects.none()
    return AfisOrder.objects.filter(departement__in=membership.departements)


def can_order(membership: Membership, departement: str) -> Verdict:
    """Délégation and secretariat order the months of their own départements."""
    if membership.role not in INSTRUCTING:
        return refuse("not_instructing", "L’ordre de paiement est émis par la délégation ou le secrétariat.")
    if departement not in membership.departements:
        return refuse("other_departement", "Ce département n’est pas celui de votre fonction.")
    return allow()


def can_read_order(membership: Membership, order: AfisOrder) -> Verdict:
    """Those who order, and the payer of that département."""
    if not orders(membership).filter(pk=order.pk).exists():
        return refuse("order_unseen", "Cet ordre n’est pas ouvert à votre fonction.")
    return allow()


def can_answer(membership: Membership, order: AfisOrder) -> Verdict:
    """The payer answers; whoever orders may note its answers on its behalf, from the file it sent."""
    return can_read_order(membership, order)


def can_correct_answer(membership: Membership, line: AfisMonth) -> Verdict:
    """Who answers, and who orders, correct what was noted of a line that is open to them."""
    verdict = can_read_order(membership, line.order)
    if not verdict:
        return verdict
    if not AfisMonth.objects.visible_to(membership).filter(pk=line.pk).exists():
        return refuse("line_unseen", "Cette ligne n’est pas ouverte à votre fonction.")
    return allow()


def can_take_back_notice(membership: Membership, notice: PayerNotice) -> Verdict:
    """As an answer: the payer, and whoever orders, of somebody whose aid is open to them."""
    if membership.role not in ORDER_READERS or not PayerNotice.objects.visible_to(membership).filter(pk=notice.pk):
        return refuse("notice_unseen", "Votre fonction ne corrige pas ce que dit l’organisme payeur.")
    return allow()


def can_end_aid(membership: Membership, decision: AfisDecision) -> Verdict:
    """Délégation and secretariat note that the préfet ended an aid that was granted."""
    if membership.role not in INSTRUCTING:
        return refuse("not_instructing", "La fin de l’aide est notée par la délégation ou le secrétariat.")
    if not AfisDecision.objects.visible_to(membership).filter(pk=decision.pk).exists():
        return refuse("decision_unseen", "Cette décision n’est pas ouverte à votre fonction.")
    if decision.sense != AfisSense.GRANT:
        return refuse("not_granted", "L’aide n’a pas été accordée.")
    if AfisEnd.objects.standing().filter(decision=decision).exists():
        return refuse("ended_already", "La fin de cette aide est déjà notée.")
    return allow()


def can_hear_end(membership: Membership, row: AidHearing) -> Verdict:
    """Her antenne, or whoever instructs, writes down what she says of the end of her aid: until it is noted, and after
    it what came too late to be read by then.
    """
    if not membership.is_antenne and membership.role not in INSTRUCTING:
        return refuse("not_hearing", "Ses observations sont notées par l’association ou par la délégation.")
    if not AidHearing.objects.visible_to(membership).filter(pk=row.pk).exists():
        return refuse("decision_unseen", "Cette décision n’est pas ouverte à votre fonction.")
    ended = AfisEnd.objects.standing().filter(decision=row.decision_id).first()
    if ended is not None and row.received_on is not None and not late(row, ended):
        return refuse("decided", "La fin de l’aide est notée : ce qui avait été dit avant reste tel quel.")
    return allow()


def can_review_aid(membership: Membership, decision: AfisDecision) -> Verdict:
    """Whoever instructs notes that an aid was looked at again, and stays as it is."""
    if membership.role not in INSTRUCTING:
        return refuse("not_instructing", "Le réexamen de l’aide est noté par la délégation ou le secrétariat.")
    if not AfisDecision.objects.visible_to(membership).filter(pk=decision.pk).exists():
        return refuse("decision_unseen", "Cette décision n’est pas ouverte à votre fonction.")
    return allow()


def can_correct_end(membership: Membership, end: AfisEnd) -> Verdict:
    """Who notes the end of an aid corrects it, whoever noted it."""
    if membership.role not in INSTRUCTING:
        return refuse("not_instructing", "La fin de l’aide est corrigée par la délégation ou le secrétariat.")
    if not AfisEnd.objects.visible_to(membership).filter(pk=end.pk).exists():
        return refuse("end_unseen", "Cette décision n’est pas ouverte à votre fonction.")
    if end.taken_back_on is not None:
        return refuse("taken_back", "Cette fin est déjà dite notée par erreur.")
    return allow()


def can_tell_aid(membership: Membership, decision: AfisDecision, end: AfisEnd | None = None) -> Verdict:
    """Her antenne, or whoever instructs, notes that a decision on the aid, or its end, was handed to her."""
    if not membership.is_antenne and membership.role not in INSTRUCTING:
        return refuse("not_telling", "La remise est notée par l’association, la délégation ou le secrétariat.")
    rows = AfisDecision.objects.visible_to(membership).filter(pk=decision.pk)
    if not rows.exists() or (
        end is not None and not AfisEnd.objects.visible_to(membership).filter(pk=end.pk).exists()
    ):
        return refuse("end_unseen", "Cette décision n’est pas ouverte à votre fonction.")
    if end is not None and end.taken_back_on is not None:
        return refuse("taken_back", "Cette fin est dite notée par erreur : rien n’est à remettre.")
    if end is None and decision.demande.taken_over:
        return refuse("taken_over", "Cette décision a été remise avant que le parcours soit repris dans Rivage.")
    return allow()


def can_take_over(membership: Membership, person: Person) -> Verdict:
    """Her antenne writes down, from the papers, a path that was running before Rivage."""
    return people.can_write(membership, person)


def can_correct(membership: Membership, take_over: TakeOver) -> Verdict:
    """Her antenne erases what it typed, until it is confirmed or until something stands on it."""
    verdict = people.can_write(membership, take_over.person)
    if not verdict:
        return verdict
    if take_over.confirmed_on is not None:
        return refuse("confirmed", "La délégation a confirmé cette reprise : elle ne s’efface plus.")
    if _built_on(take_over):
        return refuse(
            "built_on",
            "Une demande, un titre, un mois d’aide ou une fin a été noté depuis : cette reprise ne s’efface plus. "
            "Dites à la délégation ce qui diffère.",
        )
    return allow()


def _built_on(take_over: TakeOver) -> bool:
    """Whether anything was noted since on what was taken over. The database asks the same before it erases."""
    path, since = take_over.parcours_id, take_over.created_at
    return any(
        rows.exists()
        for rows in (
            Demande.objects.filter(parcours=path, created_at__gt=since),
            Period.objects.filter(parcours=path).exclude(created_at__lte=since, ended_on__isnull=True),
            Renunciation.objects.filter(parcours=path),
            Interruption.objects.filter(parcours=path),
            Notification.objects.filter(decision__demande__parcours=path),
            ApsFact.objects.filter(person=take_over.person_id, created_at__gt=since),
            ApsCorrection.objects.filter(person=take_over.person_id, created_at__gt=since),
            AfisMonth.objects.filter(decision__demande__parcours=path),
        )
    )


def can_confirm(membership: Membership, take_over: TakeOver) -> Verdict:
    """Délégation and secretariat confirm, or say what differs, once."""
    if membership.role not in INSTRUCTING:
        return refuse("not_instructing", "Un parcours repris est confirmé par la délégation ou le secrétariat.")
    if take_over.confirmed_on is not None:
        return refuse("confirmed", "Cette reprise est déjà confirmée.")
    return allow()


def can_open_line(membership: Membership, departement: str) -> Verdict:
    """Délégation and secretariat open the line of the fund in their own départements."""
    if membership.role not in INSTRUCTING:
        return refuse("not_instructing", "La ligne du fonds est ouverte par la délégation ou le secrétariat.")
    if departement not in membership.departements:
        return refuse("other_departement", "Ce département n’est pas celui de votre fonction.")
    return allow()


def can_ask_fund(membership: Membership) -> Verdict:
    """An association asks, for whoever it accompanies."""
    if not membership.is_antenne:
        return refuse("not_antenne", "Une aide du fonds est demandée par une association.")
    return allow()


def can_rule_fund(membership: Membership, aid: FundAid) -> Verdict:
    """Délégation and secretariat of that département note opinion, decision and payment."""
    if membership.role not in INSTRUCTING or aid.departement not in membership.departements:
        return refuse("not_instructing", "Le fonds est instruit par la délégation ou le secrétariat du département.")
    if aid.withdrawn_on is not None:
        return refuse("withdrawn", "L’association a retiré cette demande.")
    return allow()


def can_correct_fund(membership: Membership, aid: FundAid) -> Verdict:
    """Whoever may note it, once something is noted."""
    may = can_rule_fund(membership, aid)
    if not may:
        return may
    if aid.opinion_on is None:
        return refuse("nothing_noted", "Rien n’est noté de cette demande : il n’y a rien à corriger.")
    return allow()


def can_withdraw_fund(membership: Membership, aid: FundAid) -> Verdict:
    """The antenne that asked, until it is decided."""
    if not membership.is_antenne or aid.antenne_id != membership.body_id:
        return refuse("not_antenne", "Une demande au fonds est retirée par l’association qui l’a faite.")
    if aid.withdrawn_on is not None:
        return refuse("withdrawn", "Cette demande est déjà retirée.")
    if aid.decided_on is not None:
        return refuse("decided", "Cette demande est décidée : elle ne se retire plus.")
    return allow()
