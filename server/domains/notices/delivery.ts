// Takes a letter from the table to the mail server, at least once and under the same Message-ID.

import { Refusal } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/page.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Fault } from '../../platform/fault.ts';
import type { Mailer } from '../../platform/mail.ts';
import type { Lang } from '../../http/route.ts';
import { letterText, type LetterText } from './letter-text.ts';
import { isGivenUp } from './rules.ts';
import type { LetterStore } from './store.ts';
import type { InvoiceDocument, Letter } from './types.ts';

/** Draws a letter's HTML: the renderer's `draw` with the mail's layout. */
export type DrawLetter = (view: string, model: object, lang: Lang) => Promise<string>;
export type Say = (lang: Lang, text: Text) => string;

export type DeliveryDeps = {
  readonly store: LetterStore;
  readonly mailer: Mailer;
  readonly clock: Clock;
  readonly fault: Fault;
  readonly draw: DrawLetter;
  readonly say: Say;
  readonly invoiceDocument: InvoiceDocument;
  /** Where the house is found from outside: `https://host`, without a slash at the end. */
  readonly origin: string;
};

/**
 * Sends the letter if it is still queued. `gone`: it can never arrive, the log of letters says why.
 * Throws the refusal `mail.unavailable` when it is worth another try.
 */
export function createDelivery(deps: DeliveryDeps) {
  const { store, mailer, clock, fault } = deps;

  const send = async (letter: Letter): Promise<'delivered' | 'gone'> => {
    await mailer.send(await mailOf(letter, deps));
    fault.point('notices.sent');
    await store.markSent(letter.id, clock.now());
    return 'delivered';
  };

  return async (id: number): Promise<'delivered' | 'gone'> => {
    const letter = await store.find(id);
    if (letter === null) return 'gone';
    if (letter.state !== 'queued') return letter.state === 'sent' ? 'delivered' : 'gone';
    try {
      return await send(letter);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const late = isGivenUp(letter.queuedAt, clock.now());
      const final = error.kind !== 'unavailable' || late;
      await store.markTried(letter.id, { failure: error.code, final });
      if (final) return 'gone';
      throw error;
    }
  };
}

async function mailOf(letter: Letter, { draw, say, origin, invoiceDocument }: DeliveryDeps) {
  const text = letterText(letter);
  const { lang } = letter;
  return {
    to: letter.recipient,
    subject: say(lang, text.title),
    html: await draw('notices/mail/letter', { ...text, origin }, lang),
    text: plainText(text, origin, (each) => say(lang, each)),
    messageId: letter.messageId,
    lang,
    attachments: await documentsOf(letter, invoiceDocument),
  };
}

/** Made when the letter goes: the table holds numbers only. */
async function documentsOf(letter: Letter, invoiceDocument: InvoiceDocument) {
  if (letter.kind !== 'invoices-ready') return [];
  const numbers = letter.args.invoices.flatMap((each) =>
    each.attached === true ? [each.number] : [],
  );
  return Promise.all(numbers.map((number) => invoiceDocument(number, letter.lang)));
}

/** The letter for those who read mail as text; the same sentences in the same order. */
function plainText(letter: LetterText, origin: string, say: (text: Text) => string): string {
  const rows = letter.rows.map(
    (row) => `${say(row.says)}: ${say(row.amount)}\n  ${origin}${row.path}`,
  );
  const told = (...texts: readonly (Text | null)[]) =>
    texts.flatMap((each) => (each === null ? [] : [say(each)]));
  return [
    say(letter.title),
    say(letter.lead),
    ...told(letter.attached),
    ...rows,
    ...told(letter.more, letter.total),
    `${say(letter.action.says)}: ${origin}${letter.action.path}`,
  ].join('\n\n');
}
