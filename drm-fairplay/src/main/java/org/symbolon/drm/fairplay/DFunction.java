package org.symbolon.drm.fairplay;

/**
 * The D function of FairPlay Streaming, which Apple hands to licensed partners with the deployment package. The product ships none: a jar in {@code plugins/} names
 * its own in {@code META-INF/services/org.symbolon.drm.fairplay.DFunction}. Used by many threads at once.
 */
public interface DFunction {
    /**
     * Derives the key of a device's secrets, {@code DASk = D(R2, ASK)}.
     *
     * @param r2 21 bytes, of the SPC
     * @param ask 16 bytes, the application secret key
     * @return 16 bytes
     */
    byte[] derive(byte[] r2, byte[] ask);
}
