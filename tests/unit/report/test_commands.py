"""`report` and `summarize` write every file that the contract names."""

import contextlib
import hashlib
import json
import re
from dataclasses import replace

import pytest

from builders import a_male, a_provenance, a_sample, benign_family, thr254met_family
from cd40lg_annot.cli import main
from cd40lg_annot.io.records import InterpretFile, write_record
from cd40lg_annot.io.results import family_files, sample_files

HOSTILE = ("../../x", "<img onerror=1>", "n" * 200, "a b/c", "Ünï", "empty_[input]", "x_{samples}", "=1+1")


def run(results, *families):
    path = results / "interpret" / "B.json"
    write_record(InterpretFile(a_provenance(), families), path)
    # Reports print the command, so that the same bytes need the same paths.
    with contextlib.chdir(results):
        assert main(["report", "--interpreted", "interpret/B.json", "--results", "."]) == 0
        assert main(["summarize", "--interpreted", "interpret/B.json", "--results", "."]) == 0


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    run(folder, thr254met_family(), benign_family())
    return folder


def test_the_sample_report_has_the_keys_of_the_contract(results):
    report = json.loads((results / "samples/MOTHER/report.json").read_text())
    assert {"sample", "sex", "build", "inputs", "findings"} <= set(report)
    assert (report["sample"], report["sex"], report["build"]) == ("MOTHER", "female", "GRCh38")
    keys = {"hgvs_g", "hgvs_c", "hgvs_p", "consequence", "zygosity", "contig", "pos", "ref", "alt"}
    keys |= {"clinvar", "notes", "classification", "points", "criteria", "clinvar_stars"}
    keys |= {"clinvar_classification", "clinvar_accession", "splice_max", "splice_event", "population_af"}
    assert all(keys <= set(finding) for finding in report["findings"])
    assert report["findings"][0]["zygosity"] == "heterozygous"
    assert report["findings"][1]["clinvar"] is None


def test_the_carrier_report_has_the_keys_of_the_contract(results):
    report = json.loads((results / "families/F1/carrier_report.json").read_text())
    people = {person["person"]: person for person in report["people"]}
    assert report["family"] == "F1"
    assert people["AUNT"]["status"] == "at_risk"
    assert all({"person", "sex", "status", "reasons"} <= set(person) for person in people.values())


def test_the_manifest_names_every_other_file_with_its_checksum(results):
    manifest = json.loads((results / "manifest.json").read_text())
    listed = {entry["path"]: entry["sha256"] for entry in manifest["outputs"]}
    there = {path.relative_to(results).as_posix() for path in results.rglob("*") if path.is_file()}
    assert set(listed) == there - {"manifest.json"}
    for path, digest in listed.items():
        assert hashlib.sha256((results / path).read_bytes()).hexdigest() == digest


def test_every_file_that_is_foretold_is_written_and_no_other(results):
    families = (thr254met_family(), benign_family())
    foretold = {path for family in families for path in family_files(results, family.family, family.people)}
    foretold |= {
        path for family in families for item in family.samples for path in sample_files(results, item.sample)
    }
    folders = (results / "samples", results / "families")
    assert foretold == {path for folder in folders for path in folder.rglob("*") if path.is_file()}


def test_summary_and_multiqc_cover_every_sample(results):
    lines = (results / "summary.tsv").read_text().splitlines()
    assert len(lines) == 1 + 6 + 2
    content = json.loads((results / "multiqc/cd40lg_findings_mqc.json").read_text())
    assert set(content["data"]) == {"BOY", "MOTHER", "SISTER", "UNCLE", "COUSIN", "DAD", "GIRL"}


def test_same_input_same_bytes(results, tmp_path):
    """The time of writing apart, which manifest and RO-Crate state."""
    run(tmp_path, thr254met_family(), benign_family())
    for path in results.rglob("*"):
        if path.is_file():
            other = tmp_path / path.relative_to(results)
            assert without_time(path, results) == without_time(other, tmp_path), path


def without_time(path, results):
    """Bytes of a file, with the time of writing, and what follows from it, taken out."""
    if path.parent != results or path.name not in {"manifest.json", "ro-crate-metadata.json"}:
        return path.read_bytes()
    written = json.loads((results / "manifest.json").read_text())["written"]
    crate = hashlib.sha256((results / "ro-crate-metadata.json").read_bytes()).hexdigest()
    return path.read_text().replace(written, "").replace(crate, "")


def test_hostile_ids_stay_inside_the_results_folder(tmp_path):
    results = tmp_path / "deep" / "results"
    families = [
        replace(
            benign_family(),
            family=name,
            people=(a_male(name, family=name),),
            statuses=(),
            samples=(a_sample(a_male(name, family=name)),),
        )
        for name in HOSTILE
    ]
    run(results, *families)
    assert len(list((results / "samples").iterdir())) == len(HOSTILE)
    assert {path.name for path in tmp_path.iterdir()} == {"deep"}
    assert {path.name for path in (tmp_path / "deep").iterdir()} == {"results"}
    index = (results / "index.html").read_text()
    assert "<img onerror" not in index
    assert "'=1+1" in (results / "summary.tsv").read_text()
    bundles = [json.loads(path.read_text()) for path in results.glob("samples/*/report.fhir.json")]
    packets = [json.loads(path.read_text()) for path in results.glob("families/*/phenopacket.json")]
    assert {packet["id"] for packet in packets} == set(HOSTILE)
    assert {entry["resource"]["id"].isascii() for bundle in bundles for entry in bundle["entry"]} == {True}
    assert len({bundle["id"] for bundle in bundles}) == len(HOSTILE)


@pytest.mark.parametrize(
    ("chosen", "written"),
    [([], set()), (["fhir"], {"report.fhir.json"}), (["phenopacket"], {"phenopacket.json"})],
)
def test_formats_for_other_programs_are_chosen(tmp_path, chosen, written):
    path = tmp_path / "interpret" / "B.json"
    write_record(InterpretFile(a_provenance(), (benign_family(),)), path)
    options = ["--interpreted", str(path), "--results", str(tmp_path), "--no-pdf", "--exchange", *chosen]
    assert main(["report", *options]) == 0
    names = {path.name for path in tmp_path.rglob("*.json")}
    assert names & {"report.fhir.json", "phenopacket.json"} == written
    foretold = sample_files(tmp_path, "DAD", pdf=False, exchange=chosen)
    assert {path.name for path in foretold} & {"report.fhir.json"} == written & {"report.fhir.json"}


def test_two_batches_with_one_sample_are_refused(tmp_path, capsys):
    for name in ("A", "B"):
        record = InterpretFile(a_provenance(), (benign_family(),))
        write_record(record, tmp_path / f"{name}.json")
    paths = [str(tmp_path / "A.json"), str(tmp_path / "B.json")]
    assert main(["summarize", "--interpreted", *paths, "--results", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert "sample DAD stands in more than one batch" in error
    assert len(error.splitlines()) == 1


def test_a_hidden_name_stands_on_no_page_of_the_family(tmp_path):
    family = thr254met_family()
    people = tuple(replace(item, hidden_name=item.person == "AUNT") for item in family.people)
    run(tmp_path, replace(family, people=people, warnings=("AUNT differs from AUNTIE",)))
    page = (tmp_path / "families/F1/carrier_report.html").read_text()
    assert not re.search(r"\bAUNT\b", page)
    assert "III-4 differs from AUNTIE" in page
    assert '"person": "AUNT"' in (tmp_path / "families/F1/carrier_report.json").read_text()


def test_the_laboratorys_own_tables_are_drawn_among_the_known_variants(tmp_path):
    table = tmp_path / "own.tsv"
    table.write_text(
        "# name: ours\n# source: us\n# release: 2026\n# kind: laboratory\n# scope: complete\n"
        "hgvs_c\tclassification\nc.695A>G\tPathogenic\n"
    )
    pages = []
    for name, options in (("without", []), ("with", ["--table", str(table)])):
        results = tmp_path / name
        path = results / "interpret" / "B.json"
        write_record(InterpretFile(a_provenance(), (thr254met_family(),)), path)
        arguments = ["--interpreted", str(path), "--results", str(results), "--no-pdf", *options]
        assert main(["report", *arguments]) == 0
        (page,) = results.glob("families/*/carrier_report.html")
        pages.append(page.read_text())
    without, with_own = pages
    assert with_own.count("<path") + with_own.count("<circle") > without.count("<path") + without.count(
        "<circle"
    )


def test_a_carrier_is_marked_as_the_laboratory_wants(tmp_path):
    path, pages = tmp_path / "B.json", {}
    write_record(InterpretFile(a_provenance(), (thr254met_family(),)), path)
    for mark in ("dot", "half"):
        command = ["report", "--interpreted", str(path), "--results", str(tmp_path / mark), "--no-pdf"]
        assert main([*command, "--carrier-mark", mark]) == 0
        page = (tmp_path / mark / "families/F1/carrier_report.html").read_text(encoding="utf-8")
        pages[mark] = page[page.index("<svg") : page.index("</svg>")]
    assert pages["dot"] != pages["half"]
