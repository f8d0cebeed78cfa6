"""What the papers and the dossier bring to the platform: kinds of paper, the panel of a dispute, a background task."""

from shiyu.disputes.agreements.pages_dossier import panel
from shiyu.disputes.agreements.tasks_dossier import DOSSIER
from shiyu.disputes.papers_outcome import PAPERS
from shiyu.disputes.papers_shown import enter_previews
from shiyu.disputes.procedure import DISPUTE
from shiyu.documents.kinds import enter_paper
from shiyu.documents.panel import show_papers
from shiyu.web.background.kinds import enter_kind
from shiyu.web.panels import register_panel


def enter_agreements() -> None:
    """Called in the `ready` of the app."""
    enter_paper(*PAPERS)
    show_papers(DISPUTE)
    enter_previews()
    enter_kind(DOSSIER)
    register_panel(DISPUTE.name, "disputes/panel.html", panel, order=20)
