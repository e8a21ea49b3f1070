"""The commands of ``kerok``, one module per kind; each is imported only when called."""
