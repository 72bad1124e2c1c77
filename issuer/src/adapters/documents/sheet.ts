import type { Block } from './content/document-content.ts';
import type { DocumentFonts } from './document-fonts.ts';
import { pickFont } from './pick-font.ts';

/** Sizes in points (1/72 inch) of a page of A4. */
const TITLE_SIZE = 18;
const HEADING_SIZE = 13;
const TEXT_SIZE = 11;
const SMALL_SIZE = 9;
const LABEL_WIDTH = 130;
const GAP = 8;
const SIGNATURE_HEIGHT = 60;
/** Margin of a page on every side. */
export const PAGE_MARGIN = 62;

/** Draws the blocks of a document on the pages of a PDF, each inside its element of the structure tree. ISO 32000-1 §14.8.4. */
export class Sheet {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #fonts: DocumentFonts;
  readonly #part: PDFKit.PDFStructureElement;

  constructor(options: {
    readonly pdf: PDFKit.PDFDocument;
    readonly fonts: DocumentFonts;
    readonly part: PDFKit.PDFStructureElement;
  }) {
    this.#pdf = options.pdf;
    this.#fonts = options.fonts;
    this.#part = options.part;
  }

  title(text: string): void {
    this.#element('H1', () => this.#write(text, TITLE_SIZE));
    this.#pdf.moveDown(0.5);
  }

  block(block: Block): void {
    switch (block.kind) {
      case 'paragraph':
        this.#element('P', () => this.#write(block.text, TEXT_SIZE));
        break;
      case 'heading':
        this.#element('H2', () => this.#write(block.text, HEADING_SIZE));
        return;
      case 'rows':
        this.#rows(block.rows);
        break;
      case 'list':
        this.#list(block.items);
        break;
      case 'signatures':
        this.#signatures(block.labels);
        break;
    }
    this.#pdf.moveDown(0.7);
  }

  #element(type: string, draw: () => void): void {
    this.#part.add(this.#pdf.struct(type, {}, draw));
  }

  #rows(rows: readonly (readonly [string, string])[]): void {
    const pdf = this.#pdf;
    const table = pdf.struct('Table');
    this.#part.add(table);
    for (const [label, value] of rows) {
      const valueX = PAGE_MARGIN + LABEL_WIDTH + GAP;
      const valueWidth = this.#width() - LABEL_WIDTH - GAP;
      const labelHeight = this.#heightOf(label, LABEL_WIDTH);
      const height = Math.max(labelHeight, this.#heightOf(value, valueWidth));
      this.#need(height);
      const y = pdf.y;
      const row = pdf.struct('TR');
      table.add(row);
      row.add(pdf.struct('TH', {}, () => this.#write(label, TEXT_SIZE, { x: PAGE_MARGIN, y, width: LABEL_WIDTH })));
      row.add(pdf.struct('TD', {}, () => this.#write(value, TEXT_SIZE, { x: valueX, y, width: valueWidth })));
      row.end();
      pdf.x = PAGE_MARGIN;
      pdf.y = y + height + 2;
    }
    table.end();
  }

  #list(items: readonly string[]): void {
    const list = this.#pdf.struct('L');
    this.#part.add(list);
    for (const [index, item] of items.entries()) {
      const text = `${index + 1}. ${item}`;
      this.#need(this.#heightOf(text, this.#width()));
      const entry = this.#pdf.struct('LI');
      list.add(entry);
      entry.add(this.#pdf.struct('LBody', {}, () => this.#write(text, TEXT_SIZE)));
      entry.end();
    }
    list.end();
  }

  #signatures(labels: readonly string[]): void {
    const pdf = this.#pdf;
    this.#need(SIGNATURE_HEIGHT);
    const width = (this.#width() - GAP * (labels.length - 1)) / labels.length;
    const y = pdf.y + SIGNATURE_HEIGHT / 2;
    for (const [index, label] of labels.entries()) {
      const x = PAGE_MARGIN + index * (width + GAP);
      pdf.markContent('Artifact', { type: 'Layout' });
      pdf
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(0.5)
        .stroke();
      pdf.endMarkedContent();
      this.#element('P', () => this.#write(label, SMALL_SIZE, { x, y: y + 3, width }));
    }
    pdf.x = PAGE_MARGIN;
  }

  #write(text: string, size: number, at?: { readonly x: number; readonly y: number; readonly width: number }): void {
    pickFont(this.#pdf, this.#fonts, text);
    this.#pdf.fontSize(size).fillColor('black');
    if (at === undefined) this.#pdf.text(text, { lineGap: 2 });
    else this.#pdf.text(text, at.x, at.y, { width: at.width, lineGap: 2 });
  }

  #heightOf(text: string, width: number): number {
    pickFont(this.#pdf, this.#fonts, text);
    return this.#pdf.fontSize(TEXT_SIZE).heightOfString(text, { width, lineGap: 2 });
  }

  /** Begins a page where what follows would not fit on this one. */
  #need(height: number): void {
    const { page, y } = this.#pdf;
    if (y + height > page.height - page.margins.bottom) this.#pdf.addPage();
  }

  #width(): number {
    return this.#pdf.page.width - 2 * PAGE_MARGIN;
  }
}
