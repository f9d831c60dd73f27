"""The normal form of an allele: trimmed, left-aligned, anchored as VCF writes it."""

from cd40lg_annot.model import Variant


def normalize(pos: int, ref: str, alt: str, sequence: str) -> Variant:
    """Normal form of one alternate allele.

    Shared bases are trimmed from both ends and an insertion or deletion is moved as far
    left as the reference allows; it keeps one anchor base. Normalising twice changes nothing.

    Args:
        pos: 1-based position of the first base of `ref` on the locus axis.
        ref: reference bases, upper case.
        alt: alternate bases, upper case.
        sequence: bases of the whole locus, upper case.

    Returns:
        The variant on the same axis. At the very first base of the locus, where there is no base
        to the left, an insertion or deletion is anchored on the base to its right (VCF 4.3, 1.6.1).

    Raises:
        ValueError: `ref` and `alt` are equal or empty, or `ref` is not what stands at `pos`.

    Source: Tan, Abecasis and Kang 2015, Bioinformatics 31:2202.

    >>> normalize(6, "AA", "A", "CATGAAAT")
    Variant(pos=4, ref='GA', alt='G')
    """
    start = pos - 1
    if not ref or not alt or ref == alt:
        message = f"not a change: {ref!r} to {alt!r} at {pos}"
        raise ValueError(message)
    if start < 0 or not sequence.startswith(ref, start):
        message = f"REF {ref} does not stand at locus position {pos}"
        raise ValueError(message)
    if _is_normal(ref, alt):
        return Variant(pos, ref, alt)
    start, ref, alt = _trimmed(start, ref, alt)
    if not ref or not alt:
        start, ref, alt = _left_aligned(start, ref, alt, sequence)
        start, ref, alt = _anchored(start, ref, alt, sequence)
    return Variant(start + 1, ref, alt)


def _is_normal(ref: str, alt: str) -> bool:
    """Whether nothing is to be trimmed or moved, seen from the alleles alone; most are written so."""
    if ref[-1] == alt[-1]:
        return False
    return ref[0] != alt[0] or len(ref) == 1 or len(alt) == 1


def _trimmed(start: int, ref: str, alt: str) -> tuple[int, str, str]:
    # Counted first and cut once: an allele of 50,000 bases cut base by base copies gigabytes.
    last, shortest = 0, min(len(ref), len(alt))
    while last < shortest and ref[-1 - last] == alt[-1 - last]:
        last += 1
    shared, shortest = 0, shortest - last
    while shared < shortest and ref[shared] == alt[shared]:
        shared += 1
    return start + shared, ref[shared : len(ref) - last], alt[shared : len(alt) - last]


def _left_aligned(start: int, ref: str, alt: str, sequence: str) -> tuple[int, str, str]:
    """Roll a pure insertion or deletion left while the base before it equals its last base."""
    bases = ref or alt
    moved = 0
    while start - moved > 0 and sequence[start - moved - 1] == bases[-1 - moved % len(bases)]:
        moved += 1
    shift = moved % len(bases)
    bases = bases[len(bases) - shift :] + bases[: len(bases) - shift]
    return (start - moved, bases, "") if ref else (start - moved, "", bases)


def _anchored(start: int, ref: str, alt: str, sequence: str) -> tuple[int, str, str]:
    if start > 0:
        anchor = sequence[start - 1]
        return start - 1, anchor + ref, anchor + alt
    anchor = sequence[start + len(ref)]
    return start, ref + anchor, alt + anchor


def ambiguous_span(variant: Variant, sequence: str) -> tuple[int, int]:
    """Every base at which a normalised variant could be written, 0-based and half-open.

    For an insertion or deletion in a repeat that is the whole repeat and its anchor, so that a
    sample counts as looked at only where every spelling of the change would have been seen.

    >>> ambiguous_span(Variant(4, "GA", "G"), "CATGAAAT")
    (3, 7)
    """
    start = variant.pos - 1
    end = start + len(variant.ref)
    if len(variant.ref) != len(variant.alt) and variant.ref[0] == variant.alt[0]:
        bases = (variant.ref if len(variant.ref) > len(variant.alt) else variant.alt)[1:]
        unit = 0
        position = end if len(variant.ref) > len(variant.alt) else start + 1
        while position < len(sequence) and sequence[position] == bases[unit % len(bases)]:
            position, unit = position + 1, unit + 1
        end = max(end, position)
        if len(variant.alt) > len(variant.ref):
            end = min(len(sequence), max(end, start + 2))
    return start, end
