import { APPEAL } from './appeal.ts';
import { APPLICATION } from './application.ts';
import { BATCH_CARD } from './batch-card.ts';
import { BATCH_RUN } from './batch-run.ts';
import { CARD } from './card.ts';
import { GRANT } from './grant.ts';
import { GRANT_WITHDRAWAL } from './grant-withdrawal.ts';
import type { Lifecycle } from './lifecycle.ts';
import { PERMIT } from './permit.ts';
import { PERSONALISATION } from './personalisation.ts';
import { REGISTRATION } from './registration.ts';
import { REPORT } from './report.ts';
import { STOCK } from './stock.ts';
import { TERMINAL } from './terminal.ts';

/** Every life cycle of the office, by the name of its machine. They are kept apart: none is a column of another. */
export const LIFECYCLES = {
  REGISTRATION,
  REPORT,
  APPLICATION,
  PERMIT,
  CARD,
  GRANT,
  GRANT_WITHDRAWAL,
  STOCK,
  PERSONALISATION,
  APPEAL,
  TERMINAL,
  BATCH_RUN,
  BATCH_CARD,
} as const satisfies Readonly<Record<string, Lifecycle<string>>>;

export type Machine = keyof typeof LIFECYCLES;

/** The states of one machine. */
export type StateOf<M extends Machine> = keyof (typeof LIFECYCLES)[M]['moves'] & string;

/** All machines, in the order of the table. */
export const MACHINES = Object.keys(LIFECYCLES) as readonly Machine[];
