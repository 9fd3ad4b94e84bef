// What this room's pages are made with, beside the room itself.

import type { LocalDate } from '../../../kernel/calendar.ts';
import type { Lang } from '../../../http/route.ts';
import type { Texts } from '../../../http/texts.ts';
import type { Pdf } from '../../../platform/pdf.ts';
import type { SupplierInvoice } from '../../invoices/types.ts';
import type { Journal } from '../../journal/journal.ts';
import type { AskNames } from '../../journal/types.ts';
import type { DocumentLang, Words } from '../documents/words.ts';
import type { InvoiceQueries } from '../queries/customer-invoices.ts';
import type { InvoiceFactQueries } from '../queries/invoice-facts.ts';
import type { MonthPageQueries } from '../queries/month-page.ts';
import type { AskReferences, RedListPageQueries } from '../queries/red-list-page.ts';
import type { LineSource, TraceQueries } from '../queries/trace.ts';

/** What compose gives: words, the press, and what other rooms know. */
export type BillingPageParts = {
  readonly texts: Texts;
  readonly pdf: Pdf;
  readonly invoices: {
    /** Waiting or refused, and issued or received in the month of the day. */
    readonly heldInvoices: (lastDay: LocalDate) => Promise<readonly SupplierInvoice[]>;
    /** Where a line stands in its file, with the lines around it. */
    readonly sourceOfLine: (lineId: number) => Promise<LineSource | null>;
    /** What lines said of their service, whole; lines that said nothing are left out. */
    readonly referencesOf: AskReferences;
  };
  readonly journal: Pick<Journal, 'ofSubject'>;
  readonly askNames: AskNames;
};

export type PageQueries = InvoiceQueries &
  InvoiceFactQueries &
  TraceQueries &
  MonthPageQueries &
  RedListPageQueries;

/** The words of documents in the language of who asks. */
export function languageOf(texts: Texts, lang: Lang): { words: Words; lang: DocumentLang } {
  return { lang, words: (key, args) => texts.t(lang, key, args) };
}
