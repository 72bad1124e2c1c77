#!/usr/bin/env node
import { hideBin } from 'yargs/helpers';
import { runCommandLine } from './command-line.ts';

process.exitCode = await runCommandLine(hideBin(process.argv), process.env);
// The PC/SC binding can leave a thread behind that would keep the process alive; the work is done. See docs/decisions/0009.
setTimeout(() => process.exit(), 500).unref();
