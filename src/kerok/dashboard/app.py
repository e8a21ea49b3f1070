"""The dashboard as a server: what ``kerok dashboard`` starts."""

import streamlit as st

from kerok.dashboard.server import SCRIPT, lifespan, middleware, routes

app = st.App(SCRIPT, lifespan=lifespan, middleware=middleware(), routes=routes())
