package org.symbolon.core.store.record;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.TokenId;

/** What became of one request for a token, or of one attempt to redeem it. Holds no secret. */
@Value.Immutable
public abstract class TransactionRecord {
    public abstract RecordKind kind();

    /** When it happened, to the millisecond. */
    public abstract Instant time();

    /** The environment that was asked. */
    public abstract Environment environment();

    /** The DRM that was asked. */
    public abstract DrmId drm();

    /** The token; empty where none was issued, or what was brought could not be opened. */
    public abstract Optional<TokenId> token();

    /** The account; empty where what was brought could not be opened. */
    public abstract Optional<AccountId> account();

    /** The caller's mark. */
    public abstract Optional<String> cookie();

    /** The number of the error code; empty for what was granted. */
    public abstract Optional<Integer> code();

    /** What a refusal is called; empty for what was granted. */
    public abstract Optional<Reference> reference();

    /** Why it was refused. */
    public abstract Optional<Explanation> explanation();

    /** What the DRM learned of the device, and of what it asked for it; by name. */
    public abstract Map<String, String> device();

    /** Whether a token, or a licence, was given. */
    public final boolean granted() {
        return code().isEmpty();
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableTransactionRecord.Builder {}
}
