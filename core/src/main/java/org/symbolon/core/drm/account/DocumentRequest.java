package org.symbolon.core.drm.account;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.value.AccountId;

/**
 * A player's request for the {@link PlayerDocument} of a DRM. Core has checked that the player may have it. Core
 * implements this interface; it grows by new methods.
 */
public interface DocumentRequest {

    /** The account whose document is asked for. */
    AccountId account();

    /** What the account has chosen. */
    AccountSettings accountSettings();

    /** The credentials that serve the account and can be opened, ordered by name; empty if it has none. */
    ImmutableList<Credential> credentials();

    /** The names of credentials that the account has, but that the service cannot open, ordered by name. */
    ImmutableList<String> unreadableCredentials();

    /** The decoded parameters of the URL; a name without a value has an empty one. */
    ImmutableListMultimap<String, String> parameters();
}
