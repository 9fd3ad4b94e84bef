// The demonstration municipality: the same bytes each time, the counts of the seed, and registers
// that hold together as `interfaces.md` §3 asks.

import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { month } from '../../server/kernel/calendar.ts';
import { withLuhn } from '../../tools/demo/check-digits.ts';
import {
  createMunicipality,
  registerFiles,
  SIZES,
  type Municipality,
  type Size,
} from '../../tools/demo/municipality.ts';
import { COLUMNS, REGISTER_KINDS, type RegisterKind } from '../../tools/demo/registers.ts';
import { isActive } from '../../tools/demo/services.ts';
import { SIGN_INS } from '../../tools/demo/sign-ins.ts';
import { csvRows } from '../support/oracle/csv.ts';
import { everyDay, isDay, shift } from '../support/oracle/days.ts';
import { get, pairs, type Row } from '../support/oracle/world.ts';

const MONTH = month('2026-10');
const made = new Map<Size, Municipality>();

function municipality(size: Size): Municipality {
  const known = made.get(size) ?? createMunicipality(size, MONTH);
  made.set(size, known);
  return known;
}

const read = new Map<string, readonly Row[]>();

/** The register as another tool reads it. */
function rows(size: Size, kind: RegisterKind): readonly Row[] {
  const key = `${size} ${kind}`;
  const known = read.get(key);
  if (known !== undefined) return known;
  const file = registerFiles(municipality(size)).find((each) => each.kind === kind);
  const parsed = csvRows(file?.bytes ?? Buffer.alloc(0));
  read.set(key, parsed);
  return parsed;
}

function codes(size: Size, kind: RegisterKind, column = 'code'): string[] {
  return rows(size, kind).map((row) => get(row, column));
}

describe('the demonstration municipality', () => {
  it('has the counts of the seed in October, and the month before a few others', () => {
    const { services, timeline } = municipality('gavle');
    const count = (type: string, day: string): number =>
      services.filter((each) => each.type === type && isActive(each, day as never)).length;
    const types = ['mobile', 'extension', 'mobile_broadband', 'm2m'];
    expect(types.map((type) => count(type, timeline.end(0)))).to.deep.equal([3900, 3700, 980, 360]);
    expect(types.map((type) => count(type, timeline.end(-1)))).to.deep.equal([
      3888, 3718, 976, 360,
    ]);
    expect(rows('gavle', 'people')).to.have.length(6000);
    expect(codes('gavle', 'units').length).to.be.within(60, 75);
    expect(rows('gavle', 'cost-centres').length).to.be.within(500, 540);
    expect(services.length).to.be.greaterThan(9_000);
    expect(municipality('story').services.length).to.be.within(60, 150);
  });

  it('closes one cost centre in fifty before the month, with successors of every kind', () => {
    const closed = rows('gavle', 'cost-centres').filter((row) => get(row, 'valid_to') !== '');
    const successors = closed.map((row) => pairs(get(row, 'successor')).length);
    expect(closed).to.have.length(10);
    expect([...new Set(successors)].sort()).to.deep.equal([0, 1, 2, 3]);
  });

  for (const size of SIZES) {
    it(`is the same to the byte each time (${size})`, () => {
      const digest = (of: Municipality): string => {
        const hash = createHash('sha256');
        for (const { bytes } of registerFiles(of)) hash.update(bytes);
        return hash.digest('hex');
      };
      const again = createMunicipality(size, MONTH);
      expect(digest(again)).to.equal(digest(municipality(size)));
      expect(digest(createMunicipality(size, month('2026-11')))).not.to.equal(digest(again));
    });

    it(`writes every kind with its columns, and fills the required ones (${size})`, () => {
      for (const { kind, bytes } of registerFiles(municipality(size))) {
        const header = bytes.toString('utf8').split('\r\n')[0];
        expect(header).to.equal(COLUMNS[kind].join(';'));
        const required = REQUIRED[kind];
        for (const row of rows(size, kind)) {
          for (const column of required)
            expect(get(row, column), `${kind} ${column}`).not.to.equal('');
        }
      }
      expect(Object.keys(REQUIRED)).to.have.members(REGISTER_KINDS);
    });

    it(`refers only to what there is (${size})`, () => {
      const centres = codes(size, 'cost-centres');
      const owners = new Set([...centres, ...codes(size, 'customers')]);
      const references: [RegisterKind, string, ReadonlySet<string>][] = [
        ['units', 'parent', new Set(codes(size, 'units'))],
        ['units', 'legal_entity', new Set(codes(size, 'legal-entities'))],
        ['people', 'unit', new Set(codes(size, 'units'))],
        ['people', 'manager_email', new Set(codes(size, 'people', 'email'))],
        ['cost-centres', 'unit', new Set(codes(size, 'units'))],
        ['cost-centres', 'owner_email', new Set(codes(size, 'people', 'email'))],
        ['cost-centres', 'coordinator_email', new Set(codes(size, 'people', 'email'))],
        ['subscriptions', 'service_type', new Set(codes(size, 'service-types'))],
        ['subscriptions', 'supplier', new Set(codes(size, 'suppliers'))],
        ['ownerships', 'subscription', new Set(codes(size, 'subscriptions', 'id'))],
        ['ownerships', 'owner', owners],
        ['ownerships', 'holder_email', new Set(codes(size, 'people', 'email'))],
        ['charge-codes', 'supplier', new Set(codes(size, 'suppliers'))],
      ];
      for (const [kind, column, known] of references) {
        const said = codes(size, kind, column).filter((code) => code !== '');
        expect(
          said.filter((code) => !known.has(code)),
          `${kind} ${column}`,
        ).to.deep.equal([]);
      }
      const heirs = rows(size, 'cost-centres').flatMap((row) => pairs(get(row, 'successor')));
      expect(heirs.filter(({ code }) => !centres.includes(code))).to.deep.equal([]);
    });

    it(`uses only codes of the accounting system's register (${size})`, () => {
      const known = new Set(
        rows(size, 'code-register').map((row) => `${get(row, 'dimension')}=${get(row, 'code')}`),
      );
      const used = [
        ...rows(size, 'cost-centres').flatMap((row) => [
          `cost_centre=${get(row, 'code')}`,
          `counterpart=${get(row, 'counterpart')}`,
          ...get(row, 'code_string')
            .split(';')
            .filter((part) => part !== ''),
        ]),
        ...codes(size, 'posting-rules', 'account').map((code) => `account=${code}`),
        ...codes(size, 'service-types', 'account').map((code) => `account=${code}`),
      ];
      expect([...new Set(used)].filter((code) => !known.has(code))).to.deep.equal([]);
    });

    it(`shares each service fully on each day that somebody owns it (${size})`, () => {
      const bySubscription = new Map<string, Row[]>();
      for (const row of rows(size, 'ownerships')) {
        const id = get(row, 'subscription');
        bySubscription.set(id, [...(bySubscription.get(id) ?? []), row]);
      }
      for (const [id, owned] of bySubscription) {
        const turns = owned.flatMap((row) => [
          get(row, 'from'),
          get(row, 'to') === '' ? '' : shift(get(row, 'to'), 1),
        ]);
        for (const day of turns.filter((turn) => turn !== '')) {
          const hundredths = owned
            .filter(
              (row) => get(row, 'from') <= day && (get(row, 'to') === '' || day <= get(row, 'to')),
            )
            .reduce((all, row) => all + Math.round(Number(get(row, 'share') || '100') * 100), 0);
          expect(hundredths, `${id} ${day}`).to.be.oneOf([0, 10_000]);
        }
      }
    });

    it(`gives every number to one service at a time (${size})`, () => {
      const spans = rows(size, 'subscriptions')
        .map((row) => ({
          identifier: `${get(row, 'switchboard')} ${get(row, 'identifier')}`,
          from: get(row, 'activated_on'),
          to: get(row, 'terminated_on') || '9999-12-31',
        }))
        .sort((a, b) => (`${a.identifier} ${a.from}` < `${b.identifier} ${b.from}` ? -1 : 1));
      const clashes = spans.filter((span, index) => {
        const next = spans[index + 1];
        return next?.identifier === span.identifier && next.from <= span.to;
      });
      expect(clashes).to.deep.equal([]);
      for (const kind of REGISTER_KINDS) {
        const keys = KEYS[kind];
        if (keys === undefined) continue;
        const said = rows(size, kind).map((row) =>
          keys.map((column) => get(row, column)).join(' '),
        );
        expect(new Set(said).size, kind).to.equal(said.length);
      }
    });

    it(`has days that exist, and numbers with right check digits (${size})`, () => {
      for (const kind of REGISTER_KINDS) {
        for (const column of COLUMNS[kind].filter((name) =>
          /(^from$|^to$|_on$|_until$|^valid_)/.test(name),
        )) {
          const wrong = codes(size, kind, column).filter((day) => day !== '' && !isDay(day));
          expect(wrong, `${kind} ${column}`).to.deep.equal([]);
        }
      }
      const numbers = [
        ...(['legal-entities', 'customers', 'suppliers'] as const).flatMap((kind) =>
          codes(size, kind, 'organisation_number'),
        ),
        ...(['legal-entities', 'suppliers'] as const).flatMap((kind) =>
          codes(size, kind, 'bankgiro'),
        ),
        ...codes(size, 'subscriptions', 'imei'),
        ...codes(size, 'subscriptions', 'iccid'),
      ].filter((number) => number !== '');
      expect(numbers.filter((number) => withLuhn(number.slice(0, -1)) !== number)).to.deep.equal(
        [],
      );
    });
  }

  it('lets one sign in as every role, all of them in the register', () => {
    const known = new Set(codes('story', 'people', 'email'));
    expect(SIGN_INS.filter(({ email }) => !known.has(email))).to.deep.equal([]);
    expect(new Set(SIGN_INS.map(({ role }) => role)).size).to.equal(8);
    expect(
      SIGN_INS.filter(({ role, groups }) => role !== 'employee' && groups.length === 0),
    ).to.deep.equal([]);
  });

  it('moves services in the middle of the month, to two owners and to three', () => {
    const { timeline } = municipality('gavle');
    const days = new Set(everyDay(timeline.on(0, 2), timeline.end(0)));
    const turns = new Map<string, number>();
    for (const row of rows('gavle', 'ownerships')) {
      if (!days.has(get(row, 'from'))) continue;
      const id = get(row, 'subscription');
      turns.set(id, (turns.get(id) ?? 0) + 1);
    }
    const activated = new Set(
      rows('gavle', 'subscriptions')
        .filter((row) => days.has(get(row, 'activated_on')))
        .map((row) => get(row, 'id')),
    );
    const moves = [...turns].filter(([id]) => !activated.has(id)).map(([, count]) => count);
    expect(moves.filter((count) => count === 1).length).to.be.greaterThan(40);
    expect(moves.filter((count) => count === 2).length).to.be.greaterThan(3);
  });
});

const REQUIRED: Readonly<Record<RegisterKind, readonly string[]>> = {
  settings: ['key', 'value'],
  'legal-entities': ['code', 'name', 'kind'],
  units: ['code', 'name', 'kind'],
  'code-register': ['dimension', 'code'],
  people: ['email', 'name', 'unit'],
  'cost-centres': ['code', 'name', 'unit', 'valid_from'],
  customers: ['code', 'name'],
  'service-types': ['code', 'name', 'namespace'],
  suppliers: ['code', 'name'],
  'charge-codes': ['supplier', 'match', 'class'],
  subscriptions: ['id', 'service_type', 'identifier', 'activated_on'],
  ownerships: ['subscription', 'owner', 'from'],
  prices: ['list', 'item', 'price', 'per', 'from'],
  'allocation-rules': ['key', 'from'],
  'posting-rules': ['purpose', 'account', 'from'],
};

const KEYS: Readonly<Partial<Record<RegisterKind, readonly string[]>>> = {
  settings: ['key'],
  'legal-entities': ['code'],
  units: ['code'],
  'code-register': ['dimension', 'code'],
  people: ['email'],
  'cost-centres': ['code'],
  customers: ['code'],
  subscriptions: ['id'],
  ownerships: ['subscription', 'owner', 'from'],
};
