"""Home of the délégation: the delegate and the secretariat of the commission."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch

from rivage.accounts.models import Membership
from rivage.commissions.models import Avis, Member, Seat, SeatHolder
from rivage.core import clock
from rivage.decisions.enums import DecisionSense, DecisionStep
from rivage.decisions.models import Decision
from rivage.desk.homes.files import demandes, running_periods
from rivage.desk.homes.house import confirmations
from rivage.desk.homes.items import Home, Item, link, merged
from rivage.desk.homes.months import to_order
from rivage.desk.homes.running import expected, to_confirm
from rivage.desk.homes.steps import next_session
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande, MissingRequest
from rivage.law.period import ONE_DAY
from rivage.people import names
from rivage.rights.models import AfisDecision

AT_WORK = (Step.SUBMITTED, Step.INCOMPLETE, Step.COMPLETE, Step.SCHEDULED, Step.OPINED, Step.DECIDED)
MANDATE_AHEAD = timedelta(days=60)


def delegation(membership: Membership, on: date) -> Home:
    """Deposits to check, demandes to schedule, avis to sign, decisions to take and to notify; the next session."""
    rows = list(
        demandes(membership, *AT_WORK)
        .select_related("decision")
        .prefetch_related(
            Prefetch("avis", queryset=Avis.objects.defer("reasons", "dissent")), "decision__notifications"
        )
        .prefetch_related(Prefetch("missing_requests", queryset=MissingRequest.objects.defer("text")))
        .prefetch_related(Prefetch("afis_decision", queryset=AfisDecision.objects.only("demande_id", "sense")))
        .order_by("deposited_at")
    )
    periods = running_periods(membership, on)
    terms = {period.parcours_id: period.ends for period in periods}
    called = names.called(membership, {row.person_id for row in rows} | {period.person_id for period in periods})
    items = merged(
        *(_of(membership, row, called.get(row.person_id, ""), terms.get(row.parcours_id)) for row in rows),
        to_order(membership, on),
        to_confirm(membership, on),
        expected(membership, periods, called, on),
        _mandates(membership, on),
        _vacant(membership, on),
        confirmations(membership),
    )
    return Home(
        items=items,
        session=next_session(membership, on),
        nothing_title="Rien n’attend la délégation aujourd’hui",
        nothing_text="Un dépôt, un avis à faire signer ou une décision à notifier se rangera ici.",
        on=on,
    )


def _of(membership: Membership, row: Demande, who: str, term: date | None) -> Iterator[Item]:
    common: dict[str, Any] = {"who": who, "reference": row.person.reference}
    page = link(membership, "dossiers:demande", demande=row.pk)
    if row.step == Step.SUBMITTED:
        yield Item(
            "Dire si la demande est complète",
            page,
            since=clock.local_day(row.deposited_at, row.departement),
            consequence=f"Déposée par {row.person.antenne.name}.",
            action="Vérifier",
            **common,
        )
    elif row.step == Step.INCOMPLETE:
        until = max((asked.until for asked in row.missing_requests.all() if asked.answered_at is None), default=None)
        yield Item(
            "Attendre les pièces demandées",
            page,
            due=until,
            consequence=f"{row.person.antenne.name} répond avant ce jour.",
            **common,
        )
    elif row.step == Step.COMPLETE:
        yield Item(
            "Inscrire à une séance",
            page,
            due=term - ONE_DAY if term else None,
            since=clock.local_day(row.completed_at, row.departement),
            consequence="Sans décision au terme, les droits s’arrêtent." if term else "La demande est complète.",
            action="Inscrire",
            **common,
        )
    elif row.step == Step.SCHEDULED:
        yield from _unsigned(membership, row, common)
    else:
        yield from _decision(membership, row, common)


def _unsigned(membership: Membership, row: Demande, common: dict[str, Any]) -> Iterator[Item]:
    for avis in row.avis.all():
        if avis.signed_at is None:
            yield Item(
                "Faire signer le relevé d’avis",
                link(membership, "commissions:releve", item=avis.item_id),
                since=clock.local_day(avis.rendered_at, row.departement),
                consequence="La décision ne peut pas se prendre avant.",
                **common,
            )


def _decision(membership: Membership, row: Demande, common: dict[str, Any]) -> Iterator[Item]:
    page = link(membership, "decisions:decision", demande=row.pk)
    decision: Decision | None = getattr(row, "decision", None)
    if row.step == Step.OPINED:
        signed = max((avis.signed_at for avis in row.avis.all() if avis.signed_at), default=None)
        yield Item(
            "Faire signer la décision" if decision else "Préparer la décision",
            page,
            since=clock.local_day(signed, row.departement),
            consequence="Le projet est prêt." if decision else "Le relevé d’avis est signé.",
            action="Ouvrir" if decision else "Préparer",
            **common,
        )
        return
    if decision is None or decision.step == DecisionStep.DRAFT:
        return
    told = {found.get_recipient_display() for found in decision.notifications.all()}
    missing = [who for who in ("la personne", "l’association") if who not in told]
    if missing:
        yield Item(
            "Notifier la décision",
            page,
            since=decision.decided_on,
            consequence=f"Reste à notifier : {' et '.join(missing)}.",
            action="Notifier",
            **common,
        )
    asked = any(avis.signed_at and avis.afis != "not_asked" for avis in row.avis.all())
    if decision.sense == DecisionSense.AUTHORISE and asked and getattr(row, "afis_decision", None) is None:
        yield Item(
            "Noter la décision sur l’aide",
            link(membership, "rights:afis", demande=row.pk),
            since=decision.decided_on,
            consequence="L’aide se décide à part, après l’avis et l’autorisation.",
            action="Ouvrir",
            **common,
        )


def _mandates(membership: Membership, on: date) -> Iterator[Item]:
    members = Member.objects.filter(
        departement__in=membership.departements, ends__gte=on, ends__lte=on + MANDATE_AHEAD
    ).order_by("ends")
    for member in members:
        yield Item(
            "Remplacer ou renommer un membre",
            link(membership, "commissions:commission"),
            due=member.ends,
            who=member.name,
            consequence="Après ce jour, ce membre ne compte plus dans le quorum.",
            action="Voir",
        )


def _vacant(membership: Membership, on: date) -> Iterator[Item]:
    held = SeatHolder.objects.filter(starts__lte=on, ends__gte=on)
    seats = (
        Seat.objects.filter(departement__in=membership.departements, no_such_service=False)
        .exclude(pk__in=held.values("seat"))
        .order_by("kind")
    )
    for seat in seats:
        yield Item(
            "Faire désigner un membre",
            link(membership, "commissions:commission"),
            since=clock.local_day(seat.created_at, seat.departement),
            who=seat.label,
            consequence="Ce siège est vacant.",
            action="Voir",
        )
