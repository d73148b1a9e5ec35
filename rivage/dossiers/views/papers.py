"""Papers of the antenne's workshop: their list, the page of each, which reads as it prints, and the file itself."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from rivage.accounts.http import ActingRequest, to
from rivage.core import answers
from rivage.core.answers import FORMS, UNPROCESSABLE, attempt
from rivage.core.paper.sheet import Sheet
from rivage.core.refusal import require
from rivage.dossiers import actions, states
from rivage.dossiers.enums import FOR_HER, DemandePaper, Kept, PersonPaper
from rivage.dossiers.forms.papers import HerFileForm, PrintForm
from rivage.dossiers.models import Demande
from rivage.dossiers.papers import WorkshopPaper
from rivage.dossiers.printing import asked, engaged, hers
from rivage.dossiers.printing import blank as blank_papers
from rivage.dossiers.standing import closed_on
from rivage.people import access, names
from rivage.people.models import Person
from rivage.people.screen import about, private, reach


@dataclass(frozen=True, slots=True)
class OfferedPaper:
    """A paper and its page. `why_not`: why it can't be made now; `sent`: it prints what left, which may differ;
    `language`: the one that its page shows, hence prints.
    """

    code: str
    made: WorkshopPaper
    told: asked.ToldPaper
    url: str
    file_url: str
    why_not: tuple[str, ...] = ()
    sent: bool = False
    language: str = engaged.FRENCH

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The others that it may be read in, each with its address."""
        found = engaged.wordings() if self.code == DemandePaper.ENGAGEMENTS else {}
        return [
            (f"{self.url}?langue={code}", words.language) for code, words in found.items() if code != self.language
        ]

    @property
    def hers(self) -> bool:
        """Whether it is made for her hands."""
        return self.code in FOR_HER


@require_safe
def papers(request: ActingRequest, person: UUID) -> HttpResponse:
    """Every paper that can be made of her and of her demandes now, the last one first."""
    held = private(request, person)
    require(access.can_write(request.membership, held))
    seen = Demande.objects.visible_to(request.membership).filter(person=held, taken_over=False)
    rows = list(seen.order_by("-created_at", "-n"))
    known = states.shown(request.membership, rows, request.on)
    listed = [
        {
            "demande": row,
            "title": states.title(row),
            "state": known[row.pk].state,
            "papers": [_line(request, row, kind) for kind in DemandePaper],
        }
        for row in rows
    ]
    context = {
        "person": held,
        "who": names.shown(request.membership, held.pk),
        "demandes": listed,
        "hers": [_hers_line(request, held, kind) for kind in PersonPaper if closed_on(held) is None],
        "on": request.on,
        **about(request, held),
    }
    return render(request, "dossiers/papers.html", context)


def _line(request: ActingRequest, demande: Demande, kind: DemandePaper) -> dict[str, Any]:
    return {
        "label": asked.title(demande, kind),
        "told": asked.TOLD[kind],
        "url": to(request, "dossiers:paper", demande=demande.pk, paper=kind),
    }


def _hers_line(request: ActingRequest, person: Person, kind: PersonPaper) -> dict[str, Any]:
    url = to(request, "dossiers:person_paper", person=person.pk, sheet=kind)
    return {"label": kind.label, "told": hers.TOLD[kind], "url": url}


def _of_demande(request: ActingRequest, demande: UUID, paper: str, language: str) -> tuple[Demande, OfferedPaper]:
    """A paper of a demande, through the gate, or 404; one that was written elsewhere has none."""
    rows = Demande.objects.visible_to(request.membership).filter(taken_over=False)
    row = get_object_or_404(rows.select_related("person__antenne"), pk=demande)
    if paper not in DemandePaper.values:
        raise Http404
    private(request, row.person_id)
    kind = DemandePaper(paper)
    shown = language if language in engaged.wordings() else engaged.FRENCH
    offered = OfferedPaper(
        code=kind,
        language=shown,
        made=asked.paper(row, kind, shown),
        told=asked.TOLD[kind],
        url=to(request, "dossiers:paper", demande=row.pk, paper=kind),
        file_url=to(request, "dossiers:paper_file", demande=row.pk, paper=kind),
        why_not=asked.why_not(row, kind),
        sent=asked.as_it_left(row),
    )
    return row, offered


def _form(offered: OfferedPaper, data: Any = None) -> PrintForm:
    made = HerFileForm if offered.code == PersonPaper.FILE else PrintForm
    return made(data, hers=offered.hers)


def _again(offered: OfferedPaper, request: ActingRequest) -> PrintForm:
    """What was typed, nothing of it judged yet."""
    return HerFileForm(hers=offered.hers, initial={"masks": request.POST.get("masks", "")})


@require_safe
def paper(request: ActingRequest, demande: UUID, paper: str) -> HttpResponse:
    """One paper of a demande, as it will be printed; and what is asked before."""
    row, offered = _of_demande(request, demande, paper, request.GET.get("langue", ""))
    return _page(request, row.person, offered, _form(offered))


def _about_her(request: ActingRequest, person: UUID, sheet: str, masks: str = "") -> tuple[Person, OfferedPaper]:
    """A paper about her, through the gate, or 404; none is made for whoever has died."""
    held = private(request, person)
    if sheet not in PersonPaper.values or closed_on(held) is not None:
        raise Http404
    kind = PersonPaper(sheet)
    return held, OfferedPaper(
        code=kind,
        made=hers.paper(request.membership, held, kind, request.on, masks),
        told=hers.TOLD[kind],
        url=to(request, "dossiers:person_paper", person=held.pk, sheet=kind),
        file_url=to(request, "dossiers:person_file", person=held.pk, sheet=kind),
    )


@require_safe
def person_paper(request: ActingRequest, person: UUID, sheet: str) -> HttpResponse:
    """One paper about her, as it will be printed; and what is asked before."""
    held, offered = _about_her(request, person, sheet)
    return _page(request, held, offered, _form(offered))


def _page(request: ActingRequest, person: Person, offered: OfferedPaper, form: PrintForm) -> HttpResponse:
    require(access.can_write(request.membership, person))
    held = Person.objects.select_related("antenne", "contact", "correspondence").get(pk=person.pk)
    context = {
        "person": held,
        "who": names.shown(request.membership, held.pk),
        "offered": offered,
        "sections": offered.made.sections,
        "form": form,
        "not_hers": offered.hers and form.data.get("keeps") == Kept.ANTENNE and not form.errors,
        "typed": [(name, form.data[name]) for name in (*form.fields, "language") if form.data.get(name)],
        "heading": offered.made.title,
        **(reach(held) if offered.hers else {}),
        **about(request, held, ("Papiers", to(request, "dossiers:papers", person=held.pk))),
    }
    return render(request, "dossiers/paper.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def paper_file(request: ActingRequest, demande: UUID, paper: str) -> HttpResponse:
    """The paper itself; back to its page where something is still to be asked, or where it does not leave with her."""
    row, offered = _of_demande(request, demande, paper, request.POST.get("language", ""))
    form = _form(offered, request.POST)
    if _stays(request, form):
        return _page(request, row.person, offered, form)

    def act() -> Sheet:
        said = form.values() | {"form": _kind(request), "language": offered.language}
        return actions.print_paper(actor=request.membership, on=request.on, demande=row, paper=paper, **said)

    made = attempt(form, act)
    return _handed(request, made) if made else _page(request, row.person, offered, form)


@require_POST
def person_file(request: ActingRequest, person: UUID, sheet: str) -> HttpResponse:
    """The paper itself; or its page again, what was typed masked, to be read before."""
    held, offered = _about_her(request, person, sheet, request.POST.get("masks", ""))
    form = _form(offered, request.POST)
    if "preview" in request.POST:
        return _page(request, held, offered, _again(offered, request))
    if _stays(request, form):
        return _page(request, held, offered, form)

    def act() -> Sheet:
        return actions.print_about_her(
            actor=request.membership, on=request.on, person=held, paper=sheet, form=_kind(request), **form.values()
        )

    made = attempt(form, act)
    return _handed(request, made) if made else _page(request, held, offered, form)


@require_safe
def blanks(request: ActingRequest) -> HttpResponse:
    """The papers of a demande without anybody's words, to be filled in by hand."""
    require(access.can_create(request.membership))
    listed = [
        {
            "title": title,
            "files": [(form, to(request, "dossiers:blank_file", blank=code, form=form)) for form in FORMS],
        }
        for code, title in blank_papers.TITLES.items()
    ]
    return render(request, "dossiers/blanks.html", {"listed": listed, "heading": "Papiers vierges"})


@require_safe
def blank_file(request: ActingRequest, blank: str, form: str) -> HttpResponse:
    """One of them; nobody is in it, and no trace is left."""
    require(access.can_create(request.membership))
    if blank not in blank_papers.TITLES:
        raise Http404
    return answers.paper(blank_papers.sheet(request.membership.body, blank), "document", form)


def _kind(request: ActingRequest) -> str:
    return "docx" if "docx" in request.POST else "pdf"


def _stays(request: ActingRequest, form: PrintForm) -> bool:
    """She can't keep it, and the page has not yet said what else can be done."""
    return form.is_valid() and form.cleaned_data.get("keeps") == Kept.ANTENNE and "here" not in request.POST


def _handed(request: ActingRequest, made: Sheet) -> HttpResponse:
    return answers.paper(made, "document", _kind(request))
