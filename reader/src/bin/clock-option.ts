/** `--clock` of every command that judges by time; `parseClock` reads it. */
export const CLOCK_OPTION = {
  type: 'string',
  describe: 'system, or an instant to judge at, like 2026-06-15T02:00:00Z',
} as const;
