"""A call read in the light of sex: the one place where sex and ploidy meet a genotype.

After this module nobody reads alleles again; they read `Zygosity`.
The rows of `tests/truth/genotype.tsv` say in a table what the functions here do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cd40lg_annot.model import Call, GenotypeState, Karyotype, Reads, Sex, Zygosity, x_copies

# In the note of a call that the file backs with nothing, by which a report knows it.
NO_DEPTH = "no depth given"
_IN_WORDS = {1: "one X", 2: "two X", 3: "three X"}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits on reads and quality; fractions are 0 to 1, of the reads at the site.

    These are working values for germline short reads at 20-fold depth and more, chosen so that
    a heterozygous site's binomial spread (10 of 30 reads: 1 in 20) stays inside `[low, high]`.
    A laboratory validates its own; `minimum_depth` and `minimum_genotype_quality` are set in
    the configuration.
    """

    near_all: float = 0.90
    near_none: float = 0.10
    homozygous_at_least: float = 0.75
    heterozygous_low: float = 0.15
    heterozygous_high: float = 0.85
    stray_fraction: float = 0.02
    stray_reads: int = 3
    contradicting_fraction: float = 0.25
    reads_to_contradict: int = 8
    minimum_depth: int = 10
    minimum_genotype_quality: float = 20


DEFAULT_THRESHOLDS = Thresholds()


def genotype_state(
    call: Call,
    sex: Sex,
    karyotype: Karyotype | None = None,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> GenotypeState:
    """Zygosity of one allele in one person, with the reasons in words.

    Haploid and diploid spelling of one X are the same. Half calls are never reference.
    A 0/1 where one X is expected is kept and explained by its reads. Nothing is guessed for an
    unknown sex.

    >>> from cd40lg_annot.model import RecordPlace, Variant
    >>> place = RecordPlace("chrX", 136659390, "C", "T")
    >>> boy = Call(Variant(16214, "C", "T"), (1, 1), place)
    >>> genotype_state(boy, Sex.MALE).zygosity, genotype_state(boy, Sex.FEMALE).zygosity
    (<Zygosity.HEMIZYGOUS: 'hemizygous'>, <Zygosity.HOMOZYGOUS: 'homozygous'>)
    """
    copies = x_copies(sex, karyotype)
    state = _state(call, copies, thresholds)
    return _with_quality_notes(call, state, thresholds)


def _state(call: Call, copies: int | None, limits: Thresholds) -> GenotypeState:
    alleles = call.alleles
    if not alleles or all(allele is None for allele in alleles):
        return _without_genotype(call.reads, limits)
    if call.asserted_only and 1 not in alleles:
        return GenotypeState(Zygosity.NO_CALL, (_SILENT,))
    if None in alleles:
        return _half_call(call, copies, limits)
    if 1 not in alleles:
        return _not_carried(call, limits)
    if copies is None:
        return _unknown_sex(call)
    if copies == 1:
        return _one_x(call, limits)
    return _several_x(call, copies, limits)


def _without_genotype(reads: Reads, limits: Thresholds) -> GenotypeState:
    note = "the file gives no genotype here"
    if (reads.alternate or 0) < limits.stray_reads or (reads.fraction or 0) < limits.stray_fraction:
        return GenotypeState(Zygosity.NO_CALL, (note,))
    note = f"{note}, though {reads_in_words(reads)} show the allele: confirm"
    return GenotypeState(Zygosity.NO_CALL, (note,), warning=True)


_SILENT = (
    "the file states reference without any depth or quality, while the record has a place for them; "
    "merging tools write this for a sample whose own file is silent"
)


def _half_call(call: Call, copies: int | None, limits: Thresholds) -> GenotypeState:
    if 1 not in call.alleles:
        return GenotypeState(
            Zygosity.NO_CALL,
            ("half call: one copy was called without this allele, the other was not called",),
        )
    fraction = call.reads.fraction
    if copies == 1 and fraction is not None and fraction >= limits.near_all:
        note = f"half call on one X; {reads_in_words(call.reads)} show the allele"
        return GenotypeState(Zygosity.HEMIZYGOUS, (note,), warning=True)
    note = "half call: the allele is carried, the other copy was not called"
    return GenotypeState(Zygosity.UNDETERMINED, (note,), warning=True)


def _not_carried(call: Call, limits: Thresholds) -> GenotypeState:
    alleles, reads = call.alleles, call.reads
    if set(alleles) == {3}:
        return GenotypeState(
            Zygosity.DELETED, ("the base is lost with a deletion that overlaps it",), warning=True
        )
    if reads.fraction is not None and (reads.alternate or 0) >= limits.stray_reads:
        if reads.fraction >= limits.contradicting_fraction:
            note = f"called without this allele, but {reads_in_words(reads)} show it"
            return GenotypeState(Zygosity.CONFLICT, (note,), warning=True)
        if reads.fraction >= limits.stray_fraction:
            note = f"possible mosaicism, confirm: called without this allele, {reads_in_words(reads)} show it"
            return GenotypeState(Zygosity.MOSAIC_SUSPECTED, (note,), warning=True)
    notes = []
    if 3 in alleles:
        notes.append("one copy is lost to a deletion that overlaps this base")
    if 2 in alleles:
        notes.append("another alternate allele of the same record is carried")
    if reads.alternate:
        notes.append(f"called without it; {reads_in_words(reads)} show it, no more than sequencing errors do")
    return GenotypeState(Zygosity.ABSENT, tuple(notes), warning=3 in alleles)


def _unknown_sex(call: Call) -> GenotypeState:
    if set(call.alleles) == {1}:
        note = "sex unknown: the copies of the gene cannot be counted"
        return GenotypeState(Zygosity.UNDETERMINED, (note,), warning=True)
    note = "sex unknown; two different alleles were called"
    return GenotypeState(Zygosity.HETEROZYGOUS, (note,), warning=True)


def _one_x(call: Call, limits: Thresholds) -> GenotypeState:
    fraction, words = call.reads.fraction, reads_in_words(call.reads)
    if set(call.alleles) == {1}:
        if fraction is None or fraction >= limits.heterozygous_high or _too_few(call.reads, limits):
            return GenotypeState(Zygosity.HEMIZYGOUS)
        if fraction > limits.near_none:
            return GenotypeState(Zygosity.MOSAIC_SUSPECTED, (_mixed(words),), warning=True)
        note = f"called on the only X, but just {words} show the allele"
        return GenotypeState(Zygosity.CONFLICT, (note,), warning=True)
    if fraction is None:
        note = "two different alleles were called on one X, and the file gives no reads to explain it"
        return GenotypeState(Zygosity.CONFLICT, (note, _TO_EXCLUDE), warning=True)
    if fraction >= limits.near_all:
        note = f"called as two alleles on one X, but {words} show this one"
        return GenotypeState(Zygosity.HEMIZYGOUS, (note,), warning=True)
    if fraction > limits.near_none:
        return GenotypeState(Zygosity.MOSAIC_SUSPECTED, (_mixed(words),), warning=True)
    note = f"two alleles were called on one X, and just {words} show this one"
    return GenotypeState(Zygosity.CONFLICT, (note,), warning=True)


_TO_EXCLUDE = "mosaicism, 47,XXY, a duplication and a sample swap are to be excluded"


def _mixed(words: str) -> str:
    return f"one X is expected, but {words} show the allele and the others do not; {_TO_EXCLUDE}"


def _several_x(call: Call, copies: int, limits: Thresholds) -> GenotypeState:
    if len(call.alleles) == 1:
        note = (
            f"one copy was called where {_IN_WORDS[copies]} are expected; a sample swap, a male "
            "calling mode and a deletion of the other copy are to be excluded"
        )
        return GenotypeState(Zygosity.UNDETERMINED, (note,), warning=True)
    if set(call.alleles) == {1}:
        return _all_copies(call, limits)
    if set(call.alleles) == {1, 3}:
        note = "the other copy is lost to a deletion: no normal copy is left"
        return GenotypeState(Zygosity.HETEROZYGOUS, (note,), warning=True)
    return _one_of_several(call, limits)


def _all_copies(call: Call, limits: Thresholds) -> GenotypeState:
    fraction = call.reads.fraction
    if fraction is not None and fraction < limits.homozygous_at_least and not _too_few(call.reads, limits):
        note = f"called on every copy, but only {reads_in_words(call.reads)} show the allele"
        return GenotypeState(Zygosity.CONFLICT, (note,), warning=True)
    note = "a deletion of the other copy looks the same in sequence; a copy-number test tells them apart"
    return GenotypeState(Zygosity.HOMOZYGOUS, (note,))


def _one_of_several(call: Call, limits: Thresholds) -> GenotypeState:
    fraction, words = call.reads.fraction, reads_in_words(call.reads)
    other = ("another alternate allele stands on the other copy",) if 2 in call.alleles else ()
    if fraction is None or limits.heterozygous_low <= fraction <= limits.heterozygous_high:
        return GenotypeState(Zygosity.HETEROZYGOUS, other)
    if _too_few(call.reads, limits):
        note = f"{words} show the allele, too few to tell its share"
        return GenotypeState(Zygosity.HETEROZYGOUS, (*other, note), warning=True)
    if fraction > limits.heterozygous_high:
        if 1 - fraction > limits.stray_fraction:
            note = f"{words} show the allele, more than half: confirm"
            return GenotypeState(Zygosity.HETEROZYGOUS, (*other, note), warning=True)
        note = f"called on one copy of several, but {words} show the allele"
        return GenotypeState(Zygosity.CONFLICT, (*other, note), warning=True)
    if fraction > limits.stray_fraction:
        note = f"only {words} show the allele: mosaicism is to be excluded"
        return GenotypeState(Zygosity.MOSAIC_SUSPECTED, (*other, note), warning=True)
    note = f"called on one copy, but just {words} show the allele"
    return GenotypeState(Zygosity.CONFLICT, (*other, note), warning=True)


def _too_few(reads: Reads, limits: Thresholds) -> bool:
    return reads.depth is not None and reads.depth < limits.reads_to_contradict


def reads_in_words(reads: Reads) -> str:
    """Say "40 of 92 reads (43 %)", or the stated share alone."""
    if reads.fraction is None:
        return "no reads"
    share = f"{100 * reads.fraction:.0f} %"
    counted = sum(filter(None, (reads.reference, reads.alternate)))
    depth = reads.depth if reads.depth is not None else counted
    if reads.alternate is None or not depth:
        return f"{share} of the reads"
    return f"{reads.alternate} of {depth} reads ({share})"


def _with_quality_notes(call: Call, state: GenotypeState, limits: Thresholds) -> GenotypeState:
    notes: list[str] = []
    if call.filters:
        notes.append(f"the caller filtered this record: {', '.join(call.filters)}")
    depth, quality = call.reads.depth, call.genotype_quality
    if depth is not None and depth < limits.minimum_depth:
        notes.append(f"depth {depth}, below {limits.minimum_depth}")
    if quality is not None and quality < limits.minimum_genotype_quality:
        notes.append(f"genotype quality {quality:g}, below {limits.minimum_genotype_quality:g}")
    if not notes:
        return state
    if state.zygosity is Zygosity.ABSENT:
        reason = "too weak to count as reference"
        return GenotypeState(Zygosity.NO_CALL, (*state.notes, *notes, reason), warning=True)
    return GenotypeState(state.zygosity, (*state.notes, *notes), warning=True)


def joined_state(states: Sequence[GenotypeState]) -> GenotypeState:
    """One state for several calls of one allele in one file; they conflict unless all agree."""
    if len({state.zygosity for state in states}) == 1:
        return states[0]
    words = " and ".join(state.zygosity.value for state in states)
    note = f"the file calls this allele more than once, as {words}"
    return GenotypeState(Zygosity.CONFLICT, (note,), warning=True)
