"""Fetching tables from a registry that works, and from one that fails in every usual way."""

import gzip
import random
import re
import shutil
import socket
import struct
import zlib
from pathlib import Path

import pysam
import pytest

from cd40lg_annot.cli import main
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.tabix import DamagedFileError, chunk_of_region, lines_of_blocks
from cd40lg_annot.io.tables import read_table
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.model import Build, Classification
from unit.cli.registry_server import Registry, served

LOCUS = read_locus()
SOURCE = Path(__file__).resolve().parents[3] / "src" / "cd40lg_annot"
HEAD = """##fileformat=VCFv4.1
##fileDate=2026-11-02
##source=ClinVar
##reference=GRCh38
##ID=<Description="ClinVar Variation ID">
##INFO=<ID=CLNSIG,Number=.,Type=String,Description="class">
#CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO
"""


def record(name: str, identifier: int, info: str) -> str:
    variant = variant_of_cds_name(name, LOCUS)
    pos = LOCUS.genomic_pos(variant.pos, Build.GRCH38)
    return f"X\t{pos}\t{identifier}\t{variant.ref}\t{variant.alt}\t.\t.\t{info}\n"


RECORDS = [
    record(
        "c.31C>T", 35812, "CLNSIG=Pathogenic;CLNREVSTAT=criteria_provided,_single_submitter;CLNDN=Hyper-IgM_1"
    ),
    record(
        "c.655G>A",
        35813,
        "CLNSIG=Conflicting_classifications_of_pathogenicity;CLNSIGCONF=Uncertain_significance(1)|Benign(2);"
        "CLNREVSTAT=criteria_provided,_conflicting_classifications;RS=148594123",
    ),
    record("c.384T>A", 9, "CLNSIGINCL=11158:Pathogenic;CLNREVSTAT=no_classification_for_the_single_variant"),
    record(
        "c.99C>T",
        10,
        "ONC=Likely_oncogenic;ONCREVSTAT=criteria_provided,_single_submitter",
    ),
    record(
        "c.761C>T",
        35814,
        "CLNSIG=Pathogenic/Likely_pathogenic|risk_factor;CLNREVSTAT=reviewed_by_expert_panel",
    ),
]


@pytest.fixture(scope="module")
def served_files(tmp_path_factory):
    """A ClinVar-like VCF of some size, so that reading a part is less than reading all."""
    folder = tmp_path_factory.mktemp("served")
    write_vcf(folder / "clinvar.vcf", RECORDS)
    return folder


@pytest.fixture
def registry(tmp_path, served_files):
    shutil.copytree(served_files, tmp_path / "registry")
    return Registry(tmp_path / "registry")


WRONG_REF = RECORDS[0].replace("\tC\tT\t", "\tA\tT\t")


def write_vcf(path: Path, records: list[str]) -> None:
    chance = random.Random(3)
    others = [
        f"X\t{pos}\t{pos}\t{chance.choice('ACGT')}\tN\t.\t.\tCLNSIG=Benign;JUNK={chance.getrandbits(600)}\n"
        for pos in (*range(1_000_000, 130_000_000, 30_000), *range(140_000_000, 150_000_000, 5_000))
    ]
    lines = sorted([*others, *records], key=lambda line: int(line.split("\t")[1]))
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    pysam.tabix_index(str(path), preset="vcf", force=True)


def refresh(registry, output, *arguments, source="clinvar"):
    with served(registry) as address:
        url = f"{address}/clinvar.vcf.gz" if source == "clinvar" else f"{address}/api"
        return main(
            ["refresh", source, "--url", url, "--output", str(output), "--retry-wait", "0.01", *arguments]
        )


def an_old_table(output: Path) -> bytes:
    shutil.copy(SOURCE.parents[1] / "resources" / "variants" / "clinvar.tsv", output)
    return output.read_bytes()


def test_only_the_stretch_of_the_gene_is_read(registry, tmp_path):
    output = tmp_path / "clinvar.tsv"
    assert refresh(registry, output) == 0
    table = read_table(output, LOCUS)
    assert table.version.release == "2026-11-02"
    assert [row.evidence.accession for row in table.rows] == [
        "VCV000035812", "VCV000000010", "VCV000000009", "VCV000035813", "VCV000035814",
    ]  # fmt: skip
    size = (registry.folder / "clinvar.vcf.gz").stat().st_size
    assert registry.sent_bytes < size / 2


def test_words_of_2024_are_understood(registry, tmp_path):
    output = tmp_path / "clinvar.tsv"
    assert refresh(registry, output) == 0
    rows = {row.evidence.accession: row.evidence for row in read_table(output, LOCUS).rows}
    assert rows["VCV000035814"].classification is Classification.LIKELY_PATHOGENIC
    assert rows["VCV000035814"].stars == 3
    assert rows["VCV000035813"].classification is Classification.CONFLICTING
    assert "Benign(2)" in rows["VCV000035813"].note
    assert rows["VCV000000009"].classification is Classification.NOT_PROVIDED
    assert "VariationID 11158, which is Pathogenic" in rows["VCV000000009"].note
    assert rows["VCV000000010"].classification is Classification.NOT_PROVIDED
    assert "Likely oncogenic" in rows["VCV000000010"].note


@pytest.mark.parametrize("fault", ["503", "429", "truncated", "slow"])
def test_a_passing_fault_is_tried_again(registry, tmp_path, fault):
    waits: list[float] = []
    registry.fault, registry.fail_times = fault, 2
    output = tmp_path / "clinvar.tsv"
    assert main_with_sleep(registry, output, waits) == 0
    assert len(read_table(output, LOCUS).rows) == 5
    if fault in ("503", "429"):
        assert waits == [7.0, 7.0]
    else:
        assert waits == [0.01, 0.02]
    if fault == "truncated":
        starts = [int(re.match(r"bytes=(\d+)", wanted)[1]) for _, _, wanted in registry.requests if wanted]
        assert starts[0] == 0 < starts[1]
        assert registry.sent_bytes < 4 * 65_536


def main_with_sleep(registry, output, waits, source="clinvar"):
    from cd40lg_annot.io import download

    original = download.Client.__init__

    def patched(self, *arguments, **options):
        original(self, *arguments, **options)
        self.sleep = waits.append
        self.read_seconds = 0.5

    download.Client.__init__ = patched
    try:
        return refresh(registry, output, source=source)
    finally:
        download.Client.__init__ = original


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("503", "HTTP 503, 6 times"),
        ("html", "answers with a page"),
        ("corrupt", "checksum|damaged"),
        ("no_ranges", "gives no part of a file"),
        ("truncated", "cut short|broke off"),
    ],
)
def test_the_old_table_survives_a_faulty_server(registry, tmp_path, fault, words, capsys):
    output = tmp_path / "clinvar.tsv"
    old = an_old_table(output)
    registry.fault, registry.fail_times = fault, 1000
    waits: list[float] = []
    assert main_with_sleep(registry, output, waits) == 1
    error = capsys.readouterr().err
    assert re.search(words, error)
    assert len(error.splitlines()) == 1
    assert output.read_bytes() == old
    # What came before the transfer broke off waits for the next run; nothing else is left behind.
    kept = ["clinvar.part"] if fault == "truncated" else []
    assert sorted(path.name for path in tmp_path.iterdir()) == [*kept, "clinvar.tsv", "registry"]


def broken_off(address, output):
    """A first run whose transfer breaks off for good; what it kept."""
    arguments = ["refresh", "clinvar", "--url", f"{address}/clinvar.vcf.gz", "--output", str(output)]
    arguments += ["--retry-wait", "0.001"]
    assert main(arguments) == 1
    (part,) = output.with_name("clinvar.part").iterdir()
    return arguments, part


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("redirects", "redirects"),
        ("endless", "gives more than the 65536 bytes"),
        ("elsewhere", "the server gives bytes 7-"),
    ],
)
def test_a_hostile_server_is_left_and_the_old_table_stays(registry, tmp_path, fault, words, capsys):
    output = tmp_path / "clinvar.tsv"
    old = an_old_table(output)
    registry.fault, registry.fail_times = fault, 1000
    assert main_with_sleep(registry, output, []) == 1
    error = capsys.readouterr().err
    assert words in error
    assert len(error.splitlines()) == 1
    assert output.read_bytes() == old
    assert registry.sent_bytes < 1 << 23


@pytest.mark.parametrize("fault", ["elsewhere", "said to be gzip"])
def test_a_part_from_elsewhere_is_asked_for_again_and_a_mirrors_wrong_label_does_no_harm(
    registry, tmp_path, fault
):
    registry.fault, registry.fail_times = fault, 1
    output = tmp_path / "clinvar.tsv"
    assert main_with_sleep(registry, output, []) == 0
    assert len(read_table(output, LOCUS).rows) == 5


def test_no_server_makes_us_wait_for_hours(registry, tmp_path):
    registry.fault, registry.fail_times, registry.retry_after = "503", 1, "99999"
    waits: list[float] = []
    assert main_with_sleep(registry, tmp_path / "clinvar.tsv", waits) == 0
    assert waits == [120.0]


def a_block(content: bytes, **changed: int) -> bytes:
    """One block of a bgzipped file, its checksum or length changed if asked for."""
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(content) + packer.flush()
    crc, length = changed.get("crc", zlib.crc32(content)), changed.get("length", len(content))
    head = b"\x1f\x8b\x08\x04" + bytes(6) + struct.pack("<H2sHH", 6, b"BC", 2, len(packed) + 25)
    return head + packed + struct.pack("<II", crc, length & 0xFFFFFFFF)


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (a_block(b"a\n", crc=1), "wrong checksum"),
        (a_block(b"a\n", length=3), "wrong checksum"),
        (a_block(bytes(1 << 24)), "wrong checksum"),
        (a_block(b"\xff\n"), "not text in UTF-8"),
        (b"plain text, which is no block", "not compressed in blocks"),
    ],
)
def test_a_block_that_is_not_what_it_says_is_refused(block, words):
    assert list(lines_of_blocks(a_block(b"a\nb"))) == ["a"]
    with pytest.raises(DamagedFileError, match=words):
        list(lines_of_blocks(block))


def test_an_index_that_gives_a_gene_gigabytes_is_refused():
    def index(last: int) -> bytes:
        head = struct.pack("<4s8i", b"TBI\x01", 1, 2, 1, 2, 0, 35, 0, 2) + b"X\0"
        chunks = struct.pack("<iIiQQ", 1, 4681, 1, 0, last << 16)
        return gzip.compress(head + chunks + struct.pack("<iQ", 1, 0))

    assert chunk_of_region(index(1000), "X", 5, 9).end == 1000 + (1 << 16)
    with pytest.raises(DamagedFileError, match="bytes for one gene"):
        chunk_of_region(index(1 << 31), "X", 5, 9)


def test_retry_after_may_be_a_date(registry, tmp_path):
    from datetime import UTC, datetime, timedelta
    from email.utils import format_datetime

    registry.fault, registry.fail_times = "503", 1
    registry.retry_after = format_datetime(datetime.now(tz=UTC) + timedelta(seconds=40), usegmt=True)
    waits: list[float] = []
    assert main_with_sleep(registry, tmp_path / "clinvar.tsv", waits) == 0
    assert 30 < waits[0] <= 40


def test_a_transfer_that_drips_is_broken_off_and_goes_on(registry):
    from cd40lg_annot.io.response import DownloadError

    with served(registry) as address:
        client = an_impatient_client()
        with pytest.raises(DownloadError, match="the transfer was too slow, 6 times"):
            client.piece(f"{address}/clinvar.vcf.gz", 0, 60_000)
    starts = [int(re.match(r"bytes=(\d+)", wanted)[1]) for _, _, wanted in registry.requests]
    assert starts == sorted(set(starts))


def an_impatient_client():
    from cd40lg_annot.io.download import Client

    return Client(attempt_seconds=-1, sleep=lambda _: None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("CLNREVSTAT", "REVIEWED"), "no record of the gene has a review status"),
        (("CLNSIG=", "GERMLINE="), "no row|rows, the old one 32"),
        (("##reference=GRCh38", "##reference=GRCh37"), "its header names GRCh37, and GRCh38 was asked for"),
        (("##fileformat=VCFv4.1", "##fileformat=BED"), "is not a VCF|a page|damaged"),
    ],
)
def test_a_file_of_another_form_or_build_leaves_the_old_table(registry, tmp_path, change, words, capsys):
    path = registry.folder / "clinvar.vcf"
    write_vcf(path, RECORDS)
    path.write_bytes(gzip.decompress(Path(f"{path}.gz").read_bytes()))
    path.write_text(path.read_text().replace(*change))
    pysam.tabix_index(str(path), preset="vcf", force=True)
    output = tmp_path / "clinvar.tsv"
    old = an_old_table(output)
    assert refresh(registry, output) == 1
    assert re.search(words, capsys.readouterr().err)
    assert output.read_bytes() == old


def test_a_file_of_another_gene_is_an_empty_table(registry, tmp_path, capsys):
    write_vcf(registry.folder / "clinvar.vcf", [])
    output = tmp_path / "clinvar.tsv"
    old = an_old_table(output)
    assert refresh(registry, output, "--accept-fewer") == 1
    assert "the index holds nothing at X:" in capsys.readouterr().err
    assert output.read_bytes() == old


@pytest.mark.parametrize("damage", [b"", b"TBI", bytes(200), b"\x1f\x8b" + bytes(50)])
def test_an_index_that_is_none_leaves_the_old_table(registry, tmp_path, damage, capsys):
    (registry.folder / "clinvar.vcf.gz.tbi").write_bytes(damage)
    output = tmp_path / "clinvar.tsv"
    old = an_old_table(output)
    assert refresh(registry, output) == 1
    assert "index" in capsys.readouterr().err
    assert output.read_bytes() == old


def test_the_laboratorys_own_table_is_not_overwritten_by_a_registrys(registry, tmp_path, capsys):
    output = tmp_path / "curations.tsv"
    output.write_text(
        "# name: ours\n# source: us\n# release: 2026\n# kind: laboratory\n# scope: complete\n"
        "hgvs_c\tclassification\nc.148T>C\tBenign\n"
    )
    old = output.read_bytes()
    assert refresh(registry, output, "--accept-fewer") == 1
    assert "holds the laboratory's own classifications" in capsys.readouterr().err
    assert output.read_bytes() == old


def test_the_next_run_goes_on_where_a_transfer_broke_off(registry, tmp_path):
    output = tmp_path / "clinvar.tsv"
    registry.fault, registry.fail_times = "truncated", 1000
    with served(registry) as address:
        arguments, part = broken_off(address, output)
        received = len(part.read_bytes().partition(b"\n")[2])
        registry.fault, registry.requests = "", []
        assert main(arguments) == 0
    assert len(read_table(output, LOCUS).rows) == 5
    starts = [wanted for _, path, wanted in registry.requests if not path.endswith(".tbi")]
    assert received > 0
    assert starts[0] == f"bytes={received}-65535"
    assert not (tmp_path / "clinvar.part").exists()


@pytest.mark.parametrize("change", ["longer", "shorter", "another tag", "damaged"])
def test_what_was_kept_of_another_file_is_not_used(registry, tmp_path, change):
    output = tmp_path / "clinvar.tsv"
    registry.fault, registry.fail_times = "truncated", 1000
    with served(registry) as address:
        arguments, part = broken_off(address, output)
        tag, _, body = part.read_bytes().partition(b"\n")
        contents = {
            "longer": tag + b"\n" + body + bytes(1 << 20),
            "shorter": tag + b"\n",
            "another tag": b'{"tag": "old"}\n' + bytes(len(body)),
            "damaged": b"\xff" + body,
        }
        part.write_bytes(contents[change])
        registry.fault = ""
        assert main(arguments) == 0
    assert len(read_table(output, LOCUS).rows) == 5


def test_mirror_and_proxy_can_stand_in_the_configuration(registry, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    config = tmp_path / "config" / "config.yaml"
    config.parent.mkdir()
    arguments = ["refresh", "clinvar", "--output", "c.tsv", "--retry-wait", "0.01", "--dry-run"]
    with served(registry) as address:
        config.write_text(f"clinvar_url: {address}/clinvar.vcf.gz\n")
        assert main(arguments) == 0
        # The proxy is asked for the whole address: it answers 404 here, as no file has such a name.
        config.write_text(f"clinvar_url: http://mirror.invalid/clinvar.vcf.gz\nproxy: {address}\n")
        registry.requests = []
        assert main(arguments) == 1
        assert registry.requests[0][1] == "http://mirror.invalid/clinvar.vcf.gz.tbi"
        other = tmp_path / "other.yaml"
        other.write_text("proxy: sneaky\n")
        assert main([*arguments, "--config", str(other)]) == 1
    assert "proxy is 'sneaky', not an address" in capsys.readouterr().err


def test_a_server_that_is_not_there_leaves_the_old_table(tmp_path, capsys):
    output = tmp_path / "clinvar.tsv"
    old = an_old_table(output)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ["--url", f"http://127.0.0.1:{port}/x", "--output", str(output), "--retry-wait", "0.001"]
    assert main(["refresh", "clinvar", *arguments]) == 1
    assert "no answer" in capsys.readouterr().err
    assert output.read_bytes() == old


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            record("c.99C>G", 77, "CLNSIG=Very_bad;CLNREVSTAT=practice_guideline"),
            "row .*CLNSIG.*unknown term 'Very bad'",
        ),
        (
            record("c.99C>G", 77, "CLNSIG=Benign;CLNREVSTAT=seven_stars"),
            "CLNREVSTAT.*unknown term 'seven stars'",
        ),
        (
            WRONG_REF,
            "REF.*GRCh38 has",
        ),
    ],
)
def test_a_changed_vocabulary_or_a_wrong_ref_stops_with_row_and_column(
    registry, tmp_path, line, words, capsys
):
    write_vcf(registry.folder / "clinvar.vcf", [*RECORDS, line])
    output = tmp_path / "clinvar.tsv"
    old = an_old_table(output)
    assert refresh(registry, output, "--accept-fewer") == 1
    assert re.search(words, capsys.readouterr().err)
    assert output.read_bytes() == old


def test_a_table_that_shrank_is_refused_until_told(registry, tmp_path, capsys):
    output = tmp_path / "clinvar.tsv"
    old = an_old_table(output)
    assert refresh(registry, output) == 1
    assert "5 rows, the old one 32" in capsys.readouterr().err
    assert output.read_bytes() == old
    assert refresh(registry, output, "--accept-fewer") == 0
    assert (tmp_path / "clinvar.previous.tsv").read_bytes() == old


def test_a_dry_run_writes_nothing(registry, tmp_path, capsys):
    assert refresh(registry, tmp_path / "new.tsv", "--dry-run") == 0
    assert "would be written with 5 rows" in capsys.readouterr().out
    assert not (tmp_path / "new.tsv").exists()


ANSWER = {
    "data": {"region": {"variants": [
        {"variant_id": "X-136659284-G-A",
         "exome": {"ac": 300, "an": 900000, "homozygote_count": 1, "hemizygote_count": 90, "filters": [],
                   "populations": [{"id": "XY", "ac": 90, "an": 300000}]},
         "genome": {"ac": 30, "an": 100000, "homozygote_count": 0, "hemizygote_count": 9, "filters": [],
                    "populations": [{"id": "XY", "ac": 9, "an": 40000}]}},
        {"variant_id": "X-136659285-G-T", "exome": None,
         "genome": {"ac": 1, "an": 100000, "homozygote_count": 0, "hemizygote_count": None,
                    "filters": ["AC0"], "populations": []}},
    ]}}
}  # fmt: skip


def test_gnomad_counts_by_sex_and_missing_is_not_zero(registry, tmp_path):
    from cd40lg_annot.io.population import read_population_table

    registry.answer = ANSWER
    output = tmp_path / "gnomad.tsv"
    assert refresh(registry, output, source="gnomad") == 0
    first, second = read_population_table(output, LOCUS).counts
    assert (first.allele_count, first.allele_number, first.allele_count_xy, first.allele_number_xy) == (
        330, 1_000_000, 99, 340_000,
    )  # fmt: skip
    assert (second.allele_count_xy, second.allele_number_xy, second.filters) == (None, None, ("AC0",))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"errors": [{"message": "Unknown field"}]}, "Unknown field"),
        ({"data": {"region": None}}, "no data.region.variants"),
        ({"data": {"region": {"variants": []}}}, "no row"),
        ({"data": {"region": {"variants": [{"id": 1}]}}}, "unknown form"),
    ],
)
def test_an_answer_of_another_form_leaves_the_old_table(registry, tmp_path, answer, words, capsys):
    registry.answer = ANSWER
    output = tmp_path / "gnomad.tsv"
    assert refresh(registry, output, source="gnomad") == 0
    old = output.read_bytes()
    registry.answer = answer
    assert refresh(registry, output, source="gnomad") == 1
    assert words in capsys.readouterr().err
    assert output.read_bytes() == old


@pytest.mark.parametrize("fault", ["503", "429", "truncated", "slow"])
def test_a_passing_fault_of_gnomad_is_tried_again(registry, tmp_path, fault):
    registry.answer, registry.fault, registry.fail_times = ANSWER, fault, 2
    waits: list[float] = []
    output = tmp_path / "gnomad.tsv"
    assert main_with_sleep(registry, output, waits, source="gnomad") == 0
    assert len(waits) == 2
    assert "330" in output.read_text()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("503", "HTTP 503, 6 times"),
        ("truncated", "cut short|broke off"),
        ("slow", "no answer"),
        ("html", "answers with a page"),
        ("redirects", "redirects"),
    ],
)
def test_the_old_counts_survive_a_faulty_gnomad(registry, tmp_path, fault, words, capsys):
    registry.answer = ANSWER
    output = tmp_path / "gnomad.tsv"
    assert refresh(registry, output, source="gnomad") == 0
    old = output.read_bytes()
    registry.fault, registry.fail_times = fault, 1000
    assert main_with_sleep(registry, output, [], source="gnomad") == 1
    assert re.search(words, capsys.readouterr().err)
    assert output.read_bytes() == old


def test_an_endless_answer_of_gnomad_is_left(registry, tmp_path, monkeypatch, capsys):
    from cd40lg_annot.io import download

    monkeypatch.setattr(download, "_MOST_JSON", 1 << 20)
    registry.fault = "endless"
    assert main_with_sleep(registry, tmp_path / "gnomad.tsv", [], source="gnomad") == 1
    assert "gives more than the 1048576 bytes" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"variant_id": "X-135741443-G-A"}, "no row"),  # of GRCh37: off the gene on GRCh38
        ({"variant_id": "X-136659284-T-A"}, "REF is T, but GRCh38 has G"),
        ({"exome": {"count": 3}}, "unknown form"),
        ({"exome": {"ac": 9, "an": 3, "homozygote_count": 0, "hemizygote_count": 0}, "genome": None},
         "9 is more than the 3 alleles examined"),
    ],
)  # fmt: skip
def test_counts_of_another_build_or_form_leave_the_old_ones(registry, tmp_path, change, words, capsys):
    registry.answer = ANSWER
    output = tmp_path / "gnomad.tsv"
    assert refresh(registry, output, source="gnomad") == 0
    old = output.read_bytes()
    variant = ANSWER["data"]["region"]["variants"][0] | change
    registry.answer = {"data": {"region": {"variants": [variant]}}}
    assert (
        refresh(registry, output, "--accept-fewer" if words != "no row" else "--dry-run", source="gnomad")
        == 1
    )
    assert words in capsys.readouterr().err
    assert output.read_bytes() == old


def test_no_other_module_can_reach_the_network():
    words = re.compile(
        r"^\s*(?:import|from)\s+(requests|urllib\.request|http|socket|ftplib|aiohttp|httpx)\b", re.MULTILINE
    )
    reaching = [
        path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if words.search(path.read_text())
    ]
    assert reaching == ["io/download.py"]
    users = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "io.download" in path.read_text() and path.name != "download.py"
    ]
    assert users == ["cli/refresh.py"]


def test_annotate_name_and_refresh_from_a_file_work_with_the_network_cut(tmp_path, monkeypatch, registry):
    def refused(*_arguments, **_options):
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    names = tmp_path / "names.txt"
    names.write_text("c.761C>T\n", encoding="utf-8")
    assert main(["annotate", str(names), "--output", str(tmp_path / "out.tsv")]) == 0
    assert main(["name", "c.761C>T"]) == 0
    vcf = registry.folder / "clinvar.vcf.gz"
    assert main(["refresh", "clinvar", "--from", str(vcf), "--output", str(tmp_path / "c.tsv")]) == 0
    assert (tmp_path / "c.tsv").stat().st_size > 0
