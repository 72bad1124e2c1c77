import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFromAgent, decodeFromService, encodeFrame, FRAME_LIMITS, type FromService } from './frames.ts';

const session = '5f0c2f60-6c0e-4f0e-9d3c-0c3f6f0b6f11';
const bytes = fc.uint8Array({ minLength: 4, maxLength: 300 });

describe('a frame', () => {
  it('comes back with the same commands, whatever they are made of', () => {
    fc.assert(
      fc.property(fc.array(bytes, { minLength: 1, maxLength: 20 }), fc.boolean(), (commands, asBuffers) => {
        const held = asBuffers ? commands.map((command) => Buffer.from(command)) : commands;
        const frame: FromService = { type: 'request', session, number: 3, ask: { kind: 'list', commands: held } };
        const plain = { ...frame, ask: { kind: 'list', commands: commands.map((each) => Uint8Array.from(each)) } };
        expect(decodeFromService(encodeFrame(frame))).toEqual(plain);
      }),
    );
  });

  it.each([
    ['no JSON', '{'],
    ['no frame', '[]'],
    ['an unknown kind', '{"type":"sign"}'],
    ['another protocol', `{"type":"hello","protocol":2,"boot":"${session}","readers":[]}`],
    ['a member too many', `{"type":"readers","readers":[],"name":"x"}`],
    ['a response without a status word', reply('{"kind":"answers","responses":["kA=="]}')],
    ['a code that is not in the list', reply('{"kind":"failed","code":"WHATEVER"}')],
    ['too many characters', `"${'x'.repeat(FRAME_LIMITS.maxFrameBytes)}"`],
  ])('is refused as AGENT_FRAME_BAD: %s', (_what, text) => {
    expect(() => decodeFromAgent(text)).toThrowError(expect.objectContaining({ code: 'AGENT_FRAME_BAD' }));
  });

  it('that is refused shows nothing of its content', () => {
    const text = `{"type":"request","session":"${session}","number":0,"ask":{"kind":"list","commands":["c2VjcmV0!"]}}`;
    expect(() => decodeFromService(text)).toThrowError(/^(?!.*c2VjcmV0).*ask\.commands/);
  });
});

function reply(result: string): string {
  return `{"type":"reply","session":"${session}","number":0,"result":${result}}`;
}
