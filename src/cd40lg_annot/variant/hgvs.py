"""What a variant is called: a thin adapter over `hgvs-weaver`.

The library shifts, chooses between substitution, deletion, duplication, insertion, inversion and
deletion-insertion, and predicts the protein. Ours is the numbering, because the locus is one ungapped axis:
a g. position is an offset, and a c. position is `Transcript.cds_position`, which also counts on
upstream and downstream of the transcript, where the library has no number.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import weaver

from cd40lg_annot.locus import Locus, reverse_complement
from cd40lg_annot.locus.residues import THREE_LETTERS
from cd40lg_annot.model import Build, Names, Variant
from cd40lg_annot.variant.cis import changes_that_are_read
from cd40lg_annot.variant.coding import change_on_messenger, translation_after
from cd40lg_annot.variant.place import Place, place_of
from cd40lg_annot.variant.protein import protein_name
from cd40lg_annot.variant.provider import AXIS, LocusProvider, MessengerProvider
from cd40lg_annot.variant.vrs import vrs_id

UNKNOWN_PROTEIN = "p.?"
UNCHANGED_PROTEIN = "p.(=)"
_POSITIONS = re.compile(r"(\d+)(?:_(\d+))?([^\d].*)")
_RESIDUE = re.compile("|".join(THREE_LETTERS.values()))
ONE_LETTER = {three: one for one, three in THREE_LETTERS.items()}


class HgvsNames(NamedTuple):
    """The HGVS names of one variant, as `Names` has them."""

    hgvs_g_grch38: str
    hgvs_g_grch37: str
    hgvs_c: str
    hgvs_p: str


class Namer:
    """Names variants of one locus; make one and keep it, because it caches what it has read."""

    def __init__(self, locus: Locus) -> None:
        self._locus = locus
        self._transcript = locus.transcript
        self._counted: dict[int, str] = {}
        on_38, on_37 = locus.axes[Build.GRCH38], locus.axes[Build.GRCH37]
        self._accession_38, self._offset_grch38 = on_38.accession, on_38.offset
        self._accession_37, self._offset_grch37 = on_37.accession, on_37.offset
        self._genomic = weaver.VariantMapper(LocusProvider(locus))
        self._messenger = weaver.VariantMapper(MessengerProvider(locus.transcript))

    def names(self, variant: Variant) -> Names:
        """Every name of a variant in normal form.

        A change that can be written at several places is named at the 3'-most one of the transcript.
        """
        return self.names_at(place_of(variant, self._locus))

    def names_at(self, place: Place) -> Names:
        """Every name of a variant whose place is known."""
        variant, named = place.variant, self.hgvs_names_at(place)
        on_38, on_37 = self._offset_grch38, self._offset_grch37
        alleles = f"{variant.ref}-{variant.alt}"
        return Names(
            **named._asdict(),
            hgvs_p_short=one_letter(named.hgvs_p),
            vcf_grch38=f"X-{variant.pos + on_38}-{alleles}",
            vcf_grch37=f"X-{variant.pos + on_37}-{alleles}",
            vrs_id=vrs_id(place.left, self._locus.sequence, on_38),
        )

    def hgvs_names_at(self, place: Place) -> HgvsNames:
        """The names that a table row carries; half of the work of all."""
        transcript = self._transcript
        first, last, edit = self._described(place)
        hgvs_c = f"{transcript.accession}:c.{self._range_c(first, last)}{edit}"
        protein = self._protein(hgvs_c, first, last, place)
        return HgvsNames(
            f"{self._accession_38}:g.{_range_g(first, last, self._offset_grch38)}{edit}",
            f"{self._accession_37}:g.{_range_g(first, last, self._offset_grch37)}{edit}",
            hgvs_c,
            f"{transcript.protein_accession}:{protein}",
        )

    def allele_names(self, variants: Sequence[Variant]) -> dict[str, str]:
        """Names of several variants on one chromosome, `c.[a;b]`, and the protein they make together.

        Members that meet become one change, unless an intron lies between them. The protein is `p.?` where
        one of them stands at an intron or 5' of the start codon, or where the members cannot be joined; what
        stands behind a stop that an earlier member brings is left out of it.
        """
        places = [place_of(variant, self._locus) for variant in sorted(variants)]
        found = [self.hgvs_names_at(place) for place in places]
        hgvs_c, hgvs_p = self._allele_of(found), f"{self._transcript.protein_accession}:{UNKNOWN_PROTEIN}"
        if all(not names.hgvs_p.endswith(UNKNOWN_PROTEIN) for names in found):
            hgvs_p = self._protein_in_cis(places, found)
            exons = {self._transcript.exon_at(place.first) for place in places}
            if len(exons) == 1:
                hgvs_c = self._joined(hgvs_c)
        return {"hgvs_c": hgvs_c, "hgvs_p": hgvs_p}

    def _allele_of(self, members: Sequence[HgvsNames]) -> str:
        described = ";".join(names.hgvs_c.partition(":c.")[2] for names in members)
        return f"{self._transcript.accession}:c.[{described}]"

    def _joined(self, hgvs_c: str) -> str:
        try:
            joined: str = self._messenger.normalize_variant(weaver.parse(hgvs_c)).format()
        except weaver.HGVSError:
            return hgvs_c
        return joined

    def _protein_in_cis(self, places: Sequence[Place], found: Sequence[HgvsNames]) -> str:
        changes = [change_on_messenger(place.right, self._transcript) for place in places]
        coding = [change for change in changes if change is not None]
        if len(coding) == len(changes):
            found = found[: changes_that_are_read(coding, self._transcript)]
        if len(found) == 1:
            return found[0].hgvs_p
        try:
            named: str = self._messenger.c_to_p(weaver.parse(self._allele_of(found))).format()
        except weaver.HGVSError:
            return f"{self._transcript.protein_accession}:{UNKNOWN_PROTEIN}"
        return named

    def _described(self, place: Place) -> tuple[int, int, str]:
        """First and last base named, and the edit; a deletion-insertion is described by the library."""
        change, first, last = place.right, place.first, place.last
        if not change.alt:
            return first, last, "del"
        if change.is_insertion:
            return first, last, "dup" if last == change.start else f"ins{change.alt}"
        ref = self._locus.bases(change.start, change.end)
        if len(ref) == len(change.alt) == 1:
            return first, last, f"{ref}>{change.alt}"
        kind = "inv" if change.alt == reverse_complement(ref) else f"delins{change.alt}"
        where = f"{first}" if first == last else f"{first}_{last}"
        name = self._genomic.normalize_variant(weaver.parse(f"{AXIS}:g.{where}{kind}")).format()
        match = _POSITIONS.fullmatch(name.partition(":g.")[2])
        if match is None:
            message = f"unexpected name from the naming library: {name}"
            raise AssertionError(message)
        first = int(match[1])
        return first, int(match[2] or first), match[3]

    def _range_c(self, first: int, last: int) -> str:
        return self._number_c(first) if first == last else f"{self._number_c(first)}_{self._number_c(last)}"

    def _number_c(self, pos: int) -> str:
        number = self._counted.get(pos)
        if number is None:
            number = self._counted[pos] = str(self._transcript.cds_position(pos))
        return number

    def _protein(self, hgvs_c: str, first: int, last: int, place: Place) -> str:
        """Predicted protein name, `p.(=)` in the 3' untranslated region, else `p.?`.

        No RNA has been seen. At introns splicing may change, and 5' of the start codon a new start may
        arise, so nothing is claimed there (HGVS 21.0, protein, unknown effect). See docs/naming.md.
        """
        start, end = self._coding_bounds
        if not self._is_spliced_out_cleanly(first, last, hgvs_c):
            return UNKNOWN_PROTEIN
        if first > end or (last > end and place.right.is_insertion):
            return UNCHANGED_PROTEIN
        if last <= start or place.leaves_start(self._transcript):
            return UNKNOWN_PROTEIN
        change = place.coding or change_on_messenger(place.right, self._transcript)
        if change is not None:
            translation = place.translation or translation_after(change, self._transcript)
            spelt = protein_name(change, translation, self._transcript)
            if spelt is not None:
                return spelt
        name: str = self._messenger.c_to_p(weaver.parse(hgvs_c)).format()
        return name.partition(":")[2]

    @cached_property
    def _coding_bounds(self) -> tuple[int, int]:
        return self._transcript.cds_start, self._transcript.cds_end

    def _is_spliced_out_cleanly(self, first: int, last: int, hgvs_c: str) -> bool:
        """Whether both ends are exonic, and no intron lies between them unless it is deleted with them."""
        left, right = self._transcript.exon_at(first), self._transcript.exon_at(last)
        if left is None or right is None:
            return False
        return left == right or hgvs_c.endswith("del")


def _range_g(first: int, last: int, offset: int) -> str:
    return str(first + offset) if first == last else f"{first + offset}_{last + offset}"


def one_letter(protein: str) -> str:
    """Turn a three-letter protein name into the one-letter one.

    >>> one_letter("p.(Ile53ArgfsTer2)")
    'p.(I53Rfs*2)'
    """
    return _RESIDUE.sub(lambda match: ONE_LETTER[match[0]], protein)
