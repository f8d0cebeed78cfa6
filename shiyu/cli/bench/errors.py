"""Why a bench gives no figure."""

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words


class BenchFailed(ShiyuError):
    """Something a bench stands on did not work; a figure measured on it would be worth nothing."""

    code = "bench_failed"
    http_status = 500
    sentence = Words("测试未完成：{reason}", "The bench was not completed: {reason}")


class GeneratorTooBusy(BenchFailed):
    """The load generator took so much of a core that the figure would be its own."""

    code = "generator_too_busy"
    sentence = Words(
        "负载发生器占用了一个核的 {share}%（上限 {most}%），结果不可信。",
        "The load generator used {share} % of a core (at most {most} %), so the figure is refused.",
    )
