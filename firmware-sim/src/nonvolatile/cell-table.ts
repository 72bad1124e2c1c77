import { decodeTemplate, encodeTemplate, type Template } from '@residence-permit/shared/terminal-auth';
import type { CborValue } from '@residence-permit/shared/cbor';
import { DecodeError } from '@residence-permit/shared/errors';
import { decodeEnvelope, encodeEnvelope, type RecordEnvelope } from '@residence-permit/shared/records';
import {
  bytesCell,
  type CellCodec,
  choiceCell,
  listCell,
  mapCell,
  optionalCell,
  structCell,
  textCell,
  uintCell,
} from './cell-codec.ts';
import type {
  AccessLogEntry,
  CellName,
  ChipCells,
  KeptReceipt,
  KeySet,
  RememberedDv,
  StaticKey,
  TrustPoint,
  UseCount,
  VersionFloor,
} from './chip-cells.ts';

const templateCell: CellCodec<Template> = {
  encode: (template) => encodeTemplate(template),
  decode: (value) => decodeTemplate(bytesCell(5).decode(value)),
};

const keySetCell = structCell<KeySet>({
  version: uintCell,
  enc: bytesCell(16),
  mac: bytesCell(16),
  dek: bytesCell(16),
});

const staticKeyCell = structCell<StaticKey>({ secret: bytesCell(32), publicPoint: bytesCell(65) });

const trustPointCell = structCell<TrustPoint>({
  reference: textCell,
  publicKey: bytesCell(65),
  template: templateCell,
  expiry: uintCell,
});

const rememberedDvCell = structCell<RememberedDv>({
  reference: textCell,
  publicKey: bytesCell(65),
  template: templateCell,
  expiry: uintCell,
  issuer: textCell,
});

const envelopeCell: CellCodec<RecordEnvelope> = {
  encode: (envelope) => encodeEnvelope(envelope),
  decode: (value) => decodeEnvelope(bytesCell().decode(value)),
};

const keptReceiptCell = structCell<KeptReceipt>({
  transactionId: bytesCell(16),
  grantId: bytesCell(8),
  amount: uintCell,
  receipt: bytesCell(),
});

/** How each cell is kept. A new cell without a row does not compile. */
const CELLS: { readonly [Name in CellName]: CellCodec<ChipCells[Name]> } = {
  kind: choiceCell(['modern', 'old']),
  lifeCycle: choiceCell(['blank', 'personalised', 'active', 'terminated']),
  chipNumber: bytesCell(10),
  keySet: optionalCell(keySetCell),
  deviceKey: optionalCell(staticKeyCell),
  receiptKey: optionalCell(staticKeyCell),
  permitRef: optionalCell(bytesCell(16)),
  can: optionalCell(bytesCell(6)),
  puk: optionalCell(bytesCell(10)),
  pin: optionalCell(bytesCell(6)),
  canFailures: uintCell,
  pinTries: uintCell,
  pukUses: uintCell,
  files: mapCell(bytesCell()),
  slots: mapCell(listCell(envelopeCell)),
  versionFloors: listCell(structCell<VersionFloor>({ dataGroup: uintCell, grantor: textCell, version: uintCell })),
  trustPointCertificate: optionalCell(bytesCell()),
  trustPoints: listCell(trustPointCell),
  rememberedDv: optionalCell(rememberedDvCell),
  chipDate: uintCell,
  countDate: uintCell,
  uses: listCell(structCell<UseCount>({ grantId: bytesCell(8), period: uintCell, used: uintCell })),
  receiptSequence: uintCell,
  receipts: listCell(keptReceiptCell),
  accessLog: listCell(structCell<AccessLogEntry>({ terminal: textCell, day: uintCell, rights: bytesCell(5) })),
};

/** Every cell name, in the order of the table. */
export const CELL_NAMES: readonly CellName[] = Object.keys(CELLS) as CellName[];

/** The CBOR value of one cell. */
export function encodeCell<Name extends CellName>(name: Name, value: ChipCells[Name]): CborValue {
  return CELLS[name].encode(value);
}

/** All cells from the map of the image. @throws DecodeError IMAGE_BAD */
export function decodeCells(map: ReadonlyMap<number | string, CborValue>): ChipCells {
  if (map.size !== CELL_NAMES.length) throw new DecodeError('IMAGE_BAD', 0, `want ${CELL_NAMES.length} cells`);
  const entries = CELL_NAMES.map((name) => {
    const value = map.get(name);
    if (value === undefined) throw new DecodeError('IMAGE_BAD', 0, `cell ${name} is missing`);
    return [name, CELLS[name].decode(value)];
  });
  return Object.fromEntries(entries) as ChipCells;
}
