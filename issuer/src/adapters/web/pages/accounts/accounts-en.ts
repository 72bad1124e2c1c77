import type { SameKeys } from '../../words/texts.ts';
import type { accountsZh } from './accounts-zh.ts';

/** Accounts, in English. */
export const accountsEn: SameKeys<typeof accountsZh> = {
  title: 'Accounts',
  note: 'Done',
  warning: 'Warning',
  back: 'Back to the accounts',
  'back-to-one': 'Back to this account',
  words:
    'Each person has an account of their own; nobody shares one. Those of permit holders are not shown here; they are found by record number.',
  area: 'area {{code}}',
  none: 'There are no more accounts.',
  next: 'The next accounts',
  first: 'From the beginning',
  columns: { login: 'Login name', name: 'Name', roles: 'Roles', state: 'State' },
  states: { SET_UP: 'Waits for a first sign-in', ACTIVE: 'In use', DISABLED: 'Disabled' },
  'no-roles': 'No role',
  make: 'Make an account',
  places: {
    office: 'For somebody at an office',
    jurisdiction: 'For an auditor',
    department: 'For somebody of a department',
    organisation: 'For somebody of an organisation',
    nothing: 'For an account administrator',
    person: 'For a permit holder',
  },
  does: {
    clerk: 'Takes applications and hands cards over',
    reviewer: 'Reviews and decides; whoever took a case may not decide it',
    producer: 'Makes cards and keeps the stock',
    supervisor: 'Approves, revokes, publishes and handles appeals',
    'sealed-record-keeper': 'An extra right: opens sealed records',
    auditor: 'Reads and proves the audit log, and changes nothing',
    administrator: 'Manages accounts, and sees nobody’s record',
    'department-officer': 'Enters and approves entitlements of the department',
    reporter: 'Reports employment or tenancy for the organisation',
    'service-point-operator': 'Enrols terminals and settles uses',
    integrator: 'Installs terminals for organisations',
    holder: 'Sees their own record, and does what is theirs to do',
  },
  login: {
    label: 'Login name',
    hint: '3 to 64 small letters, digits, dots, hyphens or underscores',
    missing: 'Enter a login name',
    wrong:
      'A login name has 3 to 64 small letters, digits, dots, hyphens or underscores, and begins with a letter or digit',
  },
  name: {
    label: 'Name',
    hint: 'As colleagues see it on their pages',
    'holder-hint': 'As the holder’s own pages call them; it need not be their real name',
    missing: 'Enter a name',
    wrong: 'A name has at most 64 characters',
  },
  roles: { label: 'Roles', missing: 'Choose at least one role', wrong: 'Choose from the roles in the list' },
  office: { label: 'Office', choose: 'Choose', missing: 'Choose an office', wrong: 'Choose an office of the list' },
  jurisdiction: {
    label: 'Area code',
    hint: '6 digits',
    missing: 'Enter the area code',
    wrong: 'An area code has 6 digits',
  },
  department: { label: 'Department', missing: 'Choose a department', wrong: 'Choose a department of the list' },
  organisation: {
    label: 'Unified social credit code',
    hint: '18 characters. Compare it with the business licence',
    missing: 'Enter the unified social credit code',
    wrong: 'The code has at most 64 characters',
  },
  record: {
    label: 'Record number',
    hint: '36 characters, printed for the person by the office that keeps the record. You see nothing of the record',
    missing: 'Enter the record number',
    wrong: 'A record number has 36 characters; enter it as it is printed',
  },
  holder: {
    title: 'Accounts of a permit holder',
    words:
      'For a holder who forgot the password, lost the set-up code or wants the account closed. No name is shown here: the office that keeps the record sees first that it is this very person who asks.',
    button: 'Find the accounts',
    none: 'There is no account for this record.',
    make: 'Make an account for a permit holder',
    other: 'Look for another record number',
  },
  new: { title: 'Make an account: {{place}}', button: 'Make the account' },
  account: {
    'own-words': 'This is your own account. Another account administrator changes it.',
    done: {
      roles: 'The roles are changed. This person has to sign in again.',
      disabled: 'The account is disabled, and its sessions have ended.',
    },
    change: 'Change the roles',
    'change-words': 'Choose what this person’s work will be. All roles that the account has now are replaced.',
    end: 'Lost password, or somebody leaves',
    reset: 'Set this account up anew',
    disable: 'Disable this account',
  },
  change: {
    title: 'Change the roles',
    words: 'What you choose here replaces all roles that the account has now.',
    button: 'Continue',
    'check-title': 'Change the roles like this?',
    before: 'Roles now',
    after: 'Roles after the change',
    'check-words': 'The change takes effect at once. The person’s sessions end, and they have to sign in again.',
    give: 'Change the roles',
  },
  reset: {
    title: 'Set this account up anew?',
    words:
      'Its password, passkeys and code generator stop working at once, and its sessions end. The person chooses a new password with a new set-up code. See first that it is this very person who asks.',
    'holder-words':
      'Its password, passkeys and code generator stop working at once, and its sessions end. The holder chooses a new password with a new set-up code. The office that keeps the record sees first that it is this very person who asks.',
    button: 'Set it up anew and get the code',
    keep: 'Leave it as it is',
  },
  disable: {
    title: 'Disable this account?',
    words:
      'Nobody can sign in with it, and its sessions end at once. The records of what this person did stay. To bring it back, set the account up anew.',
    'holder-words':
      'The holder cannot sign in, and sessions end at once. Permit, card and entitlements stay as they are. To bring it back, set the account up anew.',
    button: 'Disable the account',
    keep: 'Leave it as it is',
  },
  code: {
    new: 'The account is made',
    again: 'The account is set up anew',
    once: 'The set-up code is shown here this once. After you leave this page nobody can see it again.',
    code: 'Set-up code',
    expires: 'Works until',
    'what-next': 'What happens next',
    steps: {
      hand: 'Hand the set-up code to the person themselves. Do not send it together with the login name, nor through somebody else.',
      use: 'The person opens the sign-in page, chooses the link for a first sign-in, enters login name and set-up code, and chooses a password.',
      lost: 'If the set-up code is lost or has run out, set the account up anew to get another one.',
    },
    'holder-steps': {
      hand: 'Hand login name and set-up code to the person themselves, through nobody else.',
      use: 'The person opens the sign-in page, follows “First time here: set a password with your set-up code”, enters login name and set-up code, and chooses a password. What opens is their own record.',
      lost: 'If the set-up code is lost or has run out, find the account by its record number and set it up anew.',
    },
    open: 'Open this account',
  },
};
