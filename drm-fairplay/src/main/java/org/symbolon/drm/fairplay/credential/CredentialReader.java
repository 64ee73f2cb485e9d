package org.symbolon.drm.fairplay.credential;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.drm.credential.InvalidCredentialException;

/** Decodes credentials, each once, and tells the log once of each that it cannot read. */
public final class CredentialReader {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialReader.class);
    private static final String NOT_OPENED = "it cannot be opened with this key ring";

    /** By the object that core gives: it is the same object until the credential changes. */
    private final LoadingCache<Credential, Reading> readings =
            CacheBuilder.newBuilder().weakKeys().build(CacheLoader.from(CredentialReader::decode));

    /** A credential, or what is wrong with it. */
    private sealed interface Reading {}

    private record Read(FairPlayCredential credential) implements Reading {}

    private record Unreadable(String problem) implements Reading {}

    /**
     * The credentials that serve an account.
     *
     * @param credentials those that core could open
     * @param notOpened the names of the others
     */
    public AccountCredentials read(ImmutableList<Credential> credentials, ImmutableList<String> notOpened) {
        ImmutableList.Builder<FairPlayCredential> readable = ImmutableList.builder();
        ImmutableMap.Builder<String, String> unreadable = ImmutableMap.builder();
        for (Credential stored : credentials) {
            Reading reading = readings.getUnchecked(stored);
            if (reading instanceof Read read) {
                readable.add(read.credential());
            } else if (reading instanceof Unreadable problem) {
                unreadable.put(stored.name(), problem.problem());
            }
        }
        notOpened.forEach(name -> unreadable.put(name, NOT_OPENED));
        return new AccountCredentials(readable.build(), unreadable.buildKeepingLast());
    }

    private static Reading decode(Credential stored) {
        try {
            return new Read(FairPlayCredential.decode(stored.secret()));
        } catch (InvalidCredentialException | MalformedFieldsException e) {
            LOG.warn(
                    "the FairPlay credential {} cannot be read: {}; the account's other credentials serve",
                    stored.name(),
                    e.getMessage());
            return new Unreadable(String.valueOf(e.getMessage()));
        }
    }
}
