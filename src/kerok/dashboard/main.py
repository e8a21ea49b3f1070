"""The script that Streamlit runs for every session and every change."""

from kerok.dashboard.frame import run

run()
