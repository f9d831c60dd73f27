"""Read a person's clinic data against age, against the ESID criteria, and for PP4; never more than is there.

ESID and PAGID's criteria for X-linked hyper-IgM ask for IgG at least 2 SD below normal for age. The
lower end of a 95% reference interval stands for that here. Raised IgM is never required: half of the
boys, or fewer, have it (Winkelstein 2003, PMID 14663287; Leven 2016, PMC5039943).
"""

from collections.abc import Iterator, Sequence

from cd40lg_annot.evidence.x_inactivation import inactivation_notes
from cd40lg_annot.model import (
    ClinicRecord,
    ClinicValue,
    ClinicView,
    Level,
    ReferenceInterval,
    Sex,
    Surface,
)

_SPELT = {Level.LOW: "below", Level.NORMAL: "within", Level.HIGH: "above"}
_NOT_JUDGED = "not judged"
_PROBABLE = (
    "bacterial_infections_before_5y",
    "pneumocystis_first_year",
    "neutropenia",
    "cryptosporidium",
    "sclerosing_cholangitis",
    "parvovirus_aplastic_anaemia",
)
_POSSIBLE = (
    "pneumocystis_first_year",
    "parvovirus_aplastic_anaemia",
    "cryptosporidium",
    "severe_liver_disease",
)
# The criteria ask for B cells normal or raised in number.
_B_CELLS_THERE = frozenset({"b_number_normal", "b_number_raised"})
_SOURCE = "ESID/PAGID criteria for X-linked hyper-IgM"


def clinic_view(
    record: ClinicRecord,
    sex: Sex,
    intervals: Sequence[ReferenceInterval],
    *,
    carries_disease_variant: bool | None = None,
    has_two_x: bool | None = None,
) -> ClinicView:
    """What a person's clinic data amount to.

    Args:
        record: the clinic's data.
        sex: as the pedigree records it.
        intervals: reference intervals by age.
        carries_disease_variant: whether a disease-causing variant of the gene was found; None where
            that is not known.
        has_two_x: whether the person has two X chromosomes; None to go by the sex.
    """
    has_two_x = sex is Sex.FEMALE if has_two_x is None else has_two_x
    levels, reasons = _levels(record, intervals)
    esid, why = _esid(record, sex, levels, carries=carries_disease_variant)
    notes = [
        *_flow_notes(record, has_two_x=has_two_x),
        *inactivation_notes(record, has_two_x=has_two_x),
        *_infant_notes(record, intervals),
        *_told_notes(record),
    ]
    return ClinicView(
        record.person,
        levels,
        _phenotype(record, levels),
        esid,
        (*reasons, why),
        tuple(notes),
        age=record.age,
        cd40l=record.cd40l,
        values=tuple(_values(record, intervals)),
        hpo=record.hpo,
    )


def level_of(
    analyte: str,
    value: float | None,
    age: float | None,
    intervals: Sequence[ReferenceInterval],
    limit: str = "",
) -> tuple[Level, str]:
    """Give a value's level for the age, and the comparison in words. Values are in mg/dL.

    `limit`: "<" or ">" where the assay gave only a limit. A value that may lie on either side of an end
    has no level, and neither has one within an interval that cannot tell whether it is low.
    """
    if value is None:
        return Level.UNKNOWN, ""
    if age is None:
        text = f"{analyte} {limit}{value:g} mg/dL: the age is not known, so it is not judged."
        return Level.UNKNOWN, text
    interval = _interval(analyte, age, intervals)
    if interval is None:
        return Level.UNKNOWN, f"{analyte} {limit}{value:g} mg/dL: no reference interval for {age:g} years."
    level = _judged(value, interval, limit)
    if level is Level.UNKNOWN:
        return level, (
            f"{analyte} {limit}{value:g} mg/dL at {age:g} years: beside {interval.low:g}-{interval.high:g} "
            f"({interval.source}) it cannot be told whether it is low."
        )
    return level, (
        f"{analyte} {limit}{value:g} mg/dL at {age:g} years is {_SPELT[level]} "
        f"{interval.low:g}-{interval.high:g} ({interval.source})."
    )


def _judged(value: float, interval: ReferenceInterval, limit: str = "") -> Level:
    """Level of a value, or of all values beyond a limit; not known where these have more than one."""
    if limit != ">" and (value < interval.low or (limit == "<" and value <= interval.low)):
        return Level.LOW
    if limit != "<" and (value > interval.high or (limit == ">" and value >= interval.high)):
        return Level.HIGH
    return Level.NORMAL if interval.can_exclude_low and not limit else Level.UNKNOWN


def _interval(
    analyte: str, age: float | None, intervals: Sequence[ReferenceInterval]
) -> ReferenceInterval | None:
    found = (
        i for i in intervals if i.analyte == analyte and age is not None and i.from_age <= age < i.to_age
    )
    return next(found, None)


def _values(record: ClinicRecord, intervals: Sequence[ReferenceInterval]) -> Iterator[ClinicValue]:
    for name, column, unit in _MEASURED:
        value = getattr(record, column)
        if value is not None:
            limit = record.limits.get(column, "")
            yield _beside(name, value, unit, _interval(name, record.age, intervals), limit)
    if record.cd40l is not None or record.cd40l_percent is not None:
        yield ClinicValue(
            "CD40L on activated CD4 T cells",
            record.cd40l_percent,
            "%",
            record.cd40l_normal_from,
            record.cd40l_normal_to,
            record.cd40l.value.replace("_", " ") if record.cd40l else _NOT_JUDGED,
            record.cd40l_method or "flow cytometry",
            record.limits.get("cd40l_percent", ""),
        )


# Name, column and unit of what is compared with intervals; for the last two none is bundled.
_MEASURED = (
    ("IgG", "igg", "mg/dL"),
    ("IgA", "iga", "mg/dL"),
    ("IgM", "igm", "mg/dL"),
    ("IgE", "ige", "IU/mL"),
    ("Neutrophils", "neutrophils", "10^9/L"),
)


def _beside(
    name: str, value: float, unit: str, interval: ReferenceInterval | None, limit: str
) -> ClinicValue:
    """A value beside the interval of the person's age, where there is one."""
    if interval is None:
        return ClinicValue(name, value, unit, None, None, _NOT_JUDGED, limit=limit)
    judged = _SPELT.get(_judged(value, interval, limit), _NOT_JUDGED)
    return ClinicValue(name, value, unit, interval.low, interval.high, judged, interval.source, limit)


def _levels(
    record: ClinicRecord, intervals: Sequence[ReferenceInterval]
) -> tuple[dict[str, Level], list[str]]:
    levels, reasons = {}, []
    for analyte, column, _ in _MEASURED[:3]:
        value, limit = getattr(record, column), record.limits.get(column, "")
        levels[analyte], text = level_of(analyte, value, record.age, intervals, limit)
        if text:
            reasons.append(text)
    return levels, reasons


def _phenotype(record: ClinicRecord, levels: dict[str, Level]) -> str | None:
    """What PP4 asks: CD40L absent; or IgG and IgA low, whatever IgM is; None where too little is known."""
    if record.cd40l is Surface.ABSENT:
        return "absent_cd40l"
    igg, iga = levels["IgG"], levels["IgA"]
    if (igg, iga) == (Level.LOW, Level.LOW):
        return "low_igg_iga"
    if Level.UNKNOWN in (igg, iga) and not {igg, iga} & {Level.NORMAL, Level.HIGH}:
        return None
    return "neither"


def _esid(
    record: ClinicRecord, sex: Sex, levels: dict[str, Level], *, carries: bool | None
) -> tuple[str, str]:
    if sex is not Sex.MALE:
        reason = "apply to males only" if sex is Sex.FEMALE else "need the sex"
        return "not_assessed", f"{_SOURCE} {reason}."
    if levels["IgG"] is Level.UNKNOWN:
        return "not_assessed", f"{_SOURCE} need to know whether IgG is low for the age, which is not known."
    if levels["IgG"] is not Level.LOW:
        return "not_met", f"{_SOURCE} are not met: IgG is not below the age range."
    relative = "maternal_relative_confirmed" in record.findings
    if carries or relative:
        cause = "a disease-causing variant" if carries else "a maternal relative with confirmed disease"
        return "definitive", f"{_SOURCE}: definitive (male, IgG low, {cause})."
    if _is_probable(record):
        return "probable", f"{_SOURCE}: probable ({_named(record, _PROBABLE)}; CD40L absent)."
    if _is_possible(record, levels):
        shown = _named(record, _POSSIBLE) or "IgM above the age range"
        return "possible", f"{_SOURCE}: possible ({shown})."
    missing = _missing(record, carries=carries)
    if missing:
        return "not_assessed", f"{_SOURCE}: IgG is low; not known: {missing}."
    return "not_met", f"{_SOURCE} are not met: IgG is low, nothing else asked for was found."


def _is_probable(record: ClinicRecord) -> bool:
    needed = {"t_number_normal", "mitogen_normal", "specific_igg_absent"}
    return (
        needed <= set(record.cells)
        and not _B_CELLS_THERE.isdisjoint(record.cells)
        and record.cd40l is Surface.ABSENT
        and not set(_PROBABLE).isdisjoint(record.findings)
    )


def _is_possible(record: ClinicRecord, levels: dict[str, Level]) -> bool:
    cells = {"t_number_normal", "b_number_normal"} <= set(record.cells)
    return cells and (levels["IgM"] is Level.HIGH or not set(_POSSIBLE).isdisjoint(record.findings))


def _named(record: ClinicRecord, wanted: Sequence[str]) -> str:
    return ", ".join(item.replace("_", " ") for item in record.findings if item in wanted)


def _missing(record: ClinicRecord, *, carries: bool | None) -> str:
    missing = []
    if carries is None:
        missing.append("whether a disease-causing variant is carried")
    if not any(cell.startswith("t_number") for cell in record.cells):
        missing.append("T cell number")
    if not any(cell.startswith("b_number") for cell in record.cells):
        missing.append("B cell number")
    if record.cd40l is None:
        missing.append("CD40L on activated CD4 T cells")
    unknown = set(_PROBABLE + _POSSIBLE) - set(record.findings) - set(record.absent_findings)
    if unknown:
        missing.append("; ".join(sorted(item.replace("_", " ") for item in unknown)))
    return ", ".join(missing)


def _flow_notes(record: ClinicRecord, *, has_two_x: bool) -> list[str]:
    notes = []
    low, value = record.cd40l_normal_from, record.cd40l_percent
    in_range = record.cd40l is None and value is not None and low is not None and value >= low
    if record.cd40l is Surface.WEAK:
        notes.append("CD40L is weak, which is not absent: no criterion counts it (PMC1187335).")
    if has_two_x and (record.cd40l is Surface.NORMAL or in_range):
        notes.append("CD40L flow in the normal range does not exclude a carrier.")
    if has_two_x and record.cd40l is Surface.TWO_POPULATIONS:
        notes.append("Two populations of CD40L in a person with two X chromosomes are what a carrier shows.")
    if value is not None and low is not None and value < low and record.cd40l is None:
        notes.append(
            f"CD40L {value:g}% is below the laboratory's range from {low:g}%; "
            "without its judgement it is not read as absent."
        )
    return notes


def _told_notes(record: ClinicRecord) -> list[str]:
    """What the clinic tells in words of its own."""
    told = []
    if record.vaccine_response:
        told.append(f"Response to vaccines, in the clinic's words: {record.vaccine_response}.")
    if record.hpo:
        told.append(f"Findings that the clinic names by HPO term: {', '.join(record.hpo)}.")
    return told


def _infant_notes(record: ClinicRecord, intervals: Sequence[ReferenceInterval]) -> list[str]:
    if record.age is None or record.igg is None or record.age >= 1:
        return []
    notes = {i.note for i in intervals if i.analyte == "IgG" and i.from_age <= record.age < i.to_age}
    return [f"IgG in the first year: {note}." for note in sorted(notes) if note]
