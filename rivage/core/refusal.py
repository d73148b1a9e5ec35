"""How an action says no. Views show the sentence; the perimeter middleware rolls everything back."""

from rivage.law.verdict import Verdict, refuse


class Refused(Exception):
    """The action is not done, for the reasons of its verdict: each a sentence one can act on, with its article."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.sentence)
        self.verdict = verdict


class Stale(Refused):
    """Somebody, or another tab, acted in between: what this form was shown is no longer so."""

    def __init__(self) -> None:
        super().__init__(
            refuse("stale", "Quelqu’un a agi entre-temps, ou un autre onglet. Rouvrez la page, puis recommencez.")
        )


def require(verdict: Verdict) -> None:
    """Go on if the verdict allows, else raise `Refused`."""
    if not verdict:
        raise Refused(verdict)


def no(code: str, sentence: str, article: str = "") -> Refused:
    """A refusal with one reason, to be raised."""
    return Refused(refuse(code, sentence, article=article))


def reasoned(why: str) -> str:
    """Why something is corrected, as it is kept. Raises `Refused` where it is not said."""
    if not why.strip():
        raise no("no_reasons", "Dites pourquoi : ce qui était noté reste avec votre raison.")
    return why.strip()
