"""The next session of a commission as six steps, and what to do now."""

from datetime import date, timedelta

from django.db.models import Count, Q

from rivage.accounts.models import Membership
from rivage.commissions.models import Avis, Seance
from rivage.core import clock
from rivage.core.french import day_in_short, day_in_words, hour
from rivage.desk.homes.items import SessionSteps, link
from rivage.law.values import at

LABELS = (
    ("Ordre du jour", "list-check"),
    ("Convocation", "envelope"),
    ("Lecture", "book"),
    ("Séance", "people"),
    ("Relevés d’avis", "file-text"),
    ("Décisions", "pen"),
)
ACTIONS = (
    "Composer l’ordre du jour",
    "Convoquer les membres",
    "Voir la séance",
    "Ouvrir la séance",
    "Signer les relevés",
    "Voir les décisions",
)
PAGES = (
    "commissions:preparation",
    "commissions:convene",
    "commissions:preparation",
    "commissions:seance",
    "commissions:seance",
    "commissions:seance",
)


def next_session(membership: Membership, on: date) -> SessionSteps | None:
    """The session that is held, or the nearest to come, of the départements of this membership."""
    seance = (
        Seance.objects.filter(departement__in=membership.departements, closed_at__isnull=True)
        .annotate(files=Count("items", filter=Q(items__postponed_at__isnull=True)))
        .order_by("at")
        .first()
    )
    if seance is None:
        return None
    local = seance.at.astimezone(clock.zone(seance.departement))
    files = seance.files
    here = _here(seance, files)
    notes = _notes(seance, files, local.date(), on)
    steps = tuple(
        {
            "label": label,
            "icon": icon,
            "note": notes[index],
            "state": "fait" if index < here else "ici" if index == here else "avenir",
        }
        for index, (label, icon) in enumerate(LABELS)
    )
    figure = f"{files} dossier{'s' if files > 1 else ''} à l’ordre du jour"
    return SessionSteps(
        title=f"Prochaine séance : {day_in_words(local.date(), on=on)} à {hour(local.time())}",
        figure=figure if files else "aucun dossier à l’ordre du jour",
        steps=steps,
        action=ACTIONS[here],
        url=link(membership, PAGES[here], seance=seance.pk),
    )


def _here(seance: Seance, files: int) -> int:
    """The rank of the step where the session stands."""
    if seance.opened_at:
        unsigned = Avis.objects.filter(item__seance=seance, signed_at__isnull=True).exists()
        return 4 if unsigned else 3
    if seance.convened_at:
        return 3 if seance.at <= clock.now() else 2
    return 1 if files else 0


def _notes(seance: Seance, files: int, day: date, on: date) -> tuple[str, ...]:
    delay = int(at("commission.convocation_jours", on).value)
    latest = day - timedelta(days=delay)
    sent = clock.local_day(seance.convened_at, seance.departement)
    convened = f"envoyée le {day_in_short(sent, on=on)}" if sent else ""
    left = (day - on).days
    held = "aujourd’hui" if left == 0 else f"dans {left} jours" if left > 1 else "demain" if left == 1 else "à clore"
    return (
        f"{files} inscrits" if files > 1 else f"{files} inscrit",
        convened or f"au plus tard le {day_in_short(latest, on=on)}",
        "s’ouvre à la convocation",
        held,
        "un par dossier",
        "puis notifications",
    )
