"""VCF text to a compressed, indexed file: written whole or not at all, same bytes for the same text."""

import tempfile
from pathlib import Path

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.files import move_into_place


def write_vcf(text: str, path: Path) -> None:
    """Write VCF text, sorted by position, as `path` (`.vcf.gz`) with its tabix index beside it.

    Raises:
        UnreadableFileError: the folder cannot be written to, or the disk is full.
    """
    import pysam

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".partial-") as folder:
            # The index names no file, so the pair can be made elsewhere and moved into place.
            partial = Path(folder) / "x.vcf.gz"
            with pysam.BGZFile(str(partial), "wb", None) as file:
                file.write(text.encode())
            pysam.tabix_index(str(partial), preset="vcf", force=True)
            for made, final in ((partial, path), (index_of(partial), index_of(path))):
                move_into_place(made, final)
    except OSError as error:
        problem = f"cannot be written ({error.strerror or error})"
        raise UnreadableFileError(path, problem, "free space or choose a folder you may write to") from error


def index_of(path: Path) -> Path:
    """Give the path of the tabix index of a VCF."""
    return path.with_name(f"{path.name}.tbi")
