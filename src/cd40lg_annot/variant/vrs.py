"""The GA4GH VRS 2.0 identifier of an allele: the same for every spelling, file and build.

Always of the allele on GRCh38's chromosome X: the locus is identical in both builds, and one change should
have one identifier (docs/decisions/0012-exchange-formats.md). Sources: VRS 2.0, conventions "normalization"
and "computed identifiers" (https://vrs.ga4gh.org/en/2.0/).
"""

import base64
import hashlib
import json
from collections.abc import Iterator

from cd40lg_annot.locus.change import Change, rightmost

# refget accession of NC_000023.11; the test's published allele on this sequence has it.
REFGET_X_GRCH38 = "SQ.w0WZEvgJF0zf_P4yyTzjjv9oW1z61HHP"
_DIGEST_BYTES = 24


def vrs_id(left: Change, sequence: str, offset: int) -> str:
    """Computed identifier of a change, `ga4gh:VA.…`.

    Empty where an insertion or deletion could be written beyond an end of `sequence`: its whole range
    is then not known.

    Args:
        left: the change at its leftmost place, 0-based on the locus axis.
        sequence: bases of the whole locus, upper case.
        offset: what turns a locus position into one on GRCh38's chromosome X.
    """
    start, end, state = left.start, left.end, _literal(left.alt)
    if left.is_insertion or not left.alt:
        right = rightmost(left, sequence)
        end = right.end
        if not 0 < start <= end < len(sequence):
            return ""
        state = _ambiguous_state(left, sequence[start:end])
    return allele_id(REFGET_X_GRCH38, start + offset, end + offset, state)


def allele_id(refget: str, start: int, end: int, state: dict[str, object]) -> str:
    """Computed identifier of a normalised allele.

    >>> allele_id("SQ.IIB53T8CNeJJdUqzn9V_JnRtQadwWCbl", 44908821, 44908822, _literal("T"))
    'ga4gh:VA.0AePZIWZUNsUlQTamyLrjm2HWUw2opLt'

    Args:
        refget: accession of the sequence, `SQ.…`.
        start: first base, 0-based.
        end: base after the last one, 0-based.
        state: the VRS sequence expression, without what does not count for the identifier.
    """
    reference = {"refgetAccession": refget, "type": "SequenceReference"}
    location = {"end": end, "sequenceReference": reference, "start": start, "type": "SequenceLocation"}
    return f"ga4gh:VA.{_digest({'location': _digest(location), 'state': state, 'type': 'Allele'})}"


def _literal(sequence: str) -> dict[str, object]:
    return {"sequence": sequence, "type": "LiteralSequenceExpression"}


def _ambiguous_state(left: Change, reference: str) -> dict[str, object]:
    """State of an insertion or deletion over the whole range `reference` in which it can be written."""
    if not left.is_insertion:
        deleted = left.end - left.start
        return _reference_length(len(reference) - deleted, deleted)
    altered = left.alt + reference
    for cycle in _factors(len(left.alt)):
        if cycle <= len(reference) and _repeats(reference[-cycle:], altered[len(reference) :]):
            return _reference_length(len(altered), cycle)
    return _literal(altered)


def _reference_length(length: int, repeat: int) -> dict[str, object]:
    return {"length": length, "repeatSubunitLength": repeat, "type": "ReferenceLengthExpression"}


def _repeats(unit: str, bases: str) -> bool:
    return bases == (unit * (len(bases) // len(unit) + 1))[: len(bases)]


def _factors(number: int) -> Iterator[int]:
    """Divisors, the greatest first."""
    return (factor for factor in range(number, 0, -1) if number % factor == 0)


def _digest(value: object) -> str:
    """GA4GH's truncated digest, sha512t24u, of the canonical JSON of plain values (RFC 8785)."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(hashlib.sha512(text.encode()).digest()[:_DIGEST_BYTES]).decode("ascii")
