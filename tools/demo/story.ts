// The people, cost centres and customers that both sizes of the municipality have: those with
// names, about whom the tests and the pictures tell.

import { withLuhn } from './check-digits.ts';
import { mailName } from './names.ts';

export const MAIL_DOMAIN = 'example.test';

/** One person: name, unit, profile. */
export type Person = {
  readonly name: string;
  readonly email: string;
  readonly unit: string;
  readonly profile: string;
  readonly isProtected: boolean;
};

const PEOPLE = `
Eva Lind           | KLF-IT  | office
Tove Strand        | KLF-IT  | office
Björn Ahl          | KLF-EKO | office
Maja Sundell       | KLF-EKO | office
Ingrid Stenhammar  | KLF-STA | office
Omar Haddad        | OMV-STA | office
Sara Holm          | OMV-STA | office
Johan Berg         | OMV-STA | office
Karin Ek           | OMV-HT  | office
Amina Yusuf        | OMV-HT  | field
Lena Sjöberg       | OMV-HT  | field
Mona Ivarsson      | OMV-HT  | field
Sofia Lund         | OMV-HT  | field
Ali Rezai          | OMV-HT  | field
Emma Blom          | OMV-HT  | field
Pelle Grahn        | OMV-HT  | field
Nour Abdi          | OMV-NAT | on_call
Greta Uggelvik     | OMV-REH | field
Sixten Hällgren    | OMV-REH | field
Tekla Vinterros    | OMV-SB  | office
Hilda Klintmark    | OMV-DAG | office
Rune Oxelblad      | UTB-GR  | office
Vera Fjällbo       | UTB-GR  | office
Folke Tallrot      | UTB-FSK | office
Siri Brinkvall     | KUF-BIB | office
Melker Granvind    | KUF-BAD | field
Loke Havstrand     | TEK-GAT | field
Stella Åkerfors    | TEK-VA  | field
Uno Dahlrud        | NBAB    | office
Yngve Tornman      | NEAB    | office
Person Skyddad     | OMV-HT  | field | protected
`;

export const STORY_PEOPLE: readonly Person[] = table(PEOPLE, [
  'name',
  'unit',
  'profile',
  'mark',
]).map(({ name, unit, profile, mark }) => {
  return { name, unit, profile, email: emailOf(name), isProtected: mark === 'protected' };
});

/** The address of a named person. */
export function emailOf(name: string): string {
  return `${mailName(name)}@${MAIL_DOMAIN}`;
}

/** A cost centre with a name in the story. `closed` gives way on the last day before the month. */
export type StoryCentre = {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly owner: string;
  readonly deductible: boolean;
  readonly closed: boolean;
  readonly successor: string;
  readonly codeString: string;
};

const CENTRES = `
1700 | IT, telefoni och växel     | KLF-IT  | Eva Lind        | open       |
1710 | IT-support                 | KLF-IT  | Tove Strand     | open       |
1720 | Ekonomikontoret            | KLF-EKO | Björn Ahl       | open       |
1790 | Uppsamling telefoni        | KLF-IT  | Eva Lind        | open       | account=6219
2110 | Björkskolan                | UTB-GR  | Rune Oxelblad   | open       | activity=410
2120 | Förskolan Ekorren          | UTB-FSK | Folke Tallrot   | open       | activity=410
3210 | Stadsbiblioteket           | KUF-BIB | Siri Brinkvall  | open       | activity=310
3220 | Simhallen                  | KUF-BAD | Melker Granvind | deductible | activity=310
4511 | Omvårdnad stab             | OMV-STA | Sara Holm       | open       | activity=510
4512 | Rehab                      | OMV-REH | Greta Uggelvik  | closed     | activity=510 | 4514
4513 | Rehab natt                 | OMV-REH | Greta Uggelvik  | closed     | activity=510 | 4512=60,4521=40
4514 | Rehab, samlad              | OMV-REH | Greta Uggelvik  | open       | activity=510
4520 | Hemtjänst Centrum          | OMV-HT  | Karin Ek        | open       | activity=510
4521 | Hemtjänst Norr             | OMV-HT  | Karin Ek        | open       | activity=510
4522 | Nattpatrullen              | OMV-NAT | Karin Ek        | open       | activity=510
4531 | Solbacken                  | OMV-SB  | Tekla Vinterros | open       | activity=510
4532 | Ekgården                   | OMV-SB  | Tekla Vinterros | open       | activity=510
4540 | Dagverksamheten Linden     | OMV-DAG | Hilda Klintmark | closed     | activity=510
6110 | Gatuenheten                | TEK-GAT | Loke Havstrand  | open       | account=6218;project=P2041
6210 | Vattenverket               | TEK-VA  | Stella Åkerfors | deductible | activity=250
7101 | Bostäder, förvaltning      | NBAB    | Uno Dahlrud     | open       |
7102 | Bostäder, drift            | NBAB    | Uno Dahlrud     | open       |
7201 | Energi, nät                | NEAB    | Yngve Tornman   | open       |
`;

export const STORY_CENTRES: readonly StoryCentre[] = table(CENTRES, [
  'code',
  'name',
  'unit',
  'owner',
  'state',
  'codeString',
  'successor',
]).map(({ code, name, unit, owner, state, codeString, successor }) => ({
  code,
  name,
  unit,
  owner: emailOf(owner),
  deductible: state === 'deductible',
  closed: state === 'closed',
  successor: successor.replaceAll(',', '|'),
  codeString,
}));

/** An external customer; letters go by post where nothing else is said. */
export type StoryCustomer = {
  readonly code: string;
  readonly name: string;
  readonly organisationNumber: string;
  readonly street: string;
  readonly channel: string;
  readonly rounding: string;
};

const CUSTOMERS = `
K-HAMN | Hamnföreningen Fyren           | 802499310 | Hamnplan 2       | post  | no
K-BRUK | Brukshundklubben Ringen        | 802499328 | Industrivägen 14 | post  | yes
K-KULT | Kulturföreningen Gnistan       | 802499336 | Parkgatan 7      | login | no
K-FIBR | Norrviks Byanät ekonomisk f.   | 769699344 | Torggatan 3      | post  | yes
K-TAXI | Norrviks Färdtjänsttrafik AB   | 559998352 | Industrivägen 22 | email | no
`;

export const STORY_CUSTOMERS: readonly StoryCustomer[] = table(CUSTOMERS, [
  'code',
  'name',
  'digits',
  'street',
  'channel',
  'rounding',
]).map(({ digits, ...customer }) => ({ ...customer, organisationNumber: withLuhn(digits) }));

/** The rows of a table written as text: one a line, fields between bars, named by `columns`. */
export function table<C extends string>(
  text: string,
  columns: readonly C[],
): Readonly<Record<C, string>>[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const fields = line.split('|').map((field) => field.trim());
      const named = columns.map((column, index) => [column, fields[index] ?? ''] as const);
      return Object.fromEntries(named) as Record<C, string>;
    });
}
