#!/usr/bin/env node
// npm links a tool when it installs, which is before the build has made dist.
import '../dist/bin/permit-card.js';
