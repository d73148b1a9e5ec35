"""What every signed-in page shows of who acts: entries of the bar, name, function, home."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from rivage.accounts import policies
from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.accounts.views import place

# Entries in their order: URL name, label, path under /m/<membership>/. Five stand in the bar, the rest at the foot.
BAR = 5
ENTRIES = (
    ("desk:home", "Accueil", ""),
    ("people:list", "Personnes", "personnes/"),
    ("dossiers:list", "Demandes", "demandes/"),
    ("commissions:list", "Séances", "seances/"),
    ("decisions:list", "Décisions", "decisions/"),
    ("desk:follow_up", "Tableau de suivi", "tableau/"),
    ("desk:lapses", "Échéances", "echeances"),
    ("rights:orders", "Ordres", "droits/ordres/"),
    ("associations:agrements", "Agréments", "associations/"),
    ("accounts:memberships", "Comptes", "comptes/"),
    ("audit:trace", "Trace", "trace/"),
    ("desk:rules", "Les règles", "regles/"),
)

# The délégation works from demandes and its tableau; its list of people is for the telephone.
LATER = {Role.DELEGATE: ("people:list", "accounts:memberships"), Role.SECRETARY: ("people:list",)}


def acting(request: HttpRequest) -> dict[str, Any]:
    """Context of the signed-in shell; nothing outside /m/<membership>/."""
    membership: Membership | None = getattr(request, "membership", None)
    base = {"demo_mode": settings.MODE == "demo"}
    if membership is None:
        return base
    home = f"/m/{membership.pk}/"
    entries = [
        {"label": label, "url": home + path, "current": _current(request, home, path)}
        for name, label, path in sorted(ENTRIES, key=lambda entry: entry[0] in LATER.get(Role(membership.role), ()))
        if policies.allows(name, "GET", membership.role)
    ]
    return base | {
        "membership": membership,
        "home_url": home,
        "base_url": home,
        "nav": entries[:BAR],
        "footer_links": entries[BAR:],
        "me": {
            "name": membership.user.name if membership.user else "",
            "role": f"{SHORT.get(Role(membership.role), membership.get_role_display())}, {place(membership)}",
            "switch_url": "/fonctions",
        },
    }


# The bar has room for a word or two.
SHORT = {
    Role.REFERENT: "Accompagnement",
    Role.LEAD: "Responsable",
    Role.DELEGATE: "Délégation",
    Role.SECRETARY: "Secrétariat",
    Role.CHAIR: "Présidence",
    Role.SEAT: "Membre",
    Role.SIGNATORY: "Signataire",
    Role.DESK: "Séjour",
    Role.ADMIN: "Administration",
    Role.AUDITOR: "Contrôle",
}


def _current(request: HttpRequest, home: str, path: str) -> bool:
    return request.path_info == home if not path else request.path_info.startswith(home + path)
