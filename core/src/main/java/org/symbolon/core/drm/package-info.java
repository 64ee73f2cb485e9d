/**
 * SPI: the plug-in interface, for authors of DRM plug-ins.
 *
 * <p>A plug-in is a jar with one public class that implements {@link org.symbolon.core.drm.DrmPlugin} and is named in
 * {@code META-INF/services/org.symbolon.core.drm.DrmPlugin}. It describes its parameters and error codes as data,
 * states in {@link org.symbolon.core.drm.DrmRules} how it differs from other DRMs, and creates a {@link
 * org.symbolon.core.drm.DrmSystem}. That object turns a request into a policy, writes the policy into a token and reads
 * it back, and makes a licence from a token and a challenge. Accounts, keys, balances and tokens are the business of
 * core: a plug-in never sees an authenticator or a store.
 *
 * <p>Reading a request, writing and reading a policy, and making an answer to a token request happen on the event loop of
 * the HTTP server and must not block; making a licence happens on a worker. {@link org.symbolon.core.drm.DrmSystem} says
 * it of each method, and what becomes of exceptions.
 *
 * <p>What a plug-in is given are interfaces; what it returns is made by factory methods and builders. So the interface
 * can grow without breaking compiled plug-ins. A plug-in may use this package, {@code drm.account}, {@code
 * drm.credential}, {@code error}, {@code parameter}, {@code settings} and {@code value} of core, Guava and SLF4J, and
 * whatever its own jar brings.
 * {@code docs/writing-a-plugin.md} builds one step by step; the contract test {@code DrmPluginContract} is in the
 * module {@code testing}.
 */
@NullMarked
package org.symbolon.core.drm;

import org.jspecify.annotations.NullMarked;
