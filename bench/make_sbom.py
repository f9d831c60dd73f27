"""Write the software bill of materials of the locked environment, as CycloneDX 1.6.

    python bench/make_sbom.py [build/sbom.cdx.json]

It says what `requirements.lock` says: every package, its version, and the checksums of the files that
may be installed. The same lock gives the same bytes.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cd40lg_annot import __version__

PROJECT = Path(__file__).resolve().parent.parent
_PACKAGE = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\\n]+?))?\s*\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def sbom(lock: str) -> dict[str, Any]:
    """Bill of materials of the text of a lock."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    components = list(_components(lock))
    own = f"pkg:pypi/{project['name']}@{__version__}"
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": project["name"],
                "version": __version__,
                "licenses": [{"license": {"id": project["license"]}}],
                "purl": own,
            }
        },
        "components": components,
        "dependencies": [{"ref": own, "dependsOn": [item["bom-ref"] for item in components]}],
    }


def _components(lock: str) -> Iterator[dict[str, Any]]:
    found: dict[str, Any] | None = None
    for line in lock.splitlines():
        if package := _PACKAGE.match(line):
            if found:
                yield found
            found = _component(package)
        elif found and (digest := _HASH.search(line)):
            found["properties"].append({"name": "lock:sha256", "value": digest[1]})
    if found:
        yield found


def _component(package: re.Match[str]) -> dict[str, Any]:
    purl = f"pkg:pypi/{package['name'].lower().replace('_', '-')}@{package['version']}"
    properties = [{"name": "lock:marker", "value": package["marker"].strip()}] if package["marker"] else []
    return {
        "type": "library",
        "bom-ref": purl,
        "name": package["name"],
        "version": package["version"],
        "purl": purl,
        "properties": properties,
    }


def main() -> None:
    """Write the bill of the project's lock."""
    output = Path(sys.argv[1] if len(sys.argv) > 1 else PROJECT / "build" / "sbom.cdx.json")
    output.parent.mkdir(parents=True, exist_ok=True)
    content = sbom((PROJECT / "requirements.lock").read_text(encoding="utf-8"))
    output.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    print(f"{output}: {len(content['components'])} packages")


if __name__ == "__main__":
    main()
