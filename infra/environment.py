"""Makes the environment of infra/requirements.txt and writes where its interpreter is."""

from __future__ import annotations

from pathlib import Path

from kerok.emulator.environment import python_of

HERE = Path(__file__).parent

(HERE / "build" / "python").write_text(str(python_of(HERE / "requirements.txt", "infra")))
