"""What the moves of a dispute do beyond the engine; each is named in the row of the procedure that runs it."""

from shiyu.disputes.moves_agreement import (
    ask_court,
    drop_draft,
    keep_draft,
    keep_oral,
    note_performance,
    note_ruling,
    remind_of_items,
    sign_agreement,
    take_effect,
    tell_enforcement,
)
from shiyu.disputes.moves_consent import note_rights_told, record_stance, take_consent, take_refusal
from shiyu.disputes.moves_intake import (
    begin_dispute,
    complete_registration,
    join_same_dispute,
    join_side,
    note_danger,
    settle_look_alikes,
)
from shiyu.disputes.moves_mediating import (
    agree_to_expert,
    agree_to_longer,
    ask_for_expert,
    ask_for_longer,
    join_expert,
    note_visit,
    refuse_longer,
)
from shiyu.disputes.moves_papers import hand_papers, write_papers
from shiyu.disputes.moves_rooms import call_off_session, end_session, note_session
from shiyu.disputes.moves_telling import note_way, tell_mediators_of_receipt, tell_source, tell_the_others
from shiyu.disputes.moves_triage import (
    begin_round,
    name_mediator,
    note_wish,
    open_own_side,
    pass_to_body,
    release_mediator,
    send_to_body,
)

__all__ = (
    "agree_to_expert", "agree_to_longer", "ask_court", "ask_for_expert", "ask_for_longer", "begin_dispute",
    "begin_round", "call_off_session", "complete_registration", "drop_draft", "end_session", "hand_papers",
    "join_expert", "join_same_dispute", "join_side", "keep_draft", "keep_oral", "name_mediator", "note_danger",
    "note_performance", "note_rights_told", "note_ruling", "note_session", "note_visit", "note_way", "note_wish",
    "open_own_side", "pass_to_body", "record_stance", "refuse_longer", "release_mediator", "remind_of_items",
    "send_to_body", "settle_look_alikes", "sign_agreement", "take_consent", "take_effect", "take_refusal",
    "tell_enforcement", "tell_mediators_of_receipt", "tell_source", "tell_the_others", "write_papers",
)  # fmt: skip
