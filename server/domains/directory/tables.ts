// The columns of directory's tables. Attributes are named as the columns of the CSV kinds.

import { DataTypes, type Sequelize } from 'sequelize';
import { defineRegister, type RegisterColumns } from '../../platform/register.ts';
import type {
  CostCentreRow,
  CustomerRow,
  LegalEntityRow,
  PersonRow,
  SettingRow,
  UnitRow,
} from './import/columns.ts';

const { BOOLEAN, DATEONLY, SMALLINT, STRING } = DataTypes;

const CODE = { type: STRING(40), allowNull: false };
const NAME = { type: STRING(200), allowNull: false };
const EMAIL = STRING(254);

const PARTY = {
  organisation_number: STRING(20),
  vat_number: STRING(20),
  address: STRING(200),
  postal_code: STRING(20),
  city: STRING(100),
  email: EMAIL,
  reference: STRING(100),
  terms_days: SMALLINT.UNSIGNED,
  rounding: { type: BOOLEAN, field: 'rounds_to_kronor' },
  channel: STRING(20),
};

export function defineDirectoryTables(sequelize: Sequelize) {
  const define = <R extends object>(table: string, columns: RegisterColumns) =>
    defineRegister<R>(sequelize, table, columns);
  return {
    settings: define<SettingRow>('settings', {
      key: { type: STRING(40), field: 'name' },
      value: STRING(500),
    }),
    legalEntities: define<LegalEntityRow>('legal_entities', {
      code: CODE,
      name: NAME,
      kind: STRING(20),
      gln: STRING(20),
      bankgiro: STRING(20),
      ocr: STRING(20),
      ...PARTY,
    }),
    units: define<UnitRow>('units', {
      code: CODE,
      name: NAME,
      kind: STRING(20),
      parent: STRING(40),
      legal_entity: STRING(40),
    }),
    people: define<PersonRow>('people', {
      email: { type: EMAIL, allowNull: false },
      name: NAME,
      unit: CODE,
      employee_no: STRING(40),
      manager_email: EMAIL,
      profile: STRING(20),
      protected: { type: BOOLEAN, field: 'is_protected' },
      valid_from: { type: DATEONLY, field: 'valid_from_on' },
      valid_to: { type: DATEONLY, field: 'valid_to_on' },
    }),
    costCentres: define<CostCentreRow>('cost_centres', {
      code: CODE,
      name: NAME,
      unit: CODE,
      valid_from: { type: DATEONLY, field: 'valid_from_on' },
      valid_to: { type: DATEONLY, field: 'valid_to_on' },
      owner_email: EMAIL,
      coordinator_email: EMAIL,
      code_string: STRING(500),
      counterpart: STRING(40),
      vat: STRING(20),
      channel: STRING(20),
      successor: STRING(1000),
    }),
    customers: define<CustomerRow>('customers', {
      code: CODE,
      name: NAME,
      ...PARTY,
      counterpart: STRING(40),
    }),
  };
}
