"""The W3C's checker (vnu) and HTML_CodeSniffer: brought by npm as the lock beside says, Java and npm by Debian."""

import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
PLACE = Path(sys.prefix) / "checkers"
VNU = PLACE / "node_modules/vnu-jar/build/dist/vnu.jar"
SNIFFER = PLACE / "node_modules/@pa11y/html_codesniffer/build/HTMLCS.js"
FILES = ("package.json", "package-lock.json", ".npmrc")
NEEDS = {"java": "default-jre-headless", "npm": "npm"}


def bring() -> None:
    """Install them beside the packages of Python, once a lock. SystemExit names the package of Debian to add."""
    for command, package in NEEDS.items():
        if shutil.which(command) is None:
            raise SystemExit(f"No {command}: install the Debian package {package}.")
    lock, brought = (FOLDER / "package-lock.json").read_bytes(), PLACE / "brought"
    if brought.exists() and brought.read_bytes() == lock:
        return
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir()
    for name in FILES:
        shutil.copy(FOLDER / name, PLACE / name)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=PLACE, check=True)
    brought.write_bytes(lock)
