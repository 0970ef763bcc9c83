/** On the web: fetch with the session cookie. */
export { fetchTransport as transport } from '@latchkey/client';
