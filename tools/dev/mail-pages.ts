// The mail sink's pages: the list of letters and one letter, readable without a script.

import type { SunkLetter } from './mail-sink.ts';

export type ShownLetter = SunkLetter & {
  /** The recipient as the letter's head has it. */
  readonly name: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly {
    readonly filename: string;
    readonly type: string;
    readonly bytes: Buffer;
  }[];
};

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem; }
h1 { font-size: 1.4rem; margin: 0 0 1rem; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; padding: .5rem; border-bottom: 1px solid #8884; vertical-align: top; }
th { font-weight: 600; font-size: .85rem; }
form { display: flex; gap: .5rem; margin: 0 0 1rem; }
input, button { font: inherit; padding: .35rem .6rem; min-height: 2.2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { font-weight: 600; } dd { margin: 0; }
iframe { width: 100%; height: 34rem; border: 1px solid #8884; border-radius: .5rem; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; border: 1px solid #8884; border-radius: .5rem; }
`;

/** The newest letters first; `total` may be more than are shown. */
export function listPage(letters: readonly SunkLetter[], total: number, wanted: string): string {
  const rows = letters.map(
    (letter) =>
      `<tr><td><time datetime="${escape(letter.receivedAt)}">${escape(clock(letter.receivedAt))}</time></td>` +
      `<td>${escape(letter.to)}</td><td><a href="/letters/${letter.id}">${escape(letter.subject)}</a></td></tr>`,
  );
  const shown = letters.length < total ? `, de ${String(letters.length)} senaste visas` : '';
  return page(
    'Brev',
    `<h1>Brev som Järnkoll har skickat</h1>
<form><label for="q">Mottagare eller ämne</label><input id="q" name="q" type="search" value="${escape(wanted)}"><button>Sök</button></form>
<p>${String(total)} brev${shown}. Inget av dem har lämnat den här datorn.</p>
<table><thead><tr><th scope="col">När</th><th scope="col">Till</th><th scope="col">Ämne</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>`,
  );
}

/** One letter: its head, as it looks, and its text with links that can be followed. */
export function letterPage(letter: ShownLetter): string {
  const head = [
    ['Från', letter.from],
    ['Till', letter.name],
    ['Lämnat till', letter.to],
    ['När', clock(letter.receivedAt)],
    ['Message-ID', letter.messageId],
  ];
  return page(
    letter.subject,
    `<p><a href="/">Alla brev</a></p><h1>${escape(letter.subject)}</h1>
<dl>${head.map(([term, value]) => `<dt>${escape(term ?? '')}</dt><dd>${escape(value ?? '')}</dd>`).join('')}</dl>
<h2>Som det ser ut</h2>
<iframe title="Brevet" src="/letters/${letter.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"></iframe>
<h2>Som text</h2>
<pre>${linked(letter.text)}</pre>${files(letter)}`,
  );
}

function files({ id, attachments }: ShownLetter): string {
  if (attachments.length === 0) return '';
  const items = attachments.map(
    ({ filename }, at) =>
      `<li><a href="/letters/${id}/files/${String(at)}" download>${escape(filename)}</a></li>`,
  );
  return `<h2>Bilagor</h2><ul>${items.join('')}</ul>`;
}

export function errorPage(): string {
  return page('Inget brev', '<h1>Det finns inget sådant brev</h1><p><a href="/">Alla brev</a></p>');
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
}

function linked(text: string): string {
  return escape(text).replaceAll(
    /https?:\/\/[^\s<>"']+/g,
    (url) => `<a href="${url}" rel="noreferrer">${url}</a>`,
  );
}

function clock(at: string): string {
  return new Date(at).toLocaleString('sv-SE', { timeZone: 'Europe/Stockholm' });
}

function escape(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (sign) => names[sign] ?? sign);
}
