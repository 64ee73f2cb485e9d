// Plays a manifest with video.js 8 and videojs-contrib-eme 5. licenceUrl is the body of the answer to the request for a
// token, keySystem 'com.widevine.alpha' or 'org.w3.clearkey'; failed is called with the number of an error.
function playWithVideojs(video, manifest, keySystem, licenceUrl, failed) {
  const player = videojs(video);
  player.eme();
  player.on('error', () => failed(player.error().code));
  player.src({src: manifest, type: 'application/dash+xml', keySystems: {[keySystem]: licenceUrl}});
  player.play();
}
