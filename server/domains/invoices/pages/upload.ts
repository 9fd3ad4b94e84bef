// The form by which files of a supplier come in.

import {
  crumbs,
  field,
  FRESH_FORM,
  say,
  verbatim,
  type Field,
  type FormState,
  type PageHead,
  type Text,
} from '../../../kernel/page.ts';
import { paths } from '../paths.ts';

export type UploadPage = PageHead & {
  readonly action: string;
  readonly faults: FormState['faults'];
  readonly supplier: Field;
  readonly fileFault: Text | null;
  /** The invoice that came before with the same bytes. */
  readonly first: string | null;
  readonly formats: string;
};

export type UploadFacts = {
  readonly suppliers: readonly { readonly code: string; readonly name: string }[];
  readonly first: string | null;
};

export function uploadPage(
  { suppliers, first }: UploadFacts,
  form: FormState = FRESH_FORM,
): UploadPage {
  const title = say('invoices:page.upload.title');
  const options = [
    { value: '', says: say('invoices:page.upload.choose') },
    ...suppliers.map(({ code, name }) => ({ value: code, says: verbatim(name) })),
  ];
  return {
    title,
    crumbs: crumbs(title, { href: paths.index(), says: say('invoices:page.list.title') }),
    action: paths.upload(),
    faults: form.faults,
    supplier: field(
      'supplier',
      { label: say('invoices:page.upload.supplier'), required: true, options },
      form,
    ),
    fileFault: form.faults.find((each) => each.field === 'file')?.says ?? null,
    first,
    formats: paths.formats(),
  };
}
