"""What the making of papers refuses, each with its own code and sentence."""

from shiyu.base.errors import AlreadyDone, BadInput, NoSuchThing, ShiyuError
from shiyu.base.words import Words


class NoSuchPaperKind(ShiyuError):
    """No system entered a kind of paper of that name: a mistake of the release."""

    code = "no_such_paper_kind"
    http_status = 500
    sentence = Words("没有“{kind}”这种公文。", "There is no kind of paper “{kind}”.")


class BadPaperFact(BadInput):
    """A fact of a paper is missing, unknown, or of another shape than its kind says."""

    code = "bad_paper_fact"
    sentence = Words("公文“{kind}”的“{fact}”：{reason}", "Paper “{kind}”, fact “{fact}”: {reason}")


class BadPaperTemplate(ShiyuError):
    """The city's template cannot be used; nothing was issued."""

    code = "bad_paper_template"
    http_status = 500
    sentence = Words("{file}：{reason}", "{file}: {reason}")


class NoCodeWord(ShiyuError):
    """The unit has no 机关代字 on that day, so its paper cannot be numbered."""

    code = "no_code_word"
    http_status = 409
    sentence = Words(
        "单位“{unit}”没有机关代字，不能编发文字号：请在城市包 rules/papers.toml 中补上。",
        "Unit “{unit}” has no code-word, so its paper cannot be numbered: add it to rules/papers.toml of the pack.",
    )


class NoSuchPaper(NoSuchThing):
    """There is no such paper, or it is not the asker's to see: both look the same."""

    code = "no_such_paper"
    sentence = Words("没有找到这份公文。", "There is no such paper.")


class CorrectedAlready(AlreadyDone):
    """Another paper has taken the place of this one already."""

    code = "paper_corrected"
    sentence = Words(
        "“{title}”已被另一份公文更正，请更正最新的一份。", "“{title}” was corrected already; correct the newest paper."
    )
