"""What the person's page and the list of people show of demandes and notes."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse

from rivage.accounts.http import ActingRequest
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.tables import State
from rivage.dossiers import changes, states
from rivage.dossiers.enums import PENDING, Step
from rivage.dossiers.forms.steps import NoteForm
from rivage.dossiers.models import Demande, Interruption, MissingRequest, Note, Parcours, Period, Renunciation
from rivage.dossiers.standing import closed_on, of_person, standing
from rivage.law.wording import day
from rivage.people import access as people_access
from rivage.people.models import Person, Transfer
from rivage.people.panels import NextStep, Panel, register, register_states, register_step


def demandes(request: ActingRequest, person: Person, on: date) -> str:
    """Her demandes, newest first, and the way to prepare one."""
    rows = list(Demande.objects.visible_to(request.membership).filter(person=person).order_by("-created_at"))
    writes = bool(people_access.can_write(request.membership, person))
    if not writes:
        rows = [row for row in rows if row.step != Step.DRAFT]
    context = {
        "person": person,
        "on": on,
        "rows": [(row, states.title(row), states.state(row)) for row in rows],
        "can_open": writes
        and of_person(person, on)[1].kind not in RESTING
        and closed_on(person) is None
        and not any(row.step in PENDING for row in rows),
    }
    return render_to_string("dossiers/panel_demandes.html", context, request)


def notes(request: ActingRequest, person: Person, on: date) -> str:
    """The notes that never leave the antenne."""
    if not people_access.can_write(request.membership, person):
        return ""
    rows = Note.objects.visible_to(request.membership).filter(person=person).select_related("author")[:20]
    context = {"person": person, "notes": rows, "form": NoteForm(), "on": on}
    return render_to_string("dossiers/panel_notes.html", context, request)


def leaving(request: ActingRequest, person: Person, on: date) -> str:
    """The way to another antenne, and the code in course."""
    if not people_access.can_offer(request.membership, person):
        return ""
    pending = Transfer.objects.filter(person_id=person.pk).pending(clock.now()).first()
    return render_to_string("dossiers/panel_leave.html", {"person": person, "pending": pending, "on": on}, request)


def changing(request: ActingRequest, person: Person, on: date) -> str:
    """Where her path stands, what she may take back, and the gestures of what changes in her life."""
    if not people_access.can_write(request.membership, person):
        return ""
    _, found = of_person(person, on)
    listed = [
        {
            "label": one.label,
            "icon": one.icon,
            "url": reverse(one.page, kwargs={"membership": request.membership.pk, "person": person.pk}),
        }
        for one in changes.gestures(found)
    ]
    context = {"person": person, "on": on, "stands": found, "gestures": listed}
    return render_to_string("dossiers/panel_changes.html", context, request)


def closed(request: ActingRequest, person: Person, on: date) -> str:
    """After a death: one sentence in place of all that is done with somebody."""
    since = closed_on(person)
    if since is None:
        return ""
    writes = bool(people_access.can_write(request.membership, person))
    context = {"person": person, "on": on, "since": since, "writes": writes}
    return render_to_string("dossiers/panel_closed.html", context, request)


def of_people(people: Sequence[Person], membership: Membership, on: date) -> dict[UUID, State]:
    """The step of the last demande, or the period in course."""
    ids = [person.pk for person in people]
    found = {}
    for row in Demande.objects.visible_to(membership).filter(person__in=ids).order_by("created_at"):
        found[row.person_id] = states.state(row)
    pending = {
        row.person_id
        for row in Demande.objects.visible_to(membership).filter(person__in=ids, step__in=PENDING).only("person_id")
    }
    for period in Period.objects.visible_to(membership).filter(person__in=ids, starts__lte=on, ends__gt=on):
        if period.person_id not in pending and period.ended_on is None:
            left = (period.ends - on).days
            kind, icon = ("attente", "hourglass-split") if left <= 60 else ("cours", "flag")
            last = day(date.fromordinal(period.ends.toordinal() - 1))
            found[period.person_id] = State(kind, icon, f"Parcours ouvert jusqu’au {last}")
    found |= _stopped(ids, membership, on)
    return found


def _stopped(ids: list[UUID], membership: Membership, on: date) -> dict[UUID, State]:
    """Those whose path stopped, or is about to: the last word of the list, whatever their demandes were."""
    found = {}
    paths = Parcours.objects.visible_to(membership).filter(person__in=ids)
    for row in paths.exclude(end_kind="").order_by("ended_on"):
        found[row.person_id] = State("neutre", "dash-circle", standing(row, on).sentence)
    said = {
        row.parcours_id
        for model in (Renunciation, Interruption)
        for row in model.objects.visible_to(membership).filter(person__in=ids, revoked_on__isnull=True)
    }
    for row in paths.filter(ended_on__isnull=True):
        found.pop(row.person_id, None)
        stands = standing(row, on) if row.pk in said else None
        if stands is not None and stands.word is not None:
            found[row.person_id] = State("attente", "clock-history", stands.sentence)
    return found


def next_step(person: Person, membership: Membership, on: date) -> NextStep | None:
    """What the antenne does next for her."""
    if not people_access.can_write(membership, person) or closed_on(person) is not None:
        return None
    pending = (
        Demande.objects.filter(person=person, step__in=(*PENDING, Step.FORWARDED)).order_by("-created_at").first()
    )
    if pending is None:
        return _without_demande(person, membership, on)
    url = reverse("dossiers:demande", kwargs={"membership": membership.pk, "demande": pending.pk})
    if pending.step == Step.DRAFT:
        return NextStep(
            "Préparer sa demande, puis la relire avec elle.",
            "Rien ne part avant le dépôt : seule votre association lit ce qui est écrit.",
            "Continuer la demande",
            url,
        )
    if pending.step == Step.INCOMPLETE:
        until = MissingRequest.objects.filter(demande=pending).values_list("until", flat=True).first()
        last = f" avant le {day(until)}" if until else ""
        return NextStep(f"Compléter la demande{last}.", "La date du dépôt ne change pas.", "Compléter", url)
    if pending.step == Step.FORWARDED:
        return NextStep("Ouvrir sa demande au service à qui elle est transmise.", "", "Voir la demande", url)
    return NextStep(WAITING[Step(pending.step)], "", "Voir la demande", url)


# Where nothing is to be prepared for now, and what may still be done.
RESTING = {
    "renouncing": "Jusque-là, un mot d’elle suffit pour que tout continue.",
    "no_news": "Quand elle revient, un geste suffit : ses droits courent jusqu’au terme.",
    "moved": "Si elle revient, un geste suffit : ses droits courent jusqu’au terme.",
}
WAITING = {
    Step.SUBMITTED: "La délégation vérifie la demande.",
    Step.COMPLETE: "La demande est complète : elle attend d’être inscrite à une séance.",
    Step.SCHEDULED: "La demande est inscrite à une séance.",
    Step.OPINED: "La commission a rendu son avis : le préfet décide.",
    Step.DECIDED: "La décision est prise : elle se remet en main propre, à l’association.",
}


def _without_demande(person: Person, membership: Membership, on: date) -> NextStep:
    url = reverse("dossiers:open", kwargs={"membership": membership.pk, "person": person.pk})
    _, stands = of_person(person, on)
    if stands.kind in RESTING:
        return NextStep(f"{stands.sentence}.", RESTING[stands.kind])
    if stands.kind in ("interrupting", "interrupted"):
        return NextStep(f"{stands.sentence}.", "Une reprise se demande quand elle veut.", "Préparer une reprise", url)
    parcours = Parcours.objects.filter(person=person, ended_on__isnull=True).first()
    period = Period.objects.filter(parcours=parcours, ended_on__isnull=True).order_by("-ends").first()
    if parcours is not None and period is not None:
        last = day(date.fromordinal(period.ends.toordinal() - 1))
        return NextStep(
            f"Préparer le renouvellement : la période court jusqu’au {last}.",
            "Sans décision avant ce jour, le parcours et l’aide peuvent s’arrêter.",
            "Préparer le renouvellement",
            url,
        )
    return NextStep(
        "Parler du parcours avec elle, et préparer sa demande si elle le veut.",
        "Rien n’est demandé pour être accompagnée.",
        "Préparer une demande",
        url,
    )


register(Panel("changing", changing, "side", 20))
register(Panel("closed", closed, "closed", 1))
register(Panel("demandes", demandes, "main", 10))
register(Panel("notes", notes, "main", 90))
register(Panel("leaving", leaving, "side", 80))
register_states(of_people)
register_step(next_step)
