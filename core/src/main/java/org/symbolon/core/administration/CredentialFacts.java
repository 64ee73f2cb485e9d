package org.symbolon.core.administration;

import com.google.common.collect.ImmutableMap;
import org.symbolon.core.store.credential.CredentialId;

/**
 * A credential as it may be shown.
 *
 * @param facts what the plug-in says of it, such as when its certificate ends; or {@code problem}, if it cannot be read
 * @param revision for {@code Expected.of}
 */
public record CredentialFacts(CredentialId id, ImmutableMap<String, String> facts, long revision) {}
