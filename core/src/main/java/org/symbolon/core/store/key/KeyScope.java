package org.symbolon.core.store.key;

import java.time.Instant;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;

/**
 * The stored keys that one request may see: those of an account in an environment. No other request sees them.
 *
 * @param now the time that decides which keys have expired. A key whose expiration is exactly now has expired, and is
 * treated as if it did not exist
 */
public record KeyScope(AccountId account, Environment environment, Instant now) {}
