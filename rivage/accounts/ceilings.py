"""What the database knows of roles: rows that `rivage migrate` brings to what every roles.yaml says."""

from django.db import transaction

from rivage.accounts import roles
from rivage.accounts.models import RoleRow


def _leads(role: roles.DeclaredRole) -> bool:
    return role.code in roles.authority(role.body)


def _body(role: roles.DeclaredRole) -> roles.DeclaredBody:
    return roles.bodies()[role.body]


def changed() -> tuple[list[RoleRow], list[RoleRow]]:
    """Roles that the database does not know as the files say them, and those that no file declares any more."""
    known = {row.code: row for row in RoleRow.objects.all()}
    declared = {
        role.code: RoleRow(
            code=role.code,
            slices=list(role.slices),
            passes=list(role.passes),
            months=role.months,
            opened_by=list(role.opened_by),
            own_files=role.own_files,
            apart=role.apart,
            holds=role.holds,
            by_seat=role.by_seat,
            body=role.body,
            leads=_leads(role),
            alone=bool(role.body) and roles.bodies()[role.body].alone,
            automatic=role.automatic,
            relieves=list(_body(role).relieves) if _leads(role) else [],
            everywhere=_leads(role) and _body(role).everywhere,
        )
        for role in roles.roles().values()
    }
    names = [field.attname for field in RoleRow._meta.concrete_fields]
    wanting = [
        row
        for code, row in declared.items()
        if code not in known or any(getattr(row, name) != getattr(known[code], name) for name in names)
    ]
    return wanting, [row for code, row in known.items() if code not in declared]


def write() -> list[str]:
    """Write them in one transaction, as rivage_owner. Gives what changed, in words; when nothing did, nothing is
    written nor locked.
    """
    with transaction.atomic():
        wanting, gone = changed()
        for row in wanting:
            row.save()
        for row in gone:
            row.delete()
    return [f"role {row.code}" for row in wanting] + [f"- role {row.code}" for row in gone]
