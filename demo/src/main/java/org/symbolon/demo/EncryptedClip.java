package org.symbolon.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.demo.EncryptedTrack.Source;

/**
 * The clip as files, by relative address: six seconds of picture and tone, each under a key of its own, with manifests
 * for DASH ({@code clip.mpd}) and HLS ({@code clip.m3u8}). If there is a licence URL, another manifest for DASH has it
 * ({@code licensed.mpd}), and one for HLS has the bytes of the keys fetched from there ({@code identity.m3u8}). Those
 * are others, because some players prefer the licence URL of a manifest to their own.
 */
public final class EncryptedClip {
    private static final int SECONDS = 6;

    /**
     * The system id of DASH-IF for Clear Key. The manifest does not name the W3C's common system id as well: dash.js
     * would take the {@code pssh} box for init data of the type {@code keyids}.
     */
    private static final String CLEAR_KEY = "urn:uuid:e2719d58-a985-b3c9-781a-b030af78d30e";

    private final ImmutableMap<String, File> files;

    /**
     * A file of the clip.
     *
     * @param mediaType its Content-Type
     * @param bytes its content
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and only read
    public record File(String mediaType, byte[] bytes) {}

    private EncryptedClip(ImmutableMap<String, File> files) {
        this.files = files;
    }

    /**
     * A key with its id.
     *
     * @param kid the key id
     * @param contentKey the content key
     */
    public record Key(KeyId kid, ContentKey contentKey) {}

    /**
     * Packages the clip.
     *
     * @param licenseUrl what further manifests name as the licence URL
     */
    public static EncryptedClip of(Scheme scheme, Key video, Key audio, Optional<String> licenseUrl) {
        ImmutableList<KeyId> kids = ImmutableList.of(video.kid(), audio.kid());
        ImmutableList<EncryptedTrack> tracks = ImmutableList.of(
                EncryptedTrack.encrypt(scheme, Source.VIDEO, video, kids),
                EncryptedTrack.encrypt(scheme, Source.AUDIO, audio, kids));
        ImmutableMap.Builder<String, File> files = ImmutableMap.builder();
        files.put("clip.mpd", dash(tracks, ""));
        files.put("clip.m3u8", hls(tracks, ""));
        licenseUrl.ifPresent(url ->
                files.put("licensed.mpd", dash(tracks, laurl(url))).put("identity.m3u8", hls(tracks, "-identity")));
        for (EncryptedTrack track : tracks) {
            String folder = track.source().folder();
            files.put(folder + ".m3u8", hls(track, clearKey(track)));
            licenseUrl.ifPresent(url -> files.put(folder + "-identity.m3u8", hls(track, identity(track, url))));
            files.put(folder + "/init.mp4", new File(folder + "/mp4", track.initialization()));
            for (int i = 0; i < track.segments().size(); i++) {
                files.put(
                        folder + "/" + i + ".m4s",
                        new File(folder + "/mp4", track.segments().get(i)));
            }
        }
        return new EncryptedClip(files.buildOrThrow());
    }

    private static File text(String mediaType, String text) {
        return new File(mediaType, text.getBytes(UTF_8));
    }

    /** The files by their addresses, which are relative to those of the manifests. */
    public ImmutableMap<String, File> files() {
        return files;
    }

    private static File dash(ImmutableList<EncryptedTrack> tracks, String laurl) {
        String manifest = """
                <?xml version="1.0" encoding="UTF-8"?>
                <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" xmlns:cenc="urn:mpeg:cenc:2013"
                    xmlns:dashif="https://dashif.org/CPS" xmlns:ck="http://dashif.org/guidelines/clearKey"
                    type="static" mediaPresentationDuration="PT%dS" minBufferTime="PT%dS"
                    profiles="urn:mpeg:dash:profile:isoff-live:2011">
                  <Period>
                %s  </Period>
                </MPD>
                """.formatted(
                        SECONDS,
                        EncryptedTrack.SEGMENT_SECONDS,
                        tracks.stream().map(track -> dash(track, laurl)).collect(Collectors.joining()));
        return text("application/dash+xml", manifest);
    }

    /** Both forms in which manifests name a licence URL. */
    private static String laurl(String licenseUrl) {
        String escaped = licenseUrl.replace("&", "&amp;").replace("<", "&lt;");
        return """

                        <dashif:Laurl>%1$s</dashif:Laurl>
                        <ck:Laurl Lic_type="EME-1.0">%1$s</ck:Laurl>""".formatted(escaped);
    }

    private static String dash(EncryptedTrack track, String laurl) {
        String folder = track.source().folder();
        String size = track.source() == Source.VIDEO ? " width=\"320\" height=\"180\"" : "";
        return """
                    <AdaptationSet contentType="%1$s" mimeType="%1$s/mp4" codecs="%2$s"%3$s>
                      <ContentProtection schemeIdUri="urn:mpeg:dash:mp4protection:2011" value="%8$s"
                          cenc:default_KID="%4$s"/>
                      <ContentProtection schemeIdUri="%5$s" value="ClearKey1.0">%6$s
                      </ContentProtection>
                      <SegmentTemplate timescale="1" duration="%7$d" startNumber="0"
                          initialization="%1$s/init.mp4" media="%1$s/$Number$.m4s"/>
                      <Representation id="%1$s" bandwidth="100000"/>
                    </AdaptationSet>
                """.formatted(
                        folder,
                        track.source().codecs(),
                        size,
                        EncryptedTrack.uuid(track.kid()),
                        CLEAR_KEY,
                        laurl,
                        EncryptedTrack.SEGMENT_SECONDS,
                        track.scheme().dash());
    }

    private static File hls(ImmutableList<EncryptedTrack> tracks, String suffix) {
        String codecs = tracks.stream().map(track -> track.source().codecs()).collect(Collectors.joining(","));
        return playlist("""
                #EXTM3U
                #EXT-X-VERSION:7
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="tone",NAME="Tone",DEFAULT=YES,AUTOSELECT=YES,URI="audio%1$s.m3u8"
                #EXT-X-STREAM-INF:BANDWIDTH=200000,RESOLUTION=320x180,CODECS="%2$s",AUDIO="tone"
                video%1$s.m3u8
                """.formatted(suffix, codecs));
    }

    private static File playlist(String text) {
        return text("application/vnd.apple.mpegurl", text);
    }

    private static String clearKey(EncryptedTrack track) {
        // hls.js takes the bytes of the address for the key id.
        String kid = Base64.getEncoder().encodeToString(track.kid().bytes());
        return "KEYFORMAT=\"org.w3.clearkey\",KEYFORMATVERSIONS=\"1\",KEYID=0x%s,URI=\"data:text/plain;base64,%s\""
                .formatted(track.kid(), kid);
    }

    /** The address answers the 16 bytes of the key. */
    private static String identity(EncryptedTrack track, String licenseUrl) {
        return "KEYFORMAT=\"identity\",URI=\"%s&kid=%s\"".formatted(licenseUrl, track.kid());
    }

    private static File hls(EncryptedTrack track, String key) {
        String segments = IntStream.range(0, track.segments().size())
                .mapToObj(i -> "#EXTINF:%d,\n%s/%d.m4s\n"
                        .formatted(
                                EncryptedTrack.SEGMENT_SECONDS, track.source().folder(), i))
                .collect(Collectors.joining());
        return playlist("""
                #EXTM3U
                #EXT-X-VERSION:7
                #EXT-X-TARGETDURATION:%d
                #EXT-X-PLAYLIST-TYPE:VOD
                #EXT-X-MAP:URI="%s/init.mp4"
                #EXT-X-KEY:METHOD=%s,%s
                %s#EXT-X-ENDLIST
                """.formatted(
                        EncryptedTrack.SEGMENT_SECONDS, track.source().folder(), track.hlsMethod(), key, segments));
    }
}
