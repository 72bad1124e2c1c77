import { nodeKeyAgreement, nodeRandom } from '@residence-permit/reader/node';
import { openPace } from '@residence-permit/reader/session';
import { describe, expect, it } from 'vitest';
import { aTappedCard } from './tapped-card.ts';

describe('PACE, a thousand times', () => {
  // A coordinate that loses its leading zero byte fails one run in some 150.
  it('succeeds in every one of 1,000 runs in a row', async () => {
    const { card } = await aTappedCard();
    let opened = 0;
    for (let run = 0; run < 1_000; run += 1) {
      const password = { kind: 'can', value: card.can } as const;
      const transport = card.transport();
      // Both ways of doing the point arithmetic, in turn.
      const engine = run % 2 === 0 ? {} : { agreement: nodeKeyAgreement };
      const session = await openPace({ transport, password, random: nodeRandom, ...engine });
      if (session.isOpen) opened += 1;
    }
    expect(opened).toBe(1_000);
  }, 300_000);
});
