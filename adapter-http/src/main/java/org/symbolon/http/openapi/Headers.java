package org.symbolon.http.openapi;

import tools.jackson.databind.node.ObjectNode;

/** The headers of answers, each described once. */
enum Headers {
    ACCESS_CONTROL_ALLOW_CREDENTIALS(
            "Access-Control-Allow-Credentials", false, "true: the page may ask with credentials"),
    ACCESS_CONTROL_ALLOW_HEADERS("Access-Control-Allow-Headers", false, "The headers that the preflight asks for"),
    ACCESS_CONTROL_ALLOW_METHODS("Access-Control-Allow-Methods", false, "The methods with which the page may ask"),
    ACCESS_CONTROL_ALLOW_ORIGIN("Access-Control-Allow-Origin", false, "The origin whose page may read the answer"),
    ACCESS_CONTROL_EXPOSE_HEADERS("Access-Control-Expose-Headers", false, "The headers that the page may read"),
    ACCESS_CONTROL_MAX_AGE("Access-Control-Max-Age", false, "How many seconds a browser may remember the preflight"),
    ALLOW("Allow", true, "The methods of the path"),
    CACHE_CONTROL("Cache-Control", true, "How long, and for whom, it may be kept"),
    ERROR_REFERENCE(
            "Error-Reference",
            false,
            "Under which the log and symbolon explain have the cause: 32 hexadecimal digits, and after '; trace=' the"
                    + " trace id of the request, if it has one") {
        @Override
        ObjectNode schema() {
            return Schemas.matching("[0-9a-f]{32}(; trace=[0-9a-f]{32})?");
        }
    },
    ETAG("ETag", true, "Names this version of the document"),
    IGNORED_PARAMETERS("Ignored-Parameters", false, "The parameters that had no effect, the first 32, percent-encoded"),
    LOCATION("Location", true, "The path of the key"),
    RETRY_AFTER("Retry-After", true, "After how many seconds the same request may succeed") {
        @Override
        ObjectNode schema() {
            return Schemas.integer().put("minimum", 1);
        }
    },
    RETRY_AFTER_MAYBE("Retry-After", false, "After how many seconds the same request may succeed") {
        @Override
        ObjectNode schema() {
            return Schemas.integer().put("minimum", 1);
        }
    },
    VARY("Vary", true, "The headers of the request on which the answer depends"),
    WWW_AUTHENTICATE("WWW-Authenticate", true, "A scheme that no browser knows, so that none asks for a password") {
        @Override
        ObjectNode schema() {
            return Schemas.constant("ExpressPlay realm=\"symbolon\"");
        }
    };

    /** Of every answer that pages of other origins can read. */
    static final Headers[] CORS = {
        VARY, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_EXPOSE_HEADERS
    };

    /** Of the answer to a preflight. */
    static final Headers[] PREFLIGHT = {
        ALLOW,
        VARY,
        ACCESS_CONTROL_ALLOW_ORIGIN,
        ACCESS_CONTROL_ALLOW_CREDENTIALS,
        ACCESS_CONTROL_EXPOSE_HEADERS,
        ACCESS_CONTROL_ALLOW_METHODS,
        ACCESS_CONTROL_ALLOW_HEADERS,
        ACCESS_CONTROL_MAX_AGE
    };

    private final String header;
    private final boolean always;
    private final String meaning;

    Headers(String header, boolean always, String meaning) {
        this.header = header;
        this.always = always;
        this.meaning = meaning;
    }

    /** The name in answers. */
    String header() {
        return header;
    }

    /** The name of the description. */
    String component() {
        return header + (this == RETRY_AFTER_MAYBE ? "-maybe" : "");
    }

    ObjectNode schema() {
        return Schemas.string();
    }

    ObjectNode describe() {
        ObjectNode described = Schemas.object().put("description", meaning).put("required", always);
        described.set("schema", schema());
        return described;
    }
}
