import { ANSWER_IDS } from '@residence-permit/shared/purposes';
import type { DemoTap } from './run-demo.ts';

/** The line that `npm run demo -- --json` prints for a tap. */
export function tapJson({ card, point, result, modelMs }: DemoTap) {
  const { verdict, answers, reasons, fields, cost } = result;
  return {
    card,
    terminal: point.id,
    verdict,
    answers: Object.fromEntries(ANSWER_IDS.map((id) => [id, answers[id].answer])),
    reasons,
    fields: Object.keys(fields),
    apdus: cost.apdus,
    bytes: cost.bytes,
    modelMs: round(modelMs),
    hostMs: round(cost.hostMs),
  };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
