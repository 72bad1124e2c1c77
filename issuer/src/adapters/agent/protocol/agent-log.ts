import type { Code } from '@residence-permit/shared/errors';

/** What either end tells of its work. It has no place for the bytes of an APDU, so that none reaches a log. */
export type AgentEvent = {
  readonly event:
    | 'connected'
    | 'line-lost'
    | 'refused'
    | 'resumed'
    | 'card-opened'
    | 'list'
    | 'list-repeated'
    | 'card-closed'
    | 'card-dropped'
    | 'frame-bad';
  readonly agent?: string;
  readonly reader?: string;
  readonly session?: string;
  readonly code?: Code;
  /** How many commands a list had, and how many of them were answered. */
  readonly commands?: number;
  readonly answered?: number;
  /** The WebSocket close code of a line. */
  readonly close?: number;
};

export type AgentLog = (event: AgentEvent) => void;
