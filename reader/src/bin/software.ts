/** What evidence and reports name as their maker; the version is that of the package, which a test compares. */
export const SOFTWARE = 'permit-reader 0.3.0';
