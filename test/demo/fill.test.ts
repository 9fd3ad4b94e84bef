// Filling an installation: in order, by the commands that anyone has, and again from where it stopped.

import { expect } from 'chai';
import { addMonths, month, type Month } from '../../server/kernel/calendar.ts';
import {
  fillDemonstration,
  type DemoApi,
  type Filling,
  type InvoiceState,
  type MonthState,
} from '../../tools/demo/fill.ts';
import type { DemoFile } from '../../tools/demo/operators.ts';
import { REGISTER_KINDS } from '../../tools/demo/registers.ts';
import { people } from '../support/people.ts';

const MONTH = month('2026-10');

/** A house that takes everything in, one step of a month at each look; and may die on the way. */
function aHouse(diesAtCall = Number.POSITIVE_INFINITY) {
  const calls: string[] = [];
  const invoices = new Map<string, InvoiceState>();
  const months = new Map<Month, { steps: string[]; red: number }>();
  let asked = 0;
  const log = (call: string): void => {
    asked += 1;
    if (asked === diesAtCall) throw new Error('killed');
    calls.push(call);
  };
  const taken = (supplier: string, files: readonly DemoFile[]): void => {
    const number = /<cbc:ID>([^<]+)</.exec(files[0]?.bytes.toString() ?? '')?.[1] ?? '';
    const first = { state: 'waiting', rowsIn: 3, rowsQuarantined: 1, netOre: 100_050 };
    invoices.set(`${supplier} ${number}`, first);
  };
  const api: DemoApi = {
    importCsv: (kind) => {
      log(`import ${kind}`);
      return Promise.resolve({ rows: 2, added: 2, changed: 0 });
    },
    findInvoice: ({ supplier, invoiceNumber }) => {
      const found = invoices.get(`${supplier} ${invoiceNumber}`) ?? null;
      if (found !== null)
        invoices.set(`${supplier} ${invoiceNumber}`, { ...found, state: 'ready' });
      return Promise.resolve(found);
    },
    uploadInvoice: (supplier, files) => {
      log(`upload ${supplier} ${files.map(({ name }) => name).join(' ')}`);
      taken(supplier, files);
      return Promise.resolve();
    },
    placeInInbox: (supplier, files) => {
      log(`inbox ${supplier} ${files.map(({ name }) => name).join(' ')}`);
      taken(supplier, files);
      return Promise.resolve();
    },
    startMonth: (of) => {
      log(`start ${of}`);
      const isOpen = of === MONTH;
      months.set(of, { steps: ['waiting', isOpen ? 'red-list' : 'preview'], red: isOpen ? 34 : 0 });
      return Promise.resolve();
    },
    findMonth: (of) => {
      const found = months.get(of);
      if (found === undefined) return Promise.resolve(null);
      const state = found.steps.length > 1 ? (found.steps.shift() ?? '') : (found.steps[0] ?? '');
      const seen: MonthState = {
        state,
        redLines: found.red,
        redOre: 481_784,
        sharesOre: 1_719_223,
      };
      return Promise.resolve(seen);
    },
    approveMonth: (of, email) => {
      log(`approve ${of} ${email}`);
      months.set(of, { steps: ['numbering', 'closed'], red: 0 });
      return Promise.resolve();
    },
    pause: () => Promise.resolve(),
  };
  return { api, calls };
}

function filling(api: DemoApi, lines: string[] = []): Filling {
  return { size: 'story', month: MONTH, api, say: (line) => lines.push(line) };
}

describe('filling the demonstration', () => {
  it('imports in order, closes three months as the finance person, then fills the inbox', async () => {
    const { api, calls } = aHouse();
    await fillDemonstration(filling(api));
    const closed = [-3, -2, -1].map((months) => addMonths(MONTH, months));
    expect(calls).to.deep.equal([
      ...REGISTER_KINDS.map((kind) => `import ${kind}`),
      ...closed.flatMap((of) => [
        `upload NORDTEL nordtel-${of}-faktura.xml nordtel-${of}-specifikation.csv`,
        `upload FJARRTELE fjarrtele-${of}-faktura.xml`,
        `start ${of}`,
        `approve ${of} ${people.bjorn.email}`,
      ]),
      `inbox NORDTEL nordtel-${MONTH}-faktura.xml nordtel-${MONTH}-specifikation.csv`,
      `inbox FJARRTELE fjarrtele-${MONTH}-faktura.xml`,
      `start ${MONTH}`,
    ]);
  });

  it('tells in Swedish what was read and run, and who is waited for', async () => {
    const lines: string[] = [];
    await fillDemonstration(filling(aHouse().api, lines));
    expect(lines[0]).to.equal('Register settings: 2 rader, 2 nya eller ändrade.');
    expect(lines).to.include(
      'Faktura 904113 från NORDTEL: 2 filer, 3 rader, 1 i karantän, 1 000,50 kr utan moms.',
    );
    expect(lines).to.include('September 2026 är stängd: 17 192,23 kr fördelade.');
    expect(lines.at(-1)).to.equal(
      'Oktober 2026: 34 rader på röda listan, 4 817,84 kr; väntar på ekonomis godkännande.',
    );
  });

  it('goes on where it was cut off, whatever call that was', async () => {
    const whole = aHouse();
    await fillDemonstration(filling(whole.api));
    for (let call = 1; call <= whole.calls.length; call += 1) {
      const { api, calls } = aHouse(call);
      const error: unknown = await fillDemonstration(filling(api)).catch(
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(Error);
      await fillDemonstration(filling(api));
      const again = calls.filter((each, index) => calls.indexOf(each) !== index);
      expect(
        again.every((each) => each.startsWith('import ')),
        `killed at call ${String(call)}`,
      ).to.equal(true);
      expect(new Set(calls)).to.deep.equal(new Set(whole.calls));
    }
  });

  it('says which invoice was refused instead of waiting for it', async () => {
    const { api } = aHouse();
    const refused: DemoApi = {
      ...api,
      findInvoice: async (delivery) => {
        const found = await api.findInvoice(delivery);
        return found === null ? null : { ...found, state: 'refused' };
      },
    };
    const error: unknown = await fillDemonstration(filling(refused)).catch(
      (reason: unknown) => reason,
    );
    expect(String(error)).to.contain('Faktura 904092 avvisades');
  });

  it('says that a closed month has a red list, and does not approve it', async () => {
    const { api, calls } = aHouse();
    const red: DemoApi = {
      ...api,
      findMonth: async (of) => {
        const found = await api.findMonth(of);
        return found === null ? null : { ...found, state: 'red-list', redLines: 2 };
      },
    };
    const error: unknown = await fillDemonstration(filling(red)).catch((reason: unknown) => reason);
    expect(String(error)).to.contain('2 rader på röda listan');
    expect(calls.filter((call) => call.startsWith('approve'))).to.deep.equal([]);
  });
});
