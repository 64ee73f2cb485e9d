package org.symbolon.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.symbolon.core.administration.Actor;
import org.symbolon.core.administration.AdministrationDesk;
import org.symbolon.core.administration.AdministrationException;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.internal.audit.AuditLog;
import org.symbolon.core.internal.audit.AuditedStores;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.administration.AdministrationStore;
import org.symbolon.core.store.administration.AdministratorSecret;
import org.symbolon.core.store.administration.AuditChange;
import org.symbolon.core.store.administration.AuditEntry;
import org.symbolon.core.store.administration.AuditQuery;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.administration.Role;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/** No change goes past the audit log, and administrators are let in only as long as they are some. */
final class AuditTest {
    private static final AccountId ID = new AccountId(201_722);
    private static final Actor OWNER = Actor.commandLine("root");
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private static SymbolonBuilder builder(Stores stores) {
        return Symbolon.builder()
                .licenseBases(
                        ImmutableMap.of(Environment.PRODUCTION, "https://a.example", Environment.TEST, "https://b"))
                .plugins(ImmutableList.of())
                .stores(stores);
    }

    private static ImmutableList<AuditEntry> log(Symbolon symbolon) {
        return symbolon.administration()
                .as(OWNER)
                .administrators()
                .audit(AuditQuery.builder().build());
    }

    private static Account account(boolean metered) {
        return Account.builder().id(ID).metered(metered).build();
    }

    /** A default method that a port gets later would otherwise go past the stores behind the log. */
    static Stream<Object> ports() {
        Stores stores = new InMemoryStores();
        AuditLog log =
                new AuditLog(stores.administration(), Instant::now, new AuditLog.Author("process", "process", false));
        Stores audited = new AuditedStores(stores, log, (drm, name) -> true);
        return Stream.of(
                audited,
                audited.accounts(),
                audited.balance(),
                audited.keys(),
                audited.keyRing(),
                audited.credentials());
    }

    @ParameterizedTest
    @MethodSource("ports")
    void portWithALog_passesOnEveryMethod(Object port) {
        Class<?> type = port.getClass();
        for (Method method : type.getMethods()) {
            boolean ofObject = method.getDeclaringClass().equals(Object.class);
            assertTrue(
                    ofObject
                            || Modifier.isStatic(method.getModifiers())
                            || method.getDeclaringClass().equals(type),
                    type.getSimpleName() + " does not pass on " + method);
        }
    }

    @Test
    void changesBesideTheAdministration_areInTheLogToo_inTheNameOfTheProcess() {
        try (Symbolon symbolon = builder(new InMemoryStores()).build()) {
            symbolon.accounts().change(ID, stored -> account(true), 7);
            symbolon.balance().credit(ID, 3);
            CredentialId credential = CredentialId.of(ID, new DrmId("fp"), "main");
            symbolon.credentials().put(credential, CredentialSecret.of(new byte[] {1, 2, 3}));
            symbolon.credentials().remove(credential);
            symbolon.keyRing()
                    .change(ring -> ring.orElseThrow()
                            .with(RingKey.random(
                                    SymbolonBuilder.strongRandom(),
                                    Instant.now().plus(Duration.ofHours(1)))));
            symbolon.accounts().delete(ID);
            assertEquals(
                    ImmutableList.of(
                            "account.delete",
                            "keyring.change",
                            "credential.remove",
                            "credential.set",
                            "balance.credit",
                            "account.create",
                            "keyring.create"),
                    log(symbolon).stream().map(AuditEntry::action).collect(ImmutableList.toImmutableList()));
            assertTrue(log(symbolon).stream()
                    .allMatch(entry ->
                            entry.actor().equals("process") && entry.place().equals("process")));
        }
    }

    @Test
    void secretsOfAnAccount_areMasked() {
        AuthenticatorSecret secret = AuthenticatorSecret.random(SymbolonBuilder.strongRandom());
        try (Symbolon symbolon = builder(new InMemoryStores()).actor(OWNER).build()) {
            symbolon.accounts()
                    .change(
                            ID,
                            stored -> Account.builder()
                                    .from(account(false))
                                    .addAuthenticators(Authenticator.of(ID, Environment.TEST, secret))
                                    .putDefaults(new DrmId("wv"), ImmutableMap.of("kek", "0f".repeat(16)))
                                    .build());
            AuditEntry entry = log(symbolon).get(0);
            assertEquals("root", entry.actor());
            assertEquals("command line", entry.place());
            assertTrue(
                    entry.changes().contains(new AuditChange("defaults.wv.kek", Optional.empty(), Optional.of("***"))));
            assertFalse(entry.toString().contains("0f0f"));
        }
    }

    /** Stores in memory whose audit log has no room. */
    private static final class FullLog {
        private boolean full;

        Stores stores() {
            Stores stores = new InMemoryStores();
            AdministrationStore log = stores.administration();
            AdministrationStore failing = proxy(AdministrationStore.class, (method, arguments) -> {
                if (full && (method.getName().equals("append") || arguments.length == 4)) {
                    throw new StoreUnavailableException("no space left on device");
                }
                return method.invoke(log, arguments);
            });
            return proxy(
                    Stores.class,
                    (method, arguments) ->
                            method.getName().equals("administration") ? failing : method.invoke(stores, arguments));
        }

        private interface Call {
            Object run(Method method, Object[] arguments) throws Exception;
        }

        private static <T> T proxy(Class<T> type, Call call) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        try {
                            return call.run(method, arguments == null ? new Object[0] : arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }

    @Test
    void logThatIsFull_stopsEveryChange_andTokensGoOn() {
        FullLog log = new FullLog();
        try (Symbolon symbolon = builder(log.stores()).build()) {
            symbolon.accounts().change(ID, stored -> account(true), 7);
            log.full = true;
            AdministrationDesk desk = symbolon.administration().as(OWNER);
            for (Runnable change : Arrays.<Runnable>asList(
                    () -> symbolon.accounts().change(ID, stored -> account(false)),
                    () -> symbolon.accounts().change(ID, stored -> account(true), 8),
                    () -> symbolon.accounts().delete(ID),
                    () -> symbolon.balance().credit(ID, 1),
                    () -> symbolon.balance().debit(ID, 1),
                    () -> symbolon.balance().set(ID, 1),
                    () -> symbolon.balance().endLeases("node", true),
                    () -> symbolon.credentials()
                            .put(CredentialId.of(ID, new DrmId("fp"), "main"), CredentialSecret.of(new byte[] {1})),
                    () -> desk.keyRing().rotate(Duration.ofHours(1), Expected.ANY),
                    () -> desk.administrators().add("new", Role.VIEWER, Optional.empty()),
                    () -> desk.accounts().addAuthenticator(ID, Environment.TEST, Expected.ANY))) {
                assertThrows(StoreUnavailableException.class, change::run);
            }
            assertEquals(Optional.of(account(true)), symbolon.accounts().find(ID));
            assertEquals(OptionalLong.of(7), symbolon.balance().remaining(ID));
            assertEquals(1, symbolon.keyRing().read().orElseThrow().keys().size());
            assertEquals(ImmutableList.of(), desk.administrators().list());
            assertTrue(symbolon.balance().take(ID));
            assertEquals(OptionalLong.of(6), symbolon.balance().remaining(ID));
        }
    }

    @Test
    void token_lastsUntilItsEnd_atMinusOneZeroAndPlusOne() {
        Instant[] now = {NOW};
        try (Symbolon symbolon =
                builder(new InMemoryStores()).clock(() -> now[0]).build()) {
            AdministratorSecret token = symbolon.administration()
                    .as(OWNER)
                    .administrators()
                    .add("helper", Role.SUPPORT, Optional.of(Duration.ofMillis(2)));
            now[0] = NOW.plusMillis(1);
            Actor actor = symbolon.administration()
                    .authenticate(token.text(), "10.0.0.1")
                    .orElseThrow();
            assertEquals(new Actor("helper", Role.SUPPORT, "10.0.0.1"), actor);
            assertEquals(Optional.of(actor), symbolon.administration().again(actor));
            for (int late = 2; late < 4; late++) {
                now[0] = NOW.plusMillis(late);
                assertEquals(Optional.empty(), symbolon.administration().authenticate(token.text(), ""));
                assertEquals(Optional.empty(), symbolon.administration().again(actor));
            }
        }
    }

    @Test
    void login_worksOnce_forAnAdministratorThatThereIs() {
        try (Symbolon symbolon = builder(new InMemoryStores()).build()) {
            symbolon.administration().as(OWNER).administrators().add("helper", Role.SUPPORT, Optional.empty());
            assertThrows(
                    AdministrationException.class,
                    () -> symbolon.administration().createLogin(OWNER, "nobody"));
            assertThrows(
                    AdministrationException.class,
                    () -> symbolon.administration().createLogin(new Actor("x", Role.OPERATOR, ""), "helper"));
            String login =
                    symbolon.administration().createLogin(OWNER, "helper").text();
            assertEquals(
                    Optional.of(new Actor("helper", Role.SUPPORT, "10.0.0.1")),
                    symbolon.administration().redeemLogin(login, "10.0.0.1"));
            assertEquals(Optional.empty(), symbolon.administration().redeemLogin(login, "10.0.0.1"));
            assertEquals(Optional.empty(), symbolon.administration().authenticate(login, "10.0.0.1"));
            assertEquals("administrator.login-link", log(symbolon).get(0).action());
        }
    }
}
