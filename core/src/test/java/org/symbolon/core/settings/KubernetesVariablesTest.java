package org.symbolon.core.settings;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesVariablesTest {
    private static final ImmutableList<SettingKey<?>> KEYS = ImmutableList.of(CoreSettings.HTTP_PORT);

    /** What the kubelet puts into a container for a Service with the port 8080, called http. */
    private static Map<String, String> ofService(String name, String address) {
        Map<String, String> variables = new HashMap<>();
        String url = "tcp://" + address + ":8080";
        variables.put(name + "_SERVICE_HOST", address);
        variables.put(name + "_SERVICE_PORT", "8080");
        variables.put(name + "_SERVICE_PORT_HTTP", "8080");
        variables.put(name + "_PORT", url);
        variables.put(name + "_PORT_8080_TCP", url);
        variables.put(name + "_PORT_8080_TCP_PROTO", "tcp");
        variables.put(name + "_PORT_8080_TCP_PORT", "8080");
        variables.put(name + "_PORT_8080_TCP_ADDR", address);
        return variables;
    }

    private static Settings settings(Map<String, String> environment) {
        return Settings.read(Path.of("target", "no-such-folder"), Optional.empty(), environment);
    }

    private static void check(Map<String, String> environment) {
        settings(environment).check(KEYS, ImmutableSet.of());
    }

    @ParameterizedTest
    @CsvSource({
        "SYMBOLON, 10.96.0.12",
        "SYMBOLON, fd00:10:96::c",
        "SYMBOLON_HTTP, 10.96.0.12",
        "SYMBOLON_PARTNER_API, 10.96.0.12",
        "SYMBOLON_SERVICE, 10.96.0.12"
    })
    void variablesOfAService_areNoSettings(String name, String address) {
        assertDoesNotThrow(() -> check(ofService(name, address)));
    }

    @Test
    void severalServices_areNoSettings() {
        Map<String, String> variables = ofService("SYMBOLON", "10.96.0.12");
        variables.putAll(ofService("SYMBOLON_HTTP", "10.96.0.13"));
        assertDoesNotThrow(() -> check(variables));
    }

    @Test
    void portOfAServiceWhoseVariableIsAlsoASetting_leavesTheDefault() {
        assertEquals(8080, settings(ofService("SYMBOLON_HTTP", "10.96.0.12")).get(CoreSettings.HTTP_PORT));
    }

    @Test
    void settingThatReplacesAVariableOfAService_isASetting() {
        Map<String, String> variables = ofService("SYMBOLON_HTTP", "10.96.0.12");
        variables.put("SYMBOLON_HTTP_PORT", "9090");
        assertDoesNotThrow(() -> check(variables));
        assertEquals(9090, settings(variables).get(CoreSettings.HTTP_PORT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SYMBOLON_HTTP_PROT", "SYMBOLON_SERVICE_PROT", "SYMBOLON_PORT_8080_TCP_ADR", "SYMBOLON_HOST"})
    void mistypedSettingBesideAService_stopsTheStart(String variable) {
        Map<String, String> variables = ofService("SYMBOLON", "10.96.0.12");
        variables.put(variable, "8080");
        assertEquals(
                variable + " (environment) is no setting",
                assertThrows(SettingsException.class, () -> check(variables)).getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "SYMBOLON_PORT, 8080",
        "SYMBOLON_PORT, tcp://10.96.0.12:8080",
        "SYMBOLON_SERVICE_PORT, 8080",
        "SYMBOLON_SERVICE_HOST, 10.96.0.12"
    })
    void variableWithoutTheOthersOfItsService_stopsTheStart(String variable, String value) {
        assertThrows(SettingsException.class, () -> check(Map.of(variable, value)));
    }

    @Test
    void hostThatIsNoAddress_makesNoService() {
        Map<String, String> variables = ofService("SYMBOLON", "symbolon.example.com");
        assertThrows(SettingsException.class, () -> check(variables));
    }
}
