// The columns of the list as a file: the same rows as on the page, protected people masked as there.

import type { LocalDate, Month } from '../../../kernel/calendar.ts';
import { verbatim, type Text } from '../../../kernel/page.ts';
import { holderText, isHeldInSecret, shownNumber, type HolderPerson } from '../rules/display.ts';
import type { ListedSubscription } from './list.ts';

export type ExportedRow = {
  readonly row: ListedSubscription & { readonly supplier: string | null };
  readonly people: ReadonlyMap<string, HolderPerson>;
  readonly names: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, string>;
  readonly today: LocalDate;
};

type Lang = 'sv' | 'en';
type Say = {
  readonly t: (lang: Lang, text: string | Text, args?: Record<string, unknown>) => string;
};
type Kind = 'text' | 'code' | 'day' | 'amount';
type ExportColumn = {
  readonly header: string;
  readonly kind: Kind;
  readonly value: (row: ExportedRow) => string | number | null;
};

/** Columns in the language that was asked for; costs only where a month has them. */
export function exportColumns(texts: Say, lang: Lang, month: Month | null): ExportColumn[] {
  const column = (key: string, kind: Kind, value: ExportColumn['value']): ExportColumn => ({
    header: texts.t(lang, `inventory:export.${key}`, month === null ? {} : { month }),
    kind,
    value,
  });
  const said = (text: Text) => texts.t(lang, text);
  const owners = ({ row }: ExportedRow) => row.owners.map(({ owner }) => owner);
  return [
    column('id', 'code', ({ row }) => row.id),
    column('type', 'text', ({ row, types }) => types.get(row.serviceType) ?? row.serviceType),
    column('number', 'code', ({ row, people }) =>
      isHeldInSecret(row.everHeldBy, people)
        ? said(shownNumber(row.identifier, true))
        : row.identifier,
    ),
    column('holder', 'text', ({ row, people }) => {
      const [owner] = row.owners;
      return said(owner === undefined ? verbatim('') : holderText(owner, people));
    }),
    column('plan', 'text', ({ row }) => row.plan),
    column('owner', 'code', (each) => owners(each).join(', ')),
    column('ownerName', 'text', (each) =>
      owners(each)
        .map((code) => each.names.get(code) ?? '')
        .join(', '),
    ),
    column('supplier', 'code', ({ row }) => row.supplier),
    column('activated', 'day', ({ row }) => row.activatedOn),
    column('terminated', 'day', ({ row }) => row.terminatedOn),
    ...(month === null
      ? []
      : [
          column('cost', 'amount', ({ row }) => row.costOre),
          column('previous', 'amount', ({ row }) => row.previousCostOre),
        ]),
  ];
}
