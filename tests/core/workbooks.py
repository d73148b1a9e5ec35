"""Workbooks by hand, sound and hostile: what a spreadsheet writes, and what it never would."""

import io
import struct
import zipfile

NUMBER = '<c r="{place}"><v>1</v></c>'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FREE, END, TABLE, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
SECTOR = 512


def zipped(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return stream.getvalue()


def xlsx(*sheets: str, state: str = "visible", shared: str = "") -> bytes:
    """Each sheet as the XML of its rows; `state` is the first one's, `shared` the text that cells of type s name 0."""
    numbers = range(1, len(sheets) + 1)
    named = "".join(
        f'<sheet name="S{n}" sheetId="{n}" state="{state if n == 1 else "visible"}" r:id="r{n}"/>' for n in numbers
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="b" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/s{n}.xml"/>' for n in numbers)
        + f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{shared}</t></si></sst>',
    }
    for n, rows in enumerate(sheets, start=1):
        parts[f"xl/worksheets/s{n}.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return zipped(parts)


def row(number: int, *cells: str) -> str:
    """A row of texts, from column A."""
    texts = (f'<c r="{chr(65 + n)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for n, cell in enumerate(cells))
    return f'<row r="{number}">{"".join(texts)}</row>'


def ods(rows: str, manifest: str = "") -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0">{manifest}'
            "</manifest:manifest>",
            "content.xml": f'<office:document-content xmlns:office="{OASIS}:office:1.0" '
            f'xmlns:table="{OASIS}:table:1.0" xmlns:text="{OASIS}:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="S">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def ods_row(*cells: str, times: int = 1) -> str:
    texts = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{times}">{texts}</table:table-row>'


def xls(*rows: tuple[str, ...]) -> bytes:
    """Old Excel (BIFF8): texts alone."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def opening(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))

    cells = b"".join(
        record(0x0204, struct.pack("<HHHHB", n, m, 0, len(cell), 0) + cell.encode("latin-1"))
        for n, texts in enumerate(rows)
        for m, cell in enumerate(texts)
    )
    sheet = opening(0x0010) + cells + record(0x000A, b"")
    start = len(opening(0x0005)) + len(record(0x0085, bytes(9))) + len(record(0x000A, b""))
    named = record(0x0085, struct.pack("<IBBBB", start, 0, 0, 1, 0) + b"S")
    return compound("Workbook", opening(0x0005) + named + record(0x000A, b"") + sheet)


def compound(name: str, stream: bytes) -> bytes:
    """The file of files of old Office, with one stream in it."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    sectors = len(stream) // SECTOR
    chain = [TABLE, END, *range(3, sectors + 2), END]
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", FREE) * 108

    def entry(named: str, kind: int, child: int, first: int, size: int) -> bytes:
        text = (named + "\0").encode("utf-16-le")
        told = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, NONE, NONE, child)
        return told + bytes(36) + struct.pack("<IQ", first, size)

    folder = entry("Root Entry", 5, 1, END, 0) + entry(name, 2, NONE, 2, len(stream))
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
    return header + table + folder.ljust(SECTOR, b"\0") + stream
