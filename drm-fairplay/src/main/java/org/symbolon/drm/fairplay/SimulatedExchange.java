package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.symbolon.core.drm.simulation.DeviceSimulator.Exchange;
import org.symbolon.core.drm.simulation.DeviceSimulator.Opened;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Hex;
import org.symbolon.drm.fairplay.crypto.Aes;
import org.symbolon.drm.fairplay.crypto.Sha1;
import org.symbolon.drm.fairplay.message.MalformedException;
import org.symbolon.drm.fairplay.message.Tllv;

/**
 * One exchange of a simulated device. It reads a CKC as the tables describe it and does not use the code that writes
 * CKCs, so that it finds faults in that code.
 */
final class SimulatedExchange implements Exchange {
    private static final int HEADER = 4 + 4 + 16 + 4;
    private static final long CONTENT_KEY = 0x58b38165af0e3d5aL;
    private static final long R1 = 0xea74c4645d5efee9L;
    private static final long DURATIONS = 0x47acf6a418cd091aL;
    private static final ImmutableMap<Integer, String> KEY_TYPES =
            ImmutableMap.of(0x1a4bde7e, "lease", 0x3dfe45a0, "rental", 0x27b59bde, "lease and rental");
    private static final int FIXED_END = 0x86d34a3a;

    private final SimulatedDevice device;
    private final byte[] spc;
    private final SimulatedForm form;

    SimulatedExchange(SimulatedDevice device, byte[] spc, SimulatedForm form) {
        this.device = device;
        this.spc = spc;
        this.form = form;
    }

    @Override
    public Challenge challenge() {
        return form.challenge(spc);
    }

    @Override
    public Opened open(byte[] answer) {
        ImmutableMap<Long, Tllv> blocks = blocks(form.ckc(answer));
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
        return Opened.of(ImmutableList.of(ContentKey.of(contentKey)), facts.buildOrThrow());
    }

    private ImmutableMap<Long, Tllv> blocks(byte[] ckc) {
        check(ckc.length > HEADER, "it is too short for a CKC: " + ckc.length + " bytes");
        ByteBuffer header = ByteBuffer.wrap(ckc);
        check(header.getInt() == 1 && header.getInt() == 0, "it does not begin with version 1 and four zero bytes");
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
            throw new IllegalArgumentException("the payload cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] value(ImmutableMap<Long, Tllv> blocks, long tag, int length) {
        return Optional.ofNullable(blocks.get(tag))
                .filter(block -> block.valueLength() == length)
                .map(Tllv::value)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no block " + Tllv.tagText(tag) + " of " + length + " bytes"));
    }

    private static void readDurations(ByteBuffer value, ImmutableMap.Builder<String, String> facts) {
        facts.put("leaseSeconds", Integer.toUnsignedString(value.getInt()));
        facts.put("rentalSeconds", Integer.toUnsignedString(value.getInt()));
        String type = KEY_TYPES.getOrDefault(value.getInt(), "");
        check(
                !type.isEmpty() && value.getInt() == FIXED_END,
                "the block of durations has an unknown type or wrong last bytes");
        facts.put("keyType", type);
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }
}
