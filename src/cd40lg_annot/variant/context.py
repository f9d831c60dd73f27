"""Where a variant stands towards the splice sites, in words."""

from cd40lg_annot.locus import Locus, change_of, described_range, rightmost
from cd40lg_annot.model import Variant


def splice_context(variant: Variant, locus: Locus) -> str:
    """Say which splice site is nearest to the named bases and how far it is.

    Distances count from the last or first base of the exon, as c. names do.
    """
    change = rightmost(change_of(variant), locus.sequence)
    first, last = described_range(change, locus.sequence)
    sites = []
    for number, (start, end) in enumerate(locus.transcript.introns, start=1):
        sites.append((_distance(first, last, start), f"donor of intron {number}", start))
        sites.append((_distance(first, last, end + 1), f"acceptor of intron {number}", end + 1))
    distance, name, edge = min(sites)
    place = f"c.{locus.transcript.cds_position(edge)}"
    if distance == 0:
        return f"covers the exon's edge at the {name} ({place})"
    return f"{distance} base{'' if distance == 1 else 's'} from the exon's edge at the {name} ({place})"


def _distance(first: int, last: int, edge: int) -> int:
    return max(first - edge, edge - last, 0)
