"""The dashboard: a door for eyes. It reads gold, views and the log of files, and defines nothing: every figure comes from a view."""
