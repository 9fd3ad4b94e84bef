// Charts: the picture says what the table says, in classes only, also below zero and for nothing at all.

import { expect } from 'chai';
import { SaxesParser } from 'saxes';
import { createCharts } from '../../server/http/charts.ts';
import { createTexts } from '../../server/http/texts.ts';
import { addMonths, month } from '../../server/kernel/calendar.ts';
import type { CostChart } from '../../server/kernel/chart.ts';
import { ore } from '../../server/kernel/money.ts';
import { verbatim } from '../../server/kernel/page.ts';

describe('charts', () => {
  const draw = createCharts(createTexts('config/locales'));

  const chart = (...series: number[][]): CostChart => ({
    id: 'cost',
    title: verbatim('Kostnad <per> månad'),
    description: verbatim('Staplar.'),
    months: (series[0] ?? []).map((_, at) => addMonths(month('2025-11'), at)),
    series: series.map((values, at) => ({
      says: verbatim(`Serie ${String(at + 1)}`),
      values: values.map((value) => ore(value)),
    })),
  });

  const tagsOf = (svg: string) => {
    const tags: { name: string; attributes: Record<string, string> }[] = [];
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', ({ name, attributes }) => tags.push({ name, attributes }));
    parser.write(svg).close();
    return tags;
  };

  it('stacks series, names months and years, and tells the totals of both ends', () => {
    const { svg, rows, unit } = draw(chart([10_000, 20_000, 30_000], [500, 0, 700]), 'sv');
    const text = svg.toString();
    const bars = tagsOf(text).filter(({ name, attributes }) => name === 'rect' && attributes['y']);
    expect(bars).to.have.length(5);
    expect(text).to.contain('>nov<').and.to.contain('>2025<').and.to.contain('>2026<');
    expect(text).to.contain('>105,00<').and.to.contain('>307,00<');
    expect(text).to.contain('<title id="cost-t">Kostnad &lt;per&gt; månad</title>');
    expect(rows.map(({ totalOre }) => totalOre)).to.deep.equal([10_500, 20_000, 30_700]);
    expect(unit).to.deep.include({ key: 'parts:chart.inKronor' });
  });

  it('shows thousands where kronor are many, and patterns from the fourth series on', () => {
    const many = draw(chart([500_000_000], [1], [1], [300_000_000]), 'sv');
    expect(many.unit).to.deep.include({ key: 'parts:chart.inThousands' });
    expect(many.svg.toString())
      .to.contain('fill="url(#cost-p1)"')
      .and.to.match(/>8\s000</);
  });

  it('draws credits below the line, a line, and months without any cost', () => {
    const credits = tagsOf(draw(chart([-5000, 5000]), 'sv').svg.toString());
    const heights = credits
      .filter(({ name, attributes }) => name === 'rect' && attributes['class'] === 'a')
      .map(({ attributes }) => Number(attributes['height']));
    expect(heights.every((height) => height > 10)).to.equal(true);
    expect(draw(chart([1, 2]), 'sv', { kind: 'line' }).svg.toString()).to.contain('class="ln"');
    expect(draw(chart([0, 0]), 'sv').svg.toString()).not.to.match(/NaN|undefined/);
  });

  it('needs no style and no script', () => {
    const text = draw(chart([1, 2, 3], [4, 5, 6]), 'en').svg.toString();
    expect(text).not.to.match(/style=|<style|<script|on[a-z]+=/);
    expect(tagsOf(text)[0]?.attributes).to.include({ role: 'img' });
  });
});
