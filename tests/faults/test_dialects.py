"""Files that are malformed, or in a dialect nobody promised: the right answer, or one line; never silence.

Each file holds a boy's c.761C>T, p.(Thr254Met), written as its name says. Either the run is refused in one
line that names the file, or the report of him says something of that record: a finding, an allele set aside
as carried, or a base that is not called. What must not happen is a traceback, or a boy without a word.
"""

import gzip

import pytest

from cd40lg_annot.cli import main
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Build
from stages import sample_report, step
from vcfs import CONTIG, FORMATS, vcf_text

LOCUS = read_locus()
POS = 136659390
GOOD = f"chrX {POS} . C T 50 PASS . GT:AD:DP:GQ 1:0,30:30:99"
HEAD = vcf_text(beyond=False)
SV = [
    CONTIG["GRCh38"],
    '##ALT=<ID=DEL,Description="deletion">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="kind">',
    '##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="length">',
]
LINE = "\t".join(GOOD.split()) + "\n"


def swapped(old, new):
    """The good file with one text put for another."""
    text = vcf_text(GOOD)
    assert old in text
    return text.replace(old, new)


def deletion(info, alt="<DEL>", pos=136648000, ref="T"):
    """A file with one structural record that takes the gene from a boy."""
    return vcf_text(f"chrX {pos} . {ref} {alt} . PASS {info} GT 1", header=SV)


FOUND, REFUSED, SAID = "found", "refused", "said"
TEXTS = {
    # name: (text, what must come of it)
    "as it should be": (vcf_text(GOOD), FOUND),
    "CRLF": (vcf_text(GOOD).replace("\n", "\r\n"), None),
    "byte order mark": ("\ufeff" + vcf_text(GOOD), None),
    "old Mac line ends": (vcf_text(GOOD).replace("\n", "\r"), REFUSED),
    "no newline at the end": (HEAD + LINE.rstrip("\n"), FOUND),
    "blank lines between": (HEAD + "\n\n" + LINE + "\n", None),
    "blanks for tabs": (HEAD + LINE.replace("\t", " "), REFUSED),
    "blanks for tabs in the header too": (vcf_text(GOOD).replace("\t", " "), REFUSED),
    "lower case REF and ALT": (swapped("\tC\tT\t", "\tc\tt\t"), FOUND),
    "ambiguous REF": (swapped("\tC\tT\t", "\tY\tT\t"), SAID),
    "ambiguous ALT": (swapped("\tC\tT\t", "\tC\tY\t"), SAID),
    "a REF that is not there": (swapped("\tC\tT\t", "\tG\tT\t"), REFUSED),
    "an empty REF": (swapped("\tC\tT\t", "\t\tT\t"), None),
    "a missing REF": (swapped("\tC\tT\t", "\t.\tT\t"), None),
    "an empty ALT": (swapped("\tC\tT\t", "\tC\t\t"), None),
    "a dash for ALT": (swapped("\tC\tT\t", "\tC\t-\t"), None),
    "ALT that is REF": (swapped("\tC\tT\t", "\tC\tC\t"), SAID),
    "a blank in ALT": (swapped("\tC\tT\t", "\tC\tT \t"), None),
    "a semicolon between ALTs": (swapped("\tC\tT\t", "\tC\tT;G\t"), None),
    "a trailing comma in ALT": (swapped("\tC\tT\t", "\tC\tT,\t"), None),
    "the same ALT twice": (swapped("\tC\tT\t", "\tC\tT,T\t"), FOUND),
    "a protein for ALT": (swapped("\tC\tT\t", "\tC\tThr254Met\t"), SAID),
    "POS in letters": (swapped(str(POS), "one"), REFUSED),
    "POS as a float": (swapped(str(POS), f"{POS}.0"), REFUSED),
    "POS with commas": (swapped(str(POS), "136,659,390"), REFUSED),
    "POS negative": (swapped(str(POS), f"-{POS}"), None),
    "POS 0": (vcf_text(GOOD, GOOD.replace(str(POS), "0")), None),
    "POS beyond the chromosome": (vcf_text(GOOD, GOOD.replace(str(POS), "999999999")), None),
    "QUAL in letters": (swapped("\t50\tPASS\t", "\thigh\tPASS\t"), None),
    "FILTER empty": (swapped("\t50\tPASS\t", "\t50\t\t"), None),
    "FILTER undeclared": (swapped("\t50\tPASS\t", "\t50\tODD\t"), FOUND),
    "INFO empty": (swapped("PASS\t.\tGT:AD", "PASS\t\tGT:AD"), None),
    "INFO undeclared": (swapped("PASS\t.\tGT:AD", "PASS\tODD=1;FLAG;A=B=C\tGT:AD"), FOUND),
    "INFO with blanks": (swapped("PASS\t.\tGT:AD", "PASS\tNOTE=a b c\tGT:AD"), FOUND),
    "END before POS": (swapped("PASS\t.\tGT:AD", "PASS\tEND=5\tGT:AD"), FOUND),
    "END in letters": (swapped("PASS\t.\tGT:AD", "PASS\tEND=far\tGT:AD"), None),
    "GT not the first key": (swapped("GT:AD:DP:GQ\t1:0,30:30:99", "AD:DP:GQ:GT\t0,30:30:99:1"), FOUND),
    "GT undeclared": (swapped(next(line for line in FORMATS if "ID=GT" in line) + "\n", ""), FOUND),
    "GT out of range": (swapped("\t1:0,30", "\t2:0,30"), REFUSED),
    "GT far out of range": (swapped("\t1:0,30", "\t99999999999:0,30"), None),
    "GT negative": (swapped("\t1:0,30", "\t-1:0,30"), REFUSED),
    "GT in bases": (swapped("\t1:0,30", "\tT:0,30"), REFUSED),
    "GT with a backslash": (swapped("\t1:0,30", "\t1\\1:0,30"), REFUSED),
    "GT with a trailing bar": (swapped("\t1:0,30", "\t1|:0,30"), None),
    "GT empty": (swapped("\t1:0,30", "\t:0,30"), None),
    "AD too short": (swapped("0,30:30", "30:30"), FOUND),
    "AD too long": (swapped("0,30:30", "0,30,5,5:30"), FOUND),
    "AD in letters": (swapped("0,30:30", "a,b:30"), None),
    "AD with blanks": (swapped("0,30:30", "0, 30:30"), None),
    "DP negative": (swapped("0,30:30:99", "0,30:-30:99"), FOUND),
    "DP as a float": (swapped("0,30:30:99", "0,30:30.5:99"), None),
    "DP larger than any number": (swapped("0,30:30:99", "0,30:99999999999999999999:99"), None),
    "GQ infinite": (swapped("0,30:30:99", "0,30:30:inf"), None),
    "values left out": (swapped("\t1:0,30:30:99", "\t1"), FOUND),
    "more values than keys": (swapped("30:99", "30:99:7:8"), REFUSED),
    "a key twice": (swapped("GT:AD:DP:GQ", "GT:GT:DP:GQ"), REFUSED),
    "FORMAT empty": (swapped("GT:AD:DP:GQ\t1:0,30:30:99", "\t"), None),
    "FORMAT missing": (swapped("GT:AD:DP:GQ\t1:0,30:30:99", ".\t."), SAID),
    "FORMAT column missing": (swapped("GT:AD:DP:GQ\t1", "1"), REFUSED),
    "sample column missing": (swapped("\t1:0,30:30:99", ""), REFUSED),
    "a column too many": (swapped("\t1:0,30:30:99", "\t1:0,30:30:99\t0"), REFUSED),
    "a line cut off": (HEAD + LINE[:30], REFUSED),
    "a line of one word": (HEAD + "chrX\n" + LINE, REFUSED),
    "unsorted": (vcf_text(GOOD.replace(str(POS), "140000000"), GOOD), FOUND),
    "another chromosome between": (vcf_text(GOOD, GOOD.replace("chrX", "chr1"), GOOD), FOUND),
    "the same record twice": (vcf_text(GOOD, GOOD), FOUND),
    "duplicate samples": (vcf_text(GOOD + " 0:30,0:30:99", samples=("S", "S")), REFUSED),
    "no sample": (vcf_text(" ".join(GOOD.split()[:8]), samples=()), REFUSED),
    "no fileformat": (swapped("##fileformat=VCFv4.2\n", ""), None),
    "an unknown fileformat": (swapped("VCFv4.2", "VCFv9.9"), FOUND),
    "no header line": (swapped("#CHROM", "##CHROM"), REFUSED),
    "no header at all": (LINE, REFUSED),
    "Number and Type of nothing": (swapped("Number=R,Type=Integer", "Number=Q,Type=Whole"), None),
    "a header line without its end": (swapped('Description="depths">', 'Description="depths'), None),
    "header only": (HEAD, REFUSED),
    "empty": ("", REFUSED),
    "a page of HTML": ("<html><body>404</body></html>\n", REFUSED),
    "contig undeclared": (swapped(CONTIG["GRCh38"] + "\n", ""), REFUSED),
    "contig in lower case": (swapped("\nchrX\t", "\nchrx\t"), None),
    "contig 23": (vcf_text(GOOD).replace("chrX", "23"), FOUND),
    "contig with a version": (vcf_text(GOOD).replace("chrX", "NC_000023.11"), FOUND),
    "two names of X": (vcf_text(GOOD, GOOD.replace("chrX", "X")), REFUSED),
    "a NUL byte": (swapped("PASS\t.\tGT:AD", "PASS\tA=\0\tGT:AD"), None),
    "SVLEN as a float": (deletion("SVTYPE=DEL;SVLEN=-20000.0"), None),
    "SVLEN positive": (deletion("SVTYPE=DEL;SVLEN=20000"), SAID),
    "SVLEN in letters": (deletion("SVTYPE=DEL;SVLEN=long"), None),
    "neither END nor SVLEN": (deletion("SVTYPE=DEL", pos=136650000), SAID),
    "END before POS of a deletion": (deletion("SVTYPE=DEL;END=5;SVLEN=-20000"), SAID),
    "CIPOS of one number": (deletion("SVTYPE=DEL;END=136670000;CIPOS=5;IMPRECISE"), SAID),
    "CIPOS turned round": (deletion("SVTYPE=DEL;END=136670000;CIPOS=50,-50;IMPRECISE"), SAID),
    "a symbolic allele left open": (deletion("SVTYPE=DEL;END=136670000", "<DEL"), SAID),
    "a symbolic allele in lower case": (deletion("SVTYPE=DEL;END=136670000", "<del>"), SAID),
    "an undeclared symbolic allele": (deletion("SVTYPE=DEL;END=136670000", "<GONE>"), SAID),
    "a breakend with mixed brackets": (deletion("SVTYPE=BND", "A[chrX:136670000]"), SAID),
    "a breakend left open": (deletion("SVTYPE=BND", "A[chrX:136670000", pos=136655000), SAID),
    "a breakend without a place": (deletion("SVTYPE=BND", "A[[", pos=136655000), SAID),
    "a breakend to letters": (deletion("SVTYPE=BND", "A[chrX:far[", pos=136655000), SAID),
}


FILES = {
    "gzip of nothing": (gzip.compress(b""), REFUSED),
    "gzip cut off": (gzip.compress(vcf_text(GOOD).encode())[:-20], REFUSED),
    "gzip with a wrong checksum": (gzip.compress(vcf_text(GOOD).encode())[:-8] + bytes(8), REFUSED),
    "gzip of gzip": (gzip.compress(gzip.compress(vcf_text(GOOD).encode())), REFUSED),
    "two gzip members": (gzip.compress(HEAD.encode()) + gzip.compress(LINE.encode()), FOUND),
    "bytes of chance": (bytes(range(256)) * 20, REFUSED),
    "UTF-16": (vcf_text(GOOD).encode("utf-16"), REFUSED),
    "BCF and no more": (b"BCF\2\2", REFUSED),
    "BCF of an old version": (b"BCF\4" + bytes(40), REFUSED),
}


def run(folder, path):
    """Run all stages; None where the run was refused, in one line."""
    (folder / "samples.tsv").write_text(f"sample\tvcf\tvcf_sample\nS1\t{path}\tS\n")
    (folder / "pedigree.ped").write_text("F1\tS1\t0\t0\t1\t2\n")
    results = folder / "results"
    inputs, extract = results / "check/inputs.json", results / "extract/F1.json"
    sheets = ["--samples", str(folder / "samples.tsv"), "--pedigree", str(folder / "pedigree.ped")]
    if main(["check-inputs", *sheets, "--output", str(inputs)]):
        return None
    if main(["extract", "--inputs", str(inputs), "--batch", "F1", "--output", str(extract)]):
        return None
    variants, interpret = results / "annotate/variants.json", results / "interpret/F1.json"
    step("annotate", extract, "--output", variants)
    known = ["--extract", extract, "--variants", variants]
    step("interpret", "--inputs", inputs, "--batch", "F1", *known, "--output", interpret)
    step("report", "--interpreted", interpret, "--results", results, "--no-pdf")
    return sample_report(results, "S1")


def is_found(report):
    return any(item["hgvs_c"].endswith("c.761C>T") for item in report["findings"])


def is_said(report):
    """Whether the reader is told of the record, in whatever way, and is not told that nothing was found."""
    told = report["findings"] or report["structural"] or report["warnings"] or report["set_aside"]
    return bool(told) and not is_negative(report)


def is_negative(report):
    return "No reportable variant was found" in report["headline"]


def judged(report, expected, error):
    if report is None:
        assert expected != FOUND
        assert "Traceback" not in error
        lines = [line for line in error.splitlines() if line.strip()]
        assert len(lines) <= 2
        assert any("a.vcf" in line for line in lines)
        return
    assert expected != REFUSED
    assert is_said(report)
    if expected == FOUND:
        assert is_found(report)


@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS)
def test_plain_text_is_answered_or_refused(tmp_path, capsys, text, expected):
    path = tmp_path / "a.vcf"
    path.write_bytes(text.encode("utf-8"))

    judged(run(tmp_path, path), expected, capsys.readouterr().err)


@pytest.mark.parametrize(("content", "expected"), FILES.values(), ids=FILES)
def test_bytes_are_answered_or_refused(tmp_path, capsys, content, expected):
    path = tmp_path / "a.vcf"
    path.write_bytes(content)

    judged(run(tmp_path, path), expected, capsys.readouterr().err)


@pytest.mark.parametrize("text", [text for text, _ in TEXTS.values()], ids=TEXTS)
def test_a_gvcf_around_it_does_not_make_it_a_negative(tmp_path, capsys, text):
    """All other bases are called reference: what is made of the one record decides."""
    first, last = 136640000, 136665000
    blocks = [
        f"chrX {first} . {base_at(first)} <NON_REF> . . END={POS - 1} GT:DP:GQ 0:30:99",
        f"chrX {POS + 1} . {base_at(POS + 1)} <NON_REF> . . END={last} GT:DP:GQ 0:30:99",
    ]
    path = tmp_path / "a.vcf"
    lines = "".join("\t".join(block.split()) + "\n" for block in blocks)
    path.write_bytes((text + ("" if text.endswith("\n") else "\n") + lines).encode("utf-8"))

    report = run(tmp_path, path)

    assert "Traceback" not in capsys.readouterr().err
    assert report is None or not is_negative(report)


def test_the_gvcf_alone_with_the_base_called_is_a_negative(tmp_path):
    block = f"chrX 136640000 . {base_at(136640000)} <NON_REF> . . END=136665000 GT:DP:GQ 0:30:99"
    path = tmp_path / "a.vcf"
    path.write_text(vcf_text(block))

    assert is_negative(run(tmp_path, path))


def base_at(pos):
    at = LOCUS.locus_pos(pos, Build.GRCH38)
    return LOCUS.sequence[at - 1] if 0 < at <= len(LOCUS) else "N"
