// Plays the clip and shows each request and each answer as it happens. The page speaks Encrypted Media Extensions
// itself, so that the licence request can be shown; the player only fetches the clip.
const KEY_SYSTEM = 'org.w3.clearkey';
const CONFIGURATION = [{
  initDataTypes: ['cenc'],
  videoCapabilities: [{contentType: 'video/mp4; codecs="avc1.4d400c"'}],
  audioCapabilities: [{contentType: 'audio/mp4; codecs="mp4a.40.2"'}],
}];

const stage = document.getElementById('stage');
const steps = document.getElementById('steps');
const outcome = document.getElementById('outcome');
const config = await (await fetch('config.json')).json();

let player;
let attempt = 0;

function show(title, text) {
  const item = document.createElement('li');
  item.append(title);
  if (text) {
    const box = document.createElement('pre');
    box.textContent = text;
    item.append(box);
  }
  steps.append(item);
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 1);
  } catch (notJson) {
    return text;
  }
}

/** Asks for a token, and shows the request and what the token says. Gives the licence URL. */
async function buyToken(drm, parameters) {
  const query = new URLSearchParams({
    customerAuthenticator: config.authenticator,
    kek: config.kek,
    errorFormat: 'json',
    ...parameters,
  });
  show('The storefront asks for a token:', 'GET /hms/' + drm + '/token?' + query);
  const answer = await fetch('/hms/' + drm + '/token?' + query);
  const body = await answer.text();
  show('The answer is the licence URL, status ' + answer.status + ':', body);
  if (!answer.ok) {
    throw new Error('no token');
  }
  const token = new URL(body).searchParams.get('ExpressPlayToken');
  show('The token says:', pretty(await (await fetch('claims?token=' + token)).text()));
  return body;
}

const BOTH = {'kid.0': '^demo-video', 'kid.1': '^demo-audio'};
const cases = {
  good: () => buyToken('ck', BOTH),
  missing: () => buyToken('ck', {'kid.0': '^demo-video'}),
  async ended() {
    const url = await buyToken('ck', {...BOTH, expirationTime: '+1'});
    show('The page waits until the token has ended.');
    await new Promise(done => setTimeout(done, 1500));
    return url;
  },
  async other() {
    const url = new URL(await buyToken('wv', {kid: '^demo-video', securityLevel: '1', hdcpOutputControl: '0'}));
    url.pathname = url.pathname.replace('/wv/', '/ck/');
    show('The page takes it to the Clear Key endpoint all the same.');
    return url.href;
  },
};

/** Posts what the browser's decryption module asks, and gives the licence to it. */
async function fetchLicense(licenseUrl, message) {
  show('The player asks for the licence:', pretty(new TextDecoder().decode(message)));
  const answer = await fetch(licenseUrl, {method: 'POST', body: message});
  const body = await answer.text();
  show('The answer, status ' + answer.status + ':', pretty(body));
  if (answer.ok) {
    return new TextEncoder().encode(body);
  }
  const reference = answer.headers.get('Error-Reference');
  show('symbolon explain ' + reference + ':', pretty(await explain(reference)));
  throw new Error('no licence');
}

/** The service writes its records after the answers, so the explanation may come a moment later. */
async function explain(reference) {
  for (let attempts = 0; attempts < 20; attempts++) {
    const answer = await fetch('explain?reference=' + reference);
    if (answer.ok) {
      return answer.text();
    }
    await new Promise(done => setTimeout(done, 250));
  }
  return 'There is no record of it.';
}

async function start(name) {
  const mine = ++attempt;
  steps.replaceChildren();
  outcome.textContent = 'Trying …';
  player?.dispose();
  stage.innerHTML = '<video class="video-js vjs-fluid" controls muted playsinline></video>';
  const licenseUrl = await cases[name]();
  const access = await navigator.requestMediaKeySystemAccess(KEY_SYSTEM, CONFIGURATION);
  const mediaKeys = await access.createMediaKeys();
  const element = stage.querySelector('video');
  await element.setMediaKeys(mediaKeys);
  const asked = new Set();
  element.addEventListener('encrypted', async event => {
    const initData = new Uint8Array(event.initData).join();
    if (asked.has(initData)) {
      return;
    }
    asked.add(initData);
    const session = mediaKeys.createSession();
    session.addEventListener('message', async request => {
      try {
        await session.update(await fetchLicense(licenseUrl, request.message));
      } catch (refused) {
        fail(mine, refused);
      }
    });
    await session.generateRequest(event.initDataType, event.initData);
  });
  player = videojs(element);
  // The player would leave encryption to a plug-in of this name; the page does it itself.
  player.eme = {initializeMediaKeys() {}};
  player.on('timeupdate', () => {
    if (mine === attempt && player.currentTime() > 0) {
      outcome.textContent = 'It plays.';
    }
  });
  player.src({src: new URL('clip/clip.mpd', location).href, type: 'application/dash+xml'});
  await player.play();
}

function fail(mine, failure) {
  if (mine === attempt) {
    outcome.textContent = 'It does not play: ' + failure.message + '.';
  }
}

for (const button of document.querySelectorAll('button[data-case]')) {
  button.addEventListener('click', () => {
    const mine = attempt + 1;
    start(button.dataset.case).catch(failure => fail(mine, failure));
  });
}

// An address such as #good or #ended tries that case at once.
document.querySelector('button[data-case="' + CSS.escape(location.hash.slice(1)) + '"]')?.click();
