import { fromHex } from '@residence-permit/shared/bytes';
import { describe, expect, it } from 'vitest';
import { type CommandName, isSecured, nameCommand } from './apdu-names.ts';

/** Names a row of commands, each after the one before. */
function namesOf(...commands: readonly string[]): readonly string[] {
  let before: CommandName | undefined;
  return commands.map((hex) => {
    before = nameCommand(fromHex(hex), before);
    return `${before.phase}: ${before.name}`;
  });
}

describe('the name of a command', () => {
  it('follows PACE step by step', () => {
    expect(namesOf('0022c1a4', '108600000102', '10860000', '10860000', '00860000', '0ca4040c')).toEqual([
      'pace: MSE:Set AT (PACE)',
      'pace: GENERAL AUTHENTICATE (nonce)',
      'pace: GENERAL AUTHENTICATE (mapping)',
      'pace: GENERAL AUTHENTICATE (key agreement)',
      'pace: GENERAL AUTHENTICATE (tokens)',
      'record: SELECT',
    ]);
  });

  it('tells chip authentication from PACE by its MSE:Set AT', () => {
    expect(namesOf('0c2241a4', '0c860000')).toEqual([
      'chip-authentication: MSE:Set AT (chip authentication)',
      'chip-authentication: GENERAL AUTHENTICATE',
    ]);
  });

  it('reads on in the file of the command before', () => {
    expect(namesOf('0cb08900', '0cb007df', '0cb08c00', '0cb08100', '0cb09800')).toEqual([
      'groups: READ BINARY DG9',
      'groups: READ BINARY DG9',
      'record: READ BINARY DG12',
      'record: READ BINARY DG1',
      'chip-files: READ BINARY access log',
    ]);
    expect(namesOf('00b00000')).toEqual(['other: READ BINARY']);
  });

  it('names counting, writing and what this product never sends', () => {
    expect(namesOf('8cc20000', '0cd20000', '0c240103', '00ff0000', '0022ffff')).toEqual([
      'count: COUNT',
      'write: WRITE RECORD',
      'write: CHANGE REFERENCE DATA',
      'other: INS FF',
      'other: MSE:Set',
    ]);
  });

  it('never depends on the data', () => {
    expect(namesOf('00240103063132333435363738')).toEqual(namesOf('00240103'));
  });
});

it('knows the secure channel by the class', () => {
  expect(['0cb08100', '8cc20000', '00b08100', '10860000'].map((hex) => isSecured(fromHex(hex)))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
