package org.symbolon.core.redeem;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.symbolon.core.Bits;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.account.InMemoryAccounts;
import org.symbolon.core.credential.Credentials;
import org.symbolon.core.credential.InMemoryCredentials;
import org.symbolon.core.drm.Challenge;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmRegistry;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.record.TransactionRecord;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.token.EncodedPolicy;
import org.symbolon.core.token.KeyRing;
import org.symbolon.core.token.KeyRingStore;
import org.symbolon.core.token.RingKey;
import org.symbolon.core.token.RingKeyId;
import org.symbolon.core.token.SealedToken;
import org.symbolon.core.token.SealingKey;
import org.symbolon.core.token.TokenClaims;
import org.symbolon.core.token.TokenId;
import org.symbolon.core.token.TokenIds;
import org.symbolon.core.token.TokenSealer;

/** A service that redeems, with two DRMs, one account, and a time that stands still. */
final class Redeeming {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final Instant END = NOW.plus(Duration.ofDays(1));
    static final AccountId ACCOUNT = new AccountId(201_722);
    static final TokenId ID = TokenId.of(Bits.counting(7, TokenId.BYTES));
    static final FakeDrm DRM = FakeDrm.withKid();
    static final FakeDrm OTHER = FakeDrm.withoutKid().raising();
    static final String KEY = "c0ffee00c0ffee11c0ffee22c0ffee33";
    static final Rights RIGHTS = new Rights(DRM.id(), Environment.PRODUCTION);
    private static final RingKey FIRST = ringKey(1);

    final List<TransactionRecord> records = new ArrayList<>();
    final KeyRingStore ring = KeyRingStore.inMemory();
    final AccountDirectory accounts = new AccountDirectory(new InMemoryAccounts());
    final Credentials credentials;
    final TokenSealer sealer;
    final TokenRedeemer redeemer;
    private Instant now = NOW;

    Redeeming() {
        ring.change(none -> KeyRing.of(FIRST));
        sealer = new TokenSealer(ring);
        credentials = new Credentials(new InMemoryCredentials(), ring, () -> now);
        accounts.change(ACCOUNT, none -> Account.builder().id(ACCOUNT).build());
        redeemer = new TokenRedeemer(RedeemingContext.builder()
                .drms(DrmRegistry.of(List.of(DRM, OTHER), Set.of(), context()))
                .accounts(accounts)
                .credentials(credentials)
                .sealer(sealer)
                .records(records::add)
                .ids(new TokenIds(new SecureRandom()))
                .clock(() -> now)
                .build());
    }

    private DrmContext context() {
        return new DrmContext(
                Settings.inFolder(Path.of("data")),
                () -> now,
                new SecureRandom(),
                getClass().getClassLoader());
    }

    private static RingKey ringKey(int id) {
        return new RingKey(new RingKeyId(id), SealingKey.of(Bits.counting(id, SealingKey.BYTES)), Instant.EPOCH);
    }

    void at(Instant time) {
        now = time;
    }

    void change(UnaryOperator<Account.Builder> change) {
        accounts.change(
                ACCOUNT,
                before -> change.apply(Account.builder().from(before.orElseThrow()))
                        .build());
    }

    /** Rotates the ring, and takes out the key that sealed until now. */
    void retireTheRingKey() {
        ring.change(before -> before.orElseThrow().with(ringKey(2)).without(FIRST.id()));
        sealer.refresh();
    }

    static TokenClaims.Builder claims() {
        return TokenClaims.builder()
                .id(ID)
                .account(ACCOUNT)
                .environment(Environment.PRODUCTION)
                .drm(DRM.id())
                .issued(NOW)
                .end(END)
                .errorFormat(ErrorFormat.JSON)
                .cookie("viewer 7")
                .contentKey(ContentKey.parse(KEY).value())
                .policy(EncodedPolicy.of(fields -> fields.number(1, 3)));
    }

    SealedToken token() {
        return sealer.seal(claims().build());
    }

    static Challenge challenge(String body) {
        return Challenge.of(body.getBytes(StandardCharsets.UTF_8));
    }

    /** The number of the refusal's code; 0 where a licence was made. */
    int outcome(Rights rights, SealedToken token) {
        return refusal(rights, token, "hello")
                .map(refusal -> refusal.violations().get(0).code().number())
                .orElse(0);
    }

    int outcome(SealedToken token) {
        return outcome(RIGHTS, token);
    }

    Optional<RedemptionRefusedException> refusal(Rights rights, SealedToken token, String body) {
        try {
            redeemer.redeem(rights, token, challenge(body));
            return Optional.empty();
        } catch (RedemptionRefusedException e) {
            return Optional.of(e);
        }
    }

    static Rights rights(DrmId drm, Environment environment) {
        return new Rights(drm, environment);
    }
}
