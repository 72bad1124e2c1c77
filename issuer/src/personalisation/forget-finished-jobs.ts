import { findCard, type Register } from '../register/index.ts';
import type { JobStore } from './job-store.ts';

/**
 * Discards the jobs of cards that are no longer in production, with their passwords: a program that was killed between the
 * register and the job leaves one behind.
 * @throws PermitError STORE_FAILED
 */
export async function forgetFinishedJobs({ register, jobs }: { readonly register: Register; readonly jobs: JobStore }) {
  const begun = await jobs.list();
  if (begun.length === 0) return;
  const state = await register.read();
  for (const cardNumber of begun) {
    const stage = findCard(state, cardNumber)?.stage;
    if (stage !== undefined && stage !== 'planned' && stage !== 'personalised') await jobs.discard(cardNumber);
  }
}
