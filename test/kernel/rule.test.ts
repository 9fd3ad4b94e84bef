import { expect } from 'chai';
import {
  SYSTEM,
  hasRole,
  hasRoleEverywhere,
  type Actor,
  type Reach,
  type Role,
} from '../../server/kernel/actor.ts';
import {
  ANYONE,
  SIGNED_IN,
  answer,
  defineRule,
  may,
  reachOf,
  selfOf,
  type Target,
} from '../../server/kernel/rule.ts';

function reach(codes: Partial<Record<'units' | 'costCentres' | 'customers', string[]>>): Reach {
  return {
    all: false,
    units: new Set(codes.units),
    costCentres: new Set(codes.costCentres),
    customers: new Set(codes.customers),
  };
}

function person(reaches: Partial<Record<Role, Reach>>): Actor {
  const roles = Object.keys(reaches) as Role[];
  return {
    kind: 'person',
    id: 'person:1',
    name: 'Karin Ek',
    email: 'karin@example.test',
    rights: roles.map((role) => ({ role, scope: { kind: 'self' }, source: 'grant', until: null })),
    reach: reaches,
  };
}

const EVERYTHING: Reach = { ...reach({}), all: true };
const maySee = defineRule({
  name: 'things.see',
  roles: ['employee', 'coordinator', 'auditor', 'finance'],
});
const mayMove = defineRule({ name: 'things.move', roles: ['coordinator'], seenBy: maySee });
const mayClose = defineRule({ name: 'things.close', roles: ['finance'], everywhere: true });

const coordinator = person({ coordinator: reach({ costCentres: ['4110'], units: ['F2'] }) });
const auditor = person({ auditor: EVERYTHING });
const employee = person({ employee: reach({}) });

describe('rule: what an actor is answered', () => {
  const cases: [string, Actor, Target | null, string][] = [
    ['coordinator, own cost centre', coordinator, { costCentres: ['4110'] }, 'allowed'],
    ['coordinator, one of several', coordinator, { costCentres: ['9', '4110'] }, 'allowed'],
    ['coordinator, own unit', coordinator, { units: ['F2'] }, 'allowed'],
    ['coordinator, another one', coordinator, { costCentres: ['4120'] }, 'hidden'],
    ['coordinator, another case of the code', coordinator, { units: ['f2'] }, 'hidden'],
    ['coordinator, a customer with the same code', coordinator, { customers: ['4110'] }, 'hidden'],
    ['auditor, who only sees', auditor, { costCentres: ['4110'] }, 'forbidden'],
    ['employee, own', employee, { persons: ['karin@example.test'] }, 'forbidden'],
    ['employee, another person', employee, { persons: ['omar@example.test'] }, 'hidden'],
    ['the collection', coordinator, null, 'allowed'],
    ['the collection, only seeing', auditor, null, 'forbidden'],
  ];
  for (const [what, actor, target, expected] of cases) {
    it(`${what}: ${expected}`, () => {
      expect(answer(mayMove, actor, target)).to.equal(expected);
      expect(may(mayMove, actor, target)).to.equal(expected === 'allowed');
    });
  }

  it('lets a narrow scope do nothing that asks for the whole', () => {
    expect(may(mayClose, person({ finance: reach({ costCentres: ['4110'] }) }))).to.equal(false);
    expect(may(mayClose, person({ finance: EVERYTHING }))).to.equal(true);
  });

  it('lets anyone through where the rule says so', () => {
    expect(may(ANYONE, person({}))).to.equal(true);
    expect(may(SIGNED_IN, person({}), { costCentres: ['x'] })).to.equal(true);
  });
});

describe('rule: what lists filter by', () => {
  it('joins the reach of the roles that the rule names, and no other', () => {
    const both = person({
      coordinator: reach({ costCentres: ['4110'] }),
      employee: reach({}),
      'unit-economist': reach({ costCentres: ['4200'] }),
    });
    const reached = reachOf(maySee, both);
    expect([...reached.costCentres]).to.deep.equal(['4110']);
    expect(reached.all).to.equal(false);
    expect(reachOf(maySee, auditor).all).to.equal(true);
  });

  it('adds oneself where employees are let in', () => {
    expect(selfOf(maySee, employee)).to.equal('karin@example.test');
    expect(selfOf(mayMove, employee)).to.equal(null);
  });

  it('tells roles and roles everywhere', () => {
    expect(hasRole(coordinator, 'finance', 'coordinator')).to.equal(true);
    expect(hasRole(coordinator, 'finance')).to.equal(false);
    expect(hasRoleEverywhere(coordinator, 'coordinator')).to.equal(false);
    expect(hasRoleEverywhere(SYSTEM, 'administrator')).to.equal(true);
  });
});
