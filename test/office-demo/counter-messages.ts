/** What the counter's agent is asked: to lay down the card of an image, or to take the one away that lies there. */
export type CounterAsk = { readonly ask: 'lay'; readonly ticket: number; readonly image: string | undefined };

/** What it says: its line stands; a card lies; it could not; the service waits for the card to be taken away. */
export type CounterSaid =
  | { readonly said: 'connected' }
  | { readonly said: 'laid'; readonly ticket: number }
  | { readonly said: 'failed'; readonly ticket: number; readonly code: string }
  | { readonly said: 'awaits-left' };
