"""VCF, VCF.gz and BCF files: what the header says, and the records of chromosome X.

htslib (through pysam) reads and checks the file; genotypes are handed on as text,
so that every spelling reaches one place (`calls.genotype_text`). Nothing is written
beside the user's file: one without a usable index is streamed, and of one that is plain
text or plain gzip (which pysam cannot open) the X records go through a temporary file.
"""

import gzip
import re
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
_TAB = b"\t"
_STRUCTURAL_ALLELES = ("DEL", "DUP", "INV", "INS", "CNV", "BND", "CN0")
_CONSTRUCTED = "cd40lg_annot_note"
_REFERENCE_ALTS = {"<NON_REF>", "<*>"}
# Of an indexed file so many records of X are looked at, to learn whether it lists more than variants.
_RECORDS_TO_KNOW = 200
# Below this size a file is read over the whole of X even if its header declares nothing structural.
_SMALL_BYTES = 4_000_000
# Up to this size all chromosomes of a structural file are searched for breakends whose mate is on X.
_SEARCHED_BYTES = 64_000_000
_LONG_REF = 50
_NAMES_ANOTHER = re.compile(
    rb"CHR2=(?:chr)?(?:X|23|NC_000023|CM000685)|[\[\]](?:chr)?(?:X|23|(?:NC_000023|CM000685)[.]\d+):",
    re.IGNORECASE,
)
_MATE = re.compile(r"[\[\]](?P<contig>.+):\d+[\[\]]")
# Longer lines are no record: a joint call set of 100,000 samples stays far below.
_LONGEST_LINE = 2**27
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
    # A byte that is not UTF-8, as old tools write names, is shown as \\xe9 and hinders nothing.
    strict = pysam.get_encoding_error_handler()
    pysam.set_encoding_error_handler("backslashreplace")
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
        pysam.set_encoding_error_handler(strict)
        pysam.set_verbosity(before)


@contextmanager
def readable(path: str, *, header_only: bool = False) -> Iterator[str]:
    """Give a path that htslib's wrappers can open: the file itself, or a copy of its X and Y records."""
    with Path(path).open("rb") as file:
        start = file.read(18)
    if is_bgzf(start) or start.startswith(_BCF):
        # With its folder before it, htslib takes no name for an address or for standard input.
        yield str(Path(path).absolute())
        return
    with tempfile.NamedTemporaryFile(suffix=".vcf") as text:
        with _opener(start)(path, "rb") as opened:
            _copy_x(path, opened, text, header_only=header_only)
        text.flush()
        yield text.name


def _opener(start: bytes) -> Callable[[str, str], IO[bytes]]:
    return cast("Callable[[str, str], IO[bytes]]", gzip.open if start.startswith(GZIP) else open)


def _copy_x(path: str, source: IO[bytes], target: IO[bytes], *, header_only: bool) -> None:
    """Copy the header and the records of X and Y; a line that is no record goes along to htslib."""
    wanted: dict[bytes, bool] = {}
    tabs = 0
    for line in _lines(path, source):
        contig, tab, rest = line.partition(_TAB)
        if line.startswith(b"#"):
            target.write(line)
            tabs = line.count(_TAB) if line.startswith(b"#CHROM") else tabs
            continue
        if header_only:
            return
        if contig not in wanted:
            name = contig.decode("utf-8", "replace")
            wanted[contig] = is_x(name) or is_y(name)
        if wanted[contig] and tab and line.count(_TAB) != tabs:
            # htslib reads on with the columns shifted, or with those that are there.
            place = f"{contig.decode()}:{rest.partition(_TAB)[0].decode('utf-8', 'replace')}"
            columns = f"it has {line.count(_TAB) + 1} columns where the header has {tabs + 1}"
            problem = f"the record at {place} cannot be read: {columns}"
            raise UnreadableFileError(path, problem, _REMEDY_RECORD)
        if wanted[contig] or (not tab and line.strip()) or _NAMES_ANOTHER.search(line):
            target.write(line)


def _lines(path: str, source: IO[bytes]) -> Iterator[bytes]:
    """Lines, none of which fills the memory."""
    while line := source.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            problem = f"a line is longer than {_LONGEST_LINE >> 20} MiB"
            raise UnreadableFileError(path, problem, "give a VCF file whose lines are records")
        yield line


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
        if samples and can_be_asked_for(samples):
            file.subset_samples(list(samples))
        if _shows_x(file, header.path):
            return _from_index(file, header, windows)
        notes = _index_notes(header.path, is_loaded=file.index is not None)
        return _from_stream(file, header, windows, notes)


def can_be_asked_for(samples: Sequence[str]) -> bool:
    """Whether htslib reads a list of these names as these names.

    It takes `,` for a separator, a first `^` for "all but" and `-` for "all": then every column is read.

    >>> [can_be_asked_for([name]) for name in ("NA12878", "^S", "a,b", "-")]
    [True, False, False, False]
    """
    return not any("," in name or name.startswith("^") or name == "-" for name in samples)


def has_usable_index(path: str) -> bool:
    """Whether a bgzipped VCF or a BCF has an index that can be read, is no older, and lists X."""
    with _opened(path) as file:
        return _shows_x(file, path)


def _shows_x(file: "pysam.VariantFile", path: str) -> bool:
    if file.index is None or _is_outdated(path):
        return False
    # An index of another file may lack X: that is checked, not believed.
    return any(is_x(str(name)) for name in file.index)


def _indexes(path: str) -> list[Path]:
    return [index for suffix in (".tbi", ".csi") if (index := Path(path + suffix)).exists()]


def _is_outdated(path: str) -> bool:
    return any(index.stat().st_mtime < Path(path).stat().st_mtime for index in _indexes(path))


def _index_notes(path: str, *, is_loaded: bool) -> tuple[str, ...]:
    """Say why an index that is there is not used."""
    problem = "lists no chromosome X" if is_loaded else "cannot be read"
    if _is_outdated(path):
        problem = "is older than its file"
    return tuple(f"{index.name} {problem}; it was not used" for index in _indexes(path))


def _from_index(file: "pysam.VariantFile", header: VcfHeader, windows: Sequence[Window]) -> XReading:
    ends_known = "END" in file.header.info
    contigs = [str(name) for name in file.index if is_x(str(name))]
    in_use = [name for name in contigs if next(file.fetch(name), None) is not None]
    contig = _only(header.path, in_use)
    if contig is None:
        return XReading("", (), 0, indexed=True)
    # An index finds a record by its END; one that spans the gene by SVLEN alone, or joins two breakends
    # on either side of it, is found only by reading all of X.
    whole = header.has_structural or _size(header.path) <= _SMALL_BYTES
    wanted = [(0, None)] if whole else [(first - 1, last) for first, last in windows]
    records: dict[int, list[VcfRecord]] = {}
    for number, (start, end) in enumerate(wanted):
        for raw in _checked(header.path, file.fetch(contig, start, end)):
            far = _may_reach_far(raw)
            if not far and not _near(raw, windows, ends_known=ends_known):
                continue
            record = _record(header.path, raw)
            if far or _overlaps(record, windows if whole else windows[number : number + 1]):
                records.setdefault(number, []).append(record)
    beyond = [next(file.fetch(contig, first - 1), None) for first, _ in windows]
    highest = max((raw.pos for raw in beyond if raw is not None), default=1)
    found = tuple(record for group in records.values() for record in group)
    highest = max([highest, *(record.pos for record in found)])
    first = islice(_checked(header.path, file.fetch(contig)), _RECORDS_TO_KNOW)
    states_reference = any(_states_reference(raw) for raw in first)
    elsewhere, notes = _elsewhere(file, header)
    return XReading(
        contig,
        found,
        highest,
        indexed=True,
        notes=notes,
        has_reference_records=states_reference,
        elsewhere=elsewhere,
    )


def _elsewhere(file: "pysam.VariantFile", header: VcfHeader) -> tuple[tuple[VcfRecord, ...], tuple[str, ...]]:
    """Breakends on other chromosomes that name X; in a file too large to search, a note that says so."""
    if not header.has_structural:
        return (), ()
    if _size(header.path) > _SEARCHED_BYTES:
        return (), ("breakends recorded only on another chromosome were not searched: the file is large",)
    records = _checked(header.path, file.fetch())
    return tuple(_record(header.path, raw) for raw in records if not is_x(raw.contig) and _names_x(raw)), ()


def _names_x(raw: "pysam.VariantRecord") -> bool:
    """Whether a record's other side lies on X."""
    mates = (_MATE.search(alt) for alt in raw.alts or () if "[" in alt or "]" in alt)
    if any(mate and is_x(mate["contig"]) for mate in mates):
        return True
    other = raw.info.get("CHR2") if "CHR2" in raw.header.info else None
    return isinstance(other, str) and is_x(other)


def _may_reach_far(raw: "pysam.VariantRecord") -> bool:
    """Whether a record may change bases far from its position, whatever END says."""
    alts = raw.alts or ()
    if any("[" in alt or "]" in alt or (alt[0] == "<" and alt not in _REFERENCE_ALTS) for alt in alts):
        return True
    return bool(alts) and (len(raw.ref or "") >= _LONG_REF or "." in "".join(alts) or "N" in alts)


def _size(path: str) -> int:
    return Path(path).stat().st_size


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
    ends_known = "END" in file.header.info
    x_names: dict[str, bool] = {}
    elsewhere: list[VcfRecord] = []
    for raw in _checked(header.path, file):
        contig = raw.contig
        if contig not in x_names:
            x_names[contig] = is_x(contig)
        if not x_names[contig]:
            if header.has_structural and _names_x(raw):
                elsewhere.append(_record(header.path, raw))
            continue
        contigs[contig] = None
        highest = max(highest, raw.pos)
        states_reference = states_reference or _states_reference(raw)
        far = _may_reach_far(raw)
        if far or any(raw.pos <= last for _, last in windows):
            record = _record(header.path, raw) if far or _near(raw, windows, ends_known=ends_known) else None
            if record and (far or _overlaps(record, windows)):
                records.append(record)
    return XReading(
        _only(header.path, list(contigs)) or "",
        tuple(records),
        highest,
        indexed=False,
        notes=notes,
        has_reference_records=states_reference,
        elsewhere=tuple(elsewhere),
    )


def _checked(path: str, records: Iterable["pysam.VariantRecord"]) -> Iterator["pysam.VariantRecord"]:
    """Give the records, and name the place where htslib cannot go on."""
    before: pysam.VariantRecord | None = None
    iterator = iter(records)
    while True:
        try:
            raw = next(iterator)
        except StopIteration:
            return
        except (OSError, ValueError) as error:
            place = f"the record after {before.contig}:{before.pos}" if before else "the first record"
            problem = f"{place} cannot be read: malformed, or the file is truncated there"
            raise UnreadableFileError(path, problem, _REMEDY_RECORD) from error
        yield raw
        before = raw


def _near(raw: "pysam.VariantRecord", windows: Sequence[Window], *, ends_known: bool) -> bool:
    """Whether a record overlaps a window.

    `ends_known`: the header declares END. Where it does not, htslib takes END for a text, declares it
    in passing when it meets the first one, and does not see how far a block reaches.
    """
    pos, end = raw.pos, raw.stop
    if not ends_known and "END" in raw.header.info:
        end = max(end, _end(pos, raw.ref or "", _info(str(raw).split("\t", 8)[7])))
    return any(pos <= last and end >= first for first, last in windows)


def _only(path: str, contigs: Sequence[str]) -> str | None:
    if len(contigs) > 1:
        problem = f"chromosome X stands under two names, {' and '.join(contigs)}"
        raise UnreadableFileError(path, problem, "give a file with one name for it")
    return contigs[0] if contigs else None


def _overlaps(record: VcfRecord, windows: Sequence[Window]) -> bool:
    return any(record.pos <= last and record.end >= first for first, last in windows)


def _record(path: str, raw: "pysam.VariantRecord") -> VcfRecord:
    """Take a record apart from its text, which htslib has checked and writes in one spelling."""
    columns = str(raw).rstrip("\n").split("\t")
    contig, pos, _, ref, alts, _, filters, info_text = columns[:8]
    info = _info(info_text)
    keys = tuple(columns[8].split(":")) if len(columns) > 8 else ()
    names = tuple(raw.header.samples) if keys else ()
    if len(columns) - 9 != len(names) and keys:
        problem = f"the record at {contig}:{pos} cannot be read: its FORMAT does not fit its sample columns"
        raise UnreadableFileError(path, problem, _REMEDY_RECORD)
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


def _info(text: str) -> dict[str, str]:
    return dict(_pair(item) for item in text.split(";")) if text != "." else {}


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
