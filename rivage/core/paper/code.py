"""The square code at the foot of a signed page: it links a scan to its record and holds no name.

QR version 2, correction level M, alphanumeric mode (ISO/IEC 18004): 25 modules a side, at most 38 signs.
"""

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import ALPHA_NUM, MODE_ALPHA_NUM, QRData

VERSION = 2
SIDE = 25
CAPACITY = 38
SIGNS = ALPHA_NUM.decode()

Grid = list[list[bool]]


def check(text: str) -> str:
    """The text itself. ValueError for another sign than the 45 of the mode, or over 38."""
    if not 0 < len(text) <= CAPACITY or any(sign not in SIGNS for sign in text):
        raise ValueError("A code holds 1 to 38 capitals, digits, spaces or $%*+-./:")
    return text


def square(text: str) -> Grid:
    """25 rows of 25 modules, True for black. ValueError as `check` says."""
    check(text)
    code = QRCode(version=VERSION, error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(QRData(text.encode(), mode=MODE_ALPHA_NUM))
    code.make(fit=False)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def path(rows: Grid) -> str:
    """The black modules of a square as the path of a picture, one unit a module."""
    return "".join(
        f"M{column} {row}h1v1h-1z" for row, line in enumerate(rows) for column, black in enumerate(line) if black
    )


def svg(text: str) -> str:
    """The same square as a picture. Readers need four white modules around it: the page's."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" '
        f'shape-rendering="crispEdges"><path d="{path(square(text))}"/></svg>'
    )
