"""Who may do what: one role for each part, each right with the resources it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as states

if TYPE_CHECKING:
    from kerok_stack import KerokStack

TABLES = ("silver/*", "gold/*", "ops/*", "candidates/*")
"""Where Athena writes."""
READ_CATALOG = ("glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables", "glue:GetPartition", "glue:GetPartitions")
"""What a question needs of Glue; Athena and PyAthena look at the list of databases first."""


class Access:
    """The roles of the stack."""

    def __init__(self, stack: KerokStack) -> None:
        self._stack = stack
        self.dashboard = self._dashboard()

    # ------------------------------------------------------------------------------------ functions

    def of_function(self, name: str, group: logs.LogGroup) -> iam.Role:
        """The role of a function."""
        role = iam.Role(self._stack, f"{name}Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        self._allow(role, ["logs:CreateLogStream", "logs:PutLogEvents"], [f"{group.log_group_arn}", f"{group.log_group_arn}:*"])
        {"Stage": self._stage, "BuildSql": self._build_sql, "Mark": self._ledger, "Ingest": self._ingest}[name](role)
        return role

    def _ledger(self, role: iam.Role) -> None:
        rights = ["dynamodb:Scan", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"]
        self._allow(role, rights, [self._stack.ledger.table_arn])

    def _stage(self, role: iam.Role) -> None:
        self._ledger(role)
        self._allow(role, ["s3:GetObject", "s3:GetObjectVersion"], [self._objects("bronze/*")])
        self._allow(role, ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"], [self._objects("staged/*")])

    def _build_sql(self, role: iam.Role) -> None:
        self._ledger(role)
        self._allow(role, ["s3:GetObject"], [self._objects("staged/*"), self._stack.results.arn_for_objects("*")])
        self._allow(role, ["athena:GetQueryResults", "athena:GetQueryExecution"], [self._workgroup()])
        self._allow(role, ["lambda:InvokeFunction"], [self._stack.stage.function_arn])

    def _ingest(self, role: iam.Role) -> None:
        self._allow(role, ["secretsmanager:GetSecretValue"], [self._stack.secret.secret_arn])
        self._allow(role, ["s3:PutObject", "s3:AbortMultipartUpload"], [self._objects("bronze/*"), self._objects("ingest-state/*")])
        self._allow(role, ["s3:ListBucket"], [self._stack.landing.bucket_arn], {"StringLike": {"s3:prefix": ["bronze/*", "ingest-state/*"]}})

    def let_describe(self, machine: states.StateMachine) -> None:
        """Let *mark* ask whether an execution still runs: one that does not has no turn."""
        arn = cdk.Stack.of(machine).format_arn(
            service="states", resource="execution", resource_name=f"{machine.state_machine_name}:*", arn_format=cdk.ArnFormat.COLON_RESOURCE_NAME
        )
        iam.Policy(self._stack, "MarkDescribes", roles=[self._stack.mark.role], statements=[iam.PolicyStatement(actions=["states:DescribeExecution"], resources=[arn])])

    # ------------------------------------------------------------------------------------ workflow

    def of_workflow(self, functions: list[lambda_.Function]) -> iam.Role:
        """The role of the state machine; what Athena reads and writes, it does in this role's name."""
        role = iam.Role(self._stack, "WorkflowRole", assumed_by=iam.ServicePrincipal("states.amazonaws.com"))
        self._allow(role, ["lambda:InvokeFunction"], [f.function_arn for f in functions])
        self._allow(role, ["sns:Publish"], [self._stack.alarms.topic_arn])
        self._athena(role)
        self._allow(role, [*READ_CATALOG, "glue:CreateTable", "glue:UpdateTable", "glue:DeleteTable"], self._catalog())
        self._allow(role, ["s3:GetObject"], [self._objects("staged/*")])
        self._allow(role, ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"], [self._objects(place) for place in TABLES])
        self._allow(role, ["s3:ListBucket", "s3:GetBucketLocation"], [self._stack.landing.bucket_arn])
        # CloudWatch's log delivery and X-Ray know no resources
        self._allow(role, ["logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery", "logs:ListLogDeliveries",
                           "logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups",
                           "xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets"], ["*"])  # fmt: skip
        return role

    def _dashboard(self) -> iam.Role:
        """What a dashboard works as: reads gold and asks Athena."""
        role = iam.Role(self._stack, "DashboardRole", assumed_by=iam.AccountPrincipal(self._stack.account))
        self._athena(role)
        self._allow(role, list(READ_CATALOG), self._catalog())
        self._allow(role, ["s3:GetObject"], [self._objects("gold/*"), self._objects("ops/*")])
        self._allow(role, ["s3:ListBucket", "s3:GetBucketLocation"], [self._stack.landing.bucket_arn])
        return role

    def _athena(self, role: iam.Role) -> None:
        rights = ["athena:StartQueryExecution", "athena:StopQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults", "athena:GetWorkGroup"]
        self._allow(role, rights, [self._workgroup()])
        self._allow(role, ["athena:GetDataCatalog"], [self._stack.format_arn(service="athena", resource="datacatalog", resource_name="AwsDataCatalog")])
        results = self._stack.results
        self._allow(role, ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"], [results.arn_for_objects("*")])
        self._allow(role, ["s3:ListBucket", "s3:GetBucketLocation"], [results.bucket_arn])

    # ------------------------------------------------------------------------------------ resources

    def _objects(self, place: str) -> str:
        return self._stack.landing.arn_for_objects(place)

    def _workgroup(self) -> str:
        return self._stack.format_arn(service="athena", resource="workgroup", resource_name=self._stack.names.workgroup)

    def _catalog(self) -> list[str]:
        database = self._stack.names.database
        named = (("catalog", None), ("database", database), ("table", f"{database}/*"))
        return [self._stack.format_arn(service="glue", resource=kind, resource_name=name) for kind, name in named]

    def _allow(self, role: iam.Role, actions: list[str], resources: list[str], conditions: dict[str, dict[str, list[str]]] | None = None) -> None:
        role.add_to_policy(iam.PolicyStatement(actions=actions, resources=resources, conditions=conditions))
