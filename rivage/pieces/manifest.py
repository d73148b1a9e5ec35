"""What a file is, as it is kept encrypted beside its bytes."""

import json
from dataclasses import asdict, dataclass

from rivage.pieces.enums import FileKind, Media


@dataclass(frozen=True, slots=True)
class Manifest:
    """`name`: as a page shows it, without suffix; `size`: in bytes."""

    name: str
    kind: FileKind
    media: Media
    size: int
    pages: int

    @classmethod
    def read(cls, written: str) -> "Manifest":
        """What `written` gave."""
        held = json.loads(written)
        return cls(held["name"], FileKind(held["kind"]), Media(held["media"]), held["size"], held["pages"])

    def written(self) -> str:
        """As the encrypted column keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def weight(self) -> str:
        """« 320 ko », « 4,2 Mo »."""
        if self.size < 1024 * 1024:
            return f"{max(1, round(self.size / 1024))} ko"
        return f"{self.size / 1024 / 1024:.1f} Mo".replace(".", ",")
