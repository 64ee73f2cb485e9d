package org.symbolon.core.redeem;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.util.Optional;
import org.symbolon.core.account.Credentials;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.account.AccountSettings;
import org.symbolon.core.drm.account.DocumentRequest;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.internal.drm.Drm;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.AccountId;

/** The document of a DRM that an account lets everybody fetch; made by {@link TokenRedeemer#publicDocument}. */
public final class PublicDocument {
    private final Credentials credentials;
    private final Drm drm;
    private final Account account;

    PublicDocument(Credentials credentials, Drm drm, Account account) {
        this.credentials = credentials;
        this.drm = drm;
        this.account = account;
    }

    /**
     * Reads the document. Nothing is recorded, because nobody has shown a token. It may read the file of the key ring.
     *
     * @param parameters the decoded parameters of the URL
     * @return empty if the account has no such document
     * @throws RefusedException with -2030 if none of the account's credentials can be opened
     */
    public Optional<DrmAnswer> read(ImmutableListMultimap<String, String> parameters) {
        try {
            return Optional.of(
                    drm.document(new Request(account.id(), account.drmSettings(drm.id()), serving(), parameters)));
        } catch (LicenseRefusedException none) {
            return Optional.empty();
        }
    }

    /** A request for the document of an account that the player was found to belong to. */
    record Request(
            AccountId account,
            AccountSettings accountSettings,
            Credentials.Serving serving,
            ImmutableListMultimap<String, String> parameters)
            implements DocumentRequest {
        @Override
        public ImmutableList<Credential> credentials() {
            return serving.credentials();
        }

        @Override
        public ImmutableList<String> unreadableCredentials() {
            return serving.unreadable();
        }
    }

    private Credentials.Serving serving() {
        try {
            return credentials.servingAndUnreadable(account.id(), drm.id());
        } catch (StoreUnavailableException e) {
            throw new RefusedException(ImmutableList.of(RedemptionRule.CREDENTIALS_OPEN.violation(drm.rules())));
        }
    }
}
