// The part of the red list's page where services that the register lacks are made, many at a time.

import {
  field,
  say,
  verbatim,
  type Field,
  type FormState,
  type Option,
  type Text,
} from '../../../kernel/page.ts';
import type { LocalDate } from '../../../kernel/calendar.ts';
import type { Ore } from '../../../kernel/money.ts';
import { numberText, toE164 } from '../../../kernel/numbers.ts';
import { paths } from '../paths.ts';
import { missingServices, numberedTypes, type MissingService } from '../rules/missing-services.ts';
import type { RedListFacts } from './month-facts.ts';

export type MissingPart = {
  readonly href: string;
  readonly rows: readonly {
    readonly no: number;
    readonly supplier: string;
    readonly reference: string;
    /** As it is dialled. */
    readonly name: string;
    readonly number: string;
    /** Told by the supplier's id: the number may be written. */
    readonly mayNumber: boolean;
    readonly plan: string;
    /** Supplier and plan, and how many lines. */
    readonly about: Text;
    readonly netOre: Ore;
    readonly types: readonly Option[];
    readonly from: LocalDate;
    readonly owner: string;
  }[];
  readonly rest: Field;
  readonly reason: Field;
};

/** Null where nothing is missing, or one may not make services. */
export function missingPart(facts: RedListFacts, form: FormState): MissingPart | null {
  if (!facts.mayCreate || facts.month.state !== 'red-list') return null;
  const known = { ofPlans: facts.typesOfPlans, numbered: numberedTypes(facts.serviceTypes) };
  const missing = missingServices(facts.rows, known);
  if (missing.length === 0) return null;
  return {
    href: paths.newSubscriptions(facts.month.month),
    rows: missing.map((each, index) => rowOf(each, { facts, form, index })),
    rest: field(
      'newRest',
      {
        label: say('billing:missing.rest'),
        hint: say('billing:missing.restHint'),
        list: 'owners',
      },
      form,
    ),
    reason: field(
      'newReason',
      {
        label: say('billing:redList.reason'),
        hint: say('billing:missing.reasonHint'),
        required: true,
      },
      form,
    ),
  };
}

type Drawn = { readonly facts: RedListFacts; readonly form: FormState; readonly index: number };

function rowOf(each: MissingService, { facts, form, index }: Drawn): MissingPart['rows'][number] {
  const at = [form.values['reference']].flat().indexOf(each.reference);
  const sent = (name: string): string | null => {
    const value = at < 0 ? undefined : [form.values[name]].flat()[at];
    return typeof value === 'string' ? value : null;
  };
  const chosen = sent('serviceType') ?? each.serviceType;
  return {
    no: index + 1,
    supplier: each.supplier,
    reference: each.reference,
    name: numberText(each.reference),
    number: sent('number') ?? each.number ?? '',
    mayNumber: toE164(each.reference) === null,
    plan: each.plan ?? '',
    about: aboutOf(each),
    netOre: each.netOre,
    types: facts.serviceTypes.map(({ code, name }) => ({
      value: code,
      says: verbatim(name),
      chosen: code === chosen,
    })),
    from: each.from,
    owner: sent('owner') ?? '',
  };
}

function aboutOf({ supplier, plan, lines }: MissingService): Text {
  const what = plan === null ? supplier : `${supplier} · ${plan}`;
  return say('billing:missing.about', { what, count: lines });
}
