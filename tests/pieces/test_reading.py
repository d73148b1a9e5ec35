"""Which files are taken: those of three formats that are wholly what they say, and no other."""

import pytest

from rivage.core.refusal import Refused
from rivage.pieces import reading
from tests.pieces.corpus import HONEST, REFUSED


def test_the_corpus_is_of_sixty_files() -> None:
    assert len(HONEST) + len(REFUSED) >= 60


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_file_is_taken(name: str) -> None:
    called, content, pages = HONEST[name]
    found = reading.check(content, called)
    assert found.pages == pages
    assert not set(found.name) & {"/", "\\", "\u202e", "\u202c", "\x00"}
    assert ".." not in found.name


@pytest.mark.parametrize("name", REFUSED)
def test_any_other_is_refused_with_its_cause(name: str) -> None:
    called, content, code = REFUSED[name]
    with pytest.raises(Refused) as caught:
        reading.check(content, called)
    (reason,) = caught.value.verdict.reasons
    assert (reason.code, reason.sentence) == (code, reading.WHY[code])
