"""The press: sets one document after the other, in a process that holds nothing else. A file to run, never imported.

typst remembers all that it has set, and its binding offers no way to forget (typst-py 0.15, 2026-11): a pack of fifty
files leaves fifty MiB behind. So the press leaves once it weighs too much, and who needs it next starts another.

On its input, one line of JSON for each document: `template`, a path, and `data`, a text. On its output, b"P" or b"E",
a length on eight bytes, then the PDF or why typst refused. It ends with its input.
"""

import json
import os
import struct
import sys
from pathlib import Path

import typst

HEAD = struct.Struct(">cQ")


def main(root: Path, heavy: int) -> None:
    """Set what is asked until the input ends. `heavy`: the weight, in bytes, above which it leaves."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(root / "core" / "documents" / "fonts")],
    )
    compilers: dict[str, typst.Compiler] = {}
    while asked := sys.stdin.buffer.readline():
        document = json.loads(asked)
        path = document["template"]
        if path not in compilers:
            compilers[path] = typst.Compiler(path, root=str(root), font_paths=fonts, ignore_system_fonts=True)
        try:
            made = compilers[path].compile(format="pdf", pdf_standards=["ua-1"], sys_inputs={"data": document["data"]})
        except typst.TypstError as error:
            answer(b"E", str(error).encode())
        else:
            answer(b"P", bytes(made))  # type: ignore[arg-type]
        if weight() > heavy:
            return


def answer(kind: bytes, content: bytes) -> None:
    sys.stdout.buffer.write(HEAD.pack(kind, len(content)) + content)
    sys.stdout.buffer.flush()


def weight() -> int:
    """Bytes held now; zero on a system that does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
