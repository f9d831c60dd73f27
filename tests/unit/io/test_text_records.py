"""Records taken as text say what htslib's say."""

import random

import pysam
import pytest

from cd40lg_annot.cli.extract import extracted_samples
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io import text_records
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.vcf_file import opened_vcf
from cd40lg_annot.model import Build, SampleRow
from vcfs import CONTIG, vcf_text, write_vcf

LOCUS = read_locus()
NAMES = [f"S{number}" for number in range(12)]
HEADER = [
    CONTIG["GRCh38"],
    '##ALT=<ID=DEL,Description="deletion">',
    '##FORMAT=<ID=PID,Number=1,Type=String,Description="phase">',
    '##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="length">',
]
KEYS = [("GT",), ("GT", "DP"), ("GT", "AD", "DP", "GQ"), ("GT", "AD", "DP", "GQ", "PID"), ("DP",)]
GENOTYPES = [
    *["0/0"] * 6,
    *["0", "0|0", "0/1", "1/1", "1", "./.", ".", "0/.", "1/.", "0|1", "2", "1/2", "0/2", "0/0/1", "./1"],
]
VALUES = {
    "AD": ["30,0,0", "15,15,0", "0,0,30", ".", ".,.,.", "29,1,0", "27,3,0"],
    "DP": ["30", "8", ".", "0", "12345"],
    "GQ": ["99", "3", ".", "0"],
    "PID": ["136650000_A_C", ".", "7"],
}
ALTS = ["{0}", "{0},{1}", "{0},*", "*", "<NON_REF>", "{0},<NON_REF>", "<DEL>", ".", "{0}TTT"]


def drawn_line(rng, pos, names):
    base = LOCUS.sequence[LOCUS.locus_pos(pos, Build.GRCH38) - 1]
    others = [other for other in "ACGT" if other != base]
    alt = rng.choice(ALTS).format(*others)
    keys = rng.choice(KEYS)
    most = 0 if alt == "." else alt.count(",") + 1
    cells = []
    for _ in names:
        values = [drawn_value(rng, key, most) for key in keys]
        cells.append(":".join(values[: rng.choice([len(values), len(values), 1])]))
    end = f"END={pos + rng.randint(1, 400)}" if "<" in alt and rng.random() < 0.5 else "."
    filters = rng.choice(["PASS", ".", "LowQual"])
    return f"chrX {pos} . {base} {alt} 50 {filters} {end} {':'.join(keys)} {' '.join(cells)}"


def drawn_value(rng, key, most):
    if key == "GT":
        return rng.choice(
            [text for text in GENOTYPES if most >= max([0, *map(int, filter(str.isdigit, text))])]
        )
    if key == "AD":
        return ",".join(rng.choice(VALUES["AD"]).split(",")[: most + 1])
    return rng.choice(VALUES[key])


@pytest.mark.parametrize(
    ("names", "asked"),
    [(NAMES, NAMES), (NAMES, ["S7"]), (NAMES, ["S2", "S9"]), (["S1"], ["S1"]), (NAMES[:4], ["S0", "S3"])],
)
def test_both_readings_of_random_records_are_the_same(tmp_path, monkeypatch, names, asked):
    rng = random.Random(959)
    first = LOCUS.genomic_pos(1, Build.GRCH38)
    rows = [SampleRow(name, str(tmp_path / "a.vcf.bgz"), name, 2) for name in asked]
    as_text = []
    taken = text_records.TextRecord.__init__
    monkeypatch.setattr(
        text_records.TextRecord, "__init__", lambda *args: (as_text.append(1), taken(*args))[1]
    )
    for size in (1, 3, 40, 40):
        # Some stand at one position, as split records do.
        places = sorted(rng.choices(range(first, first + 15_000), k=size) + [first + 7_000] * 3)
        write_vcf(
            tmp_path / "a.vcf.bgz",
            *(drawn_line(rng, pos, names) for pos in places),
            samples=names,
            header=HEADER,
        )
        found = read(rows)
        with monkeypatch.context() as context:
            context.setattr("cd40lg_annot.io.vcf_file._opened_as_text", lambda *_: None)
            before = len(as_text)
            assert found == read(rows)
            assert len(as_text) == before
    assert len(as_text) > 50


def read(rows):
    return [extracted_samples([row], LOCUS) for row in rows] + [extracted_samples(rows, LOCUS)]


@pytest.mark.parametrize(
    "broken",
    [
        "GT:DP 0/0:3O",
        "GT:DP 0/0:30:99",
        "GT:GT 0/0:0/0",
        "GT -1",
        "GT:DP 0/0:30\t0/0:30",
    ],
)
@pytest.mark.parametrize("number", [0, 5])
def test_what_is_malformed_stops_the_run_as_in_a_file_of_one_sample(tmp_path, broken, number):
    keys, value = broken.split(" ")
    plain = ":".join(["0/0", *["30"] * keys.count(":")])
    cells = [value.replace("\t", " ") if at == number else plain for at in range(len(NAMES))]
    good = f"chrX 136659000 . {LOCUS.sequence[LOCUS.locus_pos(136659000, Build.GRCH38) - 1]} <*> 50 PASS . GT"
    path = write_vcf(
        tmp_path / "a.vcf.bgz",
        f"{good} {' '.join(['0/0'] * len(NAMES))}",
        f"chrX 136659390 . C T 50 PASS . {keys} {' '.join(cells)}",
        samples=NAMES,
    )

    with pytest.raises(UnreadableFileError, match=r"136659390.*(cannot be read|is not a genotype)"):
        extracted_samples([SampleRow(name, path, name, 2) for name in NAMES], LOCUS)


@pytest.mark.parametrize("value", ["0/0 0/0", ""])
@pytest.mark.parametrize("names", [NAMES, NAMES[:2]])
def test_other_columns_than_the_header_names_stop_the_run(tmp_path, names, value):
    cells = " ".join([*["0/0"] * (len(names) - 1), value])
    path = write_vcf(tmp_path / "a.vcf.bgz", f"chrX 136659390 . C T 50 PASS . GT {cells}", samples=names)

    with pytest.raises(UnreadableFileError, match="columns where the header has"):
        extracted_samples([SampleRow(name, path, name, 2) for name in names], LOCUS)


def test_any_stretch_gives_the_records_that_htslib_gives(tmp_path):
    rng = random.Random(11)
    lines = []
    for pos in sorted(rng.choices(range(1000, 1400), k=120)):
        end = f"END={pos + rng.randint(1, 60)}" if rng.random() < 0.3 else "."
        odd = "1000_A_C" if rng.random() < 0.1 else "7"
        lines.append(f"chrX {pos} . A C 50 PASS {end} GT:PID {' '.join([f'0/1:{odd}'] * len(NAMES))}")
    path = write_vcf(tmp_path / "a.vcf.bgz", *lines, samples=NAMES, header=HEADER)
    with opened_vcf(path) as file, pysam.VariantFile(path) as by_htslib:
        for _ in range(200):
            start = rng.randint(900, 1400)
            stretch = ("chrX", start, start + rng.randint(1, 200))
            found = [(raw.pos, raw.stop) for raw in file.records(*stretch)]
            assert found == [(raw.pos, raw.stop) for raw in by_htslib.fetch(*stretch)]


def test_a_byte_that_is_not_utf8_hinders_nothing(tmp_path):
    line = f"chrX 136659390 . C T 50 PASS NOTE=\xe9 GT {' '.join(['0/1'] * len(NAMES))}"
    plain = tmp_path / "a.vcf"
    plain.write_bytes(vcf_text(line, samples=NAMES).encode("latin-1"))
    path = str(tmp_path / "a.vcf.gz")
    pysam.tabix_compress(str(plain), path)
    pysam.tabix_index(path, preset="vcf")

    found = extracted_samples([SampleRow(name, path, name, 2) for name in NAMES], LOCUS)

    assert [len(sample.calls) for sample in found] == [1] * len(NAMES)


@pytest.mark.parametrize(
    ("keys", "cell", "fault"),
    [
        ("GT", "0//1", "'0//1' is not a genotype"),
        ("GT", "0,1", "'0,1' is not a genotype"),
        ("GT:DP", "0/1:3/4", "DP is '3/4', which is not a whole number"),
        ("GT:DP", "0/1:9.5", "DP is '9.5', which is not a whole number"),
        ("GT:AD", "0/1:15,x", "AD is '15,x', which is not a whole number"),
        ("GT:DP", "0/1:30:99", "there are 3 values for FORMAT GT:DP"),
        ("DP:DP", "3:3", "FORMAT DP:DP names a key twice"),
    ],
)
@pytest.mark.parametrize("names", [NAMES, NAMES[:1]])
def test_a_value_that_is_malformed_is_told_by_its_key(tmp_path, names, keys, cell, fault):
    plain = ":".join(["0/0", *["30"] * keys.count(":")])
    line = f"chrX 136659390 . C T 50 PASS . {keys} {' '.join([cell, *[plain] * (len(names) - 1)])}"
    path = write_vcf(tmp_path / "a.vcf.bgz", line, samples=names)

    with pytest.raises(UnreadableFileError) as caught:
        extracted_samples([SampleRow(name, path, name, 2) for name in names], LOCUS)

    assert str(caught.value).startswith(f"{path}: ")
    assert "X:136659390" in str(caught.value)
    assert fault in str(caught.value)


@pytest.mark.parametrize("cell", ["/1:30", "|1:30", "0/1:", "0/1:+30", "0/1", "0/1:."])
def test_spellings_that_some_callers_use_are_read(tmp_path, cell):
    path = write_vcf(tmp_path / "a.vcf.bgz", f"chrX 136659390 . C T 50 PASS . GT:DP {cell}", samples=["S1"])
    (sample,) = extracted_samples([SampleRow("S1", path, "S1", 2)], LOCUS)
    assert [1 in call.alleles for call in sample.calls] == [True]
