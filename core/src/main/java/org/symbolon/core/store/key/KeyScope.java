package org.symbolon.core.store.key;

import java.time.Instant;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;

/**
 * The stored keys that one request may see: those of an account in an environment. No other request sees them.
 *
 * @param now the time, by which a key has expired or not: one whose expiration is now has expired, and is as good as
 * gone
 */
public record KeyScope(AccountId account, Environment environment, Instant now) {}
