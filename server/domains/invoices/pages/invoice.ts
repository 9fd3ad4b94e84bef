// One supplier invoice: what somebody must do, the sources that must agree, what was found, and every
// line down to its file.

import { address } from '../../../kernel/listing.ts';
import { sum } from '../../../kernel/money.ts';
import {
  crumbs,
  field,
  FRESH_FORM,
  say,
  type Fact,
  type Field,
  type FormState,
  type PageHead,
  type Paging,
  type Status,
  type Text,
} from '../../../kernel/page.ts';
import type { Deviated, StepView, Sums } from '../../../kernel/page-process.ts';
import { paths } from '../paths.ts';
import type { InvoiceFacts, ListedFile } from './facts.ts';
import { toDeviated } from './found.ts';
import {
  checksOf,
  linesOf,
  paymentOf,
  readingOf,
  stepsOf,
  type CheckRow,
  type LineRow,
} from './invoice-parts.ts';
import { sumsOf } from './invoice-sums.ts';
import { formatText, invoiceTitle, noticeText, stateStatus } from './words.ts';

export type InvoicePage = PageHead & {
  readonly status: Status;
  readonly found: Status | null;
  readonly lead: Text;
  readonly says: Text;
  readonly original: string | null;
  readonly faults: FormState['faults'];
  readonly decision: Decision | null;
  readonly sums: Sums | null;
  readonly steps: readonly StepView[];
  readonly deviations: readonly Deviated[];
  readonly deviationsSay: Text;
  readonly stake: Text;
  readonly checks: readonly CheckRow[];
  readonly notices: readonly Text[];
  readonly quarantined: readonly {
    readonly href: string;
    readonly line: number;
    readonly file: string;
    readonly why: Text;
  }[];
  readonly quarantinedSays: Text;
  readonly lines: {
    readonly caption: Text;
    readonly count: Text;
    readonly other: { readonly href: string; readonly says: Text } | null;
    readonly rows: readonly LineRow[];
    readonly paging: Paging;
  } | null;
  readonly reading: readonly Fact[];
  readonly payment: readonly Fact[];
  readonly files: readonly FileRow[];
  readonly siblings: readonly { readonly href: string; readonly says: Text }[];
};

export type FileRow = {
  readonly href: string;
  readonly name: string;
  readonly about: Text;
  readonly size: Text;
  readonly sha256: string;
  readonly short: string;
  readonly replaced: Text | null;
  readonly look: string | null;
};

export type Decision = {
  readonly tone: 'wait' | 'stop';
  readonly strong: Text;
  readonly says: Text | null;
  readonly reasons: readonly Text[];
  readonly link: { readonly href: string; readonly says: Text } | null;
  readonly upload: { readonly action: string; readonly fault: Text | null } | null;
  readonly acceptance: {
    readonly action: string;
    readonly reason: Field;
    readonly open: boolean;
  } | null;
};

export function invoicePage(facts: InvoiceFacts, form: FormState = FRESH_FORM): InvoicePage {
  const { invoice, supplierName } = facts;
  const title = invoiceTitle({ number: invoice.invoiceNumber, supplierName });
  const active = facts.files.filter(({ replacedAt }) => replacedAt === null);
  const [only] = active;
  return {
    title,
    crumbs: crumbs(title, { href: paths.index(), says: say('invoices:page.list.title') }),
    status: stateStatus(invoice.state),
    found: foundTag(facts),
    lead: leadOf(facts),
    says: say('invoices:page.live', { state: say(`invoices:state.${invoice.state}`) }),
    original: active.length === 1 && only !== undefined ? paths.file(invoice.id, only.id) : null,
    faults: form.faults,
    decision: decisionOf(facts, form),
    sums: sumsOf(facts),
    steps: stepsOf(facts),
    ...deviationsOf(facts),
    checks: checksOf(facts),
    notices: facts.notices.map(noticeText),
    ...quarantineOf(facts),
    lines: linesOf(facts, linesHref),
    reading: readingOf(facts),
    payment: paymentOf(facts),
    files: facts.files.map((file) => fileRow(facts, file)),
    siblings: facts.siblings.map(({ id, invoiceNumber }) => ({
      href: paths.show(id),
      says: invoiceTitle({ number: invoiceNumber, supplierName }),
    })),
  };
}

/** What was found; while somebody must decide, what holds the invoice back stands there, not here. */
function deviationsOf(facts: InvoiceFacts) {
  const isAsked = facts.invoice.state === 'waiting';
  const told = facts.found.filter(({ severity }) => !isAsked || severity !== 'stop');
  const asked = facts.found.filter((each) => !told.includes(each));
  const stakeOre = facts.stakeOre - sum(asked.map((each) => each.stakeOre));
  const found = told.reduce((all, { count }) => all + count, 0);
  return {
    deviations: told.map((each) =>
      toDeviated(each, each.example.lineId === null ? null : linesHref(facts, each.check)),
    ),
    deviationsSay: say('invoices:page.found.groups', { found, count: told.length }),
    stake: say('parts:money', { ore: stakeOre }),
  };
}

/** Where an invoice's lines are shown; the part that begins after a cursor. */
function linesHref({ invoice }: InvoiceFacts, show: string, after: string | null = null): string {
  return `${address(paths.show(invoice.id), { show, after })}#lines`;
}

function foundTag({ deviations, found }: InvoiceFacts): Status | null {
  if (deviations === 0) return null;
  const isStop = found.some(({ severity }) => severity === 'stop');
  return {
    st: isStop ? 'stop' : 'wait',
    color: isStop ? 'danger' : 'warning',
    icon: 'triangle-alert',
    says: say('invoices:page.found.count', { count: deviations }),
  };
}

function leadOf({ invoice }: InvoiceFacts): Text {
  const { issuedOn, dueOn, receivedAt, bookedMonth } = invoice;
  const received = { received: receivedAt };
  if (bookedMonth !== null && issuedOn !== null) {
    return say('invoices:page.leadBooked', { ...received, issued: issuedOn, month: bookedMonth });
  }
  if (issuedOn === null) return say('invoices:page.leadUnread', received);
  return dueOn === null
    ? say('invoices:page.leadIssued', { ...received, issued: issuedOn })
    : say('invoices:page.lead', { ...received, issued: issuedOn, due: dueOn });
}

function decisionOf(facts: InvoiceFacts, form: FormState): Decision | null {
  const { invoice } = facts;
  if (invoice.refusal !== null && invoice.state === 'refused') return refusedDecision(facts);
  return invoice.state === 'waiting' ? waitingDecision(facts, form) : null;
}

function refusedDecision({ invoice, mayChange }: InvoiceFacts): Decision {
  const { code = '', args = {} } = invoice.refusal ?? {};
  const first = args['first'];
  return {
    tone: 'stop',
    strong: say('invoices:page.decision.refused'),
    says: say(`errors:${code}`, args),
    reasons: [],
    link:
      typeof first === 'number'
        ? { href: paths.show(first), says: say('invoices:page.decision.first') }
        : mayChange
          ? { href: paths.upload(), says: say('invoices:page.decision.again') }
          : null,
    upload: null,
    acceptance: null,
  };
}

function waitingDecision(facts: InvoiceFacts, form: FormState): Decision {
  const { invoice, stops, process, mayChange } = facts;
  const codes = stops.map(({ code }) => code);
  const faultOf = (name: string) => form.faults.find((each) => each.field === name)?.says ?? null;
  const differs = codes.includes('invoice.specification-differs');
  const isPart = codes.some((code) => code.endsWith('-missing'));
  return {
    tone: 'wait',
    strong: say(`invoices:page.decision.${decisionKey(codes)}`),
    says: process?.waitsFor == null ? null : waitsText(process.waitsFor),
    reasons: stops.map(({ code, args }) => say(`invoices:deviation.${code}`, args)),
    link: null,
    upload:
      mayChange && (isPart || differs)
        ? { action: paths.files(invoice.id), fault: faultOf('file') }
        : null,
    acceptance:
      mayChange && differs
        ? {
            action: paths.acceptance(invoice.id),
            reason: field(
              'reason',
              { label: say('invoices:page.accept.reason'), required: true },
              form,
            ),
            open: faultOf('reason') !== null,
          }
        : null,
  };
}

function decisionKey(codes: readonly string[]): string {
  if (codes.includes('invoice.e-invoice-missing')) return 'eInvoice';
  if (codes.includes('invoice.wrong-buyer') || codes.includes('invoice.companys-own'))
    return 'buyer';
  if (codes.includes('invoice.specification-differs')) return 'differs';
  return codes.includes('invoice.specification-missing') ? 'specification' : 'somebody';
}

function waitsText(waits: { readonly since: string; readonly reminderAt: string | null }): Text {
  const { since, reminderAt } = waits;
  return reminderAt === null
    ? say('invoices:page.waits.since', { since })
    : say('invoices:page.waits.reminder', { since, reminderAt });
}

function quarantineOf({ invoice, quarantined }: InvoiceFacts) {
  return {
    quarantined: quarantined.map(({ fileId, file, line, byteFrom, code, args }) => ({
      href: paths.row(invoice.id, fileId, byteFrom),
      line,
      file,
      why: say(`errors:${code}`, args),
    })),
    quarantinedSays: say('invoices:page.quarantine.says', {
      count: invoice.rowsQuarantined,
      shown: quarantined.length,
    }),
  };
}

function fileRow({ invoice }: InvoiceFacts, file: ListedFile): FileRow {
  const { id, name, bytes, sha256, format, replacedAt, role } = file;
  return {
    href: paths.file(invoice.id, id),
    name,
    about: formatText(format),
    size: say('invoices:page.files.size', { bytes }),
    sha256,
    short: `${sha256.slice(0, 8)}…${sha256.slice(-4)}`,
    replaced: replacedAt === null ? null : say('invoices:page.files.replaced', { at: replacedAt }),
    look:
      role === 'specification' && format !== null
        ? address(paths.format(format), { file: id })
        : null,
  };
}
