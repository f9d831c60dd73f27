"""Files made to fill the memory or the stack end in one clear line, with memory and time that stay small."""

import gzip
import tracemalloc

import pytest

from cd40lg_annot.cli import main
from cd40lg_annot.errors import one_line
from vcfs import vcf_text

DEEP = "[" * 100_000


@pytest.fixture
def refused(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        assert main([*arguments]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert len(line) < 2000
        return line

    return run


def test_json_that_is_nested_without_end(refused, tmp_path):
    for name in ("m.json", "r/manifest.json", "r/samples/x/report.json"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(DEEP)
    assert "is not a manifest" in refused("cite", "--results", "r")
    assert "is not JSON" in refused("compare", "r", "r", "--output", "o")
    assert "m.json" in refused("annotate", "m.json", "--output", "o.tsv")
    stage = ["--inputs", "m.json", "--batch", "F", "--output", "o.json"]
    assert "m.json" in refused("extract", *stage)


def test_yaml_that_is_nested_without_end_or_refers_to_itself_a_billion_times(refused, tmp_path):
    (tmp_path / "a.vcf").write_text("##fileformat=VCFv4.2\n")
    (tmp_path / "deep.yaml").write_text(f"proxy: {DEEP[:5000]}")
    laughs = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    laughs += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    (tmp_path / "laughs.yaml").write_text("\n".join(laughs))
    for name in ("deep.yaml", "laughs.yaml"):
        refused("refresh", "clinvar", "--config", name, "--from", "a.vcf", "--output", "o.tsv")


def test_a_gzipped_table_that_is_one_endless_line(refused, tmp_path):
    with gzip.open(tmp_path / "a.tsv.gz", "wb", compresslevel=1) as file:
        for _ in range(64):
            file.write(b"A" * (1 << 20))
    tracemalloc.start()
    try:
        line = refused("name", "c.761C>T", "--scores", "a.tsv.gz,name=X,pos=p")
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "a.tsv.gz: a line is longer than 16 MiB" in line
    assert most < 200 << 20


def test_a_cell_longer_than_any(refused, tmp_path):
    (tmp_path / "a.tsv").write_text("hgvs_c\tscore\nc.1A>G\t" + "1" * 200_000 + "\n")
    assert "no row of a table" in refused("name", "c.761C>T", "--scores", "a.tsv,name=X,score=score")


@pytest.mark.parametrize("name", ["a.vcf", "a.vcf.gz"])
def test_a_contig_of_ten_billion_bases_and_a_million_alternate_alleles(refused, tmp_path, name):
    write = gzip.compress if name.endswith("gz") else bytes
    alts = ",".join("C" * 2 + format(n, "018b").replace("0", "A").replace("1", "G") for n in range(200_000))
    text = vcf_text(f"chrX 136659390 . C {alts} 50 PASS . GT 1")
    (tmp_path / name).write_bytes(write(text.encode()))
    (tmp_path / "s.tsv").write_text(f"sample\tvcf\nS\t{name}\n")
    (tmp_path / "p.ped").write_text("F\tS\t0\t0\t1\t2\n")
    sheets = ("--samples", "s.tsv", "--pedigree", "p.ped")
    assert main(["check-inputs", *sheets, "--output", "c.json"]) == 0
    refused("extract", "--inputs", "c.json", "--batch", "F", "--output", "e.json")
    long = text.replace("length=156040895", "length=10000000000").encode()
    (tmp_path / name).write_bytes(write(long))
    assert "has length 10000000000" in refused("check-inputs", *sheets)


def test_a_message_is_made_of_the_beginning_alone():
    tracemalloc.start()
    try:
        assert len(one_line("x" * (50 << 20))) == 500
        assert tracemalloc.get_traced_memory()[1] < 60 << 20
    finally:
        tracemalloc.stop()
