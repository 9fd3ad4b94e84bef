// The second operator: an e-invoice alone, whose lines carry the services. Some have no number,
// some say it only in a note or in the item's name.

import { addMonths, periodOfMonth, type Month } from '../../server/kernel/calendar.ts';
import { fine, oreOf, partOf } from './amounts.ts';
import { FJARRTELE, priceOf } from './catalogue.ts';
import { fee, feesOf, hadTraffic } from './charges.ts';
import { spelled } from './check-digits.ts';
import type { Municipality } from './municipality.ts';
import { createRandom, type Random } from './random.ts';
import type { Service } from './services.ts';
import type { UblExtra, UblLine } from './ubl.ts';

const DISCOUNT_PERCENT = 3;
const UNREGISTERED = 'FT-SPEC-118';

/** The lines of a month, in file order. */
export function fjarrteleLines(municipality: Municipality, month: Month): UblLine[] {
  const isMessy = month === municipality.timeline.month;
  const lines = municipality.services
    .filter(({ supplier }) => supplier === 'FJARRTELE')
    .flatMap((service) => linesOf(service, month, isMessy));
  return isMessy ? [...lines, notRegistered(month)] : lines;
}

/** The discount of the contract: an allowance on the whole document. */
export function fjarrteleDiscount(lines: readonly UblLine[]): UblExtra {
  const total = lines.reduce((all, { netOre }) => all + netOre, 0);
  const ore = oreOf(partOf(total * 100, DISCOUNT_PERCENT, 100));
  return { isCharge: false, reason: 'Avtalsrabatt 3 procent', ore, rate: 25 };
}

function linesOf(service: Service, month: Month, isMessy: boolean): UblLine[] {
  const random = createRandom(`fjarrtele ${month} ${String(service.serial)}`);
  const isStill = isMessy && service.oddity === 'still-charged';
  const fees = feesOf(service, month, isStill).map(({ text, period, amount }) => ({
    text,
    period,
    netOre: oreOf(amount),
    rate: 25,
  }));
  const traffic = hadTraffic(service, month) ? trafficOf(service, month, random) : [];
  const named = isMessy && service.oddity === 'other-cost-centre-named';
  return [...fees, ...traffic].map((line) => ({
    ...line,
    ...referenceOf(service, line.text, random),
    ...(named ? { accountingCost: '2120' } : {}),
  }));
}

/** Minutes at a price with four decimals. */
function trafficOf(service: Service, month: Month, random: Random): UblLine[] {
  if (service.type !== 'mobile' || !random.chance(60)) return [];
  const minutes = random.between(3, 240);
  const price = random.pick(['0.3125', '0.4275', '0.0890']);
  return [
    {
      text: 'Samtalsminuter',
      netOre: oreOf(fine(price) * minutes),
      rate: 25,
      quantity: String(minutes),
      price,
      period: periodOfMonth(addMonths(month, -1)),
    },
  ];
}

/** The service's own id where it has no number; else the number as object, in a note or the name. */
function referenceOf(service: Service, text: string, random: Random): Partial<UblLine> {
  if (service.type === 'special') return { object: service.supplierId };
  const number = spelled(service.identifier, random);
  if (service.type === 'm2m') {
    return { object: service.supplierIdKnown ? service.supplierId : service.identifier };
  }
  const place = random.between(1, 10);
  if (place <= 6) return { object: number };
  const national = `0${service.identifier.slice(3)}`;
  return place <= 8 ? { note: `Avser ${national}` } : { text: `${text} ${national}` };
}

function notRegistered(month: Month): UblLine {
  const text = 'Koordinerad trygghetslänk';
  const { period, amount } = fee(text, periodOfMonth(month), priceOf(text));
  return { text, netOre: oreOf(amount), rate: 25, period, object: UNREGISTERED };
}

export const FJARRTELE_PARTY = {
  name: FJARRTELE.name,
  organisationNumber: FJARRTELE.organisationNumber,
  street: 'Låsgatan 4',
  postalCode: '21120',
  city: FJARRTELE.city,
};
