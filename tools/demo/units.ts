// The units, and of the large municipality which cost centres each unit has. Data only; who works
// there and what it costs is made elsewhere.

import { ANIMALS, HOMES, PLACES, TREES } from './names.ts';
import { departmentOf } from './organisation.ts';

/** A unit, and of the large municipality's cost centres there: the first code, names, VAT. */
export type UnitPlan = {
  readonly code: string;
  readonly name: string;
  readonly parent: string;
  readonly firstCode: number;
  readonly centres: readonly string[];
  readonly deductible: boolean;
};

/** Units with the cost centres that only the large municipality has; `core` units are in both sizes. */
export const UNITS: readonly UnitPlan[] = [
  unit(
    'KLF-POL',
    'Politisk organisation',
    1100,
    listed('Kommunfullmäktige|Kommunstyrelsen|Nämnder|Valnämnden'),
  ),
  unit('KLF-STA', 'Kommunledningens stab', 1200, listed('Kansliet|Kommunarkivet|Juridik')),
  unit('KLF-HR', 'HR', 1300, listed('HR strategi|HR stöd|Lönecenter|Företagshälsa')),
  unit('KLF-KOM', 'Kommunikation', 1400, listed('Kommunikation|Webb|Turistbyrån')),
  unit('KLF-SAK', 'Säkerhet', 1500, listed('Säkerhet|Beredskap|Bevakning')),
  unit('KLF-KON', 'Kontaktcenter', 1600, listed('Kontaktcenter|Växelservice')),
  unit('KLF-IT', 'IT', 1730, listed('IT drift|IT utveckling|IT arbetsplats|Systemförvaltning')),
  unit('KLF-EKO', 'Ekonomi', 1750, listed('Redovisning|Upphandling|Budget och analys')),
  unit('UTB-STA', 'Utbildningens stab', 2010, listed('Utbildning stab|Skolskjuts|Skolutveckling')),
  unit(
    'UTB-ELH',
    'Elevhälsa',
    2020,
    listed('Skolsköterskor|Kuratorer|Psykologer|Specialpedagoger|Logopeder|Elevhälsa stab'),
  ),
  unit(
    'UTB-GR',
    'Grundskolor norr',
    2130,
    TREES.slice(0, 28).map((tree) => `${tree}nässkolan`),
  ),
  unit(
    'UTB-GRS',
    'Grundskolor söder',
    2200,
    TREES.slice(12, 38).map((tree) => `${tree}hedsskolan`),
  ),
  unit(
    'UTB-FSK',
    'Förskolor norr',
    2300,
    ANIMALS.slice(0, 30).map((animal) => `Förskolan ${animal}`),
  ),
  unit(
    'UTB-FSS',
    'Förskolor söder',
    2400,
    ANIMALS.slice(30, 60).map((animal) => `Förskolan ${animal}`),
  ),
  unit(
    'UTB-FTH',
    'Fritidshem',
    2500,
    PLACES.slice(5, 17).map((place) => `Fritidshemmet ${place}`),
  ),
  unit(
    'UTB-GYM',
    'Gymnasium',
    2600,
    listed(
      'Naturprogrammet|Teknikprogrammet|Samhällsprogrammet|Ekonomiprogrammet|Estetiska programmet|El och energi|Fordon|Bygg|Vård och omsorg|Restaurang|Barn och fritid|Introduktion|Gymnasiet stab|Gymnasiebiblioteket',
    ),
  ),
  unit(
    'UTB-ANP',
    'Anpassad skola',
    2700,
    PLACES.slice(0, 8).map((place) => `Anpassad skola ${place}`),
  ),
  unit(
    'UTB-KOS',
    'Måltider',
    2800,
    PLACES.slice(8, 16).map((place) => `Köket ${place}`),
  ),
  unit(
    'KUF-BIB',
    'Bibliotek',
    3230,
    PLACES.slice(5, 15).map((place) => `Biblioteket ${place}`),
  ),
  unit('KUF-BAD', 'Bad', 3300, listed('Utebadet|Bad Söder|Simskolan|Bad drift'), true),
  unit(
    'KUF-FRI',
    'Fritidsgårdar',
    3400,
    PLACES.slice(0, 12).map((place) => `Fritidsgården ${place}`),
  ),
  unit(
    'KUF-IDR',
    'Idrott',
    3500,
    PLACES.slice(8, 22).map((place) => `Idrottshallen ${place}`),
  ),
  unit(
    'KUF-KUL',
    'Kultur',
    3600,
    listed('Kulturskolan|Konsthallen|Museet|Teatern|Kulturstöd|Evenemang'),
  ),
  unit(
    'OMV-STA',
    'Omvårdnad stab',
    4500,
    listed('Kvalitet och utveckling|Avgifter|Biståndshandläggning'),
  ),
  unit(
    'OMV-HT',
    'Hemtjänst',
    4600,
    PLACES.slice(2, 22).map((place) => `Hemtjänst ${place}`),
  ),
  unit(
    'OMV-NAT',
    'Nattpatruller',
    4650,
    PLACES.slice(0, 4).map((place) => `Nattpatrull ${place}`),
  ),
  unit('OMV-SB', 'Särskilt boende norr', 4700, HOMES.slice(0, 20)),
  unit('OMV-SBS', 'Särskilt boende söder', 4740, HOMES.slice(20, 38)),
  unit(
    'OMV-DAG',
    'Dagverksamhet',
    4780,
    PLACES.slice(5, 11).map((place) => `Dagverksamhet ${place}`),
  ),
  unit(
    'OMV-HSL',
    'Hälso- och sjukvård',
    4800,
    PLACES.slice(0, 10).map((place) => `Sjuksköterskor ${place}`),
  ),
  unit('OMV-REH', 'Rehab', 4850, listed('Fysioterapi|Arbetsterapi|Hjälpmedel|Syn och hörsel')),
  unit('OMV-BEM', 'Bemanning', 4870, listed('Bemanning dag|Bemanning natt|Vikariepoolen')),
  unit('SOC-STA', 'Socialtjänstens stab', 5010, listed('Socialtjänst stab|Socialjour|Familjerätt')),
  unit(
    'SOC-IFO',
    'Individ och familj',
    5100,
    listed(
      'Mottagning|Barn och unga 1|Barn och unga 2|Ungdom|Vuxen|Missbruk|Ekonomiskt bistånd|Familjehem|Våld i nära relation|Budget och skuld',
    ),
  ),
  unit(
    'SOC-LSS',
    'Gruppbostäder',
    5200,
    HOMES.slice(10, 34).map((home) => `Gruppbostaden ${home}`),
  ),
  unit(
    'SOC-PAS',
    'Personlig assistans',
    5300,
    PLACES.slice(0, 10).map((place) => `Assistans ${place}`),
  ),
  unit(
    'SOC-BOE',
    'Boendestöd',
    5400,
    PLACES.slice(0, 6).map((place) => `Boendestöd ${place}`),
  ),
  unit(
    'SOC-DV',
    'Daglig verksamhet',
    5500,
    PLACES.slice(10, 18).map((place) => `Daglig verksamhet ${place}`),
  ),
  unit('SBF-STA', 'Samhällsbyggnads stab', 5810, listed('Samhällsbyggnad stab|Exploatering')),
  unit('SBF-PLA', 'Plan', 5820, listed('Översiktsplan|Detaljplan|Trafikplan|Stadsarkitekt')),
  unit('SBF-BYG', 'Bygglov', 5830, listed('Bygglov|Tillsyn|Bostadsanpassning|Byggarkiv')),
  unit('SBF-LAN', 'Lantmäteri', 5840, listed('Lantmäteri|Mätning|Kartor')),
  unit(
    'SBF-MIL',
    'Miljö',
    5850,
    listed('Hälsoskydd|Livsmedel|Miljöskydd|Vattenvård|Energirådgivning'),
  ),
  unit(
    'SBF-FAS',
    'Fastigheter',
    5900,
    PLACES.slice(0, 10).map((place) => `Fastigheter ${place}`),
    true,
  ),
  unit(
    'SBF-LOK',
    'Lokalvård',
    5950,
    PLACES.slice(0, 14).map((place) => `Lokalvård ${place}`),
  ),
  unit(
    'TEK-GAT',
    'Gata',
    6120,
    listed('Beläggning|Belysning|Snöröjning|Skyltar|Broar|Cykelvägar|Gata stab|Gatuprojekt'),
  ),
  unit('TEK-PAR', 'Park', 6180, listed('Park drift|Träd|Lekplatser|Begravningsplatser|Skog')),
  unit(
    'TEK-VA',
    'Vatten och avlopp',
    6220,
    PLACES.slice(4, 14).map((place) => `Reningsverket ${place}`),
    true,
  ),
  unit(
    'TEK-AVF',
    'Avfall',
    6300,
    PLACES.slice(0, 8).map((place) => `Återvinningen ${place}`),
    true,
  ),
  unit('TEK-TRA', 'Trafik', 6400, listed('Kollektivtrafik|Parkering|Färdtjänst')),
  unit('TEK-FOR', 'Fordon', 6450, listed('Fordonspool|Verkstad|Maskiner')),
  unit('RTJ-STA', 'Räddningstjänstens stab', 6510, listed('Räddningstjänst stab|Förebyggande')),
  unit(
    'RTJ-STN',
    'Brandstationer',
    6520,
    PLACES.slice(3, 10).map((place) => `Brandstationen ${place}`),
  ),
  unit(
    'ARB-VUX',
    'Vuxenutbildning',
    6610,
    listed('Komvux|Svenska för invandrare|Yrkesutbildning|Lärcentrum'),
  ),
  unit(
    'ARB-ARB',
    'Arbetsmarknad',
    6630,
    listed('Arbetsmarknadsenheten|Ungdomsjobb|Återbruket|Servicegruppen|Praktik'),
  ),
  unit('ARB-INT', 'Integration', 6650, listed('Integration|Mottagande|Samhällsorientering')),
  unit(
    'NBAB',
    'Norrviks Bostäder AB',
    7110,
    PLACES.slice(0, 8).map((place) => `Bostäder ${place}`),
  ),
  unit(
    'NEAB',
    'Norrviks Energi AB',
    7210,
    listed('Energi kundtjänst|Energi elnät|Energi fjärrvärme|Energi mätning|Energi vindkraft'),
  ),
];

function unit(...[code, name, firstCode, centres, deductible]: UnitArguments): UnitPlan {
  const parent = departmentOf(code);
  return { code, name, parent, firstCode, centres, deductible: deductible ?? false };
}

type UnitArguments = [
  code: string,
  name: string,
  firstCode: number,
  centres: readonly string[],
  deductible?: boolean,
];

function listed(names: string): string[] {
  return names.split('|');
}
