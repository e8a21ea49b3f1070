"""Kerok on AWS: the functions that the workflow calls, the workflow itself, and what starts and repeats it.

Functions import no more than their package holds: *stage* DuckDB and NumPy, all others neither, nor PyIceberg, Arrow or SQLGlot.
"""
