// The ledger's files as calls: what was handed over, its bytes, and the accounting system's receipt.

import { z } from 'zod';
import { encodeCursor, toPage } from '../../../kernel/paging.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Api } from '../../../http/route.ts';
import type { LedgerExport } from '../../ledger/types.ts';
import { approveMonths, seeMonths } from '../policy.ts';
import type { BillingCalls } from './deps.ts';
import { ExportInput, ExportPageInput, ExportSchema, pageOf, ReceiptInput } from './shapes.ts';

const SIE = 'application/octet-stream';

export function ledgerExportApi({ ledger, commands }: BillingCalls) {
  const find = async (id: number): Promise<LedgerExport> => {
    const found = await ledger.findExport(id);
    if (found === null) throw notFound();
    return found;
  };
  return (api: Api): void => {
    api.get('/ledger-exports', {
      rule: seeMonths,
      input: ExportPageInput,
      output: pageOf(ExportSchema),
      summary: 'Files for the accounting system, newest first',
      handle: async ({ input, reply }) => {
        const { month = null, after, limit } = input;
        const found = await ledger.listExports({ month, after, limit: limit + 1 });
        const page = toPage(found, limit, ({ id }) => encodeCursor([String(id)]));
        reply.json({ items: page.items.map(toItem), next: page.next });
      },
    });

    api.get('/ledger-exports/:id', {
      rule: seeMonths,
      input: ExportInput,
      output: ExportSchema,
      summary: 'One file for the accounting system',
      handle: async ({ input, reply }) => {
        reply.json(toItem(await find(input.id)));
      },
    });

    api.get('/ledger-exports/:id/file', {
      rule: seeMonths,
      input: ExportInput,
      output: z.string(),
      produces: SIE,
      summary: 'The bytes of a file, as they were first made',
      handle: async ({ input, reply }) => {
        const { fileName } = await find(input.id);
        const body = await ledger.exportContent(input.id);
        if (body === null) throw notFound();
        await reply.bytes({ body, type: SIE, filename: fileName });
      },
    });

    api.post('/ledger-exports/:id/receipt', {
      rule: approveMonths,
      input: ReceiptInput,
      output: ExportSchema,
      summary: 'Tells what the accounting system answered to a file',
      answers: { 409: 'billing-month.state, ledger-export.state' },
      handle: async ({ input, actor, reply }) => {
        const { id, ...receipt } = input;
        reply.json(toItem(await commands.receiveReceipt(id, receipt, actor)));
      },
    });
  };
}

function toItem(file: LedgerExport) {
  const { receiptAt: _at, receiptBy: _by, id, ...rest } = file;
  return { ...rest, id: String(id) };
}
