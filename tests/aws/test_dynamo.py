"""The ledger in DynamoDB: what every ledger promises, under several writers and after one that died."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from kerok import cloud
from kerok.dynamo import DynamoLedger
from kerok.errors import Busy, LakeDamaged
from kerok.ledger import FilePeriod, SourceFile
from tests.support.stack import Stack

pytestmark = pytest.mark.xdist_group("infra")

TABLE = "kerok-healthcare-ledger"


@pytest.fixture
def ledger(bare: Stack, monkeypatch: pytest.MonkeyPatch) -> DynamoLedger:
    """The deployed table, emptied."""
    for name, value in bare.variables.items():
        monkeypatch.setenv(name, value)
    cloud.client.cache_clear()
    dynamodb = bare.client("dynamodb")
    for item in dynamodb.scan(TableName=TABLE)["Items"]:
        dynamodb.delete_item(TableName=TABLE, Key={"kind": item["kind"], "id": item["id"]})
    return DynamoLedger(TABLE)


def _file(number: int) -> SourceFile:
    return SourceFile("pbj", f"{number:064x}", f"{number}.csv", received_at=f"2024-01-01T00:00:{number:02}")


def test_a_table_without_a_ledger_is_told_so(ledger: DynamoLedger) -> None:
    assert not ledger.exists()
    with pytest.raises(LakeDamaged, match="no lake here yet"), ledger.reading():
        pass
    with pytest.raises(LakeDamaged, match="no lake here yet"), ledger.writing():
        pass


def test_what_is_written_is_read_and_what_fails_leaves_no_trace(ledger: DynamoLedger) -> None:
    ledger.create()
    with ledger.writing() as transaction:
        ledger.put(transaction, _file(1))
        ledger.put_periods(transaction, [FilePeriod("pbj", "2024Q1", _file(1).file_sha256, 9, 1, 91, False, False)])
        ledger.note_due(transaction, {"pbj": {"2024Q1"}})
    with contextlib.suppress(ZeroDivisionError), ledger.writing() as transaction:
        ledger.put(transaction, _file(2))
        1 / 0  # noqa: B018
    ledger.create()  # again: nothing is lost
    with ledger.reading() as transaction:
        assert [f.file_name for f in ledger.files(transaction)] == ["1.csv"]
        assert [p.rows_kept for p in ledger.periods(transaction)] == [9]
        assert ledger.due(transaction) == {"pbj": {"2024Q1"}}
    with ledger.writing() as transaction:
        ledger.forget(transaction, _file(1), "2024-02-01")
    with ledger.reading() as transaction:
        assert (ledger.files(transaction), ledger.periods(transaction)) == ([], [])


def test_writers_at_once_lose_nothing(ledger: DynamoLedger) -> None:
    ledger.create()

    def write(number: int) -> None:
        own = DynamoLedger(TABLE)
        with own.writing() as transaction:
            count = int(own.meta(transaction, "count") or 0)
            own.put(transaction, _file(number))
            own.note(transaction, {"count": str(count + 1)})

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(12)))
    with ledger.reading() as transaction:
        assert ledger.meta(transaction, "count") == "12"
        assert len(ledger.files(transaction)) == 12


def test_more_rows_than_one_request_takes(ledger: DynamoLedger) -> None:
    ledger.create()
    with ledger.writing() as transaction:
        for number in range(250):
            ledger.put(transaction, _file(number))
    with ledger.reading() as transaction:
        assert len(ledger.files(transaction)) == 250


def test_the_lock_of_one_who_died_is_waited_for_and_taken(ledger: DynamoLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.create()
    monkeypatch.setattr("kerok.dynamo.LOCK_SECONDS", 1)
    assert ledger._try_lock("somebody who dies")
    with pytest.raises(Busy, match="holds the ledger"), ledger.writing(wait_seconds=0.2):
        pass
    with ledger.writing(wait_seconds=5) as transaction:
        ledger.put(transaction, _file(3))


def test_one_whose_lock_was_taken_meanwhile_writes_nothing(ledger: DynamoLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.create()
    monkeypatch.setattr("kerok.dynamo.LOCK_SECONDS", -1)

    def overtaken() -> None:
        with ledger.writing() as transaction:
            ledger.put(transaction, _file(4))
            with DynamoLedger(TABLE).writing() as other:
                ledger.put(other, _file(5))

    with pytest.raises(Busy, match="given to another"):
        overtaken()
    with ledger.reading() as transaction:
        assert [f.file_name for f in ledger.files(transaction)] == ["5.csv"]
