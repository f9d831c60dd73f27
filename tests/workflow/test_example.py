"""The bundled example from end to end: every report is opened."""

import csv
import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path

import pysam
import pytest
from fhir.resources.R4B.bundle import Bundle
from google.protobuf.json_format import Parse
from phenopackets.schema.v2.phenopackets_pb2 import Family

from genomics_profile import faults
from runs import COHORT, PROJECT, planned

SAMPLES = {
    "EX1-grandmother": {"c.761C>T": "heterozygous", "c.148T>C": "heterozygous"},
    "EX1-mother": {"c.761C>T": "heterozygous"},
    "EX1-father": {"c.148T>C": "hemizygous"},
    "EX1-uncle": {"c.148T>C": "hemizygous"},
    "EX1-boy": {"c.761C>T": "hemizygous"},
    "EX1-sister": {"c.148T>C": "heterozygous"},
    "EX2-mother": {"c.189del": "heterozygous"},
    "EX2-father": {"c.148T>C": "hemizygous"},
    "EX2-boy": {"c.189del": "hemizygous"},
    "EX2-sister": {"c.189del": "heterozygous", "c.148T>C": "heterozygous"},
    "EX2-brother": {},
}
STATUSES = {
    "EX1": {
        "EX1-great-grandfather": "not_assessed",
        "EX1-great-grandmother": "obligate_carrier",
        "EX1-great-uncle": "affected",
        "EX1-grandmother": "confirmed_carrier",
        "EX1-grandfather": "not_assessed",
        "EX1-aunt": "at_risk",
        "EX1-uncle": "excluded",
        "EX1-mother": "confirmed_carrier",
        "EX1-father": "excluded",
        "EX1-boy": "affected",
        "EX1-sister": "excluded",
        "EX1-cousin": "at_risk",
    },
    "EX2": {
        "EX2-grandmother": "at_risk",
        "EX2-mother": "confirmed_carrier",
        "EX2-boy": "affected",
        "EX2-sister": "confirmed_carrier",
        "EX2-father": "excluded",
        "EX2-brother": "excluded",
    },
}
REMOTE = re.compile(r"""(?:src|href)\s*=\s*["']?https?:|url\(\s*["']?https?:|@import""")


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sample_has_a_bundle_that_names_nobody_else(finished, sample):
    text = (finished / "results/samples" / sample / "report.fhir.json").read_text()
    bundle = json.loads(text)
    Bundle.model_validate(bundle)
    assert faults(bundle) == []
    people = {person for statuses in STATUSES.values() for person in statuses}
    assert [person for person in people - {sample} if person in text] == []


def test_every_family_has_a_phenopacket(finished):
    for family, statuses in STATUSES.items():
        text = (finished / "results/families" / family / "phenopacket.json").read_text()
        message = Parse(text, Family())
        assert {row.individual_id for row in message.pedigree.persons} == set(statuses)
        packets = (message.proband, *message.relatives)
        assert {packet.subject.id for packet in packets if packet.diseases} == {
            person for person, status in statuses.items() if status == "affected"
        }


def test_the_rows_for_clinvar_are_the_two_variants(finished):
    with (finished / "results/clinvar_submission.tsv").open() as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert [row["HGVS"] for row in rows] == ["c.189del", "c.761C>T"]
    assert {row["Germline classification"] for row in rows} == {""}


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sample_has_its_findings(finished, sample):
    report = json.loads((finished / "results/samples" / sample / "report.json").read_text())
    assert report["sample"] == sample
    assert report["build"] == "GRCh38"
    found = {finding["hgvs_c"].split(":")[1]: finding["zygosity"] for finding in report["findings"]}
    assert {name: state for name, state in found.items() if state != "absent"} == SAMPLES[sample]


def test_a_finding_carries_names_place_and_clinvar(finished):
    report = json.loads((finished / "results/samples/EX1-boy/report.json").read_text())
    (finding,) = report["findings"]
    assert finding["hgvs_g"] == "NC_000023.11:g.136659390C>T"
    assert finding["hgvs_c"] == "NM_000074.3:c.761C>T"
    assert finding["hgvs_p"] == "NP_000065.1:p.(Thr254Met)"
    assert finding["consequence"] == "missense_variant"
    assert (finding["contig"], finding["pos"], finding["ref"], finding["alt"]) == (
        "chrX",
        136659390,
        "C",
        "T",
    )
    assert "VCV000035814" in json.dumps(finding["clinvar"])


@pytest.mark.parametrize("family", STATUSES)
def test_every_person_has_a_status_and_its_reasons(finished, family):
    report = json.loads((finished / "results/families" / family / "carrier_report.json").read_text())
    assert report["family"] == family
    people = {person["person"]: person for person in report["people"]}
    assert {name: people[name]["status"] for name in STATUSES[family]} == STATUSES[family]
    assert all(person["reasons"] for person in people.values())


def test_pages_stand_alone_and_say_that_people_are_constructed(finished):
    pages = sorted((finished / "results").rglob("*.html"))
    people = (PROJECT / "config/pedigree.ped").read_text().count("\nEX")
    assert len(pages) >= len(SAMPLES) + len(STATUSES) + 1
    assert len([page for page in pages if page.parent.name == "extracts"]) <= people
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not REMOTE.search(text), page
        assert "Constructed data: " in text, page


def test_annotated_vcfs_open_at_the_locus(finished):
    for sample, findings in SAMPLES.items():
        path = finished / "results/samples" / sample / f"{sample}.vcf.gz"
        with pysam.VariantFile(str(path)) as file:
            records = list(file.fetch("chrX", 136_643_176, 136_662_390))
        assert len(records) >= len(findings)


@pytest.mark.skipif(shutil.which("bcftools") is None, reason="bcftools is not installed")
def test_bcftools_accepts_the_annotated_vcfs(finished):
    for path in sorted((finished / "results/samples").rglob("*.vcf.gz")):
        done = subprocess.run(["bcftools", "view", str(path)], capture_output=True, text=True, check=True)
        assert not done.stderr, path


def test_the_summary_has_every_sample(finished):
    with (finished / "results/summary.tsv").open(newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert {row["sample"] for row in rows} == set(SAMPLES)


def test_the_index_links_to_pages_that_are_there(finished):
    results = finished / "results"
    links = re.findall(r'href="([^"#]+)"', (results / "index.html").read_text(encoding="utf-8"))
    pages = {link for link in links if link.endswith("report.html")}
    assert len(pages) == len(SAMPLES) + len(STATUSES)
    assert all((results / link).is_file() for link in links)


def test_the_manifest_names_every_file_with_its_checksum(finished):
    results = finished / "results"
    manifest = json.loads((results / "manifest.json").read_text())
    stated = {entry["path"]: entry["sha256"] for entry in manifest["outputs"]}
    assert {path.relative_to(results).as_posix() for path in results.rglob("*.html")} <= set(stated)
    assert all(
        hashlib.sha256((results / path).read_bytes()).hexdigest() == sum_ for path, sum_ in stated.items()
    )


def test_every_report_is_a_pdf_too(finished):
    pages = [page for page in (finished / "results").rglob("*.html") if page.name != "index.html"]
    assert all(page.with_suffix(".pdf").read_bytes().startswith(b"%PDF-") for page in pages)


def test_every_stage_keeps_a_log(finished):
    logs = {path.relative_to(finished / "logs").as_posix() for path in (finished / "logs").rglob("*.log")}
    stages = ("check_inputs", "extract", "annotate", "interpret", "report")
    of_batches = {f"{stage}/{batch}.log" for stage in stages for batch in STATUSES}
    assert logs == of_batches | {f"{job}.log" for job in COHORT}


def test_nothing_is_left_to_do(finished):
    assert planned(finished) == set()


def test_the_committed_files_are_what_the_maker_makes(tmp_path, monkeypatch):
    specification = importlib.util.spec_from_file_location("maker", PROJECT / "examples/make_example.py")
    maker = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(maker)
    monkeypatch.setattr(maker, "FOLDER", tmp_path)
    maker.main()
    made = {path.relative_to(tmp_path): text_of(path) for path in tmp_path.rglob("*.vcf.gz")}
    committed = PROJECT / "examples"
    assert made == {path.relative_to(committed): text_of(path) for path in committed.rglob("*.vcf.gz")}


def text_of(path: Path) -> str:
    with pysam.BGZFile(str(path)) as file:
        return file.read().decode()
