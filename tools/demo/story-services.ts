// The services that both sizes of the municipality have, written as a table, with all that is odd
// about them: moves, shares, gaps, terminations and what the operator charges wrongly.

import type { LocalDate } from '../../server/kernel/calendar.ts';
import { planOf, SERVICE_TYPES, type ServiceType } from './catalogue.ts';
import { fictionNumber, machineNumber } from './check-digits.ts';
import { NOT_BOUGHT, type Bought, type Oddity, type Owner, type Service } from './services.ts';
import { emailOf, STORY_PEOPLE, table } from './story.ts';
import { dayBefore, type Timeline } from './timeline.ts';

// What and the last digits | plan | holder | owners, from which day of the month | what is odd.
// `-1:15` is the 15th of the month before the demonstration's.
const SERVICES = `
mobile 621   | Obegränsad  | Johan Berg       | 4511 | +Roaming EU+
mobile 622   | Kontor 5 GB | Sara Holm        | 4511 | +Säker växel
mobile 666   | Kontor 5 GB | Omar Haddad      | 4511 |
mobile 612   | Fält 15 GB  | Lena Sjöberg     | 4511, 12: 4520 |
mobile 637   | Fält 15 GB  | Jourtelefon 1    | 4511, 9: 4520, 21: 4521 |
extension 401 |            | Johan Berg       | 4511 |
extension 402 |            | Sara Holm        | 4511 |
extension 403 |            | Omar Haddad      | 4511 |
mobile 623   | Fält 15 GB  | Greta Uggelvik   | 4512 |
mobile 624   | Fält 15 GB  | Sixten Hällgren  | 4512 | +Datapaket 5 GB
extension 405 |            | Greta Uggelvik   | 4512 |
mobile 625   | Fält 15 GB  | Jourtelefon natt | 4513 |
extension 406 |            | Expedition rehab | 4513 |
mobile 626   | Kontor 5 GB | Lånetelefon      | 4514 |
extension 407 |            | Reception rehab  | 4514 |
mobile 634   | Kontor 5 GB | Mona Ivarsson    | 4520 |
mobile 636   | Fält 15 GB  | Sofia Lund       | 4520 |
mobile 638   | Fält 15 GB  | Ali Rezai        | 4520 | +Datapaket 5 GB
mobile 639   | Fält 15 GB  | Emma Blom        | 4520 | text-on-two-lines
mobile 642   | Kontor 5 GB | Karin Ek         | 4520 |
mobile 699   | Fält 15 GB  | Amina Yusuf      | 4520 |
mobile_broadband 605 | Bredband 50 GB | Surfplatta, planering | 4520 |
m2m 41709    | M2m Bas     | Nyckelgömma Storgatan 4 | 4520 |
extension 418 |            | Amina Yusuf      | 4520 |
extension 419 |            | Lena Sjöberg     | 4511, 12: 4520 |
extension 420 |            | Expeditionen     | 4520 |
mobile 640   | Kontor 5 GB |                  | 4521 |
mobile 641   | Kontor 5 GB | Pelle Grahn      | 4521 | ended 1:28
mobile 635   | Fält 15 GB  | Person Skyddad   | 4521 |
extension 421 |            | Pelle Grahn      | 4521 |
mobile 632   | Fält 15 GB  | Jourtelefon natt 1 | 4522 |
mobile 633   | Fält 15 GB  | Nour Abdi        | 4522 | +Säker växel
extension 422 |            | Nattpatrullen    | 4522 |
m2m 41702    | M2m Bas     | Larmsändare, Solbacken | 4531 | costly-data
m2m 41715    | M2m Bas     | Trygghetslarm 15 | 4531 |
m2m 41716    | M2m Bas     | Trygghetslarm 16 | 4531 |
mobile 631   | Kontor 5 GB | Tekla Vinterros  | 4531 |
mobile_broadband 606 | Bredband 50 GB | Surfplatta, Björkgården | 4531 |
extension 412 |            | Reception, Solbacken | 4531 |
m2m 41720    | M2m Larm    | Larm, Ekgården   | 4532 |
mobile_broadband 607 | Bredband 50 GB | Surfplatta, Ekgården | 4532 |
extension 427 |            | Fax, Ekgården    | 4532 |
mobile 627   | Kontor 5 GB | Hilda Klintmark  | 4540 |
mobile 628   | Mobil Bas   | Jourtelefon Linden | 4540 |
m2m 41877    | M2m Larm    | Larm, Linden     | 4540 |
extension 430 |            | Hilda Klintmark  | 4540 |
extension 431 |            | Köket, Linden    | 4540 |
mobile 643   | Kontor 5 GB | Rune Oxelblad    | 2110 | charged-twice
mobile 644   | Mobil Bas   | Rastvakt         | 2110 |
mobile 645   | Kontor 5 GB | Vera Fjällbo     | 2110 |
mobile 646   | Kontor 5 GB | Lånetelefon      | 2110 | earlier-month-again
mobile_broadband 608 | Bredband 50 GB | Klassuppsättning 1 | 2110 |
mobile_broadband 609 | Bredband 50 GB | Klassuppsättning 2 | 2110, 15: 2120 |
extension 440 |            | Rune Oxelblad    | 2110 |
extension 441 |            | Vera Fjällbo     | 2110 |
extension 442 |            | Expeditionen     | 2110 |
mobile 647   | Kontor 5 GB | Folke Tallrot    | 2120 |
mobile 648   | Mobil Bas   | Avdelning Kotten | 2120 |
extension 445 |            | Folke Tallrot    | 2120 |
mobile 676   | Fält 15 GB  | Vaktmästare      | 2110 70 + 2120 30 |
mobile_broadband 610 | Bredband 50 GB | Skolbuss | 2110 33.34 + 2120 33.33 + 3210 33.33 |
mobile 649   | Kontor 5 GB | Siri Brinkvall   | 3210 |
mobile_broadband 611 | Bredband 50 GB | Bokbussen | 3210 |
extension 446 |            | Lånedisken       | 3210 |
mobile 662   | Fält 15 GB  | Melker Granvind  | 3220 |
m2m 41730    | M2m Larm    | Klorlarm         | 3220 |
extension 447 |            | Kassan           | 3220 |
mobile 663   | Fält 15 GB  | Loke Havstrand   | 6110 | +Datapaket 5 GB
mobile 664   | Fält 15 GB  | Jour gata        | 6110 |
m2m 41740    | M2m Bas     | Trafiksignal 3   | 6110 |
m2m 41741    | M2m Bas     | Parkeringsautomat 7 | 6110, 17: 4531 |
mobile 677   | Kontor 5 GB | Praktikant       | 6110, 10: nobody, 20: 2120 |
extension 472 |            | Praktikant       | 6110, 10: nobody, 20: 2120 |
mobile 665   | Fält 15 GB  | Stella Åkerfors  | 6210 |
m2m 41750    | M2m Bas     | Pumpstation Åsen | 6210 |
m2m 41751    | M2m Bas     | Pumpstation Viken | 6210 | unreadable-amount
m2m 41752    | M2m Bas     | Nivåvakt, dammen | 6210 |
mobile 667   | Obegränsad  | Eva Lind         | 1700 | +Roaming EU+; +Säker växel
mobile 678   | Kontor 5 GB | Ingrid Stenhammar | 1700 |
extension 450 |            | Eva Lind         | 1700 |
extension 451 |            | Serverrummet     | 1700 |
mobile 668   | Kontor 5 GB | Tove Strand      | 1710 |
extension 452 |            | Tove Strand      | 1710 |
mobile 669   | Kontor 5 GB | Björn Ahl        | 1720 |
extension 453 |            | Björn Ahl        | 1720 |
extension 454 |            | Maja Sundell     | 1720 |
mobile 671   | Kontor 5 GB | Uno Dahlrud      | 7101 |
mobile 672   | Fält 15 GB  | Fastighetsjour   | 7101, 16: 7102 |
extension 460 |            | Uno Dahlrud      | 7101 |
m2m 41760    | M2m Bas     | Porttelefon 12   | 7102 |
mobile 673   | Fält 15 GB  | Yngve Tornman    | 7201 |
m2m 41761    | M2m Bas     | Elmätare 4401    | 7201 |
m2m 41762    | M2m Bas     | Elmätare 4402    | 7201 | too-few-fields
mobile 674   | Kontor 5 GB | Hamnkontoret     | K-HAMN |
extension 470 |            | Hamnkontoret     | K-HAMN |
mobile 675   | Mobil Bas   | Klubbstugan      | K-BRUK |
extension 471 |            | Gnistan          | K-KULT |
mobile_broadband 613 | Bredband 50 GB | Gnistans scen | K-KULT |
mobile 696   | Fält 15 GB  | Trafikledning    | K-TAXI |
mobile 650   | Kontor 5 GB | Vikarie 1        | 4520 | ended -1:4; still-charged
mobile 651   | Kontor 5 GB | Vikarie 2        | 4520 | ended -1:4; still-charged
mobile 652   | Kontor 5 GB | Vikarie 3        | 2110 | ended -1:12; still-charged
mobile 653   | Fält 15 GB  | Vikarie 4        | 6110 | ended -1:12; still-charged
mobile 654   | Kontor 5 GB | Sommarjobb 1     | 4520 | ended -1:9
mobile 655   | Kontor 5 GB | Sommarjobb 2     | 4521 | ended -1:9
mobile 656   | Kontor 5 GB | Sommarjobb 3     | 4522 | ended -1:10
mobile 657   | Fält 15 GB  | Sommarjobb 4     | 6110 | ended -1:15
mobile 658   | Fält 15 GB  | Sommarjobb 5     | 6110 | ended -1:15
mobile 659   | Obegränsad  | Projektledare    | 1700 | ended -1:20
mobile_broadband 614 | Bredband 50 GB | Valnatten | 1700 | ended -1:14
m2m 41790    | M2m Larm    | Rivet hus        | 7101 | ended -1:21
mobile 670   | Mobil Special | Chaufför       | 6110 | ended -1:14; still-charged
mobile 670   | Fält 15 GB  | Chaufför         | 6110 | active -1:15
mobile 660   | Kontor 5 GB | Nyanställd 1     | 4521 | active -1:18
mobile 661   | Kontor 5 GB | Nyanställd 2     | 2120 | active -1:22; unreadable-date
extension 475 |            | Nyanställd 1     | 4521 | active 0:10
extension 476 |            | Avslutad tjänst  | 3210 | ended 0:19
mobile 690   | Mobil Special | Hisstelefon 1  | 7102 |
mobile 691   | Mobil Special | Hisstelefon 2  | 2110 |
mobile 692   | Mobil Special | Kassaterminal  | 3220 | other-cost-centre-named
mobile 693   | Mobil Special | Beredskap      | 1700 |
mobile_broadband 615 | Bredband Special | Mätvagn | 6210, 14: 6110 |
m2m 41795    | M2m Special | Väderstation     | 6110 |
special 101  | Fiberaccess 1000/1000 | Rådhuset | 1700 |
special 102  | Fiberaccess 100/100 | Reservförbindelse | 1700 |
special 104  | Hisslarm    | Simhallen        | 3220 |
special 105  | Hisslarm    | Storgatan 12     | 7102 |
special 106  | Hisslarm    | Rådhuset         | 1700 |
special 107  | Fiberaccess 100/100 | Ställverket | 7201 |
special 108  | Fiberaccess 100/100 | Delad förbindelse | 2110 60 + 7101 40 |
special 109  | Koordinerad trygghetslänk | Solbacken | 4531 |
special 110  | Koordinerad trygghetslänk | Ekgården | 4532, 18: 4531 |
special 111  | ISDN-ersättning | Vattenverket | 6210 |
special 112  | Fiberaccess 100/100 | Byanätets nod | K-FIBR |
special 113  | ISDN-ersättning | Hamnkontoret | K-HAMN |
`;

const PREFIX = { mobile: 'MB', mobile_broadband: 'BB', m2m: 'MM', special: 'SPEC', extension: 'X' };

/** The story's services in the order of the table, serials from 1. */
export function storyServices(timeline: Timeline): Service[] {
  return table(SERVICES, COLUMNS).map((row, index) => serviceOf(row, index + 1, timeline));
}

const COLUMNS = ['what', 'plan', 'holder', 'owners', 'notes'] as const;

type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

function serviceOf(row: Row, serial: number, timeline: Timeline): Service {
  const { plan, holder } = row;
  const [typeName = '', last = ''] = row.what.split(' ');
  const type = SERVICE_TYPES.find((each) => each === typeName) ?? 'mobile';
  const notes = row.notes.split(';').map((note) => note.trim());
  const activatedOn = dayIn(notes, 'active', timeline) ?? timeline.on(-40 - (serial % 9), 1);
  const terminatedOn = dayIn(notes, 'ended', timeline);
  return {
    serial,
    type,
    identifier: identifierOf(type, Number(last)),
    ...(plan === '' ? NOT_BOUGHT : bought(plan, { type, last, serial, timeline })),
    options: notes.filter((note) => note.startsWith('+')).map((note) => note.slice(1)),
    activatedOn,
    terminatedOn,
    place: serial % 6 === 0 ? 'Rådhuset, plan 2' : '',
    owners: ownersOf(row.owners, { timeline, holder, activatedOn, terminatedOn }),
    oddity: oddityOf(notes),
  };
}

type What = {
  readonly type: ServiceType;
  readonly last: string;
  readonly serial: number;
  readonly timeline: Timeline;
};

function bought(plan: string, { type, last, serial, timeline }: What): Bought {
  const { code } = planOf(plan).supplier;
  return {
    supplier: code,
    account: `K-${code.slice(0, 2)}${String(10 + (serial % 4))}`,
    supplierId: `${code.slice(0, 1)}T-${PREFIX[type]}-${last}`,
    supplierIdKnown: type === 'special' || serial % 5 !== 0,
    plan,
    boundUntil: serial % 7 === 0 ? timeline.on(9, 28) : null,
  };
}

type OwnerFacts = {
  readonly timeline: Timeline;
  readonly holder: string;
  readonly activatedOn: LocalDate;
  readonly terminatedOn: LocalDate | null;
};

/** `4511, 12: 4520` changes hands on the 12th; `2110 60 + 7101 40` is shared. */
function ownersOf(text: string, facts: OwnerFacts): Owner[] {
  const spans = text.split(',').map((span) => {
    const [left = '', right] = span.split(':').map((part) => part.trim());
    return right === undefined
      ? { from: facts.activatedOn, who: left }
      : { from: facts.timeline.on(0, Number(left)), who: right };
  });
  return spans.flatMap(({ from, who }, index) => {
    const next = spans[index + 1];
    const to = next === undefined ? facts.terminatedOn : dayBefore(next.from);
    if (who === 'nobody') return [];
    return who.split('+').map((part) => ownerOf(part.trim(), { from, to }, facts.holder));
  });
}

function ownerOf(
  part: string,
  period: { from: LocalDate; to: LocalDate | null },
  holder: string,
): Owner {
  const [owner = '', share] = part.split(' ');
  const isPerson = STORY_PEOPLE.some((person) => person.name === holder);
  return {
    owner,
    ...period,
    ...(share === undefined ? {} : { share }),
    ...(isPerson ? { holderEmail: emailOf(holder) } : { holderText: holder }),
  };
}

function identifierOf(type: ServiceType, last: number): string {
  if (type === 'extension') return `10${String(last)}`;
  if (type === 'special') return `FT-SPEC-${String(last)}`;
  return type === 'm2m' ? machineNumber(last) : fictionNumber(last - 600);
}

function dayIn(notes: readonly string[], word: string, timeline: Timeline): LocalDate | null {
  const note = notes.find((each) => each.startsWith(`${word} `));
  if (note === undefined) return null;
  const [months = '0', day = '1'] = note.slice(word.length + 1).split(':');
  return timeline.on(Number(months), Number(day));
}

function oddityOf(notes: readonly string[]): Oddity | null {
  const odd = notes.find((note) => note !== '' && !/^(\+|active |ended )/.test(note));
  return odd === undefined ? null : (odd as Oddity);
}
