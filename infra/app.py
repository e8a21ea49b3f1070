"""The stack of Kerok on AWS: ``cdk deploy`` reads it from here."""

from __future__ import annotations

import os

import aws_cdk as cdk
from cdk_nag import AwsSolutionsChecks
from kerok_stack import KerokStack

app = cdk.App(outdir=os.environ.get("CDK_OUTDIR"), analytics_reporting=False)
environment = cdk.Environment(account=os.environ.get("CDK_DEFAULT_ACCOUNT"), region=os.environ.get("CDK_DEFAULT_REGION"))
KerokStack(app, app.node.try_get_context("stack") or "Kerok", env=environment, description="Kerok: the lakehouse for US nursing-home staffing")
if os.environ.get("CDK_NAG", "1") == "1":
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app))
app.synth()
