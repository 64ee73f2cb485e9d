package org.symbolon.drm.widevine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.testing.DrmPluginContract;
import org.symbolon.testing.TestService;

/** The tests that every plug-in passes. */
final class WidevinePluginTest implements DrmPluginContract {
    @Override
    public DrmPlugin plugin() {
        return new WidevinePlugin();
    }

    @Override
    public ImmutableMap<String, String> parameters() {
        return ImmutableMap.<String, String>builder()
                .put("contentId", "movie")
                .put("securityLevel", "3")
                .put("hdcpOutputControl", "1")
                .put("trackType", "4")
                .put("licenseDuration", "3600")
                .put("playbackDuration", "3600")
                .put("wvExtension", "wudo,AAAAAA==")
                .put("rightsType", "Rental")
                .put("rental.periodEndTime", "+3600")
                .put("rental.playDuration", "600")
                .buildOrThrow();
    }

    /** There is no such service: no process listens on the port. */
    @Override
    public ImmutableMap<String, byte[]> credentialValues() {
        return ImmutableMap.of(
                "url", bytes("http://127.0.0.1:1/cenc"),
                "provider", bytes("example"),
                "key", bytes("c1".repeat(32)),
                "iv", bytes("d2".repeat(16)));
    }

    /** An empty {@code rightsType} is no violation: clients copy it from other DRMs, so only Rental has an effect. */
    @Test
    @Override
    public void requiredParameter_leftOutOrEmpty_isRefusedWithItsCode() {
        try (TestService service = TestService.of(plugin())) {
            for (Parameter<?> parameter : plugin().parameters()) {
                String query = parameters().entrySet().stream()
                        .filter(given -> !given.getKey().equals(parameter.name()))
                        .map(given -> given.getKey() + "=" + given.getValue())
                        .collect(Collectors.joining("&"));
                ErrorCode code = parameter.missing().orElse(SharedError.MISSING_VALUE);
                ImmutableList<Integer> refused = ImmutableList.of(code.number());
                boolean ignored = parameter.name().equals("rightsType");
                assertEquals(
                        ignored ? ImmutableList.of() : refused, service.codes(query + "&" + parameter.name() + "="));
                if (parameter.required()) {
                    assertEquals(refused, service.codes(query));
                }
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
