"""A whole national quarter, rebuilt from published facility totals."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"
TOTALS = SHARED / "data" / "published" / "facility_quarterly_2025Q2.csv"
ROWS = 14_537 * 91


def national_quarter(folder: Path, quarter: str = "2025Q2") -> Path:
    """2025Q2 as CMS's file of 245 MB, or the same totals as another quarter's; skips the test where the totals are not there, in CI fails it."""
    if not TOTALS.exists():
        if os.environ.get("CI"):
            pytest.fail(f"the published totals are required in CI: {TOTALS}")
        pytest.skip("the published totals are not part of the repository (../shared/data/published)")
    target = folder / f"PBJ_Daily_Nurse_Staffing_Q{quarter[5]}_{quarter[:4]}.csv"
    tool = SHARED / "tools" / "national_quarter.py"
    subprocess.run([sys.executable, str(tool), str(TOTALS), str(target), "--as-quarter", quarter], check=True, stdout=subprocess.DEVNULL)
    return target
