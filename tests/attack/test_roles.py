"""What may be opened to a role: written by nobody who acts, no more than its row says, nothing without one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from rivage.accounts import ceilings
from rivage.accounts.models import RoleRow
from rivage.config import checks
from rivage.config.server import EmbeddedServer
from rivage.core import clock
from rivage.core.perimeter import Perimeter, perimeter
from rivage.people.models import Identity, Person, Share
from tests.attack.test_shares import give, refused
from tests.attack.test_writing import run
from tests.dossiers.path import deposited
from tests.stories import after
from tests.world import World, acting

# Slices to read, slices to pass on, months, who opens. All others: nothing.
MOST: dict[str, tuple[str, str, int, str]] = {
    "delegate": (
        "reference identity correspondence situation account project aid pieces avis decision stay",
        "safety residence",
        36,
        "referent lead",
    ),
    "chair": ("reference identity situation account project aid avis", "decision", 12, "delegate secretary"),
    "seat": ("reference situation account project aid safety", "", 12, "delegate secretary"),
    "signatory": ("reference identity project avis decision", "", 12, "delegate secretary chair"),
    "desk": ("reference identity decision residence stay", "", 12, "referent lead delegate secretary"),
    "payer": ("reference identity decision correspondence", "", 12, "delegate secretary"),
}
NOTHING = ("", "", 0, "")
# The row of a role that another app would bring.
KNOWN = """INSERT INTO accounts_role
  (code, slices, passes, months, opened_by, own_files, holds, by_seat, body, leads, automatic, alone, relieves,
   everywhere) VALUES
  ('keeper', '{{{slices}}}', '{{}}', {months}, '{{lead}}', false, '{holds}', false, '{body}', {leads}, false, false,
  '{{}}', false)"""


@contextmanager
def known(server: EmbeddedServer, row: str) -> Iterator[None]:
    """The database knows of a role more."""
    database = str(settings.DATABASES["default"]["NAME"])
    server.psql(row, database=database)
    yield
    server.psql("DELETE FROM accounts_role WHERE code = 'keeper'", database=database)


@pytest.fixture
def keeper(embedded_server: EmbeddedServer, db: None) -> Iterator[None]:
    """The antenne opens the file number to it, for six months."""
    opened = {"slices": "reference", "months": 6, "holds": "keeper"}
    with known(embedded_server, KNOWN.format(**opened, body="desk", leads=False)):
        yield


@pytest.mark.django_db
def test_the_database_knows_of_each_role_what_the_design_gives_it() -> None:
    known = {row.code: row for row in RoleRow.objects.all()}
    assert set(MOST) <= set(known)
    for code, row in known.items():
        slices, passes, months, opened_by = MOST.get(code, NOTHING)
        assert set(row.slices) == set(slices.split()), code
        assert set(row.passes) == set(passes.split()), code
        assert (row.months, set(row.opened_by)) == (months, set(opened_by.split())), code
    assert ceilings.changed() == ([], [])


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["admins", "delegate:33", "lead:estuaire33"])
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO accounts_role SELECT * FROM accounts_role",
        "UPDATE accounts_role SET slices = '{identity}' WHERE code = 'payer'",
        "DELETE FROM accounts_role",
        "TRUNCATE accounts_role",
        "SELECT * FROM accounts_role FOR UPDATE",
    ],
)
def test_whoever_acts_writes_no_role(world: World, who: str, statement: str) -> None:
    with (
        acting(world.admins[0] if who == "admins" else world[who]),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        run(statement)


@pytest.mark.django_db
def test_nothing_opens_to_a_role_without_a_row(world: World) -> None:
    demande = after(world, deposited)
    for who in ("lead:estuaire33", "delegate:33"):
        with acting(world[who]) as actor:
            for holder in ("keeper:33", "secretary:33", "admin:33", "ministry:33", f"user:{uuid4()}", ""):
                assert refused(actor, demande, holder), holder
                assert refused(actor, demande, holder, slices=[]), holder


@pytest.mark.django_db
@pytest.mark.usefixtures("keeper")
def test_a_role_more_is_opened_what_its_row_says_by_whom_it_says(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["delegate:33"]) as delegate:
        assert refused(delegate, demande, "keeper:33")
    with acting(world["referent:estuaire33"]) as referent:
        assert refused(referent, demande, "keeper:33")
    with acting(world["lead:amarres33"]) as other:
        assert refused(other, demande, "keeper:33")
    with acting(world["lead:estuaire33"]) as lead:
        assert refused(lead, demande, "keeper:33", slices=["reference", "identity"])
        assert refused(lead, demande, "keeper:33", passes=["reference"])
        assert refused(lead, demande, "keeper:33", ends=clock.now() + timedelta(days=200))
        give(lead, demande, "keeper:33", ends=clock.now() + timedelta(days=170))
    with perimeter(Perimeter(role="keeper", holders=("keeper:33",), departements=("33",))):
        assert Person.objects.get().pk == demande.person_id
        assert not Identity.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("keeper")
def test_those_who_instruct_do_not_learn_what_an_antenne_opened_to_others(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["lead:estuaire33"]) as lead:
        give(lead, demande, "keeper:33")
        give(lead, demande, "desk:33")
    with acting(world["delegate:33"]):
        assert set(Share.objects.values_list("holder", flat=True)) == {"delegate:33", "desk:33"}
    with acting(world["delegate:75"]):
        assert not Share.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("keeper")
def test_the_installation_is_refused_when_its_roles_are_not_those_of_the_files() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("rivage_app",)
    assert [sentence for sentence in checks.declared_roles() if "keeper" in sentence] != []
