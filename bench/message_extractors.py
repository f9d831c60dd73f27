"""Find what a reader can meet: `pybabel extract` calls these for the files that bench/messages.cfg names.

A message is a text with at least one word and one space that stands in code as a string, or as an
f-string, whose values become named places: f"Carries {outlook.variant}." is `Carries {variant}.`
Docstrings, errors (which the user of the command meets, not the reader) and marked lines are left out.
In `report/words.py` single words count as well: it holds the closed sets.
"""

import ast
import re
from collections.abc import Iterator
from typing import IO, Any

Found = tuple[int, str | None, str | tuple[str, str], list[str]]
# One word of English beside a space, once the places are out.
_WORDS = re.compile(r"[A-Za-z]{2,}[,.;:]? | [A-Za-z]{2,}")
_PLACE = re.compile(r"\{[^{}]*\}")
# Callables whose text no reader of a report meets: errors, patterns, drawing instructions.
_NOT_READ = re.compile(r"(Error|Fault|fault|compile|element|getattr|warn|_one_line|line|re\.\w+)$")
# Values of formats, and what only who types a variant name meets.
_NO_MESSAGE = re.compile(
    r"default-src|script-src|^translate\(|Helvetica|Libertinus|^cd40lg-annot|^CI-SpliceAI|give one such|"
    r"give the c\. name|check the residue|^there is no |unexpected |^remove the row|^correct the|"
    r"^give a file|^\{text\}: ages|is not a genotype$|exons end at|^probability that|^prior |^tuple\["
)
_TYPST = re.compile(r'\b(tn?)\(\s*"((?:[^"\\]|\\.)*)"(?:, "((?:[^"\\]|\\.)*)")?')


def python_messages(
    fileobj: IO[bytes],
    keywords: object,  # noqa: ARG001  Babel calls with these names
    comment_tags: object,  # noqa: ARG001
    options: dict[str, Any],
) -> Iterator[Found]:
    """Yield the messages of one Python file."""
    source = fileobj.read().decode("utf-8")
    every_word = options.get("every_word") == "yes"
    tree = ast.parse(source)
    skipped = _skipped(tree)
    seen = set()
    for node in ast.walk(tree):
        text = None if node in skipped else message_of(node)
        if text and text not in seen and _is_message(text, every_word=every_word):
            seen.add(text)
            yield getattr(node, "lineno", 0), None, text, []


def typst_messages(
    fileobj: IO[bytes],
    keywords: object,  # noqa: ARG001
    comment_tags: object,  # noqa: ARG001
    options: dict[str, Any],  # noqa: ARG001
) -> Iterator[Found]:
    """Yield the messages of one typst file: `t("...")`, and `tn("one", "many", number)`."""
    text = fileobj.read().decode("utf-8")
    for match in _TYPST.finditer(text):
        number = text.count("\n", 0, match.start()) + 1
        if match[1] == "tn":
            yield number, "ngettext", (match[2], match[3]), []
        else:
            yield number, None, match[2], []


def table_messages(
    fileobj: IO[bytes],
    keywords: object,  # noqa: ARG001
    comment_tags: object,  # noqa: ARG001
    options: dict[str, Any],
) -> Iterator[Found]:
    """Yield what stands in the named columns of a table; `_` in a name is written as a space."""
    lines = [line.rstrip("\n").split("\t") for line in fileobj.read().decode("utf-8").splitlines()]
    rows = [(number, row) for number, row in enumerate(lines, start=1) if not row[0].startswith("#")]
    head, seen = rows[0][1], set()
    for number, row in rows[1:]:
        values = dict(zip(head, row, strict=True))
        texts = [values[column] for column in options.get("columns", "").split()]
        if "before" in options:
            # A text and its limit, printed side by side; a limit in figures may change without new words.
            limit = values[options["limit"]]
            # One that stands in another table is filled in from there.
            is_fixed = re.search("[A-Za-z]", limit) and not limit.endswith(".tsv")
            texts.append(f"{values[options['before']]} {limit if is_fixed else '{limit}'}")
        for text in (text if " " in text else text.replace("_", " ") for text in texts):
            if re.search(r"[A-Za-z]{2,}", text) and text not in seen:
                seen.add(text)
                yield number, None, text, []


def message_of(node: ast.AST) -> str | None:
    """Give the text of a string or f-string, its values as named places.

    >>> message_of(ast.parse('f"{a.b} of {len(c):,} and {x[0]} {x[1]}"').body[0].value)
    '{b} of {c} and {x} {x_2}'
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    text, used = "", []
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        elif isinstance(part, ast.FormattedValue):
            name = _name(part.value)
            used.append(name)
            text += f"{{{name}{f'_{used.count(name)}' if used.count(name) > 1 else ''}}}"
    return text


def _name(value: ast.expr) -> str:
    """The last name in an expression: what the value is."""
    if isinstance(value, ast.Name):
        return value.id.strip("_").lower()
    if isinstance(value, ast.Attribute):
        return _name(value.value) if value.attr in {"value", "person"} else value.attr.strip("_").lower()
    if isinstance(value, ast.Call):
        called = value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
        if value.args and called in {"join", "len", "sentence", "str", "sum", "sorted", "capitalize"}:
            return _name(value.args[0])
        if called in {"lower", "capitalize", "upper"} and isinstance(value.func, ast.Attribute):
            return _name(value.func.value)
        return called.strip("_").lower() or "value"
    if isinstance(value, ast.Subscript):
        return _name(value.value)
    if isinstance(value, ast.GeneratorExp | ast.ListComp):
        return _name(value.elt)
    if isinstance(value, ast.BoolOp):
        return _name(value.values[0])
    if isinstance(value, ast.BinOp):
        return "number"
    return "words"


def _is_message(text: str, *, every_word: bool) -> bool:
    if _NO_MESSAGE.search(text):
        return False
    words = _PLACE.sub("", text)
    if every_word:
        return bool(re.search(r"[A-Za-z]{2,}|\{", text))
    return " " in text.strip() and bool(re.search(r"[A-Za-z]{2,}", words)) and bool(_WORDS.search(words))


def _skipped(tree: ast.AST) -> set[ast.AST]:
    """Nodes that hold no message: docstrings, errors, the parts of f-strings, keys, annotations."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)
        elif isinstance(node, ast.Raise | ast.Assert):
            skipped |= set(ast.walk(node))
        elif isinstance(node, ast.JoinedStr):
            skipped |= {part for part in node.values if isinstance(part, ast.Constant)}
            formats = [part.format_spec for part in node.values if isinstance(part, ast.FormattedValue)]
            skipped |= {inner for spec in formats if spec for inner in ast.walk(spec)}
        elif isinstance(node, ast.Call) and _NOT_READ.search(ast.unparse(node.func)):
            skipped |= set(ast.walk(node))
    return skipped
