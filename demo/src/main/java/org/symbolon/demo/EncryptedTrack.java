package org.symbolon.demo;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.mp4parser.Box;
import org.mp4parser.BoxParser;
import org.mp4parser.Container;
import org.mp4parser.IsoFile;
import org.mp4parser.PropertyBoxParserImpl;
import org.mp4parser.boxes.UnknownBox;
import org.mp4parser.boxes.iso14496.part12.MovieBox;
import org.mp4parser.boxes.iso14496.part12.TrackBox;
import org.mp4parser.boxes.iso23001.part7.ProtectionSystemSpecificHeaderBox;
import org.mp4parser.muxer.InMemRandomAccessSourceImpl;
import org.mp4parser.muxer.Movie;
import org.mp4parser.muxer.Mp4TrackImpl;
import org.mp4parser.muxer.Track;
import org.mp4parser.muxer.builder.DefaultFragmenterImpl;
import org.mp4parser.muxer.builder.FragmentedMp4Builder;
import org.mp4parser.muxer.tracks.encryption.CencEncryptingTrackImpl;
import org.mp4parser.tools.ByteBufferByteChannel;
import org.mp4parser.tools.RangeStartMap;
import org.symbolon.core.value.KeyId;

/**
 * One track of the clip: fragmented MP4 under Common Encryption (ISO/IEC 23001-7), or segments that are encrypted as a
 * whole (RFC 8216).
 */
final class EncryptedTrack {
    /** The length of a segment, in seconds. The clip's pictures that stand alone are as far apart. */
    static final int SEGMENT_SECONDS = 2;

    /** The one IV of schemes that have one for all; it need not be secret, and the key is of this clip alone. */
    private static final byte[] IV = HexFormat.of().parseHex("d5fbd6b82ed93e4ef98ae40931ee33b7");

    /** The common system id (W3C, "cenc" Initialization Data Format): a {@code pssh} box that names key ids only. */
    private static final String COMMON_SYSTEM = "1077efecc0b24d02ace33c1e52e2fb4b";

    private final Scheme scheme;
    private final Source source;
    private final KeyId kid;
    private final byte[] initialization;
    private final ImmutableList<byte[]> segments;

    /** What the clip is made of. */
    enum Source {
        VIDEO("video", "avc1.4d400c"),
        AUDIO("audio", "mp4a.40.2");

        private final String folder;
        private final String codecs;

        Source(String folder, String codecs) {
            this.folder = folder;
            this.codecs = codecs;
        }

        /** The name of the track in addresses and in manifests. */
        String folder() {
            return folder;
        }

        /** The codec as RFC 6381 writes it. */
        String codecs() {
            return codecs;
        }
    }

    private EncryptedTrack(Scheme scheme, Source source, KeyId kid, List<byte[]> parts) {
        this.scheme = scheme;
        this.source = source;
        this.kid = kid;
        this.initialization = parts.get(0);
        this.segments = ImmutableList.copyOf(parts.subList(1, parts.size()));
    }

    /**
     * Encrypts a track of the clip, which takes some milliseconds.
     *
     * @param allKids the key ids of all tracks, which the {@code pssh} box names: players then ask for all keys at once
     */
    static EncryptedTrack encrypt(Scheme scheme, Source source, EncryptedClip.Key key, List<KeyId> allKids) {
        SecretKeySpec aes = new SecretKeySpec(key.contentKey().reveal(), "AES");
        try {
            Movie movie = new Movie();
            movie.addTrack(encrypted(scheme, clear(source), uuid(key.kid()), aes));
            FragmentedMp4Builder builder = new CbcsTrack.Builder();
            builder.setFragmenter(new DefaultFragmenterImpl(SEGMENT_SECONDS));
            Container container = builder.build(movie);
            if (scheme != Scheme.AES_128) {
                container.getBoxes(MovieBox.class).get(0).addBox(header(allKids));
            }
            List<byte[]> parts = parts(container.getBoxes());
            return new EncryptedTrack(scheme, source, key.kid(), scheme == Scheme.AES_128 ? whole(parts, aes) : parts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Track encrypted(Scheme scheme, Track clear, UUID kid, SecretKeySpec key) {
        return switch (scheme) {
            case CENC ->
                new CencEncryptingTrackImpl(
                        clear, new RangeStartMap<>(0, kid), ImmutableMap.of(kid, key), "cenc", false, false);
            case CBCS -> CbcsTrack.encrypt(clear, kid, key, IV);
            case AES_128 -> clear;
        };
    }

    /** Encrypts each segment as a whole, but for the first part, which initializes the decoder. */
    private static List<byte[]> whole(List<byte[]> parts, SecretKeySpec key) {
        ImmutableList.Builder<byte[]> encrypted = ImmutableList.builder();
        encrypted.add(parts.get(0));
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            for (byte[] segment : parts.subList(1, parts.size())) {
                cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(IV));
                encrypted.add(cipher.doFinal(segment));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return encrypted.build();
    }

    private static Track clear(Source source) throws IOException {
        byte[] file = Resources.toByteArray(Resources.getResource(EncryptedTrack.class, source.folder() + ".mp4"));
        IsoFile boxes = new IsoFile(new ByteBufferByteChannel(ByteBuffer.wrap(file)), inMemory());
        long id = boxes.getMovieBox()
                .getBoxes(TrackBox.class)
                .get(0)
                .getTrackHeaderBox()
                .getTrackId();
        return new Mp4TrackImpl(id, boxes, new InMemRandomAccessSourceImpl(file), source.folder());
    }

    /** Keeps the box of media in memory. As it comes, the library copies it into a temporary file that stays. */
    private static BoxParser inMemory() {
        PropertyBoxParserImpl parser = new PropertyBoxParserImpl();
        parser.mapping.setProperty("mdat", UnknownBox.class.getName() + "(type)");
        return parser;
    }

    static UUID uuid(KeyId kid) {
        return new UUID(kid.high(), kid.low());
    }

    private static ProtectionSystemSpecificHeaderBox header(List<KeyId> kids) {
        ProtectionSystemSpecificHeaderBox header = new ProtectionSystemSpecificHeaderBox();
        header.setVersion(1);
        header.setSystemId(HexFormat.of().parseHex(COMMON_SYSTEM));
        header.setKeyIds(kids.stream().map(EncryptedTrack::uuid).toList());
        header.setContent(new byte[0]);
        return header;
    }

    /** The initialization segment, and after it each fragment with its data. */
    private static List<byte[]> parts(List<Box> boxes) throws IOException {
        ImmutableList.Builder<byte[]> parts = ImmutableList.builder();
        int from = 0;
        for (int i = 0; i < boxes.size(); i++) {
            String type = boxes.get(i).getType();
            if (type.equals("moov") || type.equals("mdat")) {
                parts.add(bytes(boxes.subList(from, i + 1)));
                from = i + 1;
            }
        }
        return parts.build();
    }

    private static byte[] bytes(List<? extends Box> boxes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Box box : boxes) {
            box.getBox(Channels.newChannel(bytes));
        }
        return bytes.toByteArray();
    }

    /** What follows METHOD in the playlist: the IV where it is not in the media. */
    String hlsMethod() {
        return scheme.hls()
                + (scheme == Scheme.AES_128 ? ",IV=0x" + HexFormat.of().formatHex(IV) : "");
    }

    Scheme scheme() {
        return scheme;
    }

    Source source() {
        return source;
    }

    KeyId kid() {
        return kid;
    }

    byte[] initialization() {
        return initialization.clone();
    }

    ImmutableList<byte[]> segments() {
        return segments;
    }
}
