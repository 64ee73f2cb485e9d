package org.symbolon.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyId;

/** The clip's files. That players play them is shown where there is a browser. */
final class EncryptedClipTest {
    private static final byte[] KEY = Hex.decode("00112233445566778899aabbccddeeff");
    private static final KeyId KID = KeyId.ofString("video");
    private static final String IV = "d5fbd6b82ed93e4ef98ae40931ee33b7";

    private static EncryptedClip clip(Scheme scheme, String licenseUrl) {
        EncryptedClip.Key audio = new EncryptedClip.Key(KeyId.ofString("audio"), ContentKey.of(KEY));
        return EncryptedClip.of(
                scheme,
                new EncryptedClip.Key(KID, ContentKey.of(KEY)),
                audio,
                Optional.of(licenseUrl).filter(url -> !url.isEmpty()));
    }

    private static byte[] bytes(EncryptedClip clip, String path) {
        return clip.files().get(path).bytes();
    }

    private static String text(EncryptedClip clip, String path) {
        return new String(bytes(clip, path), StandardCharsets.UTF_8);
    }

    /** ISO/IEC 23001-7, section 8.2: version 1, reserved, pattern, protected, IV per sample, key id, constant IV. */
    @Test
    void cbcs_saysPatternAndIv() {
        EncryptedClip clip = clip(Scheme.CBCS, "");
        String kid = KID.toString();

        assertTrue(Hex.encode(bytes(clip, "video/init.mp4"))
                .contains(Hex.encode("tenc".getBytes(StandardCharsets.US_ASCII)) + "01000000" + "00190100" + kid + "10"
                        + IV));
        assertTrue(Hex.encode(bytes(clip, "audio/init.mp4"))
                .contains(Hex.encode("tenc".getBytes(StandardCharsets.US_ASCII)) + "01000000" + "00000100"
                        + KeyId.ofString("audio") + "10" + IV));
        assertTrue(text(clip, "clip.mpd").contains("value=\"cbcs\""));
        assertTrue(text(clip, "video.m3u8").contains("METHOD=SAMPLE-AES,"));
    }

    @Test
    void aes128_isTheSegmentUnderKeyAndIv() throws Exception {
        EncryptedClip clip = clip(Scheme.AES_128, "http://localhost/?ExpressPlayToken=x");
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(KEY, "AES"),
                new IvParameterSpec(HexFormat.of().parseHex(IV)));
        byte[] segment = cipher.doFinal(bytes(clip, "video/0.m4s"));

        assertArrayEquals("moof".getBytes(StandardCharsets.US_ASCII), Arrays.copyOfRange(segment, 4, 8));
        assertTrue(text(clip, "video-identity.m3u8")
                .contains("#EXT-X-KEY:METHOD=AES-128,IV=0x" + IV + ",KEYFORMAT=\"identity\","
                        + "URI=\"http://localhost/?ExpressPlayToken=x&kid=" + KID + "\"\n"));
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void licenseUrl_isInManifestsOfItsOwn_inBothForms(Scheme scheme) {
        EncryptedClip with = clip(scheme, "http://localhost/?a=1&b=2");
        EncryptedClip without = clip(scheme, "");

        assertTrue(text(with, "licensed.mpd").contains("<dashif:Laurl>http://localhost/?a=1&amp;b=2</dashif:Laurl>"));
        assertTrue(
                text(with, "licensed.mpd").contains("<ck:Laurl Lic_type=\"EME-1.0\">http://localhost/?a=1&amp;b=2<"));
        assertFalse(text(without, "clip.mpd").contains("Laurl"));
        assertFalse(text(with, "clip.mpd").contains("Laurl"));
        assertEquals(
                with.files().keySet().stream()
                        .filter(path -> !path.contains("identity") && !path.equals("licensed.mpd"))
                        .toList(),
                without.files().keySet().asList());
    }
}
