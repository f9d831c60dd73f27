"""What every test may use."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def project() -> Path:
    """Root of the checkout."""
    return Path(__file__).resolve().parent.parent
