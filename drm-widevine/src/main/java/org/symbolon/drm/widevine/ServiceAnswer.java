package org.symbolon.drm.widevine;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The answer of a licence service.
 *
 * @param status the name of the status, at most 64 characters; empty text if there is none
 * @param license the licence; empty if there is none, or it is not in Base64
 * @param facts what the answer says about the device, by the service's names; no secrets, at most 128 characters each
 */
record ServiceAnswer(String status, Optional<byte[]> license, ImmutableMap<String, String> facts) {
    private static final ImmutableSet<String> FACTS_WITHOUT_SECRETS = ImmutableSet.of(
            "message_type",
            "make",
            "model",
            "platform",
            "security_level",
            "internal_status",
            "drm_cert_serial_number",
            "device_whitelist_state",
            "platform_verification_status",
            "content_provider",
            "client_max_hdcp_version",
            "oem_crypto_api_version",
            "widevine_cdm_version",
            "architecture_name",
            "device_name",
            "os_version",
            "system_id",
            "model_year");
    private static final int MAX_FACT_LENGTH = 128;
    private static final int MAX_STATUS_LENGTH = 64;
    private static final CharMatcher PRINTABLE = CharMatcher.inRange(' ', '~');

    /** Reads an answer; empty if it is not a JSON object. */
    static Optional<ServiceAnswer> read(byte[] text) {
        try (JsonParser json = Json.parser(text)) {
            return json.nextToken() == JsonToken.START_OBJECT
                    ? Optional.of(new Reading(json).read())
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Reads one answer, and skips everything that has no use here. */
    private static final class Reading {
        private final JsonParser json;
        private final Map<String, String> facts = new LinkedHashMap<>();
        private String status = "";
        private Optional<byte[]> license = Optional.empty();

        Reading(JsonParser json) {
            this.json = json;
        }

        ServiceAnswer read() {
            readObject(true);
            return new ServiceAnswer(status, license, ImmutableMap.copyOf(facts));
        }

        private void readObject(boolean isTopLevel) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.START_OBJECT && describesDevice(name)) {
                    readObject(false);
                } else if (value.isStructStart()) {
                    json.skipChildren();
                } else if (isTopLevel && value == JsonToken.VALUE_STRING && name.equals("status")) {
                    status = printable(json.getString(), MAX_STATUS_LENGTH);
                } else if (isTopLevel && value == JsonToken.VALUE_STRING && name.equals("license")) {
                    license = decoded(json.getString());
                } else if (FACTS_WITHOUT_SECRETS.contains(name)) {
                    facts.put(name, printable(json.getString(), MAX_FACT_LENGTH));
                }
            }
        }

        private static boolean describesDevice(String name) {
            return name.equals("device_info") || name.equals("license_metadata") || name.equals("client_info");
        }
    }

    private static String printable(String text, int maxLength) {
        String printable = PRINTABLE.retainFrom(text);
        return printable.substring(0, Math.min(maxLength, printable.length()));
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
