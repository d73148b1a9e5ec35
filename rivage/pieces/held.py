"""What her file says of her pieces: what each is. Its bytes leave one by one, as they were added."""

from rivage.dossiers.printing.held import register, withhold
from rivage.pieces.manifest import Manifest
from rivage.pieces.models import FileSegment, PieceFile


def _file(row: PieceFile) -> list[str]:
    said = Manifest.read(row.manifest)
    return [said.name or said.kind.label, f"{said.kind.label}, {said.media.label}, {said.pages} p., {said.weight}"]


register(PieceFile, _file)
withhold(FileSegment, "Chaque fichier se remet tel qu’il a été ajouté, depuis la page de ses pièces.")
