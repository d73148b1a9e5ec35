"""The square code at the foot of a signed page: it links a scan to its record and holds no name.

QR version 2, correction level M, alphanumeric mode (ISO/IEC 18004): 25 modules a side, at most 38 signs.
"""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
SIDE = 25
CAPACITY = 38
DATA_WORDS, CORRECTION_WORDS = 28, 16
_LEVEL_M = 0b00

Grid = list[list[bool]]


def _field() -> tuple[list[int], list[int]]:
    """Powers and logarithms of GF(256), modulus x^8 + x^4 + x^3 + x^2 + 1."""
    powers, logs, value = [0] * 512, [0] * 256, 1
    for exponent in range(255):
        powers[exponent] = powers[exponent + 255] = value
        logs[value] = exponent
        value = (value << 1) ^ (0x11D if value & 0x80 else 0)
    return powers, logs


_POWERS, _LOGS = _field()


def _multiply(a: int, b: int) -> int:
    return _POWERS[_LOGS[a] + _LOGS[b]] if a and b else 0


def _correction(data: list[int]) -> list[int]:
    """Reed-Solomon words for one block."""
    generator = [1]
    for exponent in range(CORRECTION_WORDS):
        shifted = [*generator, 0]
        for place, factor in enumerate(generator):
            shifted[place + 1] ^= _multiply(factor, _POWERS[exponent])
        generator = shifted
    rest = data + [0] * CORRECTION_WORDS
    for place in range(len(data)):
        lead = rest[place]
        for offset, factor in enumerate(generator):
            rest[place + offset] ^= _multiply(factor, lead)
    return rest[len(data) :]


def _words(text: str) -> list[int]:
    """Mode, length, signs two by two on 11 bits, end, padding."""
    bits = f"0010{len(text):09b}"
    for start in range(0, len(text), 2):
        pair = [ALPHABET.index(sign) for sign in text[start : start + 2]]
        bits += f"{pair[0] * 45 + pair[1]:011b}" if len(pair) == 2 else f"{pair[0]:06b}"
    bits += "0" * min(4, DATA_WORDS * 8 - len(bits))
    bits += "0" * (-len(bits) % 8)
    words = [int(bits[start : start + 8], 2) for start in range(0, len(bits), 8)]
    while len(words) < DATA_WORDS:
        words += [0xEC, 0x11]
    return words[:DATA_WORDS]


def _finder(grid: Grid, fixed: Grid, top: int, left: int) -> None:
    """One of the three corner squares with its white margin."""
    for row in range(max(top - 1, 0), min(top + 8, SIDE)):
        for column in range(max(left - 1, 0), min(left + 8, SIDE)):
            distance = max(abs(row - top - 3), abs(column - left - 3))
            grid[row][column] = distance not in (2, 4)
            fixed[row][column] = True


def _frame() -> tuple[Grid, Grid]:
    """The modules that don't depend on the data, and which they are."""
    grid = [[False] * SIDE for _ in range(SIDE)]
    fixed = [[False] * SIDE for _ in range(SIDE)]
    for place in range(SIDE):
        grid[6][place] = grid[place][6] = place % 2 == 0
        fixed[6][place] = fixed[place][6] = True
    for top, left in ((0, 0), (0, SIDE - 7), (SIDE - 7, 0)):
        _finder(grid, fixed, top, left)
    for row in range(16, 21):
        for column in range(16, 21):
            grid[row][column] = max(abs(row - 18), abs(column - 18)) != 1
            fixed[row][column] = True
    for place in range(9):
        fixed[8][place] = fixed[place][8] = True
    for place in range(SIDE - 8, SIDE):
        fixed[8][place] = fixed[place][8] = True
    grid[SIDE - 8][8] = True
    return grid, fixed


def _format_bits(mask: int) -> list[bool]:
    """Level and mask, protected by a BCH code; bit 14 first."""
    data = _LEVEL_M << 3 | mask
    rest = data << 10
    for place in range(14, 9, -1):
        if rest >> place & 1:
            rest ^= 0x537 << (place - 10)
    value = (data << 10 | rest) ^ 0x5412
    return [bool(value >> place & 1) for place in range(14, -1, -1)]


_MASKS = (
    lambda r, c: (r + c) % 2 == 0,
    lambda r, c: r % 2 == 0,
    lambda r, c: c % 3 == 0,
    lambda r, c: (r + c) % 3 == 0,
    lambda r, c: (r // 2 + c // 3) % 2 == 0,
    lambda r, c: r * c % 2 + r * c % 3 == 0,
    lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2 == 0,
)


def _drawn(bits: str, mask: int) -> Grid:
    """The whole square under one mask: data in the zigzag of the standard, then the format twice."""
    grid, fixed = _frame()
    remaining = iter(bits)
    upward = True
    for right in (24, 22, 20, 18, 16, 14, 12, 10, 8, 5, 3, 1):
        for row in range(SIDE - 1, -1, -1) if upward else range(SIDE):
            for column in (right, right - 1):
                if not fixed[row][column]:
                    grid[row][column] = (next(remaining, "0") == "1") != _MASKS[mask](row, column)
        upward = not upward
    around = [(8, c) for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [(r, 8) for r in (7, 5, 4, 3, 2, 1, 0)]
    apart = [(r, 8) for r in range(SIDE - 1, SIDE - 8, -1)] + [(8, c) for c in range(SIDE - 8, SIDE)]
    for places in (around, apart):
        for (row, column), bit in zip(places, _format_bits(mask), strict=True):
            grid[row][column] = bit
    return grid


def _monotony(grid: Grid) -> int:
    """What makes a square hard to read: runs of five or more, blocks of four (rules 1 and 2 of the standard)."""
    total = 0
    for line in [*grid, *map(list, zip(*grid, strict=True))]:
        run = 1
        for place in range(1, SIDE + 1):
            if place < SIDE and line[place] == line[place - 1]:
                run += 1
                continue
            total += run - 2 if run >= 5 else 0
            run = 1
    for row in range(SIDE - 1):
        for column in range(SIDE - 1):
            below = grid[row + 1][column : column + 2]
            total += 3 * (grid[row][column] == grid[row][column + 1] == below[0] == below[1])
    return total


def square(text: str) -> Grid:
    """25 rows of 25 modules, True for black. ValueError for another sign than the 45 of the mode, or over 38."""
    if not 0 < len(text) <= CAPACITY or any(sign not in ALPHABET for sign in text):
        raise ValueError("A code holds 1 to 38 capitals, digits, spaces or $%*+-./:")
    words = _words(text)
    bits = "".join(f"{word:08b}" for word in words + _correction(words))
    return min((_drawn(bits, mask) for mask in range(8)), key=_monotony)


def svg(text: str) -> str:
    """The same square as a picture, one unit a module. Readers need four white modules around it: the page's."""
    path = "".join(
        f"M{column} {row}h1v1h-1z"
        for row, line in enumerate(square(text))
        for column, black in enumerate(line)
        if black
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" '
        f'shape-rendering="crispEdges"><path d="{path}"/></svg>'
    )
