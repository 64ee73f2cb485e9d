package org.symbolon.demo;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import org.mp4parser.Container;
import org.mp4parser.boxes.iso14496.part12.SchemeInformationBox;
import org.mp4parser.boxes.iso14496.part12.TrackFragmentBox;
import org.mp4parser.boxes.iso23001.part7.CencSampleAuxiliaryDataFormat;
import org.mp4parser.boxes.iso23001.part7.SampleEncryptionBox;
import org.mp4parser.boxes.iso23001.part7.TrackEncryptionBox;
import org.mp4parser.boxes.sampleentry.SampleEntry;
import org.mp4parser.muxer.Sample;
import org.mp4parser.muxer.SampleImpl;
import org.mp4parser.muxer.Track;
import org.mp4parser.muxer.WrappingTrack;
import org.mp4parser.muxer.builder.FragmentedMp4Builder;
import org.mp4parser.muxer.tracks.encryption.CencEncryptedTrack;
import org.mp4parser.muxer.tracks.encryption.CencEncryptingTrackImpl;
import org.mp4parser.tools.Path;
import org.mp4parser.tools.RangeStartMap;

/**
 * A track under the scheme {@code cbcs} (ISO/IEC 23001-7, section 10.4), which the library does not know: AES-CBC with
 * one IV for all. Of the slices of a picture one block in ten is encrypted, of sound every block. The library decides
 * which bytes of a sample are slices and writes the boxes, but for the one that names pattern and IV.
 */
class CbcsTrack extends WrappingTrack {
    private static final int BLOCK = 16;
    private static final int SKIPPED_BLOCKS = 9;

    private final ImmutableList<Sample> samples;

    private CbcsTrack(Track clear, ImmutableList<Sample> samples) {
        super(clear);
        this.samples = samples;
    }

    /** Encrypts a track, which has one sample entry. */
    static Track encrypt(Track clear, UUID kid, SecretKey key, byte[] iv) {
        CencEncryptingTrackImpl plan = new CencEncryptingTrackImpl(
                clear, new RangeStartMap<>(0, kid), ImmutableMap.of(kid, key), "cbcs", true, false);
        SampleEntry entry = Iterables.getOnlyElement(plan.getSampleEntries());
        boolean pattern = plan.hasSubSampleEncryption();
        SchemeInformationBox information = Path.getPath((Container) entry, "sinf[0]/schi[0]");
        information.setBoxes(List.of(new PatternBox(kid, pattern, iv)));
        List<CencSampleAuxiliaryDataFormat> ranges = plan.getSampleEncryptionEntries();
        ranges.forEach(range -> range.iv = new byte[0]);
        ImmutableList.Builder<Sample> samples = ImmutableList.builder();
        for (int i = 0; i < ranges.size(); i++) {
            byte[] bytes = bytes(clear.getSamples().get(i));
            if (pattern) {
                encryptRanges(bytes, ranges.get(i), key, iv);
            } else {
                encryptBlocks(bytes, 0, bytes.length, 0, cipher(key, iv));
            }
            samples.add(new SampleImpl(ByteBuffer.wrap(bytes), entry));
        }
        return pattern ? new WithRanges(clear, samples.build(), ranges) : new CbcsTrack(clear, samples.build());
    }

    private static byte[] bytes(Sample sample) {
        ByteBuffer content = sample.asByteBuffer().duplicate().rewind();
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }

    /** The chain of blocks begins anew in each range. */
    private static void encryptRanges(byte[] sample, CencSampleAuxiliaryDataFormat ranges, SecretKey key, byte[] iv) {
        int from = 0;
        for (CencSampleAuxiliaryDataFormat.Pair range : ranges.pairs) {
            from += range.clear();
            int length = Math.toIntExact(range.encrypted());
            encryptBlocks(sample, from, length, SKIPPED_BLOCKS, cipher(key, iv));
            from += length;
        }
    }

    /** Leaves a last block that is not full as it is. */
    private static void encryptBlocks(byte[] bytes, int from, int length, int skipped, Cipher cipher) {
        for (int at = 0; at + BLOCK <= length; at += BLOCK * (1 + skipped)) {
            byte[] block = cipher.update(bytes, from + at, BLOCK);
            System.arraycopy(block, 0, bytes, from + at, BLOCK);
        }
    }

    private static Cipher cipher(SecretKey key, byte[] iv) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public final List<SampleEntry> getSampleEntries() {
        return ImmutableList.of(samples.get(0).getSampleEntry());
    }

    @Override
    public final List<Sample> getSamples() {
        return samples;
    }

    /** Says of each sample which bytes are encrypted. Only pictures have that: of sound it is all. */
    private static final class WithRanges extends CbcsTrack implements CencEncryptedTrack {
        private final List<CencSampleAuxiliaryDataFormat> ranges;

        WithRanges(Track clear, ImmutableList<Sample> samples, List<CencSampleAuxiliaryDataFormat> ranges) {
            super(clear, samples);
            this.ranges = ranges;
        }

        @Override
        public List<CencSampleAuxiliaryDataFormat> getSampleEncryptionEntries() {
            return ranges;
        }

        @Override
        public boolean hasSubSampleEncryption() {
            return true;
        }
    }

    /** Writes the box {@code senc} without IVs, which the library's own box refuses. */
    static final class Builder extends FragmentedMp4Builder {
        @Override
        protected void createSenc(
                long first, long end, CencEncryptedTrack track, int sequence, TrackFragmentBox fragment) {
            if (track instanceof WithRanges) {
                SampleEncryptionBox box = new RangesBox();
                box.setSubSampleEncryption(true);
                box.setEntries(track.getSampleEncryptionEntries()
                        .subList(Math.toIntExact(first) - 1, Math.toIntExact(end) - 1));
                fragment.addBox(box);
            } else {
                super.createSenc(first, end, track, sequence, fragment);
            }
        }
    }

    private static final class RangesBox extends SampleEncryptionBox {
        @Override
        protected void getContent(ByteBuffer content) {
            writeVersionAndFlags(content);
            content.putInt(getEntries().size());
            for (CencSampleAuxiliaryDataFormat sample : getEntries()) {
                content.putShort((short) sample.pairs.length);
                for (CencSampleAuxiliaryDataFormat.Pair range : sample.pairs) {
                    content.putShort((short) range.clear()).putInt((int) range.encrypted());
                }
            }
        }
    }

    /** The box {@code tenc} in version 1: pattern, key id, and the IV that all samples have. */
    private static final class PatternBox extends TrackEncryptionBox {
        private final boolean pattern;
        private final byte[] iv;

        PatternBox(UUID kid, boolean pattern, byte[] iv) {
            setVersion(1);
            setDefault_KID(kid);
            this.pattern = pattern;
            this.iv = iv.clone();
        }

        @Override
        protected long getContentSize() {
            return super.getContentSize() + 1 + iv.length;
        }

        @Override
        protected void getContent(ByteBuffer content) {
            writeVersionAndFlags(content);
            content.put((byte) 0).put((byte) (pattern ? 1 << 4 | SKIPPED_BLOCKS : 0));
            content.put((byte) 1).put((byte) 0);
            content.putLong(getDefault_KID().getMostSignificantBits());
            content.putLong(getDefault_KID().getLeastSignificantBits());
            content.put((byte) iv.length).put(iv);
        }
    }
}
