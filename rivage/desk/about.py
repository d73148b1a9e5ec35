"""What stands at the foot of every page, read from what the house declares: help, access, personal data."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps

from rivage.accounts import policies, roles
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.models import Retention, Row
from rivage.law.wording import listed
from rivage.people.enums import Purpose, Slice

# What her antenne alone reads, and what needs her word besides.
WITH_HER_WORD = {Slice.SAFETY: "si elle l’accepte"}


@dataclass(frozen=True, slots=True)
class PartRead:
    """A part of a file, and who reads it outside her antenne, if anybody."""

    label: str
    readers: str


def parts_read() -> list[PartRead]:
    """Each part of a file with the functions that it may be opened to, as roles.yaml bounds them."""
    held = roles.roles()
    found = []
    for part in Slice:
        readers = [role.label for role in held.values() if role.holds and part in held[role.holds].slices]
        said = listed([_low(label) for label in readers])
        word = f", {WITH_HER_WORD[part]}" if part in WITH_HER_WORD and readers else ""
        found.append(PartRead(part.label, f"{said}{word}" if said else "personne hors de l’association"))
    return found


def openings() -> list[dict[str, Any]]:
    """Each gesture that opens a file: on what ground, to read what, for how long at most."""
    found = [one for name, one in policies.openings().items() if one.slices]
    return [
        {
            "purpose": Purpose(one.purpose).label,
            "ground": one.ground,
            "what": listed([Slice(part).label for part in one.slices]),
            "months": one.months,
        }
        for one in found
    ]


def retention() -> list[Retention]:
    """How long each part is kept, once each, as the tables declare it."""
    declared = (model for model in apps.get_models() if issubclass(model, Row))
    return list(dict.fromkeys(line for model in declared for line in model.RETENTION))


def help_of(membership: Membership) -> dict[str, Any]:
    """What is hers to do here, where things are, whom she tells of what."""
    role = roles.role(membership.role)
    entries = [
        {"label": entry.label, "url": link(membership, name), "what": policies.pages()[name].what}
        for name, entry in policies.entries(membership.role)
    ]
    entries += [
        {"label": page.named, "url": link(membership, page.name), "what": page.what}
        for page in policies.named(membership.role)
    ]
    return {
        "role": role,
        "entries": entries,
        "leading": _leading(membership),
        "address": membership.body.address_lines,
        "body": membership.body,
    }


def _leading(membership: Membership) -> list[Membership]:
    """Who gives, ends and gives back the functions of this body, but for whoever asks; else who stands above."""
    now = clock.now()
    rows = Membership.objects.with_authority(membership.body, now).exclude(user=membership.user_id)
    found = list(rows.select_related("user", "body").order_by("starts"))
    return found or list(
        Membership.objects.above(membership.body, now)
        .exclude(user=membership.user_id)
        .select_related("user", "body")
        .order_by("starts")[:5]
    )


def _low(label: str) -> str:
    return label[:1].lower() + label[1:]
