"""What is sent as a file: never plain on the disk of a web node, and bounded before it is kept."""

import io
import secrets
import tempfile
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MEBI = 1024 * 1024
# The largest file that any page takes, and the body around it.
MOST = 20 * MEBI
BODY = MOST + 2 * MEBI
TAG = 16


class Spool(io.RawIOBase):
    """A temporary file encrypted under a key of its own, that dies with it: written once, then read from its start."""

    CHUNK = 64 * 1024

    def __init__(self) -> None:
        super().__init__()
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        self._cipher = AESGCM(secrets.token_bytes(32))
        self._sizes: list[int] = []
        self._at, self._left = 0, b""

    def put(self, chunk: bytes) -> None:
        """Write a chunk after the others."""
        sealed = self._cipher.encrypt(self._nonce(len(self._sizes)), chunk, None)
        self._sizes.append(len(sealed))
        self._file.write(sealed)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Back to the start, or to the end, which Django asks to know a size."""
        if (offset, whence) not in ((0, 0), (0, 2)):
            raise io.UnsupportedOperation
        self._file.seek(0, whence)
        self._at, self._left = (len(self._sizes) if whence else 0), b""
        return self.size if whence else 0

    def tell(self) -> int:
        return self.size if self._at == len(self._sizes) and not self._left else 0

    @property
    def size(self) -> int:
        """Of what was put, in bytes."""
        return sum(self._sizes) - TAG * len(self._sizes)

    def readinto(self, buffer: Any) -> int:
        if not self._left and self._at < len(self._sizes):
            sealed = self._file.read(self._sizes[self._at])
            self._left = self._cipher.decrypt(self._nonce(self._at), sealed, None)
            self._at += 1
        found = self._left[: len(buffer)]
        self._left = self._left[len(found) :]
        buffer[: len(found)] = found
        return len(found)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _nonce(self, n: int) -> bytes:
        return n.to_bytes(12, "big")


class SealedUpload(FileUploadHandler):
    """Each file that is sent, spooled encrypted. Above the largest that any page takes, its bytes are dropped, and it
    comes with its size alone: its form says so.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.spool, self.dropped = Spool(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > MOST:
            self.dropped += len(raw_data)
        else:
            self.spool.put(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        if self.file_name is None:
            raise SkipFile
        self.spool.seek(0)
        held: Any = self.spool
        return UploadedFile(held, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra)
