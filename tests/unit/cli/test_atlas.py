import csv
import re
import shutil
from dataclasses import replace

import pytest

from cd40lg_annot.cli import main
from cd40lg_annot.cli.site_rows import SHARED
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.atlas import fingerprint, read_atlas, write_atlas
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.model import TableVersion, Variant
from cd40lg_annot.variant import atlas as atlas_module
from cd40lg_annot.variant.atlas import atlas_variants

MISSENSE, SPLICE = Variant(16_214, "C", "T"), Variant(11_255, "G", "A")


@pytest.fixture(scope="module")
def small_atlas(tmp_path_factory):
    """An atlas of two variants, made by the command."""
    folder = tmp_path_factory.mktemp("atlas")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cd40lg_annot.cli.atlas.atlas_variants", lambda _: [SPLICE, MISSENSE])
        assert main(["atlas", "--output", str(folder)]) == 0
    return folder


def test_the_atlas_holds_every_small_variant_of_the_gene_once():
    found = atlas_variants(read_locus())
    sizes = [(len(variant.ref), len(variant.alt)) for variant in found]
    assert len(found) == len(set(found))
    assert sizes.count((1, 1)) == 3 * 19_214
    assert sizes.count((1, 2)) == 36_696
    assert sum(1 for ref, alt in sizes if ref > alt) == 35_430
    assert atlas_module._LONGEST_DELETION == 4


def test_rows_from_an_atlas_are_those_worked_out(small_atlas, tmp_path):
    source = tmp_path / "names.txt"
    source.write_text("c.761C>T\nc.346+1G>A\nc.189del\n")
    plain, cached = tmp_path / "a.tsv", tmp_path / "b.tsv"
    assert main(["annotate", str(source), "--output", str(plain)]) == 0
    atlas = str(small_atlas / "atlas.sqlite")
    assert main(["annotate", str(source), "--output", str(cached), "--atlas", atlas]) == 0
    assert plain.read_text() == cached.read_text()
    with cached.open() as lines:
        assert [row["hgvs_c"] for row in csv.DictReader(lines, delimiter="\t")][2] == "NM_000074.3:c.189del"


@pytest.mark.parametrize("ending", ["tsv", "json", "vcf.gz"])
def test_a_file_written_with_the_atlas_is_the_same_byte_for_byte(small_atlas, tmp_path, ending):
    head = "##fileformat=VCFv4.3\n##contig=<ID=chrX,length=156040895>\n"
    head += "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    records = ("136659390\t.\tC\tT,G", "136654431\t.\tG\tA", "136659391\t.\tG\tGA", "100\t.\tA\tC")
    source = tmp_path / "in.vcf"
    source.write_text(head + "".join(f"chrX\t{record}\t.\t.\t.\n" for record in records))
    plain, cached = tmp_path / f"plain.{ending}", tmp_path / f"cached.{ending}"
    assert main(["annotate", str(source), "--output", str(plain)]) == 0
    atlas = str(small_atlas / "atlas.sqlite")
    assert main(["annotate", str(source), "--output", str(cached), "--atlas", atlas]) == 0
    assert plain.read_bytes() == cached.read_bytes()


def test_rows_are_taken_from_the_atlas_and_not_worked_out(small_atlas, tmp_path, monkeypatch):
    source = tmp_path / "names.txt"
    source.write_text("c.761C>T\nc.346+1G>A\n")
    monkeypatch.delattr("cd40lg_annot.cli.shared_cells.cells_of")
    atlas = str(small_atlas / "atlas.sqlite")
    assert main(["annotate", str(source), "--output", str(tmp_path / "o.tsv"), "--atlas", atlas]) == 0


def test_a_run_that_finds_all_in_the_atlas_reads_no_tables(small_atlas, tmp_path, monkeypatch):
    head = "##fileformat=VCFv4.3\n##contig=<ID=chrX,length=156040895>\n"
    source = tmp_path / "in.vcf"
    source.write_text(
        f"{head}#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nchrX\t136659390\t.\tC\tT\t.\t.\t.\n"
    )
    monkeypatch.delattr("cd40lg_annot.cli.knowledge.knowledge_of_options")
    atlas = str(small_atlas / "atlas.sqlite")
    assert main(["annotate", str(source), "--output", str(tmp_path / "o.tsv"), "--atlas", atlas]) == 0
    assert "p.(Thr254Met)" in (tmp_path / "o.tsv").read_text()


def test_an_atlas_made_without_the_laboratorys_table_is_refused_with_it(small_atlas, tmp_path, capsys):
    source, table = tmp_path / "names.txt", tmp_path / "own.tsv"
    source.write_text("c.761C>T\n")
    table.write_text(
        "#name: Laboratory\n#source: ours\n#release: 2026-11\n#kind: laboratory\n#scope: partial\n"
        "hgvs_c\tclassification\nc.761C>T\tpathogenic\n"
    )
    options = ["--atlas", str(small_atlas / "atlas.sqlite"), "--table", str(table)]
    assert main(["annotate", str(source), "--output", str(tmp_path / "o.tsv"), *options]) == 1
    assert "other tables" in capsys.readouterr().err


def test_an_allele_written_further_right_is_found_in_the_atlas(tmp_path):
    deletion = Variant(7117, "AT", "A")
    write_atlas(tmp_path / "a.sqlite", "stamp", SHARED, [(deletion, ("one", "two"))])
    key = (deletion.pos, deletion.ref, deletion.alt)
    assert read_atlas(tmp_path / "a.sqlite", "stamp", [7117 + 50]) == {key: "one\ttwo"}
    assert read_atlas(tmp_path / "a.sqlite", "stamp", [7117 + 51, 7116]) == {}


def test_what_an_atlas_was_made_with_decides_whether_it_is_taken(tmp_path, monkeypatch):
    table = TableVersion("own", "us", "2026", "aa", 1)
    stamps = [
        fingerprint((), SHARED),
        fingerprint((table,), SHARED),
        fingerprint((replace(table, sha256="bb"),), SHARED),
        fingerprint((table,), (*SHARED, "REVEL")),
    ]
    with monkeypatch.context() as patch:
        patch.setattr("cd40lg_annot.io.atlas.__version__", "9.9.9")
        stamps.append(fingerprint((), SHARED))
    shutil.copytree(resources_folder(), tmp_path / "resources")
    monkeypatch.setattr("cd40lg_annot.io.atlas.resources_folder", lambda: tmp_path / "resources")
    assert fingerprint((), SHARED) == stamps[0]
    for name in ("criteria/criteria.tsv", "variants/clinvar.tsv", "scores/ci_spliceai.tsv.gz"):
        path = tmp_path / "resources" / name
        path.write_bytes(path.read_bytes() + b"\n")
        stamps.append(fingerprint((), SHARED))
    assert len(set(stamps)) == len(stamps)


def test_an_atlas_of_other_tables_is_refused(tmp_path, capsys):
    write_atlas(tmp_path / "old.sqlite", "other", SHARED, [(MISSENSE, ("",) * len(SHARED))])
    source = tmp_path / "names.txt"
    source.write_text("c.761C>T\n")
    out = str(tmp_path / "o.tsv")
    assert main(["annotate", str(source), "--output", out, "--atlas", str(tmp_path / "old.sqlite")]) == 1
    assert "make it anew" in capsys.readouterr().err
    with pytest.raises(UnreadableFileError, match="other tables"):
        read_atlas(tmp_path / "old.sqlite", fingerprint((), SHARED), [MISSENSE.pos])


@pytest.mark.parametrize("content", [None, b"", b"not a database at all, but long enough to look at" * 40])
def test_what_is_no_atlas_is_refused(tmp_path, content):
    path = tmp_path / "x.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match="cd40lg-annot atlas"):
        read_atlas(path, "", [MISSENSE.pos])


def test_the_page_carries_its_rows_and_nothing_from_elsewhere(small_atlas):
    page = (small_atlas / "index.html").read_text()
    data = re.search(r'<script type="text/plain" id="data">(.*?)</script>', page, re.DOTALL)[1]
    terms, first, second = data.split("\n")
    assert terms.split("\t") == ["splice_donor_variant", "missense_variant"]
    assert first.startswith("136654431\tc.346+1G>A\tp.?\t0\t")
    assert second.split("\t")[:3] == ["136659390", "c.761C>T", "p.(Thr254Met)"]
    assert not re.search(r"(?:src|href)=[\"']https?:", page)
