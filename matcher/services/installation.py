"""What kind of installation this is: an ordinary one, or one for evaluation that holds unvetted adverts and no people."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.errors import NotAnEvaluation
from matcher.models import Employer, Installation, Jobseeker, VacancyRow

#: The one employer that counts as vetted in an evaluation installation, and nowhere else.
EVALUATION_EMPLOYER = "demo-eures"


def is_evaluation(session: Session) -> bool:
    return bool(session.scalar(select(Installation.evaluation)))


def mark(session: Session, evaluation: bool) -> None:
    """Marks a new installation, for good. One that holds people or vacancies never becomes an evaluation, nor back.

    Raises NotAnEvaluation where the installation is already of the other kind.
    """
    current = session.get(Installation, 1)
    if current is None:
        held = sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in (Jobseeker, VacancyRow, Employer))
        if evaluation and held:
            raise NotAnEvaluation(reason="this installation already holds records")
        session.add(Installation(id=1, evaluation=evaluation))
        session.flush()
    elif current.evaluation is not evaluation:
        raise NotAnEvaluation(reason="this installation is " + ("an evaluation" if current.evaluation else "not an evaluation"))
