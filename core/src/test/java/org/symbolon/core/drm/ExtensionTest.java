package org.symbolon.core.drm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.symbolon.core.drm.FakeDrm.Code.LEVEL_INVALID;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.internal.parameter.RequestReader;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.value.Environment;

class ExtensionTest {
    private static final Parameter<Extension> PARAMETER = Extension.parameter("ext", LEVEL_INVALID);

    private static RequestReader reader(String... values) {
        RequestParameters.Builder parameters = RequestParameters.builder();
        Stream.of(values).forEach(value -> parameters.add("ext", value));
        return new RequestReader(parameters.build(), Environment.PRODUCTION, Instant.EPOCH);
    }

    private static List<Integer> codes(RequestReader reader) {
        return reader.violations().stream()
                .map(violation -> violation.code().number())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wudo,AAAAAA==|wudo,AAAAAA==",
                "wudo,AAAAAA|wudo,AAAAAA==",
                "wudo,++++|wudo,++++",
                "wudo,+  +|wudo,++++",
                "~!~!,AAAA|~!~!,AAAA"
            })
    void extension_typeAndBase64_isReadAndWrittenCanonically(String text, String wire) {
        RequestReader reader = reader(text);
        List<Extension> read = Extension.readAll(reader, PARAMETER);
        assertEquals(List.of(wire), read.stream().map(Extension::toString).toList());
        assertEquals(
                read,
                read.stream().map(Extension::toBytes).map(Extension::ofBytes).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wudo|-9004",
                "AAAAAA==|-9004",
                ",AAAA|-2036",
                "w,do,AAAA|-2036",
                "wud,AAAA|-2036",
                "wudoo,AAAA|-2036",
                "wud ,AAAA|-2036",
                "wudé,AAAA|-2036",
                "wudo,|-2035",
                "wudo,A|-2037",
                "wudo,AAAA=|-2037",
                "wudo,AA-_|-2037",
                "wudo,%%%%|-2037",
                "wudo,AAAA,AAAA|-2037",
                "''|-2035"
            })
    void extension_anythingElse_isRefusedWithTheCodeOfItsMistake(String text, int number) {
        RequestReader reader = reader(text);
        assertEquals(List.of(), Extension.readAll(reader, PARAMETER));
        assertEquals(List.of(number), codes(reader));
    }

    @Test
    void extensions_anyNumber_keepTheirOrder() {
        RequestReader reader = reader("aaaa,AAAA", "wudo", "bbbb,BBBB", "aaaa,AAAA");
        assertEquals(
                List.of("aaaa,AAAA", "bbbb,BBBB", "aaaa,AAAA"),
                Extension.readAll(reader, PARAMETER).stream()
                        .map(Extension::toString)
                        .toList());
        assertEquals(List.of(-9004), codes(reader));
    }

    @ParameterizedTest
    @CsvSource({"2047, 0", "2048, 0", "2049, 1"})
    void extensions_payloadInAll_isAtMost2048Bytes(int bytes, int violations) {
        String first = "aaaa," + Base64.getEncoder().encodeToString(new byte[1000]);
        String second = "bbbb," + Base64.getEncoder().encodeToString(new byte[bytes - 1000]);
        RequestReader reader = reader(first, second);
        assertEquals(2, Extension.readAll(reader, PARAMETER).size());
        assertEquals(violations, reader.violations().size());
    }

    @ParameterizedTest
    @CsvSource({"0", "3", "4"})
    void ofBytes_withoutAPayload_isMalformed(int length) {
        assertThrows(MalformedFieldsException.class, () -> Extension.ofBytes(new byte[length]));
    }
}
