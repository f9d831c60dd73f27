"""A VCF as text, before anything is made of it: header, record, what was read of chromosome X."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VcfHeader:
    """What a VCF says of itself before its records.

    `contig_lengths`: bases, None where the header gives none. `hints`: the texts of header lines
    that name a reference (`##reference`, `assembly=`). `has_structural`: symbolic alleles or
    SVTYPE are declared, so that records far from the gene may still reach it.
    """

    path: str
    samples: tuple[str, ...]
    contig_lengths: dict[str, int | None]
    hints: tuple[str, ...]
    has_structural: bool
    source: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VcfRecord:
    """One VCF record as text, before anything is made of it.

    `pos` is 1-based on `contig`; `end` is the 1-based last base covered (REF, or INFO/END).
    `alts` is empty where ALT is `.`; `filters` is empty for PASS and for an unset FILTER.
    `format_keys` are FORMAT's; `formats` holds each wanted sample's values by key, missing ones
    left out.
    """

    contig: str
    pos: int
    end: int
    ref: str
    alts: tuple[str, ...]
    filters: tuple[str, ...]
    info: dict[str, str]
    format_keys: tuple[str, ...]
    formats: Mapping[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class XReading:
    """What was read of chromosome X in one file.

    `records` overlap the locus in one build or the other, or are structural and on X.
    `highest_pos`: highest 1-based POS seen on X, at least where the gene would be; 0 for none.
    `indexed` is whether an index was used. `has_reference_records`: among the records looked at, on
    X but not only at the gene, some exist only to say that nothing was found there.
    `indexed` is whether an index was used. `elsewhere`: breakends that are recorded on another
    chromosome and name X as their other side.
    """

    contig: str
    records: tuple[VcfRecord, ...]
    highest_pos: int
    indexed: bool
    notes: tuple[str, ...] = ()
    has_reference_records: bool = False
    elsewhere: tuple[VcfRecord, ...] = ()
