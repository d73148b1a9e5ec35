"""A file of hers, with a canary in its name and in its bytes."""

from dataclasses import replace
from typing import Any

from rivage.accounts.models import Membership
from rivage.core.perimeter import current, perimeter
from rivage.pieces.enums import FileKind, Media
from rivage.pieces.manifest import Manifest
from rivage.pieces.models import FileSegment, PieceFile


def a_file(add: Any, author: Membership, said: Any) -> None:
    """`said`: the canary of a table and a column."""
    content = said("filesegment", "content").encode()
    manifest = Manifest(said("piecefile", "manifest"), FileKind.STAY, Media.PDF, len(content), 1).written()
    own = {"role": author.role, "membership": author.pk, "user": author.user_id}
    with perimeter(replace(current(), **own, cache={})):
        held = add(PieceFile, manifest=manifest, segments=1, recorded_by=author)
        add(FileSegment, file=held, position=0, of=1, content=content)
