// Files of a supplier come in by hand: the form, and what it sends.

import type { FormState } from '../../../kernel/page.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { orAgain } from '../../../http/form.ts';
import type { Route, Upload, UploadedFile } from '../../../http/route.ts';
import { uploadPage } from '../pages/upload.ts';
import { paths } from '../paths.ts';
import { changeInvoices } from '../policy.ts';
import { Nothing } from '../schema.ts';
import type { PageDeps } from './deps.ts';

/** A form that chose no file sends one without name and bytes. */
export function filesIn({ files }: Upload): readonly UploadedFile[] {
  return files.filter(({ name }) => name !== '');
}

export function uploadRoutes({ parts, commands }: PageDeps) {
  const pageOf = async (form?: FormState, first: string | null = null) =>
    uploadPage({ suppliers: await parts.catalogue.allSuppliers(), first }, form);

  return (route: Route): void => {
    route.get(paths.upload(), {
      rule: changeInvoices,
      input: Nothing,
      handle: async ({ reply }) => {
        await reply.page('invoices/new', await pageOf());
      },
    });

    route.post(paths.upload(), {
      rule: changeInvoices,
      input: Nothing,
      body: 'multipart',
      handle: async ({ actor, reply, upload }) => {
        const supplier = upload.fields['supplier'] ?? '';
        let first: string | null = null;
        await orAgain(
          async () => {
            if (supplier === '') throw new Refusal('invalid', 'supplier.missing');
            const id = await commands
              .receiveFiles({ supplier, files: filesIn(upload), actor })
              .catch((error: unknown) => {
                if (error instanceof Refusal) first = error.details.url ?? null;
                throw error;
              });
            reply.seeOther(paths.show(id));
          },
          async (form) => {
            await reply.page('invoices/new', await pageOf(form, first), 422);
          },
          {
            values: { supplier },
            fieldOf: (code) => (code.startsWith('supplier.') ? 'supplier' : 'file'),
          },
        );
      },
    });
  };
}
