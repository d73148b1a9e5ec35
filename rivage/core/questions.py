"""Declared questions: words, answers by code, versions. Codes only, nothing that tells a story."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its words, and its answers by code."""

    label: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """Questions in their order, by version: what was answered to a former one keeps its words.

    `unsaid`: answers offered with every question, which say that there is none.
    """

    versions: Mapping[int, Mapping[str, Question]]
    unsaid: Mapping[str, str] = field(default_factory=dict)

    @property
    def latest(self) -> int:
        return max(self.versions)

    @property
    def questions(self) -> Mapping[str, Question]:
        """Those that are asked now."""
        return self.versions[self.latest]

    def offered(self, code: str, version: int | None = None) -> dict[str, str]:
        """The answers of a question, by code. KeyError for no question of this version."""
        return {**self.versions[version or self.latest][code].answers, **self.unsaid}

    def fields(self, empty: str = "", **more: Any) -> dict[str, forms.ChoiceField]:
        """A field of form for each question. `empty`: the words of no answer, where one may be left so."""
        none = [("", empty)] if empty else []
        return {
            code: forms.ChoiceField(
                label=question.label, choices=[*none, *self.offered(code).items()], required=not empty, **more
            )
            for code, question in self.questions.items()
        }

    def said(self, code: str, answers: Mapping[str, str], version: int | None = None) -> str:
        """What was answered, in words; "" where nothing was, or where the version did not ask."""
        asked = self.versions[version or self.latest]
        return self.offered(code, version).get(answers.get(code, ""), "") if code in asked else ""

    def lines(self, answers: Mapping[str, str], version: int | None = None) -> Iterator[tuple[str, str]]:
        """Each question and what was answered, in words."""
        for code, question in self.versions[version or self.latest].items():
            yield question.label, self.said(code, answers, version)

    def unanswered(self, answers: Mapping[str, str]) -> list[tuple[str, str]]:
        """Code and words of each question that nothing answers."""
        return [(code, question.label) for code, question in self.questions.items() if not answers.get(code)]

    def wrong(self, answers: Mapping[str, str]) -> list[str]:
        """The codes that are no question of the last version, or whose answer is none of its own."""
        return [code for code, said in answers.items() if code not in self.questions or said not in self.offered(code)]


def read(text: str) -> dict[str, str]:
    """The answers that a column holds."""
    found: dict[str, str] = json.loads(text)
    return found


def written(answers: Mapping[str, str], room: int = 0) -> str:
    """Answers as a column holds them. `room`: the length of every row, so that none tells how much was said."""
    return json.dumps(answers, sort_keys=True).ljust(room)
