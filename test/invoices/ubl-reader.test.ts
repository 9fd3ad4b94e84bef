import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { brokenInSweden } from '../../server/domains/invoices/ubl/sweden.ts';
import { anInvoiceFile, aLine } from '../support/a.ts';
import { readUbl, refusalOf, sharedData } from './read.ts';

/** The file with one text for another. Fails where there is nothing to change. */
function changed(
  file: Buffer,
  ...changes: readonly (readonly [string | RegExp, string])[]
): Buffer {
  let text = file.toString('utf8');
  for (const [from, to] of changes) {
    const next = text.replace(from, to);
    if (next === text) throw new Error(`nothing to change: ${String(from)}`);
    text = next;
  }
  return Buffer.from(text);
}

/** The bytes of a line in its file. */
function bytesOf(file: Buffer, { byteFrom, byteTo }: { byteFrom: number; byteTo: number }): string {
  return file.toString('utf8', byteFrom, byteTo);
}

describe('ubl: reading an e-invoice as bytes', () => {
  it('gives each line with its bytes, from the first of its start tag to after the last of its end tag', () => {
    const file = anInvoiceFile({
      lines: [aLine({ text: 'Åäö & <fest>' }), aLine({ text: 'Två', netOre: 1 })],
      extras: [{ isCharge: false, reason: 'Rabatt', ore: 500, rate: 25 }],
    });
    const { lines, document } = readUbl(file);
    expect(lines.map(({ name, ore, kind }) => [kind, name, ore])).to.deep.equal([
      ['document', 'Rabatt', -500],
      ['line', 'Åäö & <fest>', 10_000],
      ['line', 'Två', 1],
    ]);
    for (const line of lines.slice(1)) {
      expect(bytesOf(file, line)).to.match(/^<cac:InvoiceLine>.*<\/cac:InvoiceLine>$/s);
    }
    expect(bytesOf(file, lines[0] ?? { byteFrom: 0, byteTo: 0 })).to.match(
      /^<cac:AllowanceCharge>.*<\/cac:AllowanceCharge>$/s,
    );
    expect(document.number).to.equal('F-1');
  });

  it('counts physical lines from 1, wherever a tag breaks over them', () => {
    const file = changed(
      anInvoiceFile(),
      ['<cac:InvoiceLine>', '<cac:InvoiceLine\r\n  >\r\n'],
      [/\n {2}<cbc:DueDate>/, '\n\n\n  <cbc:DueDate>'],
    );
    const [line] = readUbl(file).lines;
    const before = file.toString('latin1', 0, line?.byteFrom);
    expect(line?.line).to.equal(before.split('\n').length);
    expect(bytesOf(file, line ?? { byteFrom: 0, byteTo: 0 })).to.match(/^<cac:InvoiceLine\r\n/);
  });

  it('makes every amount of a credit note negative', () => {
    const file = anInvoiceFile({ kind: 'credit-note', lines: [aLine({ netOre: 12_345 })] });
    expect(readUbl(file).lines.map(({ ore }) => ore)).to.deep.equal([-12_345]);
  });

  it('reads the same whatever the chunks', () => {
    const file = changed(
      anInvoiceFile({ lines: [aLine({ text: 'Räksmörgås €' }), aLine({ note: '070-1' })] }),
      ['<cac:InvoiceLine>', '<!-- en kommentar --><cac:InvoiceLine\r\n>'],
      ['Räksmörgås €', 'R&#228;ksm&#xF6;rgås <![CDATA[€]]>'],
    );
    const whole = readUbl(file);
    expect(whole.lines[0]?.name).to.equal('Räksmörgås €');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), (size) => {
        expect(readUbl(file, size)).to.deep.equal(whole);
      }),
      { numRuns: 30 },
    );
    expect(readUbl(file, 1)).to.deep.equal(whole);
  });

  it('passes over a byte order mark without losing count of bytes', () => {
    const plain = anInvoiceFile();
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]);
    const [line] = readUbl(plain).lines;
    const [shifted] = readUbl(marked, 1).lines;
    expect(shifted?.byteFrom).to.equal((line?.byteFrom ?? 0) + 3);
    expect(shifted?.line).to.equal(line?.line);
  });

  it('reads ISO-8859-1 and windows-1252 where they are stated', () => {
    for (const [encoding, euro] of [
      ['ISO-8859-1', ''],
      ['windows-1252', '\u0080'],
    ] as const) {
      const text = anInvoiceFile({ lines: [aLine({ text: `Ö${euro}` })] }).toString('utf8');
      const file = Buffer.from(
        text.replace('encoding="UTF-8"', `encoding="${encoding}"`),
        'latin1',
      );
      expect(readUbl(file).lines[0]?.name).to.equal(euro === '' ? 'Ö' : 'Ö€');
    }
  });
});

describe('ubl: what is refused (interfaces.md §6)', () => {
  const file = anInvoiceFile();

  it('a truncated file, wherever it was cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: file.length - 12 }), (length) => {
        expect(refusalOf(() => readUbl(file.subarray(0, length))).code).to.equal('xml.malformed');
      }),
      { numRuns: 50 },
    );
  });

  const cases: readonly (readonly [string, string, Buffer])[] = [
    ...['2.5e1', '0x19', '1000', 'x'].map(
      (rate) =>
        [
          `a line's VAT rate of ${rate}`,
          'xml.malformed',
          changed(file, [/(?<=<cac:ClassifiedTaxCategory>.*<cbc:Percent>)25/s, rate]),
        ] as const,
    ),
    ['an empty document', 'xml.malformed', Buffer.from('  ')],
    ['text that is no XML', 'xml.malformed', Buffer.from('Fakturanr;Belopp\r\n1;2')],
    ['a tag that is not closed', 'xml.malformed', changed(file, ['</cbc:ID>', ''])],
    [
      'a prefix that nothing binds',
      'xml.malformed',
      changed(file, ['<cbc:ID>F-1</cbc:ID>', '<x:ID>F-1</x:ID>']),
    ],
    ['an amount that is no number', 'xml.malformed', changed(file, [/>100\.00</, '>hundra<'])],
    ['a day that does not exist', 'xml.malformed', changed(file, ['2026-10-31', '2026-02-31'])],
    ['a DOCTYPE', 'xml.doctype', changed(file, ['?>', '?><!DOCTYPE Invoice [<!ENTITY a "b">]>'])],
    ['an entity', 'xml.doctype', changed(file, ['>F-1<', '>&nummer;<'])],
    ['another document', 'file.unknown-format', Buffer.from('<html><body/></html>')],
    [
      'an invoice of another standard',
      'file.unknown-format',
      Buffer.from('<Invoice xmlns="urn:sfti:documents:BasicInvoice:1:0"/>'),
    ],
    ['another currency', 'invoice.currency', changed(file, ['>SEK<', '>EUR<'])],
    [
      'bytes that are not UTF-8',
      'file.encoding',
      Buffer.from(file.toString('utf8').replace('Gatan', 'Gåtan'), 'latin1'),
    ],
    [
      'UTF-16',
      'file.encoding',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(file.toString(), 'utf16le')]),
    ],
    ['an encoding that is not read', 'file.encoding', changed(file, ['UTF-8', 'IBM850'])],
    [
      'an amount over 10^13 öre',
      'amount.too-large',
      anInvoiceFile({ lines: [aLine({ netOre: 10_000_000_000_100 })] }),
    ],
    [
      'an invoice over 10^15 öre',
      'amount.too-large',
      anInvoiceFile({
        lines: Array.from({ length: 101 }, () => aLine({ netOre: 10_000_000_000_000 })),
      }),
    ],
  ];
  for (const [what, code, bytes] of cases) {
    it(`${what}: ${code}`, () => {
      expect(refusalOf(() => readUbl(bytes)).code).to.equal(code);
    });
  }

  it('takes 10^13 öre itself', () => {
    const most = anInvoiceFile({ lines: [aLine({ netOre: 10_000_000_000_000 })] });
    expect(readUbl(most).lines[0]?.ore).to.equal(10_000_000_000_000);
  });

  it('says where a fault stands: line, column and byte', () => {
    const bad = changed(file, ['</cbc:ID>', '</cbc:Id>']);
    const { args } = refusalOf(() => readUbl(bad)).details;
    const byte = bad.indexOf('</cbc:Id>') + '</cbc:Id>'.length;
    expect(args).to.include({ line: 7, byte });
    expect(
      bad
        .toString('utf8')
        .split('\n')[6]
        ?.slice(0, Number(args?.['column']) - 1),
    ).to.match(/<\/cbc:Id>$/);
  });

  it('says where a day stands that does not exist, and what stands there', () => {
    const bad = changed(file, ['<cbc:DueDate>2026-11-30', '<cbc:DueDate>2026-02-30']);
    expect(refusalOf(() => readUbl(bad)).details.args).to.include({
      byte: bad.indexOf('<cbc:DueDate>'),
      reason: '”2026-02-30”',
    });
  });

  it('says which byte cannot be', () => {
    const text = file.toString('utf8').replace('Gatan', 'Gåtan');
    const bad = Buffer.from(text, 'latin1');
    for (const size of [1, 7, bad.length]) {
      const { args } = refusalOf(() => readUbl(bad, size)).details;
      expect(args?.['byte']).to.equal(bad.indexOf(0xe5));
    }
  });

  it('does not read an element that is nested without end', () => {
    const deep = changed(file, ['<cbc:ID>', '<cac:A>'.repeat(100)]);
    expect(refusalOf(() => readUbl(deep)).details.args?.['reason']).to.equal('too deep');
  });

  it('passes over an attachment of megabytes without keeping it', () => {
    const base64 = 'QUJD'.repeat(2_000_000);
    const attachment = `<cac:AdditionalDocumentReference><cbc:ID>a</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="text/csv" filename="a.csv">${base64}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>`;
    const big = changed(file, [
      '<cac:AccountingSupplierParty>',
      `${attachment}<cac:AccountingSupplierParty>`,
    ]);
    expect(readUbl(big, 65_536).lines).to.have.length(1);
  });
});

describe('ubl: Swedish rules are warnings on the way in', () => {
  const file = anInvoiceFile();
  const rulesOf = (bytes: Buffer) =>
    brokenInSweden(readUbl(bytes).document).map(({ rule }) => rule);

  it('has nothing to say of an invoice that is right', () => {
    expect(rulesOf(file)).to.deep.equal([]);
  });
  const cases: readonly (readonly [string, string | RegExp, string])[] = [
    ['SE-R-001', /SE\d{12}</, 'SE5599<'],
    ['SE-R-002', /SE\d{12}</, 'SE5599X9903012<'],
    ['SE-R-003', /(Provtele AB<\/cbc:RegistrationName><cbc:CompanyID schemeID="0007">)\d/, '$1X'],
    ['SE-R-004', /(Provtele AB<\/cbc:RegistrationName><cbc:CompanyID schemeID="0007">)\d/, '$1'],
    ['SE-R-005', 'Godkänd för F-skatt', 'F-skattsedel'],
    ['SE-R-009', /<cbc:ID>50\d+</, '<cbc:ID>50990<'],
    ['SE-R-011', 'Code>30<', 'Code>50<'],
    ['SE-R-012', 'Code>30<', 'Code>31<'],
    [
      'SE-R-013',
      /(Provtele AB<\/cbc:RegistrationName><cbc:CompanyID schemeID="0007">)\d{10}/,
      '$11234567890',
    ],
  ];
  for (const [rule, from, to] of cases) {
    it(`${rule} is said`, () => {
      expect(rulesOf(changed(file, [from, to]))).to.include(rule);
    });
  }
  it('SE-R-006 is said once for lines that have a rate that is not Swedish', () => {
    expect(
      rulesOf(anInvoiceFile({ lines: [aLine({ rate: 19 }), aLine({ rate: 19 })] })),
    ).to.deep.equal(['SE-R-006']);
  });
  it('SE-R-006 accepts 6 and 12 as well as 25', () => {
    expect(
      rulesOf(anInvoiceFile({ lines: [aLine({ rate: 6 }), aLine({ rate: 12 })] })),
    ).to.deep.equal([]);
  });
});

describe('ubl: the public sample invoices', () => {
  const outcomes: Readonly<Record<string, string>> = {
    'Allowance-example.xml': 'invoice.currency',
    'BIS_Billing_30-Elhandel.xml': 'read',
    'BIS_Billing_30-Elnat.xml': 'read',
    'BIS_Billing_30-Kreditering_(urspr_faktura).xml': 'read',
    'BIS_Billing_30-Kreditering_med_kreditnota.xml': 'read',
    'BIS_Billing_30-Tjanster_Kopiering.xml': 'read',
    'CreditNote-Min_content_with_VAT.xml': 'read',
    'Invoice-Min_content_with_VAT.xml': 'read',
    'Vat-category-S.xml': 'invoice.currency',
    'base-creditnote-correction.xml': 'invoice.currency',
    'base-example.xml': 'invoice.currency',
    'base-negative-inv-correction.xml': 'invoice.currency',
    'sales-order-example.xml': 'invoice.currency',
    'vat-category-E.xml': 'invoice.currency',
    'vat-category-O.xml': 'read',
    'vat-category-Z.xml': 'invoice.currency',
  };
  const folder = sharedData('peppol-ubl', 'examples');

  before(function () {
    if (folder === null) {
      console.log('      skipped: the folder shared/data/peppol-ubl is not beside the repository');
      this.skip();
    }
  });

  it('has an expectation for every file', () => {
    expect(readdirSync(folder ?? '').sort()).to.deep.equal(Object.keys(outcomes).sort());
  });
  for (const [name, outcome] of Object.entries(outcomes)) {
    it(`${name}: ${outcome}`, () => {
      const file = readFileSync(path.join(folder ?? '', name));
      if (outcome === 'read') expect(readUbl(file).lines).not.to.have.length(0);
      else expect(refusalOf(() => readUbl(file)).code).to.equal(outcome);
      // Read as if they were in kronor, every one of them keeps every fatal rule.
      const inKronor = Buffer.from(file.toString('utf8').replace(/EUR|GBP/g, 'SEK'));
      expect(readUbl(inKronor).lines).not.to.have.length(0);
    });
  }
});
