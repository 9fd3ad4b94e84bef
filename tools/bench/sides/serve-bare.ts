// The bare side of `list-50`: node's own http server, a pool, the queries that our page asks, and a page
// that is strings put together. No session is checked but by the query that looks for it.

import { createServer } from 'node:http';
import { createPool, type RowDataPacket } from 'mysql2/promise';
import { parseDatabaseUrl } from '../../../server/platform/database.ts';
import { listen, tell } from '../sides.ts';

const [databaseUrl = '', asked = '[]'] = process.argv.slice(2);

async function serve(): Promise<void> {
  const { user, password, name, socketPath } = parseDatabaseUrl(databaseUrl);
  const queries = JSON.parse(asked) as string[];
  const pool = createPool({
    ...{ user, password, database: name, connectionLimit: 10 },
    ...(socketPath === null ? {} : { socketPath }),
  });
  const server = createServer((_request, response) => {
    void (async () => {
      const answers = await Promise.all(queries.map((sql) => pool.query<RowDataPacket[]>(sql)));
      const tables = answers.map(([rows]) => tableOf(rows));
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><html lang="sv"><body>${tables.join('')}</body></html>`);
    })();
  });
  tell({ port: await listen(server) });
}

function tableOf(rows: readonly RowDataPacket[]): string {
  let html = '<table>';
  for (const row of rows) {
    // Of all that is asked only the list's own rows carry what they are sorted by.
    const isListed = 'sortKey' in row;
    html += '<tr>';
    for (const [name, value] of Object.entries(row)) {
      html +=
        isListed && name === 'id' ? linkTo(String(value)) : `<td>${escaped(String(value))}</td>`;
    }
    html += '</tr>';
  }
  return `${html}</table>`;
}

function linkTo(id: string): string {
  return `<td><a class="n" href="/subscriptions/${encodeURIComponent(id)}">${escaped(id)}</a></td>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

void serve();
