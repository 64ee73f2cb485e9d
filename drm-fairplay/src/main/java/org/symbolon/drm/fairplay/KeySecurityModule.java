package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableSet;

/**
 * A key security module (KSM): turns an SPC into a CKC. The plug-in has one for SPCs of version 1. Apple gives a module
 * for the current versions to licensed partners, so this product does not contain it. An operator puts a jar into
 * {@code plugins/} that names an implementation in {@code
 * META-INF/services/org.symbolon.drm.fairplay.KeySecurityModule}, with a public constructor without parameters. Many
 * threads call it at the same time.
 *
 * <p>The plug-in finds the SPC in the body, tells its version, and writes the answer in the form that the player
 * expects. So a module sees one SPC at a time, as bytes.
 */
public interface KeySecurityModule {

    /**
     * The versions of the SPCs that it answers, such as 2 and 3; always the same. Two modules with the same version
     * stop the start. A module that names 1 takes the place of the plug-in's own, except for credentials that the
     * simulator made.
     */
    ImmutableSet<Integer> spcVersions();

    /**
     * Makes the CKC for one SPC. The method may wait, but only for a bounded time.
     *
     * @return the bytes of the CKC
     * @throws org.symbolon.core.drm.LicenseRefusedException made by {@link SpcRequest#refusal} or {@link
     *     SpcRequest#untrustedDevice}, or thrown by a method of the request. Whatever else it throws is taken for a
     *     failure of the module: the device is told -6004, and operators the class of the exception, but not its
     *     message, because the module was given secrets
     */
    byte[] ckc(SpcRequest request);
}
