package org.symbolon.drm.widevine;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.ByteSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a licence service answered.
 *
 * @param status the name of its status; empty text where it says none
 * @param license the licence, where there is one
 * @param facts what it says of the device, in its own names: what may be written down, each bounded
 */
record ServiceAnswer(String status, Optional<ByteSource> license, ImmutableMap<String, String> facts) {
    private static final ImmutableSet<String> HARMLESS = ImmutableSet.of(
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
    private static final int LONGEST_FACT = 128;
    private static final int LONGEST_STATUS = 64;
    private static final CharMatcher PRINTABLE = CharMatcher.inRange(' ', '~');

    /** Reads an answer; empty for what is no JSON object. */
    static Optional<ServiceAnswer> read(byte[] text) {
        try (JsonParser json = Json.parser(text)) {
            return json.nextToken() == JsonToken.START_OBJECT
                    ? Optional.of(new Reading(json).read())
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** One reading; what is of no interest is passed over, whatever it is. */
    private static final class Reading {
        private final JsonParser json;
        private final Map<String, String> facts = new LinkedHashMap<>();
        private String status = "";
        private Optional<ByteSource> license = Optional.empty();

        Reading(JsonParser json) {
            this.json = json;
        }

        ServiceAnswer read() {
            readObject(true);
            return new ServiceAnswer(status, license, ImmutableMap.copyOf(facts));
        }

        private void readObject(boolean outermost) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.START_OBJECT && isOfDevice(name)) {
                    readObject(false);
                } else if (value.isStructStart()) {
                    json.skipChildren();
                } else if (outermost && value == JsonToken.VALUE_STRING && name.equals("status")) {
                    status = bounded(json.getString(), LONGEST_STATUS);
                } else if (outermost && value == JsonToken.VALUE_STRING && name.equals("license")) {
                    license = decoded(json.getString());
                } else if (HARMLESS.contains(name)) {
                    facts.put(name, bounded(json.getString(), LONGEST_FACT));
                }
            }
        }

        private static boolean isOfDevice(String name) {
            return name.equals("device_info") || name.equals("license_metadata") || name.equals("client_info");
        }
    }

    private static String bounded(String text, int longest) {
        String printable = PRINTABLE.retainFrom(text);
        return printable.substring(0, Math.min(longest, printable.length()));
    }

    private static Optional<ByteSource> decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return bytes.length == 0 ? Optional.empty() : Optional.of(ByteSource.wrap(bytes));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
