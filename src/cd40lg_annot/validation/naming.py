"""The truth tables about one variant: its names, what it does, and names that people type or publish."""

from collections.abc import Iterator, Mapping

from cd40lg_annot.errors import NomenclatureError
from cd40lg_annot.locus import Locus, normalize
from cd40lg_annot.model import Build, Variant
from cd40lg_annot.validation.outcome import Case, Row
from cd40lg_annot.variant import Namer, effect
from cd40lg_annot.variant.reading import read_name

_NO_BRACKETS = str.maketrans("", "", "()")


def variant_of(row: Row, locus: Locus) -> Variant:
    """The variant of a row of `named_variants.tsv` in normal form; `pos` is on GRCh38."""
    pos = locus.locus_pos(int(row["pos"]), Build.GRCH38)
    return normalize(pos, row["ref"], row["alt"], locus.sequence)


def coding_case(row: Row, locus: Locus, namer: Namer) -> Case:
    """Coding name of a row of `named_variants.tsv`."""
    name = namer.names(variant_of(row, locus)).hgvs_c
    return Case(row["hgvs_c"], f"{locus.transcript.accession}:{row['hgvs_c']}", name)


def protein_case(row: Row, locus: Locus, namer: Namer) -> Case:
    """Protein name of a row of `named_variants.tsv`."""
    name = namer.names(variant_of(row, locus)).hgvs_p
    return Case(row["hgvs_c"], row["hgvs_p"], name.partition(":")[2])


def consequence_case(row: Row, locus: Locus) -> Case:
    """Consequence of a row of `named_variants.tsv`, as VEP 115 says it."""
    terms = "&".join(effect(variant_of(row, locus), locus).consequences)
    return Case(row["hgvs_c"], row["consequence_vep"], terms)


def described(rows: Iterator[Row] | tuple[Row, ...], field: str) -> Mapping[tuple[str, str], str]:
    """Reasons for the differences that `named_variants_described.tsv` lists, by name and our answer."""
    return {(row["hgvs_c"], row["ours"]): row["reason"] for row in rows if row["field"] == field}


def published_case(row: Row, locus: Locus, namer: Namer) -> Case:
    """A row of `published_names.tsv`: all that was published of it has to mean one variant, with its name."""
    title = row["hgvs_c"] or row["hgvs_p"]
    variants: set[Variant] = set()
    if row["grch37_pos"]:
        pos = locus.locus_pos(int(row["grch37_pos"]), Build.GRCH37)
        variants.add(normalize(pos, row["ref"], row["alt"], locus.sequence))
    if row["hgvs_c"]:
        variants.update(read_name(row["hgvs_c"], locus).variants)
    if len(variants) != 1:
        return Case(title, "one variant", f"{len(variants)} variants")
    names = namer.names(variants.pop())
    coding = row["hgvs_c"].partition("c.")[2]
    # Older sources write dup and del elsewhere; their substitutions are spelt as ours.
    compared = row["source"] != "ClinVar" and "(" not in coding and ">" in coding
    if compared and not names.hgvs_c.endswith(coding):
        return Case(title, coding, names.hgvs_c)
    given = row["hgvs_p"].translate(_NO_BRACKETS).removeprefix("p.")
    ours = {name.partition("p.")[2].translate(_NO_BRACKETS) for name in (names.hgvs_p, names.hgvs_p_short)}
    # Older names stop at "fs", before the distance of the new stop.
    fits = not given or any(name == given or name.startswith(f"{given}Ter") for name in ours)
    return Case(title, row["hgvs_p"], row["hgvs_p"] if fits else names.hgvs_p)


def typed_case(row: Row, locus: Locus, namer: Namer) -> Case:
    """A row of `typed_names.tsv`: the alleles that a typed name stands for, or words of its refusal."""
    try:
        reading = read_name(row["typed"], locus, legacy=row["legacy"] == "yes")
    except NomenclatureError as error:
        wanted = row["refused_with"]
        refused = f"refused: {wanted}"
        said = refused if wanted and wanted in str(error) and "\n" not in str(error) else f"refused: {error}"
        return Case(row["typed"], refused if wanted else row["means"], said)
    names = [namer.names(variant).hgvs_c.partition(":")[2] for variant in reading.variants]
    expected = f"refused: {row['refused_with']}" if row["refused_with"] else row["means"]
    return Case(row["typed"], expected, " ".join(names))
