// Asks for a Widevine licence URL, as a storefront does: node storefront.mjs KID VIEWER
// SYMBOLON_URL is the address of the service, SYMBOLON_AUTHENTICATOR the account's authenticator.
const service = process.env.SYMBOLON_URL ?? 'http://127.0.0.1:8080';

/** The address that the player gets. It is good for an hour. */
async function licenceUrl(kid, viewer) {
  // A body, and no query, because the logs of proxies have the query.
  const answer = await fetch(service + '/hms/wv/token', {
    method: 'POST',
    body: new URLSearchParams({
      customerAuthenticator: process.env.SYMBOLON_AUTHENTICATOR,
      errorFormat: 'json',
      kid,
      cookie: viewer,
      securityLevel: '1',
      hdcpOutputControl: '0',
      expirationTime: '+3600',
    }),
    signal: AbortSignal.timeout(20_000),
  });
  if (answer.ok) {
    return answer.text();
  }
  const {errors = []} = await answer.json();
  const reasons = errors.map(error => `${error.message} ${error.rule ?? ''}`);
  throw new Error([`refused with status ${answer.status}, reference ${answer.headers.get('Error-Reference')}`,
    ...reasons].join('\n'));
}

try {
  const [kid, viewer] = process.argv.slice(2);
  console.log(await licenceUrl(kid, viewer));
} catch (failure) {
  console.error(failure.message);
  process.exitCode = 1;
}
