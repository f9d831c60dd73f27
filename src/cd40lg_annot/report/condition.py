"""The account of the condition: topics of statements, each with its source and a review date."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """A work that statements rest on; `key` names it within the account, `number` counts from 1."""

    key: str
    title: str
    place: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement in our own words; `sources` are keys of the account's sources, never none."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Statements under one heading; `key` is stable, `title` is what a reader sees."""

    key: str
    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the glossary, explained in plain language."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Condition:
    """The whole account. `reviewed` says when and by whom the statements were last compared with sources."""

    name: str
    identifiers: tuple[str, ...]
    reviewed: str
    review_note: str
    topics: tuple[Topic, ...]
    glossary: tuple[Term, ...]
    sources: tuple[Source, ...]

    def numbers(self, statement: Statement) -> tuple[int, ...]:
        """Give the numbers under which the sources of a statement are listed."""
        number_of = {source.key: source.number for source in self.sources}
        return tuple(sorted(number_of[key] for key in statement.sources))


def condition_from(account: dict[str, Any]) -> Condition:
    """Give the account as it is printed, sources numbered in order of first use."""
    topics = tuple(
        Topic(topic["key"], topic["title"], tuple(_statement(item) for item in topic["statements"]))
        for topic in account["topics"]
    )
    used = [key for topic in topics for statement in topic.statements for key in statement.sources]
    number_of = {key: number for number, key in enumerate(dict.fromkeys(used), start=1)}
    sources = [
        Source(source["key"], source["title"], source["place"], number_of[source["key"]])
        for source in account["sources"]
        if source["key"] in number_of
    ]
    return Condition(
        name=account["name"],
        identifiers=tuple(account["identifiers"]),
        reviewed=str(account["reviewed"]),
        review_note=account["review_note"],
        topics=topics,
        glossary=tuple(Term(item["term"], item["meaning"]) for item in account["glossary"]),
        sources=tuple(sorted(sources, key=lambda source: source.number)),
    )


def _statement(item: dict[str, Any]) -> Statement:
    return Statement(item["text"], tuple(item["sources"]))
