package org.symbolon.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.credential.CredentialField;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.error.Violation;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.redeem.RedemptionRefusedException;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.SealedToken;

/** A part of {@link DrmPluginContract}: licences and refusals, and that no text shows a secret. */
public interface PluginLicenseContract extends PluginUnderTest {

    private PluginRequests requests() {
        return new PluginRequests(this);
    }

    @Test
    default void anyChallenge_isAnsweredOrRefused_andNeverAFault() {
        if (!makesLicenses()) {
            return;
        }
        try (TestService service = requests().service()) {
            SealedToken token = service.issue(requests().query()).token();
            Runnable tryAll = () -> PluginRequests.garbage()
                    .forEach(body -> tryChallenge(service, token, Challenge.of(body), text -> {}));
            tryAll.run();
            requests().credential(service).ifPresent(service::put);
            tryAll.run();
            assertEquals(ImmutableList.of(), service.faults());
        }
    }

    /**
     * Redeems with a challenge, and passes on what is shown of the outcome: refusals, explanations and facts about the
     * device.
     */
    private static void tryChallenge(
            TestService service, SealedToken token, Challenge challenge, Consumer<Object> shown) {
        for (Challenge posted : List.of(
                challenge, challenge.withMediaType("application/json"), challenge.withMediaType("no media type"))) {
            try {
                License license = service.redeem(token, posted);
                shown.accept(license);
                shown.accept(license.answer());
                shown.accept(license.device());
            } catch (RedemptionRefusedException refusal) {
                shown.accept(refusal);
                shown.accept(refusal.violations());
                shown.accept(refusal.explanation());
                shown.accept(refusal.device());
                refusal.answer().ifPresent(answer -> shown.accept(new String(answer.body(), StandardCharsets.UTF_8)));
            }
        }
    }

    @Test
    default void simulatedDevice_receivesTheKey() {
        try (TestService service = requests().service()) {
            Optional<DeviceSimulator> simulator = service.symbolon().simulator(plugin().id());
            if (simulator.isEmpty() || !makesLicenses()) {
                return;
            }
            NewCredential credential = simulator.get().credential();
            service.put(credential);
            SealedToken token = service.issue(requests().query()).token();
            for (String form : simulator.get().forms()) {
                DeviceSimulator.Exchange exchange = simulator.get().begin(TestCredential.of(credential), form);
                License license = service.redeem(token, exchange.challenge());
                assertTrue(
                        exchange.open(license.answer().body()).keys().contains(TestService.CONTENT_KEY),
                        "the content key is not in the licence, form " + form);
                assertThrows(IllegalArgumentException.class, () -> exchange.open(new byte[] {1, 2, 3}));
            }
        }
    }

    @Test
    default void documentForPlayers_isServedOrRefused_andShowsNoSecret() {
        if (plugin().rules().playerDocument().isEmpty()) {
            return;
        }
        try (TestService service = requests().service()) {
            SecretSearch secrets = new SecretSearch().add(TestService.CONTENT_KEY.reveal());
            addSecretValues(secrets);
            SealedToken token = service.issue(requests().query()).token();
            Runnable tryAll = () -> Stream.of(
                            ImmutableListMultimap.<String, String>of(),
                            ImmutableListMultimap.of("account", "1", "", "", "x", "\u0000"))
                    .forEach(parameters -> {
                        try {
                            DrmAnswer document = service.document(token, parameters);
                            secrets.assertNotIn(new String(document.body(), StandardCharsets.ISO_8859_1));
                        } catch (RedemptionRefusedException refusal) {
                            secrets.assertNotIn(refusal + " " + refusal.explanation());
                        }
                    });
            tryAll.run();
            requests().credential(service).ifPresent(service::put);
            tryAll.run();
            assertEquals(ImmutableList.of(), service.faults());
        }
    }

    @Test
    default void refusalsByCore_areAnswered() {
        try (TestService service = requests().service()) {
            SealedToken token = service.issue(requests().query()).token();
            assertTrue(service.refusal(new SealedToken("x"), Challenge.of(new byte[0]))
                    .isPresent());
            service.at(TestService.NOW.plusSeconds(40L * 24 * 3_600));
            assertTrue(service.refusal(token, Challenge.of(new byte[0])).isPresent());
            assertEquals(ImmutableList.of(), service.faults());
        }
    }

    @Test
    default void noText_showsASecret() {
        try (TestService service = requests().service()) {
            SecretSearch secrets =
                    new SecretSearch().add(TestService.SECRET.reveal()).add(TestService.CONTENT_KEY.reveal());
            IntStream.range(0, DrmRules.MAX_KEYS).forEach(key -> secrets.add(PluginRequests.key(key)));
            addSecretValues(secrets);
            List<String> queries = new ArrayList<>(List.of(requests().query()));
            requests().keyCounts().forEach(keys -> queries.add(requests().queryOfKeys(keys)));
            for (String query : queries) {
                IssuedToken issued = service.issue(query);
                DrmPolicy policy = service.policy(issued);
                secrets.assertNotIn(policy);
                secrets.assertNotIn(policy.parameters());
                secrets.assertNotIn(service.claims(issued));
            }
            assertViolationsShowNothing(service, secrets);
            assertLicensesShowNothing(service, secrets);
        }
    }

    private void addSecretValues(SecretSearch secrets) {
        plugin().credentialKind().stream()
                .flatMap(kind -> kind.fields().stream())
                .filter(CredentialField::isSecret)
                .map(field -> credentialValues().get(field.name()))
                .filter(value -> value != null)
                .forEach(secrets::add);
        plugin().parameters().stream()
                .filter(Parameter::secret)
                .map(parameter -> parameters().get(parameter.name()))
                .filter(value -> value != null)
                .forEach(value -> secrets.add(value.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Requests with an invalid value of each parameter in turn. A secret parameter's own invalid value must not be
     * shown either.
     */
    private void assertViolationsShowNothing(TestService service, SecretSearch secrets) {
        String invalid = "an invalid value, not to be shown";
        SecretSearch withInvalid = new SecretSearch().add(invalid.getBytes(StandardCharsets.UTF_8));
        for (Parameter<?> parameter : plugin().parameters()) {
            ImmutableList<Violation> violations =
                    service.violations(requests().query() + "&" + parameter.name() + "=" + invalid);
            violations.forEach(violation -> secrets.assertNotIn(violation + violation.message() + violation.rule()));
            if (parameter.secret()) {
                violations.forEach(violation -> withInvalid.assertNotIn(violation + violation.message()));
            }
        }
    }

    private void assertLicensesShowNothing(TestService service, SecretSearch secrets) {
        SealedToken token = service.issue(requests().query()).token();
        Optional<NewCredential> credential = requests().credential(service);
        credential.ifPresent(service::put);
        if (makesLicenses()) {
            PluginRequests.garbage()
                    .forEach(body -> tryChallenge(service, token, Challenge.of(body), secrets::assertNotIn));
        }
        credential.ifPresent(made -> {
            secrets.assertNotIn(made);
            secrets.assertNotIn(made.secret());
            plugin().credentialKind().ifPresent(kind -> secrets.assertNotIn(kind.describe(made.secret())));
        });
        service.symbolon().records(RecordQuery.builder().build()).records().forEach(secrets::assertNotIn);
    }
}
