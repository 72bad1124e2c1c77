import type { Problem } from '../../ask/ask.ts';

/** Changing what proves presence asks for a proof of the class `manage`, which those routes leave to their caller. */
export function askProof(problem: Problem): Problem {
  return problem.code === 'STEP_UP_NEEDED' ? { ...problem, stepUp: 'manage' } : problem;
}
