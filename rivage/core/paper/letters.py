"""What every letter of an administration has: who writes, to whom, how to contest."""

from dataclasses import dataclass
from datetime import date

from rivage.core.paper.sheet import Letterhead, SmallPrint, Stated
from rivage.law import recours
from rivage.law.wording import day

# The path is named on paper by its article alone: a letter is read by whoever opens it.
PATH = "le parcours prévu au II de l’article L121-9 du code de l’action sociale et des familles"


@dataclass(frozen=True, slots=True)
class Sender:
    """An authority and the one who signs for it. `capacity`: "Pour le préfet et par délégation,"; `quality`: "La
    secrétaire générale" (CRPA L212-1).
    """

    letterhead: Letterhead
    place: str
    capacity: str
    signatory: str = ""
    quality: str = ""

    def dated(self, on: date) -> str:
        """Bordeaux, le 14 décembre 2026."""
        return f"{self.place}, le {day(on)}"


@dataclass(frozen=True, slots=True)
class Named:
    """A person as she wishes to be called. `civility` is hers or none; `civil_name` and `born` ("le 12 mars 1994 à
    Benin City", "en 1994") only on a decision.
    """

    name: str
    civility: str = ""
    civil_name: str = ""
    born: str = ""

    @property
    def called(self) -> str:
        """Madame Mirela Dune, or the name alone."""
        return f"{self.civility} {self.name}".strip()

    @property
    def identified(self) -> str:
        """The same, with the civil name when it is another."""
        if not self.civil_name or self.civil_name == self.name:
            return self.called
        return f"{self.called} (état civil : {self.civil_name})"

    @property
    def birth(self) -> str:
        """« , née le 12 mars 1994 à Benin City, », after the name in an article; "" when nothing is known."""
        word = {"Madame": "née", "Monsieur": "né"}.get(self.civility, "né(e)")
        return f", {word} {self.born}," if self.born else ""


@dataclass(frozen=True, slots=True)
class Remedies:
    """How to contest: one sentence a remedy, and the court; `said`: the same, shorter, for a letter. `of` takes them
    from the law of a day.

    A letter carries no mark of what nobody has confirmed: `unsure` gives it to the page where the letter is signed.
    """

    ways: tuple[Stated, ...]
    court: str
    said: str = ""

    @classmethod
    def of(cls, on: date, court: str, act: recours.ContestedAct) -> "Remedies":
        """The remedies against such a decision notified on `on`. `court`: "tribunal administratif de Bordeaux"."""
        ways = recours.remedies(on, act)
        stated = tuple(Stated(way.sentence, way.to_confirm) for way in ways)
        return cls(stated, court, recours.together(ways))

    def block(self) -> SmallPrint:
        """The remedies, where to go, who helps. ValueError without any: without them no delay starts."""
        if not self.ways:
            raise ValueError("A decision says how to contest it.")
        return SmallPrint(
            "Si vous n’êtes pas d’accord",
            (
                self.said or " ".join(way.text for way in self.ways),
                f"Le tribunal est le {self.court} : par courrier, sur place, ou sur www.telerecours.fr. L’aide d’un "
                "avocat peut être gratuite (aide juridictionnelle). L’association peut vous aider à écrire.",
            ),
        )

    @property
    def unsure(self) -> tuple[str, ...]:
        """The sentences that rest on a value nobody has confirmed."""
        return tuple(way.text for way in self.ways if way.to_confirm)
