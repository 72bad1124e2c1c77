import { runTap } from './run-tap.ts';

// The page's whole interface: the test calls it by this name.
Object.assign(globalThis, { runTap });
