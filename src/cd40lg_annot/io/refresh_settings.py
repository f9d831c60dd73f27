"""Keys of the configuration that say where `refresh` fetches from: a proxy, and mirrors."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cd40lg_annot.errors import InputFault, InputFaultsError, UnreadableFileError

DEFAULT_PATH = Path("config/config.yaml")
KEYS = ("proxy", "clinvar_url", "gnomad_url")


@dataclass(frozen=True, slots=True)
class RefreshSettings:
    """Addresses; None where the configuration does not say."""

    proxy: str | None = None
    clinvar_url: str | None = None
    gnomad_url: str | None = None


def read_refresh_settings(path: Path | None) -> RefreshSettings:
    """Read `path`, or the configuration of the folder one runs in if it has one.

    Raises:
        UnreadableFileError: no such file, or not YAML.
        InputFaultsError: an address that is none.
    """
    import yaml

    if path is None and not DEFAULT_PATH.is_file():
        return RefreshSettings()
    path = path or DEFAULT_PATH
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "cannot be read", "correct the path") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFileError(path, "is not YAML", "mend it; config/README.md shows its keys") from error
    values = {key: content.get(key) for key in KEYS} if isinstance(content, Mapping) else {}
    faults = [
        InputFault(str(path), f"{key} is {value!r}, not an address", "write http://… or https://…")
        for key, value in values.items()
        if value is not None and not str(value).startswith(("http://", "https://"))
    ]
    if faults:
        raise InputFaultsError(faults)
    return RefreshSettings(**{key: None if value is None else str(value) for key, value in values.items()})
