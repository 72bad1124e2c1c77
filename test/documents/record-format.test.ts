import { createECDH } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nobleEd25519, verifySign1 } from '@residence-permit/shared/cose';
import { DEFAULT_KINDS, USE_MODELS } from '@residence-permit/shared/entitlements';
import { ANSWER_IDS } from '@residence-permit/shared/purposes';
import { decodeUseReceipt, verifyUseReceipt } from '@residence-permit/shared/receipt';
import {
  DOC_TYPE,
  decodeDataGroup,
  decodePermitDocument,
  decodeSlots,
  MAX_GRANTS,
  MAX_PORTRAIT_BYTES,
  matchesDigests,
  PAYLOAD_TYPE,
  PERMIT_ELEMENTS,
} from '@residence-permit/shared/records';
import {
  decodeReceiptKeyStatement,
  decodeSignedVerificationReceipt,
  receiptLink,
  verifyReceiptKeyStatement,
} from '@residence-permit/shared/verification-receipt';
import { expect, test } from 'vitest';
import { HEADING, makeRecordExample, recordExampleSection } from './record-example.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/record-format.md', import.meta.url)), 'utf8');

test('docs/record-format.md ends with the example that the code makes', async () => {
  expect(page.slice(page.indexOf(HEADING))).toBe(await recordExampleSection());
});

test('the example is the same each time it is made', async () => {
  expect([...(await makeRecordExample())]).toEqual([...(await makeRecordExample())]);
});

test('the example reads back, and its items match the digests of its DG1', async () => {
  const example = await makeRecordExample();
  const bytesOf = (name: string) => example.get(name) ?? new Uint8Array();
  const { mso } = decodePermitDocument(bytesOf('DG1'));
  for (const dataGroup of [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14]) {
    const fileBytes = bytesOf(`DG${dataGroup}`);
    expect(matchesDigests({ dataGroup, fileBytes, digests: mso.digests })).toBe(true);
    expect(Object.keys(decodeDataGroup(dataGroup, fileBytes))).toHaveLength(1);
  }
  expect(decodeSlots(bytesOf('DG18'))).toHaveLength(1);
  expect(verifyUseReceipt(decodeUseReceipt(bytesOf('use receipt')), mso.receiptKey)).toBe(true);
});

test('the statement of the example is signed by the terminal, and its receipt by the key that it states', async () => {
  const example = await makeRecordExample();
  const terminal = createECDH('prime256v1');
  terminal.setPrivateKey(Buffer.alloc(32, 8));
  const statementBytes = example.get('statement of a receipt key') ?? new Uint8Array();
  const statement = decodeReceiptKeyStatement(statementBytes);
  expect(verifyReceiptKeyStatement(statement, new Uint8Array(terminal.getPublicKey()))).toBe(true);
  const { sign1, receipt } = decodeSignedVerificationReceipt(example.get('verification receipt') ?? new Uint8Array());
  expect(verifySign1({ sign1, publicKey: statement.publicKey, engine: nobleEd25519 })).toBe(true);
  expect(receipt.previous).toEqual(receiptLink(statementBytes));
});

test('the page names every element with its data group and digest id', () => {
  for (const { dataGroup, digestId, elementIdentifier } of PERMIT_ELEMENTS) {
    expect(page).toMatch(new RegExp(`^\\| DG${dataGroup} \\| ${digestId} \\| \`${elementIdentifier}\` \\|`, 'm'));
  }
});

test('the page states the constants that the code has', () => {
  expect(page).toContain(`doc-type = "${DOC_TYPE}"`);
  expect(page).toContain(`at most ${String(MAX_PORTRAIT_BYTES).replace(/(\d{3})$/, ' $1')} bytes`);
  expect(page).toContain(`[0*${MAX_GRANTS} grant]`);
  for (const type of Object.values(PAYLOAD_TYPE)) expect(page).toMatch(new RegExp(`^ +0: ${type},`, 'm'));
  for (const [index, id] of ANSWER_IDS.entries()) expect(page).toMatch(new RegExp(`\\b${index} /? ?; ${id}\n`));
  expect(page).toContain(USE_MODELS.map((model, index) => `${index} ${model}`).join(' · '));
  for (const { id, dataGroup, grantor, model } of DEFAULT_KINDS) {
    expect(page).toContain(`| \`${id}\` | ${dataGroup} | ${grantor} | ${model} |`);
  }
});
