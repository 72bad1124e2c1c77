import { addPasskey } from './add-passkey.ts';
import { focusOnErrors } from './focus-on-errors.ts';
import { followProgress } from './follow-progress.ts';
import { proveByPasskey } from './prove-by-passkey.ts';
import { sendOnce } from './send-once.ts';
import { warnBeforeEnd } from './warn-before-end.ts';

// Everything works without this; it moves the focus, counts down, follows progress, and keeps a second click from sending twice.
focusOnErrors();
sendOnce();
followProgress();
warnBeforeEnd();
addPasskey();
proveByPasskey();
