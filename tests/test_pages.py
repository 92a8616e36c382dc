"""What the pages promise: plain text stays plain, links lead somewhere, numbers are the data's."""

import posixpath
import re
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
import yaml

from generator.build import checked, graph_of, paths_of
from generator.load.yaml_text import read_yaml
from generator.model import (
    Background,
    Curriculum,
    Domain,
    Edge,
    Exercise,
    Licences,
    Milestone,
    NamedEntity,
    NotTakenUp,
    OpenQuestion,
    OrderWeights,
    Resource,
    Retirement,
    ReviewIntervals,
    Role,
    SelfCheck,
    Settings,
    Source,
    SourceItem,
    Term,
    Topic,
)
from generator.pages import pages
from generator.pages.addresses import folder_of
from generator.pages.escaping import markdown_text
from generator.pages.example import FROM_PLACE, as_yaml
from generator.pages.formulas import formula
from generator.pages.page import FrontMatter
from generator.paths import learning_paths

ROOT = Path(__file__).parent.parent
EXTENSIONS = ["md_in_html", "tables", "toc", "pymdownx.superfences", "pymdownx.highlight"]
HOSTILE = "<img src=x onerror=a()> &lt; *e* _u_ `c` [l](j:1)"


class Rendered(HTMLParser):
    """Text, tags, ids and links of a page's HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())


def front_of(text: str) -> dict[str, object]:
    return yaml.safe_load(text.split("---\n", 2)[1])


def render(text: str) -> Rendered:
    return Rendered(markdown.markdown(text.split("---\n", 2)[2], extensions=EXTENSIONS))


def topic(name: str, *needs: str, **keys: object) -> Topic:
    given: dict[str, object] = {
        "title": name.title(),
        "summary": "S",
        "level": "core",
        "hours": 2.5,
        "durability": "evolving",
        "lasts": "L",
        "outcomes": ("Do a", "Do b", "Do c"),
        "prerequisites": tuple(Edge(topic=need, why=f"Uses {need}") for need in needs),
    }
    return Topic(id=name, domain="one", **(given | keys))


def role(name: str, *goals: str, **keys: object) -> Role:
    stage = Milestone(title="End", after=goals, project="P", project_hours=3.0, enables="E")
    given: dict[str, object] = {
        "title": name.title(),
        "kind": "job",
        "summary": "S",
        "goals": goals,
        "milestones": (stage,),
    }
    return Role(id=name, **(given | keys))


def curriculum(
    *topics: Topic, roles: tuple[Role, ...] = (), text: str = "T", **keys: object
) -> Curriculum:
    item = SourceItem(id="i", kind="claim", name=text, place=text, says=text, note=text)
    given: dict[str, object] = {
        "settings": Settings(
            title="Site",
            description=text,
            language="en",
            licence=Licences(code="MIT", content="CC"),
            review_interval_days=ReviewIntervals.model_validate(
                {"enduring": 1, "evolving": 1, "fast-moving": 1}
            ),
            order=OrderWeights(recommended_weight_percent=40, domain_switch=2, level_drop=1),
        ),
        "domains": (Domain(id="one", title=text[:48], summary=text),),
        "topics": {t.id: t for t in topics},
        "roles": {r.id: r for r in roles},
        "backgrounds": {
            "b": Background(id="b", title=text, summary=text, knows=(), sources=("s:i",))
        },
        "sources": {
            "s": Source(
                id="s",
                title=text,
                author=text,
                summary=text,
                items=(item, item.model_copy(update={"id": "j"})),
                not_taken_up=(NotTakenUp(item="j", why=text),),
                entities=(NamedEntity(name=text, kind="person", place="1"),),
            )
        },
    }
    return Curriculum(**(given | keys))


def site(of: Curriculum) -> dict[str, str]:
    graph = graph_of(of)
    return {page.path: page.text for page in pages(of, graph, learning_paths(of, graph))}


@cache
def real_site() -> dict[str, str]:
    sound = checked(ROOT / "curriculum")
    return {p.path: p.text for p in pages(sound.curriculum, sound.graph, paths_of(sound))}


@cache
def real_pages() -> dict[str, Rendered]:
    return {path: render(text) for path, text in real_site().items()}


@cache
def real_curriculum() -> Curriculum:
    return checked(ROOT / "curriculum").curriculum


def hostile_site() -> dict[str, str]:
    text = HOSTILE
    full = topic(
        "a",
        title=text[:48],
        summary=text,
        lasts=text,
        outcomes=(text, text + "2", text + "3"),
        questions=(SelfCheck(question=text, answer="Yes."),),
        resources=(
            Resource(title=text, url="https://a.example", kind="book", cost="paid", note=text),
        ),
        sources=("s:i",),
        added_because=text,
    )
    user = topic("b", prerequisites=(Edge(topic="a", why=text),))
    stage = Milestone(title=text[:48], after=("b",), project=text, project_hours=3.0, enables=text)
    target = role("r", "b", title=text, summary=text, milestones=(stage,), sources=("s:i",))
    return site(
        curriculum(
            full,
            user,
            roles=(target,),
            text=text,
            questions=(
                OpenQuestion(
                    id="q", question=text, asked_in=("s:i",), says=text, answer="Y.", topics=("a",)
                ),
            ),
            glossary=(Term(id="t", term=text, meaning=text, topic="a", reference=text),),
            retired=(Retirement(id="old", became=(), why=text),),
        )
    )


@pytest.mark.parametrize(
    "path",
    [
        "index.md",
        "topics/a.md",
        "topics/b.md",
        "topics/old.md",
        "topics/index.md",
        "roles/index.md",
        "roles/r.md",
        "domains/index.md",
        "domains/one.md",
        "sources/index.md",
        "sources/s.md",
        "questions.md",
        "glossary.md",
    ],
)
def test_plain_text_comes_out_as_it_was_written(path: str) -> None:
    shown = render(hostile_site()[path])
    assert HOSTILE[:48] in shown.text
    assert "img" not in shown.tags
    assert "em" not in shown.tags
    assert "onerror" not in shown.attributes
    assert not any(link.startswith("j:") for link in shown.links)


def test_headings_of_plain_text_are_plain() -> None:
    assert render("---\n---\n# " + markdown_text(HOSTILE)).text == HOSTILE
    assert render("---\n---\n- " + markdown_text("1. - x")).text == "1. - x"


def test_code_in_a_question_a_reason_or_a_note_is_shown_as_code() -> None:
    said = "Does `a < *b*` hold?"
    check = SelfCheck(question=said, answer="Yes.")
    book = Resource(title="T", url="https://x.org", kind="book", cost="free", note=said)
    needing = topic(
        "b", prerequisites=(Edge(topic="a", why=said),), questions=(check,), resources=(book,)
    )
    page = site(curriculum(topic("a"), needing))["topics/b.md"]
    assert page.count("Does <code>a &lt; *b*</code> hold?") == 3
    assert render(page).text.count("Does a < *b* hold?") == 3


def test_front_matter_is_yaml_and_escaped_for_the_theme() -> None:
    front = front_of(str(FrontMatter(title='a "b" <c>: d', description="e\nf")) + "\n")
    assert front["title"] == "a &quot;b&quot; &lt;c&gt;: d"
    assert front["description"] == "e f"


def test_neighbourhood_shows_the_reduction_and_the_list_shows_all() -> None:
    three = (topic("a"), topic("b", "a"), topic("c", "b", "a"))
    text = site(curriculum(*three))["topics/c.md"]
    hood = text[text.index("First you need") : text.index("</section>")]
    assert 'href="../b/"' in hood
    assert 'href="../a/"' not in hood
    reasons = text[text.index('class="reasons"') :]
    assert "Uses a" in reasons
    assert "Uses b" in reasons
    assert reasons.count("needed anyway") == 1


def test_a_topic_says_its_place_on_each_path_and_what_uses_it_next() -> None:
    three = (topic("a"), topic("b", "a"), topic("c", "b"))
    text = render(site(curriculum(*three, roles=(role("r", "c"),)))["topics/b.md"]).text
    assert "2nd of 3" in text
    assert "Stage 1, End" in text
    assert "C" in text[text.index("Used next in") :]


def test_hours_of_a_role_add_up_from_its_topics_and_projects() -> None:
    text = render(
        site(curriculum(topic("a"), topic("b", "a"), roles=(role("r", "b"),)))["roles/r.md"]
    ).text
    assert "5 hours" in text
    assert "3 hours" in text
    assert "100 % of the way" in text
    assert "2 to 2 weeks" not in text


def test_author_links_become_relative_files() -> None:
    told = topic(
        "a",
        exercise=Exercise(
            task="[b](topic:b) [r](role:r) [s](source:s#i) [x](https://x.example) `[n](topic:b)`",
            check="C",
        ),
    )
    text = site(curriculum(told, topic("b"), roles=(role("r", "b"),)))["topics/a.md"]
    assert "[b](b.md) [r](../roles/r.md) [s](../sources/s.md#i) [x](https://x.example)" in text
    assert "[n](topic:b)" in render(text).text


def test_lessons_stand_below_the_headings_of_the_page() -> None:
    told = topic("a").model_copy(update={"lesson": "## Part\n\n```python\n## no\n```\n"})
    text = site(curriculum(told))["topics/a.md"]
    assert "\n## Lesson\n\n### Part\n\n```python\n## no\n```\n" in text


def test_a_retired_topic_with_one_successor_leads_on() -> None:
    text = site(curriculum(topic("a"), retired=(Retirement(id="old", became=("a",), why="W"),)))[
        "topics/old.md"
    ]
    assert front_of(text)["redirect"] == "../a/"
    assert 'href="../a/"' in text


def test_a_retired_topic_with_several_successors_lets_choose() -> None:
    text = site(
        curriculum(
            topic("a"), topic("b"), retired=(Retirement(id="old", became=("a", "b"), why="W"),)
        )
    )["topics/old.md"]
    assert "redirect" not in front_of(text)
    assert render(text).links == ["../a/", "../b/"]


def test_formulas_become_mathml_and_nothing_else() -> None:
    shown = formula(r"\frac{a_1}{b} \cdot x^2", is_display=False)
    assert shown.startswith('<span class="formula"><math display="inline">')
    assert set(Rendered(shown).tags) <= {
        "span",
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mfrac",
        "msub",
        "msup",
    }
    assert Rendered(markdown.markdown(f"Is {shown} it?")).text.startswith("Is")


@pytest.mark.parametrize("latex", [r"\href{javascript:a}{b}", r"\frac{", r"\text{<img>}", "a<b"])
def test_a_formula_that_cannot_be_shown_is_code_and_never_html(latex: str) -> None:
    shown = Rendered(formula(latex, is_display=True))
    assert {"a", "img", "script"}.isdisjoint(shown.tags)
    assert not shown.links


def test_every_link_of_the_real_site_leads_to_a_page() -> None:
    made = real_pages()
    anchors = {folder_of(path): set(shown.ids) for path, shown in made.items()}
    docs = ROOT / "docs"
    hand_written = {folder_of(page.relative_to(docs).as_posix()) for page in docs.rglob("*.md")}
    for path, shown in made.items():
        for link in shown.links:
            address, _, anchor = link.partition("#")
            if address.startswith("https:") or not address or address.endswith(".md"):
                continue
            folder = posixpath.normpath(posixpath.join("/", folder_of(path), address))[1:]
            folder = f"{folder}/" if folder else ""
            if folder in hand_written or folder.endswith(".zip/"):
                continue  # `test_site` follows these in the built site
            assert folder in anchors, f"{path}: {link}"
            is_plan = "=" in anchor  # a fragment for the planner, not a place on the page
            assert not anchor or is_plan or anchor in anchors[folder], f"{path}: {link}"


def test_no_page_shows_a_hole() -> None:
    for path, text in real_site().items():
        printed = re.sub(r"^```.*?^```$|<code>.*?</code>", "", text, flags=re.MULTILINE | re.DOTALL)
        assert not re.search(r">\s*(None|nan|TODO)\s*<|TODO", printed), path


def test_no_page_has_inline_styles_or_scripts() -> None:
    for path, shown in real_pages().items():
        assert "style" not in shown.attributes, path
        assert not any(name.startswith("on") for name in shown.attributes), path
        assert {"style", "iframe"}.isdisjoint(shown.tags), path


def test_the_example_of_every_topic_is_its_yaml() -> None:
    for entity in real_curriculum().topics.values():
        data = read_yaml(as_yaml(entity), "").data
        placed = {name: getattr(entity, name) for name in FROM_PLACE}
        cut = {"questions": entity.questions[:1], "resources": entity.resources[:1]}
        assert Topic.model_validate({**data, **placed}) == entity.model_copy(update=cut)


def test_pages_do_not_depend_on_the_order_of_the_data() -> None:
    three = (topic("a", reviewed=date(2026, 1, 2)), topic("b", "a"), topic("c", "a"))
    one = curriculum(*three, roles=(role("r", "b"), role("s", "c")))
    other = replace(one, topics=dict(reversed(one.topics.items())))
    assert site(one) == site(other)
