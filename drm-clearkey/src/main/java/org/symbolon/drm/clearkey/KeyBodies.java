package org.symbolon.drm.clearkey;

import com.google.common.collect.ImmutableList;
import org.symbolon.core.parameter.BodyForm;
import org.symbolon.core.parameter.BodyForm.Use;

/** What is posted and answered, for documents (Encrypted Media Extensions, section 9.1). */
final class KeyBodies {
    private static final String JSON = "application/json";

    private static final BodyForm REQUEST = BodyForm.of(
                    Use.CHALLENGE, JSON, "The message of a Clear Key session; persistent-license needs persist=true")
            .describedBy("""
                    {"type": "object", "required": ["kids"], "properties": {
                      "kids": {"type": "array", "minItems": 1, "maxItems": 64, "items": {"type": "string",
                        "pattern": "^([A-Za-z0-9_-]{22}(==)?|[0-9A-Fa-f]{32})$"}},
                      "type": {"enum": ["temporary", "persistent-license"]}},
                     "examples": [{"kids": ["xIRXgPlfuIR8IKrhNJ19sA"], "type": "temporary"}]}
                    """);

    private static final BodyForm QUERY = BodyForm.of(
                    Use.QUERY,
                    "application/x-www-form-urlencoded",
                    "With kid, or with nothing for a token of one key, the answer is the 16 bytes of the key. Key ids as"
                            + " names without values (GET …&<kid>&<kid>) are answered with the key set")
            .describedBy("""
                    {"type": "object", "properties": {
                      "kid": {"type": "string", "pattern": "^([A-Za-z0-9_-]{22}(==)?|[0-9A-Fa-f]{32})$"}}}
                    """);

    private static final BodyForm LICENSE = BodyForm.of(
                    Use.LICENSE, JSON, "A JSON Web Key Set with the keys that were asked for, and no others")
            .describedBy("""
                    {"type": "object", "required": ["keys", "type"], "properties": {
                      "keys": {"type": "array", "minItems": 1, "items": {"type": "object",
                        "required": ["kty", "kid", "k"], "properties": {"kty": {"const": "oct"},
                          "kid": {"type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"},
                          "k": {"type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"}}}},
                      "type": {"enum": ["temporary", "persistent-license"]}}}
                    """);

    static final ImmutableList<BodyForm> ALL = ImmutableList.of(
            REQUEST,
            QUERY,
            LICENSE,
            BodyForm.of(Use.LICENSE, "application/octet-stream", "The 16 bytes of the one key that a GET asks for"));

    private KeyBodies() {}
}
