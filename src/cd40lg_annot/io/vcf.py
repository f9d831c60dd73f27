"""VCF, VCF.gz and BCF files: what the header says, and the records of chromosome X.

htslib (through pysam) reads and checks the file; genotypes are handed on as text,
so that every spelling reaches one place (`calls.genotype_text`). Nothing is written
beside the user's file: one without a usable index is streamed, and of one that is plain
text or plain gzip (which pysam cannot open) the X records go through a temporary file.
"""

import gzip
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.bgzf import GZIP, is_bgzf, refuse_damaged
from cd40lg_annot.locus.builds import is_x, is_y
from cd40lg_annot.model import VcfHeader, VcfRecord, XReading

if TYPE_CHECKING:
    import pysam

_BCF = b"BCF"
_STRUCTURAL_ALLELES = ("DEL", "DUP", "INV", "INS", "CNV", "BND", "CN0")
_CONSTRUCTED = "cd40lg_annot_note"
_REFERENCE_ALTS = {"<NON_REF>", "<*>"}
# Of an indexed file so many records of X are looked at, to learn whether it lists more than variants.
_RECORDS_TO_KNOW = 200
_REMEDY_RECORD = "mend the record (bcftools view shows where) or write the file again"

Window = tuple[int, int]
"""First and last position of a stretch of chromosome X, 1-based and inclusive."""


def read_header(path: str) -> VcfHeader:
    """Read a file's header, after checking that the file is whole.

    Raises:
        UnreadableFileError: missing, empty, truncated, or not VCF or BCF.
    """
    refuse_damaged(path)
    with _opened(path, header_only=True) as file:
        lengths = {str(name): contig.length for name, contig in file.header.contigs.items()}
        lines = [(line.key or "", line.value, dict(line.attrs)) for line in file.header.records]
        return VcfHeader(
            path=path,
            samples=tuple(file.header.samples),
            contig_lengths=lengths,
            hints=_reference_hints(lines),
            has_structural=_declares_structural(file),
            source="; ".join(value for key, value, _ in lines if key == "source" and value),
            notes=tuple(value for key, value, _ in lines if key == _CONSTRUCTED and value),
        )


def _reference_hints(lines: Sequence[tuple[str, str | None, dict[str, str]]]) -> tuple[str, ...]:
    hints = [f"{key}={value}" for key, value, _ in lines if key in {"reference", "assembly"} and value]
    assemblies = {
        attributes.get("assembly", "").strip('"') for key, _, attributes in lines if key == "contig"
    }
    return (*hints, *(f"assembly={name}" for name in sorted(assemblies) if name))


def _declares_structural(file: "pysam.VariantFile") -> bool:
    declared = {
        dict(line.attrs).get("ID", "").split(":")[0] for line in file.header.records if line.key == "ALT"
    }
    return bool(declared & set(_STRUCTURAL_ALLELES)) or "SVTYPE" in file.header.info


@contextmanager
def _opened(path: str, *, header_only: bool = False) -> Iterator["pysam.VariantFile"]:
    """Open a file, and turn every complaint of htslib about it into one line."""
    import pysam

    # htslib's own messages name no file and no remedy.
    before = pysam.set_verbosity(0)
    try:
        with (
            readable(path, header_only=header_only) as local,
            pysam.VariantFile(local) as file,
        ):
            yield file
    except ValueError as error:
        problem = "not a VCF or BCF file, or its header is malformed"
        raise UnreadableFileError(path, problem, "write it again with a VCF header") from error
    except (OSError, EOFError, zlib.error) as error:
        problem = "the file is damaged or truncated"
        raise UnreadableFileError(path, problem, "copy it again or write it again") from error
    finally:
        pysam.set_verbosity(before)


@contextmanager
def readable(path: str, *, header_only: bool = False) -> Iterator[str]:
    """Give a path that htslib's wrappers can open: the file itself, or a copy of its X and Y records."""
    with Path(path).open("rb") as file:
        start = file.read(18)
    if is_bgzf(start) or start.startswith(_BCF):
        yield path
        return
    with tempfile.NamedTemporaryFile(suffix=".vcf") as text:
        with _opener(start)(path, "rb") as opened:
            _copy_x(opened, text, header_only=header_only)
        text.flush()
        yield text.name


def _opener(start: bytes) -> Callable[[str, str], IO[bytes]]:
    return cast("Callable[[str, str], IO[bytes]]", gzip.open if start.startswith(GZIP) else open)


def _copy_x(source: IO[bytes], target: IO[bytes], *, header_only: bool) -> None:
    """Copy the header and the records of X and Y; a line that is no record goes along to htslib."""
    wanted: dict[bytes, bool] = {}
    for line in source:
        contig, tab, _ = line.partition(b"\t")
        if line.startswith(b"#"):
            target.write(line)
            continue
        if header_only:
            return
        if contig not in wanted:
            name = contig.decode("utf-8", "replace")
            wanted[contig] = is_x(name) or is_y(name)
        if wanted[contig] or (not tab and line.strip()):
            target.write(line)


def read_x(header: VcfHeader, samples: Sequence[str], windows: Sequence[Window]) -> XReading:
    """Read the records of chromosome X that overlap a window, for some samples.

    Args:
        header: what `read_header` gave for the file.
        samples: columns to read, as the file names them.
        windows: where the locus lies in each build.

    Raises:
        UnreadableFileError: a record cannot be parsed, or two spellings of X are in use.
    """
    with _opened(header.path) as file:
        if samples:
            file.subset_samples(list(samples))
        index = index_problem(header.path)
        if file.index is not None and index is None:
            return _from_index(file, header, windows)
        return _from_stream(file, header, windows, (index,) if index else ())


def index_problem(path: str) -> str | None:
    """Say why an index that is there is not used."""
    for suffix in (".tbi", ".csi"):
        index = Path(path + suffix)
        if index.exists() and index.stat().st_mtime < Path(path).stat().st_mtime:
            return f"{index.name} is older than its file; it was not used"
    return None


def _from_index(file: "pysam.VariantFile", header: VcfHeader, windows: Sequence[Window]) -> XReading:
    contigs = [str(name) for name in file.index if is_x(str(name))]
    in_use = [name for name in contigs if next(file.fetch(name), None) is not None]
    contig = _only(header.path, in_use)
    if contig is None:
        return XReading("", (), 0, indexed=True)
    wanted = [(0, None)] if header.has_structural else [(first - 1, last) for first, last in windows]
    records: dict[int, list[VcfRecord]] = {}
    for number, (start, end) in enumerate(wanted):
        for raw in _checked(header.path, file.fetch(contig, start, end)):
            record = _record(raw)
            if header.has_structural or _overlaps(record, windows[number : number + 1]):
                records.setdefault(number, []).append(record)
    beyond = [next(file.fetch(contig, first - 1), None) for first, _ in windows]
    highest = max((raw.pos for raw in beyond if raw is not None), default=1)
    found = tuple(record for group in records.values() for record in group)
    highest = max([highest, *(record.pos for record in found)])
    first = islice(_checked(header.path, file.fetch(contig)), _RECORDS_TO_KNOW)
    states_reference = any(_states_reference(raw) for raw in first)
    return XReading(contig, found, highest, indexed=True, has_reference_records=states_reference)


def _states_reference(raw: "pysam.VariantRecord") -> bool:
    """Whether a record names no allele, or only the one for everything else: it says "nothing found"."""
    return set(raw.alts or ()) <= _REFERENCE_ALTS


def _from_stream(
    file: "pysam.VariantFile", header: VcfHeader, windows: Sequence[Window], notes: tuple[str, ...]
) -> XReading:
    records: list[VcfRecord] = []
    contigs: dict[str, None] = {}
    highest = 0
    states_reference = False
    # Where the header does not declare END, htslib does not know how far a block reaches.
    ends_known = "END" in file.header.info
    x_names: dict[str, bool] = {}
    for raw in _checked(header.path, file):
        contig = raw.contig
        if contig not in x_names:
            x_names[contig] = is_x(contig)
        if not x_names[contig]:
            continue
        contigs[contig] = None
        highest = max(highest, raw.pos)
        states_reference = states_reference or _states_reference(raw)
        if header.has_structural or any(raw.pos <= last for _, last in windows):
            near = header.has_structural or not ends_known or _near(raw, windows)
            record = _record(raw) if near else None
            if record and (header.has_structural or _overlaps(record, windows)):
                records.append(record)
    return XReading(
        _only(header.path, list(contigs)) or "",
        tuple(records),
        highest,
        indexed=False,
        notes=notes,
        has_reference_records=states_reference,
    )


def _checked(path: str, records: Iterable["pysam.VariantRecord"]) -> Iterator["pysam.VariantRecord"]:
    """Give the records, and name the place where htslib cannot go on."""
    place = "the first record"
    iterator = iter(records)
    while True:
        try:
            raw = next(iterator)
        except StopIteration:
            return
        except OSError as error:
            problem = f"{place} cannot be read: malformed, or the file is truncated there"
            raise UnreadableFileError(path, problem, _REMEDY_RECORD) from error
        yield raw
        place = f"the record after {raw.contig}:{raw.pos}"


def _near(raw: "pysam.VariantRecord", windows: Sequence[Window]) -> bool:
    return any(raw.pos <= last and raw.stop >= first for first, last in windows)


def _only(path: str, contigs: Sequence[str]) -> str | None:
    if len(contigs) > 1:
        problem = f"chromosome X stands under two names, {' and '.join(contigs)}"
        raise UnreadableFileError(path, problem, "give a file with one name for it")
    return contigs[0] if contigs else None


def _overlaps(record: VcfRecord, windows: Sequence[Window]) -> bool:
    return any(record.pos <= last and record.end >= first for first, last in windows)


def _record(raw: "pysam.VariantRecord") -> VcfRecord:
    """Take a record apart from its text, which htslib has checked and writes in one spelling."""
    columns = str(raw).rstrip("\n").split("\t")
    contig, pos, _, ref, alts, _, filters, info_text = columns[:8]
    info = dict(_pair(item) for item in info_text.split(";")) if info_text != "." else {}
    keys = tuple(columns[8].split(":")) if len(columns) > 8 else ()
    names = raw.header.samples if keys else ()
    return VcfRecord(
        contig=contig,
        pos=int(pos),
        end=_end(int(pos), ref, info),
        ref=ref.upper(),
        alts=() if alts == "." else tuple(_upper(alt) for alt in alts.split(",")),
        filters=() if filters in {".", "PASS"} else tuple(filters.split(";")),
        info=info,
        format_keys=keys,
        formats={name: _formats(keys, text) for name, text in zip(names, columns[9:], strict=True)},
    )


def _pair(item: str) -> tuple[str, str]:
    key, _, value = item.partition("=")
    return key, value


def _upper(alt: str) -> str:
    """Bases in upper case; symbolic alleles and breakends keep their contig names."""
    return alt.upper() if alt.isalpha() else alt


def _end(pos: int, ref: str, info: dict[str, str]) -> int:
    """Last base covered, 1-based; an END before POS is not believed."""
    end = info.get("END", "")
    return max(pos + len(ref) - 1, int(end) if end.isdecimal() else 0)


def _formats(keys: tuple[str, ...], text: str) -> dict[str, str]:
    return {key: value for key, value in zip(keys, text.split(":"), strict=False) if value != "."}
