"""One reader fed what Atheris makes of its branches; run by tests/fuzz/test_guided.py and `make fuzz`.

    python tests/fuzz/guided.py pedigree -runs=20000

Ends with a status other than 0, and keeps the input in build/fuzz/, where a reader does anything but
answer or raise one of our errors.
"""

import sys
import tempfile
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parents[1])]
with atheris.instrument_imports(include=["cd40lg_annot"]):
    from fuzz.readers import READERS, SEEDS, answered


def main() -> int:
    """Fuzz the reader that the first argument names; the others are libFuzzer's."""
    if sys.argv[1:] == ["--list"]:
        print(*READERS)
        return 0
    name, *options = sys.argv[1:]
    folder = Path(tempfile.mkdtemp(prefix="cd40lg-fuzz-"))
    corpus, found = folder / "corpus", Path(__file__).parents[2] / "build/fuzz"
    corpus.mkdir()
    found.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS):
        (corpus / str(number)).write_bytes(seed)
    path = folder / "input"

    def once(content: bytes) -> None:
        path.write_bytes(content)
        answered(READERS[name], path)

    limits = ["-max_len=4096", "-timeout=20", "-rss_limit_mb=2048", f"-artifact_prefix={found}/{name}-"]
    atheris.Setup([sys.argv[0], str(corpus), *limits, *options], once)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
