// Started by reader/src/pcsc/reader-process-client.ts; beside the tools because sources and build both find it here.
import '../dist/pcsc/reader-process.js';
