import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CardError } from '@residence-permit/shared/errors';
import { openCertificateFolder, RelayServer } from '../../adapters/agent/index.ts';
import type { CounterInReach } from '../../adapters/http/api/production/counter-routes.ts';
import type { CounterPlace, PlaceCardAt } from '../../adapters/http/api/production/production-use-cases.ts';
import { agentsFolder } from '../commands/agent-commands.ts';
import { systemRandom } from '../office-folder.ts';
import type { ServiceParts } from './open-service.ts';

/** The lines to the counters' readers. */
export type Counters = {
  readonly placeCard: PlaceCardAt;
  /** Waits for the card on a reader to be taken away. @throws CardError AGENT_ABSENT, CARD_TIMED_OUT and what the reader says */
  awaitLeft(at: CounterPlace): Promise<void>;
  /** Agents whose line to this process stands. */
  readonly heldAgents: () => readonly string[];
  /** The same, each with its readers. */
  readonly inReach: () => readonly CounterInReach[];
  /** Where agents come to; undefined where the office has no certificates for them yet. */
  readonly port: number | undefined;
  close(): Promise<void>;
};

/** An open line of a revoked certificate ends within so long. */
const REVOKED_WITHIN_MS = 30_000;

/**
 * Listens for the agents of the counters, once `permit-issuer agent certificate` has made the service's certificate.
 * @throws PermitError STORE_FAILED; Error of the socket
 */
export async function openCounters(
  parts: Pick<ServiceParts, 'office' | 'settings' | 'clock' | 'log'>,
): Promise<Counters> {
  const { office, settings, clock, log } = parts;
  const folder = agentsFolder(office.paths.folder);
  if (!existsSync(join(folder, 'service.crt'))) {
    const absent = ({ agent }: CounterPlace) => Promise.reject(new CardError('AGENT_ABSENT', { detail: agent }));
    const placeCard: PlaceCardAt = (at) => () => absent(at);
    return {
      placeCard,
      awaitLeft: absent,
      heldAgents: () => [],
      inReach: () => [],
      port: undefined,
      close: () => Promise.resolve(),
    };
  }
  const certificates = openCertificateFolder(folder, { clock, random: systemRandom });
  const relay = new RelayServer({
    identity: await certificates.serviceIdentity(),
    isGood: (serial) => certificates.isGood(serial),
    log: (event) => log.info(event, 'counter'),
    newId: randomUUID,
  });
  const port = await relay.listen({ port: settings.relayPort, host: settings.host });
  // Certificates are revoked by another process; a line that is open ends by this.
  const looking = setInterval(() => void relay.dropRevoked().catch(() => undefined), REVOKED_WITHIN_MS);
  looking.unref();
  return {
    placeCard: (at: CounterPlace) => async () => {
      const card = await relay.openCard(at);
      return { transport: card, release: () => card.release() };
    },
    awaitLeft: (at) => relay.awaitLeft(at),
    heldAgents: () => relay.agents().flatMap(({ name, isConnected }) => (isConnected ? [name] : [])),
    inReach: () =>
      relay.agents().flatMap(({ name, isConnected, readers }) => (isConnected ? [{ agent: name, readers }] : [])),
    port,
    close: () => {
      clearInterval(looking);
      return relay.close();
    },
  };
}
