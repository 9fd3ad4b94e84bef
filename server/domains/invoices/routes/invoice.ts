// One invoice as a page, its files as they came, and what an administrator does while it waits.

import { notFound } from '../../../kernel/refusal.ts';
import type { FormState } from '../../../kernel/page.ts';
import { faultsOfFields, orAgain, sentTexts } from '../../../http/form.ts';
import type { Route } from '../../../http/route.ts';
import { invoicePage } from '../pages/invoice.ts';
import { paths } from '../paths.ts';
import { changeInvoices, seeInvoices } from '../policy.ts';
import { AcceptanceForm, FileQuestion, InvoiceQuestion, OneInvoice } from '../schema.ts';
import type { InvoiceId } from '../types.ts';
import type { PageDeps } from './deps.ts';
import { createGather } from './gather.ts';
import { filesIn } from './upload.ts';

/** A supplier's bytes are never shown as a page of ours, whatever they are. */
const ANY_BYTES = 'application/octet-stream';

export function invoiceRoutes(deps: PageDeps) {
  const { parts, commands } = deps;
  const gather = createGather(deps);

  /** The page again, with what was wrong about the form. */
  const again = async (id: InvoiceId, form: FormState, { actor, reply }: Asked): Promise<void> => {
    const facts = await gather({ id, show: null, after: null }, actor);
    await reply.page('invoices/show', invoicePage(facts, form), 422);
  };

  return (route: Route): void => {
    route.get(paths.show(':id'), {
      rule: seeInvoices,
      input: InvoiceQuestion,
      handle: async ({ input, actor, reply }) => {
        const asked = await parts.store.invoices.find(input.id);
        if (asked?.pairedWith != null) {
          reply.seeOther(paths.show(asked.pairedWith));
          return;
        }
        await reply.page('invoices/show', invoicePage(await gather(input, actor)));
      },
    });

    route.get(paths.file(':id', ':fileId'), {
      rule: seeInvoices,
      input: FileQuestion,
      handle: async ({ input, reply }) => {
        const file = await parts.store.files.find(input.fileId);
        if (file?.invoiceId !== input.id) throw notFound();
        await reply.bytes({
          body: parts.files.open(file.sha256),
          type: ANY_BYTES,
          filename: file.name,
          headers: { 'Content-Length': String(file.bytes) },
        });
      },
    });

    route.post(paths.files(':id'), {
      rule: changeInvoices,
      input: OneInvoice,
      body: 'multipart',
      handle: async ({ input: { id }, actor, reply, upload }) => {
        await orAgain(
          async () => {
            await commands.addFiles({ id, files: filesIn(upload), actor });
            reply.seeOther(paths.show(id));
          },
          (form) => again(id, form, { actor, reply }),
          { values: {}, fieldOf: () => 'file' },
        );
      },
    });

    route.post(paths.acceptance(':id'), {
      rule: changeInvoices,
      input: AcceptanceForm,
      onInvalid: async ({ values, errors, actor, reply }) => {
        const { id } = OneInvoice.parse({ id: values['id'] });
        await again(id, { values, faults: faultsOfFields(errors) }, { actor, reply });
      },
      handle: async ({ input: { id, reason }, actor, reply, request }) => {
        await orAgain(
          async () => {
            await commands.acceptDifference({ id, reason, actor });
            reply.seeOther(paths.show(id));
          },
          (form) => again(id, form, { actor, reply }),
          { values: sentTexts(request.body), fieldOf: () => 'reason' },
        );
      },
    });
  };
}

type Handled = Parameters<Parameters<Route['get']>[1]['handle']>[0];
type Asked = Pick<Handled, 'actor' | 'reply'>;
