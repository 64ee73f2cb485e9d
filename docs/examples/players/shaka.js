// Plays a manifest with Shaka Player 5. licenceUrl is the body of the answer to the request for a token, keySystem
// 'com.widevine.alpha', 'com.apple.fps' or 'org.w3.clearkey'; failed is called with the number of an error.
async function playWithShaka(video, manifest, keySystem, licenceUrl, failed) {
  const player = new shaka.Player();
  await player.attach(video);
  player.addEventListener('error', event => failed(event.detail.code));
  player.configure({drm: {
    servers: {[keySystem]: licenceUrl},
    // Shaka reports no error of a refused licence while a request for another key is open.
    failureCallback: error => failed(error.code),
  }});
  await player.load(manifest);
  await video.play();
}
