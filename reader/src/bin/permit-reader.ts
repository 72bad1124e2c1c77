#!/usr/bin/env node
import { hideBin } from 'yargs/helpers';
import { runCommandLine } from './command-line.ts';

process.exitCode = await runCommandLine(hideBin(process.argv), process.env);
