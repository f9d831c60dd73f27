"""A structural call read in the light of sex and copy number.

The rows of `tests/truth/structural.tsv` say in a table what the functions here do.
A copy number decides over the genotype where the two can be reconciled: callers that assume two
copies write a male with his one normal copy as a heterozygous deletion. Where they cannot, the state
is a conflict, never a comfortable one.
"""

from cd40lg_annot.calls.state import DEFAULT_THRESHOLDS, NO_DEPTH, Thresholds, reads_in_words
from cd40lg_annot.model import GenotypeState, Junction, Karyotype, Sex, StructuralCall, Zygosity, x_copies

NONE_LEFT = "no copy is left"
_DOSAGE = frozenset({"DEL", "DUP", "CNV"})
# A copy number further than this from a whole number speaks of part of the cells.
_FAR_FROM_WHOLE = 0.25
_STRAY_FRACTION = 0.05
_TO_EXCLUDE = "mosaicism, 47,XXY, a duplication and a sample swap are to be excluded"


def structural_state(
    call: StructuralCall,
    sex: Sex,
    karyotype: Karyotype | None = None,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> GenotypeState:
    """Zygosity of a structural variant in one person, with the reasons in words."""
    expected = x_copies(sex, karyotype)
    if call.stated_copy_number and abs(float(call.stated_copy_number) % 1 - 0.5) < 0.5 - _FAR_FROM_WHOLE:
        note = f"copy number {call.stated_copy_number} is no whole number: part of the cells may carry it"
        return GenotypeState(Zygosity.MOSAIC_SUSPECTED, (note,), warning=True)
    if call.kind in _DOSAGE and call.copy_number is not None and expected is not None:
        state = _by_copy_number(call, call.copy_number, expected)
    else:
        state = _by_genotype(call, expected, thresholds)
    return _with_filters(call, state)


def loses(call: StructuralCall, expected: int | None) -> bool:
    """Whether the call takes copies away from what lies in its span."""
    if call.kind == "CNV":
        return call.copy_number is not None and expected is not None and call.copy_number < expected
    return call.kind == "DEL" or call.junction is Junction.DELETION_LIKE


def gains(call: StructuralCall, expected: int | None) -> bool:
    """Whether the call adds copies of what lies in its span."""
    if call.kind == "CNV":
        return call.copy_number is not None and expected is not None and call.copy_number > expected
    return call.kind == "DUP" or call.junction is Junction.DUPLICATION_LIKE


def is_balanced(call: StructuralCall) -> bool:
    """Whether one record calls a loss and a gain together, with two copies or more (CNLOH, GAINLOH)."""
    several = call.copy_number is not None and call.copy_number > 1
    return several and call.kind in {"DEL", "DUP"} and sorted(map(str, call.alleles)) == ["1", "2"]


def odd_copies(call: StructuralCall, sex: Sex, karyotype: Karyotype | None = None) -> str:
    """Say how a record that the sample does not carry counts copies that it does not explain; else ""."""
    expected, copies = x_copies(sex, karyotype), call.copy_number
    if call.kind not in _DOSAGE or None in (expected, copies) or copies == expected:
        return ""
    if 1 in call.alleles or _is_other_allele(call):
        return ""
    return f"copy number {copies}, where {expected} would be expected"


def _by_copy_number(call: StructuralCall, copies: int, expected: int) -> GenotypeState:
    if _is_other_allele(call):
        return GenotypeState(Zygosity.ABSENT)
    if is_balanced(call) and (call.kind == "DEL" or copies == expected):
        return _undetermined(
            f"copy number {copies}, while the genotype calls one copy lost and another gained: both X may be "
            "alike (loss of heterozygosity), or a copy may be lost beside a doubled one"
        )
    if copies == expected:
        return _expected_copies(call, copies, expected)
    note = f"copy number {copies} where {expected} {'is' if expected == 1 else 'are'} expected"
    if (call.kind == "DEL" and copies > expected) or (call.kind == "DUP" and copies < expected):
        if 1 not in call.alleles:
            return GenotypeState(Zygosity.ABSENT)
        return _conflict(f"{note}, which a {_NAMES[call.kind]} does not explain")
    if _says_reference(call):
        return _conflict(f"{note}, but the genotype {_genotype(call)} does not carry it")
    if copies > expected:
        return GenotypeState(_gained(expected), (note,), warning=True)
    return _lost(call, copies, expected, note)


_NAMES = {"DEL": "deletion", "DUP": "duplication", "CNV": "copy-number change"}


def _is_other_allele(call: StructuralCall) -> bool:
    """Whether the sample carries another structural allele of the record, which is read in its turn."""
    return 1 not in call.alleles and 2 in call.alleles


def _says_reference(call: StructuralCall) -> bool:
    # A multi-allelic <CNV> is genotyped by its copy number; its GT, where there is one, is a filler.
    return set(call.alleles) == {0} and call.kind != "CNV"


def _expected_copies(call: StructuralCall, copies: int, expected: int) -> GenotypeState:
    """The copies are as many as expected, whatever the genotype says."""
    note = f"copy number {copies} is what is expected for this person"
    if 1 not in call.alleles:
        return GenotypeState(Zygosity.ABSENT, (note,))
    if call.kind == "CNV" or call.is_segment or _assumes_two_copies(call, expected):
        followed = f"{note}; the genotype {_genotype(call)} assumes another number and is not followed"
        return GenotypeState(Zygosity.ABSENT, (followed,))
    return _conflict(f"{note}, but the genotype {_genotype(call)} carries it")


def _assumes_two_copies(call: StructuralCall, expected: int) -> bool:
    spelling = set(call.alleles)
    return call.kind == "DEL" and expected == 1 and spelling in ({0, 1}, {None, 1})


def _gained(expected: int) -> Zygosity:
    return Zygosity.HEMIZYGOUS if expected == 1 else Zygosity.HETEROZYGOUS


def _lost(call: StructuralCall, copies: int, expected: int, note: str) -> GenotypeState:
    if copies == 0:
        zygosity = Zygosity.HEMIZYGOUS if expected == 1 else Zygosity.HOMOZYGOUS
        return GenotypeState(zygosity, (note, NONE_LEFT), warning=True)
    notes = [note]
    if set(call.alleles) == {1} and len(call.alleles) > 1:
        notes.append(f"the genotype {_genotype(call)} is not followed")
    return GenotypeState(Zygosity.HETEROZYGOUS, tuple(notes), warning=True)


def _by_genotype(call: StructuralCall, expected: int | None, limits: Thresholds) -> GenotypeState:
    alleles = call.alleles
    if all(allele is None for allele in alleles):
        return _no_genotype(call)
    if 1 not in alleles:
        return _not_carried(call, limits)
    if expected is None:
        return _undetermined("sex unknown: the copies cannot be counted")
    if call.kind == "CNV":
        return _undetermined("a copy-number change without its number: gain or loss is not known")
    if set(alleles) == {1}:
        return _every_copy(call, expected)
    if expected == 1:
        return _two_alleles_on_one_x(call, limits)
    if None in alleles:
        return _undetermined("one copy carries it, the other was not called")
    other = ("another structural allele of the record stands on the other copy",) if 2 in alleles else ()
    return GenotypeState(Zygosity.HETEROZYGOUS, other, warning=True)


def _no_genotype(call: StructuralCall) -> GenotypeState:
    if call.reads.alternate:
        return _undetermined(f"no genotype, but {_support(call)}")
    if not call.genotyped:
        return _undetermined("the file lists it and gives no genotype")
    return GenotypeState(Zygosity.NO_CALL, ("the file gives no genotype for it",), warning=True)


def _not_carried(call: StructuralCall, limits: Thresholds) -> GenotypeState:
    if None in call.alleles:
        return GenotypeState(Zygosity.NO_CALL, ("one copy was not called",), warning=True)
    alternate, fraction = call.reads.alternate or 0, call.reads.fraction or 0
    if alternate >= limits.stray_reads and fraction >= _STRAY_FRACTION and 2 not in call.alleles:
        note = f"called without it, but {_support(call)}: possible mosaicism, confirm"
        return GenotypeState(Zygosity.MOSAIC_SUSPECTED, (note,), warning=True)
    doubt = _too_little(call, limits)
    if doubt:
        return GenotypeState(Zygosity.NO_CALL, (doubt,), warning=True)
    known = call.reads.depth is not None or call.genotype_quality is not None
    return GenotypeState(Zygosity.ABSENT, () if known else (f"called without it, {NO_DEPTH}",))


def _too_little(call: StructuralCall, limits: Thresholds) -> str | None:
    """Why a genotype without the variant is no evidence against it."""
    if call.asserted_only:
        return (
            "the record has reads or quality for others and none for this sample: "
            "a merging tool may have written its 0/0"
        )
    depth, quality = call.reads.depth, call.genotype_quality
    if depth is not None and depth < limits.minimum_depth:
        return f"called without it, from {depth} reads, fewer than {limits.minimum_depth}"
    if quality is not None and quality < limits.minimum_genotype_quality:
        return (
            f"called without it, at genotype quality {quality:g}, below {limits.minimum_genotype_quality:g}"
        )
    return None


def _every_copy(call: StructuralCall, expected: int) -> GenotypeState:
    none_left = (NONE_LEFT,) if loses(call, expected) else ()
    if expected == 1:
        return GenotypeState(Zygosity.HEMIZYGOUS, none_left, warning=True)
    if len(call.alleles) == 1:
        return _undetermined(f"one copy was called where {expected} are expected")
    return GenotypeState(Zygosity.HOMOZYGOUS, none_left, warning=True)


def _two_alleles_on_one_x(call: StructuralCall, limits: Thresholds) -> GenotypeState:
    fraction = call.reads.fraction
    written = f"the genotype {_genotype(call)} gives two copies where one X is expected"
    if fraction is None:
        return _conflict(f"{written}, and the file gives neither copy number nor reads; {_TO_EXCLUDE}")
    if fraction >= limits.near_all:
        return GenotypeState(Zygosity.HEMIZYGOUS, (f"{written}, but {_support(call)}",), warning=True)
    if fraction > limits.near_none:
        note = f"{written}, and {_support(call)}; {_TO_EXCLUDE}"
        return GenotypeState(Zygosity.MOSAIC_SUSPECTED, (note,), warning=True)
    return _conflict(f"{written}, and just {_support(call)}")


def _undetermined(note: str) -> GenotypeState:
    return GenotypeState(Zygosity.UNDETERMINED, (note,), warning=True)


def _conflict(note: str) -> GenotypeState:
    return GenotypeState(Zygosity.CONFLICT, (note,), warning=True)


def _support(call: StructuralCall) -> str:
    if call.reads.fraction is None:
        return f"{call.reads.alternate} reads support it"
    return f"{reads_in_words(call.reads)} support it"


def _genotype(call: StructuralCall) -> str:
    return "/".join("." if allele is None else str(allele) for allele in call.alleles)


def _with_filters(call: StructuralCall, state: GenotypeState) -> GenotypeState:
    if not call.filters or state.zygosity in {Zygosity.ABSENT, Zygosity.NO_CALL}:
        return state
    note = f"the caller filtered this record: {', '.join(call.filters)}"
    return GenotypeState(state.zygosity, (*state.notes, note), warning=True)
