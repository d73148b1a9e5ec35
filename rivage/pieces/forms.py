"""The form of a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from rivage.core.forms import RivageForm
from rivage.pieces import reading
from rivage.pieces.enums import FileKind


class PieceFileForm(RivageForm):
    """A file, and what it is: nothing answers for who sends it."""

    file = forms.FileField(
        label="Le fichier",
        help_text="PDF, JPEG ou PNG, 20 Mo au plus. Une photo nette suffit.",
        error_messages={"required": "Choisissez un fichier.", "empty": reading.WHY["empty"]},
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    kind = forms.ChoiceField(
        label="Ce que c’est",
        choices=[("", "Choisir"), *FileKind.choices],
        error_messages={"required": "Dites ce que c’est."},
    )
    places = dict.fromkeys((*reading.WHY, "virus", "scanner_down"), "file")

    def clean_file(self) -> "UploadedFile[Any]":
        """Its size is known before it is read: of a larger one, nothing more was kept (`core.uploads`)."""
        held: UploadedFile[Any] = self.cleaned_data["file"]
        if (held.size or 0) > reading.MOST:
            raise forms.ValidationError(reading.WHY["too_big"])
        return held

    def told(self) -> dict[str, Any]:
        """The arguments of `actions.add_file`."""
        held = self.cleaned_data["file"]
        return {"kind": self.cleaned_data["kind"], "name": held.name or "", "content": held.read()}
