"""Whoever has the dump, two dumps one act apart, what the log writes and the trace learns no answer of anybody."""

import json
import random
from collections.abc import Sequence
from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import connection

from rivage.accounts.fields import sealed
from rivage.support.evaluation.questions import EVALUATION, NOT_ASKED
from rivage.support.models import Tally
from rivage.support.tally import fields
from rivage.support.tally.cells import PEOPLE, Sums, layout, packed
from tests.attack.test_entering import alone
from tests.dossiers.path import new_person
from tests.stories import after
from tests.support.test_evaluation import LEAD, noted
from tests.world import World, acting

pytestmark = pytest.mark.django_db
CHANCE = 0.55
# Said nothing, said everything: what tells them apart is neither the hour nor the order.
BLOCKS = 9
TABLES = (
    "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1"
)
# Of the sums and of the last evaluation: where they lie; how far apart their transactions and instants are; sizes.
OF_ROWS = """
SELECT t.ctid::text, e.ctid::text, t.xmin::text::bigint - e.xmin::text::bigint, pg_column_size(t.sums),
  pg_column_size(e.counted), pg_column_size(e.answers), extract(epoch FROM e.created_at - t.created_at)
FROM support_tally t, support_evaluation e ORDER BY e.xmin::text::bigint DESC LIMIT 1
"""


def auc(scores: Sequence[float], secrets: Sequence[bool]) -> float:
    """How often somebody of one kind scores above somebody of the other; 0.5 is chance."""
    yes = [score for score, secret in zip(scores, secrets, strict=True) if secret]
    no = [score for score, secret in zip(scores, secrets, strict=True) if not secret]
    return sum((a > b) + (a == b) / 2 for a in yes for b in no) / (len(yes) * len(no))


def best(seen: Sequence[Sequence[float]], secrets: Sequence[bool]) -> float:
    """What the best of these clues, learnt on every other half of the people, makes of the rest."""
    known, left = ([n for n in range(len(secrets)) if (n // 4) % 2 == part] for part in (0, 1))

    def of(clue: int, among: Sequence[int]) -> float:
        return auc([seen[n][clue] for n in among], [secrets[n] for n in among])

    learnt = max(range(len(seen[0])), key=lambda clue: abs(of(clue, known) - 0.5))
    found = of(learnt, left)
    return found if of(learnt, known) >= 0.5 else 1 - found


class Attacker:
    """Everything but the keys: the superuser's eyes, before and after each act."""

    def __init__(self, opened: psycopg.Connection[Any]) -> None:
        self.opened = opened
        names = [name for (name,) in opened.execute(TABLES)]
        counted = " UNION ALL ".join(
            f"SELECT {n}, count(*), coalesce(sum(pg_column_size(t.*)), 0) FROM {name} t"
            for n, name in enumerate(names)
        )
        self.counted = f"{counted} ORDER BY 1"
        self.places = ("", "")

    def dump(self) -> list[int]:
        """Of every table: how many rows, and their bytes."""
        return [int(value) for row in self.opened.execute(self.counted) for value in row[1:]]

    def rows(self) -> list[float]:
        found = self.opened.execute(OF_ROWS).fetchone()  # type: ignore[arg-type]
        assert found is not None
        moved = [place != before for place, before in zip(found, self.places, strict=False)]
        self.places = found[:2]
        return [float(value) for value in (*moved, *found[2:])]


def answers(draw: random.Random, secret: bool) -> dict[str, str]:
    """All said, and changed; or nothing asked."""
    return {
        code: draw.choice(list(question.answers)) if secret else NOT_ASKED
        for code, question in EVALUATION.questions.items()
    }


def watched(world: World) -> tuple[list[list[float]], list[bool]]:
    """Each person's exit, as the attacker sees it, and what she said."""
    draw, first = random.Random(15), date(world.today.year + 1, 1, 10)  # noqa: S311 - invented answers
    seen, secrets = [], [secret for _ in range(BLOCKS) for secret in (True, False, False, True)]
    persons = [new_person(world, name=f"Awa Corail {n}") for n in range(len(secrets))]
    for person in persons:
        noted(world, person, day=first, on=first, **answers(draw, True))
    with alone("postgres") as opened:
        attacker = Attacker(opened)
        for person, secret in zip(persons, secrets, strict=True):
            before = attacker.dump()
            noted(world, person, "exit", first.replace(month=9), on=first.replace(month=9), **answers(draw, secret))
            moved = [after - held for after, held in zip(attacker.dump(), before, strict=True)]
            seen.append([*map(float, moved), *attacker.rows()])
    return seen, secrets


@pytest.mark.django_db(transaction=True)
def test_two_dumps_one_act_apart_the_trace_and_the_order_tell_no_answer(world: World) -> None:
    seen, secrets = watched(world)
    assert best(seen, secrets) <= CHANCE
    with acting(world[LEAD]) as actor:
        sums = Tally.objects.visible_to(actor).get().sums
    assert sums.cells[PEOPLE] == len(secrets), "what was watched was counted"


@pytest.mark.django_db(transaction=True)
def test_the_same_attacker_sees_sums_kept_in_their_own_length(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the attack is worth: sums kept in their own length, and they tell everybody's answers."""
    monkeypatch.setattr(
        fields, "packed", lambda sums: json.dumps([sums.saves, *([*c, n] for c, n in sums.cells.items())])
    )
    monkeypatch.setattr(fields, "unpacked", again)
    seen, secrets = watched(world)
    assert best(seen, secrets) > 0.9


def again(text: str) -> Sums:
    saves, *cells = json.loads(text)
    return Sums(saves, {tuple(cell): n for *cell, n in cells})  # type: ignore[misc]


def test_the_log_holds_as_many_records_whatever_the_sums(world: World) -> None:
    person = after(world, new_person)
    noted(world, person)
    sums = (Sums(9), Sums(9, dict.fromkeys(layout(EVALUATION.latest), 9)))
    with acting(world[LEAD]) as actor, connection.cursor() as cursor:
        row = Tally.objects.visible_to(actor).get()
        found: dict[bool, list[int]] = {True: [], False: []}
        for n in range(40):
            value = Tally._meta.get_field("sums").seal(row, sums[n % 2])
            cursor.execute("EXPLAIN (ANALYZE, WAL, FORMAT JSON) UPDATE support_tally SET sums = %s", [value])
            found[bool(n % 2)].append(cursor.fetchone()[0][0]["Plan"]["WAL Records"])
    # The first of a page is another.
    assert len({max(set(records), key=records.count) for records in found.values()}) == 1


def test_the_bytes_of_sums_tell_nothing_of_them(world: World) -> None:
    draw = random.Random(15)  # noqa: S311 - invented sums
    body, cells = world.bodies["estuaire33"].pk, layout(EVALUATION.latest)
    seen, secrets = [], [bool(n % 2) for n in range(4000)]
    empty, full = packed(Sums(3)), packed(Sums(3, {cell: draw.randrange(9) for cell in cells}))
    for secret in secrets:
        value = sealed(body, b"support_tally.sums:x", full if secret else empty)
        ones = sum(byte.bit_count() for byte in value)
        seen.append([float(len(value)), float(ones), float(value[-1]), float(value[-16]), float(value[40])])
    assert best(seen, secrets) <= CHANCE
