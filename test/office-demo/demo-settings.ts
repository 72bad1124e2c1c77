import { readSettings, type ServiceSettings } from '@residence-permit/issuer/service';
import type { DemoPlaces } from './demo-places.ts';

/** The settings of a demonstration: a trial with the demo profile, on this machine alone. */
export function demoSettings(
  places: DemoPlaces,
  { port, relayPort }: { readonly port: number; readonly relayPort: number },
): ServiceSettings {
  return readSettings({
    PERMIT_STAGE: 'trial',
    PERMIT_PROFILE: 'demo',
    PERMIT_HOST: '127.0.0.1',
    PERMIT_PORT: String(port),
    PERMIT_RELAY_PORT: String(relayPort),
    PERMIT_ORIGIN: `http://localhost:${port}`,
    PERMIT_DATA: places.data,
    PERMIT_KEYS: places.keys,
    PERMIT_STOP_SECONDS: '5',
  });
}
