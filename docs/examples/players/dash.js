// Plays a manifest with dash.js 5. licenceUrl is the body of the answer to the request for a token, keySystem
// 'com.widevine.alpha' or 'org.w3.clearkey'; failed is called with the number of an error.
function playWithDash(video, manifest, keySystem, licenceUrl, failed) {
  const player = dashjs.MediaPlayer().create();
  player.on('error', event => failed(event.error.code));
  player.initialize(video, manifest, true);
  player.setProtectionData({[keySystem]: {serverURL: licenceUrl}});
}
