"""What is sent as a file is never plain on a disk."""

import io
import os

import pytest

from rivage.core.uploads import MOST, SealedUpload, Spool


def test_a_spool_gives_back_what_was_put_and_keeps_none_of_it_plain() -> None:
    spool = Spool()
    for _ in range(40):
        spool.put(b"CANARI-corail" * 900)
    spool.seek(0)
    with os.fdopen(os.dup(spool._file.fileno()), "rb") as disk:
        disk.seek(0)
        assert b"CANARI" not in disk.read()
    spool.seek(0)
    assert spool.size == 40 * 900 * 13
    assert io.BufferedReader(spool).read() == b"CANARI-corail" * 36_000
    spool.close()


def test_a_spool_is_read_from_its_start_or_measured_and_nothing_else() -> None:
    spool = Spool()
    spool.put(b"rien")
    assert spool.seek(0, os.SEEK_END) == 4
    with pytest.raises(io.UnsupportedOperation):
        spool.seek(2)
    spool.close()


def test_above_the_largest_a_file_comes_with_its_size_alone() -> None:
    handler = SealedUpload()
    handler.new_file("file", "a.pdf", "application/pdf", 0)
    handler.receive_data_chunk(b"x" * 100, 0)
    handler.receive_data_chunk(b"y" * 100, MOST)
    held = handler.file_complete(MOST + 100)
    assert held.size == MOST + 100
    assert held.read() == b"x" * 100
    held.close()
