"""What a record says about the bases it covers, besides the alleles it lists.

| caller             | reference block                                                       |
|--------------------|-----------------------------------------------------------------------|
| GATK, DRAGEN       | ALT `<NON_REF>`, END, `MIN_DP`, `GQ`; `./.` or GQ 0 where it is unsure |
| DeepVariant, Clair3 | ALT `<*>` or `<NON_REF>`, END, `MIN_DP`, `GQ`; FILTER `RefCall`        |
| Strelka            | ALT `.`, END, `BLOCKAVG_min30p3a`, `MIN_DP` or `DP`, `GQX`             |
| freebayes          | ALT `<*>`, END, `MIN_DP`, no GT; `GQ` is summed over the block         |
| bcftools           | ALT `.`, END, INFO `MIN_DP` (once `MinDP`), `DP`                       |
| all sites          | ALT `.`, no END, `DP`, `RGQ` or `GQ`                                   |
"""

from collections.abc import Sequence
from enum import Enum

from cd40lg_annot.calls.alleles import AlleleKind, allele_kind
from cd40lg_annot.calls.genotype_text import Genotype
from cd40lg_annot.calls.reads import block_depth, block_quality, has_evidence, offers_evidence
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.normalize import normalize
from cd40lg_annot.model import ReferenceBlock, UncalledBlock, Variant, VcfRecord

# DeepVariant, Clair3 and Platypus put a reference call's name where others put the reason of a failure.
_REFERENCE_FILTERS = frozenset({"REFCALL"})
_FREEBAYES_BLOCK = frozenset({"MIN_DP", "QR"})
_STRUCTURAL_INFO = frozenset({"SVTYPE", "SVLEN", "REFLEN"})


class Statement(Enum):
    """What a record says about one sample at its bases.

    REFERENCE: called, no copy carries a listed allele. UNCALLED: looked at, not called.
    HALF_CALLED: one copy reference, the other not called. CARRIED: a listed allele is called.
    SILENT: nothing of its own.
    """

    REFERENCE = "reference"
    UNCALLED = "uncalled"
    HALF_CALLED = "half_called"
    CARRIED = "carried"
    SILENT = "silent"


def statement(record: VcfRecord, values: dict[str, str], genotype: Genotype | None) -> Statement:
    """What one sample's column of a record says.

    A structural record or a copy-number segment says nothing about bases, whatever its genotype.
    A 0/0 whose record has a place for depth or quality, and whose own are all missing, is SILENT:
    merging tools write it for a sample whose own file had no record.
    """
    if says_nothing_of_bases(record):
        return Statement.SILENT
    if genotype is None and "GT" not in record.format_keys:
        return Statement.REFERENCE if _is_freebayes_block(record, values) else Statement.SILENT
    if genotype is None:
        return Statement.UNCALLED
    called = set(genotype.indices) - {None}
    if called - {0}:
        return Statement.CARRIED
    if not called:
        return Statement.UNCALLED
    if offers_evidence(set(record.format_keys)) and not has_evidence(values):
        return Statement.SILENT
    return Statement.REFERENCE if None not in genotype.indices else Statement.HALF_CALLED


def reference_block(
    record: VcfRecord, values: dict[str, str], locus: Locus, start: int, *, only_sample: bool
) -> ReferenceBlock:
    """The bases that a reference call covers, and the listed alleles that it excludes.

    A record that names an allele for everything else (`<NON_REF>`, `<*>`), or none at all, speaks of
    all its bases. So does an explicit 0/0 at a substitution. At an insertion or deletion it
    shows that this change is not there, and that the base at POS was read; a substitution of the
    bases after POS would stand in a record of its own, so nothing is said about them.

    Args:
        record: the record.
        values: the sample's FORMAT values.
        locus: the reference.
        start: 0-based locus position of POS.
        only_sample: the file holds no other sample, so that INFO's depth is this sample's.
    """
    end = start + record.end - record.pos + 1
    alleles = _length_changes(record, locus, start)
    if alleles and not speaks_of_every_allele(record):
        end = start + 1
    return ReferenceBlock(
        start=max(0, start),
        end=max(0, min(len(locus), end)),
        depth=block_depth(values, record.info, only_sample=only_sample),
        genotype_quality=block_quality(values),
        filters=failing_filters(record, values),
        excluded=alleles,
    )


def uncalled_block(
    record: VcfRecord, values: dict[str, str], locus: Locus, start: int, *, half_called: bool
) -> UncalledBlock:
    """The bases at which a sample has a record and no whole genotype."""
    return UncalledBlock(
        start=max(0, start),
        end=max(0, min(len(locus), start + record.end - record.pos + 1)),
        depth=block_depth(values, {}, only_sample=False),
        half_called=half_called,
    )


def failing_filters(record: VcfRecord, values: dict[str, str]) -> tuple[str, ...]:
    """Filters of record and sample (FT) that a call failed; `RefCall` is not one of them."""
    of_sample = tuple(name for name in values.get("FT", "PASS").split(";") if name != "PASS")
    return tuple(name for name in record.filters + of_sample if name.upper() not in _REFERENCE_FILTERS)


def speaks_of_every_allele(record: VcfRecord) -> bool:
    """Whether a reference call in this record excludes alleles that it does not list, too."""
    return not record.alts or any(allele_kind(alt) is AlleleKind.UNSPECIFIED for alt in record.alts)


def is_reference_record(alts: Sequence[str]) -> bool:
    """Whether a record with these ALTs exists only to say that nothing was found.

    >>> [is_reference_record(alts) for alts in ((), ("<NON_REF>",), ("<*>",), ("T", "<NON_REF>"), ("T",))]
    [True, True, True, False, False]
    """
    return all(allele_kind(alt) is AlleleKind.UNSPECIFIED for alt in alts)


def says_nothing_of_bases(record: VcfRecord) -> bool:
    """Whether a record is structural or a copy-number segment: then its 0/0 calls no base reference."""
    return (
        bool(_STRUCTURAL_INFO & set(record.info))
        or "CN" in record.format_keys
        or any(allele_kind(alt) is AlleleKind.STRUCTURAL for alt in record.alts)
    )


def _is_freebayes_block(record: VcfRecord, values: dict[str, str]) -> bool:
    """`freebayes --gvcf` writes its blocks without GT; likelihoods of other tools are not taken for them."""
    return record.alts == ("<*>",) and set(record.format_keys) >= _FREEBAYES_BLOCK and has_evidence(values)


def _length_changes(record: VcfRecord, locus: Locus, start: int) -> tuple[Variant, ...]:
    """Listed insertions and deletions in normal form; those that do not fit the locus are left out."""
    if start < 0 or start + len(record.ref) > len(locus) or set(record.ref) - set("ACGT"):
        return ()
    return tuple(
        normalize(start + 1, record.ref, alt, locus.sequence)
        for alt in record.alts
        if allele_kind(alt) is AlleleKind.SEQUENCE and len(alt) != len(record.ref)
    )
