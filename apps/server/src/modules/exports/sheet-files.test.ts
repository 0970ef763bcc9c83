import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import enWords from '../../../../../packages/ui/src/words/en.ts';
import zhCnWords from '../../../../../packages/ui/src/words/zh-CN.ts';
import zhTwWords from '../../../../../packages/ui/src/words/zh-TW.ts';
import { type Cell, plainText, sheetSerial, wallClockText, yuan } from './cells.ts';
import { csvField, csvWriter } from './csv.ts';
import { fileNameOf, scopeCovers } from './rules.ts';
import { sheets } from './sheets.ts';
import { wordOf } from './words.ts';
import { xlsxWriter } from './xlsx.ts';

const line: Cell[] = [
  { kind: 'text', text: '=HYPERLINK("http://x") & <b>"气泡水"</b>' },
  { kind: 'count', value: -3 },
  { kind: 'money', fen: 123_456 },
  { kind: 'time', at: '2026-03-01T16:30:05.900Z', zone: 'Asia/Shanghai' },
];

/** The files of an archive by the central directory, unpacked. */
function unzip(archive: Buffer): Map<string, string> {
  const end = archive.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const files = new Map<string, string>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const length = archive.readUInt16LE(at + 28);
    const name = archive.subarray(at + 46, at + 46 + length).toString();
    const local = archive.readUInt32LE(at + 42);
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = inflateRawSync(archive.subarray(from, from + archive.readUInt32LE(at + 20)));
    expect(content.length).toBe(archive.readUInt32LE(at + 24));
    files.set(name, content.toString());
    at += 46 + length + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

describe('exported files', () => {
  it('[ORD-4] shows instants by the store’s wall clock, over its midnight and its summer time', () => {
    expect(wallClockText('2026-03-01T16:30:05.900Z', 'Asia/Shanghai')).toBe('2026-03-02 00:30:05');
    expect(wallClockText('2026-03-29T01:30:00Z', 'Europe/Berlin')).toBe('2026-03-29 03:30:00');
    expect(sheetSerial('1999-12-31T16:00:00Z', 'Asia/Shanghai')).toBe(36_526);
    expect(sheetSerial('2026-03-02T04:00:00Z', 'Asia/Shanghai') % 1).toBeCloseTo(0.5, 9);
  });

  it('[ORD-4] writes amounts exactly', () => {
    expect([0, 5, -5, 100, 123_456, -123_456].map(yuan)).toEqual([
      '0.00',
      '0.05',
      '-0.05',
      '1.00',
      '1234.56',
      '-1234.56',
    ]);
  });

  it('[PLT-7] keeps a spreadsheet from running what people typed', async () => {
    expect(csvField('=1+1')).toBe("'=1+1");
    expect(csvField('+86 138')).toBe("'+86 138");
    expect(csvField('-12.50')).toBe('-12.50');
    expect(csvField('a,"b"\n')).toBe('"a,""b""\n"');
    const writer = csvWriter(['甲', 'B', 'C', 'D']);
    await writer.add([line]);
    const text = (await writer.finish()).toString();
    expect(text).toBe(
      '\uFEFF甲,B,C,D\r\n"\'=HYPERLINK(""http://x"") & <b>""气泡水""</b>",-3,1234.56,2026-03-02 00:30:05\r\n',
    );
  });

  it('[ORD-4] writes a workbook whose parts unpack, with texts as texts and numbers as numbers', async () => {
    const writer = xlsxWriter('订单 [a/b]', ['甲', 'B', 'C', 'D']);
    for (let index = 0; index < 500; index++)
      await writer.add([line, [{ kind: 'text', text: `\u0001第 ${index} 行` }]]);
    const files = unzip(await writer.finish());
    expect([...files.keys()]).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/worksheets/sheet1.xml',
    ]);
    expect(files.get('xl/workbook.xml')).toContain('<sheet name="订单  a b " sheetId="1"');
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet.match(/<row>/g)).toHaveLength(1001);
    expect(sheet).toContain('=HYPERLINK(&quot;http://x&quot;) &amp; &lt;b&gt;');
    expect(sheet).toContain('<c><v>-3</v></c><c s="2"><v>1234.56</v></c><c s="3"><v>46083.020891204</v></c>');
    expect(sheet).toContain('>第 499 行<');
    expect(sheet.endsWith('</sheetData></worksheet>')).toBe(true);
  });

  it('[IDN-8] a file may be taken only by a scope that reaches all that was in it', () => {
    expect(scopeCovers(null, ['a'])).toBe(true);
    expect(scopeCovers(['a', 'b'], ['a'])).toBe(true);
    expect(scopeCovers(['b'], ['a'])).toBe(false);
    expect(scopeCovers(['a'], null)).toBe(false);
  });

  it('[UX-2] heads every column in three languages, and calls states what the screens call them', () => {
    for (const sheet of Object.values(sheets)) {
      const heads = (['zh-CN', 'en', 'zh-TW'] as const).map((locale) => sheet.head(locale));
      expect(heads.map((head) => head.length)).toEqual([heads[0]?.length, heads[0]?.length, heads[0]?.length]);
      for (const head of heads) expect(new Set(head).size).toBe(head.length);
    }
    const kinds = [
      'order',
      'visit',
      'ending',
      'visitFlag',
      'member',
      'movement',
      'payment',
      'refund',
      'service',
    ] as const;
    const vocabularies = { 'zh-CN': zhCnWords, en: enWords, 'zh-TW': zhTwWords };
    for (const [locale, vocabulary] of Object.entries(vocabularies))
      for (const kind of kinds)
        for (const [value, word] of Object.entries(vocabulary[kind]))
          expect([kind, value, wordOf(kind, value, locale as 'en')]).toEqual([kind, value, word]);
    expect(wordOf('order', 'unheard_of', 'en')).toBe('unheard_of');
  });

  it('[ORD-4] names the file by kind and day', () => {
    const row = { kind: 'orders', format: 'csv', requestedAt: new Date('2026-06-01T04:00:00Z'), id: 'x-a1b2' };
    expect(fileNameOf(row)).toBe('orders-2026-06-01-a1b2.csv');
    expect(plainText({ kind: 'count', value: 7 })).toBe('7');
  });
});
