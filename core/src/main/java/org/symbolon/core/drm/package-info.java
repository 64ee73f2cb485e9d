/**
 * The plug-in interface, for whoever writes a DRM.
 *
 * <p>A plug-in is a jar with one public class that implements {@link org.symbolon.core.drm.DrmPlugin} and is named in
 * {@code META-INF/services/org.symbolon.core.drm.DrmPlugin}. It describes its parameters and error codes as data, says how it differs in the
 * parameters that all DRMs share ({@link org.symbolon.core.drm.DrmRules}), and makes a {@link org.symbolon.core.drm.DrmSystem}, which turns a
 * request into a policy, writes that policy into a token and reads it back, and makes a licence of a token and a challenge. What it needs for that
 * beside the token, such as a private key, it describes as a {@link org.symbolon.core.drm.CredentialKind}; core keeps it sealed. Everything about
 * accounts, keys, balances and tokens is core's business: a plug-in never sees an authenticator or a store.
 *
 * <p>Plug-ins depend on core alone and never see each other. {@code docs/writing-a-plugin.md} goes through one from beginning to end.
 */
@NullMarked
package org.symbolon.core.drm;

import org.jspecify.annotations.NullMarked;
