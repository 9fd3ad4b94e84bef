// The specification `details-latin1` as a file: ISO-8859-1, `¤`, decimal comma, days with dots.

import { swedishText } from '../../../tools/demo/amounts.ts';
import type { SpecificationHead, SpecificationRow } from '../../../tools/demo/specification.ts';

const HEADER =
  'Fakturanummer¤Fakturadato¤Abonnementets_eierkonto¤Mobilnummer¤Hovedgruppe¤Undergruppe¤' +
  'Fakturatekst¤Fakturalinjestartdato¤Fakturalinjesluttdato¤Varighet¤Antall¤Netto¤MVA¤MVA_prosent';

/** The rows as such a file. It has no quoting, so no text may hold a line end or `¤`. */
export function latin1File(head: SpecificationHead, rows: readonly SpecificationRow[]): Buffer {
  const lines = rows.map((row) => {
    const amount = swedishText(row.amount).replaceAll('\u00a0', '');
    const fields = [
      head.number,
      withDots(head.issuedOn),
      row.account,
      row.number,
      row.group,
      row.group,
      row.text,
      withDots(row.from),
      row.fault === 'date' ? '31.02.2026' : withDots(row.to),
      '',
      '1',
      row.fault === 'amount' ? `${amount}x` : amount,
      '0,00',
      String(row.rate),
    ];
    return (row.fault === 'fields' ? fields.slice(0, -2) : fields).join('¤');
  });
  return Buffer.from(`${[HEADER, ...lines].join('\n')}\n`, 'latin1');
}

function withDots(day: string): string {
  return day.split('-').reverse().join('.');
}
