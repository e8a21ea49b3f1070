"""Storage, ledger, functions, workflow and what watches them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import aws_cdk as cdk
from access import Access
from assets import ROOT, build
from aws_cdk import aws_athena as athena
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_glue as glue
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secrets
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs
from aws_cdk import aws_stepfunctions as states
from constructs import Construct
from findings import acknowledge
from names import names_of

RENDERED = Path(os.environ.get("KEROK_BUILD", ROOT / "infra" / "build"))
"""What ``kerok aws build`` wrote: the rendered SQL and the state machines."""


class KerokStack(cdk.Stack):
    """Everything of one lake. What holds data stays when the stack is deleted."""

    def __init__(self, scope: Construct, name: str, **options: Any) -> None:
        super().__init__(scope, name, **options)
        self._rendered = (RENDERED / "rendered.json").read_text("utf-8")
        self.names = names_of(self, json.loads(self._rendered)["namespace"])
        self.landing, self.results = self._landing(), self._results()
        self.ledger = dynamodb.Table(
            self, "Ledger", table_name=self.names.ledger, billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST, removal_policy=cdk.RemovalPolicy.RETAIN,
            partition_key=_key("kind"), sort_key=_key("id"), encryption=dynamodb.TableEncryption.AWS_MANAGED,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(point_in_time_recovery_enabled=True),
        )  # fmt: skip
        glue.CfnDatabase(self, "Database", catalog_id=self.account, database_input=glue.CfnDatabase.DatabaseInputProperty(name=self.names.database))
        if self.names.workgroup != "primary":
            self._workgroup()
        self.secret = secrets.Secret(
            self, "DriveKey", secret_name=self.names.drive_key, description="Key of the Google service account that reads the Drive folder (JSON)",
            removal_policy=cdk.RemovalPolicy.RETAIN,
        )  # fmt: skip
        self.alarms = self._topic()
        self.dead = sqs.Queue(self, "DeadLetters", enforce_ssl=True, retention_period=cdk.Duration.days(14))
        self.access = Access(self)
        self._functions()
        self._workflows()
        self._watch()
        self._outputs()
        acknowledge(self)

    # ------------------------------------------------------------------------------------ storage

    def _landing(self) -> s3.Bucket:
        """Versioned: an object that is overwritten is still the one that the ledger names. Of what was received every version stays."""
        keep = {"noncurrent_version_expiration": cdk.Duration.days(7), "expired_object_delete_marker": True}
        bucket = self._bucket("Landing", self.names.landing, versioned=True, lifecycle_rules=[
            s3.LifecycleRule(id="staged", prefix="staged/", expiration=cdk.Duration.days(30), noncurrent_version_expiration=cdk.Duration.days(1)),
            s3.LifecycleRule(id="candidates", prefix="candidates/", expiration=cdk.Duration.days(7), noncurrent_version_expiration=cdk.Duration.days(1)),
            *(s3.LifecycleRule(id=place, prefix=f"{place}/", **keep) for place in ("silver", "gold", "ops", "ingest-state")),
            s3.LifecycleRule(id="uploads", abort_incomplete_multipart_upload_after=cdk.Duration.days(1)),
        ])  # fmt: skip
        # L1: event_bridge_enabled would add a custom resource with a function of its own
        bucket.node.default_child.notification_configuration = s3.CfnBucket.NotificationConfigurationProperty(  # type: ignore[union-attr]
            event_bridge_configuration=s3.CfnBucket.EventBridgeConfigurationProperty(event_bridge_enabled=True)
        )
        return bucket

    def _results(self) -> s3.Bucket:
        return self._bucket("Results", self.names.results, lifecycle_rules=[s3.LifecycleRule(id="results", expiration=cdk.Duration.days(7))])

    def _bucket(self, name: str, bucket_name: str, **options: Any) -> s3.Bucket:
        return s3.Bucket(
            self, name, bucket_name=bucket_name, encryption=s3.BucketEncryption.S3_MANAGED, enforce_ssl=True, minimum_tls_version=1.2,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL, removal_policy=cdk.RemovalPolicy.RETAIN, **options,
        )  # fmt: skip

    def _workgroup(self) -> None:
        encryption = athena.CfnWorkGroup.EncryptionConfigurationProperty(encryption_option="SSE_S3")
        output = athena.CfnWorkGroup.ResultConfigurationProperty(output_location=f"s3://{self.names.results}/", encryption_configuration=encryption)
        configuration = athena.CfnWorkGroup.WorkGroupConfigurationProperty(
            enforce_work_group_configuration=True, publish_cloud_watch_metrics_enabled=True, bytes_scanned_cutoff_per_query=20 << 30,
            engine_version=athena.CfnWorkGroup.EngineVersionProperty(selected_engine_version="Athena engine version 3"), result_configuration=output,
        )  # fmt: skip
        athena.CfnWorkGroup(self, "WorkGroup", name=self.names.workgroup, recursive_delete_option=True, work_group_configuration=configuration)

    def _topic(self) -> sns.Topic:
        """Whoever has a policy of its own is asked nothing else: CloudWatch, which has no role, must be named there; the workflow's role may already."""
        topic = sns.Topic(self, "Alarms", enforce_ssl=True)
        topic.add_to_resource_policy(iam.PolicyStatement(
            sid="CloudWatchAlarms", actions=["sns:Publish"], resources=[topic.topic_arn], principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
            conditions={"StringEquals": {"aws:SourceAccount": self.account}},
        ))  # fmt: skip
        if self.names.alarm_email:
            topic.add_subscription(subscriptions.EmailSubscription(self.names.alarm_email))
        return topic

    # ------------------------------------------------------------------------------------ functions

    def _functions(self) -> None:
        folders = {name: str(build(name, RENDERED, self._rendered)) for name in ("slim", "stage", "ingest")}
        lake = {
            "KEROK_ENGINE": "athena", "KEROK_CATALOG": "glue", "KEROK_NAMESPACE": self.names.database, "KEROK_WAREHOUSE": f"s3://{self.names.landing}",
            "KEROK_LEDGER_URL": f"dynamodb://{self.names.ledger}", "KEROK_ATHENA_WORKGROUP": self.names.workgroup,
            "KEROK_MEMORY_LIMIT": "1500MB",
        }  # fmt: skip
        self.stage = self._function("Stage", folders["stage"], "stage", lake, memory=3008, minutes=15, scratch=10240)
        more = lake | {"STAGE_FUNCTION": self.stage.function_name}
        self.build_sql = self._function("BuildSql", folders["slim"], "build_sql", more, memory=512, minutes=5)
        self.mark = self._function("Mark", folders["slim"], "mark", lake, memory=512, minutes=2)
        drive = {"LANDING_BUCKET": self.names.landing, "DRIVE_FOLDER_ID": self.names.drive_folder, "DRIVE_SECRET_ARN": self.secret.secret_arn}
        if self.names.drive_endpoint:
            drive["DRIVE_ENDPOINT"] = self.names.drive_endpoint
        self.ingest = self._function("Ingest", folders["ingest"], "ingest", drive, memory=512, minutes=15, scratch=2048)
        schedule = events.Rule(self, "Hourly", schedule=events.Schedule.rate(cdk.Duration.hours(1)))
        schedule.add_target(targets.LambdaFunction(self.ingest, dead_letter_queue=self.dead, retry_attempts=2))

    def _function(self, name: str, folder: str, module: str, environment: dict[str, str], *, memory: int, minutes: int, scratch: int = 512) -> lambda_.Function:
        group = logs.LogGroup(self, f"{name}Logs", retention=logs.RetentionDays.THREE_MONTHS, removal_policy=cdk.RemovalPolicy.DESTROY)
        return lambda_.Function(
            self, name, runtime=lambda_.Runtime.PYTHON_3_11, architecture=lambda_.Architecture.X86_64, code=lambda_.Code.from_asset(folder),
            handler=f"kerok.aws.{module}.handler", environment=environment, memory_size=memory, timeout=cdk.Duration.minutes(minutes),
            ephemeral_storage_size=cdk.Size.mebibytes(scratch), role=self.access.of_function(name, group), log_group=group,
        )  # fmt: skip

    # ------------------------------------------------------------------------------------ workflow

    def _workflows(self) -> None:
        self.machine = self._machine("Load", "load.asl.json", self.access.of_workflow([self.stage, self.build_sql, self.mark]), {
            "StageFunction": self.stage.function_arn, "BuildSqlFunction": self.build_sql.function_arn, "MarkFunction": self.mark.function_arn,
            "WorkGroup": self.names.workgroup, "Database": self.names.database, "Results": self.names.results, "Topic": self.alarms.topic_arn,
        })  # fmt: skip
        self.access.let_describe(self.machine)
        self.upkeep = self._machine("Upkeep", "upkeep.asl.json", self.machine.role, {
            "WorkGroup": self.names.workgroup, "Database": self.names.database, "Results": self.names.results, "Topic": self.alarms.topic_arn,
        })  # fmt: skip
        weekly = events.Rule(self, "Weekly", schedule=events.Schedule.cron(week_day="SUN", hour="7", minute="0"))
        weekly.add_target(targets.SfnStateMachine(self.upkeep, dead_letter_queue=self.dead))
        arrival = events.Rule(self, "Arrived", description="A file in bronze starts the workflow", event_pattern=events.EventPattern(
            source=["aws.s3"], detail_type=["Object Created"],
            detail={"bucket": {"name": [self.names.landing]}, "object": {"key": [{"prefix": "bronze/pbj/"}, {"prefix": "bronze/providerinfo/"}]}},
        ))  # fmt: skip
        arrival.add_target(targets.SfnStateMachine(self.machine, dead_letter_queue=self.dead, retry_attempts=8, max_event_age=cdk.Duration.hours(6)))

    def _machine(self, name: str, file: str, role: iam.IRole, substitutions: dict[str, str]) -> states.StateMachine:
        group = logs.LogGroup(self, f"{name}Log", log_group_name=f"/aws/vendedlogs/states/{self.names.prefix}-{name.lower()}", retention=logs.RetentionDays.THREE_MONTHS, removal_policy=cdk.RemovalPolicy.DESTROY)
        return states.StateMachine(
            self, name, state_machine_name=f"{self.names.prefix}-{name.lower()}", definition_body=states.DefinitionBody.from_string((RENDERED / file).read_text("utf-8")), definition_substitutions=substitutions,
            role=role, tracing_enabled=True, logs=states.LogOptions(destination=group, level=states.LogLevel.ALL, include_execution_data=False),
        )  # fmt: skip

    # ------------------------------------------------------------------------------------ operations

    def _watch(self) -> None:
        watched = {
            "ExecutionFailed": (self.machine.metric_failed(), "A file was not loaded"),
            "ExecutionTimedOut": (self.machine.metric_timed_out(), "A file took more than six hours"),
            "UpkeepTimedOut": (self.upkeep.metric_timed_out(), "Maintenance was not through in its time"),
            "EventsLost": (self.dead.metric_approximate_number_of_messages_visible(), "An event could not be delivered"),
            "IngestFailed": (self.ingest.metric_errors(), "Google Drive could not be read"),
        }
        for name, (metric, meaning) in watched.items():
            alarm = cloudwatch.Alarm(
                self, name, metric=metric, threshold=1, evaluation_periods=1, alarm_description=f"{meaning}: see the runbook in docs/aws-deployment.md",
                treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING, comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            )  # fmt: skip
            alarm.add_alarm_action(actions.SnsAction(self.alarms))
        board = cloudwatch.Dashboard(self, "Metrics", dashboard_name=self.names.prefix)
        board.add_widgets(
            cloudwatch.GraphWidget(title="Files", left=[self.machine.metric_started(), self.machine.metric_succeeded(), self.machine.metric_failed()]),
            cloudwatch.GraphWidget(title="Functions", left=[f.metric_duration() for f in (self.stage, self.build_sql, self.mark, self.ingest)]),
            cloudwatch.GraphWidget(title="Athena: bytes scanned", left=[cloudwatch.Metric(namespace="AWS/Athena", metric_name="ProcessedBytes", dimensions_map={"WorkGroup": self.names.workgroup})]),
        )  # fmt: skip

    def _outputs(self) -> None:
        cdk.CfnOutput(self, "FirstFile", value=f"s3://{self.names.landing}/bronze/pbj/", description="Put the first file here; or into the Drive folder")
        cdk.CfnOutput(self, "StateMachine", value=self.machine.state_machine_arn)
        cdk.CfnOutput(self, "LandingBucket", value=self.names.landing)
        cdk.CfnOutput(self, "DriveKeySecret", value=self.secret.secret_arn, description="Put the service account's key (JSON) here")
        cdk.CfnOutput(self, "DashboardRoleArn", value=self.access.dashboard.role_arn, description="What a dashboard works as: it reads gold alone")


def _key(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)
