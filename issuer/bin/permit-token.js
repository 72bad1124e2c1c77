#!/usr/bin/env node
// Started by the office, one for each token; speaks over its IPC channel only.
import '../dist/keys/token/token-main.js';
