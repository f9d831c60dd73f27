"""The nouns: alleles, calls, people, evidence, findings, and their closed sets of words.

Read `words`, `alleles`, `columns`, `records`, `calls`, `people`, `tables`, `naming`, `criteria`, `annotated`,
`clinic`, `structural`, `findings` in this order: each knows only those before it.

Coordinates are on the locus axis unless a name says otherwise: base 1 is the first
base of `resources/reference/locus.fa`. `pos` is 1-based; `start` and `end` are
0-based and half-open. `None` means not known or not given; it is never 0.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cd40lg_annot.model.alleles import (
        RecordPlace,
        Variant,
    )
    from cd40lg_annot.model.annotated import (
        AnnotatedVariant,
    )
    from cd40lg_annot.model.calls import (
        AlignedRead,
        Call,
        CallSet,
        ChromosomeDepths,
        CopySegment,
        Coverage,
        CoverageKind,
        DepthBlock,
        ExtractedSample,
        GenotypeState,
        InputFile,
        Junction,
        Reads,
        ReferenceBlock,
        SetAside,
        SexCheck,
        SexCounts,
        SexSource,
        SexTableRow,
        SexTool,
        StructuralCall,
        Tally,
        UncalledBlock,
    )
    from cd40lg_annot.model.clinic import (
        ClinicRecord,
        ClinicValue,
        ClinicView,
        Level,
        ReferenceInterval,
        Surface,
    )
    from cd40lg_annot.model.columns import (
        SampleColumns,
        XSite,
    )
    from cd40lg_annot.model.criteria import (
        Assessment,
        CaseEvidence,
        CriterionLine,
        PredictorBand,
        PredictorScale,
        Residue,
        Rule,
        Rules,
        SpliceLoss,
    )
    from cd40lg_annot.model.findings import (
        Assumption,
        EvidenceKind,
        FamilyInterpretation,
        Finding,
        KnownSite,
        NextTest,
        PersonStatus,
        Provenance,
        RegionCallability,
        Risk,
        RiskEvidence,
        SampleInterpretation,
        SeenSite,
        Segregation,
        StructuralFinding,
        Warned,
    )
    from cd40lg_annot.model.naming import (
        Effect,
        Names,
        SpliceIndex,
        SplicePrediction,
    )
    from cd40lg_annot.model.people import (
        Batch,
        CheckedInputs,
        FailedSample,
        Person,
        SampleRow,
    )
    from cd40lg_annot.model.records import (
        VcfHeader,
        VcfRecord,
        XReading,
    )
    from cd40lg_annot.model.structural import (
        Rearrangement,
        StructuralEffect,
    )
    from cd40lg_annot.model.tables import (
        CaseCounts,
        Evidence,
        KnowledgeTable,
        KnownVariant,
        PopulationCount,
        PopulationTable,
        Score,
        ScoreTable,
        TableVersion,
    )
    from cd40lg_annot.model.words import (
        Affection,
        Build,
        Classification,
        Karyotype,
        Relevance,
        Sex,
        Status,
        WarningKind,
        Zygosity,
        x_copies,
    )

# Where each noun stands. A module is imported when one of its nouns is first asked for: making all the
# dataclasses costs a tenth of a second, and most commands need a third of them.
_NOUNS = {
    "words": (
        "Affection",
        "Build",
        "Classification",
        "Karyotype",
        "Relevance",
        "Sex",
        "Status",
        "WarningKind",
        "Zygosity",
        "x_copies",
    ),
    "alleles": (
        "RecordPlace",
        "Variant",
    ),
    "columns": (
        "SampleColumns",
        "XSite",
    ),
    "records": (
        "VcfHeader",
        "VcfRecord",
        "XReading",
    ),
    "calls": (
        "AlignedRead",
        "Call",
        "CallSet",
        "ChromosomeDepths",
        "CopySegment",
        "Coverage",
        "CoverageKind",
        "DepthBlock",
        "ExtractedSample",
        "GenotypeState",
        "InputFile",
        "Junction",
        "Reads",
        "ReferenceBlock",
        "SetAside",
        "SexCheck",
        "SexCounts",
        "SexSource",
        "SexTableRow",
        "SexTool",
        "StructuralCall",
        "Tally",
        "UncalledBlock",
    ),
    "people": (
        "Batch",
        "CheckedInputs",
        "FailedSample",
        "Person",
        "SampleRow",
    ),
    "tables": (
        "CaseCounts",
        "Evidence",
        "KnowledgeTable",
        "KnownVariant",
        "PopulationCount",
        "PopulationTable",
        "Score",
        "ScoreTable",
        "TableVersion",
    ),
    "naming": (
        "Effect",
        "Names",
        "SpliceIndex",
        "SplicePrediction",
    ),
    "criteria": (
        "Assessment",
        "CaseEvidence",
        "CriterionLine",
        "PredictorBand",
        "PredictorScale",
        "Residue",
        "Rule",
        "Rules",
        "SpliceLoss",
    ),
    "annotated": ("AnnotatedVariant",),
    "clinic": (
        "ClinicRecord",
        "ClinicValue",
        "ClinicView",
        "Level",
        "ReferenceInterval",
        "Surface",
    ),
    "structural": (
        "Rearrangement",
        "StructuralEffect",
    ),
    "findings": (
        "Assumption",
        "EvidenceKind",
        "FamilyInterpretation",
        "Finding",
        "KnownSite",
        "NextTest",
        "PersonStatus",
        "Provenance",
        "RegionCallability",
        "Risk",
        "RiskEvidence",
        "SampleInterpretation",
        "SeenSite",
        "Segregation",
        "StructuralFinding",
        "Warned",
    ),
}
_MODULES = {noun: module for module, nouns in _NOUNS.items() for noun in nouns}

__all__ = [
    "Affection",
    "AlignedRead",
    "AnnotatedVariant",
    "Assessment",
    "Assumption",
    "Batch",
    "Build",
    "Call",
    "CallSet",
    "CaseCounts",
    "CaseEvidence",
    "CheckedInputs",
    "ChromosomeDepths",
    "Classification",
    "ClinicRecord",
    "ClinicValue",
    "ClinicView",
    "CopySegment",
    "Coverage",
    "CoverageKind",
    "CriterionLine",
    "DepthBlock",
    "Effect",
    "Evidence",
    "EvidenceKind",
    "ExtractedSample",
    "FailedSample",
    "FamilyInterpretation",
    "Finding",
    "GenotypeState",
    "InputFile",
    "Junction",
    "Karyotype",
    "KnowledgeTable",
    "KnownSite",
    "KnownVariant",
    "Level",
    "Names",
    "NextTest",
    "Person",
    "PersonStatus",
    "PopulationCount",
    "PopulationTable",
    "PredictorBand",
    "PredictorScale",
    "Provenance",
    "Reads",
    "Rearrangement",
    "RecordPlace",
    "ReferenceBlock",
    "ReferenceInterval",
    "RegionCallability",
    "Relevance",
    "Residue",
    "Risk",
    "RiskEvidence",
    "Rule",
    "Rules",
    "SampleColumns",
    "SampleInterpretation",
    "SampleRow",
    "Score",
    "ScoreTable",
    "SeenSite",
    "Segregation",
    "SetAside",
    "Sex",
    "SexCheck",
    "SexCounts",
    "SexSource",
    "SexTableRow",
    "SexTool",
    "SpliceIndex",
    "SpliceLoss",
    "SplicePrediction",
    "Status",
    "StructuralCall",
    "StructuralEffect",
    "StructuralFinding",
    "Surface",
    "TableVersion",
    "Tally",
    "UncalledBlock",
    "Variant",
    "VcfHeader",
    "VcfRecord",
    "Warned",
    "WarningKind",
    "XReading",
    "XSite",
    "Zygosity",
    "x_copies",
]


def __getattr__(name: str) -> object:
    """Import the module of a noun, and keep the noun."""
    if name not in _MODULES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
