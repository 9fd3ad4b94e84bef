// Rows of the two specification formats, each with what a test says changed.

import {
  DETAILS_LATIN1,
  SPEC_UTF8,
} from '../../server/domains/invoices/specification/definition.ts';
import { readSpecification } from './read.ts';

export const DETAILS_HEADER = DETAILS_LATIN1.columns.map(({ name }) => name).join('¤');
export const SPEC_HEADER = SPEC_UTF8.columns.map(({ name }) => name).join(';');

export type Row = {
  number?: string;
  text?: string;
  from?: string;
  to?: string;
  net?: string;
  rate?: string;
  id?: string;
  invoice?: string;
};

export function details(row: Row = {}): string {
  const {
    invoice = 'F-1',
    number = '0701740601',
    text = 'Bas',
    from = '01.10.2026',
    to = '31.10.2026',
    net = '10,00',
    rate = '25',
  } = row;
  return [
    invoice,
    '31.10.2026',
    'K1',
    '',
    '',
    number,
    '',
    '',
    'Åsa',
    '',
    'Abonnemang',
    'Avgift',
    text,
    from,
    to,
    '',
    '1',
    '',
    net,
    '',
    rate,
  ].join('¤');
}

export function spec(row: Row = {}): string {
  const {
    invoice = 'F-1',
    id = '',
    number = '0701740601',
    text = 'Bas',
    from = '2026-10-01',
    to = '2026-10-31',
    net = '10,00',
    rate = '25',
  } = row;
  return [
    invoice,
    '2026-10-31',
    'K1',
    id,
    number,
    'Ref',
    'Abonnemang',
    text,
    from,
    to,
    '1',
    '',
    'st',
    net,
    rate,
  ].join(';');
}

export const detailsFile = (...rows: string[]) =>
  Buffer.from([DETAILS_HEADER, ...rows, ''].join('\r\n'), 'latin1');
export const specFile = (...rows: string[]) => Buffer.from([SPEC_HEADER, ...rows, ''].join('\n'));
export const readDetails = (...rows: string[]) =>
  readSpecification(detailsFile(...rows), DETAILS_LATIN1);
export const readSpec = (...rows: string[]) => readSpecification(specFile(...rows), SPEC_UTF8);
