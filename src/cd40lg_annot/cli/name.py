"""Name one variant in every way, and say what it does and what is known about it.

Takes an HGVS name (g., c. or p.), a VCF-like or SPDI one of either build, ClinVar's own format, an
rsID or ClinVar accession that a knowledge table holds, or, with --legacy, a name of the TNFSF5 era:

    cd40lg-annot name NM_000074.3:c.761C>T
    cd40lg-annot name 'NM_000074.3(CD40LG):c.761C>T (p.Thr254Met)'
    cd40lg-annot name X-136659390-C-T --json
    cd40lg-annot name --legacy 782C>T

A name that contradicts the reference is refused, with the bases that stand there.
"""

import argparse
import json
from typing import Any

from cd40lg_annot.cli.annotator import Annotator
from cd40lg_annot.cli.knowledge import knowledge_of_options
from cd40lg_annot.cli.knowledge_options import add_table_options, predictors_of
from cd40lg_annot.cli.reading_notes import notes_of
from cd40lg_annot.cli.tools import tools_of
from cd40lg_annot.cli.typed_names import reading_of
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import AnnotatedVariant, SplicePrediction
from cd40lg_annot.variant.context import splice_context
from cd40lg_annot.variant.exon_level import (
    ExonLevelVariant,
    exon_level_effect,
    exon_level_record,
    read_exon_level_name,
)
from cd40lg_annot.variant.other_names import other_names
from cd40lg_annot.variant.reading import Reading
from cd40lg_annot.variant.splicing import score_in_words

HELP = "name one variant in every way, and say what it does"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("name", metavar="NAME", help="the variant; quote a name with > or blanks")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.add_argument(
        "--legacy", action="store_true", help="NAME counts as papers of the TNFSF5 era: c. + 21"
    )
    add_table_options(parser)


def run(options: argparse.Namespace) -> None:
    """Print what is known about the variant."""
    locus = read_locus()
    exons = read_exon_level_name(options.name, locus.transcript, legacy=options.legacy)
    if exons is not None:
        _print_exon_level(exons, options.name, locus, as_json=options.json)
        return
    knowledge = knowledge_of_options(options, locus)
    reading = reading_of(options.name, locus, lambda: knowledge, legacy=options.legacy)
    annotator = Annotator(tools_of(locus, knowledge, predictors_of(options)))
    found = [annotator.annotated(variant) for variant in reading.variants]
    records = [_record(one, locus) for one in found]
    notes = notes_of(reading, [one.names.hgvs_p for one in found])
    allele = annotator.allele_names(reading.variants) if reading.in_cis else None
    if options.json:
        content = {"input": options.name, "notes": notes, "in_cis": allele, "variants": records}
        print(json.dumps(content, indent=2, ensure_ascii=False))
    else:
        print("\n".join(_text(reading, records, notes, allele)))


def _print_exon_level(exons: ExonLevelVariant, typed: str, locus: Locus, *, as_json: bool) -> None:
    """Print what can be said of whole exons lost or gained; their ends are not known."""
    transcript = locus.transcript
    effect = exon_level_effect(exons, transcript)
    record = {"input": typed, **exon_level_record(exons, transcript), "effect": list(effect)}
    if as_json:
        print(json.dumps(record, indent=2, ensure_ascii=False))
        return
    print(f"{typed}\n\n{record['hgvs_c']}")
    for label, text in (("protein", record["hgvs_p"]), ("exons", record["exons"])):
        print(f"  {label:<18}{text}")
    for text in effect:
        print(f"  {'effect':<18}{text}")


def _record(one: AnnotatedVariant, locus: Locus) -> dict[str, Any]:
    """Everything about one variant, as plain data in the order in which it is printed."""
    names, effect = one.names, one.effect
    return {
        "hgvs_c": names.hgvs_c,
        "hgvs_p": names.hgvs_p,
        "hgvs_p_short": names.hgvs_p_short,
        "hgvs_g_grch38": names.hgvs_g_grch38,
        "hgvs_g_grch37": names.hgvs_g_grch37,
        "vcf_grch38": names.vcf_grch38,
        "vcf_grch37": names.vcf_grch37,
        **other_names(names, locus),
        "consequence": "&".join(effect.consequences),
        "impact": effect.impact,
        "exon": effect.exon,
        "intron": effect.intron,
        "residue": effect.residue,
        "codons": effect.codons,
        "amino_acids": effect.amino_acids,
        "region": effect.region,
        "region_source": effect.region_source,
        "nmd": effect.nmd,
        "premature_stop": effect.premature_stop,
        "splice_context": splice_context(one.variant, locus),
        **_splice_record(one.splice),
        "own_scores": [score_in_words(score) for score in one.scores],
        "notes": list(effect.notes),
        "headline": one.assessment.headline,
        "reasons": list(one.assessment.reasons),
        "records": [
            {
                "source": item.source,
                "release": item.release,
                "match": item.match,
                "name": item.name,
                "stated": item.stated,
                "stars": item.stars,
                "accession": item.accession,
                "citation": item.citation,
            }
            for item in one.evidence
        ],
    }


def _splice_record(splice: SplicePrediction | None) -> dict[str, Any]:
    if splice is None:
        return {"splice_max": None, "splice_event": "", "splice_source": "not scored"}
    return {
        "splice_max": splice.highest,
        "splice_event": splice.event or f"none predicted (highest score below {splice.threshold})",
        "splice_source": f"{splice.source} {splice.release}" + (f"; {splice.note}" if splice.note else ""),
    }


_LABELS = {
    "hgvs_p": "protein",
    "hgvs_p_short": "one-letter",
    "hgvs_g_grch38": "GRCh38",
    "hgvs_g_grch37": "GRCh37",
    "vcf_grch38": "VCF GRCh38",
    "vcf_grch37": "VCF GRCh37",
    "refseqgene": "RefSeqGene",
    "lrg": "LRG",
    "lrg_transcript": "LRG transcript",
    "lrg_protein": "LRG protein",
    "ensembl": "Ensembl",
    "refseq_older": "older version",
    "legacy": "legacy (c. + 21)",
    "consequence": "consequence",
    "impact": "impact",
    "exon": "exon",
    "intron": "intron",
    "residue": "residue",
    "codons": "codons",
    "amino_acids": "amino acids",
    "region": "protein region",
    "region_source": "region source",
    "nmd": "NMD",
    "premature_stop": "new stop at codon",
    "splice_context": "splice sites",
    "splice_max": "splice score",
    "splice_event": "splice event",
    "splice_source": "splice source",
    "headline": "assessment",
}


def _text(
    reading: Reading, records: list[dict[str, Any]], notes: list[str], allele: dict[str, str] | None
) -> list[str]:
    lines = [f"{reading.typed}", *(f"  note: {note}" for note in notes)]
    if allele:
        lines += ["", f"  {'allele in cis':<18}{allele['hgvs_c']}", f"  {'protein':<18}{allele['hgvs_p']}"]
    for record in records:
        lines += ["", record["hgvs_c"]]
        lines += [
            f"  {label:<18}{record[key]}"
            for key, label in _LABELS.items()
            if record.get(key) not in (None, "")
        ]
        lines += [f"  {'own score':<18}{score}" for score in record["own_scores"]]
        lines += [f"  {'note':<18}{note}" for note in record["notes"]]
        lines += [f"  {'reason':<18}{reason}" for reason in record["reasons"]]
    return lines
