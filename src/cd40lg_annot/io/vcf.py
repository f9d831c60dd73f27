"""The records of chromosome X that may matter to the gene, from a file that is open."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.far_records import (
    alts_reach_far,
    breakends_elsewhere,
    names_x,
    only_reference,
    ref_reaches_far,
    undeclared_far_records,
)
from cd40lg_annot.io.text_records import Raw, TextRecord
from cd40lg_annot.io.vcf_file import VcfFile, index_notes
from cd40lg_annot.io.vcf_records import RecordReader, record_end
from cd40lg_annot.io.x_sites import PassedSites
from cd40lg_annot.locus.builds import is_x
from cd40lg_annot.model import VcfHeader, VcfRecord, XReading

# Of an indexed file so many records of X are looked at, to learn whether it lists more than variants.
_RECORDS_TO_KNOW = 200
# Below this size a file is read over the whole of X even if its header declares nothing structural.
_SMALL_BYTES = 4_000_000

Window = tuple[int, int]
"""First and last position of a stretch of chromosome X, 1-based and inclusive."""


def read_x(
    file: VcfFile, header: VcfHeader, windows: Sequence[Window], sites: PassedSites | None = None
) -> XReading:
    """Read the records of chromosome X that overlap a window, or may reach one from afar.

    Args:
        file: the open file, its columns chosen.
        header: what `header_of` gave for it.
        windows: where the locus lies in each build.
        sites: takes down the sites along X, where all of an indexed file's X is passed over.

    Raises:
        UnreadableFileError: a record cannot be parsed, or two spellings of X are in use.
    """
    search = _Search(RecordReader(file), sorted(windows), ends_known="END" in file.handle.header.info)
    if not file.indexed:
        return _from_stream(file, header, search)
    return _from_index(file, header, search, sites)


@dataclass(slots=True)
class _Search:
    """Looks at records one by one, and keeps those that matter.

    `kinds`: for ALTs that came by, whether they may reach far, and whether they only say "nothing found".
    `ends_known`: the header declares END. Where it does not, htslib takes END for a text, declares it
    in passing when it meets the first one, and does not see how far a block reaches.
    """

    reader: RecordReader
    windows: Sequence[Window]
    ends_known: bool
    found: list[VcfRecord] = field(default_factory=list)
    kinds: dict[tuple[str, ...], tuple[bool, bool]] = field(default_factory=dict)
    highest: int = 0
    states_reference: bool = False

    def look_at(self, raw: Raw) -> None:
        """Keep a record that overlaps a window, or may reach one from afar."""
        alts = raw.alts or ()
        kinds = self.kinds.get(alts)
        if kinds is None:
            kinds = self.kinds[alts] = alts_reach_far(alts), only_reference(alts)
        pos = raw.pos
        if pos > self.highest:
            self.highest = pos
        if kinds[1]:
            self.states_reference = True
        if kinds[0] or ref_reaches_far(raw.ref or "", alts) or self._overlaps(raw, pos):
            self.found.append(self.reader.record(raw))

    def look_at_far(self, raw: Raw) -> None:
        """Keep a record that does not overlap a window; those that do have been looked at."""
        if not self._overlaps(raw, raw.pos):
            self.found.append(self.reader.record(raw))

    def _overlaps(self, raw: Raw, pos: int) -> bool:
        if pos > self.windows[-1][1]:
            return False
        end = raw.stop
        if not (self.ends_known or isinstance(raw, TextRecord)) and "END" in raw.header.info:
            end = max(end, record_end(raw))
        # Nearly all records of X end before the gene.
        return end >= self.windows[0][0] and any(pos <= last and end >= first for first, last in self.windows)


def _from_index(file: VcfFile, header: VcfHeader, search: _Search, sites: PassedSites | None) -> XReading:
    contigs = [name for name in file.contigs if is_x(name)]
    contig = _only(file.path, [name for name in contigs if next(file.records(name), None) is not None])
    if contig is None:
        return XReading("", (), 0, indexed=True)
    if header.has_structural or file.size <= _SMALL_BYTES:
        _look_at_all(file, contig, search, sites)
        elsewhere, notes = breakends_elsewhere(file, search.reader) if header.has_structural else ((), ())
    else:
        _look_at_windows(file, contig, search)
        far, notes = undeclared_far_records(file, contig)
        elsewhere = ()
        for raw in far:
            search.look_at_far(raw)
    return XReading(
        contig,
        tuple(search.found),
        search.highest,
        indexed=True,
        notes=notes,
        has_reference_records=search.states_reference,
        elsewhere=elsewhere,
    )


def _look_at_all(file: VcfFile, contig: str, search: _Search, sites: PassedSites | None) -> None:
    for raw in file.records(contig):
        search.look_at(raw)
        if sites is not None:
            sites.look_at(raw, raw.pos)
    if sites is not None:
        sites.is_whole = True


def _look_at_windows(file: VcfFile, contig: str, search: _Search) -> None:
    """Look at what the index finds at the gene, and at as much else as tells what the file lists."""
    for raw in _overlapping(file, contig, search.windows):
        search.look_at(raw)
    starts = [*(first - 1 for first, _ in search.windows), search.windows[-1][1]]
    beyond = [next(file.records(contig, start), None) for start in starts]
    search.highest = max([search.highest, 1, *(raw.pos for raw in beyond if raw is not None)])
    first = islice(file.records(contig), _RECORDS_TO_KNOW)
    search.states_reference = any(only_reference(raw.alts or ()) for raw in first)


def _overlapping(file: VcfFile, contig: str, windows: Sequence[Window]) -> Iterator[Raw]:
    """Records that overlap a window, each once; `windows` in order of position."""
    past = 0
    for first, last in windows:
        for raw in file.records(contig, first - 1, last):
            if raw.pos > past:
                yield raw
        past = last


def _from_stream(file: VcfFile, header: VcfHeader, search: _Search) -> XReading:
    contigs: dict[str, None] = {}
    elsewhere: list[VcfRecord] = []
    x_names: dict[str, bool] = {}
    for raw in file.stream():
        contig = raw.contig
        if contig not in x_names:
            x_names[contig] = is_x(contig)
        if x_names[contig]:
            contigs[contig] = None
            search.look_at(raw)
        elif header.has_structural and names_x(raw):
            elsewhere.append(search.reader.record(raw))
    return XReading(
        _only(file.path, list(contigs)) or "",
        tuple(search.found),
        search.highest,
        indexed=False,
        notes=index_notes(file),
        has_reference_records=search.states_reference,
        elsewhere=tuple(elsewhere),
    )


def _only(path: str, contigs: Iterable[str]) -> str | None:
    contigs = list(contigs)
    if len(contigs) > 1:
        problem = f"chromosome X stands under two names, {' and '.join(contigs)}"
        raise UnreadableFileError(path, problem, "give a file with one name for it")
    return contigs[0] if contigs else None
