// Plays the clip and shows each request and each answer as it happens. The page speaks Encrypted Media Extensions
// itself, so that the licence request can be shown; the player only fetches the clip.
const KEY_SYSTEM = 'org.w3.clearkey';

function configuration(scheme) {
  const encryptionScheme = scheme === 'cbcs' ? 'cbcs' : 'cenc';
  return [{
    initDataTypes: ['cenc'],
    videoCapabilities: [{contentType: 'video/mp4; codecs="avc1.4d400c"', encryptionScheme}],
    audioCapabilities: [{contentType: 'audio/mp4; codecs="mp4a.40.2"', encryptionScheme}],
  }];
}

const stage = document.getElementById('stage');
const steps = document.getElementById('steps');
const outcome = document.getElementById('outcome');
const chosenScheme = document.getElementById('scheme');
const buttons = document.querySelectorAll('button[data-case]');
const config = await (await fetch('config.json')).json();

let player;
let attempt = 0;

function append(title, text, kind = '') {
  const item = document.createElement('li');
  item.className = kind;
  item.append(title);
  if (text) {
    const box = document.createElement('pre');
    box.textContent = text;
    item.append(box);
  }
  steps.append(item);
}

function say(text, kind = '') {
  outcome.textContent = text;
  outcome.className = kind;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 1);
  } catch (notJson) {
    return text;
  }
}

/** Asks for a token, and shows the request and what the token says. Gives the licence URL. */
async function buyToken(show, drm, parameters) {
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
  good: show => buyToken(show, 'ck', BOTH),
  missing: show => buyToken(show, 'ck', {'kid.0': '^demo-video'}),
  async ended(show) {
    const url = await buyToken(show, 'ck', {...BOTH, expirationTime: '+1'});
    show('The page waits until the token has ended.');
    await new Promise(done => setTimeout(done, 1500));
    return url;
  },
  async other(show) {
    const rules = {kid: '^demo-video', securityLevel: '1', hdcpOutputControl: '0'};
    const url = new URL(await buyToken(show, 'wv', rules));
    url.pathname = url.pathname.replace('/wv/', '/ck/');
    show('The page takes it to the Clear Key endpoint all the same.');
    return url.href;
  },
};

/** Posts what the browser's decryption module asks, and gives the licence to it. */
async function fetchLicense(show, licenseUrl, message) {
  show('The player asks for the licence:', pretty(new TextDecoder().decode(message)));
  const answer = await fetch(licenseUrl, {method: 'POST', body: message});
  const body = await answer.text();
  show('The answer, status ' + answer.status + ':', pretty(body), answer.ok ? '' : 'bad');
  if (answer.ok) {
    return new TextEncoder().encode(body);
  }
  const reference = answer.headers.get('Error-Reference');
  show('symbolon explain ' + reference + ':', pretty(await explain(reference)));
  throw new Error('no licence');
}

/** The service writes its records after the answers, so the explanation comes a moment later. */
async function explain(reference) {
  for (let attempts = 0; attempts < 20; attempts++) {
    await new Promise(done => setTimeout(done, 500));
    const answer = await fetch('explain?reference=' + reference);
    if (answer.ok) {
      return answer.text();
    }
  }
  return 'There is no record of it.';
}

async function start(name) {
  const mine = ++attempt;
  // What an earlier attempt still does is no part of this one.
  const show = (...step) => mine === attempt && append(...step);
  steps.replaceChildren();
  document.getElementById('before').hidden = true;
  buttons.forEach(button => button.setAttribute('aria-pressed', button.dataset.case === name));
  say('Trying …');
  player?.dispose();
  player = undefined;
  const scheme = chosenScheme.value;
  stage.className = '';
  stage.innerHTML = '<video class="video-js" controls muted playsinline></video>';
  const licenseUrl = await cases[name](show);
  if (mine !== attempt) {
    return;
  }
  const access = await navigator.requestMediaKeySystemAccess(KEY_SYSTEM, configuration(scheme));
  const mediaKeys = await access.createMediaKeys();
  const element = stage.querySelector('video');
  if (mine !== attempt) {
    return;
  }
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
        await session.update(await fetchLicense(show, licenseUrl, request.message));
      } catch (refused) {
        fail(mine, refused);
      }
    });
    await session.generateRequest(event.initDataType, event.initData);
  });
  player = videojs(element);
  // Where a key is missing, the player asks a plug-in of this name to make sessions, if it can; the page does it itself.
  player.eme = {};
  player.on('timeupdate', () => {
    if (mine === attempt && player.currentTime() > 0) {
      say('It plays.', 'good');
    }
  });
  player.src({src: new URL(scheme + '/clip.mpd', location).href, type: 'application/dash+xml'});
  await player.play();
}

function fail(mine, failure) {
  if (mine === attempt) {
    say('It does not play: ' + failure.message + '.', 'bad');
    stage.className = 'refused';
    player?.pause();
  }
}

for (const button of buttons) {
  button.addEventListener('click', () => {
    const mine = attempt + 1;
    start(button.dataset.case).catch(failure => fail(mine, failure));
  });
}

chosenScheme.addEventListener('change', () => document.querySelector('button[aria-pressed=true]')?.click());

// An address such as #good or #ended tries that case at once.
document.querySelector('button[data-case="' + CSS.escape(location.hash.slice(1)) + '"]')?.click();
