"""Two small drawings, as SVG: what more texts would bring, and whether a probability means what it says."""

from collections.abc import Sequence

from shiyu.triage.learning.measuring import Measures

WIDTH, HEIGHT, LEFT, TOP = 520, 340, 60, 30
RIGHT, BOTTOM = WIDTH - 40, HEIGHT - 50
FONT = 'font-family="sans-serif" font-size="12"'
INK, LINE, PALE, OTHER = "#333", "#0b5cad", "#bbb", "#b3541e"

Point = tuple[float, float]


def learning_curve(points: Sequence[tuple[float, float]], baseline: float) -> str:
    """Macro F1 by texts learnt from, on a logarithmic axis, beside the plain way on all of them."""
    import math  # noqa: PLC0415

    low, high = math.log(points[0][0]), math.log(points[-1][0])
    floor = min(0.6, *(f1 for _, f1 in points))

    def at(texts: float, f1: float) -> Point:
        return (math.log(texts) - low) / (high - low), (f1 - floor) / (1 - floor)

    marks = [(*at(texts, f1), f"{f1:.3f}") for texts, f1 in points]
    ticks = [(at(texts, floor)[0], f"{texts:.0f}") for texts, _ in points]
    level = at(points[-1][0], baseline)[1]
    body = [
        _path([(0, level), (1, level)], OTHER, dashed=True),
        _text((0.02, level + 0.03), f"TF-IDF + SVM: {baseline:.3f}", OTHER),
        _path([mark[:2] for mark in marks], LINE),
        *(_dot(mark[:2], mark[2]) for mark in marks),
    ]
    heights = [
        ((tenth / 10 - floor) / (1 - floor), f"{tenth / 10:.1f}") for tenth in range(1, 11) if tenth / 10 >= floor
    ]
    return _framed(body, ticks, heights, names=("学习用的文本数 texts learnt from", "宏平均 F1 macro F1"))


def reliability(measures: Measures) -> str:
    """How many of the guesses were right by the probability they were given; on the diagonal it means what it says."""
    marks = [(one.said, one.right, str(one.texts)) for one in measures.bins]
    tenths = [(tenth / 10, f"{tenth / 10:.1f}") for tenth in range(0, 11, 2)]
    body = [_path([(0, 0), (1, 1)], PALE, dashed=True), _path([(x, y) for x, y, _ in marks], LINE)]
    body += [_dot((x, y), count) for x, y, count in marks]
    return _framed(body, tenths, tenths, names=("给出的概率 probability given", "判对的比例 share that was right"))


def _framed(
    body: Sequence[str],
    ticks: Sequence[tuple[float, str]],
    heights: Sequence[tuple[float, str]],
    *,
    names: tuple[str, str],
) -> str:
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {FONT}>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<path d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}" fill="none" stroke="{INK}"/>',
        *(
            f'<text x="{_x(x):.1f}" y="{BOTTOM + 18}" text-anchor="middle" fill="{INK}">{said}</text>'
            for x, said in ticks
        ),
        *(
            f'<text x="{LEFT - 8}" y="{_y(y) + 4:.1f}" text-anchor="end" fill="{INK}">{said}</text>'
            for y, said in heights
        ),
        f'<text x="{(LEFT + RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle" fill="{INK}">{names[0]}</text>',
        f'<text x="{LEFT}" y="{TOP - 12}" fill="{INK}">{names[1]}</text>',
        *body,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _x(share: float) -> float:
    return LEFT + share * (RIGHT - LEFT)


def _y(share: float) -> float:
    return BOTTOM - share * (BOTTOM - TOP)


def _path(points: Sequence[Point], colour: str, *, dashed: bool = False) -> str:
    way = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    return f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'


def _dot(point: Point, said: str) -> str:
    return f'<circle cx="{_x(point[0]):.1f}" cy="{_y(point[1]):.1f}" r="4" fill="{LINE}"/>' + _text(
        (point[0] - 0.02, point[1] + 0.04), said, INK
    )


def _text(point: Point, said: str, colour: str) -> str:
    return f'<text x="{_x(point[0]):.1f}" y="{_y(point[1]):.1f}" fill="{colour}">{said}</text>'
