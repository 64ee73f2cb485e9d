package org.symbolon.core.drm.simulation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Collection;
import java.util.Map;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.KeyId;

/** A device in software: it makes a challenge and opens the licence, as a real device of the DRM does. */
public interface DeviceSimulator {

    /** The form in which a challenge is posted if nothing else is asked for: the plain bytes. */
    String RAW = "raw";

    /**
     * A new credential that works with this simulator and with no real device. It must never serve valuable content.
     */
    NewCredential credential();

    /**
     * The names of the forms in which challenges can be posted; only {@link #RAW} by default. The first is the usual
     * one.
     */
    default ImmutableList<String> forms() {
        return ImmutableList.of(RAW);
    }

    /**
     * Begins to get one licence.
     *
     * @param credential the credential that the service uses; the simulator takes from it what a real device would have
     * from elsewhere
     * @param form one of {@link #forms}
     * @throws org.symbolon.core.drm.credential.InvalidCredentialException if the simulator cannot work with this
     * credential
     */
    Exchange begin(Credential credential, String form);

    /**
     * Begins to get a licence with a certain key. By default the same as {@link #begin(Credential, String)}, for DRMs
     * whose licences hold all keys of a token; a DRM whose devices ask for one key at a time asks for this one.
     *
     * @param kid the key that the device asks for
     */
    default Exchange begin(Credential credential, String form, KeyId kid) {
        return begin(credential, form);
    }

    /** The exchange of one challenge for one licence, on the side of the device. */
    interface Exchange {

        /** What the device posts, with its media type. */
        Challenge challenge();

        /**
         * Opens what the service answered.
         *
         * @throws IllegalArgumentException if the answer is not a licence for this challenge; the message says what is
         * wrong
         */
        Opened open(byte[] answer);
    }

    /** What was in a licence. */
    final class Opened {
        private final ImmutableList<ContentKey> keys;
        private final ImmutableMap<String, String> facts;

        private Opened(ImmutableList<ContentKey> keys, ImmutableMap<String, String> facts) {
            this.keys = keys;
            this.facts = facts;
        }

        /**
         * The content of a licence.
         *
         * @param keys the content keys that the device received
         * @param facts what else the licence says, by name; no secret
         */
        public static Opened of(Collection<ContentKey> keys, Map<String, String> facts) {
            return new Opened(ImmutableList.copyOf(keys), ImmutableMap.copyOf(facts));
        }

        /** The content keys that the device received. */
        public ImmutableList<ContentKey> keys() {
            return keys;
        }

        /** What else the licence says, by name. */
        public ImmutableMap<String, String> facts() {
            return facts;
        }
    }
}
