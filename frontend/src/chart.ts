// Charts drawn from the table under them: the table is what counts, the chart only shows it. Without scripts it stands alone.
import { BarChart, CustomChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

echarts.use([BarChart, CustomChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const SHOWN = 10; // more bars than these nobody reads; the table has them all
const ROW = 26; // pixels of one bar; _maps.scss keeps as much room

type Cell = { value: number | null; low: number | null; high: number | null };
type Read = { rows: string[]; series: { name: string; colour: string; cells: Cell[] }[] };

function colour(name: string): string {
  return getComputedStyle(document.body).getPropertyValue(name).trim() || "#0b5394";
}

/** The columns marked `data-series`, with the numbers of their cells; along a line of time noughts count, and old stands left. */
function read(table: HTMLTableElement, most: number): Read {
  const heads = Array.from(table.tHead?.rows[0]?.cells ?? []);
  const drawn = heads.map((head, at) => (head.dataset.series === undefined ? -1 : at)).filter((at) => at >= 0);
  const ofTime = table.dataset.newestFirst !== undefined;
  const lines = Array.from(table.tBodies[0]?.rows ?? [])
    .filter((row) => row.cells.length === heads.length && (ofTime || drawn.some((at) => Number(row.cells[at].dataset.value ?? 0) !== 0)))
    .slice(0, most);
  if (ofTime) lines.reverse();
  const number = (cell: HTMLElement, name: string): number | null => (cell.dataset[name] ? Number(cell.dataset[name]) : null);
  return {
    rows: lines.map((row) => row.cells[0].textContent?.trim() ?? ""),
    series: heads.flatMap((head, at) => {
      if (head.dataset.series === undefined) return [];
      const cells = lines.map((row) => row.cells[at]).map((cell) => ({ value: number(cell, "value"), low: number(cell, "low"), high: number(cell, "high") }));
      return [{ name: head.textContent?.trim() ?? "", colour: colour(`--shiyu-${head.dataset.series || "blue"}`), cells }];
    }),
  };
}

/** The line of an interval across its bar: how far a small number may be trusted. */
function interval(cells: Cell[], ink: string, shift: number): echarts.EChartsCoreOption {
  return {
    type: "custom",
    silent: true,
    z: 5,
    tooltip: { show: false },
    data: cells.flatMap((cell, at) => (cell.low === null || cell.high === null ? [] : [[cell.low, at, cell.high]])),
    renderItem: (_: unknown, api: { value(n: number): number; coord(at: number[]): number[] }) => {
      const [from, to] = [api.coord([api.value(0), api.value(1)]), api.coord([api.value(2), api.value(1)])];
      const y = from[1] + shift;
      return { type: "line", shape: { x1: from[0], y1: y, x2: to[0], y2: y }, style: { stroke: ink, lineWidth: 1.5 } };
    },
  };
}

function options(found: Read, kind: string): echarts.EChartsCoreOption {
  const [ink, soft, line] = [colour("--shiyu-ink"), colour("--shiyu-soft"), colour("--shiyu-line")];
  const many = found.series.length > 1;
  const names = { type: "category", data: found.rows, inverse: kind === "bar", axisTick: { show: false }, axisLabel: { color: ink, width: 130, overflow: "truncate" }, axisLine: { lineStyle: { color: line } } };
  const numbers = { type: "value", minInterval: 1, axisLabel: { color: soft }, splitLine: { lineStyle: { color: line } } };
  const drawn = found.series.map((one) => ({ type: kind, name: one.name, itemStyle: { color: one.colour }, lineStyle: { color: one.colour }, data: one.cells.map((cell) => cell.value), barMaxWidth: 14, symbolSize: 6 }));
  const lines = kind === "bar" && !many ? found.series.map((one) => interval(one.cells, ink, 0)) : [];
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 8, right: 24, top: many ? 32 : 8, bottom: 8, containLabel: true },
    legend: many ? { top: 0, left: 0, textStyle: { color: ink } } : undefined,
    tooltip: { trigger: "axis", renderMode: "richText", confine: true, axisPointer: { type: "shadow" } }, // markup would break the policy of the page
    xAxis: kind === "bar" ? numbers : names,
    yAxis: kind === "bar" ? names : numbers,
    series: [...drawn, ...lines],
  };
}

function start(place: HTMLElement): void {
  const table = document.getElementById(place.dataset.table ?? "") as HTMLTableElement | null;
  const kind = place.dataset.chart ?? "bar";
  const found = table && read(table, kind === "bar" ? SHOWN : Infinity);
  place.hidden = !found || !found.rows.length || !found.series.length;
  if (!found || place.hidden) return;
  if (kind === "bar") place.style.height = `${found.rows.length * Math.max(ROW, found.series.length * 18) + 70}px`;
  const chart = echarts.init(place, undefined, { renderer: "canvas" });
  chart.setOption(options(found, kind));
  new ResizeObserver(() => chart.resize()).observe(place);
  window.addEventListener("beforeprint", () => chart.resize());
}

document.querySelectorAll<HTMLElement>("[data-chart]").forEach(start);
