"""The nouns can be had from the package, and only the modules that are asked for are imported."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import cd40lg_annot.model as model


def declared():
    """Nouns by module, as type checkers see them."""
    tree = ast.parse(Path(model.__file__).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    ours = [node for node in imports if (node.module or "").startswith("cd40lg_annot.model.")]
    return {alias.name: node.module for node in ours for alias in node.names}


def test_what_type_checkers_see_is_what_can_be_imported():
    assert sorted(declared()) == model.__all__ == dir(model)
    for noun, module in declared().items():
        assert getattr(model, noun) is getattr(import_module(module), noun)


def test_every_noun_of_the_modules_is_offered():
    for module in sorted(set(declared().values())):
        tree = ast.parse(Path(import_module(module).__file__).read_text(encoding="utf-8"))
        classes = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
        assert classes <= set(model.__all__), module


def test_a_word_that_is_no_noun_is_refused():
    with pytest.raises(AttributeError, match="no attribute 'Spectre'"):
        model.Spectre  # noqa: B018


def test_asking_for_an_allele_does_not_load_the_findings():
    found = "'cd40lg_annot.model.findings' in sys.modules"
    code = f"import sys; from cd40lg_annot.model import Variant; print({found})"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
