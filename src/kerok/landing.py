"""Bytes in: copied into bronze as received, hashed, their encoding and header found, ready to be read as text columns."""

from __future__ import annotations

import codecs
import csv
import gzip
import hashlib
import os
import queue
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from kerok.durable import Flushing
from kerok.errors import LakeDamaged, UnreadableFile
from kerok.headers import HeaderMatch, match_header
from kerok.sources.folder import Incoming, is_bomb, shown

csv.field_size_limit(1 << 30)  # an unclosed quote may swallow much: that is to be told of the row, not to end the load

CHUNK = 1 << 20
QUICK_BYTES = 4_000_000  # below this every row is judged by the house rules; above, only rows the reader finds unusual
MANY_ODD_LINES = 20_000  # a file with more is not for the quick way: no need to know them all
_JUNK = bytes(range(33)) + b"\x7f"


@dataclass
class Landed:
    """One file in bronze.

    Attributes:
        bronze: Path of the bytes as received (uncompressed).
        header: Header fields as in the file.
        lines: Lines after the header, without trailing lines that hold only control characters or blanks.
        odd_lines: Line numbers (header = 1) that hold a number in an unusual form (1e3, 1_000, 7.125, -0).
        text_end: Offset behind the last line that is more than control characters.
        line_starts: Offsets of the lines' first bytes, an array; of a PBJ file with few odd lines.
        has_lone_returns: Carriage returns stand elsewhere than before a line feed: at line ends of an old kind, or inside cells.
    """

    name: str
    sha256: str
    size: int
    bronze: Path
    encoding: str
    header: list[str] = field(default_factory=list)
    match: HeaderMatch | None = None
    lines: int = 0
    odd_lines: list[int] = field(default_factory=list)
    text_end: int = 0
    has_lone_returns: bool = False
    line_starts: Any = None
    flushing: Flushing | None = None

    @property
    def dataset(self) -> str:
        assert self.match is not None
        return self.match.dataset

    def secure(self) -> None:
        """Return when the bytes received are on the disk; raises LakeDamaged when they could not be written."""
        try:
            if self.flushing:
                self.flushing.wait()
        except OSError as error:
            raise LakeDamaged("the bytes received could not be kept", where=f"{self.bronze}: {error.strerror}", hint="free some space, then: kerok run") from error


class _Survey:
    """What one pass over the bytes tells: hash, encoding, lines, unusual numbers."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()
        self.size = self.newlines = self.returns = self.lone_returns = 0
        self.is_ascii = self.is_utf8 = True
        self.has_bom = False
        self.odd_lines: list[int] = []
        self._ends: list[Any] = []
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._tail = b""
        self._seeks_odd = False

    def feed(self, chunk: bytes) -> None:
        if self.size == 0:
            self.has_bom = chunk.startswith(codecs.BOM_UTF8)
            self._seeks_odd = b"workdate" in chunk[:4096].lower()
        base = self.size - len(self._tail)
        self.size += len(chunk)
        self._sniff(chunk)
        cut = chunk.rfind(b"\n") + 1
        block = b"".join((self._tail, memoryview(chunk)[:cut])) if cut else b""
        self._tail = chunk[cut:] if cut else self._tail + chunk
        ends = line_ends(block)
        if self._seeks_odd:
            self._ends.append(ends + base)
            self._find_odd_numbers(block, ends)
        self._count_ends(block, len(ends))

    def _count_ends(self, block: bytes, newlines: int) -> None:
        self.newlines += newlines
        if b"\r" in block:
            returns = block.count(b"\r")
            self.returns += returns
            self.lone_returns += returns - block.count(b"\r\n")

    def _sniff(self, chunk: bytes) -> None:
        if not chunk.isascii():
            self.is_ascii = False
        if self.is_utf8 and not self.is_ascii:
            try:
                self._decoder.decode(chunk)
            except UnicodeDecodeError:
                self.is_utf8 = False

    def _find_odd_numbers(self, block: bytes, ends: Any) -> None:
        """Lines that the quick reader would take for plain: signs, digits before e, E or _, three decimals, an empty cell at the end."""
        for offset in [*odd_numbers(block), *empty_ends(block, ends)]:
            self.odd_lines.append(self.newlines + 1 + block.count(b"\n", 0, offset))
        self._seeks_odd = len(self.odd_lines) < MANY_ODD_LINES

    def finish(self) -> None:
        if self._tail and self._seeks_odd:
            self._find_odd_numbers(self._tail + b"\n", line_ends(self._tail + b"\n"))
        self._count_ends(self._tail, 0)
        if self.is_utf8 and not self.is_ascii:
            try:
                self._decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                self.is_utf8 = False

    @property
    def line_starts(self) -> Any:
        """Offsets of the lines' first bytes; None where odd lines were not sought to the end."""
        import numpy as np

        return np.concatenate([[0], *(ends + 1 for ends in self._ends)]).astype(np.int64) if self._seeks_odd else None

    @property
    def encoding(self) -> str:
        if not self.is_utf8:
            return "cp1252"
        return "utf-8-sig" if self.has_bom else "utf-8"


def odd_numbers(block: bytes) -> list[int]:
    """Offsets in ``block`` (whole lines) inside fields such as 1e3, 1_000, 7.125 or -0; the first field of a line is left out."""
    import numpy as np

    found: list[int] = []
    for start in range(0, len(block), 1 << 17):
        bytes_ = np.frombuffer(block, np.uint8, min((1 << 17) + 3, len(block) - start), start)
        if len(bytes_) < 4:
            continue
        is_digit = (bytes_ - np.uint8(48)) < 10
        exponents = (bytes_[:-1] - np.uint8(46)) < 12  # a digit or a point (or a slash, which costs nothing)
        exponents &= (bytes_[1:] | np.uint8(32)) == 101
        decimals = (bytes_[:-3] == 46) & is_digit[1:-2]
        decimals &= is_digit[2:-1]
        decimals &= is_digit[3:]
        signs = (bytes_[1:] | np.uint8(6)) == 47  # + or - (or a bracket or slash)
        signs &= bytes_[:-1] <= 44  # behind a comma, quote or blank
        candidates = [*np.flatnonzero(exponents), *np.flatnonzero(decimals), *(np.flatnonzero(signs) + 1)]
        if b"_" in block[start : start + (1 << 17)]:
            candidates += [*np.flatnonzero(is_digit[:-1] & (bytes_[1:] == 95))]
        found += [start + int(i) for i in candidates if _is_number(block, start + int(i))]
    return found


def line_ends(block: bytes) -> Any:
    """Offsets of all line feeds."""
    import numpy as np

    bytes_ = np.frombuffer(block, np.uint8)
    step = 1 << 17  # what stays in the processor's cache is compared three times as fast
    return np.concatenate([np.flatnonzero(bytes_[start : start + step] == 10) + start for start in range(0, len(block), step)] or [np.empty(0, np.int64)])


def empty_ends(block: bytes, ends: Any) -> list[int]:
    """Those of the line ends (of whole lines) before which the last cell is empty: it may be one too many, which the quick reader overlooks."""
    import numpy as np

    bytes_, ends = np.frombuffer(block, np.uint8), ends[ends > 1]
    last = bytes_[ends - 1]
    last = np.where(last == 13, bytes_[ends - 2], last)
    found = [int(i) for i in ends[last == 44]]
    quoted = ends[(last == 34) | (last == 32) | (last == 9)]
    return found + [int(i) for i in quoted if re.search(rb',[ \t]*""[ \t\r]*\Z', block[max(0, int(i) - 40) : int(i)])]


def _is_number(block: bytes, at: int) -> bool:
    """Whether the field around ``at`` looks like a number, rather than a name or a CCN at the line's start."""
    start = max(block.rfind(b",", 0, at + 1), block.rfind(b"\n", 0, at + 1)) + 1
    end = min(p for p in (block.find(b",", at + 1), block.find(b"\n", at + 1), len(block)) if p >= 0)
    if start == 0 or block[start - 1 : start] == b"\n":
        return False
    return re.fullmatch(rb'[\s"]*[-+0-9.][0-9.eE_+-]*[\s"]*', block[start:end]) is not None


def decode(raw: bytes, encoding: str) -> str:
    """Text of the bytes; of cp1252 even the five bytes it leaves undefined (kept as control characters), so nothing is lost."""
    if encoding != "cp1252":
        return raw.decode(encoding)
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(chr(b) if b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([b]).decode("cp1252") for b in raw)


def sha256_of(incoming: Incoming) -> tuple[str, int]:
    """Hash and size of the uncompressed bytes, nothing written."""
    digest, size = hashlib.sha256(), 0
    with incoming.open() as stream:
        while chunk := _read(stream, incoming):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def land(incoming: Incoming, home: Path, *, dataset: str | None, max_bytes: int, progress: Callable[[int], None] | None = None) -> Landed:
    """Copy one file into bronze and find out what it is.

    Raises:
        UnreadableFile: Empty, not text, cut, changed meanwhile, too large, no header that is known.
        LakeDamaged: The lake's folder cannot be written.
    """
    part = home / "tmp" / f"landing-{os.getpid()}-{os.urandom(4).hex()}"
    try:
        survey = _copy(incoming, part, max_bytes, progress)
        try:
            landed = _examine(incoming.name, part, survey, dataset)
        except UnreadableFile as error:
            error.sha256 = survey.digest.hexdigest()
            raise
        assert landed.match is not None
        landed.bronze = home / "bronze" / landed.match.bronze_folder / f"{landed.sha256}.csv"
        landed.bronze.parent.mkdir(parents=True, exist_ok=True)
        part.replace(landed.bronze)
        landed.flushing = Flushing([landed.bronze, landed.bronze.parent, landed.bronze.parent.parent])  # the folder may be new
        return landed
    except OSError as error:
        raise LakeDamaged(f"cannot write {error.filename or home}", where=str(error.strerror), hint="free some space or choose another folder: --home DIR") from error
    finally:
        with suppress(OSError):  # on a folder that cannot be written there is nothing to remove
            part.unlink(missing_ok=True)


def survey_again(name: str, bronze: Path, dataset: str) -> Landed:
    """What ``land`` found, from the bytes in bronze; used when a period is built anew.

    Raises:
        LakeDamaged: The bytes are gone or not what they were.
    """
    survey = _Survey()
    try:
        with bronze.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                survey.digest.update(chunk)
                survey.feed(chunk)
    except OSError as error:
        raise LakeDamaged(f"the bytes of {shown(name)} are gone from bronze", where=str(bronze), hint="ingest the file again, or kerok forget " + bronze.stem) from error
    survey.finish()
    if survey.digest.hexdigest() != bronze.stem:
        raise LakeDamaged(f"the bytes of {shown(name)} in bronze are not what was received", where=str(bronze), hint="restore the file from CMS and ingest it again")
    landed = _examine(name, bronze, survey, dataset)
    landed.bronze = bronze
    return landed


def _copy(incoming: Incoming, part: Path, max_bytes: int, progress: Callable[[int], None] | None) -> _Survey:
    survey = _Survey()
    with incoming.open() as stream, part.open("wb") as out, _beside(survey.digest.update) as hash_, _beside(survey.feed) as feed:
        size = 0
        while chunk := _read(stream, incoming):
            if size == 0:
                refuse_foreign(chunk, incoming.name)
            size += len(chunk)
            hash_(chunk)
            feed(chunk)
            if is_bomb(size, incoming.packed_size) or size > max_bytes:
                raise UnreadableFile(
                    f"{shown(incoming.name)} unpacks to more than a CMS file can be",
                    where=f"{size:,} bytes out of {incoming.packed_size or size:,}",
                    hint="unpack it yourself and look at it; a larger limit: KEROK_MAX_FILE_GB=32",
                )
            out.write(chunk)
            if progress:
                progress(len(chunk))
    survey.finish()
    return survey


def _read(stream: BinaryIO, incoming: Incoming) -> bytes:
    try:
        return stream.read(CHUNK)
    except gzip.BadGzipFile:
        raise  # told by Incoming.open
    except OSError as error:
        raise UnreadableFile(f"cannot read {shown(incoming.name)}", where=f"{incoming.path}: {error.strerror or error}", hint="check the disk it lies on, or copy it first") from error


@contextmanager
def _beside(work: Callable[[bytes], None]) -> Iterator[Callable[[bytes], None]]:
    """Runs ``work`` on chunks, in order, on another thread (hashing and scanning release the interpreter lock)."""
    waiting: queue.Queue[bytes | None] = queue.Queue(maxsize=8)
    failed: list[BaseException] = []

    def run() -> None:
        while (chunk := waiting.get()) is not None:
            if not failed:
                try:
                    work(chunk)
                except BaseException as error:  # raised again on the caller's thread
                    failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield waiting.put
    finally:
        waiting.put(None)
        thread.join()
    if failed:
        raise failed[0]


def refuse_foreign(head: bytes, name: str) -> None:
    """Nothing, for the first bytes of a file that may be CSV; raises UnreadableFile for those of anything else."""
    kinds = {b"%PDF": "a PDF", b"\xd0\xcf\x11\xe0": "an old Excel workbook", b"\xff\xfe": "UTF-16 text", b"\xfe\xff": "UTF-16 text",
             b"PAR1": "a Parquet file", b"PK\x03\x04": "a zip archive", b"\x1f\x8b": "a gzip archive", b"7z\xbc\xaf": "a 7z archive"}  # fmt: skip
    for magic, what in kinds.items():
        if head.startswith(magic):
            raise UnreadableFile(f"{shown(name)} is {what}, not a CSV", where="first bytes", hint="get the CSV from CMS (data.cms.gov), or save it as CSV UTF-8")
    if re.match(rb"\s*<(!doctype|html|\?xml)", head[:200], re.IGNORECASE):
        raise UnreadableFile(f"{shown(name)} is a web page, not a CSV", where="first bytes", hint="the download was an error page: fetch the CSV again")
    first = head[:4096]
    if b"\0" in first.split(b"\n")[0] or first.count(b"\0") > len(first) // 20:  # a stray one in some cell spoils that row alone
        raise UnreadableFile(f"{shown(name)} is not text", where="zero bytes at its beginning", hint="get the CSV from CMS (data.cms.gov)")


def _examine(name: str, path: Path, survey: _Survey, dataset: str | None) -> Landed:
    landed = Landed(name, survey.digest.hexdigest(), survey.size, path, survey.encoding, odd_lines=sorted(set(survey.odd_lines)))
    landed.has_lone_returns, landed.line_starts = survey.lone_returns > 0, survey.line_starts
    with path.open("rb") as stream:
        landed.text_end, landed.lines = _text_end(stream, survey)
        stream.seek(0)
        records_in = read_records(stream, survey.encoding, landed.text_end)
        try:
            first = next(records_in, None)
        except UnicodeDecodeError as error:
            raise UnreadableFile(f"{shown(name)} cannot be read as text", where=str(error)) from error
    if first is None or not any(c.strip() for c in first.cells):
        raise UnreadableFile(f"{shown(name)} is empty", where=f"{survey.size} bytes", hint="get the file from CMS again")
    landed.header = first.cells
    landed.match = match_header(landed.header, file_name=shown(name), dataset=dataset)
    if landed.lines <= 0 and landed.match.load:
        raise UnreadableFile(f"{shown(name)} has a header and no rows", where="row 1 is the last", hint="get the file from CMS again")
    return landed


def _text_end(stream: BinaryIO, survey: _Survey) -> tuple[int, int]:
    """Offset behind the last line with text, and how many lines come after the header up to there."""
    size, keep = survey.size, 0
    end_byte, ends = (b"\n", survey.newlines) if survey.newlines else (b"\r", survey.returns)
    step = min(size, 1 << 16)
    stream.seek(size - step)
    tail = stream.read(step)
    stripped = tail.rstrip(_JUNK)
    junk = tail[len(stripped) :]
    first_end = junk.find(end_byte)
    keep = len(junk) if first_end < 0 else first_end + 1
    text_end = size - len(junk) + keep
    lines = ends - junk.count(end_byte) + (1 if first_end >= 0 else 0)
    return text_end, lines - 1 + (0 if first_end >= 0 else 1)


# ------------------------------------------------------------------------------------------ records


@dataclass(slots=True)
class Record:
    """One record of a file.

    Attributes:
        row: Row as a spreadsheet numbers it, the header being 1.
        raw: The record as received, without its line end.
        unterminated: A quote is never closed.
    """

    row: int
    raw: str
    cells: list[str]
    unterminated: bool = False


def read_records(stream: BinaryIO, encoding: str, end: int | None = None) -> Iterator[Record]:
    """Every record of a CSV with its row number and raw text; blank and control-only lines are counted and left out.

    A quoted cell may hold line ends, where the record then has as many cells as the first one. A quote that is never closed, or closed
    only by the quote of a later record, takes its own line alone: the lines after it are records again.
    """
    lines = _physical_lines(stream, encoding, end)
    row, width = 0, 0
    pending: list[str] = []
    while True:
        line = pending.pop(0) if pending else next(lines, None)
        if line is None:
            return
        row += 1
        if not line.strip(" \t\r\n\x0b\x0c\x1a\x00\x7f"):
            continue
        text, unterminated = line, False
        if has_open_quote(text):
            text, unterminated = _joined(text, lines, pending, width)
        raw = text.rstrip("\r\n\x1a")
        cells = raw.split(",") if unterminated else split_cells(raw)
        width = width or len(cells)
        yield Record(row, raw, cells, unterminated)


def _physical_lines(stream: BinaryIO, encoding: str, end: int | None) -> Iterator[str]:
    left = end if end is not None else 1 << 62
    plain = "utf-8" if encoding == "utf-8-sig" else encoding
    chunk = stream.read(min(CHUNK, left))
    if chunk.startswith(codecs.BOM_UTF8):
        left -= 3
        chunk = chunk[3:]
    newline = b"\r" if b"\r" in chunk and b"\n" not in chunk else b"\n"  # no line of a CMS file is as long as a chunk
    carry = b""
    while chunk:
        left -= len(chunk)
        block = carry + chunk
        cut = block.rfind(newline) + 1
        carry, block = block[cut:], block[:cut]
        for line in block.split(newline)[:-1]:
            yield decode(line, plain) + "\n"
        chunk = stream.read(min(CHUNK, left)) if left > 0 else b""
    if carry:
        yield decode(carry, plain)


def has_open_quote(text: str) -> bool:
    """Whether a quoted cell is not closed at the end of the text; quotes inside a cell that does not begin with one are plain characters."""
    at = text.find('"')
    while at >= 0:
        if at > 0 and text[at - 1] != ",":
            at = text.find('"', at + 1)
            continue
        at = _behind_quotes(text, at + 1)
        if at < 0:
            return True
        at = text.find(",", at)
        at = text.find('"', at) if at >= 0 else -1
    return False


def _behind_quotes(text: str, at: int) -> int:
    """Where a quoted cell that begins at ``at`` is closed; -1 if nowhere."""
    while (close := text.find('"', at)) >= 0:
        if text[close + 1 : close + 2] != '"':
            return close + 1
        at = close + 2
    return -1


def _joined(text: str, lines: Iterator[str], pending: list[str], width: int, limit: int = 50) -> tuple[str, bool]:
    """A record whose quoted cell spans lines; or, where no such record of ``width`` cells comes of it within ``limit`` lines, the first line alone."""
    taken: list[str] = []
    whole = text
    while len(taken) < limit:
        line = pending.pop(0) if pending else next(lines, None)
        if line is None:
            break
        taken.append(line)
        whole += line
        if not has_open_quote(whole):
            if not width or len(split_cells(whole.rstrip("\r\n\x1a"))) == width:
                return whole, False
            break
    pending[:0] = taken
    return text, True


_RETURN = "\ue0d0"  # stands for a carriage return inside a cell, which the csv module takes for a line end


def split_cells(raw: str) -> list[str]:
    """The cells of one record."""
    if '"' not in raw:
        return raw.split(",")
    if "\r" in raw:
        return [cell.replace(_RETURN, "\r") for cell in next(csv.reader([raw.replace("\r", _RETURN)]), [""])]
    return next(csv.reader([raw]), [""])
