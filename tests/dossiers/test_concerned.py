"""How many periods a change of law concerns, département by département: counts, never a person."""

import shutil
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command

from rivage.dossiers import actions
from rivage.dossiers.enums import ParcoursEnd
from rivage.dossiers.jobs import concerned
from rivage.dossiers.models import Period
from rivage.law import values
from tests.dossiers.path import deposited
from tests.stories import after
from tests.world import World, acting

DAY = timedelta(days=1)


@pytest.fixture
def period(world: World) -> Period:
    demande = after(world, deposited)
    with acting(world["delegate:33"]) as delegate:
        return actions.grant_period(
            actor=delegate, on=world.today, demande=demande, decision_id=uuid4(), starts=world.today, months=6
        )


def counted(start: date, end: date | None) -> int:
    return concerned(start, end).get("33", 0)


@pytest.mark.django_db
def test_a_period_is_concerned_from_its_first_to_its_last_day(period: Period) -> None:
    first, last = period.starts, period.ends - DAY
    assert (counted(first - DAY, first - DAY), counted(first - DAY, first)) == (0, 1)
    assert (counted(last, last), counted(last + DAY, last + DAY)) == (1, 0)
    assert (counted(last, None), counted(last + DAY, None)) == (1, 0)


@pytest.mark.django_db
def test_days_without_rights_do_not_count(world: World, period: Period) -> None:
    stop = period.starts + 10 * DAY
    with acting(world["delegate:33"]) as delegate:
        actions.end_rights(
            actor=delegate,
            on=stop,
            parcours=period.parcours,
            ended_on=stop,
            kind=ParcoursEnd.NOT_RENEWED,
        )
    assert (counted(stop - DAY, None), counted(stop, None)) == (1, 0)


@pytest.mark.django_db
def test_the_command_tells_numbers_and_nobody(period: Period, tmp_path: Path) -> None:
    folder = tmp_path / "parameters"
    shutil.copytree(values.FOLDER, folder)
    text = (folder / "afis.yaml").read_text(encoding="utf-8")
    (folder / "afis.yaml").write_text(text.replace('"559.44"', '"343.20"'), encoding="utf-8")
    said = StringIO()
    call_command("law_concerned", folder=folder, stdout=said)
    told = said.getvalue().replace("\u00a0", " ")
    assert "Depuis le 1er décembre 2025 :\n- 33 : 1 période\n- en tout : 1 période" in told
    assert str(period.person_id) not in told
