package org.symbolon.drm.fairplay;

/**
 * The D function of FairPlay Streaming. Apple gives it to licensed partners in the deployment package, so this product
 * does not contain it. An operator puts a jar into {@code plugins/} that names an implementation in {@code
 * META-INF/services/org.symbolon.drm.fairplay.DFunction}. Many threads call it at the same time.
 */
public interface DFunction {
    /**
     * Derives the key that encrypts the secrets of a device in an SPC: {@code DASk = D(R2, ASK)}.
     *
     * @param r2 21 bytes, from the SPC
     * @param ask the application secret key, 16 bytes
     * @return the key, 16 bytes
     */
    byte[] derive(byte[] r2, byte[] ask);
}
