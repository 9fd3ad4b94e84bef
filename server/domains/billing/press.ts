// A customer invoice as PDF, made in one way: page, call and letter give the same bytes.

import type { Lang } from '../../http/route.ts';
import type { Texts } from '../../http/texts.ts';
import type { Pdf } from '../../platform/pdf.ts';
import { customerInvoiceDocument } from './documents/customer-invoice.ts';
import type { CustomerInvoiceView } from './documents/view.ts';
import { languageOf } from './routes/deps.ts';

export type Press = { readonly texts: Texts; readonly pdf: Pdf };

export function pdfOfInvoice(
  view: CustomerInvoiceView,
  lang: Lang,
  { texts, pdf }: Press,
): Promise<Buffer> {
  return pdf.render('customer-invoice', customerInvoiceDocument(view, languageOf(texts, lang)));
}
