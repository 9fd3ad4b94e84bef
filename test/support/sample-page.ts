// A page with every part once: the tests of the renderer draw it, and so may whoever looks at parts.

import type { DrawChart } from '../../server/http/charts.ts';
import type { Lang } from '../../server/http/route.ts';
import { addMonths, month } from '../../server/kernel/calendar.ts';
import { ore } from '../../server/kernel/money.ts';
import { columns, fact, field, say, status, verbatim } from '../../server/kernel/page.ts';
import { step, verdicted } from '../../server/kernel/page-process.ts';

const words = verbatim;
const AT = '2026-11-02T07:41:00.000Z';

export function samplePage(draw: DrawChart) {
  const faults = [{ field: 'from', says: words('2026-11-03 har redan passerat.') }];
  const form = { values: { from: '2026-11-03', owner: '4520' }, faults };
  const options = ['4511', '4520'].map((value) => ({ value, says: words(value) }));
  return (lang: Lang) => ({
    title: words('Delar'),
    crumbs: [
      { href: '/', says: say('layout:menu.start') },
      { href: null, says: words('Delar') },
    ],
    rows: 8940,
    ore: 123_450,
    tag: status('wait', words('Beslut behövs'), 'clock'),
    flash: status('ok', words('Flytten är sparad.')),
    faults,
    from: field('from', { label: words('Från'), hint: words('Dag'), type: 'date' }, form),
    owner: field('owner', { label: words('Kostnadsställe'), options }, form),
    reason: field('reason', { label: words('Skäl'), required: true }),
    facts: [
      fact(words('Innehavare'), words('Lena Sjöberg'), {
        sub: say('parts:since', { on: '2025-02-10' }),
      }),
      fact(words('Kostnad'), say('parts:money', { ore: 23_800 }), { href: '/sample', sum: true }),
    ],
    tile: {
      href: '/sample',
      label: words('Mobilabonnemang'),
      value: say('parts:number', { n: 3900 }),
      lines: [words('+12 sedan september')],
    },
    sums: {
      items: (['=', '≠', null] as const).toReversed().map((op) => ({
        op,
        label: words('Fördelat'),
        value: say('parts:money', { ore: 102_729_547 }),
        lines: [{ says: words('skillnad −0,02 kr'), stop: op === '≠' }],
      })),
      verdict: verdicted('stop', words('Kundfakturorna är 2 öre för låga.')),
    },
    steps: [
      step('done', words('Väntade in fakturorna'), { meta: words('Nordtel 2026-11-02') }),
      step('now', words('Skapar kundfakturor'), {
        progress: { done: 412, total: 500, says: words('412 av 500') },
        status: status('stop', words('3 stoppade')),
      }),
      step('next', words('Skapar verifikationer')),
    ],
    events: (['done', 'now', 'next'] as const).map((st) => ({
      st,
      icon: 'check',
      at: st === 'next' ? null : AT,
      by: words('Omar Haddad'),
      title: words('Beställningen skickades in'),
      says: null,
    })),
    deviations: [
      {
        href: '/sample',
        title: words('Samma rad två gånger'),
        rows: words('2 rader'),
        why: { strong: null, says: words('Två rader har samma nummer, tjänst och period.') },
        expected: say('parts:money', { ore: 0 }),
        actual: say('parts:money', { ore: 25_800 }),
        stake: say('parts:money', { ore: 25_800 }),
      },
    ],
    link: {
      no: 1,
      title: words('Rad i bokföringen'),
      amount: say('parts:money', { ore: 9613 }),
      says: words('Verifikation V26-1107, rad 18.'),
    },
    excerpt: {
      label: words('Utdrag ur originalfilen'),
      lines: [
        { no: 8411, text: '46701740611;KONTOR5', marked: false },
        { no: 8412, text: '46701740612;<FALT15>', marked: true },
      ],
    },
    chart: draw(
      {
        id: 'cost',
        title: words('Kostnad per månad'),
        description: words('Staplar.'),
        months: Array.from({ length: 13 }, (_, at) => addMonths(month('2025-10'), at)),
        series: [66_800_000, 18_200_000, 17_100_000, 3_800_000].map((value, at) => ({
          says: words(`Serie ${String(at + 1)}`),
          values: Array.from({ length: 13 }, (_, when) => ore(value - when * 100_000)),
        })),
      },
      lang,
    ),
    columns: columns('-cost', [
      { says: words('Nummer'), by: 'number' },
      { says: words('Belopp'), by: 'cost', numeric: true },
      { says: words('Status') },
    ]),
    paging: {
      from: 101,
      to: 150,
      total: 8940,
      previous: '/sample?before=x',
      next: '/sample?after=y',
    },
    empty: {
      icon: 'inbox',
      title: words('Inget väntar på dig'),
      says: words('Nya beställningar visas här.'),
      action: { href: '/sample', says: words('Se beslutade') },
    },
  });
}
