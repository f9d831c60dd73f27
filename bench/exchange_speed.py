"""What the formats for other programs cost, beside the JSON report, in processor time.

    python bench/exchange_speed.py results

Reads what `interpret` wrote for every batch of a results folder.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cd40lg_annot.io.records import InterpretFile, as_json, read_records
from cd40lg_annot.report.exchange.fhir import fhir_bundle
from cd40lg_annot.report.exchange.own import own_report
from cd40lg_annot.report.exchange.phenopacket import phenopacket_family
from cd40lg_annot.report.sample import sample_report

_TIMES = 50


def main() -> None:
    """Time each format over every sample or family of the folder."""
    batches = read_records(InterpretFile, sorted(Path(sys.argv[1]).glob("interpret/*.json")))
    families = [(family, batch.provenance) for batch in batches for family in batch.families]
    samples = [
        (sample_report(sample, family, provenance), sample.person)
        for family, provenance in families
        for sample in family.samples
    ]
    print("format\tfiles\tmilliseconds of processor time each")
    _time("report.json", samples, lambda report, _: as_json(report))
    _time(
        "report.fhir.json", samples, lambda report, person: as_json(fhir_bundle(own_report(report, person)))
    )
    _time("phenopacket.json", families, lambda family, made: as_json(phenopacket_family(family, made)))


def _time(name: str, items: list[tuple[Any, Any]], write: Callable[[Any, Any], str]) -> None:
    start = time.process_time()
    for _ in range(_TIMES):
        for item in items:
            write(*item)
    each = 1000 * (time.process_time() - start) / _TIMES / len(items)
    print(f"{name}\t{len(items)}\t{each:.2f}")


if __name__ == "__main__":
    main()
