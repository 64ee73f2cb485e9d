package org.symbolon.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.parameter.Parameter;

/** A part of {@link DrmPluginContract}: how a plug-in reads the parameters of token requests. */
public interface PluginRequestContract extends PluginUnderTest {

    private PluginRequests requests() {
        return new PluginRequests(this);
    }

    @Test
    default void examples_issueAToken() {
        try (TestService service = requests().service()) {
            assertEquals(ImmutableList.of(), service.violations(requests().query()));
            assertEquals(ImmutableSet.of(), service.issue(requests().query()).ignoredParameters());
            assertEquals(ImmutableList.of(), service.faults());
        }
    }

    @Test
    default void requiredParameter_leftOutOrEmpty_isRefusedWithItsCode() {
        try (TestService service = requests().service()) {
            for (Parameter<?> parameter : plugin().parameters()) {
                String rest =
                        PluginRequests.query(Maps.filterKeys(parameters(), name -> !name.equals(parameter.name())));
                if (parameter.required()) {
                    assertRefused(service, rest, parameter);
                }
                assertRefused(service, rest + "&" + parameter.name() + "=", parameter);
            }
            assertEquals(ImmutableList.of(), service.faults());
        }
    }

    private static void assertRefused(TestService service, String query, Parameter<?> parameter) {
        ErrorCode code = parameter.missing().orElse(SharedError.MISSING_VALUE);
        assertTrue(
                service.violations(query).stream()
                        .anyMatch(violation -> violation.code().equals(code)
                                && violation.parameter().equals(Optional.of(parameter.name()))),
                () -> parameter.name() + " is not refused with " + code.number() + ": " + service.violations(query));
    }

    @Test
    default void anyText_isReadOrRefused_andNeverAFault() {
        List<String> texts = List.of(
                "0",
                "-1",
                "1",
                "01",
                "99999999999999999999",
                "x",
                " ",
                "\n",
                "\u0000",
                "ü🎬",
                "true",
                ",",
                "=",
                "a,b",
                "AAAA,AAAA",
                "^",
                "+",
                "+1",
                "{}",
                "<x/>",
                "x".repeat(5_000),
                "0".repeat(32),
                "\ud800");
        try (TestService service = requests().service()) {
            for (Parameter<?> parameter : plugin().parameters()) {
                for (String text : texts) {
                    assertTrue(
                            parameter.form().admits(text)
                                    || !parameter.parser().apply(text).isValid(),
                            () -> parameter.name() + " accepts what is not of its form: " + text);
                    Map<String, String> given = new LinkedHashMap<>(parameters());
                    given.put(parameter.name(), text);
                    // The outcome does not matter, only that the plug-in does not fail.
                    ImmutableList<Violation> once = service.violations(PluginRequests.query(given));
                    ImmutableList<Violation> twice =
                            service.violations(PluginRequests.query(given) + PluginRequests.query(given));
                    assertEquals(
                            ImmutableList.of(), service.faults(), () -> parameter.name() + "=" + text + once + twice);
                }
            }
        }
    }
}
