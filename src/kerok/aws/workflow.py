"""The state machine, generated from the declared pipeline: its tracks are the branches, its tables the steps.

Names in ``${...}`` are put in when it is deployed. A step calls *build-sql* for the statements to carry out next, has Athena carry them out one
after the other, and calls again, until there are none.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kerok import contracts as declared
from kerok.engines.rendered import pack
from kerok.loaded import SILVER
from kerok.pipeline import TRACKS
from kerok.remote import GOLD

State = dict[str, Any]
States = dict[str, State]

DATASETS = {"PBJ": "pbj", "ProviderInfo": "providerinfo"}
CONFLICT_SECONDS = (4, 8, 16, 32, 64, 128)
"""A statement that met another writer's commit (maintenance; loads take turns) is repeated so often, each time after a random wait shorter than that."""

_LAMBDA_FAULTS = [
    "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.ClientExecutionTimeoutException",
    "Lambda.TooManyRequestsException", "LedgerBusy",
]  # fmt: skip
"""What passes by itself; the last is the functions' own: `kerok.errors.LedgerBusy`."""
_ATHENA_FAULTS = ["Athena.TooManyRequestsException", "Athena.InternalServerException", "Athena.ThrottlingException", "States.Timeout"]


def state_machine() -> State:
    """The definition in Amazon States Language."""
    return {
        "Comment": "One CMS file from bronze to gold: two branches, of which the file concerns one",
        "StartAt": "Tracks",
        "TimeoutSeconds": 21600,
        "States": {
            "Tracks": {"Type": "Parallel", "Branches": [_branch(track) for track in ("ProviderInfo", "PBJ")], "Next": "Done"},
            "Done": {"Type": "Succeed"},
        },
    }


def upkeep() -> State:
    """The definition of the scheduled upkeep: small files put together, then what no snapshot needs any more taken away, table by table."""
    statements = [
        sql for table in declared.tables()
        for sql in (f"OPTIMIZE ${{Database}}.{table.name} REWRITE DATA USING BIN_PACK", f"VACUUM ${{Database}}.{table.name}")
    ]  # fmt: skip
    states: States = {
        "Begin": {"Type": "Pass", "Result": {"at": "Upkeep", "statements": statements}, "ResultPath": "$.work", "Next": "Statements"},
        "Statements": {**_statements("Upkeep", "upkeep", "Done"), "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Is_of_a_statement"}]},
        "Done": {"Type": "Succeed"},
        "Is_of_a_statement": {
            "Type": "Choice", "Choices": [{"Variable": "$.error.Cause", "StringMatches": '{"QueryExecution"*', "Next": "Read_statement"}], "Default": "Tell",
        },
        "Read_statement": {"Type": "Pass", "Parameters": {"json.$": "States.StringToJson($.error.Cause)"}, "ResultPath": "$.statement", "Next": "Tell_statement"},
        "Tell_statement": _told("$.statement.json.QueryExecution.Query", "$.statement.json.QueryExecution.QueryExecutionId", "States.JsonToString($.statement.json.QueryExecution.Status)"),
        "Tell": _told("$.work.at", "'none'", "$.error.Cause"),
        "Notify": {
            "Type": "Task", "Resource": "arn:aws:states:::sns:publish",
            "Parameters": {"TopicArn": "${Topic}", "Subject": "Kerok: upkeep failed", "Message.$": "$.alarm.message"}, "ResultPath": None,
            "Retry": [_retry(["States.TaskFailed"])], "Next": "Failed",
        },
        "Failed": {"Type": "Fail", "ErrorPath": "$.error.Error", "CausePath": "$.error.Cause"},
    }  # fmt: skip
    return {"Comment": "Small files together, old snapshots away", "StartAt": "Begin", "TimeoutSeconds": 21600, "States": states}


def _told(step: str, query: str, cause: str) -> State:
    """What people are told of upkeep that failed: on one line, for a state machine's own functions know no other."""
    said = "step: {}; query: {}; cause: {}; nothing is lost; to repeat it: aws stepfunctions start-execution --state-machine-arn {}; execution: {}"
    message = f"States.Format('{said}', {step}, {query}, {cause}, $$.StateMachine.Id, $$.Execution.Id)"
    return {"Type": "Pass", "Parameters": {"message.$": message}, "ResultPath": "$.alarm", "Next": "Notify"}


def write(folder: Path, namespace: str) -> list[Path]:
    """Write what the stack in infra/ deploys into a folder; the files."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {"rendered.json": pack(namespace), "load.asl.json": text(state_machine()), "upkeep.asl.json": text(upkeep())}
    for name, content in made.items():
        (folder / name).write_text(content, "utf-8")
    return [folder / name for name in made]


def text(machine: State) -> str:
    """A definition as it is kept under tests/golden."""
    return json.dumps(machine, indent=1) + "\n"


def _branch(track: str) -> State:
    states: States = {}
    steps = [("BuildSQL", SILVER[DATASETS[track]], "silver"), *(("GoldUpsert", table, table) for table in GOLD), ("MarkDone", "ops_file_log", "done")]
    starts = [_first(kind, table, track) for kind, table, _ in steps]
    states |= _begin(track, starts[0])
    for (kind, table, step), following in zip(steps, [*starts[1:], f"GiveTurnBack_{track}"], strict=True):
        states |= _step(track, kind, table, step, following)
    return {"StartAt": f"Begin_{track}", "States": states | _end(track)}


def _begin(track: str, first: str) -> States:
    dataset = DATASETS[track]
    known = {"detail.$": "$.detail", "stage": {"goes_on": False, "why": "", "file": None}, "work": {"at": f"Stage_{track}"}}
    return {
        f"Begin_{track}": {"Type": "Pass", "Parameters": known, "Next": f"Stage_{track}"},
        f"Stage_{track}": _call(
            "Stage", track, f"Is_for_{track}",
            {"dataset": dataset, "bucket.$": "$.detail.bucket.name", "object.$": "$.detail.object"}, "$.stage", ["goes_on", "why", "file"],
            TRACKS[track][0].does,
        ),
        f"Is_for_{track}": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.stage.goes_on", "BooleanEquals": True, "Next": f"TakeTurn_{track}"}],
            "Default": f"Nothing_to_do_{track}",
        },
        f"Nothing_to_do_{track}": {"Type": "Pass", "Comment": "the file concerns the other branch, or is loaded already", "OutputPath": "$.stage", "End": True},
        f"TakeTurn_{track}": _call("Mark", track, f"Has_turn_{track}", {"does": "take"}, "$.turn", ["has_turn", "holder"], "one file loads at a time"),
        f"Has_turn_{track}": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.turn.has_turn", "BooleanEquals": True, "Next": f"Begin_{first}"}],
            "Default": f"Wait_{track}",
        },
        f"Wait_{track}": {"Type": "Wait", "Seconds": 10, "Next": f"TakeTurn_{track}"},
    }  # fmt: skip


def _first(kind: str, table: str, track: str) -> str:
    return f"{kind}_{table}_{track}"


def _step(track: str, kind: str, table: str, step: str, following: str) -> States:
    """One step: its first call, its further calls, and Athena between them."""
    name = _first(kind, table, track)
    build, choose = f"BuildSQL_{table}_{track}", f"Next_{table}_{track}"
    folder = table.partition("_")[0]
    parameters = {"step": step, "sql": f"sql/{folder}/{table}.sql", "file.$": "$.stage.file", "work.$": "$.work"}
    return {
        f"Begin_{name}": {"Type": "Pass", "Result": {"at": name}, "ResultPath": "$.work", "Next": build},
        build: _call("BuildSql", track, choose, parameters, "$.work", ["done", "last", "kind", "statements", "ids", "ran"], f"{kind} {table}", at=name),
        choose: {
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.work.done", "BooleanEquals": True, "Next": following if following.startswith("Give") else f"Begin_{following}"},
                {"Variable": "$.work.kind", "StringEquals": "audit", "Next": f"Audit_{table}_{track}"},
            ],
            "Default": _athena(kind, table, track),
        },
        _athena(kind, table, track): _statements(track, f"{table}_{track}", build),
        f"Audit_{table}_{track}": _statements(track, f"check_{table}_{track}", build),
    }


def _athena(kind: str, table: str, track: str) -> str:
    return f"{'AthenaQueryExecution' if kind == 'BuildSQL' else kind}_{table}_{track}"


def _call(function: str, track: str, following: str, payload: State, result: str, fields: list[str], comment: str, *, at: str = "") -> State:
    """A call of a function whose answer has these fields.

    Args:
        at: The step, for what is told should one of its statements fail.
    """
    return {
        "Type": "Task",
        "Comment": comment,
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": f"${{{function}Function}}", "Payload": {**payload, "execution.$": "$$.Execution.Id"}},
        "ResultSelector": {f"{field}.$": f"$.Payload.{field}" for field in fields} | ({"at": at} if at else {}),
        "ResultPath": result,
        "Retry": [_retry(_LAMBDA_FAULTS)],
        "Catch": [_caught(track)],
        "Next": following,
    }


def _statements(track: str, name: str, following: str) -> State:
    """Statements carried out one after the other; a conflict with another writer's commit is tried again, each time later."""
    run, conflict, again, wait, give_up = f"Query_{name}", f"Is_conflict_{name}", f"Again_{name}", f"Wait_{name}", f"Give_up_{name}"
    limit = f"States.ArrayGetItem(States.Array({', '.join(map(str, CONFLICT_SECONDS))}), $.tried)"
    return {
        "Type": "Map",
        "ItemsPath": "$.work.statements",
        "ItemSelector": {"sql.$": "$$.Map.Item.Value", "tried": 0},
        "MaxConcurrency": 1,
        "ResultPath": "$.work.ran",
        "Catch": [_caught(track)],
        "Next": following,
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "INLINE"},
            "StartAt": run,
            "States": {
                run: {
                    "Type": "Task",
                    "Resource": "arn:aws:states:::athena:startQueryExecution.sync",
                    "Parameters": {"QueryString.$": "$.sql", "WorkGroup": "${WorkGroup}", "QueryExecutionContext": {"Database": "${Database}"}, "ResultConfiguration": {"OutputLocation": "s3://${Results}/"}},
                    "ResultSelector": {"id.$": "$.QueryExecution.QueryExecutionId"},
                    "ResultPath": "$.query",
                    "OutputPath": "$.query.id",
                    "TimeoutSeconds": 3600,
                    "Retry": [_retry(_ATHENA_FAULTS)],
                    "Catch": [{"ErrorEquals": ["States.TaskFailed"], "ResultPath": "$.error", "Next": conflict}],
                    "End": True,
                },
                conflict: {
                    "Type": "Choice",
                    "Choices": [
                        {
                            "And": [
                                {"Variable": "$.error.Cause", "StringMatches": "*ICEBERG_COMMIT_ERROR*"},
                                {"Variable": "$.tried", "NumericLessThan": len(CONFLICT_SECONDS)},
                            ],
                            "Next": again,
                        }
                    ],
                    "Default": give_up,
                },
                again: {
                    "Type": "Pass", "Next": wait,
                    "Parameters": {"sql.$": "$.sql", "tried.$": "States.MathAdd($.tried, 1)", "seconds.$": f"States.MathRandom(1, {limit})"},
                },
                wait: {"Type": "Wait", "SecondsPath": "$.seconds", "Next": run},
                give_up: {"Type": "Fail", "ErrorPath": "$.error.Error", "CausePath": "$.error.Cause"},
            },
        },
    }  # fmt: skip


def _end(track: str) -> States:
    return {
        f"GiveTurnBack_{track}": {**_call("Mark", track, "", {"does": "done"}, "$.turn", [], "others may load"), "ResultSelector": {}, "Next": f"Loaded_{track}"},
        f"Loaded_{track}": {"Type": "Pass", "OutputPath": "$.stage", "End": True},
        f"RecordFailure_{track}": {
            "Type": "Task",
            "Comment": "the ledger first, then people",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {
                "FunctionName": "${MarkFunction}",
                "Payload": {
                    "does": "failed", "bucket.$": "$.detail.bucket.name", "object.$": "$.detail.object", "file.$": "$.stage.file",
                    "step.$": "$.work.at", "error.$": "$.error", "execution.$": "$$.Execution.Id",
                },
            },
            "ResultSelector": {"subject.$": "$.Payload.subject", "message.$": "$.Payload.message"},
            "ResultPath": "$.alarm",
            "Retry": [_retry([*_LAMBDA_FAULTS, "States.TaskFailed"])],
            "Next": f"Notify_{track}",
        },
        f"Notify_{track}": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sns:publish",
            "Parameters": {"TopicArn": "${Topic}", "Subject.$": "$.alarm.subject", "Message.$": "$.alarm.message"},
            "ResultPath": None,
            "Retry": [_retry(["States.TaskFailed"])],
            "Next": f"Failed_{track}",
        },
        f"Failed_{track}": {"Type": "Fail", "ErrorPath": "$.alarm.subject", "CausePath": "$.alarm.message"},
    }  # fmt: skip


def _retry(errors: list[str]) -> State:
    return {"ErrorEquals": errors, "IntervalSeconds": 2, "BackoffRate": 2.0, "MaxAttempts": 6, "MaxDelaySeconds": 60, "JitterStrategy": "FULL"}


def _caught(track: str) -> State:
    return {"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": f"RecordFailure_{track}"}
