"""Changes that stand on one copy of the gene: several in one codon are one protein change."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from cd40lg_annot.calls.state import DEFAULT_THRESHOLDS
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.normalize import normalize
from cd40lg_annot.model import Call, Reads


def joint_calls(calls: Sequence[Call], locus: Locus) -> list[Call]:
    """Join single-base changes of one codon that stand on the same copy, besides the single calls.

    They do so where every called copy carries all of them but one at most (a hemizygous male, however
    he is written; a woman with `1/1` and `0/1`), or where the file phases them: `|` or GATK's PGT, with
    one phase set (PS or PID). An allele that nearly all reads show is carried by every copy, whatever
    its genotype: callers write a boy's two alleles as `1/1` and `0/1`. A codon that an intron divides
    is left out: its two parts are no single change of the genome.
    """
    found = []
    for codon in _codons(calls, locus):
        largest = _largest_in_cis(codon)
        if len(largest) > 1:
            found.append(_joined(largest, locus))
    return found


def _codons(calls: Sequence[Call], locus: Locus) -> Iterator[list[Call]]:
    by_codon: dict[int, list[Call]] = {}
    for call in calls:
        codon = locus.transcript.codon_of(call.variant.pos)
        if codon is not None and len(call.variant.ref) == len(call.variant.alt) == 1 and 1 in call.alleles:
            by_codon.setdefault(codon, []).append(call)
    for group in by_codon.values():
        group.sort(key=lambda call: call.variant)
        if group[-1].variant.pos - group[0].variant.pos <= 2:
            yield group


def _largest_in_cis(calls: Sequence[Call]) -> Sequence[Call]:
    for size in range(len(calls), 1, -1):
        for group in combinations(calls, size):
            if all(_in_cis(first, second) for first, second in combinations(group, 2)):
                return group
    return ()


def _in_cis(first: Call, second: Call) -> bool:
    if first.variant.pos == second.variant.pos:
        return False
    if _on_every_copy(first) or _on_every_copy(second):
        return True
    phased = first.phased and second.phased and first.phase_set == second.phase_set
    copies = [[allele == 1 for allele in call.alleles] for call in (first, second)]
    return phased and copies[0] == copies[1]


def _on_every_copy(call: Call) -> bool:
    if set(call.alleles) == {1}:
        return True
    reads = call.reads
    well_read = reads.depth is not None and reads.depth >= DEFAULT_THRESHOLDS.reads_to_contradict
    return well_read and (reads.fraction or 0) >= DEFAULT_THRESHOLDS.near_all


def _fewest_copies(calls: Sequence[Call]) -> Call:
    """The change that fewest copies carry: the joint one stands where it does."""
    return min(calls, key=lambda call: (_on_every_copy(call), call.alleles.count(1), -len(call.alleles)))


def _joined(calls: Sequence[Call], locus: Locus) -> Call:
    start = calls[0].variant.pos - 1
    end = calls[-1].variant.pos
    bases = list(locus.bases(start, end))
    for call in calls:
        bases[call.variant.pos - 1 - start] = call.variant.alt
    rarest = _fewest_copies(calls)
    weakest = min(calls, key=lambda call: (call.reads.alternate is not None, call.reads.alternate or 0))
    qualities = [call.genotype_quality for call in calls if call.genotype_quality is not None]
    return Call(
        variant=normalize(start + 1, locus.bases(start, end), "".join(bases), locus.sequence),
        alleles=rarest.alleles,
        place=calls[0].place,
        phased=rarest.phased,
        phase_set=rarest.phase_set,
        reads=weakest.reads if all(call.reads != Reads() for call in calls) else Reads(),
        genotype_quality=min(qualities, default=None),
        filters=tuple(dict.fromkeys(name for call in calls for name in call.filters)),
        parts=tuple(call.variant for call in calls),
    )
