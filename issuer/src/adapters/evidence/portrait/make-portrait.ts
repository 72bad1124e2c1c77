import { MAX_PORTRAIT_BYTES } from '@residence-permit/shared/records';
import { ok, type Outcome, refused } from '@residence-permit/shared/outcome';
import sharp, { type Sharp } from 'sharp';
import {
  cropPortrait,
  judgePortraitMeasures,
  judgePortraitSize,
  measurePortrait,
  PORTRAIT_SIZE,
  PORTRAIT_TARGET_BYTES,
  type PortraitFault,
} from '../../../domain/portrait/index.ts';
import { type EvidenceRefusal, PICTURE_MAX_PIXELS } from '../examine/evidence-limits.ts';
import { examineEvidence } from '../examine/examine-evidence.ts';

/** A portrait that fits the chip, or why the picture cannot be one: every fault at once. */
export type PortraitOutcome =
  | Outcome<Uint8Array, EvidenceRefusal>
  | { readonly ok: false; readonly refusal: 'PORTRAIT_REFUSED'; readonly faults: readonly PortraitFault[] };

/** Between these the quality is searched: below, blocks hide the face; above, the eye sees no difference at this size. */
const QUALITY = { worst: 25, best: 90 } as const;

/**
 * Makes the chip's portrait of a JPEG or PNG: upright by its EXIF orientation, cropped to the card's aspect, in colours of
 * sRGB, as a baseline JPEG of `PORTRAIT_SIZE` without metadata, in the best quality that fits `PORTRAIT_TARGET_BYTES`. The
 * same picture gives the same bytes with the same version of the library.
 */
export async function makePortrait(picture: Uint8Array): Promise<PortraitOutcome> {
  const examined = await examineEvidence(picture);
  if (!examined.ok) return examined;
  if (examined.value.mediaType === 'application/pdf') return refused('EVIDENCE_TYPE_REFUSED');
  const upright = await turnUpright(picture);
  const sizeFaults = judgePortraitSize(upright);
  const scaled = await scale(upright);
  const faults = [...sizeFaults, ...judgePortraitMeasures(measurePortrait(await greyOf(scaled), PORTRAIT_SIZE))];
  if (faults.length > 0) return { ok: false, refusal: 'PORTRAIT_REFUSED', faults };
  return ok(await encodeBest(scaled));
}

type Pixels = { readonly data: Buffer; readonly width: number; readonly height: number };

/** EXIF 2.32 §4.6.4 tag 274: the way the camera was held. See-through parts become white, other colour spaces sRGB. */
async function turnUpright(picture: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(picture, { limitInputPixels: PICTURE_MAX_PIXELS })
    .autoOrient()
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return info.channels === 3
    ? { data, width: info.width, height: info.height }
    : { data: threefold(data), width: info.width, height: info.height };
}

/** A grey picture as red, green and blue. */
function threefold(grey: Buffer): Buffer {
  const data = Buffer.alloc(grey.length * 3);
  for (const [index, value] of grey.entries()) data.fill(value, index * 3, index * 3 + 3);
  return data;
}

async function scale(upright: Pixels): Promise<Buffer> {
  return open(upright)
    .extract(cropPortrait(upright))
    .resize(PORTRAIT_SIZE.width, PORTRAIT_SIZE.height, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer();
}

function open({ data, width, height }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

async function greyOf(scaled: Buffer): Promise<Uint8Array> {
  const grey = await open({ data: scaled, ...PORTRAIT_SIZE })
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return new Uint8Array(grey);
}

/** The best quality that fits the target, else the worst, which fits the card's limit by a wide margin. */
async function encodeBest(scaled: Buffer): Promise<Uint8Array> {
  let [low, high] = [QUALITY.worst, QUALITY.best] as [number, number];
  let best = await encode(scaled, low);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const candidate = await encode(scaled, middle);
    if (candidate.length <= PORTRAIT_TARGET_BYTES) [best, low] = [candidate, middle];
    else high = middle - 1;
  }
  if (best.length > MAX_PORTRAIT_BYTES) throw new RangeError(`portrait: ${best.length} bytes at the worst quality`);
  return best;
}

/** ITU-T T.81 baseline: one scan, which every viewer of a terminal shows. The library leaves out all metadata. */
async function encode(scaled: Buffer, quality: number): Promise<Uint8Array> {
  const jpeg = await open({ data: scaled, ...PORTRAIT_SIZE })
    .jpeg({
      quality,
      progressive: false,
      chromaSubsampling: '4:2:0',
      optimiseCoding: true,
      trellisQuantisation: true,
      overshootDeringing: true,
      quantisationTable: 3,
    })
    .toBuffer();
  return new Uint8Array(jpeg);
}
