"""`python -m tools.papers FOLDER`: writes the first templates; a file that is there stays, unless `--anew`."""

import sys
from collections.abc import Callable
from pathlib import Path

from tools.papers import of_disputes, of_disputes_outcome, of_proposals, of_supervision
from tools.papers.sheet import Sheet

TEMPLATES: dict[str, Callable[[], Sheet]] = {
    make.__name__: make
    for make in (
        of_proposals.assignment_sheet,
        of_supervision.supervision_notice,
        of_supervision.urging_notice,
        of_supervision.supervision_report,
        of_supervision.supervision_circular,
        of_proposals.proposal_answer,
        of_proposals.supplementary_answer,
        of_proposals.joint_opinion,
        of_proposals.opinion_form,
        of_proposals.consultation_record,
        of_proposals.follow_up_register,
        of_proposals.non_filing_notice,
        of_proposals.yearly_report,
        of_disputes.dispute_register,
        of_disputes.dispute_application,
        of_disputes.rights_notice,
        of_disputes.power_of_attorney,
        of_disputes.inquiry_record,
        of_disputes.mediation_record,
        of_disputes_outcome.mediation_agreement,
        of_disputes_outcome.oral_agreement,
        of_disputes_outcome.performance_page,
        of_disputes_outcome.follow_up_record,
        of_disputes_outcome.end_notice,
        of_disputes_outcome.handover_letter,
        of_disputes_outcome.statement_of_facts,
        of_disputes_outcome.confirmation_application,
        of_disputes_outcome.closing_report,
        of_disputes_outcome.dossier_cover,
        of_disputes_outcome.dossier_contents,
        of_disputes_outcome.dossier_back,
    )
}


def main(folder: Path, *, anew: bool) -> None:
    """Writes each template and says what became of it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in TEMPLATES.items():
        path = folder / f"{name}.docx"
        if path.exists() and not anew:
            print(f"{path.name}: kept")
            continue
        path.write_bytes(make().made())
        print(f"{path.name}: written")


if __name__ == "__main__":
    main(Path(next(word for word in sys.argv[1:] if not word.startswith("-"))), anew="--anew" in sys.argv)
