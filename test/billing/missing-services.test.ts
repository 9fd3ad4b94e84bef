// What the red list proposes for services that the register lacks, and what is made of the form.

import { expect } from 'chai';
import { localDate } from '../../server/kernel/calendar.ts';
import { ore } from '../../server/kernel/money.ts';
import type { RedFacts } from '../../server/domains/billing/pages/month-facts.ts';
import { missingOf, missingServices } from '../../server/domains/billing/rules/missing-services.ts';
import { MissingForm } from '../../server/domains/billing/schema/pages.ts';

const KNOWN = {
  ofPlans: new Map([
    ['Bredband 50 GB', 'mobile_broadband'],
    ['M2m Larm', 'm2m'],
    ['Larmlänk', 'link'],
  ]),
  numbered: new Set(['mobile', 'm2m', 'mobile_broadband']),
};
const TYPES = [
  { code: 'mobile_broadband', namespace: 'e164' },
  { code: 'special', namespace: 'service_id' },
] as const;

type Said = Partial<Pick<RedFacts, 'supplier' | 'reference' | 'number'>> & {
  readonly text?: string;
  readonly reason?: string;
};

function row({ text = 'Avgift', reason = 'reference-unknown', ...said }: Said): RedFacts {
  return {
    line: {
      lineId: 's:1',
      supplierLineId: 1,
      text,
      reason,
      args: {},
      netOre: ore(18_000),
      state: 'open',
      owner: null,
      placedBy: null,
      placedReason: null,
    } as unknown as RedFacts['line'],
    supplier: 'NORD',
    invoiceId: 1,
    invoiceNumber: '17',
    reference: null,
    number: null,
    periodFrom: localDate('2026-10-01'),
    periodTo: localDate('2026-10-31'),
    ...said,
  };
}

describe('services that the register lacks', () => {
  it('are filled in by what the file says: id, number, and the plan that the register knows', () => {
    const rows = [
      row({ reference: 'NT-BB-1', number: '070 977 95 03', text: 'Datatrafik' }),
      row({ reference: 'NT-BB-1', number: '070 977 95 03', text: 'Bredband 50 GB' }),
    ];
    const [only, ...others] = missingServices(rows, KNOWN);
    expect(others).to.deep.equal([]);
    expect(only).to.include({
      reference: 'NT-BB-1',
      number: '+46709779503',
      plan: 'Bredband 50 GB',
      serviceType: 'mobile_broadband',
      lines: 2,
      netOre: 36_000,
    });
  });

  const guesses: readonly [string, Said, string][] = [
    ['a mobile by its number', { reference: '070-174 06 12' }, 'mobile'],
    ['a machine by its number', { reference: '0719-000 417 02' }, 'm2m'],
    ['a mobile by the number beside an id', { reference: 'X-1', number: '0701740612' }, 'mobile'],
    ['a plan before a number', { reference: '070-174 06 12', text: 'M2m Larm' }, 'm2m'],
    [
      'a numbered plan without a number as a special service',
      { reference: 'X-1', text: 'Bredband 50 GB' },
      'special',
    ],
    ['a plan of what has no numbers', { reference: 'X-1', text: 'Larmlänk' }, 'link'],
    ['what has no number as a special service', { reference: 'X-1' }, 'special'],
  ];
  for (const [what, said, expected] of guesses) {
    it(`are guessed: ${what}`, () => {
      expect(missingServices([row(said)], KNOWN)[0]?.serviceType).to.equal(expected);
    });
  }

  it('are neither lines that name nothing nor lines that are red for another reason', () => {
    const rows = [row({}), row({ reference: 'X-1', reason: 'owner-closed' })];
    expect(missingServices(rows, KNOWN)).to.deep.equal([]);
  });

  const form = (fields: object) =>
    MissingForm.parse({
      month: '2026-10',
      supplier: 'NORD',
      reference: 'NT-BB-1',
      number: '+46709779503',
      plan: 'Bredband 50 GB',
      serviceType: 'mobile_broadband',
      owner: '4110',
      activatedOn: '2026-10-01',
      newRest: '',
      newReason: 'glömd',
      ...fields,
    });

  it('are known by number and by the supplier’s id where the file has both', () => {
    expect(missingOf(form({}), TYPES)[0]).to.include({
      identifier: '+46709779503',
      supplierSubscriptionId: 'NT-BB-1',
      plan: 'Bredband 50 GB',
    });
  });

  it('keep the supplier’s id as their own where their type has no numbers', () => {
    expect(missingOf(form({ serviceType: 'special' }), TYPES)[0]).to.include({
      identifier: 'NT-BB-1',
      supplierSubscriptionId: 'NT-BB-1',
    });
  });

  it('are found again by the supplier’s id where the file has only that', () => {
    const told = { number: '', serviceType: 'special' };
    expect(missingOf(form(told), TYPES)[0]).to.include({
      identifier: 'NT-BB-1',
      supplierSubscriptionId: 'NT-BB-1',
    });
  });

  it('are told by their number alone where the file has only that', () => {
    const told = { reference: '+46709779503', number: '+46709779503', plan: '' };
    expect(missingOf(form(told), TYPES)[0]).to.include({
      identifier: '+46709779503',
      supplierSubscriptionId: null,
      plan: null,
    });
  });

  it('belong to whom the one field for all others says, where theirs is empty', () => {
    const told = { supplier: ['NORD', 'NORD'], reference: ['NT-1', 'NT-2'], owner: ['4110', ''] };
    const many = { number: ['', ''], plan: ['', ''], serviceType: ['special', 'special'] };
    const days = { activatedOn: ['2026-10-01', '2026-10-01'] };
    const made = missingOf(form({ ...told, ...many, ...days, newRest: '4200' }), TYPES);
    expect(made.map(({ owner }) => owner)).to.deep.equal(['4110', '4200']);
  });

  it('are not made without an owner', () => {
    expect(missingOf(form({ owner: '' }), TYPES)).to.deep.equal([]);
  });
});
