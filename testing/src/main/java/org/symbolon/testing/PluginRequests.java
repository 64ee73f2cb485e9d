package org.symbolon.testing;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Hex;

/** Requests, challenges and credentials for the contract's tests of one plug-in. */
final class PluginRequests {
    private final PluginUnderTest contract;

    PluginRequests(PluginUnderTest contract) {
        this.contract = contract;
    }

    /** Opens a service with the plug-in. */
    TestService service() {
        return TestService.of(contract.plugin(), contract.settings());
    }

    String query() {
        return query(contract.parameters());
    }

    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> "&" + parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining());
    }

    /** A request for several keys, with every per-key parameter given for each of them. */
    String queryOfKeys(int keys) {
        StringBuilder query = new StringBuilder();
        for (int number = 0; number < keys; number++) {
            String suffix = "." + number + "=";
            query.append("&kid").append(suffix).append("^key").append(number);
            query.append("&contentKey").append(suffix).append(Hex.encode(key(number)));
            contract.parametersOfKey(number)
                    .forEach((name, value) ->
                            query.append('&').append(name).append(suffix).append(value));
        }
        Set<String> perKey = contract.parametersOfKey(0).keySet();
        return query.append(query(Maps.filterKeys(contract.parameters(), name -> !perKey.contains(name))))
                .toString();
    }

    static byte[] key(int number) {
        return Bits.counting(0x21 + 16 * number, ContentKey.BYTES);
    }

    /** How many keys the tests with several keys use: two, and as many as the DRM allows. */
    ImmutableSet<Integer> keyCounts() {
        int most = contract.plugin().rules().maxKeys();
        return most == 1 ? ImmutableSet.of() : ImmutableSet.of(2, most);
    }

    static List<byte[]> garbage() {
        List<byte[]> garbage = new ArrayList<>();
        for (String text : List.of("", "x", "{}", "<a/>", "a=b&c=d", "AAAA", "-----BEGIN CERTIFICATE-----\nAAAA\n")) {
            garbage.add(text.getBytes(StandardCharsets.UTF_8));
        }
        garbage.add(scattered(16));
        garbage.add(scattered(3_000));
        return garbage;
    }

    /** Never eight bytes in a row as in the keys of {@link #key}, for which texts are searched. */
    private static byte[] scattered(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (0x80 + 37 * i);
        }
        return bytes;
    }

    /** A credential to make licences with. */
    Optional<NewCredential> credential(TestService service) {
        return contract.credentialValues().isEmpty()
                ? service.symbolon().simulator(contract.plugin().id()).map(DeviceSimulator::credential)
                : contract.plugin().credentialKind().map(kind -> kind.read(contract.credentialValues()));
    }
}
