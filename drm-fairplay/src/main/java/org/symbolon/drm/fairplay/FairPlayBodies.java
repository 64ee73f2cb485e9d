package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import org.symbolon.core.parameter.BodyForm;
import org.symbolon.core.parameter.BodyForm.Use;

/** What is posted and answered, for documents. The form of an SPC is seen from the body, not from its type. */
final class FairPlayBodies {
    private static final String BYTES = "application/octet-stream";
    private static final String JSON = "application/json";
    private static final String SPC = "{\"type\": \"string\", \"minLength\": 1}";

    private static final BodyForm FORM = BodyForm.of(
                    Use.CHALLENGE,
                    "application/x-www-form-urlencoded",
                    "The SPC in Base64; answered with <ckc>Base64</ckc>")
            .describedBy("""
                    {"type": "object", "required": ["spc"], "properties": {"spc": %s, "assetId": {"type": "string"}}}
                    """.formatted(SPC));

    private static final BodyForm REQUESTS = BodyForm.of(
                    Use.CHALLENGE,
                    JSON,
                    "The SPC in Base64, or 1 to 16 of them in a fairplay-streaming-request, of which each is granted or"
                            + " refused by itself")
            .describedBy("""
                    {"anyOf": [
                      {"type": "object", "required": ["spc"], "properties": {"spc": %1$s}},
                      {"type": "object", "required": ["fairplay-streaming-request"], "properties": {
                        "fairplay-streaming-request": {"type": "object", "required": ["version", "streaming-keys"],
                          "properties": {"version": {"const": 1}, "streaming-keys": {"type": "array", "minItems": 1,
                            "maxItems": 16, "items": {"type": "object", "required": ["spc"], "properties": {
                              "id": {"type": ["integer", "string"]}, "uri": {"type": "string"}, "spc": %1$s}}}}}}}]}
                    """.formatted(SPC));

    private static final BodyForm ANSWERS = BodyForm.of(
                    Use.LICENSE,
                    JSON,
                    "The CKC in Base64; of a fairplay-streaming-request each key with its ckc, or with the number of an"
                            + " error code as its status, even if all are refused")
            .describedBy("""
                    {"anyOf": [
                      {"type": "object", "required": ["ckc"], "properties": {"ckc": {"type": "string"}}},
                      {"type": "object", "required": ["fairplay-streaming-response"], "properties": {
                        "fairplay-streaming-response": {"type": "object", "required": ["streaming-keys"], "properties": {
                          "streaming-keys": {"type": "array", "items": {"type": "object", "properties": {
                            "ckc": {"type": "string"}, "status": {"type": "integer"}}}}}}}}]}
                    """);

    static final ImmutableList<BodyForm> ALL = ImmutableList.of(
            BodyForm.of(Use.CHALLENGE, BYTES, "The SPC, of version 1"),
            FORM,
            REQUESTS,
            BodyForm.of(Use.CHALLENGE, "text/plain", "The SPC in Base64 alone; answered with the bytes of the CKC"),
            BodyForm.of(Use.LICENSE, BYTES, "The CKC"),
            ANSWERS,
            BodyForm.of(Use.LICENSE, "text/plain", "<ckc>Base64</ckc>"),
            BodyForm.of(
                    Use.DOCUMENT,
                    "application/pkix-cert",
                    "One X.509 certificate in DER; the parameter sha1, 40 hexadecimal digits, asks for a certain one"));

    private FairPlayBodies() {}
}
