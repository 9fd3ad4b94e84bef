// Customer invoices as calls: within one's reach, with their documents.

import { encodeCursor, toPage } from '../../../kernel/paging.ts';
import { notFound } from '../../../kernel/refusal.ts';
import { reachOf } from '../../../kernel/rule.ts';
import { z } from 'zod';
import type { Api } from '../../../http/route.ts';
import { EXCEL_TYPE } from '../../../platform/excel.ts';
import { PDF_TYPE } from '../../../platform/pdf.ts';
import { seeCustomerInvoices } from '../policy.ts';
import type { BillingCalls } from './deps.ts';
import {
  InvoiceSchema,
  InvoicePageInput,
  NumberInput,
  pageOf,
  WholeInvoiceSchema,
} from './shapes.ts';

export function customerInvoiceApi({ invoices, documents }: BillingCalls) {
  const target = ({ number }: { number: string }) => invoices.targetOf(number);
  return (api: Api): void => {
    api.get('/customer-invoices', {
      rule: seeCustomerInvoices,
      input: InvoicePageInput,
      output: pageOf(InvoiceSchema),
      summary: 'Customer invoices by number, of one month where it is named',
      handle: async ({ input, actor, reply }) => {
        const { month = null, after, limit } = input;
        const reach = reachOf(seeCustomerInvoices, actor);
        const found = await invoices.pageOf(reach, { month, after, limit });
        reply.json(toPage(found, limit, ({ number }) => encodeCursor([number])));
      },
    });

    api.get('/customer-invoices/:number.pdf', {
      rule: seeCustomerInvoices,
      input: NumberInput,
      output: z.string(),
      produces: PDF_TYPE,
      summary: 'A customer invoice as PDF',
      target,
      handle: async ({ input, reply }) => {
        const body = await documents.pdf(input.number);
        await reply.bytes({ body, type: PDF_TYPE, filename: `${input.number}.pdf` });
      },
    });

    api.get('/customer-invoices/:number.xlsx', {
      rule: seeCustomerInvoices,
      input: NumberInput,
      output: z.string(),
      produces: EXCEL_TYPE,
      summary: 'A customer invoice as an Excel workbook',
      target,
      handle: async ({ input, reply }) => {
        const body = await documents.xlsx(input.number);
        await reply.bytes({ body, type: EXCEL_TYPE, filename: `${input.number}.xlsx` });
      },
    });

    api.get('/customer-invoices/:number', {
      rule: seeCustomerInvoices,
      input: NumberInput,
      output: WholeInvoiceSchema,
      summary: 'One customer invoice with its lines, one a share',
      target,
      handle: async ({ input, reply }) => {
        const found = await invoices.findCall(input.number);
        if (found === null) throw notFound();
        reply.json({ ...found, lines: await invoices.linesOf(input.number) });
      },
    });
  };
}
