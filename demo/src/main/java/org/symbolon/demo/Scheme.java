package org.symbolon.demo;

/** How the clip is encrypted, with what manifests say of it. */
public enum Scheme {
    /** Common Encryption in counter mode. */
    CENC("cenc", "SAMPLE-AES-CTR"),
    /** Common Encryption of one block in ten, which Apple's players require. */
    CBCS("cbcs", "SAMPLE-AES"),
    /** HLS encrypts whole segments, and the player itself decrypts them (RFC 8216 section 4.3.2.4). */
    AES_128("none", "AES-128");

    private final String dash;
    private final String hls;

    Scheme(String dash, String hls) {
        this.dash = dash;
        this.hls = hls;
    }

    /** The four letters of Common Encryption. */
    String dash() {
        return dash;
    }

    /** The METHOD of HLS. */
    String hls() {
        return hls;
    }
}
