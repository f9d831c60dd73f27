"""Who is in the family, and the rows of the user's sheets."""

from dataclasses import dataclass

from cd40lg_annot.model.words import Affection, Build, Karyotype, Sex


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the pedigree, with what `people.tsv` and the sample sheet add to it.

    `twin_group` joins members of one multiple birth; `zygotic` is "monozygotic", "dizygotic"
    or "unknown". `age` is in years.
    """

    person: str
    family: str
    father: str | None
    mother: str | None
    sex: Sex
    affected: Affection
    karyotype: Karyotype | None = None
    deceased: bool = False
    age: float | None = None
    twin_group: str | None = None
    twin_zygosity: str | None = None
    adopted: bool = False
    pregnancy: bool = False
    gender: str | None = None
    proband: bool = False
    consultand: bool = False
    hidden_name: bool = False
    parentage_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One row of the sample sheet, paths resolved; `vcf_sample` is the column in the file."""

    sample: str
    vcf: str
    vcf_sample: str
    row: int
    karyotype: Karyotype | None = None
    coverage: str | None = None
    sv_vcf: str | None = None
    build: Build | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Families that one job works on, and their samples; `name` is safe in a path."""

    name: str
    families: tuple[str, ...]
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FailedSample:
    """A sample without a report, for its file cannot be used: the stage that found it, and why, in one line.

    It is told of wherever the sample would have stood, so that nobody takes its absence for a result.
    """

    family: str
    sample: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class CheckedInputs:
    """The user's sheets after every check: what `check-inputs` hands to the stages.

    `failed`: samples whose files are at fault; they stand in no other field.
    """

    samples: tuple[SampleRow, ...]
    people: tuple[Person, ...]
    batches: tuple[Batch, ...]
    warnings: tuple[str, ...] = ()
    failed: tuple[FailedSample, ...] = ()
