"""What supervision refuses beyond the engine."""

from shiyu.base.errors import BadInput
from shiyu.base.words import Words


class Classified(BadInput):
    """涉密: classified matter must not enter; what was typed is not repeated anywhere."""

    code = "classified"
    sentence = Words(
        "涉密事项按《保守国家秘密法》由机要渠道办理，不得录入本平台。您填写的内容没有保存；"
        "如不涉密，请删去密级标志（绝密、机密、秘密★等）后再提交。",
        "Classified matters go by the confidential channel under the Law on Guarding State Secrets and must not be "
        "entered here. Nothing of what you typed was kept; if it is not classified, take out the markings and send it "
        "again.",
    )
