"""Damaged files, contradictory sheets and strange names, given to the commands as a person would.

Each ends in one clear line that names the file, or is read harmlessly; nothing else may happen.
"""

import contextlib
import gzip
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cd40lg_annot.cli.validation_bench import run_stages, sample_reports, step
from cd40lg_annot.errors import AnnotationError
from cd40lg_annot.io.files import file_name_of, write_whole
from cd40lg_annot.validation.outcome import Case

_HEADER = (
    "##fileformat=VCFv4.2\n##contig=<ID=chrX,length=156040895>\n"
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">\n'
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n"
)
_RECORD = "chrX\t136659390\t.\tC\tT\t50\tPASS\t.\tGT\t1\n"
_BEYOND = "chrX\t150000000\t.\tA\tG\t50\tPASS\t.\tGT\t0\n"
_CALLS = f"{_HEADER}{_RECORD}{_BEYOND}"
_SHEET = "sample\tvcf\nS\tcalls.vcf\n"
_BOY = "F\tS\t0\tM\t1\t2\nF\tM\t0\t0\t2\t1\n"
_ODD_NAME = "../../x;$(touch y) {sample}"
# What is refused: the text of each file, and words of the line that says so.
_REFUSED: dict[str, tuple[dict[str, str | bytes], str]] = {
    "file of calls missing": ({"samples.tsv": "sample\tvcf\nS\tabsent.vcf\n"}, "no such file"),
    "file of calls empty": ({"calls.vcf": ""}, "the file is empty"),
    "file of calls is other text": ({"calls.vcf": "not a VCF\n"}, "not a VCF"),
    "compressed file cut off": ({"calls.vcf": gzip.compress(_CALLS.encode())[:-20]}, "damaged or truncated"),
    "record without its columns": (
        {"calls.vcf": f"{_HEADER}chrX\t136659390\t.\tC\n{_BEYOND}"},
        "cannot be read",
    ),
    "reference base of another build": (
        {"calls.vcf": _CALLS.replace("\tC\tT\t", "\tG\tT\t")},
        "calls.vcf",
    ),
    "thousands of alternate alleles": (
        {"calls.vcf": _CALLS.replace("\tT\t", f"\t{','.join('T' * n for n in range(1, 1502))}\t")},
        "alternate alleles",
    ),
    "unknown column in the sheet": (
        {"samples.tsv": f"{_SHEET[:-1]}\t\n".replace("vcf\n", "vcf\tbam\n")},
        "bam",
    ),
    "sample that the pedigree lacks": ({"samples.tsv": _SHEET.replace("S\t", "T\t")}, "T"),
    "one sample twice": ({"samples.tsv": f"{_SHEET}S\tcalls.vcf\n"}, "S"),
    "mother recorded as male": ({"pedigree.ped": _BOY.replace("M\t0\t0\t2", "M\t0\t0\t1")}, "M"),
    "person who is his own ancestor": ({"pedigree.ped": _BOY.replace("M\t0\t0", "M\tS\t0")}, "S"),
}


def fault_cases(folder: Path) -> Iterator[Case]:
    """Make each fault in a folder of its own, and say what came of it."""
    for number, (name, (files, words)) in enumerate(_REFUSED.items()):
        yield Case(name, "refused in plain lines", _refusal(folder / str(number), files, words))
    for name, answer in _READ_HARMLESSLY.items():
        yield Case(name, "harmless", answer(folder / file_name_of(name)))


def _refusal(folder: Path, files: dict[str, str | bytes], words: str) -> str:
    _write(folder, files)
    try:
        _run(folder)
    except AnnotationError as error:
        lines = str(error).splitlines()
        plain = all(line.isprintable() for line in lines) and len(lines) <= len(files) + 1
        left = [path.name for path in folder.rglob("extract.json")]
        return "refused in plain lines" if plain and words in str(error) and not left else str(error)
    return "not refused"


def _write(folder: Path, files: dict[str, str | bytes]) -> None:
    folder.mkdir(parents=True)
    for name, content in ({"calls.vcf": _CALLS, "samples.tsv": _SHEET, "pedigree.ped": _BOY} | files).items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)


def _run(folder: Path) -> None:
    """Run both commands in the folder: a file of the same name elsewhere is another file."""
    with contextlib.chdir(folder):
        step(
            "check-inputs", "--samples", "samples.tsv", "--pedigree", "pedigree.ped", "--output", "check.json"
        )
        step("extract", "--inputs", "check.json", "--batch", "F", "--output", "extract.json")


def _failed_write(folder: Path) -> str:
    """What stood in a file is still there after a write that failed, and nothing lies beside it."""
    folder.mkdir(parents=True)
    blocked = folder / "blocked"
    blocked.write_text("old", encoding="utf-8")
    try:
        write_whole(blocked / "report.json", "new")
    except AnnotationError:
        kept = blocked.read_text(encoding="utf-8") == "old" and list(folder.iterdir()) == [blocked]
        return "harmless" if kept else "the old content is gone"
    return "written into a file"


def _odd_name(folder: Path) -> str:
    """A name full of what shells and templates know stays a name, and its folder stays in the results."""
    report, results = _reported(folder, _ODD_NAME, _CALLS)
    inside = (results / "samples" / file_name_of(_ODD_NAME) / "report.html").is_file()
    same = report["sample"] == _ODD_NAME
    return "harmless" if inside and same else "the name was changed, or left the folder"


def _silence(folder: Path) -> str:
    """A file without a record at the gene makes nobody negative."""
    report, _ = _reported(folder, "S", f"{_HEADER}{_BEYOND}")
    assessed = report["callability"]["share"]
    return "harmless" if assessed == 0 else f"{assessed:.1%} of the gene was taken as looked at"


def _broken_index(folder: Path) -> str:
    """An index that cannot be read is not used; the records are found all the same."""
    import pysam

    _write(folder, {})
    path = folder / "calls.vcf.gz"
    pysam.tabix_compress(str(folder / "calls.vcf"), str(path))
    Path(f"{path}.tbi").write_bytes(b"garbage")
    rows = (_row("S", path),)
    report = sample_reports(run_stages(rows, folder / "run"), rows)["S"]
    return "harmless" if len(report["findings"]) == 1 else f"{len(report['findings'])} findings"


def _reported(folder: Path, name: str, calls: str) -> tuple[Mapping[str, Any], Path]:
    _write(folder, {"calls.vcf": calls})
    rows = (_row(name, folder / "calls.vcf") | {"vcf_sample": "S"},)
    results = run_stages(rows, folder / "run")
    return sample_reports(results, rows)[name], results


def _row(sample: str, path: Path) -> dict[str, str]:
    from cd40lg_annot.io.validation import CASE_COLUMNS

    return dict.fromkeys(CASE_COLUMNS, "") | {"sample": sample, "vcf": str(path), "sex": "male"}


_READ_HARMLESSLY: dict[str, Callable[[Path], str]] = {
    "write that fails": _failed_write,
    "name with shell and template characters": _odd_name,
    "file silent at the gene": _silence,
    "index that cannot be read": _broken_index,
}
