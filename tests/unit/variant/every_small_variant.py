"""Every small variant of the coding exons and the bases beside them, and what is wrong with its names."""

from itertools import product

from cd40lg_annot.locus import normalize
from cd40lg_annot.variant import effect
from cd40lg_annot.variant.reading import read_name

from . import oracle
from .test_two_ways import agree

FLANK, LONGEST = 20, 12


def every_small_variant(locus):
    """Distinct variants in normal form, sorted."""
    bases = locus.sequence
    found = set()
    for left, right in oracle.EXONS:
        for pos in range(max(left, oracle.ATG) - FLANK, min(right, oracle.STOP) + FLANK + 1):
            found.update(normalize(pos, ref, alt, bases) for ref, alt in _edits(pos, bases))
    return sorted(found)


def _edits(pos, bases):
    """REF and ALT of every edit at a 1-based position."""
    base = bases[pos - 1]
    yield from ((base, other) for other in "ACGT" if other != base)
    for length in (1, 2):
        yield from ((base, base + "".join(new)) for new in product("ACGT", repeat=length))
    for length in range(1, LONGEST + 1):
        behind = bases[pos : pos + length]
        yield base + behind, base
        yield base, base + behind


def faults_of(variant, namer, locus):
    """What is wrong with the names of a variant; mostly nothing."""
    names = namer.names(variant)
    for name in (names.hgvs_c, names.hgvs_g_grch37):
        if read_name(name, locus).variants != (variant,):
            yield f"{name} reads back as {read_name(name, locus).variants}"
    if not agree(variant, names.hgvs_p):
        yield f"{names.hgvs_p} does not spell the protein"
    if not effect(variant, locus).consequences:
        yield "no consequence"
