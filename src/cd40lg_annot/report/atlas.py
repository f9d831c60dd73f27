"""Every small variant of the locus on one page that searches by itself."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Build, Provenance, Variant
from cd40lg_annot.report.drawing.gene import gene_picture
from cd40lg_annot.report.drawing.protein import protein_picture
from cd40lg_annot.report.page import script_page
from cd40lg_annot.report.pictures import Backdrop

# Columns of the page's list; position is of the left-aligned allele.
SHOWN = (
    "hgvs_c",
    "hgvs_p",
    "consequence",
    "exon",
    "residue",
    "splice_max",
    "classification",
    "clinvar_classification",
)


def atlas_page(
    rows: Iterable[tuple[Variant, tuple[str, ...]]],
    columns: Sequence[str],
    scene: Backdrop,
    locus: Locus,
    provenance: Provenance,
) -> str:
    """Lay out the atlas: pictures of gene and protein, a search, and the list it searches.

    The rows travel as lines of text, position first, because a table of that many rows would be slow.
    Terms are written as numbers, explained in the first line.
    """
    places = [columns.index(name) for name in SHOWN]
    term = SHOWN.index("consequence") + 1
    offset = locus.axes[Build.GRCH38].offset
    terms: dict[str, int] = {}
    lines = []
    for variant, cells in rows:
        line = [str(variant.pos + offset), *(cells[place].rpartition(":")[2] for place in places)]
        line[term] = str(terms.setdefault(line[term], len(terms)))
        lines.append("\t".join(line))
    return script_page(
        "atlas.html.jinja",
        "atlas.js",
        provenance,
        data=_raw("\n".join(["\t".join(terms), *lines])),
        count=len(lines),
        terms=sorted({word for joined in terms for word in joined.split("&")}),
        transcript=locus.transcript,
        gene=gene_picture(locus.transcript, (), scene.known),
        protein=protein_picture(len(locus.transcript.protein), scene.features, (), scene.known),
    )


def _raw(text: str) -> Markup:
    """Text for a data element, where a browser decodes nothing and only `<` could end the element."""
    return Markup(text.replace("<", "\u2039"))  # noqa: S704 - see above
