"""Look every locked package up in the public list of known vulnerabilities.

    python bench/audit.py

Needs `pip-audit` and the network. Exit 0: looked up, and nothing found. 1: something found. 2: not looked up,
which is no good news; the last line says so.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
# What pip-audit says where it could not ask; an answer, good or bad, has none of these.
_NOT_ASKED = (
    "ConnectionError",
    "ServiceError",
    "Max retries",
    "Name or service",
    "timed out",
    "Failed to resolve",
    "resolve host",
    "HTTPError",
)


def verdict(status: int, said: str) -> tuple[int, str]:
    """Exit status and last line, from pip-audit's own status and words.

    >>> verdict(0, "No known vulnerabilities found")
    (0, 'audited: no known vulnerability in any locked package')
    >>> verdict(1, "requests.exceptions.ConnectionError: ...")[0]
    2
    """
    if any(word in said for word in _NOT_ASKED):
        return (
            2,
            "NOT audited: the list of vulnerabilities could not be reached; run this again with a network",
        )
    if status == 0:
        return 0, "audited: no known vulnerability in any locked package"
    return 1, "audited: see above for packages with a known vulnerability, or for what went wrong"


def main() -> int:
    """Audit the lock."""
    if importlib.util.find_spec("pip_audit") is None:
        print("NOT audited: pip-audit is not installed here; pip install pip-audit, then run this again")
        return 2
    lock = PROJECT / "requirements.lock"
    command = [sys.executable, "-m", "pip_audit", "-r", str(lock), "--require-hashes", "--disable-pip"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    status, words = verdict(done.returncode, said)
    print("\n".join(said.splitlines()[-40:]) if status != 2 else said.strip().splitlines()[-1][:200])
    print(words)
    return status


if __name__ == "__main__":
    sys.exit(main())
