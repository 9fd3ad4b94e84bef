import { expect } from 'chai';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPdf, type Pdf } from '../../server/platform/pdf.ts';

const TEMPLATE = `
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, date: datetime(year: 2026, month: 11, day: 4))
#set text(lang: "sv", font: "Inter", fallback: false)
= #d.title
`;

describe('platform/pdf', () => {
  let folder: string;
  let pdf: Pdf;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'pdf-'));
    writeFileSync(path.join(folder, 'plain.typ'), TEMPLATE);
    pdf = createPdf({ folder, keep: path.join(folder, 'kept'), timeLimitMs: 10_000 });
  });

  afterEach(async () => {
    await pdf.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const kept = () =>
    readdirSync(path.join(folder, 'kept'), { recursive: true }).filter((name) =>
      String(name).endsWith('.pdf'),
    );

  it('sets a document, whatever markup its data looks like', async () => {
    const bytes = await pdf.render('plain', { title: '#panic("x") [*å*] $1$' });
    expect(bytes.subarray(0, 5).toString()).to.equal('%PDF-');
    expect(bytes.includes('/MarkInfo')).to.be.true;
  });

  it('gives the same bytes for the same model, on another thread too', async () => {
    const first = await pdf.render('plain', { title: 'A', other: 1 });
    const fresh = createPdf({ folder, keep: null });
    const second = await fresh.render('plain', { other: 1, title: 'A' });
    await fresh.close();
    expect(second.equals(first)).to.be.true;
  });

  it('makes one document of many askers and keeps it under its hash', async () => {
    const asked = await Promise.all(
      Array.from({ length: 20 }, () => pdf.render('plain', { title: 'A' })),
    );
    await pdf.render('plain', { title: 'B' });
    expect(new Set(asked.map((bytes) => bytes.toString('latin1'))).size).to.equal(1);
    expect(kept()).to.have.length(2);
  });

  it('says what Typst said when model and template do not fit, and goes on', async () => {
    const failed = await pdf.render('plain', { heading: 'A' }).catch((error: unknown) => error);
    expect(String(failed)).to.contain('title');
    expect(await pdf.render('plain', { title: 'A' })).to.be.instanceOf(Buffer);
  });

  it('gives up a document that takes too long, and those in line still get theirs', async () => {
    const hasty = createPdf({ folder, keep: null, timeLimitMs: 1 });
    const failed = await hasty.render('plain', { title: 'A' }).catch((error: unknown) => error);
    expect(String(failed)).to.contain('more than 1 ms');
    await hasty.close();
    expect(await pdf.render('plain', { title: 'A' })).to.be.instanceOf(Buffer);
  });

  it('fails what is under way when it is closed', async () => {
    const open = createPdf({ folder, keep: null });
    const asked = ['A', 'B'].map((title) =>
      open.render('plain', { title }).catch((error: unknown) => String(error)),
    );
    await open.close();
    for (const answer of await Promise.all(asked)) expect(answer).to.contain('closed');
  });
});
