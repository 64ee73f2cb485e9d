package org.symbolon.drm.fairplay;

/** A D function for tests, found by ServiceLoader. Its formula is arbitrary. */
public final class TestDFunction implements DFunction {
    @Override
    public byte[] derive(byte[] r2, byte[] ask) {
        byte[] key = ask.clone();
        for (int i = 0; i < r2.length; i++) {
            key[i % key.length] ^= (byte) (r2[i] + i);
        }
        return key;
    }
}
