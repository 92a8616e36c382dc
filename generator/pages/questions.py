"""What the documents ask and where they contradict each other, with this curriculum's answers."""

from __future__ import annotations

from dataclasses import dataclass

from generator.pages.addresses import QUESTIONS
from generator.pages.atlas import Atlas
from generator.pages.cards import Link, Saying, sayings, topic_link
from generator.pages.page import FrontMatter
from generator.pages.prose import prose
from generator.pages.rendering import Sheet


@dataclass(frozen=True)
class QuestionView:
    id: str
    question: str
    says: str
    answer: str
    topics: tuple[Link, ...]
    asked_in: tuple[Saying, ...]


@dataclass(frozen=True)
class QuestionsPage:
    path: str
    front: FrontMatter
    questions: tuple[QuestionView, ...]


def questions_page(atlas: Atlas) -> Sheet:
    context = QuestionsPage(
        path=QUESTIONS,
        front=FrontMatter(
            title="Questions",
            description="What the documents ask, where they disagree, and how we answer.",
            section="questions/",
            source_file="curriculum/questions.yml",
            hide=("navigation", "toc"),
        ),
        questions=tuple(
            QuestionView(
                id=question.id,
                question=question.question,
                says=question.says,
                answer=prose(question.answer, QUESTIONS),
                topics=tuple(topic_link(atlas, topic, QUESTIONS) for topic in question.topics),
                asked_in=sayings(atlas, question.asked_in, QUESTIONS),
            )
            for question in atlas.curriculum.questions
        ),
    )
    return Sheet("questions", context)
