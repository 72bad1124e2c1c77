import { CardError } from '@residence-permit/shared/errors';
import { ok, refused } from '@residence-permit/shared/outcome';
import type { PlaceCard } from '@residence-permit/issuer/service';
import type { Demonstration } from '@residence-permit/issuer/use-cases/ports';
import { nextBlank } from './card-steps.ts';
import { DEMO_SERVICE_POINTS } from './demo-service-points.ts';
import { DEMO_LOGINS } from './demo-staff.ts';
import { listDeskCards } from './desk-cards.ts';
import { findGuidedCase } from './guided-case.ts';
import { COUNTER } from './found-office.ts';
import type { OfficeDesk } from './office-desk.ts';
import type { DemoOffice } from './open-demo-office.ts';
import type { DemoReader } from './start-reader.ts';
import { tapCard } from './tap-card.ts';

/** What the demonstration stands on once the service answers and its counter is there. */
export type Reach = {
  readonly desk: OfficeDesk;
  readonly reader: DemoReader;
  /** Reaches the card on the counter's reader over the agent's line. */
  readonly placeCard: PlaceCard;
};

/** The demonstration, and what only its program does with it. */
export type MadeDemonstration = {
  readonly demonstration: Demonstration;
  /** Puts the reader in its hands; before that nothing can be laid or tapped. */
  connect(reach: Reach): void;
  /** Lays the next blank of the vault on the reader. */
  layNextBlank(): Promise<void>;
};

/** Makes what the pages of a demonstration are given. It is made before the service, which takes it, and connected after. */
export function makeDemonstration({ places, record }: Pick<DemoOffice, 'places' | 'record'>): MadeDemonstration {
  let reach: Reach | undefined;
  let onReader: string | undefined;
  const reached = (): Reach => {
    if (reach === undefined) throw new CardError('AGENT_ABSENT', { detail: COUNTER });
    return reach;
  };

  const demonstration: Demonstration = {
    logins: DEMO_LOGINS,
    get station() {
      return { agent: COUNTER, reader: reached().reader.name };
    },
    get reader() {
      return reached().reader.kind;
    },
    servicePoints: DEMO_SERVICE_POINTS,
    guidedCase: () => findGuidedCase(reached().desk, record),
    async cards() {
      const { desk, reader } = reached();
      return reader.lay === undefined ? [] : listDeskCards(desk, onReader);
    },
    async lay(serial) {
      const { desk, reader } = reached();
      if (reader.lay === undefined) return refused('reader-is-real');
      if (serial !== undefined && !desk.drawer.serials().includes(serial)) return refused('card-unknown');
      onReader = undefined;
      await reader.lay(serial === undefined ? undefined : desk.drawer.pathOf(serial));
      onReader = serial;
      return ok(undefined);
    },
    async tap({ servicePoint: id, can }) {
      const { desk, reader, placeCard } = reached();
      const servicePoint = DEMO_SERVICE_POINTS.find((one) => one.id === id);
      if (servicePoint === undefined) return refused('service-point-unknown');
      if (!/^\d{6}$/.test(can)) return refused('number-malformed');
      if (reader.lay !== undefined && onReader === undefined) return refused('card-absent');
      try {
        const card = await placeCard();
        try {
          return ok(await tapCard({ places, servicePoint, transport: card.transport, can, clock: desk.clock }));
        } finally {
          await card.release();
        }
      } catch (cause) {
        if (cause instanceof CardError && cause.code === 'CARD_ABSENT') return refused('card-absent');
        throw cause;
      }
    },
  };

  return {
    demonstration,
    connect: (given) => {
      reach = given;
    },
    async layNextBlank() {
      const { desk } = reached();
      await demonstration.lay(await nextBlank(desk));
    },
  };
}
