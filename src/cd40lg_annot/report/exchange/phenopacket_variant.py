"""Variants as Phenopackets describe them: names, VCF record and allelic state; or as a bare measurement."""

from typing import Any

from cd40lg_annot.model import Build, Zygosity
from cd40lg_annot.report.exchange.codes import (
    GENE_CODE,
    GENO_STATE,
    PRESENCE,
    UNSPECIFIED_ZYGOSITY,
    Code,
    kind_of_alleles,
    kind_of_change,
)
from cd40lg_annot.report.sample import FindingView
from cd40lg_annot.report.structural import StructuralView

Message = dict[str, Any]
_ASSEMBLY = {Build.GRCH37: "hg19", Build.GRCH38: "hg38"}
_GENE = {"valueId": GENE_CODE.code, "symbol": GENE_CODE.label}


def small_variant(finding: FindingView, number: int, build: Build) -> Message:
    """Describe a small variant; `number` tells apart those of one person.

    Its VRS 2.0 identifier is a cross-reference: the schema's own field is of an older version of VRS.
    """
    names = {"hgvs.c": finding.hgvs_c, "hgvs.g": finding.hgvs_g, "hgvs.p": finding.hgvs_p}
    references = [finding.vrs_id, f"ClinVar:{finding.clinvar_accession}" if finding.clinvar_accession else ""]
    return {
        "id": f"variant-{number}",
        "label": finding.title,
        "description": finding.standing,
        "geneContext": _GENE,
        "expressions": [{"syntax": syntax, "value": name} for syntax, name in names.items()],
        "vcfRecord": {
            "genomeAssembly": _ASSEMBLY[build],
            "chrom": "chrX",
            "pos": finding.pos,
            "ref": finding.ref,
            "alt": finding.alt,
        },
        **_if_any("xrefs", [item for item in references if item]),
        "moleculeContext": "genomic",
        **_structural_type(kind_of_alleles(finding.ref, finding.alt)),
        "allelicState": _state(finding.zygosity),
    }


def structural_variant(item: StructuralView, number: int) -> Message:
    """Describe a structural variant; its ends are those of the file's record, which may be inexact."""
    names = {"hgvs.c": item.hgvs_c, "hgvs.g": item.hgvs_g}
    info = f"SVTYPE={item.kind}" + ("" if item.kind == "BND" else f";END={item.last}")
    return {
        "id": f"variant-{number}",
        "label": item.description,
        **({"description": item.consequence} if item.consequence else {}),
        "geneContext": _GENE,
        **_if_any(
            "expressions", [{"syntax": syntax, "value": name} for syntax, name in names.items() if name]
        ),
        "vcfRecord": {
            "genomeAssembly": _ASSEMBLY[item.build],
            "chrom": item.place.contig,
            "pos": item.place.pos,
            "ref": item.place.ref,
            "alt": item.place.alt,
            "info": info,
        },
        "moleculeContext": "genomic",
        **_structural_type(kind_of_change(item.kind)),
        "allelicState": _state(item.zygosity),
    }


def measurement(variant: str, zygosity: Zygosity, words: str) -> Message:
    """State whether a variant is there, as a measurement: it says nothing about a disease."""
    value = GENO_STATE.get(zygosity)
    answer = value or PRESENCE[zygosity]
    identifier = answer.code if value else f"LOINC:{answer.code}"
    return {
        "description": f"{variant}: {words}",
        "assay": {"id": "LOINC:69548-6", "label": "Genetic variant assessment"},
        "value": {"ontologyClass": {"id": identifier, "label": answer.label}},
    }


def _state(zygosity: Zygosity) -> Message:
    code = GENO_STATE.get(zygosity, UNSPECIFIED_ZYGOSITY)
    return {"id": code.code, "label": code.label}


def _structural_type(code: Code | None) -> Message:
    return {"structuralType": {"id": code.code, "label": code.label}} if code else {}


def _if_any(key: str, values: list[Any]) -> Message:
    return {key: values} if values else {}
