// The card of a cost centre, and the forms that change it from a day or close it.

import type { LocalDate, Month } from '../../../kernel/calendar.ts';
import type { CostChart } from '../../../kernel/chart.ts';
import type { Json } from '../../../kernel/flow.ts';
import {
  crumbs,
  fact,
  field,
  labelled,
  say,
  status,
  verbatim,
  type Fact,
  type Field,
  type FieldFault,
  type FieldSpec,
  type Flash,
  type FormState,
  type PageHead,
  type Status,
  type Suggestions,
  type Text,
} from '../../../kernel/page.ts';
import type { Event } from '../../../kernel/page-process.ts';
import type { JournalEntry } from '../../journal/types.ts';
import { paths } from '../paths.ts';
import {
  COST_CENTRE_CHANNELS,
  VAT_TREATMENTS,
  type CodePart,
  type CostCentre,
  type OwnerCosts,
  type Person,
  type Successor,
  type Unit,
} from '../types.ts';
import { chartOf } from './costs.ts';
import { standingOf } from './cost-centres.ts';
import { nameOf, personText } from './names.ts';

export type CostCentreFacts = {
  readonly centre: CostCentre;
  readonly unit: Unit | null;
  readonly people: ReadonlyMap<string, Person>;
  readonly costs: OwnerCosts;
  readonly months: readonly Month[];
  readonly services: number;
  readonly servicesHref: string;
  readonly invoicesHref: string | null;
  readonly history: readonly Event[];
  readonly today: LocalDate;
  readonly mayChange: boolean;
  readonly done: 'changed' | 'closed' | null;
};

export type CostCentrePage = PageHead & {
  readonly lead: Text;
  readonly status: Status;
  readonly flash: Flash;
  readonly change: string | null;
  readonly invoices: string | null;
  readonly facts: readonly Fact[];
  readonly coding: readonly Fact[];
  readonly chart: CostChart | null;
  readonly history: readonly Event[];
};

export function costCentrePage(facts: CostCentreFacts): CostCentrePage {
  const { centre, unit, today, done } = facts;
  const title = titleOf(centre);
  return {
    title,
    crumbs: crumbs(title, {
      href: paths.costCentres(),
      says: say('layout:menu.costCentres'),
    }),
    lead: verbatim(unit?.name ?? centre.unit),
    status: standingOf(centre, today),
    flash: done === null ? null : status('ok', say(`directory:done.${done}`)),
    change: facts.mayChange ? paths.costCentreChange(centre.code) : null,
    invoices: facts.invoicesHref,
    facts: factsOf(facts),
    coding: codingOf(centre),
    chart: chartOf({ id: centre.code, what: title }, new Set([centre.code]), facts),
    history: facts.history,
  };
}

function titleOf({ code, name }: CostCentre): Text {
  return verbatim(`${code} ${name}`);
}

function factsOf({ centre, unit, people, services, servicesHref }: CostCentreFacts): Fact[] {
  const { validFrom, validTo } = centre;
  return [
    fact(say('directory:fact.unit'), verbatim(unit?.name ?? centre.unit), {
      href: paths.unit(centre.unit),
    }),
    fact(say('directory:fact.owner'), personText(centre.ownerEmail, people)),
    fact(say('directory:fact.coordinator'), personText(centre.coordinatorEmail, people)),
    fact(say('directory:fact.services'), say('parts:number', { n: services }), {
      href: servicesHref,
    }),
    fact(
      say('directory:fact.valid'),
      validTo === null
        ? say('parts:from', { from: validFrom })
        : say('parts:period', { from: validFrom, to: validTo }),
    ),
    ...(centre.successors.length === 0
      ? []
      : [fact(say('directory:fact.successor'), verbatim(successorText(centre.successors)))]),
  ];
}

function codingOf(centre: CostCentre): Fact[] {
  return [
    fact(say('directory:fact.legalEntity'), verbatim(centre.legalEntity ?? '–')),
    ...centre.codeString.map(({ dimension, code }) =>
      fact(say(`directory:dimension.${dimension}`), verbatim(code)),
    ),
    ...(centre.counterpart === null
      ? []
      : [fact(say('directory:dimension.counterpart'), verbatim(centre.counterpart))]),
    fact(say('directory:fact.vat'), say(`directory:vat.${centre.vat}`)),
    fact(say('directory:fact.channel'), say(`directory:channel.${centre.channel}`)),
  ];
}

/** As the import has it: `account=6219;activity=2240`. */
export function codeStringText(parts: readonly CodePart[]): string {
  return parts.map(({ dimension, code }) => `${dimension}=${code}`).join(';');
}

/** As the import has it: `4200`, or `4200=60|4300=40`. */
export function successorText(successors: readonly Successor[]): string {
  const [only] = successors;
  if (only !== undefined && successors.length === 1) return only.code;
  return successors.map(({ code, share }) => `${code}=${String(share / 100)}`).join('|');
}

const PEOPLE = 'people';

export type ChangePage = PageHead & {
  readonly action: string;
  readonly closing: string;
  readonly back: string;
  readonly version: string;
  readonly change: readonly Field[];
  readonly choices: readonly Field[];
  readonly reason: Field;
  readonly close: readonly Field[];
  readonly closingReason: Field;
  readonly people: Suggestions;
  readonly faults: readonly FieldFault[];
};

export type ChangeFacts = {
  readonly centre: CostCentre;
  readonly units: readonly Unit[];
  readonly people: readonly Person[];
  /** Addresses of people with a protected identity. */
  readonly hidden: ReadonlySet<string>;
  readonly today: LocalDate;
};

export function changePage(facts: ChangeFacts, form: FormState): ChangePage {
  const { centre } = facts;
  const title = say('directory:change.title', { what: titleOf(centre) });
  const fields = fieldsOf(facts, form);
  return {
    title,
    crumbs: crumbs(
      title,
      { href: paths.costCentres(), says: say('layout:menu.costCentres') },
      { href: paths.costCentre(centre.code), says: titleOf(centre) },
    ),
    action: paths.costCentreChange(centre.code),
    closing: paths.costCentreClosing(centre.code),
    back: paths.costCentre(centre.code),
    version: String(centre.version),
    ...fields,
    people: {
      id: PEOPLE,
      options: facts.people
        .filter(({ isProtected }) => !isProtected)
        .map((person) => ({ value: person.email, says: nameOf(person) })),
    },
    faults: labelled(form.faults, [
      ...fields.change,
      ...fields.choices,
      fields.reason,
      ...fields.close,
      fields.closingReason,
    ]),
  };
}

function fieldsOf(facts: ChangeFacts, form: FormState) {
  const ask = (name: string, spec: Omit<FieldSpec, 'label'>) =>
    field(name, { label: say(`directory:change.${name}`), ...spec }, form);
  const { centre, today } = facts;
  return {
    change: [
      ask('from', { type: 'date', value: today, required: true, hint: hintOf('from') }),
      ask('name', { value: centre.name, required: true }),
      ask('ownerEmail', emailSpec(centre.ownerEmail, facts.hidden)),
      ask('coordinatorEmail', emailSpec(centre.coordinatorEmail, facts.hidden)),
      ask('codeString', {
        value: codeStringText(centre.codeString),
        hint: hintOf('codeString'),
      }),
      ask('counterpart', { value: centre.counterpart ?? '' }),
    ],
    choices: choicesOf(facts, ask),
    reason: ask('reason', { required: true, hint: hintOf('reason') }),
    close: [
      ask('validTo', { type: 'date', value: centre.validTo ?? '', hint: hintOf('validTo') }),
      ask('successor', {
        value: successorText(centre.successors),
        hint: hintOf('successor'),
      }),
    ],
    closingReason: ask('closingReason', { required: true }),
  };
}

/** The address of somebody with a protected identity is not shown; left empty it stays. */
function emailSpec(email: string | null, hidden: ReadonlySet<string>): Omit<FieldSpec, 'label'> {
  const isHidden = email !== null && hidden.has(email.toLowerCase());
  return {
    type: 'email',
    value: isHidden ? '' : (email ?? ''),
    list: PEOPLE,
    ...(isHidden ? { hint: hintOf('hidden') } : {}),
  };
}

type Ask = (name: string, spec: Omit<FieldSpec, 'label'>) => Field;

function choicesOf({ centre, units }: ChangeFacts, ask: Ask): readonly Field[] {
  const choose = (name: string, values: readonly string[], value: string) =>
    ask(name, {
      value,
      options: values.map((each) => ({ value: each, says: say(`directory:${name}.${each}`) })),
    });
  const options = units.map(({ code, name }) => ({ value: code, says: verbatim(name) }));
  return [
    ask('unit', { value: centre.unit, options }),
    choose('vat', VAT_TREATMENTS, centre.vat),
    choose('channel', COST_CENTRE_CHANNELS, centre.channel),
  ];
}

function hintOf(name: string): Text {
  return say(`directory:change.${name}Hint`);
}

const FIELDS: Readonly<Record<string, string>> = {
  'cost-centre.unit-unknown': 'unit',
  'cost-centre.person-unknown': 'ownerEmail',
  'cost-centre.code-string': 'codeString',
  'cost-centre.code-unknown': 'codeString',
  'cost-centre.code-closed': 'codeString',
  'cost-centre.successor': 'successor',
  'row.period': 'validTo',
};

/** At which field a refusal of the commands stands. */
export function fieldOfCostCentre(code: string): string {
  return FIELDS[code] ?? 'from';
}

/** What the journal tells of a cost centre, in words. */
export function historyOf(
  entries: readonly Pick<JournalEntry, 'at' | 'event' | 'actor' | 'details'>[],
  actorNames: ReadonlyMap<string, string>,
): Event[] {
  return entries
    .filter(({ event }) => event === 'cost-centre.changed' || event === 'cost-centre.closed')
    .map(({ at, event, actor, details }) => ({
      st: 'done' as const,
      icon: 'check',
      at,
      by: textOf(actorNames.get(actor)),
      title: say(`directory:history.${event}`, {
        on: dayIn(details['from'] ?? details['validTo']),
      }),
      says: textOf(details['reason']),
    }));
}

function textOf(value: Json | undefined): Text | null {
  return typeof value === 'string' && value !== '' ? verbatim(value) : null;
}

function dayIn(value: Json | undefined): Text {
  return typeof value === 'string' ? verbatim(value) : say('parts:untilFurther');
}
