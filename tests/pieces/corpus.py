"""Files that a test makes: honest ones, and those that lie."""

import io
import zipfile
import zlib

import pikepdf
from PIL import Image

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(pages: int = 1, **catalog: object) -> bytes:
    """A document of blank pages. `catalog`: keys added to its root."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    for key, value in catalog.items():
        made.Root[f"/{key}"] = made.make_indirect(value) if isinstance(value, pikepdf.Dictionary) else value
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def closed_pdf() -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    out = io.BytesIO()
    made.save(out, encryption=pikepdf.Encryption(user="corail", owner="corail"))
    return out.getvalue()


def carrying_pdf() -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    made.attachments["autre.txt"] = b"rien"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def noted_pdf(kind: str, **more: object) -> bytes:
    """A page whose margin bears an annotation of a kind, or whose action runs."""
    made = pikepdf.new()
    made.add_blank_page()
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(kind), Rect=[0, 0, 9, 9], **more)
    made.pages[0].Annots = made.make_indirect(pikepdf.Array([made.make_indirect(note)]))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def script() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def image(form: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **how: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "white" if mode != "L" else 200).save(out, form, **how)  # type: ignore[arg-type]
    return out.getvalue()


def moving() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), one) for one in ("white", "black", "red")]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def bomb() -> bytes:
    """A picture of 200 megapixels in a few kilobytes."""
    wide, high = 20_000, 10_000

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = wide.to_bytes(4, "big") + high.to_bytes(4, "big") + bytes([1, 0, 0, 0, 0])
    data = zlib.compress(bytes((wide // 8 + 1) * high), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", "rien")
    return out.getvalue()


HONEST: dict[str, tuple[str, bytes, int]] = {
    **{f"pdf of {n}": (f"document-{n}.pdf", pdf(n), n) for n in (1, 2, 9, 200)},
    **{
        f"jpeg {mode} {size}": ("photo.jpg", image("JPEG", size, mode), 1)
        for mode in ("RGB", "L")
        for size in ((1, 1), (40, 30), (3000, 2000))
    },
    "jpeg of a long suffix": ("photo.jpeg", image("JPEG"), 1),
    "jpeg in capitals": ("PHOTO.JPG", image("JPEG"), 1),
    "jpeg progressive": ("photo.jpg", image("JPEG", progressive=True), 1),
    "jpeg in four inks": ("photo.jpg", image("JPEG", mode="CMYK"), 1),
    "jpeg with what a phone writes": (
        "photo.jpg",
        image("JPEG", exif=b"Exif\x00\x00II*\x00\x08" + bytes(5)),
        1,
    ),
    **{f"png {mode}": ("image.png", image("PNG", mode=mode), 1) for mode in ("RGB", "RGBA", "L", "P", "1")},
    "pdf with a newline at its end": ("document.pdf", pdf() + b"\r\n", 1),
    "name that climbs": ("../../etc/passwd.pdf", pdf(), 1),
    "name turned around": ("\u202efdp.exe\u202c.pdf", pdf(), 1),
    "name of a folder": ("C:\\Users\\x\\scan.pdf", pdf(), 1),
    "pdf that opens on its first page": ("document.pdf", pdf(1, PageMode=pikepdf.Name.UseNone), 1),
    "pdf with a link to itself": ("document.pdf", noted_pdf("/Link"), 1),
}

REFUSED: dict[str, tuple[str, bytes, str]] = {
    "nothing": ("document.pdf", b"", "empty"),
    "spaces": ("document.pdf", b"   \n", "unknown_format"),
    "no suffix": ("document", pdf(), "suffix"),
    "word": ("document.docx", archive(), "suffix"),
    "svg": ("image.svg", b"<svg/>", "suffix"),
    "gif": ("image.gif", image("GIF"), "suffix"),
    "tiff": ("image.tif", image("TIFF"), "suffix"),
    "webp": ("image.webp", image("WEBP"), "suffix"),
    "program": ("document.pdf.exe", b"MZ\x90\x00", "suffix"),
    "program called pdf": ("document.pdf", b"MZ\x90\x00" + bytes(200), "unknown_format"),
    "archive called pdf": ("document.pdf", archive(), "unknown_format"),
    "page called pdf": ("document.pdf", b"<!doctype html><script>1</script>", "unknown_format"),
    "gif called png": ("image.png", image("GIF"), "unknown_format"),
    "jpeg called pdf": ("document.pdf", image("JPEG"), "other_format"),
    "pdf called jpeg": ("photo.jpg", pdf(), "other_format"),
    "png called jpeg": ("photo.jpg", image("PNG"), "other_format"),
    "jpeg called png": ("photo.png", image("JPEG"), "other_format"),
    "pdf behind a word": ("document.pdf", b"x" + pdf(), "unknown_format"),
    "eicar": ("document.pdf", EICAR, "unknown_format"),
    "pdf then an archive": ("document.pdf", pdf() + archive(), "polyglot"),
    "pdf then a page": ("document.pdf", pdf() + b"<script>1</script>", "polyglot"),
    "jpeg then an archive": ("photo.jpg", image("JPEG") + archive(), "polyglot"),
    "png then an archive": ("image.png", image("PNG") + archive(), "polyglot"),
    "jpeg that says a page": ("photo.jpg", image("JPEG", comment=b"<script>1</script>"), "polyglot"),
    "pdf with a lock": ("document.pdf", closed_pdf(), "password"),
    "pdf with another inside": ("document.pdf", carrying_pdf(), "carried"),
    "pdf that runs at opening": ("document.pdf", pdf(1, OpenAction=script()), "active"),
    "pdf that runs by names": (
        "document.pdf",
        pdf(1, Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([])))),
        "active",
    ),
    "pdf that launches": (
        "document.pdf",
        noted_pdf("/Link", A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc"))),
        "active",
    ),
    "pdf that sends": (
        "document.pdf",
        noted_pdf("/Link", A=pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F=pikepdf.String("x"))),
        "active",
    ),
    "pdf with a form that runs": ("document.pdf", noted_pdf("/Link", AA=pikepdf.Dictionary(K=script())), "active"),
    "pdf with a file in its margin": ("document.pdf", noted_pdf("/FileAttachment"), "carried"),
    "pdf with a film": ("document.pdf", noted_pdf("/RichMedia"), "carried"),
    "pdf with a sound": ("document.pdf", noted_pdf("/Sound"), "carried"),
    "pdf with an old form": (
        "document.pdf",
        pdf(1, AcroForm=pikepdf.Dictionary(XFA=pikepdf.String("x"), Fields=pikepdf.Array([]))),
        "carried",
    ),
    "pdf of 201 pages": ("document.pdf", pdf(201), "too_many_pages"),
    "pdf of no page": ("document.pdf", pdf(0), "no_page"),
    "pdf cut": ("document.pdf", pdf(9)[:300], "cut"),
    "pdf of its head alone": ("document.pdf", b"%PDF-1.7\n%%EOF\n", "unreadable"),
    "jpeg cut": ("photo.jpg", image("JPEG", (300, 300))[:-40], "cut"),
    "png cut": ("image.png", image("PNG", (300, 300))[:-20], "cut"),
    "png of 200 megapixels": ("image.png", bomb(), "too_many_pixels"),
    "png that moves": ("image.png", moving(), "moving"),
    "jpeg of its head alone": ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(40) + b"\xff\xd9", "unreadable"),
    "png of its head alone": ("image.png", b"\x89PNG\r\n\x1a\n" + bytes(40) + b"IEND\xaeB`\x82", "unreadable"),
    "21 Mo": ("document.pdf", pdf() + b" " * (21 * 1024 * 1024), "too_big"),
}
