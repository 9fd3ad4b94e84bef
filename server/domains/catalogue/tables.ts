// The columns of catalogue's tables. Attributes are named as the columns of the CSV kinds.

import { DataTypes, type Sequelize } from 'sequelize';
import { defineRegister, type RegisterColumns } from '../../platform/register.ts';
import type { ChargeCodeRow, PriceRow, ServiceTypeRow, SupplierRow } from './import/columns.ts';

const { BIGINT, DATEONLY, DECIMAL, SMALLINT, STRING } = DataTypes;

const CODE = { type: STRING(40), allowNull: false };
const NAME = { type: STRING(200), allowNull: false };

export function defineCatalogueTables(sequelize: Sequelize) {
  const define = <R extends object>(table: string, columns: RegisterColumns) =>
    defineRegister<R>(sequelize, table, columns);
  return {
    serviceTypes: define<ServiceTypeRow>('service_types', {
      code: CODE,
      name: NAME,
      namespace: STRING(20),
      account: STRING(40),
      vat_rate: DECIMAL(5, 2),
      unused_after_months: SMALLINT.UNSIGNED,
    }),
    suppliers: define<SupplierRow>('suppliers', {
      code: CODE,
      name: NAME,
      organisation_number: STRING(20),
      bankgiro: STRING(20),
      specification: STRING(40),
      invoice_day: SMALLINT.UNSIGNED,
      rhythm: STRING(20),
      tolerance: { type: BIGINT, field: 'tolerance_ore' },
      patterns: STRING(2000),
    }),
    chargeCodes: define<ChargeCodeRow>('charge_codes', {
      supplier: CODE,
      match: { type: STRING(200), field: 'match_text' },
      class: STRING(20),
      item: STRING(200),
    }),
    prices: define<PriceRow>('prices', {
      list: CODE,
      item: NAME,
      price: { type: STRING(24), field: 'price_text' },
      per: STRING(20),
      from: { type: DATEONLY, field: 'from_on' },
      to: { type: DATEONLY, field: 'to_on' },
    }),
  };
}
