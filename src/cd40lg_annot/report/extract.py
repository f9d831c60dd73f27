"""The sheet that one relative takes home: plain language, and nothing of anybody else.

What a sheet says is chosen by the person's own status, sex, own result and own chances; the functions
here are given nothing else, so that no other person's name, id or result can reach the sheet.
"""

from dataclasses import dataclass
from enum import Enum

from cd40lg_annot.family.risk.words import in_words
from cd40lg_annot.model import PersonStatus, Provenance, Risk, Sex, Status
from cd40lg_annot.report.recurrence import RecurrenceView, recurrence

SCHEMA = "cd40lg-annot/extract/1"


class OwnTest(Enum):
    """What stands behind the answer: a test of one's own, one that gave no answer, or none.

    COUNTED: done elsewhere, and not the whole answer. UNREADABLE: the file of the sample cannot be used.
    """

    ANSWERED = "This comes from your own test."
    SILENT = "Your sample was looked at, but it did not answer the question."
    COUNTED = "You had a test before. What this sheet says takes it into account."
    UNREADABLE = "Your sample was taken, but its file could not be read. This is not a result of a test."
    NONE = "You have not had a test so far."


@dataclass(frozen=True, slots=True)
class Subject:
    """The person a sheet is for: id, sex, own test. No parents, no family.

    `results_open`: a file of the family, no matter whose, could not be used.
    """

    person: str
    sex: Sex
    test: OwnTest
    results_open: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the sheet that needs explaining."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Extract:
    """Everything one sheet prints."""

    schema: str
    person: str
    status: Status
    answer: str
    meaning: tuple[str, ...]
    chances: tuple[str, ...]
    children: RecurrenceView | None
    advice: tuple[str, ...]
    limits: tuple[str, ...]
    words: tuple[Word, ...]
    variant: str
    hgvs: str
    provenance: Provenance


def extract(
    subject: Subject, status: PersonStatus, provenance: Provenance, *, variant: str, hgvs: str
) -> Extract:
    """Write one relative's sheet. `variant` and `hgvs` name the change that runs in the family, if known."""
    text = _TEXT[status.status]
    return Extract(
        schema=SCHEMA,
        person=subject.person,
        status=status.status,
        answer=f"{text.answer} {subject.test.value}",
        meaning=text.meaning,
        chances=_chances(status.risk, subject),
        children=_children(status.risk),
        advice=text.advice,
        limits=((_INCOMPLETE,) if subject.results_open else ()) + text.limits,
        words=tuple(Word(word, meaning) for word, meaning in _GLOSSARY if _used(word, text)),
        variant=variant,
        hgvs=hgvs,
        provenance=_without_names(provenance),
    )


def _chances(risk: Risk | None, subject: Subject) -> tuple[str, ...]:
    """Say the chance to carry the change, both ways, unless it is certain either way."""
    if risk is None or not 0 < risk.carrier_probability < 1 or risk.carrier_probability < _NEGLIGIBLE:
        return ()
    carries = "have" if subject.sex is Sex.MALE else "carry"
    return (
        f"Your chance to {carries} the change is {in_words(risk.carrier_probability)}.",
        f"Your chance not to {carries} it is {in_words(1 - risk.carrier_probability)}.",
    )


def _children(risk: Risk | None) -> RecurrenceView | None:
    view = recurrence(risk) if risk else None
    return view if view and view.any_risk else None


def _without_names(provenance: Provenance) -> Provenance:
    """A command line can name other people's files, and a note in a file other people."""
    return Provenance(
        provenance.version,
        provenance.transcript,
        provenance.reference_sha256,
        date=provenance.date,
        constructed_note=_MADE_UP if provenance.constructed_note else "",
    )


_NEGLIGIBLE = 1e-4
_MADE_UP = "the person and the result are made up"
_INCOMPLETE = "Not all results of your family are in. What this sheet says may change."


@dataclass(frozen=True, slots=True)
class _Text:
    answer: str
    meaning: tuple[str, ...]
    advice: tuple[str, ...]
    limits: tuple[str, ...] = ()


def _used(word: str, text: _Text) -> bool:
    return word.lower() in " ".join((text.answer, *text.meaning, *text.advice, *text.limits)).lower()


_TALK = "Talk to a genetic counselor or your doctor about this sheet. Bring it with you."
_TEST = "Ask for a test for the change that runs in your family. It is a blood or saliva test."
_BEFORE_CHILDREN = "If you think about having children, talk first. There are choices, and there is time."
_CHILD_IS_ILL = "If you have a child, tell the child's doctor before any live vaccine is given."
_NOT_EVERY_TEST = "A test looks for one change. It cannot rule out every other cause of illness."
_MOSAIC = "Rarely, only some egg or sperm cells have the change. A blood test can miss this."
_HEALTHY_CARRIER = "Most women who carry the change are healthy. Their second copy of the gene works."
_TEXT = {
    Status.AFFECTED: _Text(
        "You have X-linked hyper-IgM syndrome.",
        (
            "A change in the gene CD40LG causes it. Your body cannot make the usual antibodies.",
            "Infections can be more frequent and more severe. Treatment helps to prevent them.",
        ),
        (
            "Stay in care with a team that knows this condition.",
            "Do not have live vaccines. Ask before any vaccine.",
            "Drink only water that was boiled or well filtered.",
            "See a doctor early if you have a fever, a cough or diarrhea that lasts.",
        ),
    ),
    Status.CONFIRMED_CARRIER: _Text(
        "You are a carrier: you carry the change in the gene CD40LG.",
        (_HEALTHY_CARRIER, "A carrier can pass the change on to her children."),
        (_TALK, _BEFORE_CHILDREN, _CHILD_IS_ILL, "Tell your doctor if you have many or severe infections."),
    ),
    Status.OBLIGATE_CARRIER: _Text(
        "You are almost surely a carrier of a change in the gene CD40LG.",
        ("We know this from how the change runs in your family.", _HEALTHY_CARRIER),
        (_TALK, _TEST, _BEFORE_CHILDREN, _CHILD_IS_ILL),
        (_MOSAIC,),
    ),
    Status.MANIFESTING_CARRIER: _Text(
        "You are a carrier of a change in the gene CD40LG, and you have signs of the condition.",
        ("This is rare. In most of your cells the copy with the change may be the active one.",),
        ("Ask for care by a team that knows this condition.", _TALK, _BEFORE_CHILDREN),
    ),
    Status.HOMOZYGOUS: _Text(
        "You have the change in the gene CD40LG on both of your X chromosomes.",
        ("This is very rare. Your body may not make the usual antibodies.",),
        ("See a doctor who knows the immune system soon.", "Do not have live vaccines until then.", _TALK),
    ),
    Status.HEMIZYGOUS_UNAFFECTED: _Text(
        "You have the change in the gene CD40LG, and you are recorded as healthy.",
        ("This does not fit well together. It has to be checked.",),
        ("See a doctor who knows the immune system soon.", "Do not have live vaccines until then.", _TALK),
    ),
    Status.POSSIBLE_MOSAIC: _Text(
        "You may have the change in the gene CD40LG in some of your cells.",
        ("This is called a mosaic. A second test has to confirm it.",),
        ("Ask for a second test.", _TALK),
        (_MOSAIC,),
    ),
    Status.AT_RISK: _Text(
        "You may have the change in the gene CD40LG that runs in your family. We do not know yet.",
        ("A test can give a clear answer.",),
        (_TEST, _TALK, _BEFORE_CHILDREN, _CHILD_IS_ILL),
    ),
    Status.EXCLUDED: _Text(
        "You do not have the change in the gene CD40LG that runs in your family.",
        ("So you are not expected to pass it on.",),
        ("You need no further test for this change. If you have questions, ask a genetic counselor.",),
        (_NOT_EVERY_TEST, _MOSAIC),
    ),
    Status.INCONCLUSIVE: _Text(
        "We cannot say whether you have the change in the gene CD40LG. The results do not fit together.",
        ("This is not a normal result, and it is not a bad one. It has to be checked.",),
        ("Ask for a new test.", _TALK),
    ),
    Status.NOT_ASSESSED: _Text(
        "We do not know whether you have a change in the gene CD40LG. It was not tested, or not fully.",
        ("This is not a normal result. It means that we could not look.",),
        ("Ask whether a test, or a new test, makes sense for you.", _TALK),
    ),
}
_GLOSSARY = (
    ("gene", "A piece of DNA that tells the body how to make one thing."),
    ("carrier", "A woman with the change on one of her two X chromosomes."),
    ("X chromosome", "A strand of DNA. Women have two, men have one."),
    ("antibodies", "Parts of the blood that fight germs."),
    ("live vaccine", "A vaccine made from weakened, living germs."),
    ("genetic counselor", "A person who explains genes and tests, and helps you decide."),
    ("mosaic", "A person in whom only some cells have a change."),
)
