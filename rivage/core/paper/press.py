"""The press: sets one document, in a process that holds nothing else. A file to run; tests alone import it.

typst remembers all that it has set, and its binding offers no way to forget (typst-py 0.15, 2026-11): a pack of fifty
files left fifty MiB in the process that asked. Its arguments are a template and the root it may read; its input is
what the template reads; its output is the PDF, or nothing, and why, with the code REFUSED.
"""

import signal
import sys

import typst

REFUSED = 3
# Whoever asked may be gone before this, and would not stop it any more.
LONGEST = 30


def made(template: str, root: str, data: str) -> bytes:
    """The PDF. Raises typst.TypstError."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[f"{root}/core/documents/fonts"]
    )
    compiler = typst.Compiler(template, root=root, font_paths=fonts, ignore_system_fonts=True)
    return bytes(compiler.compile(format="pdf", pdf_standards=["ua-1"], sys_inputs={"data": data}))  # type: ignore[arg-type]


def main(template: str, root: str) -> int:
    signal.alarm(LONGEST)
    data = sys.stdin.buffer.read().decode()
    try:
        document = made(template, root, data)
    except typst.TypstError as error:
        print(error, file=sys.stderr)
        return REFUSED
    sys.stdout.buffer.write(document)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
