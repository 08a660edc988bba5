/** A request as bytes, against the rules by which two readers could disagree where it ends. */
export interface RawRequest {
  readonly title: string;
  readonly bytes: string;
}

const CRLF = '\r\n';

/** The request that each case tries to hide inside or behind another. */
function hidden(host: string): string {
  const body = '{"name":"smuggled"}';
  return request(
    'POST /api/v1/items HTTP/1.1',
    [`Host: ${host}`, 'Content-Type: application/json', `Content-Length: ${body.length}`],
    body,
  );
}

function request(line: string, headers: readonly string[], body = ''): string {
  return [line, ...headers, '', body].join(CRLF);
}

/** @param host a Host that is allowed: alone it must not be what gets the case refused */
export function smugglingCases(host: string): RawRequest[] {
  const smuggled = hidden(host);
  const post = (title: string, headers: readonly string[], body = smuggled): RawRequest => ({
    title,
    bytes: request('POST /health HTTP/1.1', [`Host: ${host}`, ...headers], body),
  });
  const get = (title: string, headers: readonly string[]): RawRequest => ({
    title,
    bytes: request('GET /health HTTP/1.1', headers) + smuggled,
  });
  const line = (title: string, first: string): RawRequest => ({
    title,
    bytes: request(first, [`Host: ${host}`]) + smuggled,
  });
  const chunked = 'Transfer-Encoding: chunked';
  const ended = `0${CRLF}${CRLF}${smuggled}`;
  return [
    post('a length and chunks', [`Content-Length: ${ended.length}`, chunked], ended),
    post('chunks and a length', [chunked, 'Content-Length: 4'], ended),
    post('two lengths', ['Content-Length: 0', `Content-Length: ${smuggled.length}`]),
    post('the same length twice', ['Content-Length: 0', 'Content-Length: 0']),
    post('a list of lengths', [`Content-Length: 0, ${smuggled.length}`]),
    post('a length with a plus', ['Content-Length: +0']),
    post('a length with a minus', ['Content-Length: -1']),
    post('a length in hex', ['Content-Length: 0x0']),
    post('a length with a space in it', ['Content-Length: 0 0']),
    post('a length as a power', ['Content-Length: 0e0']),
    post('a length past all numbers', ['Content-Length: 99999999999999999999999']),
    post('a length as a text', ['Content-Length: zero']),
    post('an unknown encoding after chunks', ['Transfer-Encoding: chunked, identity'], ended),
    post('an encoding nearly named chunked', ['Transfer-Encoding: xchunked'], ended),
    post('chunks and then another encoding', [chunked, 'Transfer-Encoding: identity'], ended),
    post('a vertical tab before chunked', ['Transfer-Encoding: \x0bchunked'], ended),
    post('a space before the colon', ['Transfer-Encoding : chunked'], ended),
    post('a folded line', ['X: y', ' Transfer-Encoding: chunked'], ended),
    post('a line ended by CR alone', ['X: y\rTransfer-Encoding: chunked'], ended),
    post('a NUL in a name', ['X\0: y'], ''),
    post('a NUL in a value', ['X: y\0z'], ''),
    post('a name beyond ASCII', ['Tränsfer: y'], ''),
    post('a line without a colon', ['Transfer-Encoding chunked'], ended),
    post('an empty name', [': chunked'], ended),
    post('a chunk of a negative size', [chunked], `-1${CRLF}${ended}`),
    post('a chunk size in C’s hex', [chunked], `0x1${CRLF}a${CRLF}${ended}`),
    post('a chunk size past all numbers', [chunked], `${'F'.repeat(20)}${CRLF}${ended}`),
    post('a chunk longer than it says', [chunked], `1${CRLF}aaaa${CRLF}${ended}`),
    post('a chunk size without digits', [chunked], `${CRLF}${ended}`),
    post('a chunk size that is a word', [chunked], `zz${CRLF}${ended}`),
    // Nothing behind it: Node refuses it alone, and what follows names its Host.
    { title: 'no Host', bytes: request('GET /health HTTP/1.1', ['X: y']) },
    get('two Hosts', [`Host: ${host}`, 'Host: evil.example']),
    get('two Hosts, the honest one last', ['Host: evil.example', `Host: ${host}`]),
    line('another version', 'GET /health HTTP/3.7'),
    line('no version', 'GET /health'),
    line('a word too many', 'GET /health HTTP/1.1 x'),
    line('an unknown method', 'SMUGGLE /health HTTP/1.1'),
    line('a method in small letters', 'get /health HTTP/1.1'),
    line('HTTP/2 without TLS', 'PRI * HTTP/2.0'),
    line('a tunnel', 'CONNECT evil.example:443 HTTP/1.1'),
    line('the address of another host', 'GET http://evil.example/health HTTP/1.1'),
    line('spaces before the method', '  GET /health HTTP/1.1'),
    {
      title: 'endless headers',
      bytes: request('GET /health HTTP/1.1', [`Host: ${host}`, `X: ${'y'.repeat(100_000)}`]),
    },
  ];
}
