import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type AgentIdentity, startCounterAgent } from '@residence-permit/issuer/adapters/agent';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { aRelay, type Relay } from './a-relay.ts';
import { ChipsAtCounter } from './chips-at-counter.ts';

const LIMIT_MS = 20_000;
const nothing = new ChipsAtCounter({});

describe('the handshake between agent and service', () => {
  let relay: Relay;
  let foreign: Relay;
  beforeAll(async () => {
    [relay, foreign] = await Promise.all([aRelay(), aRelay()]);
  });
  afterAll(async () => {
    await relay.close();
    await foreign.close();
  });

  /** What becomes of an agent that the service does not take. */
  async function endOf(identity: AgentIdentity): Promise<string> {
    const agent = relay.agent(identity, nothing);
    return agent.done.then(
      () => 'stopped',
      (cause: Error) => cause.message,
    );
  }

  it('lets an agent in whose certificate this authority signed, and knows it by its name', async () => {
    const agent = relay.agent(await relay.identityOf('COUNTER-1'), nothing);
    await relay.server.whenConnected('COUNTER-1', LIMIT_MS);
    expect(relay.server.agents()).toEqual([{ name: 'COUNTER-1', isConnected: true, readers: [] }]);
    await agent.stop();
    await agent.done;
  });

  it('is not begun without a certificate', async () => {
    const { authorityPem } = await relay.certificates.serviceIdentity();
    const outcome = await new Promise<string>((resolve) => {
      request({ port: relay.port, host: '127.0.0.1', path: '/agent', ca: authorityPem })
        .on('error', (cause) => resolve('code' in cause ? String(cause.code) : cause.message))
        .on('response', ({ statusCode }) => resolve(`status ${statusCode}`))
        .end();
    });
    expect(outcome).toBe('status 403');
  });

  it('ends at a certificate of another authority, on either side', async () => {
    const { certificates } = foreign;
    const stranger = await foreign.identityOf('COUNTER-1');
    const { authorityPem } = await relay.certificates.serviceIdentity();
    expect(await endOf({ ...stranger, authorityPem })).toMatch(/^AGENT_REFUSED: (UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/);
    expect(await endOf(stranger)).toMatch(/^AGENT_REFUSED: certificate of the service/);
    expect(await certificates.list()).toHaveLength(2);
  });

  it('ends at a certificate that has expired', async () => {
    const old = await relay.identityOf('COUNTER-2', { days: 1, daysAgo: 3 });
    expect(await endOf(old)).toBe('AGENT_REFUSED: CERT_HAS_EXPIRED');
  });

  it('ends at a certificate that is revoked, and a line that is open ends with it', async () => {
    const identity = await relay.identityOf('COUNTER-3');
    const agent = relay.agent(identity, nothing);
    await relay.server.whenConnected('COUNTER-3', LIMIT_MS);
    await relay.certificates.revoke('COUNTER-3');
    await relay.server.dropRevoked();
    await expect(agent.done).rejects.toMatchObject({ code: 'AGENT_REFUSED' });
    expect(await endOf(identity)).toBe('AGENT_REFUSED: certificate revoked or not registered');
  });

  it("ends at the service's own certificate in the hand of an agent", async () => {
    const service = await relay.certificates.serviceIdentity();
    expect(await endOf(service)).toMatch(/^AGENT_REFUSED/);
  });

  it('ends at a service that speaks something else', async () => {
    const { keyPem, certificatePem, authorityPem } = await relay.certificates.serviceIdentity();
    const other = createServer({ key: keyPem, cert: certificatePem, ca: authorityPem, requestCert: true });
    const sockets = new WebSocketServer({ server: other });
    sockets.on('connection', (socket) => socket.send('{"type":"welcome","protocol":99}'));
    await new Promise<void>((resolve) => {
      other.listen({ port: 0, host: '127.0.0.1' }, resolve);
    });
    const { port } = other.address() as AddressInfo;
    const { done } = startCounterAgent({
      service: `wss://127.0.0.1:${port}`,
      identity: await relay.identityOf('COUNTER-4'),
      readers: nothing,
      log: () => undefined,
    });
    await expect(done).rejects.toMatchObject({ code: 'AGENT_FRAME_BAD' });
    sockets.close();
    other.close();
  });

  it('leaves the newer of two agents of one name its line', async () => {
    const first = relay.agent(await relay.identityOf('COUNTER-5'), nothing);
    await relay.server.whenConnected('COUNTER-5', LIMIT_MS);
    relay.agent(await relay.identityOf('COUNTER-5'), nothing);
    await expect(first.done).rejects.toThrow('AGENT_REFUSED: another agent came by this name');
    expect(relay.server.agents().find(({ name }) => name === 'COUNTER-5')).toMatchObject({ isConnected: true });
  });
});
