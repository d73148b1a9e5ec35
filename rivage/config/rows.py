"""Applies the rows.sql of every app: row policies, triggers, column grants."""

from pathlib import Path

from django.apps import apps
from django.db import connection, transaction


def rows_files() -> list[Path]:
    """Every rows.sql of ours, in the order of the house."""
    folders = [Path(app.path) for app in apps.get_app_configs() if app.name.startswith("rivage.")]
    return [folder / "rows.sql" for folder in folders if (folder / "rows.sql").is_file()]


def apply_rows() -> list[Path]:
    """Apply every rows.sql in one transaction, as the role of the connection (rivage_owner). Gives the files."""
    files = rows_files()
    with transaction.atomic(), connection.cursor() as cursor:
        for path in files:
            cursor.execute(path.read_text(encoding="utf-8"))
    return files
