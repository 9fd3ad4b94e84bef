// Format definitions as pages, and a file's first rows as one of them reads it.

import type { Actor } from '../../../kernel/actor.ts';
import { say, type FormState } from '../../../kernel/page.ts';
import { notFound } from '../../../kernel/refusal.ts';
import { may } from '../../../kernel/rule.ts';
import type { Route } from '../../../http/route.ts';
import type { FormatFacts } from '../pages/facts.ts';
import { formatListPage, formatPage } from '../pages/formats.ts';
import { paths } from '../paths.ts';
import { changeInvoices, seeInvoices } from '../policy.ts';
import { FormatQuestion, Nothing, OneFormat } from '../schema.ts';
import type { PageDeps } from './deps.ts';
import { filesIn } from './upload.ts';

const KEPT_TO_CHOOSE = 50;

export function formatRoutes({ parts, queries }: PageDeps) {
  const { store, catalogue } = parts;

  const suppliersOf = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
    const byFormat = new Map<string, string[]>();
    for (const { name, specification } of await catalogue.allSuppliers()) {
      if (specification === null) continue;
      byFormat.set(specification, [...(byFormat.get(specification) ?? []), name]);
    }
    return byFormat;
  };

  const factsOf = async (
    name: string,
    actor: Actor,
    looked: Pick<FormatFacts, 'file'> & { readonly at: LookedAt | null },
  ): Promise<FormatFacts> => {
    const definition = await store.findings.findDefinition(name);
    if (definition === null) throw notFound();
    const { at, file } = looked;
    return {
      definition,
      suppliers: (await suppliersOf()).get(name) ?? [],
      kept: await queries.latestSpecifications(KEPT_TO_CHOOSE),
      looked:
        at === null ? null : { name: at.name, sample: await queries.sampleOf(at, definition) },
      file,
      mayUpload: may(changeInvoices, actor),
    };
  };

  return (route: Route): void => {
    route.get(paths.formats(), {
      rule: seeInvoices,
      input: Nothing,
      handle: async ({ reply }) => {
        const suppliers = await suppliersOf();
        const definitions = (await queries.allDefinitions()).map((definition) => ({
          definition,
          suppliers: suppliers.get(definition.name) ?? [],
        }));
        await reply.page('invoices/formats', formatListPage(definitions));
      },
    });

    route.get(paths.format(':name'), {
      rule: seeInvoices,
      input: FormatQuestion,
      handle: async ({ input: { name, file = null }, actor, reply }) => {
        const at = file === null ? null : await store.files.find(file);
        if (file !== null && at === null) throw notFound();
        await reply.page('invoices/format', formatPage(await factsOf(name, actor, { at, file })));
      },
    });

    route.post(paths.format(':name'), {
      rule: changeInvoices,
      input: OneFormat,
      body: 'multipart',
      handle: async ({ input: { name }, actor, reply, upload }) => {
        const [at = null] = filesIn(upload);
        const facts = await factsOf(name, actor, { at, file: null });
        if (at === null) {
          await reply.page('invoices/format', formatPage(facts, NO_FILE), 422);
          return;
        }
        await reply.page('invoices/format', formatPage(facts));
      },
    });
  };
}

type LookedAt = { readonly name: string; readonly sha256: string; readonly bytes: number };

const NO_FILE: FormState = {
  values: {},
  faults: [{ field: 'look', says: say('errors:file.missing') }],
};
