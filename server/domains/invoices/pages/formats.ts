// Format definitions: which there are, and one with the first rows of a file as it reads them.

import {
  crumbs,
  fact,
  field,
  FRESH_FORM,
  say,
  status,
  verbatim,
  type Fact,
  type Field,
  type FormState,
  type PageHead,
  type Status,
  type Text,
} from '../../../kernel/page.ts';
import { paths } from '../paths.ts';
import type { FormatDefinition } from '../specification/definition.ts';
import type { FormatFacts, Sample } from './facts.ts';

export type FormatListPage = PageHead & {
  readonly rows: readonly {
    readonly href: string;
    readonly name: string;
    readonly version: number;
    readonly about: Text;
    readonly suppliers: string;
  }[];
};

export type Definitions = readonly {
  readonly definition: FormatDefinition;
  readonly suppliers: readonly string[];
}[];

export function formatListPage(definitions: Definitions): FormatListPage {
  const title = say('invoices:page.formats.title');
  return {
    title,
    crumbs: crumbs(title),
    rows: definitions.map(({ definition, suppliers }) => ({
      href: paths.format(definition.name),
      name: definition.name,
      version: definition.version,
      about: say('invoices:page.formats.about', {
        encoding: definition.encoding,
        separator: definition.separator,
        count: definition.columns.length,
      }),
      suppliers: suppliers.join(', '),
    })),
  };
}

export type FormatPage = PageHead & {
  readonly lead: Text;
  readonly faults: FormState['faults'];
  readonly facts: readonly Fact[];
  readonly columns: readonly {
    readonly name: string;
    readonly field: Text;
    readonly needed: Text;
  }[];
  readonly kept: { readonly action: string; readonly file: Field } | null;
  readonly upload: { readonly action: string; readonly fault: Text | null } | null;
  readonly sample: SamplePart | null;
};

export type SamplePart = {
  readonly says: Text;
  readonly refusal: Text | null;
  readonly unknown: Text | null;
  readonly headings: readonly { readonly says: Text; readonly numeric: boolean }[];
  readonly span: number;
  readonly rows: readonly {
    readonly line: number;
    readonly cells: readonly { readonly text: string; readonly numeric: boolean }[];
    readonly text: string | null;
    readonly status: Status | null;
    readonly why: Text | null;
  }[];
};

export function formatPage(facts: FormatFacts, form: FormState = FRESH_FORM): FormatPage {
  const { definition, kept, looked, file, mayUpload } = facts;
  const title = verbatim(definition.name);
  const action = paths.format(definition.name);
  return {
    title,
    crumbs: crumbs(title, { href: paths.formats(), says: say('invoices:page.formats.title') }),
    lead: say('invoices:page.formats.lead', { version: definition.version }),
    faults: form.faults,
    facts: factsOf(facts),
    columns: definition.columns.map((column) => ({
      name: column.name,
      field:
        column.field === null || column.personal
          ? say('invoices:page.formats.notKept')
          : say(`invoices:page.field.${column.field}`),
      needed: say(`invoices:page.formats.${column.required ? 'required' : 'optional'}`),
    })),
    kept: kept.length === 0 ? null : { action, file: keptField(facts, file) },
    upload: mayUpload
      ? { action, fault: form.faults.find((each) => each.field === 'look')?.says ?? null }
      : null,
    sample: looked === null ? null : sampleOf(looked.name, looked.sample),
  };
}

function factsOf({ definition, suppliers }: FormatFacts): Fact[] {
  const told = (key: string, value: Text) => fact(say(`invoices:page.formats.${key}`), value);
  return [
    told('encoding', verbatim(definition.encoding)),
    told('separator', verbatim(definition.separator)),
    told('quoting', say(`invoices:page.quoting.${definition.quoting}`)),
    told('decimalSign', verbatim(definition.decimalSign)),
    told('dates', verbatim(definition.dates)),
    told('suppliers', suppliers.length === 0 ? say('parts:none') : verbatim(suppliers.join(', '))),
  ];
}

function keptField({ kept }: FormatFacts, file: number | null): Field {
  const options = kept.map(({ id, name, supplier, invoiceNumber }) => ({
    value: String(id),
    says: verbatim([supplier, invoiceNumber, name].filter((each) => each !== null).join(' · ')),
  }));
  const value = file === null ? (options[0]?.value ?? '') : String(file);
  return field('file', { label: say('invoices:page.formats.kept'), options, value });
}

const NUMERIC: ReadonlySet<string> = new Set(['net', 'vatRate']);

function sampleOf(name: string, { fields, rows, unknown, refusal }: Sample): SamplePart {
  const read = rows.filter(({ fault }) => fault === null).length;
  return {
    says: say('invoices:page.sample.says', { name, read, count: rows.length }),
    refusal: refusal === null ? null : say(`errors:${refusal.code}`, refusal.args),
    unknown:
      unknown.length === 0
        ? null
        : say('invoices:page.sample.unknown', { columns: unknown.join(', ') }),
    headings: fields.map((each) => ({
      says: say(`invoices:page.field.${each}`),
      numeric: NUMERIC.has(each),
    })),
    span: fields.length,
    rows: rows.map(({ line, cells, text, fault }) => ({
      line,
      cells: cells.map((each, index) => ({
        text: each,
        numeric: NUMERIC.has(fields[index] ?? ''),
      })),
      text,
      status: fault === null ? null : status('wait', say('invoices:page.sample.quarantined')),
      why: fault === null ? null : say(`errors:${fault.code}`, fault.args),
    })),
  };
}
