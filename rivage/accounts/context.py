"""What every signed-in page shows of who acts: entries of the bar, name, function, home."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from rivage.accounts import policies, roles
from rivage.accounts.http import link
from rivage.accounts.leads import lead
from rivage.accounts.models import Membership

# Entries in the bar; the rest stand at the foot.
BAR = 7
# What stands at the foot of every page, and within a function by a page of it.
FOOT = ("help", "accessibility", "data")


def acting(request: HttpRequest) -> dict[str, Any]:
    """Context of the signed-in shell; nothing outside /m/<membership>/."""
    membership: Membership | None = getattr(request, "membership", None)
    base = {"demo_mode": settings.MODE == "demo", "proconnect": settings.PROCONNECT is not None}
    if membership is None:
        return base
    foot = {f"{word}_url": lead(membership, word) for word in FOOT}
    home = f"/m/{membership.pk}/"
    role = roles.role(membership.role)
    entries = [
        {"label": entry.label, "url": url, "current": _current(request, name, home, url)}
        for name, entry in policies.entries(membership.role)
        for url in (link(membership, name),)
    ]
    return (
        base
        | foot
        | {
            "membership": membership,
            "home_url": home,
            "base_url": home,
            "session_url": link(membership, "accounts:session"),
            "nav": entries[:BAR],
            "footer_links": entries[BAR:],
            "me": {
                "name": membership.user.name if membership.user else "",
                "role": f"{role.short or role.label}, {membership.place}",
                "switch_url": "/fonctions",
            },
        }
    )


def _current(request: HttpRequest, name: str, home: str, url: str) -> bool:
    """Whether an entry is lit: of the page that this one says it stands under, else of its address."""
    asked = policies.pages().get(request.resolver_match.view_name) if request.resolver_match else None
    if asked is not None and asked.under:
        return name == asked.under
    return request.path_info == home if url == home else request.path_info.startswith(url)
