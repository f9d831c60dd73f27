"""What the naming library asks for: the locus as one reference, the transcript on it, the protein.

The locus is RefSeqGene NG_007280.1 base for base, so that record is the library's genome here.
"""

from typing import Any

from cd40lg_annot.locus import Locus, Transcript

AXIS = "NG_007280.1"


class LocusProvider:
    """Serves the locus, its transcript with introns, and the protein (`weaver.DataProvider`)."""

    def __init__(self, locus: Locus) -> None:
        self._record = _record(locus.transcript, AXIS, _exons(locus.transcript))
        self._sequences = _sequences(locus.transcript) | {AXIS: locus.sequence}
        self._protein = locus.transcript.protein_accession

    def get_transcript(self, transcript_ac: str, reference_ac: str | None) -> dict[str, Any]:  # noqa: ARG002
        """Give the one transcript there is."""
        return self._record

    def get_seq(self, ac: str, start: int, end: int | None, kind: object) -> str:  # noqa: ARG002
        """Give bases or residues, 0-based and half-open; past the end there are none."""
        return self._sequences[ac][start:end]

    def get_symbol_accessions(self, symbol: str, source: object, target: object) -> list[tuple[str, str]]:  # noqa: ARG002
        """Give the protein of the transcript."""
        return [("protein_accession", self._protein)]

    def get_identifier_type(self, identifier: str) -> str:
        """Say what an accession names, from its prefix."""
        kinds = {"NG": "genomic_accession", "NM": "transcript_accession", "NP": "protein_accession"}
        return kinds.get(identifier[:2], "unknown")


class MessengerProvider(LocusProvider):
    """Serves the transcript as if it had one exon: enough to predict proteins, and several times as fast."""

    def __init__(self, transcript: Transcript) -> None:
        length = len(transcript.sequence)
        self._record = _record(transcript, AXIS, [_exon(0, length, 0)])
        self._sequences = _sequences(transcript) | {AXIS: transcript.sequence}
        self._protein = transcript.protein_accession


def _sequences(transcript: Transcript) -> dict[str, str]:
    return {
        transcript.accession: transcript.sequence,
        transcript.protein_accession: transcript.protein + "*",
    }


def _record(transcript: Transcript, reference: str, exons: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "ac": transcript.accession,
        "gene": "CD40LG",
        "cds_start_index": transcript.cds_start_in_mrna,
        "cds_end_index": transcript.cds_end_in_mrna - 1,
        "strand": 1,
        "reference_accession": reference,
        "exons": exons,
    }


def _exons(transcript: Transcript) -> list[dict[str, Any]]:
    exons, length = [], 0
    for exon in transcript.exons:
        exons.append(_exon(length, exon.length, exon.start))
        length += exon.length
    return exons


def _exon(transcript_start: int, length: int, reference_start: int) -> dict[str, Any]:
    return {
        "transcript_start": transcript_start,
        "transcript_end": transcript_start + length,
        "reference_start": reference_start,
        # Documented as exclusive in places; it is the last base, see tests/unit/variant/test_provider.py.
        "reference_end": reference_start + length - 1,
        "alt_strand": 1,
        "cigar": f"{length}=",
    }
