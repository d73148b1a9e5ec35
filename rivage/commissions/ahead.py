"""The session of the day or to come, on the home of whoever instructs, and what the other open sessions ask."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count

from rivage.accounts.homes import Item, SessionSteps
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.commissions.models import AgendaItem, Avis, Seance
from rivage.commissions.views.answers import title
from rivage.core import clock
from rivage.core.french import day_in_short, day_in_words, hour
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.law.values import at
from rivage.law.wording import count

# The steps of a session, with what is done at each and where.
STEPS = (
    ("Ordre du jour", "list-check"),
    ("Convocation", "envelope"),
    ("Lecture", "book"),
    ("Séance", "people"),
    ("Relevés d’avis", "file-text"),
    ("Décisions", "pen"),
)
STEP_ACTIONS = (
    "Composer l’ordre du jour",
    "Convoquer les membres",
    "Voir la séance",
    "Ouvrir la séance",
    "Signer les relevés",
    "Voir les décisions",
)
STEP_PAGES = (
    "commissions:preparation",
    "commissions:convene",
    "commissions:preparation",
    "commissions:seance",
    "commissions:seance",
    "commissions:seance",
)


def next_session(membership: Membership, on: date) -> Iterator[SessionSteps | Item]:
    """The session of the day, or the nearest to come, of the départements of this membership; what the others ask."""
    rows = Seance.objects.filter(departement__in=membership.departements, closed_at__isnull=True).order_by("at")
    seances = sorted(rows, key=lambda row: _day(row) < on)
    files = _files(seances)
    for rank, row in enumerate(seances):
        if rank == 0:
            yield _steps(membership, row, on, files.get(row.pk, 0))
        else:
            yield from _asked_of(membership, row, on, files.get(row.pk, 0))


def _waiting(membership: Membership, seance: Seance) -> int:
    """Complete demandes that its agenda may still take."""
    if seance.convened_at is not None or seance.second_of_id:
        return 0
    rows = Demande.objects.visible_to(membership).filter(step=Step.COMPLETE, departement=seance.departement)
    return rows.count()


def _files(seances: list[Seance]) -> dict[UUID, int]:
    """How many each examines: counted at once for those that are open, not for all that ever were."""
    items = AgendaItem.objects.standing().filter(seance__in=seances).order_by()
    return dict(items.values_list("seance").annotate(Count("pk"))) if seances else {}


def _day(seance: Seance) -> date:
    return clock.local_day(seance.at, seance.departement)


def _asked_of(membership: Membership, row: Seance, on: date, files: int) -> Iterator[Item]:
    """A session beside the first: to close, to plan again, to convene."""
    day = _day(row)
    if row.convened_at is not None:
        if day < on:
            page = link(membership, "commissions:seance", seance=row.pk)
            words = "Tant qu’elle n’est pas close, son procès-verbal ne s’écrit pas."
            yield Item("Clore la séance", page, since=day, who=title(row), consequence=words, action="Voir")
        return
    if not files:
        return
    words = f"{count(files, 'dossier')} à l’ordre du jour."
    if day < on:
        page = link(membership, "commissions:preparation", seance=row.pk)
        words = f"{words} Ce jour est passé sans convocation."
        yield Item("Changer la date de la séance", page, since=day, who=title(row), consequence=words, action="Voir")
    else:
        page = link(membership, "commissions:convene", seance=row.pk)
        due = _latest(day, on)
        yield Item("Convoquer les membres", page, due=due, who=title(row), consequence=words, action="Convoquer")


def _steps(membership: Membership, seance: Seance, on: date, files: int) -> SessionSteps:
    """How far a session is."""
    local = seance.at.astimezone(clock.zone(seance.departement))
    waiting = _waiting(membership, seance)
    here = _step(seance, files, waiting)
    notes = _step_notes(seance, (files, waiting), local.date(), on)
    steps = tuple(
        {
            "label": label,
            "icon": icon,
            "note": notes[index],
            "state": "fait" if index < here else "ici" if index == here else "avenir",
        }
        for index, (label, icon) in enumerate(STEPS)
    )
    figure = f"{files} dossier{'s' if files > 1 else ''} à l’ordre du jour"
    which = "Séance" if local.date() < on else "Prochaine séance"
    return SessionSteps(
        title=f"{which} : {day_in_words(local.date(), on=on)} à {hour(local.time())}",
        figure=figure if files else "aucun dossier à l’ordre du jour",
        steps=steps,
        action="Reprendre la séance" if here == 3 and seance.opened_at else STEP_ACTIONS[here],
        url=link(membership, STEP_PAGES[here], seance=seance.pk),
    )


def _latest(day: date, on: date) -> date:
    """The last day to convene a session of this day (CRPA R133-8)."""
    return day - timedelta(days=int(at("commission.convocation_jours", on).value))


def _step(seance: Seance, files: int, waiting: int) -> int:
    """The rank of the step where the session stands."""
    if seance.opened_at:
        unsigned = Avis.objects.filter(item__seance=seance, signed_at__isnull=True).exists()
        return 4 if unsigned else 3
    if seance.convened_at:
        return 3 if seance.at <= clock.now() else 2
    return 1 if files and not waiting else 0


def _step_notes(seance: Seance, counts: tuple[int, int], day: date, on: date) -> tuple[str, ...]:
    """`counts`: files on the agenda, demandes that wait to be put on it."""
    files, waiting = counts
    latest = _latest(day, on)
    sent = clock.local_day(seance.convened_at, seance.departement)
    convened = f"envoyée le {day_in_short(sent, on=on)}" if sent else ""
    left = (day - on).days
    held = "aujourd’hui" if left == 0 else f"dans {left} jours" if left > 1 else "demain" if left == 1 else "à clore"
    return (
        ", ".join([f"{files} inscrit{'s' * (files > 1)}", *([f"{waiting} en attente"] if waiting else [])]),
        convened or f"au plus tard le {day_in_short(latest, on=on)}",
        "s’ouvre à la convocation",
        held,
        "un par dossier",
        "puis notifications",
    )
