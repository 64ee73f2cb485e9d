package org.symbolon.core.internal.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.FieldReader;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.TokenId;

class ClaimsCodecTest {

    static Stream<TokenContent> roundTrips() {
        return Stream.of(
                Claims.least().build(),
                Claims.most().build(),
                Claims.least().environment(Environment.TEST).build(),
                Claims.least().errorFormat(ErrorFormat.JSON).build(),
                Claims.least().cookie("").build(),
                Claims.least().cookie("日本語🎬").build(),
                Claims.withKey(Claims.keyless(), Optional.of(KeyId.of(new byte[16])))
                        .build(),
                Claims.several().build(),
                Claims.keyless()
                        .addKey(Optional.empty(), Claims.key(1), EncodedFields.write(fields -> fields.number(7, 8)))
                        .build(),
                Claims.least().end(Claims.ISSUED).build(),
                Claims.least().issued(Instant.EPOCH).build(),
                Claims.least().policy(EncodedFields.write(fields -> {})).build(),
                Claims.least()
                        .policy(EncodedFields.write(fields -> fields.bytes(1, new byte[5000])))
                        .build());
    }

    @ParameterizedTest
    @MethodSource
    void roundTrips(TokenContent claims) {
        assertEquals(claims, ClaimsCodec.decode(ClaimsCodec.encode(claims)));
    }

    @Test
    void encode_claimsAtTheirDefault_takeNoSpace() {
        TokenContent explicit = Claims.least().errorFormat(ErrorFormat.HTML).build();
        assertEquals(ClaimsCodec.encode(Claims.least().build()).length, ClaimsCodec.encode(explicit).length);
        assertTrue(ClaimsCodec.encode(explicit).length
                < ClaimsCodec.encode(Claims.most().build()).length);
    }

    @Test
    void encode_timesFinerThanAMillisecond_areCut() {
        TokenContent claims = Claims.least()
                .issued(Claims.ISSUED.plusNanos(999_999))
                .end(Claims.ISSUED.plusNanos(1_999_999))
                .build();
        TokenContent read = ClaimsCodec.decode(ClaimsCodec.encode(claims));
        assertEquals(Claims.ISSUED, read.issued());
        assertEquals(Claims.ISSUED.plusMillis(1), read.end());
    }

    @Test
    void encode_endBeforeIssuance_isNotPossible() {
        TokenContent backwards =
                Claims.least().end(Claims.ISSUED.minusMillis(1)).build();
        assertThrows(IllegalArgumentException.class, () -> ClaimsCodec.encode(backwards));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x82, 0x90, 0xfe, 0xff})
    void decode_unknownOptionalField_isSkipped(int tag) {
        TokenContent claims = Claims.most().build();
        assertEquals(claims, ClaimsCodec.decode(with(claims, fields -> fields.text(tag, "of a newer version"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 0x40, 0x7f})
    void decode_unknownCriticalField_isRefused(int tag) {
        assertMalformed(with(Claims.most().build(), fields -> fields.number(tag, 1)));
    }

    static Stream<Consumer<FieldWriter>> valuesThatMakeNoSense() {
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
                fields -> fields.number(9, 1),
                fields -> fields.bytes(9, new byte[0]),
                fields -> fields.bytes(9, key(key -> key.bytes(7, new byte[16]))),
                fields -> fields.bytes(9, key(key -> key.bytes(6, new byte[15]))),
                fields -> fields.bytes(9, key(key -> key.bytes(6, new byte[16]).number(11, 1))),
                fields -> fields.number(0x80, 2),
                fields -> fields.number(0x80, 0x1_0000_0001L));
    }

    @ParameterizedTest
    @MethodSource("valuesThatMakeNoSense")
    void decode_valueThatMakesNoSense_isRefused(Consumer<FieldWriter> field) {
        assertMalformed(with(Claims.most().build(), field));
    }

    private static byte[] key(Consumer<FieldWriter> code) {
        FieldWriter fields = new FieldWriter();
        code.accept(fields);
        return fields.toBytes();
    }

    /** Written by hand, as releases before 0.2 wrote it. */
    private static FieldWriter oldToken(boolean withOptional) {
        TokenContent claims = Claims.most().build();
        FieldWriter fields = new FieldWriter(claims.id().bytes())
                .number(1, 201722)
                .text(3, "wv")
                .number(4, Claims.ISSUED.toEpochMilli())
                .number(5, Duration.ofDays(30).toMillis())
                .bytes(6, Hex.decode(Claims.KEY_HEX))
                .bytes(8, Hex.decode("0101030200"));
        return withOptional
                ? fields.text(2, "test")
                        .text(0x80, "json")
                        .bytes(7, Hex.decode("80ea8bc8a58f990ad1f76bc665b30bfa"))
                        .text(0x81, claims.cookie().orElseThrow())
                : fields;
    }

    @Test
    void encode_oneKey_isByteForByteTheFormOfReleasesBefore02() {
        assertEquals(
                Hex.encode(oldToken(true).toBytes()),
                Hex.encode(ClaimsCodec.encode(Claims.most().build())));
        assertEquals(
                "101112131415161718191a1b1c1d1e1f"
                        + "01030313fa"
                        + "03027776"
                        + "0406019b796dd67b"
                        + "05049a7ec800"
                        + "0610c0ffee00c0ffee11c0ffee22c0ffee33"
                        + "08050101030200",
                Hex.encode(ClaimsCodec.encode(Claims.least().build())));
    }

    @Test
    void decode_tokenOfAReleaseBefore02_isReadWithOneKey() {
        assertEquals(Claims.most().build(), ClaimsCodec.decode(oldToken(true).toBytes()));
        assertEquals(Claims.least().build(), ClaimsCodec.decode(oldToken(false).toBytes()));
    }

    /** Which tags a token has, in their order. */
    private static List<Integer> tags(byte[] claims) {
        FieldReader fields = new FieldReader(claims, TokenId.BYTES);
        List<Integer> tags = new ArrayList<>();
        while (fields.next()) {
            tags.add(fields.tag());
        }
        return tags;
    }

    @Test
    void encode_severalKeys_haveOneRequiredFieldEach_andNoneOfTheFieldsOfASingleKey() {
        List<Integer> tags = tags(ClaimsCodec.encode(Claims.several().build()));
        assertEquals(3, Collections.frequency(tags, 9));
        assertTrue(9 < FieldWriter.OPTIONAL, "a reader that does not know the tag must refuse the token");
        assertFalse(tags.contains(6) || tags.contains(7) || tags.contains(10), tags::toString);
    }

    @Test
    void encode_rulesOfASingleKey_areOneRequiredField() {
        TokenContent claims = Claims.keyless()
                .addKey(Optional.empty(), Claims.key(1), EncodedFields.write(fields -> fields.number(7, 8)))
                .build();
        assertEquals(List.of(1, 3, 4, 5, 6, 8, 10), tags(ClaimsCodec.encode(claims)));
        assertEquals(
                List.of(1, 3, 4, 5, 6, 8),
                tags(ClaimsCodec.encode(Claims.least().build())));
    }

    /**
     * The reader of release 0.1 knew the tags 1 to 8 and refused every other one below {@link FieldWriter#OPTIONAL}.
     */
    @Test
    void reader_ofAReleaseBefore02_refusesSeveralKeys() {
        FieldReader fields = new FieldReader(ClaimsCodec.encode(Claims.several().build()), TokenId.BYTES);
        assertThrows(MalformedFieldsException.class, () -> {
            while (fields.next()) {
                if (fields.tag() < 1 || fields.tag() > 8) {
                    fields.skip();
                }
            }
        });
    }

    @Test
    void decode_severalKeys_areInTheirOrderWithTheirOwnRules() {
        TokenContent read =
                ClaimsCodec.decode(ClaimsCodec.encode(Claims.several().build()));
        assertEquals(
                List.of(Claims.key(1), Claims.key(2), Claims.key(3)),
                read.keys().stream().map(TokenClaims.Key::contentKey).toList());
        assertEquals(Optional.of(KeyId.ofString("kid2")), read.keys().get(1).kid());
        assertFalse(read.keys().get(0).fields().next());
        FieldReader own = read.keys().get(1).fields();
        assertTrue(own.next());
        assertEquals(5, own.number());
        assertEquals(3, read.keyFields().size());
    }

    @Test
    void claims_withoutAKey_areNotPossible() {
        assertThrows(IllegalStateException.class, () -> Claims.keyless().build());
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
        TokenContent claims = Claims.least()
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

    private static byte[] with(TokenContent claims, Consumer<FieldWriter> more) {
        FieldWriter fields = new FieldWriter();
        more.accept(fields);
        return Bytes.concat(ClaimsCodec.encode(claims), fields.toBytes());
    }

    private static void assertMalformed(byte[] bytes) {
        assertThrows(MalformedFieldsException.class, () -> ClaimsCodec.decode(bytes));
    }
}
