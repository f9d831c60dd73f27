"""The JSON that one stage hands the next: written whole or not at all, read back checked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.files import write_whole
from cd40lg_annot.model import (
    AnnotatedVariant,
    CheckedInputs,
    ExtractedSample,
    FailedSample,
    FamilyInterpretation,
    KnownSite,
    Provenance,
)


@dataclass(frozen=True, slots=True)
class ExtractFile:
    """What `extract` writes for one batch; `failed` holds those of `check-inputs`, too."""

    provenance: Provenance
    samples: tuple[ExtractedSample, ...]
    failed: tuple[FailedSample, ...] = ()


@dataclass(frozen=True, slots=True)
class VariantsFile:
    """What `annotate` writes for the cohort; one entry per distinct variant, by position.

    `known`: the changes that the tables know to cause the disease, by position.
    """

    provenance: Provenance
    variants: tuple[AnnotatedVariant, ...]
    known: tuple[KnownSite, ...] = ()


@dataclass(frozen=True, slots=True)
class InterpretFile:
    """What `interpret` writes for one batch; a family of which every sample failed is not among them."""

    provenance: Provenance
    families: tuple[FamilyInterpretation, ...]
    failed: tuple[FailedSample, ...] = ()


Record = ExtractFile | VariantsFile | InterpretFile | CheckedInputs
R = TypeVar("R", bound=Record)
_BLOCKS = b'"reference_blocks":['
_NO_BLOCKS = _BLOCKS + b"]"


# An adapter takes milliseconds to build, a record microseconds to write.
_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def write_record(record: Record, path: Path) -> None:
    """Write a record as JSON, keys in the order of the model."""
    write_whole(path, (_extract_json(record) if isinstance(record, ExtractFile) else _json(record)) + b"\n")


def _json(value: object) -> bytes:
    return _adapter(type(value)).dump_json(value, exclude_defaults=True)


def _extract_json(record: ExtractFile) -> bytes:
    """The same as `_json`, but a reference block that samples share is written once and repeated.

    A joint call set has hundreds of blocks in each of thousands of samples, and few that differ.
    """
    emptied = tuple(replace(sample, reference_blocks=()) for sample in record.samples)
    # Quotes inside a text are escaped, so that these bytes are a key wherever they stand.
    first, *others = _json(replace(record, samples=emptied)).split(_NO_BLOCKS)
    written: dict[int, bytes] = {}
    parts = [first]
    for sample, after in zip(record.samples, others, strict=True):
        for block in sample.reference_blocks:
            if id(block) not in written:
                written[id(block)] = _json(block)
        parts += [_BLOCKS, b",".join([written[id(block)] for block in sample.reference_blocks]), b"]", after]
    return b"".join(parts)


def read_record(kind: type[R], path: Path) -> R:
    """Read a record that an earlier stage wrote.

    Raises:
        UnreadableFileError: the file is missing, or is not this kind of record.
    """
    try:
        record: R = _adapter(kind).validate_json(path.read_bytes())
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "cannot be read", "run the stage before") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        problem = f"not a {kind.__name__} ({place}: {first['msg']})"
        raise UnreadableFileError(path, problem, "delete it and run the workflow again") from error
    return record


def read_records(kind: type[R], paths: Iterable[Path]) -> tuple[R, ...]:
    """Read several records of one kind, in the order given."""
    return tuple(read_record(kind, path) for path in paths)


def as_json(value: object) -> str:
    """Give any model value as indented JSON text, for people and for reports."""
    return _adapter(type(value)).dump_json(value, indent=2).decode() + "\n"
