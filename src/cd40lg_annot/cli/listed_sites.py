"""The names and alleles of a plain list placed on the locus."""

from collections.abc import Callable, Iterator, Sequence

from cd40lg_annot.cli.sites import OUTSIDE, Site, placed
from cd40lg_annot.errors import InputFault, InputFaultsError, NomenclatureError
from cd40lg_annot.io.sites import ListedName
from cd40lg_annot.locus import Locus
from cd40lg_annot.locus.builds import build_of_accession, is_x
from cd40lg_annot.model import Build, RecordPlace, Variant
from cd40lg_annot.variant.placed import build_of
from cd40lg_annot.variant.reading import Reading


def sites_of_list(
    rows: Sequence[ListedName],
    locus: Locus,
    file: str,
    read: Callable[[str], Reading],
    declared: Build | None = None,
) -> list[Site]:
    """Place every name of a plain list; a protein name may stand for several alleles.

    `read` reads one name, `file` is for messages.

    Raises:
        InputFaultsError: names that cannot be read or contradict the reference, all at once.
    """
    sites: list[Site] = []
    faults = []
    for row in rows:
        try:
            sites += _sites_of_row(row, locus, read, declared)
        except NomenclatureError as error:
            problem, _, remedy = str(error).rpartition("; ")
            faults.append(InputFault(file, problem or remedy, remedy, row=row.row))
    if faults:
        raise InputFaultsError(faults[:100])
    return sites


def _sites_of_row(
    row: ListedName, locus: Locus, read: Callable[[str], Reading], declared: Build | None
) -> Iterator[Site]:
    if row.place is None:
        for variant in read(row.name).variants:
            yield Site(_place_of(variant, locus), Build.GRCH38, variant)
        return
    place = row.place
    build = declared or build_of_accession(place.contig) or _build_or_none(place.pos, locus)
    if build is None or not is_x(place.contig):
        yield Site(place, build or Build.GRCH38, None, OUTSIDE)
        return
    yield Site(place, build, *placed(locus.locus_pos(place.pos, build), place.ref, place.alt, locus))


def _build_or_none(pos: int, locus: Locus) -> Build | None:
    try:
        return build_of(pos, locus)
    except NomenclatureError:
        return None


def _place_of(variant: Variant, locus: Locus) -> RecordPlace:
    return RecordPlace("X", locus.genomic_pos(variant.pos, Build.GRCH38), variant.ref, variant.alt)
