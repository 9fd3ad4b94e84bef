// Groups, grants and the register become rights, and rights reach what they should and nothing else.

import { expect } from 'chai';
import type { LocalDate } from '../../server/kernel/calendar.ts';
import type { Right } from '../../server/kernel/actor.ts';
import type { Grant } from '../../server/domains/access/types.ts';
import type { UnitTree } from '../../server/domains/directory/types.ts';
import {
  isInForce,
  mayGrant,
  mayRevoke,
  parseGroupRoles,
  parseScope,
  reachOfRights,
  rightsOfRegister,
  rolesOfGroups,
  scopeText,
  settleScope,
  unitsBelow,
  usualScope,
} from '../../server/domains/access/rules.ts';
import { ROLES } from '../../server/kernel/actor.ts';
import { SAML_ROLES } from '../../tools/demo/sign-ins.ts';

const day = (text: string) => text as LocalDate;

const centre = (
  code: string,
  unit: string,
  ownerEmail: string,
  coordinatorEmail: string | null,
) => ({
  code,
  unit,
  ownerEmail,
  coordinatorEmail,
});

const TREE: UnitTree = {
  units: [
    { code: 'KOMMUN', parent: null },
    { code: 'OMV', parent: 'KOMMUN' },
    { code: 'HEM', parent: 'OMV' },
    { code: 'SKOLA', parent: 'KOMMUN' },
  ],
  costCentres: [
    centre('4100', 'OMV', 'karin@example.test', 'omar@example.test'),
    centre('4110', 'HEM', 'karin@example.test', null),
    centre('2110', 'SKOLA', 'rune@example.test', 'omar@example.test'),
  ],
  customers: ['K1'],
};

describe('the rules of access', () => {
  describe('scopes', () => {
    it('are read as they are written', () => {
      for (const text of ['all', 'self', 'unit:OMV', 'cost-centre:41-10.å_B', 'customer:K1']) {
        const scope = parseScope(text);
        expect(scope === null ? null : scopeText(scope)).to.equal(text);
      }
    });

    it('are nothing else', () => {
      for (const text of ['', 'unit', 'unit:', 'unit:a b', 'own-unit', 'unit:a:b', 'ALL']) {
        expect(parseScope(text), text).to.equal(null);
      }
    });

    it('of a house role are all, of an employee oneself, of the others the own unit', () => {
      expect(ROLES.map((role) => [role, usualScope(role).kind])).to.deep.equal([
        ['employee', 'self'],
        ['coordinator', 'own-unit'],
        ['cost-centre-owner', 'own-unit'],
        ['unit-economist', 'own-unit'],
        ['administrator', 'all'],
        ['service-desk', 'all'],
        ['finance', 'all'],
        ['auditor', 'all'],
      ]);
      expect(settleScope({ kind: 'own-unit' }, 'OMV')).to.deep.equal({ kind: 'unit', code: 'OMV' });
      expect(settleScope({ kind: 'own-unit' }, null)).to.equal(null);
    });
  });

  describe('the map of groups', () => {
    it('is read with its scopes, separated as one likes', () => {
      expect(
        parseGroupRoles('a=administrator, b=coordinator:unit:OMV;c=unit-economist\nCN=x=finance'),
      ).to.deep.equal([
        { group: 'a', role: 'administrator', scope: { kind: 'all' } },
        { group: 'b', role: 'coordinator', scope: { kind: 'unit', code: 'OMV' } },
        { group: 'c', role: 'unit-economist', scope: { kind: 'own-unit' } },
        { group: 'CN=x', role: 'finance', scope: { kind: 'all' } },
      ]);
      expect(parseGroupRoles('')).to.deep.equal([]);
      expect(parseGroupRoles(SAML_ROLES)).to.have.length.above(5);
    });

    it('tells all its faults together', () => {
      expect(() => parseGroupRoles('a=king, b=finance:unit:, c, d=auditor')).to.throw(
        /"a=king"[\s\S]*"b=finance:unit:"[\s\S]*"c"/,
      );
    });

    it('gives roles only for a group named to the letter', () => {
      const map = parseGroupRoles('Ada=administrator, ada=auditor');
      expect(rolesOfGroups(map, ['ada ', 'ADA', 'ada']).map(({ role }) => role)).to.deep.equal([
        'auditor',
      ]);
    });
  });

  describe('grants', () => {
    const grant = (changes: Partial<Grant>): Grant => ({
      id: 1,
      userId: 7,
      role: 'finance',
      scope: { kind: 'all' },
      from: day('2026-11-01'),
      to: null,
      reason: 'Vikarie',
      grantedBy: 'person:1',
      grantedAt: '2026-10-01T00:00:00.000Z' as Grant['grantedAt'],
      revokedAt: null,
      revokedReason: null,
      ...changes,
    });

    it('count from their first to their last day, both included', () => {
      const november = grant({ to: day('2026-11-30') });
      const days = ['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'].map(day);
      expect(days.map((on) => isInForce(november, on))).to.deep.equal([false, true, true, false]);
      expect(isInForce(grant({}), day('2099-01-01'))).to.equal(true);
    });

    it('count no more once revoked, and are revoked once', () => {
      const revoked = grant({ revokedAt: '2026-11-02T00:00:00.000Z' as Grant['grantedAt'] });
      expect(isInForce(revoked, day('2026-11-03'))).to.equal(false);
      expect(mayRevoke(revoked)).to.include({ allowed: false, code: 'access.already-revoked' });
      expect(mayRevoke(grant({})).allowed).to.equal(true);
    });

    it('are given by nobody to oneself, nor to end before they begin', () => {
      expect(mayGrant(grant({}), { id: 'person:7' })).to.include({ code: 'access.own-right' });
      expect(mayGrant(grant({ to: day('2026-10-31') }), { id: 'person:1' })).to.include({
        code: 'access.period',
      });
      expect(mayGrant(grant({ to: day('2026-11-01') }), { id: 'person:1' }).allowed).to.equal(true);
      expect(mayGrant(grant({}), { id: 'service:7' }).allowed).to.equal(true);
    });
  });

  it('gives by the register what one owns and coordinates, by the address to the letter', () => {
    const rights = (email: string | null) =>
      rightsOfRegister(email, TREE).map((right) => `${right.role} ${scopeText(right.scope)}`);
    expect(rights('karin@example.test')).to.deep.equal([
      'cost-centre-owner cost-centre:4100',
      'cost-centre-owner cost-centre:4110',
    ]);
    expect(rights('omar@example.test')).to.deep.equal([
      'coordinator cost-centre:4100',
      'coordinator cost-centre:2110',
    ]);
    expect(rights('Karin@example.test')).to.deep.equal([]);
    expect(rights(null)).to.deep.equal([]);
  });

  describe('reach', () => {
    const right = (role: Right['role'], scope: Right['scope']) => ({ role, scope });

    it('of a unit is the unit, all below it, and their cost centres; nothing beside or above', () => {
      const reach = reachOfRights([right('coordinator', { kind: 'unit', code: 'OMV' })], TREE);
      expect([...(reach.coordinator?.units ?? [])].sort()).to.deep.equal(['HEM', 'OMV']);
      expect([...(reach.coordinator?.costCentres ?? [])].sort()).to.deep.equal(['4100', '4110']);
      expect(reach.coordinator?.all).to.equal(false);
      expect(reach.finance).to.equal(undefined);
    });

    it('adds the scopes of one role, and keeps roles apart', () => {
      const reach = reachOfRights(
        [
          right('coordinator', { kind: 'unit', code: 'HEM' }),
          right('coordinator', { kind: 'cost-centre', code: '2110' }),
          right('unit-economist', { kind: 'customer', code: 'K1' }),
        ],
        TREE,
      );
      expect([...(reach.coordinator?.costCentres ?? [])].sort()).to.deep.equal(['2110', '4110']);
      expect([...(reach.coordinator?.units ?? [])]).to.deep.equal(['HEM']);
      expect([...(reach['unit-economist']?.customers ?? [])]).to.deep.equal(['K1']);
      expect([...(reach['unit-economist']?.costCentres ?? [])]).to.deep.equal([]);
    });

    it('of all is all; of oneself nothing that has a code', () => {
      const reach = reachOfRights(
        [right('finance', { kind: 'all' }), right('employee', { kind: 'self' })],
        TREE,
      );
      expect(reach.finance?.all).to.equal(true);
      expect(reach.employee).to.deep.equal({
        all: false,
        units: new Set(),
        costCentres: new Set(),
        customers: new Set(),
      });
    });

    it('ends where a tree runs in a circle', () => {
      const circle: UnitTree = {
        units: [
          { code: 'A', parent: 'B' },
          { code: 'B', parent: 'A' },
        ],
        costCentres: [],
        customers: [],
      };
      expect([...unitsBelow(['A'], circle)].sort()).to.deep.equal(['A', 'B']);
    });
  });
});
