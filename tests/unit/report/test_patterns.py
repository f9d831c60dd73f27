"""A sentence of ours is recognised by its message, whatever its values, and nothing else is."""

import pytest

from cd40lg_annot.report.patterns import Patterns

CATALOGUE = {
    "Carries {variant} on the only X chromosome.": "Lleva {variant} en el único cromosoma X.",
    "{kin} of {whom}": "{kin!w} de {whom!w}",
    "{person}, who carries it": "{person}, que la lleva",
    "the affected {person}": "{person}, con la enfermedad",
    "mother": "madre",
    "and": "y",
    "exon {number}": "exón {number}",
    "in {place}": "en {place!t}",
    "{number} of {all} bases ({percent})": "{number!n} de {all!n} bases ({percent!n})",
    "not tested": "sin prueba",
    "You may have it. We do not know yet.": "Puede tenerlo. Aún no lo sabemos.",
    "{stated} ({source})": "{stated!w} ({source})",
    "pathogenic": "patogénica",
    "{stated}; {details}": "{stated!w}; {details!q}",
    "{number} {words}": "{words!w}: {number!n}",
}


def written(text):
    return text.replace(",", "·").replace(".", ",").replace("·", ".").replace("%", " %")


SAYS = Patterns(CATALOGUE, number=written)


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("not tested", "sin prueba"),
        ("Not tested.", "Sin prueba."),
        ("Carries c.761C>T on the only X chromosome.", "Lleva c.761C>T en el único cromosoma X."),
        (
            "Pathogenic; seen in two old families of a valley.",
            "Patogénica; seen in two old families of a valley.",
        ),
        ("Mother of EX1-son, who carries it.", "Madre de EX1-son, que la lleva."),
        (
            "Mother of the affected EX1-uncle and mother of EX1-mother, who carries it.",
            "Madre de EX1-uncle, con la enfermedad y madre de EX1-mother, que la lleva.",
        ),
        ("1,234 of 5,000 bases (12.5%)", "1.234 de 5.000 bases (12,5 %)"),
        ("not tested; exon 3", "sin prueba; exón 3"),
        ("You may have it. We do not know yet. Not tested.", "Puede tenerlo. Aún no lo sabemos. Sin prueba."),
        ("Pathogenic (ClinVar 2026)", "Patogénica (ClinVar 2026)"),
        ("2 not tested", "sin prueba: 2"),
    ],
)
def test_sentences_of_ours(english, spanish):
    assert SAYS.translated(english) == spanish


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mother",
        "Seen in a series of patients in the clinic of a town",
        "the sample came in dry ice and was stored in the fridge",
        "EX1-mother and EX1-aunt of c.761C>T",
        "{kin} of {whom}",
        "PMID:11037300; 4 patients from 2 families",
    ],
)
def test_what_others_wrote_stays_whole(text):
    spanish = SAYS.translated(text)
    assert spanish == {"mother": "madre"}.get(text, text).replace(" and ", " y ") or spanish == text


def test_a_name_that_is_a_word_stays_a_name_within_a_sentence():
    assert SAYS.translated("mother, who carries it") == "mother, que la lleva"


def test_a_value_with_braces_is_not_read_again():
    text = "Carries {variant} on the only X chromosome."
    assert SAYS.translated(text) == "Lleva {variant} en el único cromosoma X."
