// What bad input gets (interfaces.md §6), row by row through the API: the answer at once, or the state
// and the code of the invoice after reading. Limits of size and of tokens are proved in test/http.

import { expect } from 'chai';
import { filesOf } from '../support/a.ts';
import { apiClient, eventually, type ApiClient, type ApiFile } from '../support/api-client.ts';
import { emptyTables } from '../support/database.ts';
import { workingHouse } from '../support/house.ts';
import { BAD_ROWS, lines, one, withMore, xml } from './a-bad-input.ts';

type Read = {
  readonly state: string;
  readonly refusal: {
    readonly code: string;
    readonly message: string;
    readonly url?: string;
  } | null;
  readonly deviations: readonly { readonly code: string }[];
  readonly notices: readonly { readonly code: string }[];
  readonly rowsQuarantined: number;
};

describe('bad input through the API', function () {
  this.timeout(60_000);
  let administrator: ApiClient;
  let finance: ApiClient;
  let firstUrl: string;

  before(async () => {
    const test = await workingHouse();
    await emptyTables();
    administrator = await apiClient(test, 'administrator');
    finance = await apiClient(test, 'finance');
    for (const { kind, bytes } of filesOf(withMore())) {
      const answer = await administrator.importCsv(kind, bytes);
      expect(answer.status, answer.text).to.equal(200);
    }
    const first = await administrator.upload('PROV', one(xml('F-FIRST')));
    expect(first.status, first.text).to.equal(202);
    firstUrl = (first.body as { url: string }).url;
    await read((first.body as { id: string }).id);
  });

  const read = (id: string) =>
    eventually(
      async () => (await administrator.get(`/supplier-invoices/${id}`)).body as Read,
      ({ state }) => !['received', 'reading'].includes(state),
    );

  for (const [index, [what, supplier, files, state, code]] of BAD_ROWS.entries()) {
    it(`${what}: ${state}${code === null ? '' : `, ${code}`}`, async () => {
      const sent = await administrator.upload(supplier, files(`F-${String(index)}`));
      expect(sent.status, sent.text).to.equal(202);
      const { id } = sent.body as { id: string };
      const found = await read(id);
      const rows = await administrator.all<{ code: string; message: string }>(
        `/supplier-invoices/${id}/rows?state=quarantined`,
      );
      expect(await administrator.all(`/supplier-invoices/${id}/rows`)).to.deep.equal(rows);
      const codes = [found.refusal ?? [], found.deviations, found.notices, rows]
        .flat()
        .map((each) => each.code);
      expect(found.state, codes.join()).to.equal(state);
      if (code === null) expect(codes).to.deep.equal([]);
      else expect(codes).to.include(code);
      if (code?.startsWith('row.') === true) {
        expect(found.rowsQuarantined).to.equal(1);
        expect(rows[0]?.message).to.match(/^Rad 3 \(byte \d+\): /);
      }
      if (state === 'refused') expect(found.refusal?.message).to.have.length.above(10);
    });
  }

  it('the same number with other bytes is refused, with the first one’s address', async () => {
    const sent = await administrator.upload('PROV', one(xml('F-FIRST', lines({ netOre: 5_000 }))));
    const found = await read((sent.body as { id: string }).id);
    expect(found.refusal).to.include({ code: 'invoice.same-number', url: firstUrl });
  });

  it('what is refused at once: nothing, a stranger’s, the same bytes', async () => {
    const calls: [string, ApiFile[], number, string][] = [
      ['PROV', one(Buffer.alloc(0)), 422, 'file.empty'],
      ['INGEN', one(xml('F-X')), 422, 'supplier.unknown'],
      ['PROV', one(xml('F-FIRST')), 409, 'invoice.same-file'],
    ];
    for (const [supplier, files, status, code] of calls) {
      const answer = await administrator.upload(supplier, files);
      expect(answer.status).to.equal(status);
      expect(answer.body).to.include({ code });
    }
  });

  it('an import with faults saves nothing, and tells each', async () => {
    const bytes = Buffer.from('code;name;kind;parent\nX1;Ny;unit;E\nX2;Ny;slott;E\n');
    const answer = await administrator.importCsv('units', bytes);
    expect(answer.status, answer.text).to.equal(422);
    expect(answer.body).to.include({ code: 'import.faults' });
    const { errors } = answer.body as { errors: { row: number; column: string }[] };
    expect(errors.map(({ row, column }) => [row, column])).to.deep.include([3, 'kind']);
  });

  it('a body that is none, has a field too many, or another type: 400', async () => {
    const calls: [object | string, string][] = [
      ['{"month":', 'body.malformed'],
      [{ month: '2026-09', hej: 1 }, 'body.unknown-field'],
      [{ month: 9 }, 'body.invalid'],
    ];
    for (const [body, code] of calls) {
      const json = { 'Content-Type': 'application/json' };
      const answer = await administrator.post('/billing-months', body as object, json);
      expect(answer.status, answer.text).to.equal(400);
      expect(answer.body).to.include({ code });
    }
  });

  it('a month that is there, is not so far, or has a red list: 409', async () => {
    const key = { 'Idempotency-Key': 'bad-input-1' };
    const month = { month: '2026-10' };
    expect((await administrator.post('/billing-months', month, key)).status).to.equal(202);
    const other = await administrator.post('/billing-months', { month: '2026-11' }, key);
    expect(other.body).to.include({ status: 409, code: 'idempotency.other-body' });
    const again = await administrator.post('/billing-months', month);
    expect(again.body).to.include({ status: 409, code: 'billing-month.exists' });
    expect(again.body).to.include({ url: '/billing-months/2026-10' });
    const early = await administrator.post('/billing-months/2026-10/resume');
    expect(early.body).to.include({ status: 409, code: 'billing-month.state' });
    expect(early.body).to.include({ url: '/billing-months/2026-10' });
    expect(early.body).to.have.property('state').that.is.a('string');
    const notMine = await administrator.post('/billing-months/2026-10/approval');
    expect(notMine.status).to.equal(403);
    expect((await finance.get('/billing-months/2031-01')).status).to.equal(404);
  });
});
