package org.symbolon.http.openapi;

import org.symbolon.core.parameter.ValueForm;
import org.symbolon.core.redeem.LicenseEndpoint;
import org.symbolon.http.server.KnownCallers;
import tools.jackson.databind.node.ObjectNode;

/** How a request shows who asks: by the authenticator of an account, or by a token. */
final class Access {
    /** The scheme, and the parameter, of whoever asks for an account. */
    static final String ACCOUNT = KnownCallers.PARAMETER;

    /** The scheme, and the parameter, of a token in the query. */
    static final String TOKEN = LicenseEndpoint.TOKEN_PARAMETER;

    /** The scheme of a token in a header. */
    static final String TOKEN_HEADER = TOKEN + "-header";

    /** Of the public documents of the interface; no service has this account. */
    static final String EXAMPLE = "201722,1ad8eed133edf43cbcc185f0236828ae";

    /** What every account's authenticator looks like. */
    static final ValueForm ACCOUNT_FORM = ValueForm.matching("[1-9][0-9]{0,17},[0-9A-Fa-f]{32}");

    private static final String TOKEN_MEANING =
            "The token, as the licence URL has it. It may stand in the query or in a header; the query comes first";

    private Access() {}

    static void addTo(ObjectNode components) {
        ObjectNode schemes = components.withObjectProperty("securitySchemes");
        schemes.set(
                ACCOUNT, scheme("query", ACCOUNT, "The authenticator of an account: <customer id>,<32 hex digits>"));
        schemes.set(TOKEN, scheme("query", TOKEN, "A token"));
        schemes.set(TOKEN_HEADER, scheme("header", TOKEN, "A token"));
        ObjectNode parameters = components.withObjectProperty("parameters");
        parameters.set(
                ACCOUNT,
                Operation.parameter(
                                "query",
                                ACCOUNT,
                                "Who is asking: <customer id>,<32 hexadecimal digits>",
                                Schemas.of(ACCOUNT_FORM))
                        .put("required", true)
                        .put("example", EXAMPLE));
        parameters.set(TOKEN, Operation.parameter("query", TOKEN, TOKEN_MEANING, token()));
        parameters.set(TOKEN_HEADER, Operation.parameter("header", TOKEN, TOKEN_MEANING, token()));
    }

    private static ObjectNode scheme(String place, String name, String description) {
        return Schemas.object()
                .put("type", "apiKey")
                .put("in", place)
                .put("name", name)
                .put("description", description);
    }

    private static ObjectNode token() {
        return Schemas.matching("[A-Za-z0-9_-]+");
    }
}
