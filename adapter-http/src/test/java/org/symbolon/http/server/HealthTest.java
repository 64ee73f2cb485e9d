package org.symbolon.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.common.collect.ImmutableMap;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.usage.UsageStore;
import org.symbolon.http.TestService;

/** What a load balancer is told of a service whose stores have lost something. */
@Timeout(60)
final class HealthTest {
    private final AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.empty());

    @Test
    void healthz_is503_whileTheStoresHaveAProblem_whichItDoesNotName() throws InterruptedException {
        Stores stores = new TroubledStores(new InMemoryStores(), problem);
        try (TestService service = TestService.start(
                ImmutableMap.of(), parts -> parts.stores(stores).refreshInterval(Duration.ofMillis(10)))) {
            assertEquals(200, service.get("/healthz").statusCode());
            problem.set(Optional.of("the file secret.db has vanished"));
            HttpResponse<String> answer = await(service, 503);
            assertFalse(answer.body().contains("secret.db"), answer.body());
            problem.set(Optional.empty());
            assertEquals("ok\n", await(service, 200).body());
        }
    }

    private static HttpResponse<String> await(TestService service, int status) throws InterruptedException {
        HttpResponse<String> answer = service.get("/healthz");
        while (answer.statusCode() != status) {
            Thread.sleep(5);
            answer = service.get("/healthz");
        }
        return answer;
    }

    /** Stores that have the problem which a test gives them. */
    private record TroubledStores(Stores others, AtomicReference<Optional<String>> trouble) implements Stores {
        @Override
        public Optional<String> problem() {
            return trouble.get();
        }

        @Override
        public AccountStore accounts() {
            return others.accounts();
        }

        @Override
        public TokenBalance balance() {
            return others.balance();
        }

        @Override
        public KeyStorage keys() {
            return others.keys();
        }

        @Override
        public KeyRingStore keyRing() {
            return others.keyRing();
        }

        @Override
        public CredentialStore credentials() {
            return others.credentials();
        }

        @Override
        public RecordStore records() {
            return others.records();
        }

        @Override
        public UsageStore usage() {
            return others.usage();
        }

        @Override
        public void close() {
            others.close();
        }
    }
}
