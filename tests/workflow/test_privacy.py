"""No name reaches the results of a run with pseudonyms, and no log puts a genotype beside a name."""

import gzip
import json
import re
import shutil
import subprocess

import pytest

from cd40lg_annot.cli import main
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.pseudonyms import read_pseudonyms
from runs import append, copy_example, replace_text, snakemake

NAMES = re.compile(
    r"EX[12](?![0-9A-Za-z])|EX[12]-[a-z]|grand-?mother|L20[0-9]{2}(?![0-9])|EX[12]\.joint", re.IGNORECASE
)
WORDS = {"grandmother"}  # a relation may be said; a name may not


@pytest.fixture(scope="module")
def hidden(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hidden")
    copy_example(folder)
    key = folder / "lab.key"
    key.write_text("0123456789abcdef0123456789abcdef\n")
    key.chmod(0o600)
    with (folder / "config/config.yaml").open("a") as file:
        file.write("\npseudonymise: lab.key\nclinic: clinic.tsv\nevidence: evidence.tsv\n")
    (folder / "clinic.tsv").write_text("person\tigm\tigm_unit\nEX1-boy\t2.5\tg/L\n")
    append(folder / "evidence.tsv", "person", "kind", "result", "sensitivity", "specificity", "note")
    append(folder / "evidence.tsv", "EX1-aunt", "flow", "normal", "0.9", "0.99", "blood")
    done = snakemake(folder)
    assert done.returncode == 0, done.stderr
    return folder


def text_of(path):
    if path.name.endswith(".gz"):
        return gzip.decompress(path.read_bytes()).decode()
    if path.suffix == ".pdf":
        if shutil.which("pdftotext") is None:
            return ""
        return subprocess.run(
            ["pdftotext", str(path), "-"], capture_output=True, text=True, check=True
        ).stdout
    return path.read_bytes().decode("utf-8", "replace")


def test_no_name_stands_in_any_file_or_file_name(hidden):
    files = [path for path in (hidden / "results").rglob("*") if path.is_file()]
    assert len(files) > 50
    found = {
        (path.relative_to(hidden).as_posix(), match)
        for path in files
        if "workflow" not in path.parts
        for match in NAMES.findall(f"{path.relative_to(hidden)}\n{text_of(path)}")
        if match.lower() not in WORDS
    }
    assert found == set()


def test_pseudonyms_are_those_of_the_key_and_findings_stay(hidden):
    pseudonyms = read_pseudonyms(hidden / "lab.key")
    boy = pseudonyms.person("EX1-boy")
    report = json.loads((hidden / "results/samples" / boy / "report.json").read_text())
    assert (report["sample"], report["family"]) == (boy, pseudonyms.family("EX1"))
    assert [finding["hgvs_c"] for finding in report["findings"]] == ["NM_000074.3:c.761C>T"]
    assert report["clinic"]["values"]
    assert report["inputs"][0]["path"] == f"vcf {report['inputs'][0]['sha256'][:12]}"


def test_the_key_itself_is_written_nowhere(hidden):
    written = [path for name in ("results", "logs") for path in (hidden / name).rglob("*") if path.is_file()]
    assert not [path for path in written if b"0123456789abcdef0123456789abcdef" in path.read_bytes()]


def test_a_key_that_others_can_read_is_refused_before_any_job(tmp_path):
    copy_example(tmp_path)
    (tmp_path / "lab.key").write_text("0123456789abcdef")
    (tmp_path / "lab.key").chmod(0o644)
    replace_text(tmp_path / "config/config.yaml", "people:", "pseudonymise: lab.key\npeople:")
    done = snakemake(tmp_path, "--dry-run")
    assert done.returncode == 1
    assert "lab.key: this key can be read by others than its owner; chmod 600 lab.key" in done.stderr


@pytest.mark.parametrize(("key", "words"), [("short", "has 5 bytes; 16 or more"), (None, "No such file")])
def test_a_bad_key_is_refused(tmp_path, key, words):
    path = tmp_path / "key"
    if key:
        path.write_text(key)
        path.chmod(0o600)
    with pytest.raises(UnreadableFileError, match=words):
        read_pseudonyms(path)


GENOTYPE = re.compile(r"\b[01.][/|][01.]\b|hemizygous|heterozygous|homozygous|c\.\d+")


def test_logs_and_manifest_put_no_genotype_beside_a_name(finished):
    logs = [*(finished / "logs").rglob("*.log"), *(finished / ".snakemake/log").iterdir()]
    places = [*logs, finished / "results/manifest.json", finished / "results/ro-crate-metadata.json"]
    assert len(logs) > 5
    for path in places:
        lines = [
            line for line in path.read_text().splitlines() if NAMES.search(line) and GENOTYPE.search(line)
        ]
        assert lines == [], path
    names = {path.name for path in (finished / "results").rglob("*")}
    assert not [name for name in names if GENOTYPE.search(name)]


def test_an_error_about_a_record_names_the_place_and_not_the_person(tmp_path, capsys):
    from vcfs import write_vcf

    record = "chrX 136659390 . C T 50 PASS . GT:DP:GQ 0/7:30:99"
    path = write_vcf(tmp_path / "a.vcf", record, samples=("Ana-Lopez",))
    (tmp_path / "s.tsv").write_text(f"sample\tvcf\nAna-Lopez\t{path}\n")
    (tmp_path / "p.ped").write_text("F Ana-Lopez 0 0 2 1\n")
    sheets = ["--samples", str(tmp_path / "s.tsv"), "--pedigree", str(tmp_path / "p.ped")]
    assert main(["check-inputs", *sheets, "--output", str(tmp_path / "c.json")]) == 0
    capsys.readouterr()
    asked = ["--inputs", str(tmp_path / "c.json"), "--batch", "F", "--output", str(tmp_path / "e.json")]
    assert main(["extract", *asked]) == 1
    said = capsys.readouterr().err
    assert "136659390" in said
    assert "Ana-Lopez" not in said
