"""The names and alleles of a plain list placed on the locus: each row is named, marked, or refused."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from cd40lg_annot.cli.reading_notes import notes_of
from cd40lg_annot.cli.sites import OUTSIDE, Site, placed
from cd40lg_annot.cli.typed_names import reading_of
from cd40lg_annot.errors import InputFault, InputFaultsError, NomenclatureError, OutsideLocusError
from cd40lg_annot.evidence.match import Knowledge
from cd40lg_annot.io.sites import ListedName
from cd40lg_annot.locus import Locus
from cd40lg_annot.locus.builds import build_of_accession, is_x
from cd40lg_annot.model import Build, RecordPlace, Variant
from cd40lg_annot.variant.exon_level import (
    ExonLevelVariant,
    exon_level_effect,
    exon_level_record,
    read_exon_level_name,
)
from cd40lg_annot.variant.hgvs import Namer
from cd40lg_annot.variant.placed import build_of
from cd40lg_annot.variant.reading import Reading

_MOST_FAULTS = 100


class ListReader:
    """Places the rows of one list.

    `knowledge` gives the tables, asked for accessions alone; `declared` is the build of rows that tell none;
    `legacy`: names count as papers of the TNFSF5 era.
    """

    def __init__(
        self, locus: Locus, knowledge: Callable[[], Knowledge], declared: Build | None, *, legacy: bool
    ) -> None:
        self._locus = locus
        self._knowledge = knowledge
        self._declared = declared
        self._legacy = legacy

    def sites(self, rows: Sequence[ListedName], file: str) -> list[Site]:
        """Place every row; a protein name may stand for several alleles. `file` is for messages.

        A row that lies outside the locus, or tells exons and no alleles, is a site without a variant.

        Raises:
            InputFaultsError: names that cannot be read or contradict the reference, all at once.
        """
        sites: list[Site] = []
        faults = []
        for row in rows:
            try:
                sites += self._sites_of_row(row)
            except OutsideLocusError:
                sites.append(Site(None, self._declared or Build.GRCH38, None, OUTSIDE, row.name))
            except NomenclatureError as error:
                problem, _, remedy = str(error).rpartition("; ")
                faults.append(InputFault(file, problem or remedy, remedy, row=row.row))
        if faults:
            raise InputFaultsError(faults[:_MOST_FAULTS])
        return sites

    def _sites_of_row(self, row: ListedName) -> Iterator[Site]:
        if row.place is not None:
            yield self._site_at(row.place, row.name)
            return
        transcript = self._locus.transcript
        exons = read_exon_level_name(row.name, transcript, legacy=self._legacy)
        if exons is not None:
            yield self._site_of_exons(exons, row.name)
            return
        reading = reading_of(row.name, self._locus, self._knowledge, legacy=self._legacy)
        note = self._note(reading)
        for variant in reading.variants:
            yield Site(_place_of(variant, self._locus), Build.GRCH38, variant, note, row.name)

    def _site_at(self, place: RecordPlace, name: str) -> Site:
        locus = self._locus
        build = self._declared or build_of_accession(place.contig) or _build_or_none(place.pos, locus)
        if build is None or not is_x(place.contig):
            return Site(place, build or Build.GRCH38, None, OUTSIDE, name)
        variant, note = placed(locus.locus_pos(place.pos, build), place.ref, place.alt, locus)
        return Site(place, build, variant, note, name)

    def _site_of_exons(self, exons: ExonLevelVariant, name: str) -> Site:
        transcript = self._locus.transcript
        record = exon_level_record(exons, transcript)
        cells = {"hgvs_c": record["hgvs_c"], "hgvs_p": record["hgvs_p"], "exon": record["exons"]}
        return Site(None, Build.GRCH38, None, "; ".join(exon_level_effect(exons, transcript)), name, cells)

    def _note(self, reading: Reading) -> str:
        """What to know about a reading, and the names of alleles in cis; mostly nothing."""
        asks = reading.alternatives or reading.protein
        proteins = [self._namer.names(variant).hgvs_p for variant in reading.variants] if asks else []
        notes = notes_of(reading, proteins)
        if reading.in_cis:
            allele = self._namer.allele_names(reading.variants)
            notes.append(f"On one chromosome, together {allele['hgvs_c']}, {allele['hgvs_p']}.")
        return " ".join(notes)

    @cached_property
    def _namer(self) -> Namer:
        return Namer(self._locus)


def _build_or_none(pos: int, locus: Locus) -> Build | None:
    try:
        return build_of(pos, locus)
    except NomenclatureError:
        return None


def _place_of(variant: Variant, locus: Locus) -> RecordPlace:
    return RecordPlace("X", locus.genomic_pos(variant.pos, Build.GRCH38), variant.ref, variant.alt)
