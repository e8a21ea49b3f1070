"""Lines of facilities in the bytes as received: found by looking for the CCN, numbered as a spreadsheet numbers rows.

Row numbers are stored nowhere: numbering rows would slow every load. A file whose lines are its records is searched as bytes and its
line ends counted; in others the records with line ends inside are told apart first.
"""

from __future__ import annotations

import codecs
import io
import mmap
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kerok.errors import LakeDamaged
from kerok.headers import HeaderMatch, match_header
from kerok.landing import Record, decode, read_records, split_cells
from kerok.ledger import SourceFile
from kerok.sources.folder import shown

SEARCHED = 4  # more facilities than this are found in one pass over all records
_CHUNK = 1 << 20
_BLANKS = " \t\n\x0b\x0c\r\xa0"
_WELL_QUOTED = re.compile(rb'(?:"(?:[^"]|"")*"|[^",]*)(?:,(?:"(?:[^"]|"")*"|[^",]*))*')
CCN_COLUMNS = {"pbj": "provnum", "providerinfo": "cms_certification_number_ccn"}


def clean(cell: str) -> str:
    """The cell without surrounding blanks, as ``clean_text`` leaves it; empty where nothing is left."""
    return cell.strip(_BLANKS)


def ccn_in(cell: str) -> str:
    """The CCN that a cell stands for if its row was kept: capitals, the lost leading zero put back."""
    text = clean(cell).upper()
    return "0" + text if re.fullmatch("[1-9][0-9]{4}", text) else text


@dataclass(frozen=True)
class BronzeFile:
    """One source file's bytes and what its header says.

    Attributes:
        header: Header fields as in the file.
        header_line: The header as received.
    """

    file: SourceFile
    path: Path
    header: list[str]
    header_line: str
    match: HeaderMatch

    def lines_of(self, ccns: set[str]) -> Iterator[Record]:
        """Every record whose CCN cell stands for one of ``ccns``, in the file's order."""
        at = self.match.positions[CCN_COLUMNS[self.file.dataset]]
        for record in self._candidates(ccns):
            if record.row > 1 and len(record.cells) > at and ccn_in(record.cells[at]) in ccns:
                yield record

    def cell(self, record: Record, column: str) -> str | None:
        """The record's cell under a canonical column name; None where the file has no such column."""
        at = self.match.positions.get(column)
        return None if at is None or at >= len(record.cells) else record.cells[at]

    def _candidates(self, ccns: set[str]) -> Iterator[Record]:
        with self.path.open("rb") as stream:
            if _ends_with_returns(stream) or "\n" in self.header_line or (len(ccns) > SEARCHED and self.file.irregular):
                yield from read_records(stream, str(self.file.encoding))
            elif len(ccns) > SEARCHED:
                heads = _heads(ccns) if self.match.positions[CCN_COLUMNS[self.file.dataset]] == 0 else None
                yield from _all_lines(stream, self.encoding, heads)
            elif self.file.irregular:
                yield from _irregular_records(stream, self.encoding, _needles(ccns))
            else:
                yield from _searched_lines(stream, self.encoding, _needles(ccns))

    @property
    def encoding(self) -> str:
        return "utf-8" if self.file.encoding == "utf-8-sig" else str(self.file.encoding)


def open_bronze(path: Path, file: SourceFile) -> BronzeFile:
    """The file's bytes in bronze.

    Args:
        path: Where they are on this machine.

    Raises:
        LakeDamaged: They are gone or not as long as they were.
    """
    if not path.is_file() or path.stat().st_size != file.size:
        raise LakeDamaged(
            f"the bytes of {shown(file.file_name)} are not in bronze as they were received",
            where=str(path),
            hint=f"restore them from CMS, or: kerok forget {file.file_sha256[:12]}",
        )
    with path.open("rb") as stream:
        first = next(read_records(stream, str(file.encoding)))
    match = match_header(first.cells, file_name=shown(file.file_name), dataset=file.dataset)
    return BronzeFile(file, path, first.cells, first.raw, match)


def header_of(path: Path, file: SourceFile) -> str:
    """The header as received; empty where the bytes are gone."""
    if not file.bronze or not path.is_file():
        return ""
    with path.open("rb") as stream:
        first = next(read_records(stream, str(file.encoding)), None)
    return first.raw if first else ""


def ccn_of(bronze: BronzeFile, record: Record) -> str:
    """The CCN of a record of a PBJ or Provider Info file."""
    return ccn_in(bronze.cell(record, CCN_COLUMNS[bronze.file.dataset]) or "")


def _needles(ccns: set[str]) -> list[bytes]:
    """Bytes that every spelling of the CCNs holds: without a leading zero, the letter in both cases."""
    spellings: set[str] = set()
    for ccn in ccns:
        bare = ccn[1:] if re.fullmatch("0[0-9]{5}", ccn) else ccn
        spellings |= {bare, bare.lower()}
    return [s.encode("ascii", "ignore") for s in sorted(spellings) if s]


def _ends_with_returns(stream: io.BufferedReader) -> bool:
    chunk = stream.read(_CHUNK)
    stream.seek(0)
    return b"\r" in chunk and b"\n" not in chunk


def _record(row: int, line: bytes, encoding: str) -> Record:
    raw = decode(line.removeprefix(codecs.BOM_UTF8) if row == 1 else line, encoding).rstrip("\r\n")
    return Record(row, raw, split_cells(raw))


def _all_lines(stream: io.BufferedReader, encoding: str, heads: set[bytes] | None) -> Iterator[Record]:
    """Every line that may be of one of the facilities, judged by its beginning where that is the CCN."""
    for row, line in enumerate(stream, start=1):
        if heads is not None:
            head = line[:10].replace(b'"', b"").strip().upper()
            if head[:6] not in heads and head[:5] not in heads and head[:1].isalnum():
                continue
        yield _record(row, line, encoding)


def _heads(ccns: set[str]) -> set[bytes]:
    return {ccn.encode("ascii", "ignore") for ccn in ccns} | {ccn[1:].encode("ascii", "ignore") for ccn in ccns if ccn[:1] == "0"}


def _searched_lines(stream: io.BufferedReader, encoding: str, needles: list[bytes]) -> Iterator[Record]:
    """Lines that hold a needle at the beginning of a word, of a file whose lines are its records."""
    with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        row, counted = 1, 0
        for start, end in sorted({span for needle in needles for span in _spans(data, needle)}):
            row += _line_ends(data, counted, start)
            counted = start
            yield _record(row, data[start:end], encoding)


def _spans(data: mmap.mmap, needle: bytes) -> Iterator[tuple[int, int]]:
    """Begin and end of every line that holds the needle where no letter or digit but a zero stands before it."""
    at = data.find(needle)
    while at >= 0:
        before = data[at - 1 : at]
        if not before.isalnum() or before == b"0":
            start, end = data.rfind(b"\n", 0, at) + 1, data.find(b"\n", at)
            end = len(data) if end < 0 else end
            yield start, end
            at = end
        at = data.find(needle, at + 1)


def _line_ends(data: mmap.mmap, start: int, end: int) -> int:
    return sum(data[at : min(at + _CHUNK, end)].count(b"\n") for at in range(start, end, _CHUNK))


def _irregular_records(stream: io.BufferedReader, encoding: str, needles: list[bytes]) -> Iterator[Record]:
    """Records that hold a needle, of a file with line ends inside quoted cells.

    Only where quotes do not pair off within a line are records read by the rules; elsewhere a line is a record.
    """
    header = stream.readline()
    row, at, again = 1, len(header), True
    while again:
        again = False
        for line in stream:
            row += 1
            if b'"' in line and not _is_well_quoted(line):
                record = _one_record(stream.fileno(), header, at, encoding)
                record.row = row
                if any(n in record.raw.encode(encoding, "replace") for n in needles):
                    yield record
                stream.seek(at)
                at += sum(len(stream.readline()) for _ in range(record.raw.count("\n") + 1))
                again = True
                break
            at += len(line)
            if any(n in line for n in needles):
                yield _record(row, line, encoding)


def _is_well_quoted(line: bytes) -> bool:
    line = line.rstrip(b"\r\n")
    if line.count(b'"') == 2:
        first, last = line.find(b'"'), line.rfind(b'"')
        return (first == 0 or line[first - 1 : first] == b",") and (last == len(line) - 1 or line[last + 1 : last + 2] == b",")
    return _WELL_QUOTED.fullmatch(line) is not None


def _one_record(file: int, header: bytes, at: int, encoding: str) -> Record:
    """The record that begins at an offset: the first one read behind the header."""
    records = read_records(io.BytesIO(header + os.pread(file, _CHUNK, at)), encoding)
    next(records)
    return next(records)
