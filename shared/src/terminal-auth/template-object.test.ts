import { expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes/index.ts';
import { decodeTemplateObject, encodeTemplateObject, type Template } from './index.ts';

const clinic: Template = {
  role: 'terminal',
  read: [2, 3, 17, 18],
  write: [],
  count: true,
  canAllowed: true,
  pinManagement: false,
};
const CLINIC_HEX = '7f4c12060904007f00070301020253050083000610';

test('the object names the role and carries the five bytes', () => {
  expect(toHex(encodeTemplateObject(clinic))).toBe(CLINIC_HEX);
  expect(decodeTemplateObject(fromHex(CLINIC_HEX))).toEqual(clinic);
});

test.each([
  ['an inspection system', '7f4c0e060904007f0007030102015301c3'],
  ['another tag', '7f4d12060904007f00070301020253050083000610'],
  ['rights before the role', '7f4c1253050083000610060904007f000703010202'],
  ['more objects', '7f4c14060904007f000703010202530500830006100500'],
  ['no rights', '7f4c0b060904007f000703010202'],
])('%s is refused', (_, hex) => {
  expect(() => decodeTemplateObject(fromHex(hex))).toThrow(expect.objectContaining({ code: 'CVC_MALFORMED' }));
});
