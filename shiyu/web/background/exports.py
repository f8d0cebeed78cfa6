"""A list too long to be written while somebody waits: the same file, made in the background."""

import shutil
from typing import Any

from shiyu.base.clock import today
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import Purpose
from shiyu.web.background.keeping import fresh, order
from shiyu.web.background.kinds import Going, Kind
from shiyu.web.exporting.cases import CUT, MOST, ExportWanted, export_cases, refuse_early, wanted_cases
from shiyu.web.models import Task

DIRECT = 3_000
"""So many cases are written at once: a spreadsheet of them takes about two seconds."""
LABEL = Words("导出清单", "Export of the list")
TITLE = Words("导出清单（{form}）", "Export of the list ({form})")
WHOLE = Words("共导出 {count} 件，联系方式按规定遮盖。", "{count} cases; contacts are masked as the rules say.")


def is_long(wanted: ExportWanted, *, actor: PostHolder) -> bool:
    """Whether there are more cases than are written while somebody waits."""
    found = wanted_cases(wanted, actor=actor).order_by("-pk").values_list("pk", flat=True)
    return len(found[: DIRECT + 1]) > DIRECT


def order_export(wanted: ExportWanted, *, actor: PostHolder, purpose: Purpose, key: str) -> Task:
    """The export as a task. Raises what the export itself would refuse at once."""
    refuse_early(wanted, actor=actor, purpose=purpose)
    content: dict[str, Any] = {"wanted": wanted.model_dump(mode="json", by_alias=True), "purpose": purpose.value}
    return order("export", actor=actor, key=key, title=TITLE.fill(form=wanted.form.upper()), order=content)


def _work(going: Going) -> None:
    wanted = ExportWanted.model_validate(going.order["wanted"])
    purpose = Purpose(going.order["purpose"])
    total = min(wanted_cases(wanted, actor=going.actor).count(), MOST)
    exported = export_cases(
        wanted, actor=going.actor, purpose=purpose, step=lambda done: going.step(min(done, total - 1), total)
    )
    with exported.file as file, fresh(going.result) as out:
        shutil.copyfileobj(file, out)
    going.step(total, total)
    going.name, going.form, going.done = f"cases-{today():%Y%m%d}", exported.form, exported.count
    going.said.append(CUT.fill(most=MOST) if exported.cut else WHOLE.fill(count=exported.count))


EXPORT = Kind(name="export", label=LABEL, work=_work)
