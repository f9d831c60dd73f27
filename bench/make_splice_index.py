"""Make `resources/scores/ci_spliceai.tsv.gz` from the table of CI-SpliceAI scores.

    python bench/make_splice_index.py ../shared/facts/splice/ci-spliceai.CD40LG.tsv.gz

Only rows inside the gene are taken: the others speak of sites that CD40LG does not use. Rows whose four
scores are all 0.00 are left out, because the index covers every small variant of its range. In the
11 deletions whose anchor is the first base of an exon, the package shifts the anchor's own prediction
and shows an acceptor lost and regained; their scores are replaced by those with the padding behind the
anchor, as the table's own documentation gives them.
"""

import gzip
import sys
from pathlib import Path

GENE_START, GENE_END, OFFSET = 136_648_158, 136_660_390, 136_643_176
OUTPUT = Path(__file__).resolve().parent.parent / "resources" / "scores" / "ci_spliceai.tsv.gz"
LETTERS = ("A", "a", "D", "d")

# GRCh38 position, REF, ALT: acceptor gain and loss, donor gain and loss, in hundredths.
CORRECTED = {
    ("136650266", "AT", "A"): (1, 0, 0, 0),
    ("136650266", "ATAG", "A"): (0, 0, 0, 0),
    ("136654373", "GA", "G"): (1, 0, 1, 0),
    ("136654373", "GAT", "G"): (0, 1, 0, 2),
    ("136654373", "GATA", "G"): (1, 0, 1, 0),
    ("136654373", "GATAT", "G"): (0, 0, 0, 0),
    ("136656356", "GT", "G"): (0, 1, 0, 0),
    ("136656356", "GTGA", "G"): (0, 0, 0, 0),
    ("136656356", "GTGAT", "G"): (7, 2, 0, 2),
    ("136659039", "TG", "T"): (1, 0, 0, 0),
    ("136659039", "TGTTA", "T"): (1, 11, 0, 0),
}
HEAD = {
    "name": "CI-SpliceAI",
    "source": "CI-SpliceAI 1.2.2 at its default settings, every small variant of the gene",
    "release": "2026-11-23",
    "licence": "CC BY 4.0, Yaron Strauch and the CI-SpliceAI authors; changed: computed for one gene, "
    "indexed, 11 rows corrected",
    "cite": "Strauch Y, Lord J, Niranjan M, Baralle D. PLoS ONE 17(6): e0269159 (2022), "
    "doi:10.1371/journal.pone.0269159",
    "range": f"{GENE_START - OFFSET}-{GENE_END - 1 - OFFSET}",
    "columns": "locus position of the left-aligned allele (its anchor), then alleles at it",
    "allele": ">T substitution, +A insertion behind the anchor, -2 deletion of two bases behind it",
    "scores": "A acceptor gained, a acceptor lost, D donor gained, d donor lost, in hundredths; "
    "@ bases from the position; * corrected, without places",
    "not listed": "a substitution, 1-base insertion or 1-to-4-base deletion of the range scores "
    "0.00 throughout",
}


def main() -> None:
    """Read the table and write the index, the same bytes each time."""
    lines: dict[int, list[str]] = {}
    corrected = set()
    with gzip.open(sys.argv[1], "rt") as table:
        for line in table:
            if line.startswith(("#", "locus_pos")):
                continue
            _, pos, ref, alt, *numbers = line.split()
            if not GENE_START <= int(pos) < GENE_END:
                continue
            key = (pos, ref, alt)
            scores = [round(float(number) * 100) for number in numbers[:4]]
            if key in CORRECTED:
                corrected.add(key)
                scores, numbers = list(CORRECTED[key]), []
            if any(scores):
                entry = f"{_allele(ref, alt)}={_spelled(scores, numbers[4:])}"
                lines.setdefault(int(pos) - OFFSET, []).append(entry)
    if corrected != set(CORRECTED):
        sys.exit(f"rows to correct are missing: {set(CORRECTED) - corrected}")
    body = "".join(f"{pos}\t{' '.join(sorted(entries))}\n" for pos, entries in sorted(lines.items()))
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    head = "".join(f"# {key}: {text}\n" for key, text in HEAD.items())
    OUTPUT.write_bytes(gzip.compress((head + body).encode(), 9, mtime=0))


def _allele(ref: str, alt: str) -> str:
    if len(ref) == len(alt):
        return f">{alt}"
    return f"+{alt[1:]}" if len(alt) > len(ref) else f"-{len(ref) - 1}"


def _spelled(scores: list[int], offsets: list[str]) -> str:
    if not offsets:
        return "*" + ",".join(
            f"{letter}{score}" for letter, score in zip(LETTERS, scores, strict=True) if score
        )
    parts = zip(LETTERS, scores, offsets, strict=True)
    return ",".join(f"{letter}{score}@{int(offset)}" for letter, score, offset in parts if score)


if __name__ == "__main__":
    main()
