"""Changes of one base on X outside the PARs, and on Y: what `calls.x_sites` counts genotypes of."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from cd40lg_annot.io.text_records import Raw, alts_of
from cd40lg_annot.io.vcf_file import VcfFile
from cd40lg_annot.io.vcf_records import RecordReader
from cd40lg_annot.locus.builds import X_WITHOUT_PARS, is_x, is_y
from cd40lg_annot.model import Build, SampleColumns, XSite

# An indexed file is read at so many places spread over X, so many variants at each: enough to tell
# one X from two, and little beside reading the chromosome.
_PLACES = 16
_PER_PLACE = 30
_PER_Y = 200
_ANY_OTHER = frozenset({"<NON_REF>", "<*>"})


class PassedSites:
    """The sites that `read_x_sites` would read of an indexed file, if X is passed over for another reason.

    The build is not known then: as many variants are taken down of each stretch between two bounds of a
    place of either build as a place has room for, of which those of the build are given.
    """

    def __init__(self) -> None:
        """Begin before the first stretch."""
        self._bounds = sorted(bound for build in Build for bound in _Places(build).bounds())
        self._next = 0
        self._room = 0
        self._found: list[tuple[int, Raw]] = []
        self.is_whole = False

    def look_at(self, raw: Raw, pos: int) -> None:
        """Take down a record at this position if its stretch has room for it; records come in order."""
        while self._next < len(self._bounds) and pos >= self._bounds[self._next]:
            self._next += 1
            self._room = _PER_PLACE
        if self._room and _is_single_base(raw):
            self._room -= 1
            self._found.append((pos, raw))

    def of(self, build: Build) -> Iterator[Raw]:
        """Give what was taken down of a build's places, in file order."""
        places = _Places(build)
        for pos, raw in self._found:
            number = (pos - places.first) // places.step
            if 0 <= number < _PLACES and places.room[number]:
                places.room[number] -= 1
                yield raw


class _Places:
    """Where the places of a build lie, and how many more variants each has room for."""

    def __init__(self, build: Build) -> None:
        self.first, last = X_WITHOUT_PARS[build]
        self.step = (last - self.first + 1) // _PLACES
        self.room = [_PER_PLACE] * _PLACES

    def bounds(self) -> Iterator[int]:
        """Positions at which one place ends and the next begins."""
        return iter(range(self.first, self.first + self.step * _PLACES + 1, self.step))


def read_x_sites(file: VcfFile, build: Build, passed: PassedSites | None = None) -> Iterator[XSite]:
    """Sites with genotypes: some of an indexed file, all of one that is streamed.

    Args:
        file: the open file, its columns chosen.
        build: the build that the file was found to be in.
        passed: what was taken down when the file was read for the gene.

    Raises:
        UnreadableFileError: a record cannot be parsed.
    """
    reader = RecordReader(file)
    for raw in _indexed(file, build, passed) if file.indexed else _streamed(file, build):
        columns = reader.columns(raw)
        keys, formats = reader.formats(columns)
        if "GT" in keys and isinstance(formats, SampleColumns):
            yield XSite(raw.pos, is_y(columns[0]), _bases(columns[3], columns[4]), keys, formats)


def _indexed(file: VcfFile, build: Build, passed: PassedSites | None) -> Iterator[Raw]:
    for contig in file.contigs:
        if is_x(contig) and passed is not None and passed.is_whole:
            yield from passed.of(build)
        elif is_x(contig):
            yield from _at_places(file, contig, _Places(build))
        elif is_y(contig):
            yield from islice(filter(_is_single_base, file.records(contig)), _PER_Y)


def _at_places(file: VcfFile, contig: str, places: _Places) -> Iterator[Raw]:
    for number, room in enumerate(places.room):
        start = places.first + number * places.step
        records = file.records(contig, start - 1, start + places.step - 1)
        yield from islice(filter(_is_single_base, records), room)


def _streamed(file: VcfFile, build: Build) -> Iterator[Raw]:
    first, last = X_WITHOUT_PARS[build]
    names: dict[str, bool | None] = {}
    for raw in file.stream():
        contig = raw.contig
        if contig not in names:
            names[contig] = True if is_x(contig) else False if is_y(contig) else None
        on_x = names[contig]
        if (on_x is False or (on_x and first <= raw.pos <= last)) and _is_single_base(raw):
            yield raw


def _is_single_base(raw: Raw) -> bool:
    """Whether it is a change of one base; a gVCF adds to each an allele that stands for all others."""
    return len(raw.ref or "") == 1 and _are_single_bases(raw.alts or ())


@lru_cache(maxsize=1024)
def _bases(ref: str, alts: str) -> tuple[str, ...]:
    return (ref.upper(), *alts_of(alts.upper()))


@lru_cache(maxsize=1024)
def _are_single_bases(alts: tuple[str, ...]) -> bool:
    bases = [alt for alt in alts if alt not in _ANY_OTHER]
    return bool(bases) and all(len(alt) == 1 for alt in bases)
