// Draws charts as SVG with classes only: no style attribute, no script. Colour never says it alone:
// three fills differ in lightness, the next three are patterns, each part says what it is where one
// points at it, and the partial `chart` follows the picture with the same figures.

import { scaleBand, scaleLinear } from 'd3-scale';
import { line, stack, stackOffsetDiverging, stackOrderNone } from 'd3-shape';
import handlebars from 'handlebars';
import type { Month } from '../kernel/calendar.ts';
import type { CostChart } from '../kernel/chart.ts';
import { ore, sum, type Ore } from '../kernel/money.ts';
import { say, type Text } from '../kernel/page.ts';
import { formatCount, formatMoney, formatMonth, formatMonthName } from './formats.ts';
import type { Lang } from './route.ts';
import type { Texts } from './texts.ts';

const WIDTH = 800;
/** Few months are drawn narrower, so that their words can be read on a narrow screen. */
const NARROW = 420;
const FEW_MONTHS = 6;
const LEFT = 44;
const TOP = 16;
const FOOT = 40;
const FILLS = ['a', 'b', 'c'] as const;
/** Lines one way, rings, lines both ways: a tile of five, turned. */
const PATTERNS = [
  '<line class="d1" x1="0" y1="0" x2="0" y2="5"/>',
  '<circle class="d1" cx="2.5" cy="2.5" r="1" fill="none"/>',
  '<line class="d1" x1="0" y1="0" x2="0" y2="5"/><line class="d1" x1="0" y1="0" x2="5" y2="0"/>',
] as const;
/** From here on kronor are shown in thousands. */
const THOUSANDS_FROM_ORE = 1_000_000;
const BETWEEN_PARTS = 1.6;
/** Few months do not make bars as wide as barns. */
const WIDEST_BAR = 64;

/** What the partial `chart` needs. */
export type DrawnChart = {
  readonly id: string;
  readonly title: Text;
  readonly unit: Text;
  readonly svg: handlebars.SafeString;
  /** Few months fit on a narrow screen without scrolling. */
  readonly few: boolean;
  readonly legend: readonly { readonly says: Text; readonly swatch: handlebars.SafeString }[];
  readonly rows: readonly {
    readonly month: Month;
    readonly values: readonly Ore[];
    readonly totalOre: Ore;
  }[];
};

export type ChartForm = { readonly height?: number; readonly kind?: 'bars' | 'line' };

export type DrawChart = (chart: CostChart, lang: Lang, form?: ChartForm) => DrawnChart;

export function createCharts(texts: Texts): DrawChart {
  return (chart, lang, form = {}) => {
    const totals = chart.months.map((_, at) => totalOf(chart, at));
    const thousands = Math.max(...totals.map(Math.abs), 0) >= THOUSANDS_FROM_ORE;
    const drawing = {
      chart,
      totals,
      lang,
      divisor: thousands ? 100_000 : 100,
      width: chart.months.length <= FEW_MONTHS ? NARROW : WIDTH,
      height: form.height ?? 270,
      words: (text: Text) => escape(texts.t(lang, text)),
    };
    return {
      id: chart.id,
      title: chart.title,
      unit: say(thousands ? 'parts:chart.inThousands' : 'parts:chart.inKronor'),
      svg: new handlebars.SafeString(svgOf(drawing, form.kind ?? 'bars')),
      few: chart.months.length <= FEW_MONTHS,
      legend: chart.series.map(({ says }, at) => ({ says, swatch: swatchOf(chart.id, at) })),
      rows: chart.months.map((month, at) => ({
        month,
        values: chart.series.map(({ values }) => values[at] ?? ore(0)),
        totalOre: totals[at] ?? ore(0),
      })),
    };
  };
}

type Drawing = {
  readonly chart: CostChart;
  readonly totals: readonly Ore[];
  readonly lang: Lang;
  readonly divisor: number;
  readonly width: number;
  readonly height: number;
  readonly words: (text: Text) => string;
};

function svgOf(drawing: Drawing, kind: 'bars' | 'line'): string {
  const { chart, width, height, words } = drawing;
  const scales = scalesOf(drawing, kind);
  const id = escape(chart.id);
  return [
    `<svg viewBox="0 0 ${String(width)} ${String(height)}" role="img" aria-labelledby="${id}-t ${id}-d">`,
    `<title id="${id}-t">${words(chart.title)}</title><desc id="${id}-d">${words(chart.description)}</desc>`,
    patternsOf(chart),
    gridOf(drawing, scales),
    kind === 'bars' ? barsOf(drawing, scales) : lineOf(drawing, scales),
    monthsOf(drawing, scales),
    endsOf(drawing, scales),
    '</svg>',
  ].join('');
}

type Scales = ReturnType<typeof scalesOf>;

function scalesOf({ chart, totals, width, height }: Drawing, kind: 'bars' | 'line') {
  const layers = stack<number>()
    .keys(chart.series.map((_, at) => String(at)))
    .value((month, key) => chart.series[Number(key)]?.values[month] ?? 0)
    .order(stackOrderNone)
    .offset(stackOffsetDiverging)(chart.months.map((_, at) => at));
  const ends = kind === 'line' ? [...totals] : layers.flat().flatMap((part) => [part[0], part[1]]);
  const x = scaleBand<number>(
    chart.months.map((_, at) => at),
    [LEFT, width],
  )
    .paddingInner(0.38)
    .paddingOuter(0.15);
  const highest = Math.max(...ends, 0);
  const y = scaleLinear(
    [Math.min(...ends, 0), highest === 0 ? 100 : highest],
    [height - FOOT, TOP],
  ).nice(6);
  return { layers, x, y };
}

function gridOf({ lang, divisor, width }: Drawing, { y }: Scales): string {
  return y
    .ticks(6)
    .map((tick) => {
      const at = short(y(tick));
      const label = formatCount(tick / divisor, lang);
      const kind = tick === 0 ? 'axis' : 'grid';
      return (
        `<line class="${kind}" x1="${String(LEFT)}" x2="${String(width)}" y1="${at}" y2="${at}"/>` +
        `<text x="${String(LEFT - 8)}" y="${short(y(tick) + 4)}" text-anchor="end">${label}</text>`
      );
    })
    .join('');
}

function barsOf(drawing: Drawing, { layers, x, y }: Scales): string {
  const { chart } = drawing;
  const width = Math.min(x.bandwidth(), WIDEST_BAR);
  const inset = (x.bandwidth() - width) / 2;
  return layers
    .map((layer, at) =>
      layer
        .map((part, month) => {
          const [top, bottom] = [y(part[1]), y(part[0])];
          const gap = at === 0 ? 0 : BETWEEN_PARTS;
          const height = bottom - top - gap;
          if (part[0] === part[1]) return '';
          const left = short((x(month) ?? 0) + inset);
          const place = `x="${left}" y="${short(top)}"`;
          const size = `${place} width="${short(width)}" height="${short(Math.max(height, 0.5))}"`;
          const says = partSays(drawing, { series: at, month });
          return `<rect ${fillOf(chart.id, at)} ${size}><title>${says}</title></rect>`;
        })
        .join(''),
    )
    .join('');
}

/** What one reads where one points at a part: series, month and kronor. */
function partSays(
  { chart, lang, words }: Drawing,
  at: { readonly series: number; readonly month: number },
): string {
  const [series, month] = [chart.series[at.series], chart.months[at.month]];
  if (series === undefined || month === undefined) return '';
  const kronor = formatMoney(series.values[at.month] ?? ore(0));
  return `${words(series.says)}, ${escape(formatMonth(month, lang))}: ${kronor}`;
}

function lineOf({ totals }: Drawing, { x, y }: Scales): string {
  const middle = (at: number) => (x(at) ?? 0) + x.bandwidth() / 2;
  const path = line<Ore>()
    .x((_, at) => Number(short(middle(at))))
    .y((total) => Number(short(y(total))))([...totals]);
  const points = totals.map(
    (total, at) => `<circle class="pt" cx="${short(middle(at))}" cy="${short(y(total))}" r="3"/>`,
  );
  return `<path class="ln" d="${path ?? ''}"/>${points.join('')}`;
}

/** Months below, the year under the first and under every January. */
function monthsOf({ chart, lang, height }: Drawing, { x }: Scales): string {
  const last = chart.months.length - 1;
  return chart.months
    .map((month, at) => {
      const middle = short((x(at) ?? 0) + x.bandwidth() / 2);
      const text = (below: number, words: string, kind = '') =>
        `<text${kind} x="${middle}" y="${String(height - FOOT + below)}" text-anchor="middle">${words}</text>`;
      const name = escape(formatMonthName(month, lang, 'short'));
      const year = at === 0 || month.endsWith('-01') ? text(33, month.slice(0, 4)) : '';
      return text(18, name, at === last ? ' class="tot"' : '') + year;
    })
    .join('');
}

/** The totals of the first and the last month, above them. */
function endsOf({ totals, lang, divisor }: Drawing, { layers, x, y }: Scales): string {
  const ends = [...new Set([0, totals.length - 1])].filter((at) => totals[at] !== undefined);
  return ends
    .map((at) => {
      const total = totals[at] ?? ore(0);
      const highest = Math.max(total, ...layers.map((layer) => layer[at]?.[1] ?? 0));
      const label =
        divisor === 100
          ? formatMoney(total, { unit: false })
          : formatCount(Math.round(total / divisor), lang);
      const middle = short((x(at) ?? 0) + x.bandwidth() / 2);
      return `<text class="tot" x="${middle}" y="${short(y(highest) - 6)}" text-anchor="middle">${label}</text>`;
    })
    .join('');
}

function totalOf(chart: CostChart, at: number): Ore {
  return sum(chart.series.map(({ values }) => values[at] ?? ore(0)));
}

function swatchOf(id: string, at: number): handlebars.SafeString {
  return new handlebars.SafeString(
    `<svg viewBox="0 0 14 14"><rect ${fillOf(id, at)} width="14" height="14"/></svg>`,
  );
}

function fillOf(id: string, at: number): string {
  const fill = FILLS[at];
  if (fill !== undefined) return `class="${fill}"`;
  return `fill="url(#${patternId(id, at - FILLS.length)})"`;
}

/** Only those that are used. */
function patternsOf({ id, series }: CostChart): string {
  const patterns = PATTERNS.slice(0, Math.max(series.length - FILLS.length, 0)).map(
    (lines, at) =>
      `<pattern id="${patternId(id, at)}" width="5" height="5" patternUnits="userSpaceOnUse" ` +
      `patternTransform="rotate(45)"><rect class="d0" width="5" height="5"/>${lines}</pattern>`,
  );
  return patterns.length === 0 ? '' : `<defs>${patterns.join('')}</defs>`;
}

function patternId(id: string, at: number): string {
  return `${escape(id)}-p${String(at + 1)}`;
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escape(text: string): string {
  return handlebars.escapeExpression(text);
}
