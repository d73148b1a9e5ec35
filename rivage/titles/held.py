"""What her file says of her rights and titles."""

from rivage.dossiers.printing.held import register
from rivage.titles.enums import SUBJECTS
from rivage.titles.models import RightFact
from rivage.titles.words import noted


def _fact(row: RightFact) -> list[str]:
    said = noted(row) if row.step else "Rien n’a eu lieu"
    return [SUBJECTS[row.what].label, said, *([f"Corrige ce qui était noté : {row.why}"] if row.why else [])]


register(RightFact, _fact)
