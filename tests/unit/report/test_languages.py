"""Every message has its translation, in form; Spanish pages and documents hold no English but quotations."""

import json
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from shutil import which

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from cd40lg_annot.cli import main
from cd40lg_annot.io.clinical import read_condition
from cd40lg_annot.io.language import languages, read_language
from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.report.language import language_of
from stages import run_stages

PROJECT = Path(__file__).resolve().parents[3]
OTHERS = [tag for tag in languages() if tag != "en"]
PLACE = re.compile(r"\{(\w+)(?:!([nqtw]))?\}")
# Places that English alone needs: an ending, a verb.
ENGLISH_ONLY = {"plural", "words", "number", "carries"}
ENGLISH = re.compile(
    r"\b(the|and|with|is|are|was|were|this|that|which|from|carries|tested|read|reads|each|called|expected)\b"
)


@pytest.fixture(scope="module")
def messages():
    """Every message of code and templates."""
    sys.path.insert(0, str(PROJECT / "bench"))
    with (PROJECT / "bench/messages.cfg").open() as file:
        method_map, options_map = parse_mapping_cfg(file)
    found = extract_from_dir(
        PROJECT, method_map, options_map, keywords={"_": None, "ngettext": (1, 2)}, strip_comment_tags=True
    )
    texts = {message[1] if isinstance(message, tuple) else message for _, _, message, _, _ in found}
    sys.path.pop(0)
    return texts


def plain(message):
    return PLACE.sub("{}", message)


@pytest.mark.parametrize("tag", OTHERS)
def test_every_message_is_translated(messages, tag):
    catalogue = read_language(tag)
    known = {plain(message) for message in (*catalogue["messages"], *catalogue["plurals"])}
    missing = sorted(message for message in messages if plain(message) not in known)
    assert missing == [], f"run `make messages` and translate these in resources/language/{tag}.po"


@pytest.mark.parametrize("tag", OTHERS)
def test_a_translation_keeps_the_places_of_its_message(tag):
    for message, said in read_language(tag)["messages"].items():
        wanted = {name for name, _ in PLACE.findall(message)}
        given = {name for name, _ in PLACE.findall(said)}
        assert given <= wanted, message
        assert wanted - given <= ENGLISH_ONLY, message
        assert Counter(re.sub(r"[^{}]", "", said)).keys() <= {"{", "}"}
        # Fragments are glued together as they are.
        assert said.strip(" ") == said.strip()
        assert (message[:1] == " ", message[-1:] == " ") == (said[:1] == " ", said[-1:] == " "), message


@pytest.mark.parametrize("tag", OTHERS)
def test_a_catalogue_is_a_valid_file_without_doubtful_entries(tag):
    path = resources_folder() / "language" / f"{tag}.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=tag, abort_invalid=True)
    assert not [message.id for message in catalogue if message.fuzzy and message.id]


@pytest.mark.parametrize("tag", OTHERS)
def test_the_account_of_the_condition_says_the_same_with_the_same_sources(tag):
    english, other = read_condition(), read_condition(language=tag)
    assert [topic["key"] for topic in other["topics"]] == [topic["key"] for topic in english["topics"]]
    for one, two in zip(english["topics"], other["topics"], strict=True):
        assert [item["sources"] for item in two["statements"]] == [
            item["sources"] for item in one["statements"]
        ]
        figures = [sorted(re.findall(r"\d+", item["text"].replace(",", ""))) for item in one["statements"]]
        assert figures == [
            sorted(re.findall(r"\d+", item["text"].replace(".", ""))) for item in two["statements"]
        ]
    assert other["sources"] == english["sources"]
    assert other["identifiers"] == english["identifiers"]
    assert other["reviewed"] == english["reviewed"]
    assert len(other["glossary"]) == len(english["glossary"])


def test_spanish_writes_numbers_and_dates_as_spanish_does():
    spanish = language_of("es", **read_language("es"))
    assert spanish.grouped(1234567) == "1.234.567"
    assert spanish.number("12.5%") == "12,5\N{NO-BREAK SPACE}%"
    assert spanish.date("2026-11-23") == "23 de noviembre de 2026"
    assert spanish.date("yesterday") == "yesterday"
    assert spanish.count("{number} sample", "{number} samples", 1) == "1 muestra"
    assert spanish.count("{number} sample", "{number} samples", 2000) == "2.000 muestras"
    assert spanish.say("1 in 4 (25%)") == "1 de cada 4 (25\N{NO-BREAK SPACE}%)"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The bundled example through all stages, in English and in Spanish, and compared with an older run."""
    top = tmp_path_factory.mktemp("languages")
    samples = (PROJECT / "config/samples.tsv").read_text().replace("examples/", f"{PROJECT}/examples/")
    results = run_stages(top / "run", samples, (PROJECT / "config/pedigree.ped").read_text())
    batches = sorted(map(str, (results / "interpret").glob("*.json")))
    older = top / "older/samples/X/report.json"
    older.parent.mkdir(parents=True)
    report = (results / "samples/EX1-mother/report.json").read_text()
    older.write_text(report.replace('"disease_causing"', '"uncertain"'))
    for tag in ("en", "es"):
        options = ["--language", tag, "--results", str(top / tag)]
        for batch in batches:
            assert main(["report", "--interpreted", batch, *options]) == 0
        assert main(["summarize", "--interpreted", *batches, *options]) == 0
        compared = [str(top / "older"), str(results), "--output", str(top / tag / "compare")]
        assert main(["compare", *compared, "--language", tag]) == 0
    return top


class Visible(HTMLParser):
    """Texts and labels of a page; what the page quotes in its own right (sources, names) is left out."""

    def __init__(self):
        super().__init__()
        self.texts, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("style", "script")
        self.texts += [value for key, value in attrs if key in ("aria-label", "placeholder") and value]

    def handle_endtag(self, tag):
        self.hidden -= tag in ("style", "script")

    def handle_data(self, data):
        if data.strip() and not self.hidden:
            self.texts.append(" ".join(data.split()))


def texts_of(path):
    page = Visible()
    page.feed(path.read_text(encoding="utf-8"))
    return page.texts


# Quotations, names and codes: the same in every language.
QUOTED = re.compile(
    r"https?://|PMID|PMC\d|doi|MIM \d|ClinVar|ClinGen|UniProt|dbSNP|CI-SpliceAI|GeneReviews|GenCC|ESID|"
    r"et al\.|Foundation|Hayes|Puck|DermNet|Polar body|Medscape|Mayo|Blood 127|affected female with t\(|"
    r"Duchenne|Helderman|published frequencies|frequencies of single variants|papers that name|Jarvik|DRAGEN|"
    r"project's judgement|criteria provided|people and genotypes are invented|VariationID|\d to 20\d\d-|"
    r"^commit |as shipped|typst|^F8 and F9|"
    r"cd40lg-annot|EX[12]|^grand|frequency\.tsv|summary\.tsv|manifest\.json|\.vcf|^/|^chr|GRCh3|^CD40LG |"
    r"NM_0|NP_0|NC_0|^c\.|^(Likely p|P)athogenic$|^SHA-256$|^Bases$|^Bytes$|^no$|^[0-9a-f]{64}$|"
    r"^[A-Z][A-Z0-9]+$"
)


def pages(written, tag):
    return sorted((written / tag).rglob("*.html"))


def test_nothing_english_is_left_on_a_spanish_page(written):
    assert len(pages(written, "es")) > 12
    left = set()
    for english, spanish in zip(pages(written, "en"), pages(written, "es"), strict=True):
        said = set(texts_of(spanish))
        left |= {text for text in texts_of(english) if text in said and re.search("[a-z]{3}", text)}
        left |= {text for text in said if ENGLISH.search(text)}
    assert "\n".join(sorted(text for text in left if not QUOTED.search(text))) == ""


def test_a_spanish_page_says_that_it_is_spanish(written):
    for page in pages(written, "es"):
        assert '<html lang="es">' in page.read_text(encoding="utf-8")


def test_names_and_codes_are_the_same_in_both_languages(written):
    code = re.compile(r"NM_000074\.3:c\.\S+|NP_\S+|\bX-\d+-[ACGT]+-[ACGT]+|\b[0-9a-f]{64}\b|\bP[MSPV]S?\d\b")
    for english, spanish in zip(pages(written, "en"), pages(written, "es"), strict=True):
        codes = [
            Counter(found.strip(".,;:") for text in texts_of(page) for found in code.findall(text))
            for page in (english, spanish)
        ]
        assert codes[0] == codes[1], english.name


def test_what_programs_read_stays_english(written):
    for english in sorted((written / "en").rglob("*.json")):
        if english.name == "ro-crate-metadata.json":  # names files with their checksums, and the hour
            continue
        spanish = written / "es" / english.relative_to(written / "en")
        both = [json.loads(path.read_text(encoding="utf-8")) for path in (english, spanish)]
        for content in both:
            # The command line, with the folder and the language, and the files' checksums.
            for key in ("provenance", "outputs", "command", "commands", "written"):
                content.pop(key, None)
        assert both[0] == both[1], english.name
    assert (written / "es/summary.tsv").read_bytes() == (written / "en/summary.tsv").read_bytes()


@pytest.mark.skipif(which("pdftotext") is None, reason="pdftotext is not installed here")
def test_a_spanish_document_is_spanish_and_says_so(written):
    documents = sorted((written / "es").rglob("*.pdf"))
    assert len(documents) > 10
    for path in documents:
        assert re.search(rb"/Lang ?\(es\)", path.read_bytes())
    for name in (
        "samples/EX1-mother/report",
        "families/EX1/carrier_report",
        "families/EX1/extracts/EX1-aunt",
    ):
        printed = written / "es" / f"{name}.pdf"
        words = subprocess.run(
            ["pdftotext", "-raw", printed, "-"], capture_output=True, text=True, check=True
        ).stdout
        lines = [line for line in words.splitlines() if ENGLISH.search(line) and not QUOTED.search(line)]
        # Quotations run over several lines in a narrow column; sentences of ours do not begin one.
        assert not [line for line in lines if line[:1].isupper()], name


def test_a_language_that_has_no_catalogue_is_refused(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["report", "--interpreted", "x", "--results", str(tmp_path), "--language", "tlh"])
    assert "invalid choice: 'tlh'" in capsys.readouterr().err
