"""Run whole cohorts from variant files to reports; print wall time, processor time and memory.

    python bench/bench_workflow.py                          100, 1,000, 10,000 exomes; one BCF of 10,000
    python bench/bench_workflow.py --samples 100 --stages  and what each stage costs
    python bench/bench_workflow.py --samples 100 --pdf

The data are made by bench/cohort_data.py. A run is `snakemake` with the default profile on two cores, from an
empty folder. Times are those of all its processes, by the operating system (`wait4`); memory is the sum of
all processes alive at once (proportional set size, sampled ten times a second) and the largest process.
On a machine that others use, processor time is the steadier figure: half of it is what two quiet cores need.
"""

import argparse
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from cohort_data import write_cohort
from process_tree import Measured, measured

PROJECT = Path(__file__).resolve().parent.parent
COMMANDS = Path(sys.executable).parent
SNAKEMAKE = [str(COMMANDS / "snakemake"), "-s", str(PROJECT / "Snakefile"), "--configfile", "config.yaml"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What is measured: how many samples, in what files, with PDFs or not."""

    samples: int
    joint: bool
    pdf: bool

    def __str__(self) -> str:
        files = "one BCF" if self.joint else "a VCF each"
        return f"{self.samples} samples, {files}{', PDFs' if self.pdf else ''}"


def main() -> None:
    """Make, run, print a row of a table for each cohort."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--samples", type=int, nargs="*", default=[100, 1000, 10_000], help="a VCF each")
    parser.add_argument("--joint", type=int, nargs="*", default=[10_000], help="samples in one BCF")
    parser.add_argument("--pdf", action="store_true", help="write PDFs too")
    parser.add_argument("--stages", action="store_true", help="also measure each stage by itself")
    parser.add_argument("--folder", type=Path, help="where to put data and results; kept")
    options = parser.parse_args()
    shapes = [Shape(count, joint=False, pdf=options.pdf) for count in options.samples]
    shapes += [Shape(count, joint=True, pdf=options.pdf) for count in options.joint]
    print("cohort\twall_s\tcpu_s\tcpu_ms_per_sample\tall_MiB\tlargest_MiB", flush=True)
    for shape in shapes:
        measure(shape, options.folder, stages=options.stages)


def measure(shape: Shape, kept: Path | None, *, stages: bool) -> None:
    """Make one cohort, run it and print what it took."""
    with tempfile.TemporaryDirectory(prefix="cd40lg-bench-") as name:
        folder = kept or Path(name)
        cohort = folder / f"{'joint' if shape.joint else 'exomes'}-{shape.samples}"
        if not (cohort / "pedigree.ped").is_file():
            write_cohort(cohort, shape.samples, joint=shape.joint)
        for old in ("results", "logs", ".snakemake"):
            shutil.rmtree(cohort / old, ignore_errors=True)
        (cohort / "config.yaml").write_text(
            f"samples: samples.tsv\npedigree: pedigree.ped\npdf: {str(shape.pdf).lower()}\n"
        )
        if stages:
            row("planning (a dry run)", shape, measured([*SNAKEMAKE, "--dry-run", "--quiet", "all"], cohort))
        row(str(shape), shape, measured([*SNAKEMAKE, "--cores", "2", "--quiet", "all"], cohort))
        if stages:
            for stage, cost in stage_costs(cohort, pdf=shape.pdf).items():
                row(f"  {stage}", shape, cost)


def row(title: str, shape: Shape, cost: Measured) -> None:
    """Print one row."""
    each = 1000 * cost.processor / shape.samples
    figures = f"{cost.wall:.1f}\t{cost.processor:.1f}\t{each:.1f}\t{cost.together:.0f}\t{cost.largest:.0f}"
    print(f"{title}\t{figures}", flush=True)


def stage_costs(cohort: Path, *, pdf: bool) -> dict[str, Measured]:
    """Each stage's command on every batch, one after the other, with what the stages before it wrote."""
    batches = sorted(path.stem for path in (cohort / "results/interpret").glob("*.json"))
    costs = {}
    for stage in ("check-inputs", "extract", "annotate", "interpret", "report"):
        costs[stage] = sum_of([measured(stage_command(stage, batch, pdf=pdf), cohort) for batch in batches])
    everything = [f"results/interpret/{batch}.json" for batch in batches]
    command = [str(COMMANDS / "cd40lg-annot"), "summarize", "--interpreted", *everything]
    costs["summarize"] = measured([*command, "--results", "results"], cohort)
    return costs


def sum_of(costs: list[Measured]) -> Measured:
    """Times added up, the highest memory."""
    return Measured(
        sum(cost.wall for cost in costs),
        sum(cost.processor for cost in costs),
        max(cost.together for cost in costs),
        max(cost.largest for cost in costs),
    )


def stage_command(stage: str, batch: str, *, pdf: bool) -> list[str]:
    """The command line of a stage, as its rule gives it."""
    check, extract, annotate, interpret = (
        f"results/{name}/{batch}.json" for name in ("check", "extract", "annotate", "interpret")
    )
    sheets = ["--samples", "samples.tsv", "--pedigree", "pedigree.ped"]
    arguments = {
        "check-inputs": [*sheets, "--batch", batch, "--output", check],
        "extract": ["--inputs", check, "--batch", batch, "--output", extract],
        "annotate": [extract, "--output", annotate],
        "interpret": [
            *("--inputs", check, "--batch", batch, "--extract", extract),
            *("--variants", annotate, "--output", interpret),
        ],
        "report": ["--interpreted", interpret, "--results", "results", *([] if pdf else ["--no-pdf"])],
    }
    return [str(COMMANDS / "cd40lg-annot"), stage, *arguments[stage]]


if __name__ == "__main__":
    main()
