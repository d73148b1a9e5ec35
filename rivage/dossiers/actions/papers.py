"""Printing a paper of the workshop: nothing is written but its trace."""

from datetime import date
from typing import TypeVar

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.paper.sheet import Sheet
from rivage.core.refusal import no, require
from rivage.dossiers.actions.steps import hold
from rivage.dossiers.enums import FOR_HER, DemandePaper, Kept, PersonPaper
from rivage.dossiers.models import Demande
from rivage.dossiers.papers import workshop_sheet
from rivage.dossiers.printing import asked, engaged, hers
from rivage.people import access as people
from rivage.people.actions import hold as hold_person
from rivage.people.models import Person

Word = TypeVar("Word", DemandePaper, PersonPaper, Kept)


@verb
def print_paper(
    *,
    actor: Membership,
    on: date,
    demande: Demande,
    paper: str,
    form: str,
    keeps: str = "",
    language: str = engaged.FRENCH,
) -> Sheet:
    """A paper of a demande, traced as printed. `form`: "pdf", "docx"; `keeps`: a `Kept`, asked of a paper made for her
    hands; `language`: of engagements. Raises `Refused` for a paper that can't be made.
    """
    hold(demande, actor)
    require(people.can_write(actor, demande.person))
    kind, kept = _known(DemandePaper, paper), _answered(paper, keeps)
    if language not in engaged.wordings():
        raise no("no_language", "Ces engagements n’ont pas été relus dans cette langue : ils s’impriment en français.")
    if said := asked.why_not(demande, kind):
        raise no("name_said", " ".join(said))
    trace.record_about("paper_printed", demande, paper=kind.value, form=form, keeps=kept)
    return workshop_sheet(asked.paper(demande, kind, language))


@verb
def print_about_her(
    *,
    actor: Membership,
    on: date,
    person: Person,
    paper: str,
    form: str,
    keeps: str = "",
    masks: str = "",
    reread: bool = False,
) -> Sheet:
    """A paper about her, traced as printed; each is made for her hands. `masks`: words to mask in her file; `reread`:
    who prints read it for the names of other people. Raises `Refused` as `print_paper` does.
    """
    held = hold_person(person, actor)
    require(people.can_write(actor, held))
    kind, kept = _known(PersonPaper, paper), _answered(paper, keeps)
    if kind == PersonPaper.FILE and not reread:
        raise no("not_reread", "Relisez d’abord la copie : un nom d’une autre personne peut y rester.")
    trace.record_on("paper_printed", held, paper=kind.value, form=form, keeps=kept)
    return workshop_sheet(hers.paper(actor, held, kind, on, masks))


def _known(kinds: type[Word], word: str) -> Word:
    try:
        return kinds(word)
    except ValueError as error:
        raise no("no_paper", "Ce document n’existe pas.") from error


def _answered(paper: str, keeps: str) -> str:
    """What she said of a paper made for her hands; "" of another, of which nothing is asked."""
    if paper not in FOR_HER:
        return ""
    if not keeps:
        raise no("keeps_unsaid", "Demandez-lui d’abord si elle peut le garder sans danger.")
    return _known(Kept, keeps).value
