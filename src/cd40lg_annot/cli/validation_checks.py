"""The check behind each requirement: truth tables, worked examples, families, the laboratory's cases."""

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from cd40lg_annot.cli.validation_bench import Bench, run_stages, sample_reports, step
from cd40lg_annot.cli.validation_faults import fault_cases
from cd40lg_annot.cli.validation_installation import INSTALLATION
from cd40lg_annot.errors import AnnotationError
from cd40lg_annot.io.clinic import read_intervals
from cd40lg_annot.io.validation import copy_example, read_cases, read_truth
from cd40lg_annot.model import Affection, Sex
from cd40lg_annot.validation import calls, classes, family, naming
from cd40lg_annot.validation.outcome import Case, Difference, Measured, Row, measured
from cd40lg_annot.validation.pedigrees import a_pedigree

Check = Callable[[Bench], Measured]
_SEX = {Sex.MALE: "1", Sex.FEMALE: "2", Sex.UNKNOWN: "0"}
_PHENOTYPE = {Affection.AFFECTED: "2", Affection.UNAFFECTED: "1", Affection.UNKNOWN: "0"}
_NAMED = "named_variants"
# Files that state when they were written, or the checksum of one that does.
_DATED = ("manifest.json", "ro-crate-metadata.json")


def _coding_names(bench: Bench) -> Measured:
    rows = read_truth(_NAMED)
    return measured(naming.coding_case(row, bench.locus, bench.namer) for row in rows)


def _protein_names(bench: Bench) -> Measured:
    cases = (naming.protein_case(row, bench.locus, bench.namer) for row in read_truth(_NAMED))
    return measured(cases, naming.described(read_truth(f"{_NAMED}_described"), "protein"))


def _consequences(bench: Bench) -> Measured:
    cases = (naming.consequence_case(row, bench.locus) for row in read_truth(_NAMED))
    return measured(cases, naming.described(read_truth(f"{_NAMED}_described"), "consequence"))


def _classification(bench: Bench) -> Measured:
    knowledge = classes.with_constructed_population(bench.bundled, bench.locus)
    rows = read_truth("classification")
    return measured(classes.classification_case(row, knowledge, bench.locus, bench.describer) for row in rows)


def _clinic(_bench: Bench) -> Measured:
    intervals = read_intervals()
    return measured(classes.clinic_case(row, intervals) for row in read_truth("clinic"))


def _of_names(table: str, case: Callable[..., Case]) -> Check:
    return lambda bench: measured(case(row, bench.locus, bench.namer) for row in read_truth(table))


def _of_calls(table: str, case: Callable[..., Case]) -> Check:
    return lambda bench: measured(case(row, bench.locus) for row in read_truth(table))


def _of_rows(table: str, case: Callable[[Row], Case]) -> Check:
    return lambda _bench: measured(map(case, read_truth(table)))


def _risk(bench: Bench) -> Measured:
    folder = bench.folder / "risk"
    folder.mkdir()
    return measured(risk_case(row, folder) for row in read_truth("risk_cases"))


def risk_case(row: Row, folder: Path) -> Case:
    """A row of `risk_cases.tsv`, computed by the command `risk`.

    `family` in the notation of `validation.pedigrees`; `evidence` is person, kind, result, sensitivity,
    specificity; `options` are those of the command.
    """
    ped, evidence = folder / "family.ped", folder / "evidence.tsv"
    lines = [
        f"fam {p.person} {p.father or 0} {p.mother or 0} {_SEX[p.sex]} {_PHENOTYPE[p.affected]}"
        for p in a_pedigree(row["family"])
    ]
    ped.write_text("\n".join(lines), encoding="utf-8")
    header = "person\tkind\tresult\tsensitivity\tspecificity\n"
    evidence.write_text(header + "\t".join(row["evidence"].split()), encoding="utf-8")
    tests = ["--evidence", evidence] if row["evidence"] else []
    output = folder / "risk.json"
    step("risk", "--json", "--pedigree", ped, *tests, *row["options"].split(), "--output", output)
    people = json.loads(output.read_bytes())["families"]["fam"]["people"]
    decimals = len(row["printed"].partition(".")[2])
    found = people[row["person"]][row["quantity"]]
    return Case(row["case"], row["printed"], f"{found:.{decimals}f}")


def _faults(bench: Bench) -> Measured:
    return measured(fault_cases(bench.folder / "faults"))


def _example_rows(bench: Bench) -> tuple[dict[str, str], ...]:
    folder = bench.folder / "bundled"
    folder.mkdir(exist_ok=True)
    return read_cases(copy_example(folder))


def _example(bench: Bench) -> Measured:
    return measured(bench.answers(_example_rows(bench), "example"))


def _books(bench: Bench) -> Measured:
    rows = _example_rows(bench)
    results = run_stages(rows, bench.folder / "books")
    return measured(_balances(sample_reports(results, rows)))


def _balances(reports: dict[str, Row]) -> Iterator[Case]:
    for sample, report in reports.items():
        books = report["accounting"]
        total = books["reported"] + books["set_aside"]  # type: ignore[index]
        yield Case(sample, f"{books['read']} read", f"{total} read")  # type: ignore[index]


def _repeat(bench: Bench) -> Measured:
    rows = _example_rows(bench)
    one, other = (_contents(rows, bench.folder / name) for name in ("once", "ein anderer Ordner"))
    same = "the same bytes"
    return measured(
        Case(name, same, same if one.get(name) == other.get(name) else "other bytes")
        for name in sorted(one.keys() | other.keys())
    )


def _contents(rows: tuple[dict[str, str], ...], folder: Path) -> dict[str, bytes]:
    """Bytes of each file of a run in a folder, by its path; reports print commands, so they start there."""
    folder.mkdir()
    with contextlib.chdir(folder):
        results = run_stages(rows, Path("run"))
        found = (path for path in results.rglob("*") if path.is_file() and path.name not in _DATED)
        return {path.relative_to(results).as_posix(): path.read_bytes() for path in found}


def _laboratory(bench: Bench) -> Measured:
    if not bench.options.cases:
        return Measured(not_tested="no table of own cases was given (--cases)")
    try:
        return measured(bench.answers(bench.cases, "laboratory", bench.own_tables()))
    except AnnotationError as error:
        return Measured(1, 0, (Difference(str(bench.options.cases), "reports", str(error)),))


CHECKS: dict[str, Check] = {
    **INSTALLATION,
    "coding_names": _coding_names,
    "protein_names": _protein_names,
    "consequences": _consequences,
    "published_names": _of_names("published_names", naming.published_case),
    "typed_names": _of_names("typed_names", naming.typed_case),
    "genotypes": _of_calls("genotype", calls.genotype_case),
    "callability": _of_calls("callability", calls.callability_case),
    "structural": _of_calls("structural", calls.structural_case),
    "sex": _of_rows("sex", calls.sex_case),
    "segregation": _of_rows("segregation", family.segregation_case),
    "status": _of_rows("status", family.status_case),
    "risk": _risk,
    "classification": _classification,
    "clinic": _clinic,
    "faults": _faults,
    "books": _books,
    "repeat": _repeat,
    "example": _example,
    "laboratory": _laboratory,
}
