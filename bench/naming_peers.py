"""Compare our consequences with bcftools csq and SnpEff on fresh variants, class by class.

    python bench/naming_peers.py
    python bench/naming_peers.py --count 4000 --snpeff /usr/share/java/snpeff.jar

The variants are drawn with a fixed seed where programs differ: insertions, deletions, duplications and
deletion-insertions of up to 60 bases over the edges of exons, the start and stop codon, and the untranslated
regions; none is among the 2,500 of the truth table. The terms of the three are brought to the words of csq,
which has the fewest. One row is printed for each way in which they differ, with a count and an example;
docs/naming.md goes through them. A program that is not there is left out.
"""

import argparse
import csv
import random
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pysam
from naming_speed import program_commands

from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus import Locus, normalize
from cd40lg_annot.model import Variant
from cd40lg_annot.variant import Describer

SEED, LONGEST = 20_261_124, 60
TRUTH = Path(__file__).resolve().parent.parent / "tests" / "truth" / "named_variants.tsv"
# What the others call a term of ours; terms that only VEP has are left out or counted as the wider one.
_COMMON = {
    "inframe_insertion": "inframe",
    "inframe_deletion": "inframe",
    "protein_altering": "inframe",
    "inframe_altering": "inframe",
    "conservative_inframe_insertion": "inframe",
    "disruptive_inframe_insertion": "inframe",
    "conservative_inframe_deletion": "inframe",
    "disruptive_inframe_deletion": "inframe",
    "initiator_codon": "start_retained",
    "splice_donor_5th_base": "splice_region",
    "splice_donor_region": "splice_region",
    "splice_polypyrimidine_tract": "intron",
    "5_prime_utr_truncation": "5_prime_utr",
    "3_prime_utr_truncation": "3_prime_utr",
    "5_prime_utr_premature_start_codon_gain": "5_prime_utr",
    "exon_loss": "coding_sequence",
    "transcript_ablation": "feature_ablation",
}
# The words that say what becomes of the protein or a splice site; the others only say where.
_TELLING = frozenset(
    (
        *("frameshift", "inframe", "missense", "synonymous", "stop_gained", "stop_lost", "stop_retained"),
        *("start_lost", "start_retained", "splice_donor", "splice_acceptor"),
    )
)


def main() -> None:
    """Draw, run the programs, print the classes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=4_000)
    parser.add_argument("--snpeff", default="/usr/share/java/snpeff.jar", help="SnpEff's jar or command")
    options = parser.parse_args()
    locus = read_locus()
    variants = drawn(locus, options.count)
    describer = Describer(locus)
    ours = {}
    names = {}
    for variant in variants:
        named, effect = describer.describe(variant)
        ours[variant] = _plain(effect.consequences)
        names[variant] = f"{named.hgvs_c.partition(':')[2]} {named.hgvs_p.partition(':')[2]}"
    with tempfile.TemporaryDirectory() as name:
        peers = _peers(locus, variants, Path(name), options.snpeff)
    _print_classes(variants, ours, peers, names)


def drawn(locus: Locus, count: int) -> list[Variant]:
    """Distinct variants in normal form, sorted; the same ones each time."""
    draw = random.Random(SEED)
    transcript = locus.transcript
    edges = [edge for exon in transcript.exons for edge in (exon.start, exon.end)]
    places = [
        *edges[1:-1],
        transcript.cds_start,
        transcript.cds_end,
        transcript.cds_start,
        transcript.cds_end,
    ]
    with TRUTH.open(encoding="utf-8") as lines:
        rows = csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t")
        known = {row["hgvs_c"] for row in rows}
    describer, found = Describer(locus), set()
    while len(found) < count:
        variant = _one(draw, draw.choice(places), locus.sequence)
        if variant and describer.describe(variant)[0].hgvs_c.partition(":")[2] not in known:
            found.add(variant)
    return sorted(found)


def _one(draw: random.Random, place: int, bases: str) -> Variant | None:
    """A variant near a place, 0-based: short ones as often as long ones."""
    size = draw.choice((1, 2, 3, draw.randint(1, 12), draw.randint(1, LONGEST)))
    start = place + draw.choice((draw.randint(-4, 4), draw.randint(-size - 6, 12)))
    held = bases[start : start + size]
    new = "".join(draw.choices("ACGT", k=draw.choice((1, 2, 3, draw.randint(1, 12)))))
    anchor = bases[start - 1]
    ref, alt = draw.choice(
        (
            (anchor + held, anchor),
            (anchor, anchor + held),
            (anchor, anchor + new),
            (anchor + held, anchor + new),
        )
    )
    return normalize(start, ref, alt, bases) if ref != alt else None


def _plain(terms: Iterator[str] | tuple[str, ...]) -> frozenset[str]:
    words = {term.lower().removesuffix("_variant") for term in terms}
    common = {_COMMON.get(word, word) for word in words}
    return frozenset(common & _TELLING) or frozenset({"other"})


def _peers(
    locus: Locus, variants: list[Variant], folder: Path, snpeff: str
) -> dict[str, dict[Variant, frozenset[str]]]:
    vcf = folder / "locus.vcf"
    head = "##fileformat=VCFv4.3\n##contig=<ID=X>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    vcf.write_text(head + "".join(f"X\t{v.pos}\t.\t{v.ref}\t{v.alt}\t.\t.\t.\n" for v in variants))
    commands = program_commands(locus, folder, vcf, snpeff=snpeff if Path(snpeff).exists() else None)
    found = {}
    for title, command in commands.items():
        if title != "SnpEff":
            # Each record by itself; else csq joins neighbours into one consequence.
            command[2:2] = ["--local-csq"]
        result = subprocess.run(command, capture_output=True, text=True, check=True)
        output = folder / "csq.vcf"
        if title == "SnpEff":
            output = folder / "snpeff.vcf"
            output.write_text(result.stdout)
        found[title] = dict(_read(output, "ANN" if title == "SnpEff" else "BCSQ"))
    return found


def _read(path: Path, tag: str) -> Iterator[tuple[Variant, frozenset[str]]]:
    """Words of each record; a record may have several entries, which are joined."""
    with pysam.VariantFile(str(path)) as file:
        for record in file:
            entries = record.info.get(tag, ())
            column = 1 if tag == "ANN" else 0
            terms = [term for entry in entries for term in entry.split("|")[column].strip("*").split("&")]
            yield Variant(record.pos, record.ref or "", (record.alts or ("",))[0]), _plain(tuple(terms))


def _print_classes(
    variants: list[Variant],
    ours: dict[Variant, frozenset[str]],
    peers: dict[str, dict[Variant, frozenset[str]]],
    names: dict[Variant, str],
) -> None:
    counts: Counter[tuple[str, ...]] = Counter()
    examples: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for variant in variants:
        words = [ours[variant], *(found.get(variant, frozenset()) for found in peers.values())]
        row = tuple("&".join(sorted(word)) for word in words)
        counts[row] += 1
        examples[row].append(names[variant])
    agreed = sum(count for row, count in counts.items() if len(set(row)) == 1)
    print(f"# {len(variants)} variants, {agreed} alike in {', '.join(('ours', *peers))}")
    print("\t".join(("count", "ours", *peers, "example")))
    for row, count in counts.most_common():
        if len(set(row)) > 1:
            print("\t".join((str(count), *row, min(examples[row], key=len))))


if __name__ == "__main__":
    main()
