"""Which variants the atlas holds: every substitution of the locus, every small indel of the gene."""

from cd40lg_annot.locus import Locus, normalize
from cd40lg_annot.model import Variant

_LONGEST_DELETION = 4


def atlas_variants(locus: Locus) -> list[Variant]:
    """Every substitution of the locus, 1-base insertion and 1-to-4-base deletion of the gene, by position.

    Insertions and deletions count by the position of their normal form, as in the table of splice scores.
    """
    sequence = locus.sequence
    found = {
        Variant(pos, base, other)
        for pos, base in enumerate(sequence, start=1)
        for other in "ACGT"
        if other != base
    }
    first, last = locus.transcript.exons[0].start + 1, locus.transcript.exons[-1].end - 1
    for pos in range(first, last + 2 * _LONGEST_DELETION):
        anchor = sequence[pos - 1]
        made = [normalize(pos, anchor, anchor + base, sequence) for base in "ACGT"]
        lengths = range(1, _LONGEST_DELETION + 1)
        made += [normalize(pos, sequence[pos - 1 : pos + length], anchor, sequence) for length in lengths]
        found.update(variant for variant in made if first <= variant.pos <= last)
    return sorted(found)
