package org.symbolon.drm.fairplay;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-1, by which FairPlay names certificates and derives keys. */
final class Sha1 {
    static final int BYTES = 20;

    private Sha1() {}

    static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
