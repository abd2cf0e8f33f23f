"""An interview guide for one occupation, in the reader's language, around what the person told of their own work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from matcher.guides.blocks import Asked, Block, Bullets, Fact, Guide, Part, Phrase, Said, Text, Warning, from_markdown
from matcher.guides.content import Content, Topic, Trade
from matcher.guides.rights import TOPICS, Card, Gap, Known

RTL = frozenset({"ar"})


@dataclass(frozen=True, slots=True)
class GuideWords:
    """The system's own words of a guide, in its language. `labels` by key; `day` and `country` word a day and a country code."""

    lang: str
    labels: Mapping[str, str]
    day: Mapping[date, str]
    country: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.labels[key]


@dataclass(frozen=True, slots=True)
class Own:
    """Work that the person told of: in their own words, how long and where, worded, and its occupation where it is known."""

    text: str
    lang: str
    facts: str
    isco: str = ""

    def answers(self, trade: Trade) -> bool:
        """Whether it is work of this kind; work that nobody has named may be."""
        return not self.isco or self.isco[:2] == trade.isco[:2]


def guide(
    content: Content,
    trade: Trade,
    title: str,
    words: GuideWords,
    *,
    subtitle: str = "",
    spoken: str = "en",
    own: Sequence[Own] = (),
    job: Part | None = None,
    rights: Part | None = None,
) -> Guide:
    """The chapters in the order in which they are needed. `spoken`: the language of the interview; `job`: of a vacancy."""
    lang = words.lang
    parts = [
        *([job] if job else []),
        Part("about", words["about"], (Text(trade.about[lang]),)),
        _own(trade, own, words),
        *_general(content, lang, ("star",)),
        _example(trade, words),
        _asked("trade", words["trade"], [(one.key, one.ask[lang], one.why[lang]) for one in trade.questions]),
        _asked("questions", words["questions"], _topics(content, "questions", lang)),
        Part("topics", words["topics"], tuple(_hard(content.general["topics"], words))),
        Part("forbidden", words["forbidden"], tuple(_private(content.general["forbidden"], words))),
        _asked("to_ask", words["to_ask"], [("", ask, why) for _, ask, why in _topics(content, "to_ask", lang)]),
        *_sentences(content, trade, words, spoken),
        Part("test", words["test"], (Text(trade.test[lang]),)),
        *_general(content, lang, tuple(one.key for one in content.general["sections"] if one.key != "star")),
        *([rights] if rights else []),
    ]
    return Guide(lang, lang in RTL, title, subtitle, tuple(part for part in parts if part.blocks))


def questions(content: Content, trade: Trade, lang: str) -> list[Asked]:
    """Every question worth practising, those of the work first."""
    own = [Asked(one.ask[lang], one.why[lang], one.key) for one in trade.questions]
    return own + [Asked(ask, why, f"general.{key}") for key, ask, why in _topics(content, "questions", lang)]


def _topics(content: Content, name: str, lang: str) -> list[tuple[str, str, str]]:
    return [(one.key, one.fields["ask"][lang], one.fields["why"][lang]) for one in content.general[name]]


def _asked(key: str, title: str, asked: Sequence[tuple[str, str, str]]) -> Part:
    return Part(key, title, tuple(Asked(ask, why, name) for name, ask, why in asked))


def _general(content: Content, lang: str, keys: Sequence[str]) -> Iterator[Part]:
    for one in content.general["sections"]:
        if one.key in keys:
            yield Part(one.key, one.fields["title"][lang], tuple(from_markdown(one.fields["text"][lang])))


def _own(trade: Trade, own: Sequence[Own], words: GuideWords) -> Part:
    """The person's own work beside the questions that it answers: where to begin, never an answer put into their mouth."""
    blocks: list[Block] = [Text(words["own_intro"])] if own else []
    for number, one in enumerate(own):
        blocks.append(Said(one.facts or words["you_told"], one.text))
        if one.answers(trade):
            asked = trade.questions[number % len(trade.questions)]
            blocks.append(Text(f"{words['use_it_for']} {asked.ask[words.lang]}"))
        blocks += [
            Bullets((words["own_situation"], words["own_task"], words["own_action"], words["own_result"])),
        ]
    return Part("own", words["own"], tuple(blocks))


def _example(trade: Trade, words: GuideWords) -> Part:
    lang, example = words.lang, trade.example
    labels = ("situation", "task", "action", "result")
    strong = [Said(words[label], part[lang]) for label, part in zip(labels, example.strong, strict=True)]
    asked = trade.questions[example.question].ask[lang]
    blocks: tuple[Block, ...] = (
        Text(asked, strong=True),
        Said(words["weak"], example.weak[lang]),
        Text(words["strong"], strong=True),
        *strong,
    )
    return Part("example", words["example"], blocks)


def _hard(topics: Sequence[Topic], words: GuideWords) -> Iterator[Block]:
    for one in topics:
        yield Text(one.fields["title"][words.lang], strong=True)
        yield from from_markdown(one.fields["text"][words.lang])
        yield Said(words["you_can_say"], one.fields["say"][words.lang])


def _private(topics: Sequence[Topic], words: GuideWords) -> Iterator[Block]:
    yield Text(words["forbidden_intro"])
    for one in topics:
        yield Asked(one.fields["ask"][words.lang], one.fields["note"][words.lang])
        yield Said(words["you_can_say"], one.fields["say"][words.lang])


def _sentences(content: Content, trade: Trade, words: GuideWords, spoken: str) -> Iterator[Part]:
    """Sentences and words in the language of the interview; none where that is the reader's own."""
    lang = words.lang
    if spoken == lang:
        return
    phrases = [Phrase(one.text[spoken], spoken, one.say[spoken][lang], one.text[lang]) for one in content.phrases if spoken in one.text]
    yield Part("phrases", words["phrases"], tuple(phrases))
    terms = [Phrase(one[spoken], spoken, "", one[lang]) for one in trade.words if spoken in one]
    yield Part("words", words["words"], tuple(terms))


def rights_part(card: Card, words: GuideWords, today: date, minimum: Sequence[Block] = ()) -> Part:
    """A rights card as a chapter. Older than its date, it says so before anything else."""
    blocks: list[Block] = [Warning(words["rights_stale"])] if card.stale(today) else []
    blocks.append(Text(f"{words['rights_checked']} {words.day[card.read_on]} · {words['rights_check_on']} {words.day[card.check_on]}"))
    for topic in TOPICS:
        blocks.append(Text(words[f"rights_{topic}"], strong=True))
        blocks += [fact(one, words) for one in card.topics[topic]]
        if topic == "contract":
            blocks += minimum
    return Part("rights", f"{words['rights']}: {words.country[card.country]}", tuple(blocks))


def fact(one: Known | Gap, words: GuideWords) -> Block:
    """One entry of a rights card: with its source, or whom to ask where it is not known."""
    if isinstance(one, Gap):
        return Text(f"{words['not_known']} {one.ask[words.lang]}")
    source = one.source
    dated = words.day[source.dated] if source.dated else words["no_date"]
    said = (
        f"{words['source']}: {source.publisher}, {source.document}, {source.place}; {dated}; {words['read_on']} {words.day[source.read_on]}"
    )
    text = f"{words.country[one.of]}: {one.text[words.lang]}" if one.of else one.text[words.lang]
    return Fact(text, said, one.phone, one.web)
