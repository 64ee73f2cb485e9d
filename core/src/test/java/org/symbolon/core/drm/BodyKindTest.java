package org.symbolon.core.drm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.value.Hex;

class BodyKindTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | EMPTY",
                "spc=AAAAAQ%3D%3D | FORM",
                "assetId=film&spc=AAAAAQ | FORM",
                "{\"spc\": \"AAAA\"} | JSON",
                "[1] | JSON",
                "<!DOCTYPE html><html> | MARKUP",
                "<ckc>AAAA</ckc> | MARKUP",
                "-----BEGIN CERTIFICATE----- | PEM",
                "CAQ= | BASE64",
                "AAAAAQAAAABd_-+/ | BASE64",
                "hello world! | TEXT",
                "undefined | BASE64"
            })
    void of_text_isToldApart(String text, BodyKind kind) {
        assertEquals(kind, BodyKind.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({"0804, BYTES", "08011204deadbeef, BYTES", "308204a0308203, DER", "3081a0308203, DER", "00000001, BYTES"
    })
    void of_bytes_isToldApart(String hex, BodyKind kind) {
        assertEquals(kind, BodyKind.of(Hex.decode(hex)));
    }

    @Test
    void words_ofEachKind_areSaid() {
        for (BodyKind kind : BodyKind.values()) {
            assertEquals(kind.words().strip(), kind.words());
        }
    }
}
