import type { SameKeys } from '../../words/texts.ts';
import type { terminalsZh } from './terminals-zh.ts';

/** Terminals, in English. */
export const terminalsEn: SameKeys<typeof terminalsZh> = {
  title: 'Terminals',
  note: 'Done',
  none: 'There is no terminal.',
  back: 'Back to the terminals',
  columns: {
    name: 'Terminal',
    organisation: 'Run by',
    state: 'State',
    sites: 'Sites',
    act: 'What to do',
    since: 'Enrolled on',
  },
  open: 'Open',
  done: {
    enrolled: 'The terminal is enrolled and waits for a supervisor.',
    approved: 'The terminal is approved. Whoever runs it can fetch its certificate.',
    declined: 'The terminal is turned down.',
    revoked: 'The terminal is revoked. The next trust data names its certificates.',
  },
  enrol: {
    title: 'Enrol a terminal',
    words:
      'Choose the file with the certificate request that the terminal made, or paste it. The terminal’s own key has signed it, and never leaves the terminal.',
    office: {
      label: 'Office that supervises it',
      missing: 'Choose the office that supervises it',
      wrong: 'There is no such office',
    },
    organisation: {
      label: 'Unified social credit code of your organisation',
      missing: 'Enter the code of your organisation',
      wrong: 'This is not the code of your organisation',
    },
    file: {
      label: 'File with the certificate request',
      hint: 'As the terminal made it; or leave this and paste below',
    },
    request: {
      label: 'Or paste the certificate request (text)',
      missing: 'Choose the file with the certificate request, or paste it',
      wrong: 'This is not the form of a certificate request',
    },
    taken: 'A terminal of this name, or with this key, is enrolled already.',
    button: 'Enrol',
  },
  terminal: {
    requested: 'enrolled on {{day}}',
    organisation: 'Run by',
    state: 'State',
    purposes: 'Approved for',
    sites: 'Sites',
    use: 'What it does',
    certificate: 'Newest certificate',
    'certificate-days': 'good through {{through}}; the next can be fetched from {{from}} on',
    reason: 'Reason',
    decide: 'Approve this terminal, or turn it down',
    approve: 'Approve it',
    decline: 'Turn it down',
    button: 'Decide',
    mine: 'Another supervisor than who enrolled it approves a terminal.',
    revoke: 'Revoke this terminal',
    'certificate-files': 'Files of this certificate',
    certify: 'Fetch or renew its certificate',
  },
  purposes: {
    label: 'What it may read cards for',
    hint: 'The purpose decides what a terminal can read',
    missing: 'Choose at least one purpose',
    wrong: 'Choose at least one purpose',
  },
  sites: {
    label: 'Sites',
    hint: 'One on each line',
    missing: 'Enter where it is used',
    wrong: 'Enter where it is used',
  },
  use: { label: 'What it does with cards', missing: 'Choose what it does', wrong: 'Choose what it does' },
  reason: { label: 'Reason', missing: 'Enter the reason', wrong: 'The reason is too long' },
  revoke: {
    title: 'Revoke terminal {{name}}?',
    words:
      'This cannot be undone. Once trust data is refreshed the terminal reads no card; it would have to be enrolled anew.',
    button: 'Revoke the terminal',
    keep: 'Do not revoke it',
  },
  certify: {
    title: 'Certificate of {{name}}',
    words:
      'A new certificate is signed for the terminal. It lives for a short time: fetch the next one before it ends.',
    button: 'Sign a certificate',
    done: 'The certificate is signed',
    reference: 'Reference',
    days: 'Valid',
    'from-to': '{{from}} to {{through}}',
    'too-early': 'It is too early for the next certificate, which can be fetched from {{from}} on.',
    copy: 'Download these files and put them into the terminal, or copy the text. There is no private key in them, and they are no secret. They stay here until the next one is signed.',
    download: 'Download',
    terminal: 'Certificate of the terminal',
    dv: 'Certificate above it',
    link: 'Link certificate',
  },
};
