"""Rows of `criteria.tsv`, `residues.tsv` and `splice_losses.tsv`, each fault with its place.

A number that a page prints as a threshold is the one that is applied. So a laboratory may change the
strengths, and those thresholds that the program reads; a rule that the program works out stays as it is.
"""

import re
from collections.abc import Mapping

from cd40lg_annot.errors import InputFault
from cd40lg_annot.io.table_text import TableText
from cd40lg_annot.model import Residue, Rule, SpliceLoss
from cd40lg_annot.model.criteria import STRENGTHS

COLUMNS = ("key", "criterion", "strength", "comparison", "threshold", "meaning", "source", "version")
# Thresholds that are read, with the lowest and the highest number that makes sense.
_READ = {
    "PVS1_nmd": (2, 137),
    "PVS1_last_exon": (122, 260),
    "PVS1_tail": (123, 261),
    "PVS1_splice_kept": (0, 1),
    "PVS1_start_moderate": (1, 100),
    **dict.fromkeys(
        ("PS1", "PS1_moderate", "PS1_splice_base", "PS1_splice_base_lp", "PS1_splice_motif",
         "PS1_splice_motif_lp", "PS1_site_full", "PS1_site_lower", "PS1_site_lower_motif",
         "PS1_site_lower_motif_lp", "PM5", "PM5_supporting"),
        (1, 100),
    ),
    "PM1_PM5_cap": (1, 16),
    "PM1_PP3_cap": (1, 16),
    "PS2": (0.25, 16),
    "PS4": (1, 1000),
    "PS3_moderate": (1, 1000),
    "BS3_moderate": (1, 1000),
    "PP1": (1, 1000),
    "BS2": (1, 100),
    "BS4": (1, 100),
}  # fmt: skip
# Thresholds that stand in another table, which fills them in.
ELSEWHERE = {"PM1": "residues.tsv", "BA1": "frequency.tsv", "BS1": "frequency.tsv"}
_FRACTIONS = ("PVS1_splice_kept", "PS2")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_RESIDUES = 261
_INTRONS = {(intron, end) for intron in range(1, 5) for end in ("donor", "acceptor")}


def rules_of(table: TableText, shipped: Mapping[str, Rule] | None) -> dict[str, Rule]:
    """Every rule by key; where the table is not the shipped one, only what may change may differ."""
    rules: dict[str, Rule] = {}
    for row in table.rows():
        rule = Rule(**{column: row[column] for column in COLUMNS})  # type: ignore[arg-type]  # text, all of them
        filled(table, row, "key", "meaning", "source", "version")
        if rule.key in rules:
            table.fault("key", f"{rule.key} stands twice", "keep one of the rows")
        elif shipped is not None:
            _compare(table, rule, shipped.get(rule.key))
        rules[rule.key] = rule
    note_missing(table, "key", set(shipped or ()) - set(rules))
    _check_tail(table, rules)
    return rules


def _compare(table: TableText, rule: Rule, known: Rule | None) -> None:
    if known is None:
        table.fault("key", f"{rule.key!r} is no rule of this program", "use the keys of the shipped table")
        return
    for column in ("criterion", "comparison"):
        stated, shipped = getattr(rule, column), getattr(known, column)
        if stated != shipped:
            table.fault(column, f"is {stated!r}, which the program does not apply", f"write {shipped!r}")
    if known.strength not in STRENGTHS:
        if rule.strength != known.strength:
            table.fault("strength", f"is {rule.strength!r}", f"write {known.strength!r}: it is not a setting")
    elif rule.strength not in STRENGTHS:
        table.fault("strength", f"is {rule.strength!r}", f"write one of {', '.join(STRENGTHS)}")
    _check_threshold(table, rule, known)


def _check_threshold(table: TableText, rule: Rule, known: Rule) -> None:
    shipped = ELSEWHERE.get(rule.key, known.threshold)
    if rule.threshold == shipped:
        return
    if rule.key not in _READ:
        remedy = f"write {shipped!r}: the program works it out, or it stands in another table"
        table.fault("threshold", f"is {rule.threshold!r}", remedy)
        return
    if _NUMBER.sub("#", rule.threshold) != _NUMBER.sub("#", known.threshold):
        remedy = f"change only the numbers of {known.threshold!r}"
        table.fault("threshold", f"is {rule.threshold!r}", remedy)
        return
    lowest, highest = _READ[rule.key]
    for numbers in rule.steps():
        if not all(lowest <= number <= highest for number in numbers):
            table.fault("threshold", f"is {rule.threshold!r}", f"write numbers from {lowest} to {highest}")
        elif list(numbers) != sorted(set(numbers)):
            table.fault("threshold", f"is {rule.threshold!r}", "write numbers that grow with the strength")
        elif rule.key not in _FRACTIONS and any(number % 1 for number in numbers):
            table.fault("threshold", f"is {rule.threshold!r}", "write whole numbers")


def _check_tail(table: TableText, rules: Mapping[str, Rule]) -> None:
    """Where the last strand ends, the tail begins: no residue lies between the two rules."""
    if not {"PVS1_last_exon", "PVS1_tail"} <= set(rules) or table.faults:
        return
    last, tail = (int(rules[key].threshold) for key in ("PVS1_last_exon", "PVS1_tail"))
    if tail != last + 1:
        problem = f"PVS1_tail begins at residue {tail}, PVS1_last_exon ends at {last}"
        table.faults.append(
            InputFault(str(table.path), problem, f"write {last + 1} for PVS1_tail", column="threshold")
        )


def residues_of(table: TableText) -> tuple[Residue, ...]:
    """Residues that count for PM1, in the order of the protein."""
    found: dict[int, Residue] = {}
    for row in table.rows():
        filled(table, row, "role", "source")
        number = whole_number(table, row, "residue", 1, _RESIDUES)
        if row["criterion"] != "PM1":
            table.fault("criterion", f"is {row['criterion']!r}", "write PM1: residues decide no other")
        elif number in found:
            table.fault("residue", f"{number} stands twice", "keep one of the rows")
        elif number:
            found[number] = Residue(number, row["criterion"], row["role"], row["source"])
    return tuple(found[number] for number in sorted(found))


def splice_losses_of(table: TableText) -> tuple[SpliceLoss, ...]:
    """What the loss of each of the eight canonical splice sites does."""
    found: dict[tuple[int, str], SpliceLoss] = {}
    for row in table.rows():
        filled(table, row, "reason", "source")
        intron = whole_number(table, row, "intron", 1, 4)
        if row["end"] not in ("donor", "acceptor"):
            table.fault("end", f"is {row['end']!r}", "write donor or acceptor")
        if row["strength"] not in STRENGTHS:
            table.fault("strength", f"is {row['strength']!r}", f"write one of {', '.join(STRENGTHS)}")
        if not re.fullmatch(r"[1-5](,[1-5])*", row["exons"]):
            table.fault("exons", f"is {row['exons']!r}", "write numbers of exons, parted by commas, like 3")
            continue
        if (intron, row["end"]) in found:
            table.fault("intron", f"the {row['end']} of intron {intron} stands twice", "keep one of the rows")
        exons = tuple(int(number) for number in row["exons"].split(","))
        if intron:
            found[intron, row["end"]] = SpliceLoss(
                intron, row["end"], exons, row["strength"], row["reason"], row["source"]
            )
    if not table.faults:
        note_missing(table, "intron", {f"{end} of intron {intron}" for intron, end in _INTRONS - set(found)})
    return tuple(found.values())


def filled(table: TableText, row: Mapping[str, str], *columns: str) -> None:
    """Note each of these cells that is empty: a report says who says so, and which version."""
    for column in columns:
        if not row[column]:
            table.fault(column, "is empty", "fill it in: every report prints it")


def number_in(
    table: TableText, row: Mapping[str, str], column: str, lowest: float, highest: float
) -> float | None:
    """Number of a cell within its limits; None after a fault."""
    try:
        value = float(row[column])
    except ValueError:
        value = float("nan")
    if lowest <= value <= highest:
        return value
    table.fault(column, f"is {row[column]!r}", f"write a number from {lowest:g} to {highest:g}")
    return None


def whole_number(
    table: TableText, row: Mapping[str, str], column: str, lowest: int, highest: int
) -> int | None:
    """As `number_in`, for counts and places."""
    value = number_in(table, row, column, lowest, highest)
    if value is not None and value % 1:
        table.fault(column, f"is {row[column]!r}", "write a whole number")
        return None
    return None if value is None else int(value)


def note_missing(table: TableText, column: str, missing: set[str]) -> None:
    """Note that the table lacks these rows."""
    for name in sorted(missing):
        table.faults.append(
            InputFault(
                str(table.path), f"{name} is missing", "copy its row from the shipped table", column=column
            )
        )
