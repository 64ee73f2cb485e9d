package org.symbolon.drm.fairplay.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-1. FairPlay identifies certificates by it and derives keys with it. */
public final class Sha1 {
    public static final int BYTES = 20;

    private Sha1() {}

    public static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
