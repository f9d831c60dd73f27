import re

import pytest
import weaver

from cd40lg_annot.io.validation import read_truth
from cd40lg_annot.locus import change_of, normalize, rightmost
from cd40lg_annot.model import Build
from cd40lg_annot.variant.hgvs import one_letter
from cd40lg_annot.variant.provider import AXIS, LocusProvider, MessengerProvider
from cd40lg_annot.variant.reading import read_name

C = "NM_000074.3:"
P = "NP_000065.1:"


# Where the tools differ: each with its reason in the table.
DESCRIBED = {
    row["hgvs_c"]: row["ours"] for row in read_truth("named_variants_described") if row["field"] == "protein"
}


def test_every_agreed_name_is_ours(named_rows, namer):
    wrong = []
    for row in named_rows:
        names = namer.names(row["variant"])
        expected = DESCRIBED.get(row["hgvs_c"], row["hgvs_p"])
        if (names.hgvs_c, names.hgvs_p) != (C + row["hgvs_c"], P + expected):
            wrong.append((row["hgvs_c"], row["hgvs_p"], names.hgvs_c, names.hgvs_p))
    assert not wrong


def test_c_numbers_are_those_the_library_itself_would_give(named_rows, namer, locus):
    library = weaver.VariantMapper(LocusProvider(locus))
    offset = locus.axes[Build.GRCH38].offset
    for row in named_rows[::10]:
        names = namer.names(row["variant"])
        name = names.hgvs_g_grch38.partition(":g.")[2]
        on_locus = re.sub(r"\d{9}", lambda number: str(int(number[0]) - offset), name)
        parsed = weaver.parse(f"{AXIS}:g.{on_locus}")
        assert library.g_to_c(parsed, "NM_000074.3").format() == names.hgvs_c


def test_both_builds_are_named(namer, allele):
    names = namer.names(allele(136_659_390, "C", "T"))
    assert names.hgvs_g_grch38 == "NC_000023.11:g.136659390C>T"
    assert names.hgvs_g_grch37 == "NC_000023.10:g.135741549C>T"
    assert names.vcf_grch38 == "X-136659390-C-T"
    assert names.vcf_grch37 == "X-135741549-C-T"
    assert names.hgvs_c == C + "c.761C>T"
    assert names.hgvs_p_short == P + "p.(T254M)"


@pytest.mark.parametrize(
    ("pos", "ref", "alt", "hgvs_c", "hgvs_p"),
    [
        # outside the transcript the numbering goes on
        (136_648_157, "T", "C", "c.-92T>C", "p.?"),
        (136_660_391, "T", "C", "c.*976T>C", "p.?"),
        # the 5' untranslated region may gain a start, the 3' one leaves the protein as it is
        (136_648_230, "A", "G", "c.-19A>G", "p.?"),
        (136_659_417, "C", "T", "c.*2C>T", "p.(=)"),
        # inversion
        (136_659_378, "GCA", "TGC", "c.749_751inv", "p.(Gly250_Thr251delinsValPro)"),
    ],
)
def test_names_at_special_places(namer, allele, pos, ref, alt, hgvs_c, hgvs_p):
    names = namer.names(allele(pos, ref, alt))
    assert (names.hgvs_c, names.hgvs_p) == (C + hgvs_c, P + hgvs_p)


@pytest.mark.parametrize("at", [1, 2, 19_213, 19_214])
def test_edges_of_the_locus_have_names(namer, locus, at):
    sequence = locus.sequence
    base = sequence[at - 1]
    other = "A" if base != "A" else "C"

    def name(pos, ref, alt):
        return namer.names(normalize(pos, ref, alt, sequence)).hgvs_c

    assert name(at, base, other).endswith(f"{base}>{other}")
    assert name(at, base, base + other * 3).endswith(("ins" + other * 3, "dup"))
    assert name(at, base, other * 3 + base).endswith(("ins" + other * 3, "dup"))
    start = min(at, len(sequence) - 3)
    stretch = sequence[start - 1 : start + 3]
    assert name(start, stretch, stretch[0]).endswith("del")
    assert name(start, stretch, stretch[-1]).endswith("del")


def test_the_library_shifts_as_the_locus_does(named_rows, locus):
    library = weaver.VariantMapper(LocusProvider(locus))
    for row in named_rows[::7]:
        left = change_of(row["variant"])
        right = rightmost(left, locus.sequence)
        if left.alt or left.end == left.start:
            continue
        where = f"{left.start + 1}_{left.end}" if left.end - left.start > 1 else str(left.end)
        shifted = library.normalize_variant(weaver.parse(f"{AXIS}:g.{where}del")).format()
        expected = f"{right.start + 1}_{right.end}" if right.end - right.start > 1 else str(right.end)
        assert shifted == f"{AXIS}:g.{expected}del"


def test_reference_end_of_an_exon_is_its_last_base(locus):
    """The library documents an exclusive end in places; read so, it loses every exon edge."""
    assert LocusProvider(locus).get_transcript("", None)["exons"][0]["reference_end"] == 5227
    library = weaver.VariantMapper(LocusProvider(locus))
    last = locus.sequence[5227]
    name = library.g_to_c(weaver.parse(f"{AXIS}:g.5228{last}>A"), "NM_000074.3").format()
    assert name == f"{C}c.156{last}>A"
    straddling = library.g_to_c(weaver.parse(f"{AXIS}:g.5228_5229del"), "NM_000074.3").format()
    assert straddling == f"{C}c.156_156+1del"


def test_the_short_provider_predicts_the_same_proteins(named_rows, locus):
    full = weaver.VariantMapper(LocusProvider(locus))
    short = weaver.VariantMapper(MessengerProvider(locus.transcript))
    for row in named_rows[::5]:
        if "+" in row["hgvs_c"] or row["hgvs_c"].count("-") or "*" in row["hgvs_c"]:
            continue
        name = weaver.parse(C + row["hgvs_c"])
        assert full.c_to_p(name).format() == short.c_to_p(name).format()


def test_one_letter_names():
    assert one_letter("p.(Ter262LeuextTer23)") == "p.(*262Lext*23)"
    assert one_letter("p.(Met1?)") == "p.(M1?)"
    assert one_letter("p.?") == "p.?"


def test_plain_protein_names_are_the_librarys(namer, locus):
    """Every substitution of the coding sequence, and a deletion and an insertion at every base of it."""
    library = weaver.VariantMapper(MessengerProvider(locus.transcript))
    transcript = locus.transcript
    start = transcript.cds_start_in_mrna
    for index in range(0, len(transcript.cds), 2):
        pos = transcript.pos_of_mrna_index(start + index)
        base, before = locus.sequence[pos - 1], locus.sequence[pos - 2]
        others = [other for other in "ACGT" if other != base]
        variants = [normalize(pos, base, other, locus.sequence) for other in others]
        variants.append(normalize(pos - 1, before + base, before, locus.sequence))
        variants.append(normalize(pos, base, base + others[index % 3], locus.sequence))
        for variant in variants:
            names = namer.names(variant)
            if not names.hgvs_p.endswith("p.?"):
                assert library.c_to_p(weaver.parse(names.hgvs_c)).format() == names.hgvs_p


@pytest.mark.parametrize(
    ("hgvs_c", "hgvs_p"),
    [
        # Source of each kind: HGVS 21.1, protein: insertion, deletion, extension, frameshift.
        ("c.573_574insGCCTAGGCC", "p.(Ala191_Ser192insAlaTer)"),
        ("c.574_575insATAGCCAATAGCCA", "p.(Ser192AsnfsTer4)"),
        ("c.574_575insATAGCCAATAGCCAATAGCCA", "p.(Ala191_Ser192insAsnSerGlnTer)"),
        ("c.576_577insTAGCCC", "p.(Leu193Ter)"),
        ("c.781_783del", "p.(Leu261Ter)"),
        ("c.778_783del", "p.(Lys260Ter)"),
        ("c.781_783dup", "p.(Ter262LeuextTer1)"),
        ("c.782_783insGAT", "p.(Ter262IleextTer1)"),
        ("c.782_784del", "p.(Leu261ArgfsTer12)"),
        ("c.782_*1del", "p.(Leu261ProfsTer11)"),
        ("c.782_*7inv", "p.(Leu261HisfsTer13)"),
        ("c.784_*1del", "p.(Ter262GlnextTer49)"),
        ("c.785_*1delinsAGG", "p.(Ter262=)"),
        ("c.784_786dup", "p.(Ter262=)"),
        ("c.786_*1insTT", "p.(=)"),
        ("c.597_598delinsCC", "p.(Gly199_Arg200=)"),
        ("c.4_6dup", "p.(Ile2dup)"),
        ("c.574_627inv", "p.(Ser192_Ala208delinsCysSerSerGluTer)"),
        ("c.700_*900del", "p.(Gly234SerfsTer7)"),
    ],
)
def test_protein_names_follow_the_recommendations(hgvs_c, hgvs_p, namer, locus):
    (variant,) = read_name(hgvs_c, locus).variants
    assert namer.names(variant).hgvs_p == P + hgvs_p
