"""What the ledger says of a file that has come, before it is loaded."""

from __future__ import annotations

from dataclasses import replace

from kerok.errors import UnreadableFile
from kerok.landing import Landed
from kerok.ledger import Ledger, SourceFile
from kerok.outcomes import Options, loaded_before, now


def register(ledger: Ledger, landed: Landed, bronze: str, options: Options, unread: str = "") -> tuple[SourceFile, bool]:
    """The file's ledger entry, pending; or the one of the same bytes loaded before, and True.

    Args:
        bronze: What the ledger is to call the bytes as received.
        unread: What stood for the hash while the bytes could not be read (`kerok.aws.place.Source.unread`).
    """
    with ledger.writing() as connection:
        ledger.drop_unknown(connection, landed.sha256, unread)
        before = [f for f in ledger.find(connection, landed.sha256) if f.dataset == landed.dataset]
        known = loaded_before(before, options)
        if known:
            return known, True
        file = before[0] if before else SourceFile(landed.dataset, landed.sha256, landed.name, received_at=options.received_at or now())
        was = replace(file)
        if not file.is_loaded:
            file.file_name = landed.name
        file.published = options.published.isoformat() if options.published else file.published
        file.accept_loss = options.accept_loss
        file.given_date = options.processing_date.isoformat() if options.processing_date else file.given_date
        assert landed.match is not None
        file.bronze, file.size = bronze, landed.size
        file.encoding, file.vintage = landed.encoding, landed.match.vintage or None
        file.unmapped_columns = ",".join(landed.match.unmapped) or None
        if not options.dry_run:
            ledger.put(connection, _registered(file, was))
        return file, False


def _registered(file: SourceFile, was: SourceFile) -> SourceFile:
    """What the ledger says until the file is loaded: that it is pending; or, of one that is loaded already, what it is to become."""
    if not was.is_loaded:
        file.status = "pending"
        return file
    return replace(was, wants={name: getattr(file, name) for name in ("published", "given_date", "accept_loss")})


def note_unreadable(ledger: Ledger, name: str, error: UnreadableFile, options: Options, bronze: str = "", unread: str = "") -> None:
    """Enter a file that is no file of CMS's, or lacks columns, as refused: it shows in status until it is forgotten.

    Args:
        bronze, unread: As for `register`.
    """
    entry = SourceFile(options.dataset or "unknown", error.sha256, name, "refused", received_at=options.received_at or now(), bronze=bronze)
    entry.error, entry.finished_at = str(error), now()
    with ledger.writing() as connection:
        ledger.drop_unknown(connection, unread)
        if not ledger.find(connection, error.sha256):
            ledger.put(connection, entry)
