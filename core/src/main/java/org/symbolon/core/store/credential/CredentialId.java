package org.symbolon.core.store.credential;

import java.util.Optional;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;

/**
 * The name of a credential, unique in a store.
 *
 * @param account the account that owns it; empty for a default credential, which serves every account that has none of
 * its own
 * @param drm the DRM that it is for
 * @param name distinguishes the credentials of one account and DRM: 1 to 64 letters, digits, {@code .}, {@code _} and
 * {@code -}
 */
public record CredentialId(Optional<AccountId> account, DrmId drm, String name) {
    private static final int LONGEST_NAME = 64;

    public CredentialId {
        if (!isName(name)) {
            throw new IllegalArgumentException("a credential's name has 1 to 64 letters, digits, '.', '_' and '-'");
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && name.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '.'
                                || c == '_'
                                || c == '-');
    }

    /** A credential of one account. */
    public static CredentialId of(AccountId account, DrmId drm, String name) {
        return new CredentialId(Optional.of(account), drm, name);
    }

    /** A default credential, which serves every account that has none of its own. */
    public static CredentialId ofEveryAccount(DrmId drm, String name) {
        return new CredentialId(Optional.empty(), drm, name);
    }
}
