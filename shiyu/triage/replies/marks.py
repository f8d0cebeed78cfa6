"""What an answer names: an action, a day or limit, who is responsible, what it rests on. Patterns of official Chinese.

Written after reading real answers; how often they agree with a reader is in docs/triage.md.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from shiyu.triage.replies.sentences import Span


class Mark(StrEnum):
    """What a reader looks for in an answer."""

    ACTION = "action"
    DATE = "date"
    BODY = "body"
    BASIS = "basis"


_DOING = (
    "核实|核查|调查|检查|巡查|排查|勘查|踏勘|维修|修复|修缮|修补|抢修|更换|清理|清运|清除|整治|整改|拆除|查处|处罚|处理|处置|"
    "立案|责令|约谈|督促|协调|召开|下达|下发|发放|退还|返还|支付|兑付|拨付|安装|建设|建成|施工|开工|完工|改造|"
    "铺设|硬化|绿化|办理|办结|受理|移交|转交|转至|转给|交由|执法|劝离|取缔|关停|停业|检测|监测|上门|走访|增派|增设|增加|"
    "增开|划定|公示|招标|启动|实施|制定|出台|纠正|解决|开通|投用|搬迁|征收|补偿|赔偿|追缴|扣除|安置|通报|"
    "约见|答复|联系|培训|考核|批评|暂停|停止|封堵|疏通|补种|纳入|列入|完成|采取|打击|抓获|侦破|录入|登记|审批"
)
_BEGUN = (
    "已经?|现已|业已|将|正在|正|拟|计划|准备|要求|责成|迅速|立即|立刻|及时|"
    "派|安排|组织|指派|会同|联合|约请|予以|决定|同意"
)
_ACTION = re.compile(
    rf"(?:{_BEGUN})[^。；]{{0,24}}?(?:{_DOING})|(?:{_DOING})(?:了|完毕|到位)|进行(?:了|过)?(?:{_DOING})"
    r"|(?:请|可以?|必?须|应|建议)(?:您|你|当事人|业主|家长)?[^。；，]{0,12}"
    r"(?:拨打|携带|前往|申请|参加|咨询|联系|持|到[^。；，]{1,20}(?:办理|申请|登记))"
)
_NUMBER = "[0-9０-９一二三四五六七八九十两半]"
_DATE = re.compile(
    rf"(?:{_NUMBER}{{2,4}}年)?(?:元|{_NUMBER}{{1,3}})月(?:{_NUMBER}{{1,3}}[日号]|份|底|初|末|[上中下]旬)?(?!租|薪)"
    rf"|(?:19|20)[0-9]{{2}}年(?!版|度《)|{_NUMBER}{{1,4}}个?(?:工作日|小时|天|日|周|星期|月|年)(?:之?内|以内|前|后)"
    r"|[今明后当本][年月周](?:[0-9一二三四上下]?[半季初底末内]?[年度]?)|年[底内末初]|[上下]半年|[一二三四1-4]季度|月[底末]前|春节[前后]|"
    r"下周|次日|当[天日]|[今昨明]天|[今昨明]日|即日起"
)
_DIGIT = "[0-9０-９一二三四五六七八九十〇零○]"
_DAY = rf"{_DIGIT}{{2,4}}\s*年\s*{_DIGIT}{{1,3}}\s*月\s*{_DIGIT}{{1,3}}\s*[日号]?"
_SIGNED = re.compile(rf"^\s*{_DAY}\s*(?=$|网友|尊敬|您|“)|{_DAY}\s*$")
_VAGUE_BODY = re.compile(
    "(?:有关|相关|职能|主管|各级?|上级)(?:职能|主管|责任)?(?:部门|单位)(?:和单位)?|执法部门|问政西地省"
)
_BODY = re.compile(
    "(?:我|本)(?:局|委|办|所|中心|大队|支队|街道|镇|乡|县|区|市|院|站|处|公司|校|司|单位)"
    "|[一-鿿A-Z0-9]{1,14}(?:局(?!限|面|部|势)|街道办?|办事处|居委会|村委会|业委会|委员会|管委会|指挥部|大队|支队|中队|派出所|工商所|国土所|"
    "人民政府|[市县区镇乡省]政府|[市县区]委|发改委|卫健委|住建委|公司|集团|社区|法院|检察院|医院|学校|中学|小学|幼儿园|"
    "[管监服受]理?[务理督]?中心|中心|服务站|管理[处站所]|城管办?|交警|公安|部门|[市县区]住建|环卫|消防)"
)
_BASIS = re.compile(
    "《[^》]{2,60}》|[〔\\[［(（]20[0-9]{2}[〕\\]］)）][^。]{0,6}号|第[0-9一二三四五六七八九十百]+条|(?:根据|依据|依照|按照|按|依)[^。；，]{2,40}"
    "(?:规定|条例|办法|法律?|通知|意见|方案|政策|标准|规划|要求|文件|规范|合同|协议|批复|精神|原则|程序|情况|须知)"
    "|经[^。；，]{0,16}(?:核实|核查|调查|了解|查实|查|勘查|检测|查看|走访|现场|确认|落实)|据查|(?:现场|实地)[^。；，]{0,4}(?:查看|踏勘|核实|勘查|调查|检查|察看|核查|走访)"
    "|(?:调查|核实|核查|检测|监测)(?:结果|情况|发现|显示|表明|核实)|依法|检测报告|鉴定"
)
_RECEIVED = re.compile("(?:收悉|收到|来信|来帖|网帖|发帖|反映的|反映：|提出的)")
_PATTERNS = {Mark.ACTION: _ACTION, Mark.DATE: _DATE, Mark.BODY: _BODY, Mark.BASIS: _BASIS}


def marks_in(answer: Sequence[Span]) -> dict[Mark, Span]:
    """For each mark the first sentence that bears it; a mark nobody bears is not there."""
    found: dict[Mark, Span] = {}
    for sentence in answer:
        said = _SIGNED.sub("", sentence.text)  # the day a letter was signed is no day for what it is about
        for mark, pattern in _PATTERNS.items():
            if mark not in found and pattern.search(_telling(mark, said)):
                found[mark] = sentence
    return found


def _telling(mark: Mark, text: str) -> str:
    if mark is Mark.DATE and _RECEIVED.search(text) and len(text) < 40:
        return ""  # the day on which the message came
    return _VAGUE_BODY.sub(" ", text) if mark is Mark.BODY else text
