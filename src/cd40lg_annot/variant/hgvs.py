"""What a variant is called: a thin adapter over `hgvs-weaver`.

The library shifts, chooses between substitution, deletion, duplication, insertion, inversion and
deletion-insertion, and predicts the protein. Ours is the numbering, because the locus is one ungapped axis:
a g. position is an offset, and a c. position is `Transcript.cds_position`, which also counts on
upstream and downstream of the transcript, where the library has no number.
"""

import re
from collections.abc import Sequence
from functools import cached_property

import weaver

from cd40lg_annot.locus import Change, Locus, change_of, described_range, reverse_complement, rightmost
from cd40lg_annot.model import Build, Names, Variant
from cd40lg_annot.variant.provider import AXIS, LocusProvider, MessengerProvider

UNKNOWN_PROTEIN = "p.?"
UNCHANGED_PROTEIN = "p.(=)"
_POSITIONS = re.compile(r"(\d+)(?:_(\d+))?([^\d].*)")
_RESIDUE = re.compile("Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val|Ter")
ONE_LETTER = {
    "Ala": "A", "Arg": "R", "Asn": "N", "Asp": "D", "Cys": "C", "Gln": "Q", "Glu": "E",
    "Gly": "G", "His": "H", "Ile": "I", "Leu": "L", "Lys": "K", "Met": "M", "Phe": "F",
    "Pro": "P", "Ser": "S", "Thr": "T", "Trp": "W", "Tyr": "Y", "Val": "V", "Ter": "*",
}  # fmt: skip


class Namer:
    """Names variants of one locus; make one and keep it, because it caches what it has read."""

    def __init__(self, locus: Locus) -> None:
        self._locus = locus
        self._transcript = locus.transcript
        self._genomic = weaver.VariantMapper(LocusProvider(locus))
        self._messenger = weaver.VariantMapper(MessengerProvider(locus.transcript))

    def names(self, variant: Variant) -> Names:
        """Every name of a variant in normal form.

        A change that can be written at several places is named at the 3'-most one of the transcript.
        """
        first, last, edit = self._described(variant)
        transcript = self._transcript
        hgvs_c = f"{transcript.accession}:c.{self._range_c(first, last)}{edit}"
        protein = self._protein(hgvs_c, first, last)
        return Names(
            hgvs_g_grch38=self._name_g(first, last, edit, Build.GRCH38),
            hgvs_g_grch37=self._name_g(first, last, edit, Build.GRCH37),
            hgvs_c=hgvs_c,
            hgvs_p=f"{transcript.protein_accession}:{protein}",
            hgvs_p_short=f"{transcript.protein_accession}:{one_letter(protein)}",
            vcf_grch38=self._locus.vcf_name(variant, Build.GRCH38),
            vcf_grch37=self._locus.vcf_name(variant, Build.GRCH37),
        )

    def allele_names(self, variants: Sequence[Variant]) -> dict[str, str]:
        """Names of several variants on one chromosome, `c.[a;b]`, and the protein they make together.

        Members that meet become one change. The protein is `p.?` where one of them stands at an intron
        or 5' of the start codon, or where the members cannot be joined.
        """
        found = [self.names(variant) for variant in sorted(variants)]
        accession = self._transcript.accession
        members = ";".join(names.hgvs_c.partition(":c.")[2] for names in found)
        hgvs_c = f"{accession}:c.[{members}]"
        protein = UNKNOWN_PROTEIN
        if all(not names.hgvs_p.endswith(UNKNOWN_PROTEIN) for names in found):
            allele = weaver.parse(hgvs_c)
            try:
                hgvs_c = self._messenger.normalize_variant(allele).format()
                protein = self._messenger.c_to_p(allele).format().partition(":")[2]
            except weaver.HGVSError:
                protein = UNKNOWN_PROTEIN
        return {"hgvs_c": hgvs_c, "hgvs_p": f"{self._transcript.protein_accession}:{protein}"}

    def _described(self, variant: Variant) -> tuple[int, int, str]:
        change = rightmost(change_of(variant), self._locus.sequence)
        if change.is_insertion and change.start in (0, len(self._locus)):
            # One of the bases beside it is not ours, so the library has no position for it.
            first, last = described_range(change, self._locus.sequence)
            return first, last, "dup" if last == change.start else f"ins{change.alt}"
        parsed = weaver.parse(_spelled(change, self._locus.sequence))
        name = self._genomic.normalize_variant(parsed).format()
        match = _POSITIONS.fullmatch(name.partition(":g.")[2])
        if match is None:
            message = f"unexpected name from the naming library: {name}"
            raise AssertionError(message)
        first = int(match[1])
        return first, int(match[2] or first), match[3]

    def _name_g(self, first: int, last: int, edit: str, build: Build) -> str:
        axis = self._locus.axes[build]
        first, last = first + axis.offset, last + axis.offset
        return (
            f"{axis.accession}:g.{first}{edit}"
            if first == last
            else f"{axis.accession}:g.{first}_{last}{edit}"
        )

    def _range_c(self, first: int, last: int) -> str:
        start = str(self._transcript.cds_position(first))
        return start if first == last else f"{start}_{self._transcript.cds_position(last)}"

    def _protein(self, hgvs_c: str, first: int, last: int) -> str:
        """Predicted protein name, `p.(=)` in the 3' untranslated region, else `p.?`.

        No RNA has been seen. At introns splicing may change, and 5' of the start codon a new start may
        arise, so nothing is claimed there (HGVS 21.0, protein, unknown effect). See docs/naming.md.
        """
        start, end = self._coding_bounds
        if not self._is_spliced_out_cleanly(first, last, hgvs_c):
            return UNKNOWN_PROTEIN
        if first > end:
            return UNCHANGED_PROTEIN
        if last <= start:
            return UNKNOWN_PROTEIN
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


def one_letter(protein: str) -> str:
    """Turn a three-letter protein name into the one-letter one.

    >>> one_letter("p.(Ile53ArgfsTer2)")
    'p.(I53Rfs*2)'
    """
    return _RESIDUE.sub(lambda match: ONE_LETTER[match[0]], protein)


def _spelled(change: Change, sequence: str) -> str:
    """Spell a rightmost change plainly on the locus axis, for the library to read."""
    first, last = change.start + 1, change.end
    if change.is_insertion:
        return _spelled_insertion(change, sequence)
    where = str(first) if first == last else f"{first}_{last}"
    ref = sequence[change.start : change.end]
    if not change.alt:
        return f"{AXIS}:g.{where}del"
    if len(ref) == len(change.alt) == 1:
        return f"{AXIS}:g.{where}{ref}>{change.alt}"
    if change.alt == reverse_complement(ref):
        return f"{AXIS}:g.{where}inv"
    return f"{AXIS}:g.{where}delins{change.alt}"


def _spelled_insertion(change: Change, sequence: str) -> str:
    first, last = described_range(change, sequence)
    where = str(first) if first == last else f"{first}_{last}"
    return f"{AXIS}:g.{where}dup" if last == change.start else f"{AXIS}:g.{where}ins{change.alt}"
