// Houses of one group, each on this machine alone.

import assert from 'node:assert/strict';

import { startServer } from './server.js';

/** The flags of a house with its door for others open. */
export const DOOR = ['--peers', '127.0.0.1:0'];
/** The same, and guests may do everything. */
export const HOST = [...DOOR, '--guests', 'calc,chat,read,upload,manage'];

/** Two houses of one group in which guests may do everything. */
export async function startPair() {
  const [ana, ben] = await Promise.all([startServer({ args: HOST }), startServer({ args: HOST })]);
  await joins(ben, await ticketOf(ana));
  return [ana, ben];
}

/** A ticket of a house, by its REST. */
export async function ticketOf(house) {
  return (await (await post(house, 'nodes/invitations', {})).json()).ticket;
}

/** Lets a house join the group of a ticket. */
export async function joins(house, ticket) {
  assert.equal((await post(house, 'nodes', { ticket })).status, 201);
}

/** Posts JSON to a path of a house's REST. */
export function post(house, path, body) {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${house.url}/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}
