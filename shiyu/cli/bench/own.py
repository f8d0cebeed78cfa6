"""The platform's own benches (issue 2, "How fast")."""

from shiyu.base.benches import Bench
from shiyu.base.words import Words
from shiyu.cli.bench import clocks, crash, importing, intake, requests, worklist

OWN = (
    Bench(
        name="intake",
        help=Words("受理：16 个客户端经 HTTP 受理诉求", "Intake over HTTP by 16 clients"),
        run=intake.run,
    ),
    Bench(name="import", help=Words("导入：与 COPY 相比", "Import, beside COPY of the same rows"), run=importing.run),
    Bench(
        name="clocks",
        help=Words("时限：百万时限与一万时限的时钟相比", "A tick among a million clocks and among ten thousand"),
        run=clocks.run,
    ),
    Bench(
        name="worklist",
        help=Words("清单：我的工作、检索、筛选", "Lists: my work, a search, a filtered list, as pages"),
        run=worklist.run,
    ),
    Bench(
        name="crash",
        help=Words("崩溃：负载下杀死进程后核对", "Kill -9 under load, then hold everything to what was promised"),
        run=crash.run,
        rows=2_000,
    ),
    Bench(
        name="requests",
        help=Words("诉求办理：全流程、群体事件、访问高峰", "Requests: whole lives by API, a mass event, a spike"),
        run=requests.run,
    ),
)
