package org.symbolon.console.story;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;

/**
 * Everything that a search leads to.
 *
 * @param token the token that was pasted
 * @param attempts what became of tokens, the youngest first
 * @param more whether there are older records than those that are shown
 * @param failure the reference of a failure of the service itself, which is in the log and not in the records
 */
public record Story(
        SearchTerm term,
        Optional<TokenSays> token,
        ImmutableList<Attempt> attempts,
        boolean more,
        Optional<String> failure,
        ImmutableList<Key> keys,
        ImmutableList<Account> accounts,
        ImmutableList<Account> refused) {

    /** A stored key, and whose it is. */
    public record Key(AccountId account, Environment environment, StoredKey stored) {}

    /** The youngest attempt. */
    public Optional<Attempt> youngest() {
        return attempts.stream().findFirst();
    }

    /** Whether nothing was found at all. */
    public boolean isEmpty() {
        return token.isEmpty() && attempts.isEmpty() && keys.isEmpty() && accounts.isEmpty();
    }
}
