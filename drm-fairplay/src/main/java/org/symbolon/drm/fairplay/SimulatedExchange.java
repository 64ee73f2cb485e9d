package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableMap;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.symbolon.core.drm.DeviceSimulator.Exchange;
import org.symbolon.core.drm.DeviceSimulator.Opened;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.secret.Hex;

/** One exchange of a simulated device. Takes a CKC apart by the documents alone, and not by what writes them here. */
final class SimulatedExchange implements Exchange {
    private static final int HEADER = 4 + 4 + 16 + 4;
    private static final long CONTENT_KEY = 0x58b38165af0e3d5aL;
    private static final long R1 = 0xea74c4645d5efee9L;
    private static final long DURATIONS = 0x47acf6a418cd091aL;
    private static final ImmutableMap<Integer, String> KEY_TYPES =
            ImmutableMap.of(0x1a4bde7e, "lease", 0x3dfe45a0, "rental", 0x27b59bde, "lease and rental");
    private static final int FIXED = 0x86d34a3a;

    private final SimulatedDevice device;
    private final byte[] challenge;

    SimulatedExchange(SimulatedDevice device, byte[] challenge) {
        this.device = device;
        this.challenge = challenge;
    }

    @Override
    public byte[] challenge() {
        return challenge.clone();
    }

    @Override
    public Opened open(byte[] license) {
        ImmutableMap<Long, Tllv> blocks = blocks(license);
        check(Arrays.equals(value(blocks, R1, 44), device.r1()), "R1 is not the one of this challenge");
        for (Tllv sent : device.returned()) {
            Tllv back = blocks.get(sent.tag());
            check(
                    back != null && Arrays.equals(sent.bytes(), back.bytes()),
                    "the block " + Tllv.tagText(sent.tag()) + " did not come back as it was sent");
        }
        byte[] key = value(blocks, CONTENT_KEY, 32);
        ImmutableMap.Builder<String, String> facts = ImmutableMap.builder();
        facts.put("iv", Hex.encode(Arrays.copyOf(key, 16)));
        if (blocks.containsKey(DURATIONS)) {
            readDurations(ByteBuffer.wrap(value(blocks, DURATIONS, 16)), facts);
        }
        byte[] contentKey = Aes.decryptBlock(device.sk(), Arrays.copyOfRange(key, 16, 32));
        return new Opened(Optional.of(ContentKey.of(contentKey)), facts.buildOrThrow());
    }

    private ImmutableMap<Long, Tllv> blocks(byte[] ckc) {
        check(ckc.length > HEADER, "it is too short for a CKC: " + ckc.length + " bytes");
        ByteBuffer header = ByteBuffer.wrap(ckc);
        check(header.getInt() == 1 && header.getInt() == 0, "it does not begin with version 1 and four bytes of zero");
        byte[] iv = new byte[16];
        header.get(iv);
        int length = header.getInt();
        check(
                length == header.remaining() && length % 16 == 0,
                "the payload length is not that of whole blocks to the end");
        byte[] key = Aes.encryptBlock(Arrays.copyOf(Sha1.of(device.r1()), 16), device.seed());
        try {
            return Tllv.readAll(Aes.decrypt(key, iv, Arrays.copyOfRange(ckc, HEADER, ckc.length)));
        } catch (MalformedException e) {
            throw new IllegalArgumentException("the payload makes no sense: " + e.getMessage(), e);
        }
    }

    private static byte[] value(ImmutableMap<Long, Tllv> blocks, long tag, int length) {
        Tllv block = blocks.get(tag);
        check(
                block != null && block.valueLength() == length,
                "there is no block " + Tllv.tagText(tag) + " of " + length + " bytes");
        return Optional.ofNullable(block).orElseThrow().value();
    }

    private static void readDurations(ByteBuffer value, ImmutableMap.Builder<String, String> facts) {
        facts.put("leaseSeconds", Integer.toUnsignedString(value.getInt()));
        facts.put("rentalSeconds", Integer.toUnsignedString(value.getInt()));
        String type = KEY_TYPES.getOrDefault(value.getInt(), "");
        check(!type.isEmpty() && value.getInt() == FIXED, "the block of durations has no proper end");
        facts.put("keyType", type);
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
