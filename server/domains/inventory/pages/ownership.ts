// The form that gives a service other owners or another holder from a day. Periods are never
// overwritten: it asks "from when?".

import type { LocalDate } from '../../../kernel/calendar.ts';
import {
  crumbs,
  field,
  labelled,
  say,
  verbatim,
  type Field,
  type FieldFault,
  type FieldSpec,
  type FormState,
  type PageHead,
  type Suggestions,
  type Text,
} from '../../../kernel/page.ts';
import { paths } from '../paths.ts';
import { everHeldBy, isHeldInSecret, shownNumber, type HolderPerson } from '../rules/display.ts';
import type { Ownership, Subscription } from '../types.ts';
import { ownerText } from './show.ts';

export type OwnershipFacts = {
  readonly subscription: Subscription;
  readonly ownerships: readonly Ownership[];
  readonly today: LocalDate;
  readonly ownerNames: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, HolderPerson>;
};

export type OwnershipPage = PageHead & {
  readonly action: string;
  readonly back: string;
  readonly version: string;
  readonly now: Text;
  readonly owners: Suggestions;
  readonly from: Field;
  readonly shares: readonly { readonly owner: Field; readonly share: Field }[];
  readonly holderEmail: Field;
  readonly holderText: Field;
  readonly reason: Field;
  readonly faults: readonly FieldFault[];
};

const ROWS = [1, 2, 3] as const;
const OWNERS = 'owners';

export function ownershipPage(facts: OwnershipFacts, form: FormState): OwnershipPage {
  const { subscription, ownerships, today, people, ownerNames } = facts;
  const number = shownNumber(
    subscription.identifier,
    isHeldInSecret(everHeldBy(ownerships), people),
  );
  const title = say('inventory:move.title', { what: number });
  const [current] = ownerships.filter(
    ({ from, to }) => from <= today && (to === null || to >= today),
  );
  const fields = fieldsOf(facts, current, form);
  return {
    title,
    crumbs: crumbs(
      title,
      { href: paths.index(), says: say('layout:menu.subscriptions') },
      { href: paths.show(subscription.id), says: number },
    ),
    action: paths.ownership(subscription.id),
    back: paths.show(subscription.id),
    version: String(subscription.version),
    now:
      current === undefined
        ? say('inventory:move.nowNobody')
        : say('inventory:move.now', {
            owner: ownerText(current.owner, ownerNames),
            from: current.from,
          }),
    owners: {
      id: OWNERS,
      options: [...ownerNames].map(([value, name]) => ({ value, says: verbatim(name) })),
    },
    ...fields,
    faults: labelled(form.faults, [
      fields.from,
      ...fields.shares.flatMap(({ owner, share }) => [owner, share]),
      fields.holderEmail,
      fields.holderText,
      fields.reason,
    ]),
  };
}

function fieldsOf(
  { ownerships, today, people }: OwnershipFacts,
  current: Ownership | undefined,
  form: FormState,
) {
  const isHidden = hiddenHolder(ownerships, people, today) !== null;
  const ask = (name: string, spec: Omit<FieldSpec, 'label'> = {}) =>
    field(name, { label: say(`inventory:move.${name}`), ...spec }, form);
  return {
    from: ask('from', {
      hint: say('inventory:move.fromHint'),
      type: 'date',
      value: today,
      required: true,
    }),
    shares: ROWS.map((row) => ({
      owner: field(
        `owner${String(row)}`,
        { label: say('inventory:move.owner', { row }), required: row === 1, list: OWNERS },
        form,
      ),
      share: field(
        `share${String(row)}`,
        { label: say('inventory:move.share', { row }), value: row === 1 ? '100' : '' },
        form,
      ),
    })),
    holderEmail: ask('holderEmail', {
      hint: say(`inventory:move.${isHidden ? 'holderHiddenHint' : 'holderHint'}`),
      type: 'email',
      value: isHidden ? '' : (current?.holderEmail ?? ''),
    }),
    holderText: ask('holderText', { value: isHidden ? '' : (current?.holderText ?? '') }),
    reason: ask('reason', { hint: say('inventory:move.reasonHint'), required: true }),
  };
}

/** Who holds it on the day with a protected identity: not shown in the form, kept if it is silent. */
export function hiddenHolder(
  ownerships: readonly Ownership[],
  people: ReadonlyMap<string, HolderPerson>,
  today: LocalDate,
): Ownership | null {
  return (
    ownerships.find(
      ({ from, to, holderEmail }) =>
        from <= today &&
        (to === null || to >= today) &&
        holderEmail !== null &&
        people.get(holderEmail)?.isProtected === true,
    ) ?? null
  );
}

/** At which field a refusal of the command stands. */
export function fieldOfOwnership(code: string): string {
  if (code.startsWith('ownership.holder')) return 'holderEmail';
  if (code === 'ownership.sum') return 'share1';
  return code.startsWith('ownership.owner') ? 'owner1' : 'from';
}
