import type { Problem } from '../../ask/ask.ts';

/** Those who decide see batches after a proof for deciding; the routes let others in without one, so that they name no class. */
export function asDecider(problem: Problem): Problem {
  return problem.code === 'STEP_UP_NEEDED' ? { ...problem, stepUp: problem.stepUp ?? 'decide' } : problem;
}
