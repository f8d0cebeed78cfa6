"""全部办件: every case the reader may see, filtered by a plain form, newest first."""

from django.urls import reverse

from shiyu.base.words import Words
from shiyu.web.lists import CaseList

ALL_CASES = CaseList(
    name="cases",
    title=Words("全部办件", "All cases"),
    elsewhere=lambda _tab: (reverse("work"), Words("回到我的工作", "Back to my work")),
)
