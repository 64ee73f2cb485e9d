package org.symbolon.store.jdbc.previous;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.store.credential.SealedCredential;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorHash;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;
import org.symbolon.store.jdbc.JdbcStoreProvider;

/**
 * A node of the previous release, in the same JVM. {@link PreviousReleaseTest} loads this class together with the jar
 * of that release, so it uses nothing that is newer. Callers see types of the JDK only: they have other classes of the
 * same names. The operator gives a number of tokens and gets one, or ends the node if the number is negative.
 */
public final class PreviousNode implements LongUnaryOperator {
    private static final AccountId ID = new AccountId(7);
    private static final AccountId SHORT_LIVED = new AccountId(8);
    private static final DrmId DRM = new DrmId("wv");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final KeyScope KEYS = new KeyScope(ID, Environment.PRODUCTION, NOW);

    private final Stores stores;
    private int round;

    /** Opens the store as the service does. */
    public PreviousNode(Path data, String url) {
        this.stores = new JdbcStoreProvider()
                .open(Settings.inFolder(data).with(CoreSettings.STORE_URL, url), StoreAccess.SERVICE);
    }

    /** Does everything that a node does with a store, takes so many tokens, and returns what is left of the balance. */
    @Override
    public long applyAsLong(long tokens) {
        if (tokens < 0) {
            stores.close();
            return 0;
        }
        round++;
        changeAccounts();
        useKeys();
        useCredentials();
        useRecords();
        stores.keyRing()
                .change(ring -> ring.map(keys -> keys.with(RingKey.random(new SecureRandom(), NOW.plusSeconds(round))))
                        .orElseGet(() -> KeyRing.of(RingKey.random(new SecureRandom(), NOW))));
        stores.problem().ifPresent(problem -> require(false, problem));
        return useBalance(tokens);
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }

    private void changeAccounts() {
        long before = stores.accounts().changesAfter(0).revision();
        stores.accounts().change(ID, there -> {
            Account.Builder account = Account.builder();
            there.ifPresent(account::from);
            return account.id(ID)
                    .name("round " + round)
                    .active(true)
                    .metered(true)
                    .options(ImmutableMap.of(DRM, DrmOption.ENABLED))
                    .authenticators(
                            ImmutableList.of(new Authenticator(Environment.TEST, AuthenticatorHash.of(new byte[32]))))
                    .allowedNetworks(
                            ImmutableList.of(Network.parse("10.20.0.0/16").orElseThrow()))
                    .defaults(ImmutableMap.of(DRM, ImmutableMap.of("securityLevel", "1")))
                    .build();
        });
        require(stores.accounts().changesAfter(before).accounts().size() == 1, "the change is seen");
        stores.accounts()
                .change(SHORT_LIVED, none -> Account.builder().id(SHORT_LIVED).build(), 5);
        require(stores.accounts().delete(SHORT_LIVED), "an account is deleted");
        require(stores.accounts().changesAfter(before).deleted().contains(SHORT_LIVED), "the deletion is seen");
    }

    private StoredKey key(int number) {
        byte[] ek = new byte[WrappedKey.BYTES];
        ek[0] = (byte) number;
        return StoredKey.builder()
                .kid(KeyId.ofString("previous " + number))
                .ek(WrappedKey.of(ek))
                .info("round " + round)
                .lastUpdate(NOW)
                .build();
    }

    private void useKeys() {
        stores.keys().putAll(KEYS, ImmutableList.of(key(1), key(2)));
        require(stores.keys().add(KEYS, key(1)).isPresent(), "the id is taken");
        stores.keys().remove(KEYS, key(3).kid());
        require(stores.keys().add(KEYS, key(3)).isEmpty(), "the id is free");
        require(stores.keys().change(KEYS, key(2).kid(), there -> key(2)).isPresent(), "the key is changed");
        require(stores.keys().find(KEYS, key(1).kid()).isPresent(), "the key is found");
        Set<KeyId> kids = Set.of(key(1).kid(), key(2).kid(), key(3).kid());
        require(stores.keys().get(KEYS, kids).size() == 3, "all are read");
        require(stores.keys().findAll(KEYS, kids).size() == 3, "all are found");
        require(stores.keys().list(KEYS, new KeyPage(Optional.empty(), 2)).size() == 2, "a page is read");
        require(stores.keys().count(KEYS) >= 3, "keys are counted");
    }

    private void useCredentials() {
        CredentialId id = CredentialId.of(ID, DRM, "previous");
        SealedCredential first = SealedCredential.of(new byte[] {1});
        SealedCredential second = SealedCredential.of(new byte[] {2});
        stores.credentials().put(id, first);
        require(stores.credentials().replace(id, first, second), "the credential is replaced");
        require(stores.credentials().changedSince(-1).isPresent(), "credentials are read");
        require(stores.credentials().remove(id), "the credential is removed");
    }

    /** Called by name, because records had a time instead of an id, and were removed one by one. */
    private void useRecords() {
        Object builder = TransactionRecord.builder()
                .kind(RecordKind.ISSUE)
                .environment(Environment.PRODUCTION)
                .drm(DRM)
                .account(ID)
                .cookie("round " + round);
        Object record = call(call(builder, "time", NOW.plusSeconds(round)), "build");
        Object none = call(stores.records(), "add", ImmutableList.of(record));
        require(none.equals(ImmutableList.of()), "the record is taken");
        RecordQuery query = RecordQuery.builder().cookie("round " + round).build();
        require(call(stores.records(), "find", query).equals(ImmutableList.of(record)), "the record is found");
        require(call(stores.records(), "removeBefore", NOW, 10).equals(0), "no record is so old");
    }

    private static Object call(Object target, String name, Object... arguments) {
        try {
            Method called = Stream.of(target.getClass().getMethods())
                    .filter(method -> method.getName().equals(name) && method.getParameterCount() == arguments.length)
                    .findFirst()
                    .orElseThrow();
            called.setAccessible(true);
            return called.invoke(target, arguments);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the previous release has no such method: " + name, e);
        }
    }

    private long useBalance(long tokens) {
        if (round == 1) {
            stores.balance().set(ID, 1_000_000);
        }
        OptionalLong before = stores.balance().credit(ID, 10);
        require(stores.balance().debit(ID, 10).getAsLong() == before.getAsLong() - 10, "what was added is taken away");
        for (long i = 0; i < tokens; i++) {
            require(takes(), "a token is taken");
        }
        return stores.balance().remaining(ID).orElseThrow();
    }

    /** Takes a token by the method that the previous release has, and this one has not any more. */
    private boolean takes() {
        try {
            Object taken = TokenBalance.class.getMethod("take", AccountId.class).invoke(stores.balance(), ID);
            return Boolean.TRUE.equals(taken);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the method of the previous release is missing", e);
        }
    }
}
