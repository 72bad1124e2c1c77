const SESSION = '/api/v1/session/';

/** Sends something to the API about the own session; answers what it said. Rejects with the status where it refused. */
export async function askSession(address: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(SESSION + address, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}
