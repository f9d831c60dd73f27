"""Short ways to make what the stages hand on: variants, calls, people, samples, families.

Every person and genotype here is constructed. A test shows only what matters to it.
"""

from dataclasses import replace

from cd40lg_annot.model import (
    Affection,
    AnnotatedVariant,
    Assessment,
    Build,
    Call,
    Classification,
    CriterionLine,
    Effect,
    Evidence,
    FamilyInterpretation,
    Finding,
    GenotypeState,
    InputFile,
    Names,
    NextTest,
    Person,
    PersonStatus,
    Provenance,
    Reads,
    RecordPlace,
    RegionCallability,
    Relevance,
    Risk,
    SampleInterpretation,
    Segregation,
    Sex,
    SexCheck,
    Status,
    TableVersion,
    Variant,
    Zygosity,
)

GRCH38_OFFSET = 136_643_176
GRCH37_OFFSET = 135_725_335
CONSTRUCTED = "people and genotypes are invented; the variant is a published one"

# Text that would be markup, script or a template if it were not kept as text.
HOSTILE = "<img src=x onerror=alert(1)>\"'&{{ 7*7 }}</style><script>alert(2)</script>"

THR254MET = Variant(16214, "C", "T")
LEU50 = Variant(5220, "T", "C")
GENEREVIEWS = "https://www.ncbi.nlm.nih.gov/books/NBK1402/"


def names_of(variant: Variant, coding: str, protein: str, short: str) -> Names:
    change = f"{variant.ref}>{variant.alt}"
    on_38, on_37 = variant.pos + GRCH38_OFFSET, variant.pos + GRCH37_OFFSET
    return Names(
        hgvs_g_grch38=f"NC_000023.11:g.{on_38}{change}",
        hgvs_g_grch37=f"NC_000023.10:g.{on_37}{change}",
        hgvs_c=f"NM_000074.3:{coding}",
        hgvs_p=f"NP_000065.1:{protein}",
        hgvs_p_short=f"NP_000065.1:{short}",
        vcf_grch38=f"X-{on_38}-{variant.ref}-{variant.alt}",
        vcf_grch37=f"X-{on_37}-{variant.ref}-{variant.alt}",
    )


def thr254met() -> AnnotatedVariant:
    """The family's variant: c.761C>T p.(Thr254Met), ClinVar VCV000035814."""
    return AnnotatedVariant(
        variant=THR254MET,
        names=names_of(THR254MET, "c.761C>T", "p.(Thr254Met)", "p.(T254M)"),
        effect=Effect(
            consequences=("missense_variant",),
            impact="MODERATE",
            exon="5/5",
            residue=254,
            codons="aCg/aTg",
            amino_acids="T/M",
            region="TNF homology domain",
            region_source="UniProtKB P29965",
        ),
        evidence=(
            Evidence(
                source="ClinVar",
                release="2026-10-05",
                match="exact",
                name="NM_000074.3:c.761C>T",
                classification=Classification.PATHOGENIC,
                stated="Pathogenic",
                review_status="criteria provided, multiple submitters, no conflicts",
                stars=2,
                accession="VCV000035814",
                condition="Hyper-IgM syndrome type 1",
            ),
        ),
        assessment=Assessment(
            relevance=Relevance.DISEASE_CAUSING,
            classification=Classification.LIKELY_PATHOGENIC,
            points=6,
            reasons=("ClinVar lists exactly this change as pathogenic, 2 of 4 stars.",),
            criteria=(
                CriterionLine(
                    criterion="PM2",
                    verdict="met",
                    strength="supporting",
                    points=1,
                    reason="not seen in population counts",
                    value="0 of 120,000",
                    threshold="at most 0.000001",
                    source="gnomAD",
                    version="4.1",
                ),
                CriterionLine("PS4", "met", "strong", 4, "seen in four patients of two families", "4", "≥ 4"),
                CriterionLine("PP1", "met", "supporting", 1, "moves with the disease in one family", "2"),
                CriterionLine(
                    "PP3", "not_met", "supporting", 0, "prediction below threshold", "0.77", "0.79"
                ),
            ),
        ),
    )


def leu50() -> AnnotatedVariant:
    """The common benign polymorphism c.148T>C p.(Leu50=)."""
    return AnnotatedVariant(
        variant=LEU50,
        names=names_of(LEU50, "c.148T>C", "p.(Leu50=)", "p.(L50=)"),
        effect=Effect(("synonymous_variant",), "LOW", exon="1/5", residue=50, codons="Ttg/Ctg"),
        evidence=(),
        assessment=Assessment(
            Relevance.NOT_REPORTABLE,
            Classification.BENIGN,
            -9,
            ("Common in every population looked at.",),
            (
                CriterionLine(
                    "BA1", "met", "stand_alone", -8, "too common", "0.28", "0.00005", "gnomAD", "4.1"
                ),
            ),
        ),
    )


def a_person(person: str, **fields: object) -> Person:
    plain = Person(person, "F1", None, None, Sex.UNKNOWN, Affection.UNKNOWN)
    return replace(plain, **fields)


def a_male(person: str, **fields: object) -> Person:
    return a_person(person, **{"sex": Sex.MALE, "affected": Affection.UNAFFECTED, **fields})


def a_female(person: str, **fields: object) -> Person:
    return a_person(person, **{"sex": Sex.FEMALE, "affected": Affection.UNAFFECTED, **fields})


def a_finding(
    annotated: AnnotatedVariant,
    zygosity: Zygosity,
    alleles: tuple[int | None, ...] | None,
    *,
    build: Build = Build.GRCH38,
    contig: str = "chrX",
    reads: Reads | None = None,
    notes: tuple[str, ...] = (),
) -> Finding:
    variant = annotated.variant
    pos = variant.pos + (GRCH38_OFFSET if build is Build.GRCH38 else GRCH37_OFFSET)
    place = RecordPlace(contig, pos, variant.ref, variant.alt)
    reads = reads or Reads(depth=40, reference=0, alternate=40, fraction=1.0)
    call = None if alleles is None else Call(variant, alleles, place, reads=reads, genotype_quality=99.0)
    state = GenotypeState(zygosity)
    return Finding(annotated, state, contig, pos, variant.ref, variant.alt, call, notes)


def callability(share: float = 1.0) -> tuple[RegionCallability, ...]:
    """The five coding exons with splice margins, `share` of each called reference, the rest silent."""
    bounds = {
        "exon 1": (5072, 5236),
        "exon 2": (7069, 7229),
        "exon 3": (11176, 11262),
        "exon 4": (13159, 13250),
    }
    bounds["exon 5"] = (15842, 16239)
    regions = []
    for name, (start, end) in bounds.items():
        called = round(share * (end - start))
        regions.append(RegionCallability(name, start, end, called, 0, 0, 0, end - start - called))
    return tuple(regions)


def a_sample(person: Person, findings: tuple[Finding, ...] = (), **fields: object) -> SampleInterpretation:
    plain = SampleInterpretation(
        sample=person.person,
        person=person,
        build=Build.GRCH38,
        contig="chrX",
        inputs=(InputFile(f"vcf/{person.person}.g.vcf.gz", "vcf", "0" * 64, 12345),),
        findings=findings,
        family_variants=(),
        callability=callability(),
        set_aside=(),
        headline="No reportable variant was found in CD40LG.",
    )
    return replace(plain, **fields)


OF_ANOTHER_SEX = SexCheck("discordant", "the files show two X chromosomes", 2)


def a_provenance(**fields: object) -> Provenance:
    plain = Provenance(
        version="0.1.0",
        transcript="NM_000074.3",
        reference_sha256="ab" * 32,
        tables=(
            TableVersion(
                "clinvar", "ClinVar", "2026-10-05", "cd" * 32, 31, "partial: 31 of about 547 records"
            ),
            TableVersion("population", "gnomAD", "4.1", "ef" * 32, 12),
        ),
        date="2026-11-01",
        constructed_note=CONSTRUCTED,
    )
    return replace(plain, **fields)


def thr254met_people() -> tuple[Person, ...]:
    """Eleven people in three generations around an affected boy."""
    return (
        a_male("GF", deceased=True),
        a_female("GM"),
        a_male("GREATUNCLE", affected=Affection.AFFECTED, deceased=True, father="GGF", mother="GGM"),
        a_male("GGF", deceased=True),
        a_female("GGM", deceased=True),
        a_male("FATHER"),
        a_female("MOTHER", father="GF", mother="GM"),
        a_female("AUNT", father="GF", mother="GM"),
        a_male("UNCLE", father="GF", mother="GM"),
        a_male("BOY", affected=Affection.AFFECTED, father="FATHER", mother="MOTHER", proband=True),
        a_female("SISTER", father="FATHER", mother="MOTHER"),
        a_female("COUSIN", father="UNCLE2", mother="AUNT"),
        a_male("UNCLE2"),
    )


def _with_great_grandparents(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """The grandmother is the great-uncle's sister."""
    return tuple(replace(p, father="GGF", mother="GGM") if p.person == "GM" else p for p in people)


def thr254met_family(*, name: str = "F1") -> FamilyInterpretation:
    """The family of the bundled example: one variant, every kind of status."""
    people = tuple(replace(p, family=name) for p in _with_great_grandparents(thr254met_people()))
    person = {p.person: p for p in people}
    variant = thr254met()
    half = Reads(depth=38, reference=20, alternate=18, fraction=0.47)
    none = Reads(depth=35, reference=35, alternate=0, fraction=0.0)
    boy = a_finding(variant, Zygosity.HEMIZYGOUS, (1,))
    mother = a_finding(variant, Zygosity.HETEROZYGOUS, (0, 1), reads=half)
    sister = a_finding(variant, Zygosity.ABSENT, (0, 0), reads=none)
    uncle = a_finding(variant, Zygosity.ABSENT, (0,), reads=none)
    silent = a_finding(variant, Zygosity.NO_CALL, None, notes=("the file has no record at this position",))
    found = "CD40LG c.761C>T p.(Thr254Met), likely pathogenic:"
    absent = "The variant of the family is absent."
    samples = (
        a_sample(person["BOY"], (boy,), headline=f"{found} hemizygous, explains the disease."),
        a_sample(
            person["MOTHER"],
            (mother, a_finding(leu50(), Zygosity.HETEROZYGOUS, (0, 1), reads=half)),
            headline=f"{found} heterozygous, she is a carrier.",
        ),
        a_sample(person["SISTER"], family_variants=(sister,), headline=absent),
        a_sample(person["UNCLE"], family_variants=(uncle,), headline=absent),
        a_sample(
            person["COUSIN"],
            family_variants=(silent,),
            callability=callability(0.0),
            headline="The file is silent at the variant of the family: not assessed, which is not normal.",
        ),
    )
    return FamilyInterpretation(
        family=name,
        people=people,
        statuses=_statuses(),
        variants=(variant, leu50()),
        segregation=(
            Segregation(THR254MET, "consistent", "maternal", ("the mother is heterozygous",), meioses=3),
        ),
        samples=samples,
        next_tests=(
            NextTest("AUNT", "test for c.761C>T", "her risk is 1 in 2 and she has a daughter", 1.0),
            NextTest("COUSIN", "repeat with a gVCF", "her file is silent at the variant", 0.81),
        ),
        assumptions=("Penetrance in males: 50% by 1 year, 90% by 4 years (GeneReviews NBK1402).",),
    )


def _statuses() -> tuple[PersonStatus, ...]:
    certain, none = Risk(1.0, 0.0, 0.5, 0.5, 0.25), Risk(0.0, 0.0, 0.0, 0.0, 0.0)
    half, quarter = Risk(0.5, 0.0, 0.25, 0.25, 0.125), Risk(0.25, 0.0, 0.125, 0.125, 0.0625)
    ill, married_in = Risk(1.0, 1.0), Risk(1e-6, 0.0, 0.0, 1e-6, 0.0)
    tested = "tested, and does not carry it"
    repeat = "repeat with a file that covers the position"
    obligate = Status.OBLIGATE_CARRIER
    return (
        _status("BOY", Status.AFFECTED, "hemizygous, and affected", Zygosity.HEMIZYGOUS, ill),
        _status("MOTHER", Status.CONFIRMED_CARRIER, "heterozygous by test", Zygosity.HETEROZYGOUS, certain),
        _status("GM", obligate, "sister of an affected man, and mother of a carrier", None, certain),
        _status("GGM", obligate, "mother of an affected man and of an obligate carrier", None, certain),
        _status("AUNT", Status.AT_RISK, "daughter of an obligate carrier", None, half, "offer the test"),
        _status("UNCLE", Status.EXCLUDED, tested, Zygosity.ABSENT, none),
        _status("SISTER", Status.EXCLUDED, tested, Zygosity.ABSENT, none),
        _status("COUSIN", Status.NOT_ASSESSED, "the file is silent", Zygosity.NO_CALL, quarter, repeat),
        _status("GREATUNCLE", Status.AFFECTED, "affected, brother of an obligate carrier", None, ill),
        _status("GF", Status.EXCLUDED, "unaffected male", None, none),
        _status("GGF", Status.EXCLUDED, "unaffected male", None, none),
        _status("FATHER", Status.EXCLUDED, "unaffected male", None, none),
        _status("UNCLE2", Status.EXCLUDED, "married in", None, married_in),
    )


def _status(
    person: str,
    status: Status,
    reason: str,
    zygosity: Zygosity | None,
    risk: Risk,
    advice: str = "",
) -> PersonStatus:
    sample = person if zygosity else None
    return PersonStatus(person, status, (reason,), zygosity, sample, risk, (advice,) if advice else ())


def benign_family() -> FamilyInterpretation:
    """A father and daughter who carry nothing but the common polymorphism."""
    father = a_male("DAD", family="F2")
    daughter = a_female("GIRL", family="F2", father="DAD", mother="MUM")
    mother = a_female("MUM", family="F2")
    common = leu50()
    return FamilyInterpretation(
        family="F2",
        people=(father, mother, daughter),
        statuses=tuple(
            PersonStatus(p.person, Status.NOT_ASSESSED, ("no disease-causing variant is known here",))
            for p in (father, mother, daughter)
        ),
        variants=(common,),
        segregation=(),
        samples=(
            a_sample(father, (a_finding(common, Zygosity.HEMIZYGOUS, (1,)),)),
            a_sample(daughter, (a_finding(common, Zygosity.HETEROZYGOUS, (0, 1)),)),
        ),
    )
