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

/**
 * The result of one request for a token, or of one attempt to redeem a token, or the number of those that have no record
 * each ({@link RecordKind#FLOOD}). It has no secrets.
 */
@Value.Immutable
public abstract class TransactionRecord {
    /** Names this record, and says when it happened. */
    public abstract RecordId id();

    public abstract RecordKind kind();

    /** When it happened, to the millisecond. */
    public final Instant time() {
        return id().time();
    }

    /** The environment of the request. */
    public abstract Environment environment();

    /** The DRM of the request. */
    public abstract DrmId drm();

    /** The token; empty if none was issued, or the token that was sent could not be opened. */
    public abstract Optional<TokenId> token();

    /** The account; empty if it is not known, for example because the token that was sent could not be opened. */
    public abstract Optional<AccountId> account();

    /** The caller's own mark for the request (parameter {@code cookie}). */
    public abstract Optional<String> cookie();

    /** The number of the error code; empty if the request was granted. */
    public abstract Optional<Integer> code();

    /** The id of the refusal; empty if the request was granted, and for a flood. */
    public abstract Optional<Reference> reference();

    /** Why it was refused; empty if it was granted, and for a flood. */
    public abstract Optional<Explanation> explanation();

    /** What the DRM learned of the device and of its request; values by name. */
    public abstract Map<String, String> device();

    /** For how many requests this record stands: 1, but for a flood. */
    @Value.Default
    public long count() {
        return 1;
    }

    /** Whether the request was granted. */
    public final boolean granted() {
        return code().isEmpty();
    }

    /** How the request ended. */
    public final RecordQuery.Outcome outcome() {
        return granted() ? RecordQuery.Outcome.GRANTED : RecordQuery.Outcome.REFUSED;
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableTransactionRecord.Builder {}
}
