"""Kerok: the lakehouse for US nursing-home staffing."""

__version__ = "0.1.0"
