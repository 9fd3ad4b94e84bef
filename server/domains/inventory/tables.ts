// The columns of inventory's tables. Attributes are named as the columns of the CSV kinds.

import { DataTypes, type Sequelize } from 'sequelize';
import { defineRegister, type RegisterColumns } from '../../platform/register.ts';
import type { OwnershipRow, SubscriptionRow } from './import/columns.ts';

const { DATEONLY, SMALLINT, STRING } = DataTypes;

const CODE = { type: STRING(40), allowNull: false };

/** What a subscription was called, and when; derived from the register, one row a period. */
export type IdentifierRow = {
  readonly subscription: string;
  readonly supplier: string | null;
  readonly namespace: string;
  readonly identifier: string;
  readonly raw: string;
  readonly from: string;
  readonly to: string | null;
};

export function defineInventoryTables(sequelize: Sequelize) {
  const define = <R extends object>(table: string, columns: RegisterColumns) =>
    defineRegister<R>(sequelize, table, columns);
  return {
    subscriptions: define<SubscriptionRow>('subscriptions', {
      id: { ...CODE, field: 'code' },
      service_type: CODE,
      identifier: STRING(100),
      switchboard: STRING(40),
      supplier: STRING(40),
      supplier_account: STRING(80),
      supplier_subscription_id: STRING(80),
      plan: STRING(200),
      options: STRING(1000),
      contract: STRING(80),
      activated_on: DATEONLY,
      terminated_on: DATEONLY,
      bound_until: { type: DATEONLY, field: 'bound_until_on' },
      notice_days: SMALLINT.UNSIGNED,
      iccid: STRING(40),
      imei: STRING(40),
      place: STRING(200),
    }),
    identifiers: define<IdentifierRow>('subscription_identifiers', {
      subscription: CODE,
      supplier: STRING(40),
      namespace: STRING(60),
      identifier: STRING(100),
      raw: STRING(100),
      from: { type: DATEONLY, field: 'from_on' },
      to: { type: DATEONLY, field: 'to_on' },
    }),
    ownerships: define<OwnershipRow>('ownerships', {
      subscription: CODE,
      owner: CODE,
      from: { type: DATEONLY, field: 'from_on' },
      to: { type: DATEONLY, field: 'to_on' },
      share: { type: SMALLINT.UNSIGNED, field: 'share_hundredths' },
      holder_email: STRING(254),
      holder_text: STRING(200),
    }),
  };
}
