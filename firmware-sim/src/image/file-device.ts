import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import type { MemoryDevice } from '../nonvolatile/index.ts';

/**
 * The file at `path` as a memory device; it must exist. Each call opens the file, so that nothing is left open behind a
 * card that is dropped. Errors are those of the file system.
 */
export function fileDevice(path: string): MemoryDevice {
  return {
    read: (offset, length) => withFile(path, 'r', (file) => readFully(file, offset, length)),
    write: (offset, bytes) => withFile(path, 'r+', (file) => writeFully(file, offset, bytes)),
    sync: () => withFile(path, 'r+', (file) => fsyncSync(file)),
  };
}

function withFile<Value>(path: string, flags: 'r' | 'r+', act: (file: number) => Value): Value {
  const file = openSync(path, flags);
  try {
    return act(file);
  } finally {
    closeSync(file);
  }
}

function readFully(file: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const end = Math.max(0, Math.min(length, fstatSync(file).size - offset));
  for (let at = 0; at < end; ) {
    const count = readSync(file, bytes, at, end - at, offset + at);
    if (count === 0) break;
    at += count;
  }
  return bytes;
}

function writeFully(file: number, offset: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, offset + at);
}
