"""Change one operator, number or condition of a rule at a time, and see whether a test notices.

Cosmic Ray finds the places in `calls/`, `family/` and `classify/`, and makes each change in a copy of the
project under build/mutation/, never in the checkout. Results are kept there, module by module, so that the
next run goes on where this one ended; a module whose text or tests have changed begins anew.

    python bench/mutate.py --only classify/combine --minutes 30
    python bench/mutate.py --list
"""

import argparse
import compileall
import hashlib
import os
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_FOLDER = _ROOT / "build/mutation"
_PACKAGE = "src/cd40lg_annot"
_ROOMS = ("calls", "family", "classify")
_COPIED = (
    "src",
    "tests",
    "resources",
    "examples",
    "config",
    "workflow",
    "docs",
    "bench",
    "pyproject.toml",
    "Snakefile",
)
# `X | None` in an annotation is no rule: what comes of it is an error at import, or nothing.
# `is` and `==` are one for the members of an Enum.
_NO_RULES = (
    "ReplaceBinaryOperator_BitOr",
    "ReplaceBinaryOperator_BitAnd",
    "RemoveDecorator",
    "ReplaceComparisonOperator_Is_Eq",
    "ReplaceComparisonOperator_IsNot_NotEq",
)
_SECONDS_A_MUTANT = 120.0
# A function of the module that is called `testing` is no test.
_PYTEST = "-m pytest -x -q -p no:cacheprovider -o python_functions=test_*"


@dataclass(frozen=True, slots=True)
class Module:
    """A module under test, by its path below the package, and the tests that are asked."""

    name: str
    tests: tuple[str, ...]

    @property
    def source(self) -> str:
        """Path of the module in a checkout."""
        return f"{_PACKAGE}/{self.name}"

    @property
    def session(self) -> Path:
        """Where its results are kept: another place once its text or its tests are others."""
        files = [_ROOT / self.source, *(file for test in self.tests for file in _files(_ROOT / test))]
        digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
        return _FOLDER / "sessions" / f"{self.name.removesuffix('.py').replace('/', '.')}-{digest}.sqlite"


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def modules(only: str) -> list[Module]:
    """Modules whose path begins with `only`, those that the map lists first."""
    lines = (_ROOT / "bench/mutation_tests.tsv").read_text(encoding="utf-8").splitlines()[2:]
    mapped = dict(line.split("\t") for line in lines)
    package = _ROOT / _PACKAGE
    rest = [
        path.relative_to(package).as_posix()
        for room in _ROOMS
        for path in sorted((package / room).rglob("*.py"))
    ]
    names = [name for name in dict.fromkeys([*mapped, *rest]) if name.startswith(only)]
    return [Module(name, _tests(name, mapped)) for name in names if (package / name).stat().st_size]


def _tests(name: str, mapped: dict[str, str]) -> tuple[str, ...]:
    given = mapped.get(name, f"tests/unit/{name.split('/', maxsplit=1)[0]}").split()
    return (f"{_PACKAGE}/{name}", *(test for test in given if (_ROOT / test).exists()))


def _copy() -> Path:
    """Copy the project, compiled, so that a mutant compiles its own module alone."""
    tree = _FOLDER / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    leave_out = shutil.ignore_patterns("__pycache__", "results", "logs", ".snakemake")
    for name in _COPIED:
        if (_ROOT / name).is_dir():
            shutil.copytree(_ROOT / name, tree / name, ignore=leave_out)
        else:
            shutil.copy(_ROOT / name, tree / name)
    compileall.compile_dir(tree / "src", quiet=1)
    return tree


def _is_rule(operator: str) -> bool:
    return not any(word in operator for word in _NO_RULES)


def _mutate(module: Module, until: float) -> None:
    """Try what has not been tried of a module, in a fixed random order, until the time is over."""
    from cosmic_ray.commands.init import init
    from cosmic_ray.mutating import mutate_and_test
    from cosmic_ray.work_db import WorkDB, use_db

    module.session.parent.mkdir(parents=True, exist_ok=True)
    for compiled in Path(_PACKAGE).rglob(f"__pycache__/{Path(module.name).stem}.*.pyc"):
        compiled.unlink()
    with use_db(str(module.session), WorkDB.Mode.create) as database:
        if not database.num_work_items:
            init([Path(module.source)], database, {})
        command = f"{sys.executable} {_PYTEST} {' '.join(module.tests)}"
        _expect_pass(module, command)
        for item in _shuffled(list(database.pending_work_items)):
            if time.monotonic() > until:
                return
            database.set_result(item.job_id, mutate_and_test(item.mutations, command, _SECONDS_A_MUTANT))


def _expect_pass(module: Module, command: str) -> None:
    from cosmic_ray.testing import run_tests
    from cosmic_ray.work_item import TestOutcome

    outcome, said = run_tests(command, _SECONDS_A_MUTANT)
    if outcome is not TestOutcome.SURVIVED:
        sys.exit(f"make mutate: the tests of {module.name} fail without a mutant, or take too long:\n{said}")


def _shuffled(items: list) -> list:
    rules = sorted(
        (item for item in items if _is_rule(item.mutations[0].operator_name)),
        key=lambda item: (item.mutations[0].operator_name, item.mutations[0].occurrence),
    )
    random.Random(1).shuffle(rules)
    return rules


def _outcomes(module: Module) -> Iterator[tuple[object, object]]:
    """Each mutation of a module and its result, None where it has not been tried."""
    from cosmic_ray.work_db import WorkDB, use_db

    with use_db(str(module.session), WorkDB.Mode.open) as database:
        results = dict(database.results)
        for item in database.work_items:
            if _is_rule(item.mutations[0].operator_name):
                yield item.mutations[0], results.get(item.job_id)


def _say(module: Module, *, survivors: bool) -> None:
    from cosmic_ray.work_item import TestOutcome

    if not module.session.exists():
        print(f"{module.name}\tnot begun")
        return
    pairs = list(_outcomes(module))
    counts = Counter("waiting" if result is None else str(result.test_outcome.value) for _, result in pairs)
    print(
        "\t".join(
            [
                module.name,
                *(f"{counts[word]} {word}" for word in ("killed", "survived", "incompetent", "waiting")),
            ]
        )
    )
    if survivors:
        lost = [(m, r) for m, r in pairs if r is not None and r.test_outcome is TestOutcome.SURVIVED]
        for mutation, result in sorted(lost, key=lambda pair: pair[0].start_pos):
            changed = [
                line
                for line in result.diff.splitlines()
                if line[:1] in "+-" and line[:3] not in ("+++", "---")
            ]
            print(f"  line {mutation.start_pos[0]}: {' => '.join(line[1:].strip() for line in changed)}")


def main() -> int:
    """Try mutants, then say how many were noticed, and which were not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", metavar="PATH", help="a module or room, as classify/combine")
    parser.add_argument(
        "--minutes", type=float, default=60.0, help="stop after so long; the next run goes on"
    )
    parser.add_argument("--list", action="store_true", help="say what stands, and try nothing")
    options = parser.parse_args()
    try:
        import cosmic_ray  # noqa: F401
    except ImportError:
        print(
            "make mutate: needs Cosmic Ray: .venv/bin/python -m pip install 'cosmic-ray>=8.4,<9'",
            file=sys.stderr,
        )
        return 2
    chosen = modules(options.only)
    if not options.list:
        os.environ.update(PYTHONPATH="src", PYTHONDONTWRITEBYTECODE="1", PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
        os.chdir(_copy())
        until = time.monotonic() + 60 * options.minutes
        for module in chosen:
            if time.monotonic() < until:
                _mutate(module, until)
    for module in chosen:
        _say(module, survivors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
