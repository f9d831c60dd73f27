"""Which pictures a report has, and what each of them shows: from view data to drawings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cd40lg_annot.family.risk.words import in_words
from cd40lg_annot.locus import Transcript
from cd40lg_annot.model import Classification, KnownVariant, Person, Zygosity
from cd40lg_annot.report.cohort import CohortIndex
from cd40lg_annot.report.drawing.bars import bars_picture
from cd40lg_annot.report.drawing.coverage import allele_balance_picture, callability_picture
from cd40lg_annot.report.drawing.gene import gene_picture
from cd40lg_annot.report.drawing.marks import Mark, Standing
from cd40lg_annot.report.drawing.pedigree import Caption, pedigree_picture
from cd40lg_annot.report.drawing.pedigree_symbols import CarrierMark
from cd40lg_annot.report.drawing.protein import Feature, protein_picture
from cd40lg_annot.report.family import CarrierReport, PersonView, why_no_genotype
from cd40lg_annot.report.language import ENGLISH, Language
from cd40lg_annot.report.sample import SampleReport
from cd40lg_annot.report.variant import VariantView
from cd40lg_annot.report.words import STATUS_SHORT

_DISEASE = {Classification.PATHOGENIC, Classification.LIKELY_PATHOGENIC}
_HARMLESS = {Classification.BENIGN, Classification.LIKELY_BENIGN}
_STANDING_OF = {"disease_causing": Standing.DISEASE, "not_reportable": Standing.HARMLESS}
_GENOTYPE = {Zygosity.ABSENT: "variant absent", Zygosity.MOSAIC_SUSPECTED: "mosaic suspected"}
_STRONGEST = (Standing.DISEASE, Standing.UNCERTAIN, Standing.HARMLESS)
_TOO_SMALL_TO_PRINT = 0.001


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG text, what it shows in a sentence, and its text alternative."""

    svg: str
    caption: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What every picture of a run shares: the transcript, the known variants, the protein's features."""

    transcript: Transcript
    known: tuple[Mark, ...]
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True)
class SamplePictures:
    """Pictures of a sample report; `balance` has one drawing per reportable finding, empty where unknown."""

    places: tuple[Picture, ...]
    callability: Picture | None
    balance: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FamilyPictures:
    """Pictures of a carrier report; `numbers` gives people's numbers in reading order.

    `pedigree_size`: width and height of the pedigree, in pixels.
    """

    pedigree: Picture
    pedigree_size: tuple[float, float]
    numbers: Mapping[str, str]
    places: tuple[Picture, ...]

    def ordered(self, people: Iterable[PersonView]) -> list[PersonView]:
        """Give people as the pedigree is read: generation by generation, left to right."""
        rank = {person: place for place, person in enumerate(self.numbers)}
        return sorted(people, key=lambda person: rank[person.person])


def cohort_pictures(index: CohortIndex, language: Language = ENGLISH) -> tuple[Picture, ...]:
    """Draw the plots of an index that is in `language`; what has nothing to count has no plot."""
    plots = (
        ("Findings, by what they ask of the reader", index.classes, "classes"),
        ("Samples, by the share of bases assessed", index.assessed, "assessed"),
        ("Warnings, by what they are about", index.warnings, "warnings"),
    )
    return tuple(
        Picture(bars_picture(title, counts, key, language), language.say(title), "")
        for title, counts, key in plots
        if counts
    )


def backdrop(transcript: Transcript, known: Iterable[KnownVariant], features: Iterable[Feature]) -> Backdrop:
    """Prepare what the pictures share; each known variant once, its strongest statement first."""
    marks: dict[tuple[int | None, str], Mark] = {}
    for row in known:
        mark = _known_mark(row, transcript)
        key = (mark.pos, mark.label)
        if key not in marks or list(Standing).index(mark.standing) < list(Standing).index(
            marks[key].standing
        ):
            marks[key] = mark
    return Backdrop(transcript, tuple(marks.values()), tuple(features))


def sample_pictures(report: SampleReport, scene: Backdrop, language: Language = ENGLISH) -> SamplePictures:
    """Draw the pictures of a sample report; `report` is in English, the pictures are in `language`."""
    shown = report.reportable or report.findings
    regions = report.callability.regions
    callability = None
    if regions:
        drawing = callability_picture(regions, language)
        words = language.say("Bases assessed, region by region.")
        callability = Picture(drawing, words, language.say(report.callability.sentence))
    balance = tuple(
        allele_balance_picture(finding.reads, f"balance-{index}", language)
        for index, finding in enumerate(report.reportable, start=1)
    )
    return SamplePictures(_places(shown, scene, language) if shown else (), callability, balance)


def family_pictures(
    report: CarrierReport,
    people: Sequence[Person],
    scene: Backdrop,
    mark: CarrierMark = CarrierMark.DOT,
    language: Language = ENGLISH,
) -> FamilyPictures:
    """Draw the pictures of a carrier report; `report` is in English, the pictures are in `language`."""
    captions = {person.person: Caption(person.status, _caption(person)) for person in report.people}
    drawing = pedigree_picture(people, captions, family=report.family, mark=mark, language=language)
    words = "Pedigree. Below each symbol: number, id, status, genotype, and the chance to carry the variant."
    return FamilyPictures(
        pedigree=Picture(drawing.svg, language.say(words), drawing.description),
        pedigree_size=(drawing.width, drawing.height),
        numbers=drawing.numbers,
        places=_places(report.variants, scene, language) if report.variants else (),
    )


def _caption(person: PersonView) -> tuple[str, ...]:
    lines = [STATUS_SHORT[person.status]]
    if person.zygosity:
        lines.append(_GENOTYPE.get(person.zygosity, person.zygosity.value.replace("_", " ")))
    elif person.failed or (person.sample is None and (person.tested_elsewhere or not person.deceased)):
        lines.append(why_no_genotype(person, failed=person.failed))
    if person.risk and 0 < person.risk.carrier_probability < 1:
        lines.append(_short_chance(person.risk.carrier_probability))
    return tuple(lines)


def _short_chance(probability: float) -> str:
    if probability < _TOO_SMALL_TO_PRINT:
        return "below 1 in 1,000"
    return in_words(probability).partition(" (")[0].removeprefix("about ")


def _places(variants: Sequence[VariantView], scene: Backdrop, language: Language) -> tuple[Picture, ...]:
    return _places_of(tuple(_own_mark(view) for view in variants), scene, language)


@lru_cache(maxsize=256)  # members of a family, and carriers of a common variant, share their pictures
def _places_of(marks: tuple[Mark, ...], scene: Backdrop, language: Language) -> tuple[Picture, ...]:
    length = len(scene.transcript.protein)
    gene = gene_picture(scene.transcript, marks, scene.known, language)
    protein = protein_picture(length, scene.features, marks, scene.known, language)
    titles = "; ".join(mark.label for mark in marks)
    return (
        Picture(
            gene,
            language.say(f"The gene, transcript {scene.transcript.accession}."),
            language.say(f"Pinned to the gene: {titles}."),
        ),
        Picture(
            protein,
            language.say(f"The protein, {length} residues."),
            language.say(f"Pinned to the protein: {titles}."),
        ),
    )


def _own_mark(view: VariantView) -> Mark:
    standing = _STANDING_OF.get(view.relevance, Standing.UNCERTAIN)
    return Mark(view.locus.pos, view.residue, view.title, standing)


def _known_mark(row: KnownVariant, transcript: Transcript) -> Mark:
    stated = row.evidence.classification
    standing = Standing.UNCERTAIN
    if stated in _DISEASE:
        standing = Standing.DISEASE
    elif stated in _HARMLESS:
        standing = Standing.HARMLESS
    pos = row.variant.pos if row.variant else None
    residue = transcript.codon_of(pos) if pos else _residue_in(row.residue_change)
    label = f"{row.variant.ref}>{row.variant.alt}" if row.variant else row.residue_change or ""
    return Mark(pos, residue, label, standing)


def _residue_in(change: str | None) -> int | None:
    """Give the residue number of a change such as Thr254Met.

    >>> _residue_in("Thr254Met"), _residue_in(None)
    (254, None)
    """
    digits = "".join(character for character in change or "" if character.isdigit())
    return int(digits) if digits else None
