import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  answerRequest,
  type BreakerSettings,
  loadPkcs11,
  makeStartTokenProcess,
  type StartTokenHost,
  Token,
  TokenSession,
} from '@residence-permit/issuer/keys';
import { nodeEd25519 } from '@residence-permit/reader/node';
import type { Ed25519Signer } from '@residence-permit/shared/cose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aSoftToken, type SoftToken } from '../builders/soft-token.ts';

const MESSAGE = Uint8Array.of(1, 2, 3);
const REST_MS = 30_000;
let soft: SoftToken;
let token: Token;
/** Milliseconds of the clock that the breaker goes by. */
let now = 0;
let started = 0;

beforeEach(() => {
  soft = aSoftToken();
  now = 0;
  started = 0;
});
afterEach(() => {
  token.close();
  soft.remove();
});

const breaker = (): BreakerSettings => ({ failures: 3, restMs: REST_MS, nowMs: () => now });

/** A token in a process of its own, with a key, and a count of the processes that were started. */
async function inItsProcess(deadlineMs = 20_000): Promise<Ed25519Signer> {
  const { module, tokenLabel, pin } = soft;
  const start = makeStartTokenProcess({ module, tokenLabel, pin }, deadlineMs);
  return withKey(() => {
    started += 1;
    return start();
  });
}

async function withKey(start: StartTokenHost): Promise<Ed25519Signer> {
  token = await Token.open(start, breaker());
  await token.generate({ algorithm: 'ed25519', label: 'k', id: Uint8Array.of(1) });
  return token.ed25519Signer({ label: 'k' });
}

async function signs(signer: Ed25519Signer): Promise<void> {
  expect(nodeEd25519.verify(await signer.sign(MESSAGE), MESSAGE, signer.publicKey)).toBe(true);
}

/** The process that holds the token: a child of this one. */
function tokenProcess(): number {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ');
  const found = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('permit-token'));
  if (found === undefined) throw new Error('no process holds the token');
  return Number(found);
}

describe('a session that is lost', () => {
  test('with its process is opened anew, and nobody notices', async () => {
    const signer = await inItsProcess();
    for (const round of [1, 2, 3]) {
      process.kill(tokenProcess(), 'SIGKILL');
      await signs(signer);
      expect(started).toBe(1 + round);
    }
  });

  test('while nobody used it is opened anew before a key is made, which is made once', async () => {
    await inItsProcess();
    process.kill(tokenProcess(), 'SIGKILL');
    await token.generate({ algorithm: 'p256', label: 'later', id: Uint8Array.of(2) });
    expect((await token.listKeys()).map(({ label }) => label).sort()).toEqual(['k', 'later']);
  });

  test('is not reopened with a PIN that has been changed, nor is that PIN sent twice', async () => {
    const signer = await inItsProcess();
    changePin('000111');
    process.kill(tokenProcess(), 'SIGKILL');
    await expect(signer.sign(MESSAGE)).rejects.toMatchObject({ code: 'TOKEN_PIN_WRONG' });
    expect(started).toBe(2);
    now += 10 * REST_MS;
    await expect(signer.sign(MESSAGE)).rejects.toMatchObject({ code: 'TOKEN_PIN_WRONG' });
    expect(started).toBe(2);
  });

  test.each([
    ['closed behind its back', 'C_CloseAllSessions'],
    ['ended with the whole module by another user of it', 'C_Finalize'],
  ] as const)('%s is opened anew in the same process', async (_how, call) => {
    const signer = await withKey(inThisProcess);
    const other = await loadPkcs11(soft.module);
    if (call === 'C_Finalize') other.C_Finalize();
    else for (const slot of other.C_GetSlotList(true)) other.C_CloseAllSessions(slot);
    await signs(signer);
    expect(started).toBe(2);
  });
});

describe('a token that does not answer', () => {
  test('is killed at the deadline, and its successor signs', async () => {
    const signer = await inItsProcess(10_000);
    const hung = tokenProcess();
    process.kill(hung, 'SIGSTOP');
    await expect(signer.sign(MESSAGE)).rejects.toMatchObject({
      code: 'SIGNER_UNAVAILABLE',
      message: expect.stringContaining('no answer within 10000 ms'),
    });
    await signs(signer);
    expect(tokenProcess()).not.toBe(hung);
  });

  test('is given up after three failures, tried once after a rest, and trusted again when it is back', async () => {
    const signer = await inItsProcess();
    await signs(signer);
    soft.takeOut();
    process.kill(tokenProcess(), 'SIGKILL');
    for (const _failure of [1, 2, 3]) {
      await expect(signer.sign(MESSAGE)).rejects.toMatchObject({ code: 'TOKEN_ABSENT' });
    }
    const tried = started;
    now += REST_MS - 1;
    for (const _refusal of [1, 2, 3]) {
      await expect(signer.sign(MESSAGE)).rejects.toMatchObject({
        code: 'SIGNER_UNAVAILABLE',
        message: expect.stringContaining('given up for 30000 ms after 3 failures'),
      });
    }
    expect(started).toBe(tried);

    now += 1;
    await expect(signer.sign(MESSAGE)).rejects.toMatchObject({ code: 'TOKEN_ABSENT' });
    expect(started).toBe(tried + 1);
    await expect(signer.sign(MESSAGE)).rejects.toMatchObject({ code: 'SIGNER_UNAVAILABLE' });

    soft.putBack();
    await expect(signer.sign(MESSAGE)).rejects.toMatchObject({ code: 'SIGNER_UNAVAILABLE' });
    now += REST_MS;
    await Promise.all([signs(signer), signs(signer), signs(signer)]);
    await signs(signer);
    expect(started).toBe(tried + 2);
  });

  test('is not given up over keys that are not there', async () => {
    const signer = await inItsProcess();
    for (const _question of [1, 2, 3, 4]) {
      await expect(token.ed25519Signer({ label: 'nobody' })).rejects.toMatchObject({ code: 'TOKEN_OBJECT_ABSENT' });
    }
    await signs(signer);
  });
});

test('a token that is taken out and put back while its session is open signs again', async () => {
  const signer = await inItsProcess();
  soft.takeOut();
  await expect(signer.sign(MESSAGE)).rejects.toMatchObject({ code: 'TOKEN_ABSENT' });
  soft.putBack();
  await signs(signer);
});

test('a signature that the token got wrong is not let go', async () => {
  const signer = await withKey(async () => {
    const host = await inThisProcess();
    return {
      end: () => host.end(),
      async ask(request) {
        const answer = await host.ask(request);
        if (request.kind === 'sign' && answer instanceof Uint8Array) answer[40] = (answer[40] ?? 0) ^ 1;
        return answer;
      },
    };
  });
  await expect(signer.sign(MESSAGE)).rejects.toMatchObject({ code: 'SIGNER_FAILED' });
});

test('a token serves two users at once, and one after the other ends', async () => {
  const signer = await inItsProcess();
  const { module, tokenLabel, pin } = soft;
  const second = await Token.open(makeStartTokenProcess({ module, tokenLabel, pin }, 20_000), breaker());
  const other = await second.ed25519Signer({ label: 'k' });
  await Promise.all([signs(signer), signs(other), signs(signer), signs(other)]);
  second.close();
  await signs(signer);
});

/** The session in this very process, so that a test can reach behind it. */
const inThisProcess: StartTokenHost = async () => {
  started += 1;
  const { module, tokenLabel, pin } = soft;
  const session = await TokenSession.open({ module, tokenLabel, pin });
  return { ask: async (request) => answerRequest(session, request), end: () => session.close() };
};

/** Another program changes the PIN. */
function changePin(to: string): void {
  const program = `
    const { PKCS11 } = require(${JSON.stringify(createRequire(import.meta.url).resolve('pkcs11js'))});
    const module = new PKCS11();
    module.load(${JSON.stringify(soft.module)});
    module.C_Initialize();
    const session = module.C_OpenSession(module.C_GetSlotList(true)[0], 6);
    module.C_Login(session, 1, ${JSON.stringify(soft.pin)});
    module.C_SetPIN(session, ${JSON.stringify(soft.pin)}, ${JSON.stringify(to)});`;
  execFileSync(process.execPath, ['-e', program]);
}
