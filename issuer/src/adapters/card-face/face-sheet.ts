import type { FaceFonts } from './fonts/face-fonts.ts';
import { NO_FEATURES } from './fonts/shape-run.ts';
import { type Box, CARD_SIZE, type FaceElement, type FaceText } from './layout/index.ts';
import { PICTURE_NAMES } from './layout/face-words.ts';
import { withBleed } from './layout/with-bleed.ts';
import { PALETTE } from './palette.ts';
import { pointsOf } from './points-of.ts';

/** Draws the elements of one side on the page in use, each inside its element of the structure tree. ISO 32000-1 §14.8.4. */
export class FaceSheet {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #fonts: FaceFonts;
  readonly #part: PDFKit.PDFStructureElement;
  readonly #bleed: number;

  constructor(options: {
    readonly pdf: PDFKit.PDFDocument;
    readonly fonts: FaceFonts;
    readonly part: PDFKit.PDFStructureElement;
    readonly bleed: number;
  }) {
    this.#pdf = options.pdf;
    this.#fonts = options.fonts;
    this.#part = options.part;
    this.#bleed = options.bleed;
  }

  draw(elements: readonly FaceElement[]): void {
    const sheet = withBleed({ x: 0, y: 0, ...CARD_SIZE }, this.#bleed);
    const [x, y, width, height] = this.#onPage(sheet);
    this.#pdf.save();
    this.#pdf.roundedRect(x, y, width, height, pointsOf(CARD_SIZE.cornerRadius + this.#bleed)).clip();
    this.#artifact(() => this.#fill(sheet, PALETTE.paper));
    for (const element of elements) this.#element(element);
    this.#pdf.restore();
  }

  #element(element: FaceElement): void {
    switch (element.kind) {
      case 'fill':
        this.#artifact(() => this.#fill(withBleed(element.box, this.#bleed), PALETTE[element.colour]));
        break;
      case 'portrait':
        this.#figure(element.part, () => {
          const [x, y, width, height] = this.#onPage(element.box);
          this.#pdf.image(Buffer.from(element.jpeg), x, y, { width, height });
        });
        break;
      case 'code':
        this.#figure(element.part, () => {
          this.#fill(element.box, PALETTE.paper);
          for (const bar of element.bars) this.#pdf.rect(...this.#onPage(bar));
          this.#pdf.fill('#000000');
        });
        break;
      case 'text':
        this.#part.add(this.#pdf.struct('P', {}, () => this.#text(element)));
        break;
    }
  }

  #text({ lines, size, colour }: FaceText): void {
    const options = { lineBreak: false, baseline: 'alphabetic' as const, features: [...NO_FEATURES] };
    for (const { runs, x, baseline } of lines) {
      let begin = x;
      for (const { text, font: at, width } of runs) {
        const name = this.#fonts[at]?.name;
        if (name === undefined) throw new RangeError(`fonts: want ${at + 1} at least, got ${this.#fonts.length}`);
        const [left, foot] = [pointsOf(begin + this.#bleed), pointsOf(baseline + this.#bleed)];
        this.#pdf.font(name).fontSize(pointsOf(size)).fillColor(PALETTE[colour]).text(text, left, foot, options);
        begin += width * size;
      }
    }
  }

  #figure(part: keyof typeof PICTURE_NAMES, draw: () => void): void {
    this.#part.add(this.#pdf.struct('Figure', { alt: PICTURE_NAMES[part] }, draw));
  }

  #artifact(draw: () => void): void {
    this.#pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    this.#pdf.endMarkedContent();
  }

  #fill(box: Box, colour: string): void {
    this.#pdf.rect(...this.#onPage(box)).fill(colour);
  }

  #onPage({ x, y, width, height }: Box): [x: number, y: number, width: number, height: number] {
    return [pointsOf(x + this.#bleed), pointsOf(y + this.#bleed), pointsOf(width), pointsOf(height)];
  }
}
