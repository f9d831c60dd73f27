"""Make a cohort to measure with: families of four, their variant files, the sheets and the configuration.

    python bench/cohort_data.py FOLDER --samples 1000            indexed exome-size VCFs, one per sample
    python bench/cohort_data.py FOLDER --samples 1000 --joint    one BCF of the locus with every sample

Nothing is anyone's: 50 kinds of family are drawn with a fixed seed, and each family is one of them. A tenth
of the kinds carry a variant that ClinVar calls pathogenic. An exome has 20,000 records on the autosomes and
500 on X. Files of one role are the same but for the sample's name: the header is a stored BGZF block, as long
for each name, before the same compressed records; so 10,000 exomes are written at the speed of the disk,
and one index fits them all.
"""

import argparse
import random
import struct
import sys
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pysam

from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Build

SEED, KINDS, ON_AUTOSOMES, ON_X = 20_261_123, 50, 20_000, 500
ROLES = ("father", "mother", "son", "daughter")
# Named in ClinVar as disease-causing; GRCh38, 1-based.
LENGTHS = (  # of GRCh38's autosomes
    248956422,
    242193529,
    198295559,
    190214555,
    181538259,
    170805979,
    159345973,
    145138636,
    138394717,
    133797422,
    135086622,
    133275309,
    114364328,
    107043718,
    101991189,
    90338345,
    83257441,
    80373285,
    58617616,
    64444167,
    46709983,
    50818468,
)
PATHOGENIC = ((136_659_390, "C", "T"), (136_648_279, "C", "T"), (136_650_294, "AT", "A"))
LOCUS = read_locus()
FIRST = LOCUS.genomic_pos(1, Build.GRCH38)
LAST = LOCUS.genomic_pos(len(LOCUS), Build.GRCH38)
HEADER = [
    "##fileformat=VCFv4.2",
    "##cd40lg_annot_note=constructed for a measurement: no genotype is a person's",
    *(f"##contig=<ID=chr{number},length={length}>" for number, length in enumerate(LENGTHS, start=1)),
    "##contig=<ID=chrX,length=156040895,assembly=GRCh38>",
    *(
        f'##INFO=<ID={name},Number={number},Type={kind},Description="{name}">'
        for name, number, kind in (("AC", "A", "Integer"), ("DP", 1, "Integer"), ("MQ", 1, "Float"))
    ),
    *(
        f'##FORMAT=<ID={name},Number={number},Type={kind},Description="{name}">'
        for name, number, kind in (
            ("GT", 1, "String"),
            ("AD", "R", "Integer"),
            ("DP", 1, "Integer"),
            ("GQ", 1, "Integer"),
            ("PL", "G", "Integer"),
        )
    ),
]
COLUMNS = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT"]
FORMAT = "GT:AD:DP:GQ:PL"

Change = tuple[int, str, str]
Haplotype = frozenset[Change]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of family: the gene's copies that each role carries."""

    copies: dict[str, tuple[Haplotype, ...]]

    @property
    def is_affected(self) -> bool:
        """Whether the son has a disease-causing variant."""
        return not self.copies["son"][0].isdisjoint(PATHOGENIC)


@dataclass(frozen=True, slots=True)
class Family:
    """A family of the cohort: its name and its kind."""

    name: str
    kind: int

    def sample(self, role: str) -> str:
        """The name of the family's member with a role; all names are equally long."""
        return f"{self.name}-{ROLES.index(role) + 1}"


def main() -> None:
    """Write a cohort."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--joint", action="store_true", help="one BCF instead of a VCF per sample")
    parser.add_argument("--no-pdf", dest="pdf", action="store_false")
    options = parser.parse_args()
    write_cohort(options.folder, options.samples, joint=options.joint, pdf=options.pdf)


def write_cohort(folder: Path, samples: int, *, joint: bool = False, pdf: bool = False) -> None:
    """Write variant files, sheets and configuration of a cohort into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    families = [Family(f"F{number:06d}", number % KINDS) for number in range(samples // len(ROLES))]
    kinds = drawn_kinds()
    write_sheets(folder, families, kinds, joint=joint)
    (folder / "config.yaml").write_text(
        f"samples: samples.tsv\npedigree: pedigree.ped\npdf: {str(pdf).lower()}\n"
    )
    if joint:
        write_joint(folder / "cohort.bcf", families, kinds)
    else:
        write_exomes(folder / "vcf", families, kinds)


def drawn_kinds() -> list[Kind]:
    """The kinds of family, the same ones each time."""
    draw = random.Random(SEED)
    common = [_substitution(pos, draw) for pos in draw.sample(range(FIRST, LAST), 40)]
    kinds = []
    for number in range(KINDS):
        first, second, fathers = (frozenset(draw.sample(common, draw.randint(0, 4))) for _ in range(3))
        if number % 10 == 0:
            first |= {draw.choice(PATHOGENIC)}
        given, kept = draw.sample([first, second], 2) if number % 10 else (first, second)
        copies = {
            "father": (fathers,),
            "mother": (first, second),
            "son": (given,),
            "daughter": (fathers, kept),
        }
        kinds.append(Kind(copies))
    return kinds


def _substitution(pos: int, draw: random.Random) -> Change:
    ref = LOCUS.sequence[LOCUS.locus_pos(pos, Build.GRCH38) - 1]
    return pos, ref, draw.choice([base for base in "ACGT" if base != ref])


def write_sheets(folder: Path, families: list[Family], kinds: list[Kind], *, joint: bool) -> None:
    """Write sample sheet and pedigree."""
    samples, pedigree = ["sample\tvcf"], []
    for family in families:
        names = {role: family.sample(role) for role in ROLES}
        for role, name in names.items():
            samples.append(f"{name}\t{'cohort.bcf' if joint else f'vcf/{name}.vcf.gz'}")
            parents = (names["father"], names["mother"]) if role in {"son", "daughter"} else ("0", "0")
            affected = 2 if role == "son" and kinds[family.kind].is_affected else 1
            sex = 1 if role in {"father", "son"} else 2
            pedigree.append("\t".join((family.name, name, *parents, str(sex), str(affected))))
    (folder / "samples.tsv").write_text("\n".join(samples) + "\n")
    (folder / "pedigree.ped").write_text("\n".join(pedigree) + "\n")


def write_exomes(folder: Path, families: list[Family], kinds: list[Kind]) -> None:
    """Write one indexed VCF per sample: a header of its own before the records of its kind and role."""
    folder.mkdir(exist_ok=True)
    used = {family.kind for family in families}
    with tempfile.TemporaryDirectory() as name:
        autosomes = _compressed(Path(name), list(_autosomes()))
        for number in used:
            for role in ROLES:
                rows = compressed_rows(Path(name), kinds[number].copies[role])
                body = autosomes + rows
                index = _index(Path(name), body)
                for family in (family for family in families if family.kind == number):
                    path = folder / f"{family.sample(role)}.vcf.gz"
                    path.write_bytes(_header_block(family.sample(role)) + body)
                    path.with_name(f"{path.name}.tbi").write_bytes(index)


def compressed_rows(folder: Path, copies: tuple[Haplotype, ...]) -> bytes:
    """Compressed records on X of one person, sorted, with the end of the file."""
    draw = random.Random(SEED)
    males = len(copies) == 1
    rows = {
        (pos, *draw.sample("ACGT", 2)): draw.choice(["1/1"] if males else ["0/1", "1/1"])
        for pos in draw.sample(range(3_000_000, 154_000_000), ON_X)
        if not FIRST <= pos <= LAST
    }
    for change in set().union(*copies):
        count = sum(change in copy for copy in copies)
        rows[change] = "1/1" if count == len(copies) else "0/1"
    lines = [_row("chrX", *change, genotype) for change, genotype in sorted(rows.items())]
    return _compressed(folder, lines) + _END_OF_FILE


def _autosomes() -> Iterator[str]:
    draw = random.Random(SEED)
    for number, length in enumerate(LENGTHS, start=1):
        for pos in sorted(draw.sample(range(10_000, length), ON_AUTOSOMES // len(LENGTHS))):
            yield _row(f"chr{number}", pos, *draw.sample("ACGT", 2), draw.choice(["0/1", "1/1"]))


def _row(contig: str, pos: int, ref: str, alt: str, genotype: str) -> str:
    reads = {"0/0": "32,0:32:96:0,96,1200", "0/1": "15,16:31:99:500,0,480", "1/1": "0,30:30:90:1100,90,0"}
    info = f"AC={genotype.count('1')};DP=31;MQ={55 + pos % 50 / 10}"
    cells = (
        contig,
        pos,
        ".",
        ref,
        alt,
        400 + pos % 300,
        "PASS",
        info,
        FORMAT,
        f"{genotype}:{reads[genotype]}",
    )
    return "\t".join(map(str, cells))


_END_OF_FILE = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")


def _compressed(folder: Path, lines: list[str]) -> bytes:
    """BGZF blocks of some lines, without the empty block that ends a file."""
    plain, packed = folder / "rows", folder / "rows.gz"
    plain.write_text("".join(f"{line}\n" for line in lines))
    pysam.tabix_compress(str(plain), str(packed), force=True)
    return packed.read_bytes().removesuffix(_END_OF_FILE)


def _header_block(sample: str) -> bytes:
    """A header as one BGZF block that is stored, not deflated: as long for each name of a length."""
    text = "\n".join([*HEADER, "\t".join([*COLUMNS, sample])]).encode() + b"\n"
    stored = b"\x01" + struct.pack("<HH", len(text), len(text) ^ 0xFFFF) + text
    size = 18 + len(stored) + 8
    head = bytes.fromhex("1f8b08040000000000ff060042430200") + struct.pack("<H", size - 1)
    return head + stored + struct.pack("<II", zlib.crc32(text), len(text))


def _index(folder: Path, body: bytes) -> bytes:
    path = folder / "one.vcf.gz"
    path.write_bytes(_header_block(Family("F000000", 0).sample(ROLES[0])) + body)
    pysam.tabix_index(str(path), preset="vcf", force=True)
    return path.with_name("one.vcf.gz.tbi").read_bytes()


def write_joint(path: Path, families: list[Family], kinds: list[Kind]) -> None:
    """Write one indexed BCF with a record for each variant that any family carries."""
    changes = sorted(
        {change for kind in kinds for copies in kind.copies.values() for change in set().union(*copies)}
    )
    names = [family.sample(role) for family in families for role in ROLES]
    plain = path.with_suffix(".vcf")
    with plain.open("w") as file:
        print(*HEADER, "\t".join([*COLUMNS, *names]), sep="\n", file=file)
        for pos, ref, alt in changes:
            calls = {
                number: "\t".join(_call((pos, ref, alt), kind.copies[role]) for role in ROLES)
                for number, kind in enumerate(kinds)
            }
            cells = "\t".join(calls[family.kind] for family in families)
            print("chrX", pos, ".", ref, alt, 500, "PASS", "DP=31;MQ=60", FORMAT, cells, sep="\t", file=file)
    with (
        pysam.VariantFile(str(plain)) as source,
        pysam.VariantFile(str(path), "wb", header=source.header) as target,
    ):
        for record in source:
            target.write(record)
    pysam.tabix_index(str(path), preset="bcf", force=True)
    plain.unlink()


def _call(change: Change, copies: tuple[Haplotype, ...]) -> str:
    count = sum(change in copy for copy in copies)
    genotype = "0/0" if count == 0 else "1/1" if count == len(copies) else "0/1"
    return _row("", *change, genotype).rsplit("\t", 1)[1]


if __name__ == "__main__":
    sys.exit(main())
