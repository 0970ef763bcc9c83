// A workbook of one sheet by ECMA-376: inline texts, amounts and times as numbers with a format, the head row frozen.
import { type Cell, sheetSerial, yuan } from './cells.ts';
import { zipArchive, zipEntry } from './zip.ts';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`;
const packageRelations = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const workbookRelations = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;
// Cell styles by place: 0 plain, 1 head, 2 money, 3 time, 4 text that stays text.
const styles = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** Text in XML 1.0, without the control characters that it cannot hold. */
const xmlText = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML has no way to write.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const inline = (text: string, style: number): string =>
  `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${xmlText(text.slice(0, 32_000))}</t></is></c>`;

function cellXml(cell: Cell): string {
  if (cell.kind === 'text') return cell.text === '' ? '<c/>' : inline(cell.text, 4);
  if (cell.kind === 'count') return `<c><v>${cell.value}</v></c>`;
  if (cell.kind === 'money') return `<c s="2"><v>${yuan(cell.fen)}</v></c>`;
  return `<c s="3"><v>${sheetSerial(cell.at, cell.zone)}</v></c>`;
}

const sheetHead = (columns: number, head: readonly string[]): string =>
  `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${columns}" width="20" customWidth="1"/></cols><sheetData><row>${head.map((text) => inline(text, 1)).join('')}</row>`;

/** Writes a workbook while lines come in. `title` names the sheet. */
export function xlsxWriter(title: string, head: readonly string[]) {
  const sheet = zipEntry('xl/worksheets/sheet1.xml');
  const began = sheet.write(sheetHead(head.length, head));
  const small = async (name: string, text: string) => {
    const entry = zipEntry(name);
    await entry.write(text);
    return entry.end();
  };
  return {
    async add(rows: readonly (readonly Cell[])[]): Promise<void> {
      await began;
      await sheet.write(rows.map((row) => `<row>${row.map(cellXml).join('')}</row>`).join(''));
    },
    async finish(): Promise<Buffer> {
      await began;
      await sheet.write('</sheetData></worksheet>');
      const name = xmlText(title.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31));
      const workbook = `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
      return zipArchive([
        await small('[Content_Types].xml', contentTypes),
        await small('_rels/.rels', packageRelations),
        await small('xl/workbook.xml', workbook),
        await small('xl/_rels/workbook.xml.rels', workbookRelations),
        await small('xl/styles.xml', styles),
        await sheet.end(),
      ]);
    },
  };
}
