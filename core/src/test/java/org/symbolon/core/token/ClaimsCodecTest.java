package org.symbolon.core.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.account.Environment;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.key.KeyId;

class ClaimsCodecTest {

    static Stream<TokenClaims> roundTrips() {
        return Stream.of(
                Claims.least().build(),
                Claims.most().build(),
                Claims.least().environment(Environment.TEST).build(),
                Claims.least().errorFormat(ErrorFormat.JSON).build(),
                Claims.least().cookie("").build(),
                Claims.least().cookie("日本語🎬").build(),
                Claims.least().kid(KeyId.of(new byte[16])).build(),
                Claims.least().end(Claims.ISSUED).build(),
                Claims.least().issued(Instant.EPOCH).build(),
                Claims.least().policy(EncodedPolicy.of(fields -> {})).build(),
                Claims.least()
                        .policy(EncodedPolicy.of(fields -> fields.bytes(1, new byte[5000])))
                        .build());
    }

    @ParameterizedTest
    @MethodSource
    void roundTrips(TokenClaims claims) {
        assertEquals(claims, ClaimsCodec.decode(ClaimsCodec.encode(claims)));
    }

    @Test
    void encode_claimsAtTheirDefault_takeNoSpace() {
        TokenClaims explicit = Claims.least().errorFormat(ErrorFormat.HTML).build();
        assertEquals(ClaimsCodec.encode(Claims.least().build()).length, ClaimsCodec.encode(explicit).length);
        assertTrue(ClaimsCodec.encode(explicit).length
                < ClaimsCodec.encode(Claims.most().build()).length);
    }

    @Test
    void encode_timesFinerThanAMillisecond_areCut() {
        TokenClaims claims = Claims.least()
                .issued(Claims.ISSUED.plusNanos(999_999))
                .end(Claims.ISSUED.plusNanos(1_999_999))
                .build();
        TokenClaims read = ClaimsCodec.decode(ClaimsCodec.encode(claims));
        assertEquals(Claims.ISSUED, read.issued());
        assertEquals(Claims.ISSUED.plusMillis(1), read.end());
    }

    @Test
    void encode_endBeforeIssuance_isNotPossible() {
        TokenClaims backwards = Claims.least().end(Claims.ISSUED.minusMillis(1)).build();
        assertThrows(IllegalArgumentException.class, () -> ClaimsCodec.encode(backwards));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x82, 0x90, 0xfe, 0xff})
    void decode_unknownOptionalField_isSkipped(int tag) {
        TokenClaims claims = Claims.most().build();
        assertEquals(claims, ClaimsCodec.decode(with(claims, fields -> fields.text(tag, "of a newer version"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 0x40, 0x7f})
    void decode_unknownCriticalField_isRefused(int tag) {
        assertMalformed(with(Claims.most().build(), fields -> fields.number(tag, 1)));
    }

    static Stream<Policy> valuesThatMakeNoSense() {
        return Stream.of(
                fields -> fields.number(1, 0),
                fields -> fields.bytes(1, new byte[9]),
                fields -> fields.number(2, 2),
                fields -> fields.number(2, 0x1_0000_0001L),
                fields -> fields.text(2, "staging"),
                fields -> fields.text(0x80, "xml"),
                fields -> fields.text(3, "W"),
                fields -> fields.number(5, Long.MAX_VALUE),
                fields -> fields.bytes(6, new byte[15]),
                fields -> fields.bytes(7, new byte[17]),
                fields -> fields.number(0x80, 2),
                fields -> fields.number(0x80, 0x1_0000_0001L));
    }

    @ParameterizedTest
    @MethodSource("valuesThatMakeNoSense")
    void decode_valueThatMakesNoSense_isRefused(Policy field) {
        assertMalformed(with(Claims.most().build(), field));
    }

    @Test
    void decode_everyTruncation_isRefusedOrRead() {
        byte[] whole = ClaimsCodec.encode(Claims.most().build());
        int read = 0;
        for (int length = 0; length < whole.length; length++) {
            read += isRead(Arrays.copyOf(whole, length)) ? 1 : 0;
        }
        assertTrue(read <= 5, read + " truncations were read, more than there are optional fields at the end");
    }

    @Test
    void decode_randomBytes_areRefusedOrRead() {
        Random random = new Random(5297);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            refused += isRead(bytes) ? 0 : 1;
        }
        assertEquals(20_000, refused, "random bytes lack the required fields");
    }

    @Test
    void decode_anyByteChanged_isRefusedOrRead() {
        byte[] whole = ClaimsCodec.encode(Claims.most().build());
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = whole.clone();
                changed[at] = (byte) value;
                refused += isRead(changed) ? 0 : 1;
            }
        }
        assertTrue(refused > 0 && refused < whole.length * 256);
    }

    @Test
    void hasEnded_oneWhoseEndIsNowHas() {
        TokenClaims claims = Claims.least()
                .issued(Claims.ISSUED.minus(Duration.ofDays(1)))
                .end(Claims.ISSUED)
                .build();
        assertEquals(false, claims.hasEnded(Claims.ISSUED.minusMillis(1)));
        assertEquals(true, claims.hasEnded(Claims.ISSUED));
        assertEquals(true, claims.hasEnded(Claims.ISSUED.plusMillis(1)));
    }

    /** Whether bytes are read; any exception but {@link MalformedFieldsException} fails the test. */
    private static boolean isRead(byte[] bytes) {
        try {
            return ClaimsCodec.decode(bytes) != null;
        } catch (MalformedFieldsException expected) {
            return false;
        }
    }

    private static byte[] with(TokenClaims claims, Policy more) {
        FieldWriter fields = new FieldWriter();
        more.encode(fields);
        return Bytes.concat(ClaimsCodec.encode(claims), fields.toBytes());
    }

    private static void assertMalformed(byte[] bytes) {
        assertThrows(MalformedFieldsException.class, () -> ClaimsCodec.decode(bytes));
    }
}
