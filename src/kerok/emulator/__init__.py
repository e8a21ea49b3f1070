"""Athena without an AWS account: MiniStack (S3, Glue, Athena's API) whose Athena is executed by a real Trino."""
