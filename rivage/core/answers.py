"""What a view answers: a refusal, which leaves what was typed and nothing half-done, or a file."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse

from rivage.core import sheets
from rivage.core.forms import RivageForm, VersionedForm
from rivage.core.paper import draft, file_name, printed
from rivage.core.paper.names import Kind, suffix_of
from rivage.core.paper.sheet import Sheet
from rivage.core.refusal import Refused, Stale
from rivage.law.verdict import Outcome

UNPROCESSABLE = 422
BOTH_KEPT = (
    "Quelqu’un a enregistré autre chose pendant que vous écriviez, ou un autre onglet. Vos mots sont gardés ici, et "
    "ce qui est en place est montré à côté : relisez les deux, puis enregistrez de nouveau."
)
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": sheets.XLSX,
    "ods": sheets.ODS,
    "csv": sheets.CSV,
    "jpg": "image/jpeg",
    "png": "image/png",
}
# A document as it is printed, and as a draft to be adapted.
FORMS: dict[str, Callable[[Sheet], bytes]] = {"pdf": printed, "docx": draft}


def say(form: forms.Form, refused: Refused) -> None:
    """Put the reasons of a refusal above the form, or at the field that its `places` names by the code of the reason,
    each with its article; beside a stale one, what stands instead.
    """
    if isinstance(refused, Stale) and isinstance(form, VersionedForm):
        form.compare()
        form.outdated = True
        form.add_error(None, form.stale or BOTH_KEPT)
        return
    places = form.places if isinstance(form, RivageForm) else {}
    reasons = refused.verdict.reasons
    # What weighs for the gesture is an advice, or an information: no point to correct.
    against = [reason for reason in reasons if reason.outcome is not Outcome.YES] or list(reasons)
    known = [reason.sentence for reason in reasons if reason.always_said and reason not in against]
    for reason in against:
        said = f"{reason.sentence} ({reason.article})" if reason.article else reason.sentence
        form.add_error(places.get(reason.code), " ".join([said, *known]))
        known = []


def attempt(form: forms.Form, act: Callable[[], Any]) -> Any:
    """Act if the form is valid. A refusal undoes what the action had begun and becomes an error of the form.

    Returns what the action gives, True when it gives nothing, None when it was not done.
    """
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            done = act()
    except Refused as refused:
        say(form, refused)
        return None
    return True if done is None else done


def download(content: bytes, name: str, *, shown: bool = False) -> HttpResponse:
    """A file that leaves, of the type that its suffix says and of no other, kept in no cache.

    `shown`: opened in the browser, not saved. Raises ValueError for a name that could say something, KeyError for a
    suffix that no type is known of.
    """
    place = "inline" if shown else "attachment"
    return HttpResponse(
        content,
        content_type=TYPES[suffix_of(name)],
        headers={
            "Content-Disposition": f'{place}; filename="{name}"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def paper(sheet: Sheet, kind: Kind, form: str, *, shown: bool = False) -> HttpResponse:
    """A document in one of `FORMS`. `shown`: printed, it opens in the browser; a draft never does.

    Raises Http404 for another form.
    """
    if form not in FORMS:
        raise Http404
    return download(FORMS[form](sheet), file_name(kind, sheet.reference, form), shown=shown and form == "pdf")
