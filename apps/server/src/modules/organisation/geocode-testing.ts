// Test only: AMap's `/v3/geocode/geo` on the wire, as its public documentation describes it, with faults on demand.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface MapPlace {
  address: string;
  level: string;
  /** GCJ-02, `longitude,latitude`. */
  location: string;
}
type Fault = { infocode: string; info: string } | 'silence' | 'server_error' | 'not_json' | 'redirect' | null;

/** An AMap of ours on a free port: it knows the places given, checks the key, and keeps what it was asked. */
export async function startMapEmulator(options: { key: string; places: readonly MapPlace[] }) {
  const asked: URLSearchParams[] = [];
  const state: { fault: Fault } = { fault: null };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://map');
    if (request.method !== 'GET' || url.pathname !== '/v3/geocode/geo')
      return refuse(response, '10002', 'SERVICE_NOT_AVAILABLE');
    asked.push(url.searchParams);
    const { fault } = state;
    if (fault === 'silence') return;
    if (fault === 'server_error') return void response.writeHead(502).end('Bad Gateway');
    if (fault === 'not_json') return void response.writeHead(200).end('<html>');
    if (fault === 'redirect') return void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    if (fault) return refuse(response, fault.infocode, fault.info);
    if (url.searchParams.get('key') !== options.key) return refuse(response, '10001', 'INVALID_USER_KEY');
    const address = url.searchParams.get('address') ?? '';
    if (address === '') return refuse(response, '20001', 'MISSING_REQUIRED_PARAMS');
    const found = options.places.filter((place) => place.address.includes(address));
    if (found.length === 0) return refuse(response, '30001', 'ENGINE_RESPONSE_DATA_ERROR');
    send(response, {
      status: '1',
      info: 'OK',
      infocode: '10000',
      count: String(found.length),
      geocodes: found.map((place) => ({
        formatted_address: place.address,
        country: '中国',
        province: '浙江省',
        city: '杭州市',
        district: [],
        township: [],
        street: [],
        number: [],
        adcode: '330106',
        location: place.location,
        level: place.level,
      })),
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    fail(fault: Fault) {
      state.fault = fault;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const refuse = (response: ServerResponse, infocode: string, info: string) =>
  send(response, { status: '0', info, infocode });
const send = (response: ServerResponse, answer: object) =>
  void response.writeHead(200, { 'content-type': 'application/json;charset=UTF-8' }).end(JSON.stringify(answer));
