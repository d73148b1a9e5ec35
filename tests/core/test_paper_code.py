"""The square code read back by another way: format from the standard's table, syndromes, then the text."""

import pytest

from rivage.core.paper.code import square, svg

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
# ISO/IEC 18004, table of format information: level M, masks 0 to 7.
FORMATS = (
    "101010000010010",
    "101000100100101",
    "101111001111100",
    "101101101001011",
    "100010111111001",
    "100000011001110",
    "100111110010111",
    "100101010100000",
)
MASKS = (
    lambda i, j: (i + j) % 2,
    lambda i, j: i % 2,
    lambda i, j: j % 3,
    lambda i, j: (i + j) % 3,
    lambda i, j: (i // 2 + j // 3) % 2,
    lambda i, j: (i * j) % 2 + (i * j) % 3,
    lambda i, j: ((i * j) % 2 + (i * j) % 3) % 2,
    lambda i, j: ((i + j) % 2 + (i * j) % 3) % 2,
)


def mask_of(grid) -> int:
    """The mask, from the copy around the top left corner; the other copy must say the same."""
    beside = [grid[8][c] for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [grid[r][8] for r in (7, 5, 4, 3, 2, 1, 0)]
    apart = [grid[r][8] for r in range(24, 17, -1)] + [grid[8][c] for c in range(17, 25)]
    assert beside == apart
    return FORMATS.index("".join(str(int(bit)) for bit in beside))


def is_data(row: int, column: int) -> bool:
    """Version 2: outside the three corners, the timing lines and the one alignment square."""
    corners = (row < 9 and column < 9) or (row < 9 and column > 16) or (row > 16 and column < 9)
    return not (corners or 6 in (row, column) or (16 <= row <= 20 and 16 <= column <= 20))


def words_of(grid) -> list[int]:
    masked = MASKS[mask_of(grid)]
    columns = [pair for right in range(24, 6, -2) for pair in [(right, right - 1)]] + [(5, 4), (3, 2), (1, 0)]
    bits = ""
    for turn, pair in enumerate(columns):
        for row in range(25) if turn % 2 else range(24, -1, -1):
            for column in pair:
                if is_data(row, column):
                    bits += str(int(grid[row][column] ^ (masked(row, column) == 0)))
    return [int(bits[start : start + 8], 2) for start in range(0, 44 * 8, 8)]


def times(a: int, b: int) -> int:
    """Product in GF(256), the long way."""
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = (a << 1) ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product


def text_of(words: list[int]) -> str:
    bits = "".join(f"{word:08b}" for word in words)
    assert bits[:4] == "0010"
    length, place, text = int(bits[4:13], 2), 13, ""
    while length - len(text) >= 2:
        pair = int(bits[place : place + 11], 2)
        text += ALPHABET[pair // 45] + ALPHABET[pair % 45]
        place += 11
    return text + (ALPHABET[int(bits[place : place + 6], 2)] if length > len(text) else "")


@pytest.mark.parametrize(
    "text", ["A", "2026", "RV7K2M9QXT4H", "R-9F3T 2026-33-0041", "X" * 38, ALPHABET[:38], ALPHABET[7:]]
)
def test_a_reader_finds_the_text_and_can_correct_it(text):
    words = words_of(square(text))
    assert text_of(words) == text
    root = 1
    for _ in range(16):
        syndrome = 0
        for word in words:
            syndrome = times(syndrome, root) ^ word
        assert syndrome == 0
        root = times(root, 2)


def test_the_corners_are_those_a_reader_looks_for():
    grid = square("RV7K2M9QXT4H")
    finder = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
    for top, left in ((0, 0), (0, 18), (18, 0)):
        assert ["".join(str(int(m)) for m in grid[top + r][left : left + 7]) for r in range(7)] == finder
    assert grid[17][8]


def test_the_picture_has_one_square_a_black_module():
    assert svg("RV7K2M9QXT4H").count("h1v1h-1z") == sum(map(sum, square("RV7K2M9QXT4H")))


def test_the_same_text_is_always_the_same_square():
    assert svg("R-9F3T 2026-33-0041") == svg("R-9F3T 2026-33-0041")


@pytest.mark.parametrize("text", ["", "X" * 39, "minuscule", "É", "RV\n7"])
def test_what_a_code_cannot_hold_is_refused(text):
    with pytest.raises(ValueError, match="1 to 38"):
        square(text)
