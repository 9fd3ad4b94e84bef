// One line, or one row that could not be read, down to its bytes.

import { notFound } from '../../../kernel/refusal.ts';
import type { Route } from '../../../http/route.ts';
import type { SourceFacts } from '../pages/facts.ts';
import { linePage, rowPage } from '../pages/line.ts';
import { paths } from '../paths.ts';
import { seeInvoices } from '../policy.ts';
import { LineQuestion, RowQuestion } from '../schema.ts';
import type { RecordPlace } from '../queries/sources.ts';
import type { PageDeps } from './deps.ts';
import { headOf } from './gather.ts';

type Place = RecordPlace & { readonly fileId: number };

export function lineRoutes(deps: PageDeps) {
  const { parts, queries } = deps;

  const sourceOf = async ({ fileId, line, byteFrom, byteTo }: Place): Promise<SourceFacts> => {
    const file = await parts.store.files.find(fileId);
    if (file === null) throw notFound();
    const excerpt = await queries.excerptIn(file, { line, byteFrom, byteTo });
    return { file, line, byteFrom, byteTo, excerpt };
  };

  return (route: Route): void => {
    route.get(paths.line(':id', ':lineId'), {
      rule: seeInvoices,
      input: LineQuestion,
      handle: async ({ input: { id, lineId }, actor, reply }) => {
        const found = await queries.findLine(id, lineId);
        if (found === null) throw notFound();
        const named = found.subscriptionId === null ? [] : [found.subscriptionId];
        const [invoice, deviations, shares, source, openable] = await Promise.all([
          headOf(deps, id),
          queries.deviationsOf(id),
          parts.shares([lineId]),
          sourceOf(found),
          parts.inventory.seenAmong(named, actor),
        ]);
        const page = linePage({
          invoice,
          line: found,
          isOpenable: openable.size > 0,
          deviations: deviations.filter((each) => each.lineId === lineId),
          shares: shares.get(lineId) ?? [],
          source,
        });
        await reply.page('invoices/line', page);
      },
    });

    route.get(paths.row(':id', ':fileId', ':byteFrom'), {
      rule: seeInvoices,
      input: RowQuestion,
      handle: async ({ input: { id, fileId, byteFrom }, reply }) => {
        const row = await queries.findQuarantined(id, fileId, byteFrom);
        if (row === null) throw notFound();
        const [invoice, source] = await Promise.all([headOf(deps, id), sourceOf(row)]);
        const { code, args } = row;
        await reply.page('invoices/row', rowPage({ invoice, code, args, source }));
      },
    });
  };
}
