"""ClinVar's VCF of before October 2017: numbers for classes, one list for each allele.

`CLNALLE` says which alleles the other lists speak of, in order: 1 is the first of ALT, 0 is REF, -1 none.
Commas part the alleles, bars the submissions. The header of such a file explains its codes.
"""

from collections.abc import Iterator, Mapping

CLASSES = {
    "0": "uncertain significance",
    "1": "not provided",
    "2": "benign",
    "3": "likely benign",
    "4": "likely pathogenic",
    "5": "pathogenic",
    "6": "drug response",
    "7": "histocompatibility",
    "8": "confers sensitivity",
    "9": "risk factor",
    "10": "association",
    "11": "protective",
    "12": "conflicting data from submitters",
    "13": "affects",
    "255": "other",
}
# Fewest stars first: of several submissions the least reviewed one counts.
REVIEWS = {
    "no_assertion": "no assertion provided",
    "no_criteria": "no assertion criteria provided",
    "not": "not classified by submitter",
    "conf": "criteria provided, conflicting interpretations",
    "single": "criteria provided, single submitter",
    "mult": "criteria provided, multiple submitters, no conflicts",
    "exp": "reviewed by expert panel",
    "prof": "reviewed by professional society",
    "guideline": "practice guideline",
}


def is_coded(info: Mapping[str, str]) -> bool:
    """Whether the record is of the old form."""
    codes = info.get("CLNSIG", "").replace("|", ",").split(",")
    return "CLNALLE" in info or (codes != [""] and all(code.isdecimal() for code in codes))


def statements(info: Mapping[str, str], alleles: int) -> Iterator[tuple[int, dict[str, str]]]:
    """What is said of each alternate allele: its place in ALT, from 0, and our columns in words.

    A code that is not known stays as it is, so that the load stops at it.
    """
    classes = info.get("CLNSIG", "").split(",")
    known = info.get("CLNALLE", "").split(",")
    if known == [""]:
        known = [str(number) for number in range(1, len(classes) + 1)]
    for index, (allele, codes) in enumerate(zip(known, classes, strict=False)):
        if not allele.isdecimal() or not 1 <= int(allele) <= alleles:
            continue
        reviews = _of_allele(info, "CLNREVSTAT", index).split("|")
        order = [*REVIEWS]
        least = min(reviews, key=lambda code: order.index(code) if code in order else -1)
        rs = f"rs{info['RS']}; " if info.get("RS") else ""
        yield (
            int(allele) - 1,
            {
                "classification": "|".join(
                    dict.fromkeys(CLASSES.get(code, code) for code in codes.split("|"))
                ),
                "review_status": REVIEWS.get(least, least),
                "condition": _of_allele(info, "CLNDBN", index).replace("|", "; ").replace("\\x2c", ","),
                "accession": _of_allele(info, "CLNACC", index).replace("|", "; "),
                "note": f"{rs}from ClinVar's codes {codes}, which are of before October 2017",
            },
        )


def _of_allele(info: Mapping[str, str], key: str, index: int) -> str:
    parts = info.get(key, "").split(",")
    text = parts[index] if index < len(parts) else ""
    return "" if text == "." else text if key == "CLNREVSTAT" else text.replace("_", " ")
