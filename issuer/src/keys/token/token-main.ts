import { serveToken } from './token-process.ts';

serveToken();
