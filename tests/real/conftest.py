"""Where the real inputs are: the folder `shared/real` beside the checkout, or under `CD40LG_SHARED`."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real(project: Path) -> Path:
    """Folder of public reference samples; a test that needs it skips where it is absent."""
    shared = Path(os.environ.get("CD40LG_SHARED", project.parent / "shared"))
    folder = shared / "real"
    if not folder.is_dir():
        pytest.skip(f"no real inputs: {folder} is absent (set CD40LG_SHARED)")
    return folder
