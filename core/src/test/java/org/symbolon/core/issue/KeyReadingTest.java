package org.symbolon.core.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.symbolon.core.drm.FakeContext;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.internal.drm.Drm;
import org.symbolon.core.internal.drm.DrmRegistry;
import org.symbolon.core.internal.parameter.RequestReader;
import org.symbolon.core.issue.KeySource.GivenKey;
import org.symbolon.core.issue.KeySource.StoredKey;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.KeyId;

/**
 * {@link KeyReading}, {@link RequestReading} and the {@link ValidRequest} that comes of them; none of them needs a
 * service.
 */
class KeyReadingTest {
    private static final ContentKey KEY =
            ContentKey.parse(Issuing.WORDS.get("KEY")).value();
    private static final Optional<KeyEncryptionKey> KEK =
            Optional.of(KeyEncryptionKey.parse(Issuing.WORDS.get("KEK")).value());

    private final Drm drm = DrmRegistry.create(
                    List.of(FakeDrm.ofSeveralKeys()), Set.of(), new FakeContext(() -> Issuing.NOW))
            .require(FakeDrm.ofSeveralKeys().id());

    private static RequestReader reader(String query) {
        return new RequestReader(Issuing.parameters(query), Environment.PRODUCTION, Issuing.NOW);
    }

    private ImmutableList<KeySource> sources(String query, boolean accountHasKek) {
        RequestReader reader = reader(query);
        reader.numberKeys(drm.perKeyNames());
        KeyReading reading = new KeyReading(reader, drm, accountHasKek);
        reading.read();
        ImmutableList<KeySource> sources = reading.sources();
        assertFalse(reader.hasViolations(), () -> reader.violations().toString());
        return sources;
    }

    private static Optional<KeyId> kid(String text) {
        return Optional.of(KeyId.ofString(text));
    }

    @Test
    void sources_sayWhereEachKeyComesFrom() {
        assertEquals(List.of(new GivenKey(kid("a"), KEY)), sources("kid=^a&contentKey=KEY", false));
        assertEquals(List.of(new GivenKey(kid("a"), KEY)), sources("kid=^a&kek=KEK&ek=EK", false));
        assertEquals(List.of(new StoredKey("kid", KeyId.ofString("a"), KEK)), sources("kid=^a&kek=KEK", false));
        assertEquals(List.of(new StoredKey("kid", KeyId.ofString("a"), Optional.empty())), sources("kid=^a", true));
        assertEquals(
                List.of(new GivenKey(kid("a"), KEY), new StoredKey("kid.3", KeyId.ofString("b"), KEK)),
                sources("kid.0=^a&kek=KEK&ek.0=EK&kid.3=^b", false));
    }

    @Test
    void sources_showNoKey() {
        String shown = sources("kid.0=^a&kek=KEK&ek.0=EK&kid.3=^b", false).toString();
        assertFalse(shown.contains(Issuing.WORDS.get("KEY")), shown);
        assertFalse(shown.contains(Issuing.WORDS.get("KEK")), shown);
    }

    private RequestReading reading(RequestReader reader, Account account) {
        return new RequestReading(reader, drm, account, ErrorFormat.JSON);
    }

    private Account account() {
        return Account.builder()
                .id(Issuing.ACCOUNT)
                .putDefaults(drm.id(), ImmutableMap.of("level", "2"))
                .build();
    }

    @Test
    void validRequest_holdsEverythingThatWasUnderstood() {
        RequestReader reader = reader("kid.0=^a&contentKey.0=KEY&cookie=c&expirationTime=+60&useHttps=1&level.0=3");
        ValidRequest valid = reading(reader, account()).request().orElseThrow();
        assertEquals(List.of(new GivenKey(kid("a"), KEY)), valid.keys());
        assertEquals(Issuing.NOW.plusSeconds(60), valid.end());
        assertEquals(account(), valid.account());
        assertEquals(drm, valid.drm());
        assertEquals(List.of("3"), valid.policy().parameters().get("level"));
        assertEquals(ErrorFormat.JSON, valid.summary().errorFormat());
        assertEquals(ImmutableSet.of("useHttps"), valid.summary().ignoredParameters());
        assertEquals(Optional.of("c"), valid.summary().transaction().cookie());
        assertEquals(Optional.of(Issuing.ACCOUNT), valid.summary().transaction().account());
        assertEquals(Issuing.NOW, valid.summary().transaction().time());
        assertEquals(Environment.PRODUCTION, valid.summary().transaction().environment());
    }

    @Test
    void invalidRequest_hasNoMeaning_butASummary() {
        RequestReader reader = reader("kid.0=^a&contentKey.0=x&cookie=c&useHttps=1");
        RequestReading reading = reading(reader, account());
        assertTrue(reading.request().isEmpty());
        assertEquals(1, reader.violations().size());
        assertEquals(ImmutableSet.of("useHttps"), reading.summary().ignoredParameters());
        assertEquals(Optional.of("c"), reading.summary().transaction().cookie());
    }

    @Test
    void kids_areKnownToThePlugin_andEmptyForThoseThatAreNotValid() {
        RequestReader reader = reader("kid.0=^a&contentKey.0=KEY&kid.1=0&contentKey.1=KEY");
        RequestReading unused = reading(reader, account());
        assertEquals(List.of(kid("a"), Optional.empty()), reader.kids());
        RequestReader unnumbered = reader("kid=^a&contentKey=KEY");
        unused = reading(unnumbered, account());
        assertTrue(unused.request().isPresent());
        assertEquals(List.of(kid("a")), unnumbered.kids());
    }
}
