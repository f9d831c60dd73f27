"""Structural variants as a reader meets them: in one sample, and in a family."""

from dataclasses import dataclass
from typing import TypedDict

from cd40lg_annot.classify.lines import met_labels
from cd40lg_annot.model import (
    Assessment,
    Build,
    CriterionLine,
    Reads,
    RecordPlace,
    StructuralFinding,
    Zygosity,
)
from cd40lg_annot.report.variant import class_words
from cd40lg_annot.report.words import ZYGOSITY


class _ClassFields(TypedDict, total=False):
    """What both views say of the class."""

    classification: str | None
    classification_words: str
    headline: str
    points: int | None
    criteria: str
    criteria_lines: tuple[CriterionLine, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StructuralSource:
    """A record that the finding was read from: its file, and where it stands there."""

    file: str
    place: RecordPlace
    copy_number: int | None


@dataclass(frozen=True, slots=True)
class StructuralView:
    """One structural variant; `start`, `end`: 0-based, half-open, locus axis; `genotype` as VCF writes it.

    `contig`, `pos`, `last`: first and last base changed, 1-based, in the input's build and spelling.
    `exons` lie between its ends for certain, wholly or in part; of `possible_exons` that is not certain.
    Class, points, criteria and reasons are those of a small finding, under the same names.
    `start_range`, `end_range`: first and last value that `start` and `end` may have, None where exact.
    `depth_only`: found by counting reads, so its ends are not seen.
    """

    kind: str
    start: int
    end: int
    description: str
    zygosity: Zygosity
    zygosity_words: str
    exons: tuple[int, ...]
    copy_number: int | None
    genotype: str
    filters: tuple[str, ...]
    place: RecordPlace
    reads: Reads
    notes: tuple[str, ...]
    build: Build
    contig: str
    pos: int
    last: int
    relevance: str
    consequence: str
    consequences: tuple[str, ...]
    impact: str
    in_frame: bool | None
    hgvs: str
    hgvs_g: str
    hgvs_c: str
    whole_exons: tuple[int, ...]
    possible_exons: tuple[int, ...]
    neighbours: tuple[str, ...]
    sources: tuple[StructuralSource, ...] = ()
    classification: str | None = None
    classification_words: str = ""
    headline: str = ""
    points: int | None = None
    criteria: str = ""
    criteria_lines: tuple[CriterionLine, ...] = ()
    reasons: tuple[str, ...] = ()
    start_range: tuple[int, int] | None = None
    end_range: tuple[int, int] | None = None
    depth_only: bool = False


@dataclass(frozen=True, slots=True)
class FamilyStructuralView:
    """One structural variant of a family: what it takes, in words and in HGVS, and what follows from it."""

    kind: str
    title: str
    description: str
    consequence: str
    relevance: str
    hgvs: str
    exons: tuple[int, ...]
    neighbours: tuple[str, ...]
    notes: tuple[str, ...]
    classification: str | None = None
    classification_words: str = ""
    headline: str = ""
    points: int | None = None
    criteria: str = ""
    criteria_lines: tuple[CriterionLine, ...] = ()
    reasons: tuple[str, ...] = ()


def structural_view(finding: StructuralFinding, build: Build) -> StructuralView:
    """Lay out one structural variant of one sample; `build` is the input's."""
    call, state, effect = finding.call, finding.state, finding.effect
    return StructuralView(
        kind=call.kind,
        start=call.start,
        end=call.end,
        description=finding.description,
        zygosity=state.zygosity,
        zygosity_words=ZYGOSITY[state.zygosity],
        exons=tuple(sorted((*effect.whole_exons, *effect.partial_exons))) if effect else call.exons,
        copy_number=next(
            (item.copy_number for item in (call, *finding.others) if item.copy_number is not None), None
        ),
        genotype=genotype_text(tuple(None if a is None else min(a, 1) for a in call.alleles), phased=False),
        filters=call.filters,
        place=call.place,
        reads=call.reads,
        notes=(*state.notes, *finding.notes),
        build=build,
        contig=finding.contig,
        pos=finding.pos,
        last=finding.end,
        relevance=finding.relevance.value,
        consequence=effect.in_words if effect else "",
        consequences=effect.consequences if effect else (),
        impact=effect.impact if effect else "",
        in_frame=effect.in_frame if effect else None,
        hgvs=(effect.hgvs_c or effect.hgvs_g) if effect else "",
        hgvs_g=effect.hgvs_g if effect else "",
        hgvs_c=effect.hgvs_c if effect else "",
        whole_exons=effect.whole_exons if effect else (),
        possible_exons=effect.possible_exons if effect else (),
        neighbours=effect.neighbours if effect else (),
        start_range=call.start_range,
        end_range=call.end_range,
        depth_only=call.depth_only,
        sources=tuple(
            StructuralSource(item.file, item.place, item.copy_number) for item in (call, *finding.others)
        ),
        **_class_of(finding.assessment),
    )


def family_structural_view(finding: StructuralFinding) -> FamilyStructuralView:
    """Lay out one structural variant of a family."""
    effect = finding.effect
    name = (effect.hgvs_c or effect.hgvs_g) if effect else ""
    takes = effect.takes if effect else finding.description
    return FamilyStructuralView(
        kind=finding.call.kind,
        title=f"{takes}, {name}" if name else takes,
        description=finding.description,
        consequence=effect.in_words if effect else "",
        relevance=finding.relevance.value,
        hgvs=name,
        exons=tuple(sorted((*effect.whole_exons, *effect.partial_exons))) if effect else finding.call.exons,
        neighbours=effect.neighbours if effect else (),
        notes=finding.notes,
        **_class_of(finding.assessment),
    )


def _class_of(assessment: Assessment | None) -> _ClassFields:
    """Class, points, criteria and reasons, under the same names as those of a small variant."""
    if assessment is None:
        return _ClassFields()
    return _ClassFields(
        classification=assessment.classification.value if assessment.classification else None,
        classification_words=class_words(assessment.classification),
        headline=assessment.headline,
        points=assessment.points,
        criteria=met_labels(assessment.criteria),
        criteria_lines=assessment.criteria,
        reasons=assessment.reasons,
    )


def genotype_text(alleles: tuple[int | None, ...], *, phased: bool) -> str:
    """Write a genotype of one allele as VCF does; 2 is another allele of the record, 3 is `*`.

    >>> [genotype_text((0, 1), phased=False), genotype_text((1,), phased=False)]
    ['0/1', '1']
    """
    separator = "|" if phased else "/"
    return separator.join("." if allele is None else str(allele) for allele in alleles)
