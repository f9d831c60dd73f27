"""Compute the exact probability that each person of a family carries the variant.

The pedigree alone gives the textbook calculation; tests come from an evidence table, ages and twins
from people.tsv:

    cd40lg-annot risk --pedigree family.ped --evidence tests.tsv --people people.tsv --json

The evidence table has the columns person, kind (genotype, carrier_test, flow, xci), result,
sensitivity, specificity, note. docs/risk.md has the model, every parameter and its source.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path

from cd40lg_annot.errors import ImpossibleEvidenceError, InputFault, InputFaultsError
from cd40lg_annot.family.pedigree import Pedigree, families_of
from cd40lg_annot.family.risk import (
    ExactRisk,
    FamilyRisk,
    Model,
    RiskParameters,
    risk_and_likelihood,
    risk_model,
)
from cd40lg_annot.family.risk.parameters import Curve, read_curve, stated
from cd40lg_annot.family.risk.words import in_words
from cd40lg_annot.model import Assumption, Person, RiskEvidence

HELP = "exact probability of carrying the variant, for everybody in a family"

_QUANTITIES = tuple(ExactRisk.__dataclass_fields__)
# Stands for --mosaicism without a number; no string, for argparse would try to read it as one.
_SUGGESTED = Fraction(-1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--pedigree", required=True, type=Path, help="pedigree, PLINK's six columns (.ped)")
    parser.add_argument("--evidence", type=Path, help="tests of these people (.tsv)")
    parser.add_argument("--people", type=Path, help="ages, twins, karyotypes and more (.tsv)")
    parser.add_argument("--json", action="store_true", help="print JSON with every assumption and its source")
    parser.add_argument("--output", type=Path, help="write to this file instead of printing")
    parser.add_argument("--exact", action="store_true", help="compute with fractions, and print them too")
    parser.add_argument(
        "--prior",
        action="append",
        default=[],
        type=_prior,
        metavar="PERSON=P",
        help="probability that this person carries one copy, instead of what the parents say; repeatable",
    )
    model = parser.add_argument_group("model", "numbers may be decimals or fractions such as 1/3")
    model.add_argument("--mutation-ratio", type=_positive, metavar="K", help="new mutations, sperm over eggs")
    model.add_argument("--mutation-rate", type=_probability, metavar="P", help="new mutations per egg")
    model.add_argument("--fitness", type=_probability, metavar="P", help="of affected males, 0 to 1")
    model.add_argument(
        "--carrier-frequency", type=_probability, metavar="P", help="heterozygous newborn girls"
    )
    model.add_argument(
        "--mosaicism",
        nargs="?",
        const=_SUGGESTED,
        type=_probability,
        metavar="P",
        help="recurrence after a new mutation, for the same parental X; without a number, 0.086 (DMD)",
    )
    model.add_argument("--mosaic-share", type=_probability, metavar="P", help="of a mosaic's germ cells")
    model.add_argument(
        "--penetrance",
        type=_curve,
        metavar="P|AGE:P,...",
        help="hemizygous males affected: for life, or by age in years",
    )
    model.add_argument(
        "--female-penetrance", type=_probability, metavar="P", help="heterozygous females affected"
    )


def run(options: argparse.Namespace) -> None:
    """Read the family, compute, and print."""
    from cd40lg_annot.io.files import write_whole
    from cd40lg_annot.io.risk_tables import read_assumptions

    people, evidence = _inputs(options)
    shipped = read_assumptions()
    parameters = _parameters(options, shipped)
    model = _model(parameters)
    results = _results(families_of(people), evidence, model)
    text = _json(results, stated(parameters, shipped), options) if options.json else _table(results)
    if options.output:
        write_whole(options.output, text)
    else:
        sys.stdout.write(text)


def _inputs(options: argparse.Namespace) -> tuple[Sequence[Person], Sequence[RiskEvidence]]:
    from cd40lg_annot.family.faults import pedigree_faults
    from cd40lg_annot.family.risk.evidence import evidence_faults
    from cd40lg_annot.io.pedigree import read_pedigree, read_people
    from cd40lg_annot.io.risk_tables import read_evidence

    read = read_pedigree(options.pedigree)
    people, faults = read.people, list(read.faults)
    if options.people:
        people, more = read_people(options.people, people)
        faults += more
    faults += pedigree_faults(people, file=str(options.pedigree), rows=read.rows)
    evidence: Sequence[RiskEvidence] = ()
    if options.evidence:
        by_name = {person.person: person for person in people}
        table = read_evidence(options.evidence, by_name)
        faults += table.faults
        faults += evidence_faults(by_name, table.evidence, file=str(options.evidence), rows=table.rows)
        evidence = table.evidence
    for person, _ in options.prior:
        if person not in {known.person for known in people}:
            faults.append(
                InputFault("--prior", f"person {person!r} is not in the pedigree", "correct the id")
            )
    if faults:
        raise InputFaultsError(faults)
    for warning in read.warnings:
        print(f"cd40lg-annot: {warning}", file=sys.stderr)
    return people, evidence


def _results(
    families: Mapping[str, Pedigree], evidence: Sequence[RiskEvidence], model: Model
) -> dict[str, FamilyRisk]:
    """Results by family; the contradictions of all families are reported together."""
    tests: dict[str, list[RiskEvidence]] = {}
    family_of = {person: family for family, pedigree in families.items() for person in pedigree.people}
    for item in evidence:
        tests.setdefault(family_of[item.person], []).append(item)
    results, contradictions = {}, []
    for family, pedigree in families.items():
        try:
            results[family] = risk_and_likelihood(pedigree, tests.get(family, ()), model)
        except ImpossibleEvidenceError as error:
            contradictions.append(error)
    if contradictions:
        raise InputFaultsError(error.fault for error in contradictions)
    return results


def _parameters(options: argparse.Namespace, shipped: Mapping[str, Assumption]) -> RiskParameters:
    suggested = Fraction(shipped["mosaicism_suggested"].value)
    given = {
        "mutation_rate": options.mutation_rate,
        "mutation_ratio": options.mutation_ratio,
        "fitness": options.fitness,
        "carrier_frequency": options.carrier_frequency,
        "mosaicism": suggested if options.mosaicism == _SUGGESTED else options.mosaicism,
        "mosaic_share": options.mosaic_share,
        "female_penetrance": options.female_penetrance,
        "penetrance": options.penetrance or read_curve(shipped["penetrance"].value),
    }
    chosen = {name: value for name, value in given.items() if value is not None}
    rare = Fraction(shipped["incidence"].value) / (2 + (options.mutation_ratio or 1))
    return RiskParameters(**chosen, rare_rate=rare, exact=options.exact, priors=tuple(options.prior))


def _model(parameters: RiskParameters) -> Model:
    try:
        return risk_model(parameters)
    except ValueError as error:
        fault = InputFault("options", str(error), "change one of the parameters")
        raise InputFaultsError([fault]) from error


def _json(
    results: Mapping[str, FamilyRisk],
    assumptions: Sequence[Assumption],
    options: argparse.Namespace,
) -> str:
    families = {family: _family(found, options.exact) for family, found in results.items()}
    lines = {line.name: {k: v for k, v in asdict(line).items() if k != "name" and v} for line in assumptions}
    return json.dumps({"families": families, "assumptions": lines}, indent=2, ensure_ascii=False) + "\n"


def _family(found: FamilyRisk, exact: bool) -> dict[str, object]:  # noqa: FBT001
    shown: dict[str, object] = {
        "people": {person: _answers(risk, exact) for person, risk in found.people.items()},
        "likelihood": float(found.likelihood),
    }
    return shown | ({"likelihood_fraction": str(found.likelihood)} if exact else {})


def _answers(risk: ExactRisk, exact: bool) -> dict[str, float | str]:  # noqa: FBT001
    shown: dict[str, float | str] = {}
    for name in _QUANTITIES:
        value = getattr(risk, name)
        if value is not None:
            shown[name] = float(value)
            if exact:
                shown[f"{name}_fraction"] = str(value)
    return shown


def _table(results: Mapping[str, FamilyRisk]) -> str:
    lines = ["\t".join(("family", "person", *_QUANTITIES))]
    for family, found in results.items():
        for person, risk in found.people.items():
            values = (getattr(risk, name) for name in _QUANTITIES)
            cells = ("" if value is None else in_words(value) for value in values)
            lines.append("\t".join((family, person, *cells)))
    return "\n".join(lines) + "\n"


def _number(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise argparse.ArgumentTypeError(f"{text!r} is no number; write 0.5 or 1/2") from None


def _probability(text: str) -> Fraction:
    number = _number(text)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no probability; write a number from 0 to 1")
    return number


# Published ratios lie between 1 and 30; far above, shares of new mutations are lost in rounding.
_LARGEST_RATIO = 1_000_000


def _positive(text: str) -> Fraction:
    number = _number(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is negative; write a number such as 3.1")
    if number > _LARGEST_RATIO:
        raise argparse.ArgumentTypeError(f"{text!r} is above {_LARGEST_RATIO:,}; write a number such as 3.1")
    return number


def _prior(text: str) -> tuple[str, Fraction]:
    person, equals, probability = text.rpartition("=")
    if not equals or not person:
        raise argparse.ArgumentTypeError(f"{text!r} is not PERSON=P; write for example II-1=0.5")
    return person, _probability(probability)


def _curve(text: str) -> Curve:
    try:
        return read_curve(text)
    except (ValueError, ZeroDivisionError) as error:
        raise argparse.ArgumentTypeError(str(error)) from None
