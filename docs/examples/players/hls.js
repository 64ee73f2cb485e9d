// Plays a playlist with hls.js 1.7. licenceUrl is the body of the answer to the request for a token, keySystem
// 'com.widevine.alpha', 'com.apple.fps' or 'org.w3.clearkey'; failed is called with the name of an error.
function playWithHls(video, playlist, keySystem, licenceUrl, failed) {
  const player = new Hls({
    emeEnabled: true,
    drmSystems: {[keySystem]: {licenseUrl: licenceUrl}},
  });
  player.on(Hls.Events.ERROR, (event, data) => data.fatal && failed(data.details));
  player.on(Hls.Events.MANIFEST_PARSED, () => video.play());
  player.loadSource(playlist);
  player.attachMedia(video);
}
