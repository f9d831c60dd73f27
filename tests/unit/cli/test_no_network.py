"""Every subcommand works with the network cut; only a `refresh` without --from ever asks for it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cd40lg_annot.cli import SUBCOMMANDS

PROJECT = Path(__file__).resolve().parents[3]
TRIO = "#family\tperson\tfather\tmother\tsex\taffected\nF\tboy\t0\tmother\t1\t2\nF\tmother\t0\t0\t2\t1\n"
VCF = (
    "##fileformat=VCFv4.2\n##reference=GRCh38\n##contig=<ID=chrX,length=156040895>\n"
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n'
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tboy\tmother\n"
    "chrX\t136659390\t.\tC\tT\t50\tPASS\t.\tGT\t1\t0/1\n"
)
SCORES = "chr,hg19_pos,grch38_pos,ref,alt,aaref,aaalt,REVEL\nX,135741549,136659390,C,T,T,M,0.8\n"
CLINVAR = (
    "##fileformat=VCFv4.1\n##fileDate=2026-11-02\n##reference=GRCh38\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    "X\t136659390\t35814\tC\tT\t.\t.\tCLNSIG=Pathogenic;CLNREVSTAT=reviewed_by_expert_panel\n"
)
KNOWN = "--table curations.tsv --population gnomad.tsv --scores revel.csv --missense-predictor REVEL"
# One run of each subcommand, in an order in which each finds what it reads.
COMMANDS = {
    "check-inputs": "--samples samples.tsv --pedigree family.ped --output results/check/inputs.json",
    "extract": "--inputs results/check/inputs.json --batch F --output results/extract/F.json",
    "annotate": f"results/extract/F.json --output results/annotate/F.json {KNOWN}",
    "interpret": "--inputs results/check/inputs.json --batch F --extract results/extract/F.json "
    f"--variants results/annotate/F.json --output results/interpret/F.json {KNOWN}",
    "report": "--interpreted results/interpret/F.json --results results",
    "summarize": "--interpreted results/interpret/F.json --results results",
    "name": f"c.761C>T {KNOWN}",
    # Some 120,000 rows of what `name` makes one of; what it imports is checked in test_refresh.py.
    "atlas": None,
    "risk": "--pedigree family.ped",
    "refresh": "clinvar --from clinvar.vcf --output clinvar.tsv",
    "compare": "results older --output changes",
    "explain": "--sample boy --variant c.761C>T",
    "validate": "--output validation",
    "cite": "--results results",
}
# Cutting by hand: whoever reaches for a connection or a name is stopped, and says so.
CUT = """
import socket, sys
def refused(*arguments, **options):
    raise SystemExit("the network was touched")
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refused
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refused
from cd40lg_annot.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cut")
    files = {
        "family.ped": TRIO,
        "calls.vcf": VCF,
        "samples.tsv": "sample\tvcf\nboy\tcalls.vcf\nmother\tcalls.vcf\n",
        "revel.csv": SCORES,
        "clinvar.vcf": CLINVAR,
        "curations.tsv": "# name: ours\n# source: us\n# release: 2026\n"
        "# kind: laboratory\n# scope: complete\n"
        "hgvs_c\tclassification\nc.148T>C\tBenign\n",
        "gnomad.tsv": "# name: gnomAD\n# source: x\n# release: 2026\n# scope: complete\n"
        "hgvs_c\tallele_count\tallele_number\tallele_count_xy\nc.655G>A\t300\t1000000\t90\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def cut_off(folder, *arguments, namespace):
    prefix = ["unshare", "--map-root-user", "--net"] if namespace else []
    command = [*prefix, sys.executable, "-c", CUT, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def can_unshare():
    found = shutil.which("unshare")
    return found and not subprocess.run([found, "--map-root-user", "--net", "true"], check=False).returncode


def test_every_subcommand_has_a_run_here():
    assert tuple(COMMANDS) == SUBCOMMANDS


def test_every_subcommand_works_with_the_network_cut(folder):
    namespace = can_unshare()
    for name, arguments in COMMANDS.items():
        if arguments is None:
            continue
        done = cut_off(folder, name, *arguments.split(), namespace=namespace)
        assert done.returncode == 0, (name, done.stderr)
        if name == "report":
            shutil.copytree(folder / "results", folder / "older")
    report = json.loads((folder / "results/samples/boy/report.json").read_text())
    assert report["findings"]


def test_a_refresh_that_fetches_is_what_the_cut_stops(folder):
    """The cut is real: what does ask for the network is refused by it."""
    done = cut_off(folder, "refresh", "clinvar", "--output", "c.tsv", namespace=False)
    assert done.returncode == 1
    assert "the network was touched" in done.stderr
