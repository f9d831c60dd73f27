"""What the header of a VCF or BCF file says: samples, contigs, build, and whether it is structural."""

import re
from collections.abc import Iterable, Sequence

from cd40lg_annot.io.vcf_file import VcfFile, opened_vcf
from cd40lg_annot.model import VcfHeader

_STRUCTURAL_ALLELES = ("DEL", "DUP", "INV", "INS", "CNV", "BND", "CN0")
_CONSTRUCTED = "cd40lg_annot_note"
_TUMOUR_LINES = (
    "##tumor_sample=",
    "##normal_sample=",
    "##MutectVersion=",
    "##source=Mutect",
    "##INFO=<ID=SOMATIC,",
)
_ATTRIBUTE = re.compile('([^=,<>]+)=("[^"]*"|[^,>]*)')


def read_header(path: str) -> VcfHeader:
    """Read a file's header, after checking that the file is whole.

    Raises:
        UnreadableFileError: missing, empty, truncated, or not VCF or BCF.
    """
    with opened_vcf(path, header_only=True) as file:
        return header_of(file)


def header_of(file: VcfFile) -> VcfHeader:
    """Take down the header of an open file; after `VcfFile.choose` it lists only the samples chosen.

    It is read as text: htslib has checked it, and takes 50 ms to hand out the 3,366 contigs of GRCh38
    with its alternate loci one by one.
    """
    lines = str(file.handle.header).splitlines()
    contigs = [_attributes(line) for line in lines if line.startswith("##contig=<")]
    return VcfHeader(
        path=file.path,
        samples=file.columns,
        contig_lengths={contig.get("ID", ""): _length(contig.get("length", "")) for contig in contigs},
        hints=(*_said(lines, "reference", "assembly", named=True), *_assemblies(contigs)),
        has_structural=any(map(_declares_structural, lines)),
        source="; ".join(_said(lines, "source")),
        notes=(*_said(lines, _CONSTRUCTED), *_of_a_tumour(lines)),
    )


def _of_a_tumour(lines: Sequence[str]) -> tuple[str, ...]:
    """A note where the header says that a somatic caller wrote the file (Mutect2, Strelka, Manta's)."""
    named = [line for line in lines if line.startswith(_TUMOUR_LINES) or "strelka somatic" in line.lower()]
    if not named:
        return ()
    shown = named[0].removeprefix("##")[:60]
    # `classify.sample` makes a warning of every note that begins so.
    return (f"by its header this is a file of a tumour's calls ({shown})",)


def _attributes(line: str) -> dict[str, str]:
    """Attributes of a structured line, `##key=<ID=…,length=…>`, without quotes."""
    return {key: value.strip('"') for key, value in _ATTRIBUTE.findall(line.partition("=")[2])}


def _length(text: str) -> int | None:
    """Length of a contig; 0 says nothing."""
    return (int(text) or None) if text.isdecimal() else None


def _assemblies(contigs: Iterable[dict[str, str]]) -> tuple[str, ...]:
    names = {contig.get("assembly", "") for contig in contigs}
    return tuple(f"assembly={name}" for name in sorted(names) if name)


def _declares_structural(line: str) -> bool:
    if line.startswith("##ALT=<"):
        return _attributes(line).get("ID", "").split(":")[0] in _STRUCTURAL_ALLELES
    return line.startswith("##INFO=<") and _attributes(line).get("ID") == "SVTYPE"


def _said(lines: Sequence[str], *keys: str, named: bool = False) -> tuple[str, ...]:
    """Values of lines `##key=value`, in file order; those of structured lines, `##key=<…>`, say nothing."""
    parts = (line.removeprefix("##").partition("=") for line in lines)
    return tuple(
        f"{key}={value}" if named else value
        for key, _, value in parts
        if key in keys and value and not (value.startswith("<") and value.endswith(">"))
    )
