// A large `spec-utf8` specification: the same bytes each time, service by service as operators write
// them, with what is rare in it as well (quotes, thousands, numbers in other spellings, no period).

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createRandom, type Random } from '../../demo/random.ts';

export const SERVICES = 9000;

const HEADER =
  'Fakturanr;Fakturadatum;Kundnummer;Abonnemangsid;Nummer;Referens;Grupp;Text;Period från;' +
  'Period till;Antal;Volym;Enhet;Belopp exkl moms;Moms %\r\n';
const CHARGES = [
  ['Abonnemang', 'Månadsavgift Företag 10 GB', 'st'],
  ['Samtal', 'Samtal inom Sverige', 'min'],
  ['Samtal', 'Samtal till utlandet, zon 2', 'min'],
  ['Samtal', 'Samtal till särskilda nummer', 'min'],
  ['Meddelanden', 'Sms inom Sverige', 'st'],
  ['Data', 'Surf inom EU/EES', 'MB'],
  ['Data', 'Surf utanför EU/EES', 'MB'],
  ['Övrigt', 'Rabatt enligt "ramavtal"; fast', 'st'],
] as const;

export type Service = { readonly id: string; readonly number: string };

/** The services that the specification speaks of, a few of which no register knows. */
export function serviceAt(index: number): Service {
  return { id: `B${100_000 + index}`, number: `+4670${1_000_000 + index * 37}` };
}

/** Writes so many rows. */
export async function writeSpecification(file: string, rows: number): Promise<void> {
  const random = createRandom('specification');
  const out = createWriteStream(file);
  let block = HEADER;
  for (let row = 0; row < rows; row += 1) {
    block += rowText(random, serviceAt(Math.floor((row * (SERVICES + 20)) / rows)));
    if (block.length < 1_000_000) continue;
    if (!out.write(block)) await once(out, 'drain');
    block = '';
  }
  out.end(block);
  await once(out, 'finish');
}

function rowText(random: Random, { id, number }: Service): string {
  const [group, text, unit] = random.pick(CHARGES);
  const [from, to] = random.chance(2) ? ['', ''] : ['2026-10-01', '2026-10-31'];
  const day = String(random.between(1, 31)).padStart(2, '0');
  const isTraffic = unit !== 'st';
  const isOneDay = isTraffic && from !== '';
  const fields = [
    'S-2026-10',
    '2026-10-31',
    'K4711',
    random.chance(50) ? id : '',
    random.chance(10) ? asDialled(number) : number,
    'Förvaltningen',
    group,
    quoted(text),
    isOneDay ? `2026-10-${day}` : from,
    isOneDay ? `2026-10-${day}` : to,
    '1',
    isTraffic ? String(random.between(1, 900)) : '',
    unit,
    amountText(random),
    random.chance(95) ? '25' : '0',
  ];
  return `${fields.join(';')}\r\n`;
}

function quoted(text: string): string {
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
}

function asDialled(number: string): string {
  return `0${number.slice(3, 5)}-${number.slice(5)}`;
}

/** Two to four decimals, sometimes below zero, seldom above a thousand with its space. */
function amountText(random: Random): string {
  const sign = random.chance(3) ? '-' : '';
  if (random.chance(1)) return `${sign}1\u00a0${random.between(100, 999)},50`;
  const kronor = random.between(0, 299);
  if (random.chance(60)) return `${sign}${kronor},${padded(random.between(0, 99), 2)}`;
  return `${sign}${kronor},${padded(random.between(0, 9999), 4)}`;
}

function padded(value: number, size: number): string {
  return String(value).padStart(size, '0');
}
